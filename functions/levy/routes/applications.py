"""The receiving employer's pages: a list, a draft's sections, and what becomes of an application."""

from chalice.app import Blueprint

from shared.web.guard import Guard

routes = Blueprint(__name__)
guard = Guard(routes)
