"""Files of people and of vacancies: templates, what was read, what is wrong with it."""

from chalice.app import Blueprint

from shared.web.guard import Guard

routes = Blueprint(__name__)
guard = Guard(routes)
