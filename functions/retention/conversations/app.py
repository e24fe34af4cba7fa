"""Confidential conversations: the app that API Gateway calls, with a table, a key and a function of its own."""

from chalice.app import Chalice

from functions.retention.conversations.routes import conversations, figures
from shared.web.guard import Guard

__all__ = ["app"]

app = Chalice(app_name="conversations")
Guard(app)  # the pages for what no route answers

for subject in (conversations, figures):
    app.register_blueprint(subject.routes)
