"""Retention: the app that API Gateway calls, its routes by subject."""

from chalice.app import Chalice

from functions.retention.routes import (
    audit,
    chains,
    confirming,
    decisions,
    moves,
    moves_acts,
    outcomes,
    own_requests,
    public,
    requests,
    run,
    simulation,
    stability,
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
    moves,
    moves_acts,
    chains,
    outcomes,
    stability,
    audit,
):
    app.register_blueprint(subject.routes)
