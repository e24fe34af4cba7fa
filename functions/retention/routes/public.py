"""What anybody may read of retention."""

from chalice.app import Blueprint

from shared.web import pages
from shared.web.guard import Guard
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)


@routes.route("/retention", methods=["GET"])
@guard.page(open=True)
def start(visit: Visit) -> Reply:
    """What the service does, for whom, and where to begin."""
    return pages.render(visit, "retention/start.html")
