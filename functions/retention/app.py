"""Retention: the app that API Gateway calls, its routes by subject."""

from chalice.app import Chalice

from functions.retention.routes import (
    audit,
    confirming,
    decisions,
    own_requests,
    public,
    requests,
    run,
    simulation,
    unit_acts,
    units,
    windows,
)
from shared.web.guard import Guard

__all__ = ["app"]

app = Chalice(app_name="retention")
Guard(app)  # the pages for what no route answers

for subject in (
    public,
    simulation,
    windows,
    units,
    unit_acts,
    own_requests,
    requests,
    decisions,
    run,
    confirming,
    audit,
):
    app.register_blueprint(subject.routes)
