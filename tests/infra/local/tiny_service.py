"""A service as small as one can be, to show what the runner does whatever it serves."""

from chalice.app import Chalice, Response

from shared.directory.keys import table
from shared.table import Put

app = Chalice("tiny", configure_logs=False)
swept: list[str] = []


@app.route("/")
def front_page() -> Response:
    return Response("<h1>Tiny</h1>", headers={"Content-Type": "text/html"})


@app.route("/notes/{note_id}")
def note(note_id: str) -> Response:
    stored = table().get(f"NOTE#{note_id}", "NOTE")
    return Response(stored["text"] if stored else "none", headers={"Content-Type": "text/plain"})


@app.route("/notes/new")
def new_note() -> Response:
    return Response("a form", headers={"Content-Type": "text/plain"})


@app.route("/notes/{note_id}", methods=["POST"], content_types=["text/plain"])
def keep_note(note_id: str) -> Response:
    body = app.current_request.raw_body if app.current_request else b""
    text = body.decode() if isinstance(body, bytes) else body
    table().commit([Put({"pk": f"NOTE#{note_id}", "sk": "NOTE", "text": text})])
    return Response("", status_code=303, headers={"Location": f"/notes/{note_id}"})


@app.route("/split")
def split() -> Response:
    return Response("", headers={"Location": "/a\r\nSet-Cookie: b=c"})


def sweep(event: dict[str, object], context: object) -> None:
    swept.append(str(event["source"]))
