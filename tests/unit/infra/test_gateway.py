import base64
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from chalice.app import Chalice, Response

from infra.local.gateway import Request, Unanswered, answer, proxy_event, reply_from, routes_of, threaded
from infra.local.routing import Match


def asked(method: str = "GET", path: str = "/", query: str = "", body: bytes = b"") -> Request:
    headers = (("Host", "127.0.0.1:8000"), ("Cookie", "a=1"), ("Accept", "text/html"), ("accept", "*/*"))
    return Request(method, path, query, headers, body, "127.0.0.1")


def test_the_event_is_what_a_lambda_behind_a_rest_api_gets() -> None:
    match = Match("/levy/{application_id}", {"application_id": "a/b"}, None)
    event = proxy_event(asked("POST", "/levy/a%2Fb", "x=1&x=2&y=%C3%A9", b"\xff\x00"), match)
    assert event["resource"] == event["requestContext"]["resourcePath"] == "/levy/{application_id}"
    assert event["path"] == event["requestContext"]["path"] == "/levy/a%2Fb"
    assert event["httpMethod"] == event["requestContext"]["httpMethod"] == "POST"
    assert event["headers"] == {"host": "127.0.0.1:8000", "cookie": "a=1", "accept": "*/*"}
    assert event["multiValueHeaders"]["accept"] == ["text/html", "*/*"]
    assert event["queryStringParameters"] == {"x": "2", "y": "é"}
    assert event["multiValueQueryStringParameters"] == {"x": ["1", "2"], "y": ["é"]}
    assert event["pathParameters"] == {"application_id": "a/b"}
    assert event["requestContext"]["identity"]["sourceIp"] == "127.0.0.1"
    assert (base64.b64decode(event["body"]), event["isBase64Encoded"]) == (b"\xff\x00", True)


def test_what_a_request_lacks_is_none_as_on_aws() -> None:
    event = proxy_event(asked(), Match("/", {}, None))
    lacking = ("queryStringParameters", "multiValueQueryStringParameters", "pathParameters", "body")
    assert [event[name] for name in lacking] == [None] * 4
    assert event["isBase64Encoded"] is False


def test_a_head_request_reaches_the_service_as_a_get() -> None:
    assert proxy_event(asked("HEAD"), Match("/", {}, None))["httpMethod"] == "GET"


def test_every_cookie_of_a_reply_is_a_header_of_its_own() -> None:
    response = {
        "statusCode": 303,
        "headers": {"Location": "/"},
        "multiValueHeaders": {"Set-Cookie": ["a=1", "b=2"]},
        "body": "",
    }
    headers = reply_from(response, "/").headers
    assert headers == (("Location", "/"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))


@pytest.mark.parametrize("value", ["a\r\nSet-Cookie: b=c", "a\rb", "caf\u00e9", "\u20ac"])
def test_a_reply_whose_header_would_break_is_refused(value: str) -> None:
    response = {"statusCode": 200, "headers": {}, "multiValueHeaders": {"Set-Cookie": [value]}, "body": ""}
    with pytest.raises(ValueError, match="header"):
        reply_from(response, "/")


def test_bytes_of_a_reply_arrive_as_they_were() -> None:
    body = base64.b64encode(b"\xff\x00").decode()
    assert reply_from({"statusCode": 200, "body": body, "isBase64Encoded": True}, "/").body == b"\xff\x00"


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nowhere", 404), ("PUT", "/echo/a", 405)])
def test_what_no_view_answers_is_said_so(method: str, path: str, status: int) -> None:
    with pytest.raises(Unanswered) as unanswered:
        answer(asked(method, path), routes_of(threaded(echo_app())))
    assert unanswered.value.status == status


def test_one_app_answers_several_threads_each_with_its_own_request() -> None:
    together = Barrier(4, timeout=5)  # all are inside the view before any of them reads its request
    routes = routes_of(threaded(echo_app(together)))
    words = [f"word-{number}" for number in range(40)]
    with ThreadPoolExecutor(4) as threads:
        replies = threads.map(lambda word: answer(asked(path=f"/echo/{word}", query=f"q={word}"), routes), words)
        assert [reply.body.decode() for reply in replies] == [f"{word} {word}" for word in words]


def echo_app(together: Barrier | None = None) -> Chalice:
    app = Chalice("echo", configure_logs=False)

    @app.route("/echo/{word}")
    def echo(word: str) -> Response:
        if together:
            together.wait()
        query = app.current_request.query_params if app.current_request else None
        return Response(f"{word} {query['q'] if query else ''}", headers={"Content-Type": "text/plain"})

    return app
