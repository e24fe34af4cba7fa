"""The HR adviser's pages: the employer's people at risk, one by one or by upload."""

from chalice.app import Blueprint

from shared.web.guard import Guard

routes = Blueprint(__name__)
guard = Guard(routes)
