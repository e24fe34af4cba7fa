"""A small app with one route of each kind, and a browser that talks to it as API Gateway would."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from chalice.app import Chalice
from pydantic import BaseModel, ConfigDict

from shared.actors import Actor, Membership, Person, Role
from shared.sessions import Expired, Identified, Session
from shared.web import forms, pages
from shared.web.guard import FORM_TYPES, JSON_TYPES, Guard
from shared.web.replies import Reply
from shared.web.visit import Visit

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CSRF = "the-token-of-this-session"
OURS = {"sec-fetch-site": "same-origin"}

PERSON = Person(
    person_id="p1",
    name="Ade Example",
    email="ade@care.example",
    memberships=(
        Membership(ods_code="VL001", organisation_name="Example Care", roles=frozenset({Role.RECEIVING_EMPLOYER})),
    ),
)
SESSION = Session(
    person_id="p1",
    secret_hash="h",
    csrf_token=CSRF,
    acting_for="VL001",
    acting_name="Example Care",
    started_at=NOON,
    last_seen_at=NOON,
)
ACTOR = Actor(
    person_id="p1",
    name=PERSON.name,
    email=PERSON.email,
    ods_code="VL001",
    organisation_name="Example Care",
    roles=PERSON.memberships[0].roles,
    ics_code="QXX",
    belongs_to=frozenset({"VL001"}),
)


class Note(BaseModel):
    """What the test form asks."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    text: str = ""


WORDS = {"title": "Enter a title", "text": "Enter a text"}


def identify(secret: str, _now: datetime) -> Identified | Expired | None:
    """Whose secret it is, with no store behind it."""
    if secret == "broken":
        raise RuntimeError("the table is gone: ade@care.example")
    known: dict[str, Identified | Expired] = {
        "good": Identified(PERSON, SESSION, ACTOR),
        "chooses": Identified(PERSON, SESSION, None),
        "token": Identified(PERSON, None, ACTOR),
        "old": Expired(),
    }
    return known.get(secret)


def make_app(allowed_a_minute: int = 1_000) -> Chalice:
    """The app. Open API routes answer so many requests, whoever asks."""
    app = Chalice(app_name="sample")
    asked: list[str] = []

    def count_request(source: str, limit: int, _now: datetime) -> bool:
        asked.append(source)
        return len(asked) <= min(limit, allowed_a_minute)

    guard = Guard(app, identify, identify, count_request)

    @app.route("/things/{thing_id}", methods=["GET"])
    @guard.page()
    def thing(visit: Visit, thing_id: str) -> Reply:
        if thing_id == "another-organisations":
            return pages.not_found(visit)
        if thing_id == "bug":
            raise RuntimeError(f"could not read {PERSON.email}")
        if thing_id == "split":
            return pages.see_other(visit, "/ok").with_cookies("a=b\r\nX-Injected: 1")
        return pages.refused(visit, thing_id, visit.actor.name if visit.actor else "", back="/", status=200)

    @app.route("/chooser", methods=["GET"])
    @guard.page(organisation=False)
    def chooser(visit: Visit) -> Reply:
        return pages.session_reply(visit)

    @app.route("/open", methods=["GET"])
    @guard.page(open=True)
    def open_page(visit: Visit) -> Reply:
        return pages.refused(visit, "Open", visit.query.get("q", ""), back="/", status=200)

    @app.route("/notes", methods=["POST"], content_types=FORM_TYPES)
    @guard.form()
    def write(visit: Visit) -> Reply:
        note = forms.read(Note, visit.form, WORDS)
        if isinstance(note, forms.FieldErrors):
            return pages.render(visit, "sample/note.html", status=422, form=note)
        return pages.json_reply(visit, note)

    @app.route("/letters", methods=["POST"], content_types=FORM_TYPES)
    @guard.form(open=True)
    def letter(visit: Visit) -> Reply:
        return pages.see_other(visit, "/open")

    @app.route("/api/notes", methods=["POST"], content_types=JSON_TYPES)
    @guard.api()
    def write_by_machine(visit: Visit) -> Reply:
        note = forms.read(Note, visit.body, WORDS)
        if isinstance(note, forms.FieldErrors):
            return pages.problem(visit, 422, "Not accepted", "See the errors.", forms.problems(note))
        return pages.json_reply(visit, note, 201)

    @app.route("/api/open", methods=["GET"])
    @guard.api(open=True, per_minute=60)
    def open_api(visit: Visit) -> Reply:
        return pages.json_reply(visit, {"address": visit.source_ip})

    @app.route("/files/{name}", methods=["GET"])
    @guard.file()
    def file(visit: Visit, name: str) -> Reply:
        return pages.download(visit, b"\x00\xff", "application/octet-stream", name)

    @app.route("/bare", methods=["GET"])
    def bare() -> dict[str, str]:
        return {"secret": "no guard stands before this"}

    return app


class Answer:
    """What came back, with its headers by small name."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.status: int = answer["statusCode"]
        self.text: str = answer["body"]
        self.is_base64: bool = answer.get("isBase64Encoded", False)
        self.headers = {name.lower(): value for name, value in answer["headers"].items()}
        self.lists = {name.lower(): value for name, value in answer["multiValueHeaders"].items()}

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Browser:
    """Sends the events that API Gateway makes of requests."""

    def __init__(self, app: Chalice, cookie: str = "") -> None:
        self.app = app
        self.cookie = cookie

    def get(self, path: str, query: dict[str, list[str]] | None = None, **headers: str) -> Answer:
        return self.send("GET", path, None, headers, query)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        sent = {"content_type": "application/x-www-form-urlencoded", **headers}
        return self.send("POST", path, urlencode(fields), sent)

    def send(
        self,
        method: str,
        path: str,
        body: str | bytes | None,
        headers: dict[str, str],
        query: dict[str, list[str]] | None = None,
        is_base64: bool = False,
    ) -> Answer:
        resource, arguments = self._resource(path)
        event = {
            "path": path,
            "headers": {name.replace("_", "-"): value for name, value in headers.items()}
            | ({"cookie": f"exchange={self.cookie}"} if self.cookie else {}),
            "multiValueQueryStringParameters": query,
            "pathParameters": arguments,
            "stageVariables": None,
            "body": body,
            "isBase64Encoded": is_base64,
            "requestContext": {
                "httpMethod": method,
                "resourcePath": resource,
                "path": path,
                "identity": {"sourceIp": "192.0.2.7"},
            },
        }
        return Answer(self.app(event, None))

    def _resource(self, path: str) -> tuple[str, dict[str, str]]:
        for resource in list(self.app.routes):
            prefix, brace, name = resource.partition("{")
            if brace and path.startswith(prefix):
                return resource, {name.rstrip("}"): path[len(prefix) :]}
            if path == resource:
                return resource, {}
        return "/{proxy+}", {"proxy": path[1:]}
