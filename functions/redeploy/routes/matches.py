"""A match as the employer of the post and the person's HR see it, and what they decide."""

from chalice.app import Blueprint

from shared.web.guard import Guard

routes = Blueprint(__name__)
guard = Guard(routes)
