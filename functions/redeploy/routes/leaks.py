"""The leak detector: adverts that came out while their vacancy was held."""

from chalice.app import Blueprint

from shared.web.guard import Guard

routes = Blueprint(__name__)
guard = Guard(routes)
