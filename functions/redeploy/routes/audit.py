"""Histories, who has seen whom, and the sealed audit."""

from chalice.app import Blueprint

from shared.web.guard import Guard

routes = Blueprint(__name__)
guard = Guard(routes)
