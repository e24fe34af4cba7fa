"""Retention: the app that API Gateway calls, its routes by subject."""

from chalice.app import Chalice

from functions.retention.routes import public, simulation
from shared.web.guard import Guard

__all__ = ["app"]

app = Chalice(app_name="retention")
Guard(app)  # the pages for what no route answers

for subject in (
    public,
    simulation,
):
    app.register_blueprint(subject.routes)
