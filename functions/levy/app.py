"""Levy transfers: the app that API Gateway calls, its routes by subject, and the functions that run by schedule."""

from chalice.app import Chalice

from functions.levy.routes import applications, public
from shared.web.guard import Guard

app = Chalice(app_name="levy")
Guard(app)  # the pages for what no route answers

for subject in (public, applications):
    app.register_blueprint(subject.routes)
