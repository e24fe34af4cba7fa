"""The coordinator's board of the whole system, and the proposal of who gets what."""

from chalice.app import Blueprint

from shared.web.guard import Guard

routes = Blueprint(__name__)
guard = Guard(routes)
