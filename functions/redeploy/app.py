"""Redeployment: vacancies shown to staff at risk of redundancy before they are advertised. Not open yet."""

from chalice.app import Chalice

from shared.web import pages
from shared.web.guard import Guard
from shared.web.replies import Reply
from shared.web.visit import Visit

app = Chalice(app_name="redeploy")
guard = Guard(app)


@app.route("/redeploy", methods=["GET"])
@guard.page(open=True)
def start(visit: Visit) -> Reply:
    """What the service will do, for whom, and that it is not open yet."""
    return pages.render(visit, "redeploy/start.html")
