"""The machine's way: vacancies pushed by an applicant-tracking system."""

from chalice.app import Blueprint

from shared.web.guard import Guard

routes = Blueprint(__name__)
guard = Guard(routes)
