"""Redeployment: the app that API Gateway calls, its routes by subject."""

from chalice.app import Chalice

from functions.redeploy.routes import (
    api,
    audit,
    board,
    calculators,
    certificates,
    changes,
    leaks,
    matches,
    mine,
    people,
    public,
    savings,
    uploads,
    vacancies,
)
from shared.web.guard import Guard

__all__ = ["app"]

app = Chalice(app_name="redeploy")
Guard(app)  # the pages for what no route answers

for subject in (
    public,
    calculators,
    people,
    uploads,
    mine,
    vacancies,
    certificates,
    leaks,
    matches,
    changes,
    board,
    savings,
    audit,
    api,
):
    app.register_blueprint(subject.routes)
