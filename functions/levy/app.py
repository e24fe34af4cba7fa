"""Levy transfers: the app that API Gateway calls, its routes by subject, and what runs by schedule."""

from chalice.app import Chalice

from functions.levy.routes import (
    allowance,
    api,
    applications,
    apprentices,
    approvals,
    audit,
    correspondence,
    decisions,
    drafting,
    expiry,
    offers,
    overview,
    pledges,
    public,
    queue,
)
from functions.levy.schedules import daily, monthly, on_stream, sweep
from shared.web.guard import Guard

__all__ = ["app", "daily", "monthly", "on_stream", "sweep"]

app = Chalice(app_name="levy")
Guard(app)  # the pages for what no route answers

for subject in (
    public,
    expiry,
    applications,
    apprentices,
    drafting,
    offers,
    queue,
    overview,
    decisions,
    approvals,
    correspondence,
    pledges,
    allowance,
    audit,
    api,
):
    app.register_blueprint(subject.routes)
