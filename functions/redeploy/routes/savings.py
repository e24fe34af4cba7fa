"""The savings ledger: what redeployments saved, and how that was worked out."""

from chalice.app import Blueprint

from shared.web.guard import Guard

routes = Blueprint(__name__)
guard = Guard(routes)
