"""Vacancies on hold: to enter, change, take back and release, with their certificates."""

from chalice.app import Blueprint

from shared.web.guard import Guard

routes = Blueprint(__name__)
guard = Guard(routes)
