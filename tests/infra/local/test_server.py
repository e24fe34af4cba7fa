import socket
from collections.abc import Iterator

import pytest

from infra.local.connection import MAX_BODY_BYTES
from infra.local.gateway import Reply, Request, Unanswered
from infra.local.server import LocalServer


def echo(request: Request) -> Reply:
    if request.path == "/nowhere":
        raise Unanswered(404)
    if request.path == "/bug":
        raise ZeroDivisionError
    body = f"{request.method} {request.path} {len(request.body)}".encode()
    return Reply(200, (("Content-Type", "text/plain"),), body, request.path)


def error_page(status: int, path: str) -> Reply:
    return Reply(status, (("Content-Type", "text/plain"),), f"error {status}".encode())


@pytest.fixture
def server() -> Iterator[LocalServer]:
    made = LocalServer(0)
    made.serve(echo, error_page)
    yield made
    made.stop(within_seconds=5)


class Client:
    """Speaks raw bytes, so that it can be as broken as a test wants."""

    def __init__(self, server: LocalServer) -> None:
        self._host = f"127.0.0.1:{server.server_port}".encode()
        self._socket = socket.create_connection(("127.0.0.1", server.server_port), timeout=5)
        self._file = self._socket.makefile("rb")

    def send(self, request: bytes) -> None:
        self._socket.sendall(request.replace(b"HOST", self._host))

    def status(self) -> int:
        """The status of the next reply, whose headers and body are read too; 0 when there is none."""
        line = self._file.readline()
        if not line:
            return 0
        self.headers = {}
        while (header := self._file.readline().strip()) != b"":
            name, _, value = header.partition(b": ")
            self.headers[name.lower()] = value
        self.body = self._file.read(int(self.headers.get(b"content-length", b"0")))
        return int(line.split()[1])

    def close(self) -> None:
        self._file.close()
        self._socket.close()

    def ask(self, request: bytes) -> int:
        self.send(request)
        return self.status()


@pytest.fixture
def client(server: LocalServer) -> Iterator[Client]:
    made = Client(server)
    yield made
    made.close()


def test_a_connection_carries_one_request_after_another(client: Client) -> None:
    assert client.ask(b"POST /a HTTP/1.1\r\nHost: HOST\r\nContent-Length: 3\r\n\r\nabc") == 200
    assert client.body == b"POST /a 3"
    assert client.ask(b"GET /b HTTP/1.1\r\nHost: HOST\r\n\r\n") == 200
    assert client.body == b"GET /b 0"


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /nowhere HTTP/1.1\r\nHost: HOST\r\n\r\n", 404),
        (b"GET /bug HTTP/1.1\r\nHost: HOST\r\n\r\n", 500),
        (b"BREW / HTTP/1.1\r\nHost: HOST\r\n\r\n", 405),
        (b"GET / HTTP/1.1\r\n\r\n", 421),
        (b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
        (b"POST / HTTP/1.1\r\nHost: localhost:1\r\n\r\n", 421),
        (b"GET / HTTP/3.0\r\nHost: HOST\r\n\r\n", 400),
        (b"GET /\r\n\r\n", 400),
        (b"nonsense\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"GET /caf\xc3\xa9 HTTP/1.1\r\nHost: HOST\r\n\r\n", 400),
        (b"GET http://evil.example/ HTTP/1.1\r\nHost: HOST\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: HOST\r\nX: a\r\n b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: HOST\r\nno colon here\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length : 3\r\n\r\nabc", 400),
        (b"POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0x3\r\n\r\nabc", 400),
        (b"POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400),
        (b"POST / HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: HOST\r\n\r\n", 414),
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: HOST\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: HOST\r\nCookie: " + b"a" * 20_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: HOST\r\n" + b"A: b\r\n" * 200 + b"\r\n", 431),
    ],
)
def test_a_broken_request_gets_its_status_and_never_a_broken_connection(
    client: Client, request_bytes: bytes, status: int
) -> None:
    assert client.ask(request_bytes) == status
    assert client.body == b"error %d" % status


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client: Client) -> None:
    head = b"POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: %d\r\n\r\n"
    assert client.ask(head % (MAX_BODY_BYTES + 1)) == 413
    assert client.headers[b"connection"] == b"close"


def test_a_client_that_asks_first_is_told_to_go_on_or_not_to(server: LocalServer) -> None:
    head = b"POST /a HTTP/1.1\r\nHost: HOST\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"
    welcome = Client(server)
    assert welcome.ask(head % 3) == 100
    assert welcome.ask(b"abc") == 200
    assert Client(server).ask(head % (MAX_BODY_BYTES + 1)) == 413


def test_a_client_that_sends_all_of_a_large_body_still_reads_the_refusal(client: Client) -> None:
    size = 2 * MAX_BODY_BYTES
    head = b"POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: %d\r\n\r\n" % size
    assert client.ask(head + b"a" * size) == 413


def test_a_smuggled_second_request_is_not_answered(client: Client) -> None:
    client.send(
        b"POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"0\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: HOST\r\n\r\n"
    )
    assert client.status() == 411
    assert client.status() == 0


def test_head_is_answered_as_get_without_the_body(server: LocalServer) -> None:
    client = Client(server)
    client.send(b"HEAD /a HTTP/1.1\r\nHost: HOST\r\n\r\nGET /b HTTP/1.1\r\nHost: HOST\r\n\r\n")
    line = client._file.readline()
    assert line.startswith(b"HTTP/1.1 200")
    headers = b"".join(iter(client._file.readline, b"\r\n"))
    assert b"Content-Length: 9" in headers
    assert client._file.readline().startswith(b"HTTP/1.1 200"), "the next reply follows at once"


def test_whoever_comes_by_the_name_localhost_is_led_to_the_one_address(server: LocalServer) -> None:
    client = Client(server)
    port = server.server_port
    assert client.ask(b"GET /levy?x=1 HTTP/1.1\r\nHost: localhost:%d\r\n\r\n" % port) == 307
    assert client.headers[b"location"] == b"http://127.0.0.1:%d/levy?x=1" % port


def test_the_log_holds_no_id_and_no_query(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="exchange"):
        client.ask(b"GET /nowhere?name=Beth HTTP/1.1\r\nHost: HOST\r\n\r\n")
        client.ask(b"GET /a HTTP/1.1\r\nHost: HOST\r\n\r\n")
    assert '"status": 404' in caplog.text
    assert "Beth" not in caplog.text
    assert "nowhere" not in caplog.text
