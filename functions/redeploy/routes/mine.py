"""The person's own page: what is held of them, who has seen it, their matches and what they say of them."""

from chalice.app import Blueprint

from shared.web.guard import Guard

routes = Blueprint(__name__)
guard = Guard(routes)
