"""The pages that are open to everybody: what a levy transfer is, and what it would pay."""

from chalice.app import Blueprint

from shared.web.guard import Guard

routes = Blueprint(__name__)
guard = Guard(routes)
