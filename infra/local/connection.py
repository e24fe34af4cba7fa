"""One browser's connection: reads requests, refuses the broken ones, writes replies whole.

A broken request gets a 4xx before any service sees it. A request for another host gets no answer either:
a page of another site that points its own name at this machine (DNS rebinding) gets nowhere.
"""

import re
import socket
import time
from collections.abc import Iterable
from dataclasses import replace
from email.errors import MultipartInvariantViolationDefect, StartBoundaryNotFoundDefect
from email.message import Message
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

from infra.local.gateway import Reply, Request, Unanswered
from infra.local.routing import BrokenAddress
from shared import logs

if TYPE_CHECKING:
    from infra.local.server import LocalServer

MAX_BODY_BYTES = 4 * 1024 * 1024  # somewhat more than any route takes
# The parser takes a head for a whole message: what it misses of a multipart body is still to come.
_OF_BODIES = (MultipartInvariantViolationDefect, StartBoundaryNotFoundDefect)
MAX_HEAD_BYTES = 10_240  # request line and headers together: API Gateway's own limit
_IDLE_SECONDS = 30
_MAX_DISCARDED_BYTES = 8 * MAX_BODY_BYTES
_BODILESS = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}
_LENGTH = re.compile(r"[0-9]{1,12}")


class Refused(Exception):
    """A request that no service gets to see. The connection is closed: what follows cannot be trusted."""

    def __init__(self, status: int, *headers: tuple[str, str]) -> None:
        super().__init__(status)
        self.status = status
        self.headers = headers


class Connection(BaseHTTPRequestHandler):
    """Speaks HTTP/1.1 with one client."""

    server: "LocalServer"
    raw_requestline: bytes
    protocol_version = "HTTP/1.1"
    timeout = _IDLE_SECONDS
    disable_nagle_algorithm = True
    wbufsize = -1  # a reply leaves in one piece

    def answer(self) -> None:
        """Answer the request whose head has just been read."""
        started = time.perf_counter()
        self.server.begin_request()
        try:
            reply = self._reply()
            self._write(reply)
        finally:
            self.server.end_request()
        elapsed_ms = round((time.perf_counter() - started) * 1000)
        logs.info(
            "request", method=self.command, resource=reply.resource, status=reply.status, elapsed_ms=elapsed_ms
        )

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer

    def handle_expect_100(self) -> bool:
        """Ask for the body only once its length is known to be acceptable."""
        try:
            body_length(self.headers)
        except Refused as refused:
            self._refuse(refused)
            return False
        self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        self.wfile.flush()
        return True

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """What the base class cannot parse is the client's fault, even where it says 501 or 505."""
        status = {HTTPStatus.NOT_IMPLEMENTED: 405, HTTPStatus.HTTP_VERSION_NOT_SUPPORTED: 400}.get(
            HTTPStatus(code), code
        )
        self._refuse(Refused(status))

    def log_message(self, format: str, *args: object) -> None:
        """Silence: the base class would log addresses with their ids and queries."""

    def _reply(self) -> Reply:
        try:
            return self.server.answer(self._request())
        except Refused as refused:
            self.close_connection = True
            return self._error(refused.status, refused.headers)
        except Unanswered as unanswered:
            allow = (("Allow", ", ".join(unanswered.allowed)),) if unanswered.allowed else ()
            return self._error(unanswered.status, allow)
        except BrokenAddress:
            return self._error(400)
        except Exception as error:  # the last resort: a page, never a broken connection
            logs.error("request_failed", error=type(error).__name__)
            return self._error(500)

    def _request(self) -> Request:
        self._check_head()
        self._check_host()
        path, _, query = self.path.partition("?")
        return Request(
            self.command,
            path,
            query,
            tuple(self.headers.items()),
            self._body(),
            str(self.client_address[0]),
        )

    def _check_head(self) -> None:
        size = len(self.raw_requestline) + sum(len(name) + len(value) + 4 for name, value in self.headers.items())
        if size > MAX_HEAD_BYTES:
            raise Refused(431)
        folded = any("\r" in value or "\n" in value for value in self.headers.values())
        broken = any(not isinstance(defect, _OF_BODIES) for defect in self.headers.defects)
        if folded or broken or self.request_version == "HTTP/0.9":
            raise Refused(400)
        if not (self.path.isascii() and self.path.isprintable() and self.path.startswith("/")):
            raise Refused(400)

    def _check_host(self) -> None:
        host, port = self.headers.get("Host"), self.server.port_suffix
        if host == f"127.0.0.1{port}":
            return
        if host in {f"localhost{port}", f"[::1]{port}"} and self.command in {"GET", "HEAD"}:
            raise Refused(307, ("Location", self.server.origin + self.path))  # cookies belong to one name
        raise Refused(421)

    def _body(self) -> bytes:
        length = body_length(self.headers)
        body = self.rfile.read(length)
        if len(body) < length:
            raise Refused(400)
        return body

    def _error(self, status: int, headers: Iterable[tuple[str, str]] = ()) -> Reply:
        page = self.server.error_page(status, getattr(self, "path", "/"))
        return replace(page, headers=(*page.headers, *headers))

    def _refuse(self, refused: Refused) -> None:
        self.close_connection = True
        self._write(self._error(refused.status, refused.headers))
        logs.info("request", method=self.command or "-", resource="-", status=refused.status, elapsed_ms=0)

    def _write(self, reply: Reply) -> None:
        lines = [f"HTTP/1.1 {reply.status} {_phrase(reply.status)}", f"Date: {formatdate(usegmt=True)}"]
        lines += [f"{name}: {value}" for name, value in reply.headers]
        if reply.status not in _BODILESS:
            lines.append(f"Content-Length: {len(reply.body)}")
        if self.close_connection:
            lines.append("Connection: close")
        self.wfile.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
        if self.command != "HEAD" and reply.status not in _BODILESS:
            self.wfile.write(reply.body)
        self.wfile.flush()

    def finish(self) -> None:
        """End the connection. A little of what a refused client still sends is read first: closing at once
        could cost it the reply."""
        try:
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(1)
            for _ in range(_MAX_DISCARDED_BYTES // 65_536):
                if not self.connection.recv(65_536):
                    break
        except OSError:
            pass
        super().finish()


def body_length(headers: "Message[str, str]") -> int:
    """The bytes of body that follow a request's head. Raises Refused: 400, 411 or 413."""
    if "Transfer-Encoding" in headers:
        raise Refused(411)  # chunked bodies have no length to bound; browsers do not send them
    lengths = headers.get_all("Content-Length") or ["0"]
    if len(lengths) > 1 or not _LENGTH.fullmatch(lengths[0]):
        raise Refused(400)
    if int(lengths[0]) > MAX_BODY_BYTES:
        raise Refused(413)
    return int(lengths[0])


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
