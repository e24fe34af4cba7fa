"""The HTTP server of the local runner: one loopback port, a thread a connection, every size bounded."""

import sys
import threading
from collections.abc import Callable
from http.client import HTTP_PORT
from http.server import ThreadingHTTPServer
from typing import Any

from infra.local.connection import Connection
from infra.local.gateway import Reply, Request
from shared import logs

HOST = "127.0.0.1"
MAX_CONNECTIONS = 256

Answer = Callable[[Request], Reply]
ErrorPage = Callable[[int, str], Reply]
"""What goes back where no service answers: from a status and the path that was asked for."""


class LocalServer(ThreadingHTTPServer):
    """Holds a loopback port (0: a free one) from its making on, and answers there once told how.

    Raises OSError when the port is taken. A browser that comes early waits until it is served.
    """

    answer: Answer
    error_page: ErrorPage

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int) -> None:
        self._connections = threading.BoundedSemaphore(MAX_CONNECTIONS)
        self._under_way = 0
        self._changed = threading.Condition()
        super().__init__((HOST, port), Connection)

    @property
    def origin(self) -> str:
        """The address that people type, as browsers send it in `Origin`."""
        return f"http://{HOST}{self.port_suffix}"

    @property
    def port_suffix(self) -> str:
        """What follows a host's name in `Host`: nothing for http's own port."""
        return "" if self.server_port == HTTP_PORT else f":{self.server_port}"

    def serve(self, answer: Answer, error_page: ErrorPage) -> None:
        """Answer requests, in a thread, until `stop`."""
        self.answer = answer
        self.error_page = error_page
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()

    def stop(self, within_seconds: float) -> None:
        """Take no more requests, finish those under way, let the port go."""
        self.shutdown()
        with self._changed:
            self._changed.wait_for(lambda: self._under_way == 0, within_seconds)
        self.server_close()

    def begin_request(self) -> None:
        """Count a request in: it is being answered from now on."""
        with self._changed:
            self._under_way += 1

    def end_request(self) -> None:
        """Count it out."""
        with self._changed:
            self._under_way -= 1
            self._changed.notify_all()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection in a thread of its own, or close it at once when there are too many."""
        if self._connections.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            logs.warning("connection_refused", open=MAX_CONNECTIONS)
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """The life of that thread."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._connections.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """A browser that goes away is no news; anything else is logged without what the request held."""
        kind = sys.exc_info()[0]
        if kind and not issubclass(kind, OSError):
            logs.error("connection_failed", error=kind.__name__)
