"""The development server: HTTP over sockets, for this machine unless told otherwise.

It knows who may ask and what may be asked; what is answered is given to it. Each connection has
a thread and serves one request: a browser or an attacker that dawdles delays nobody else.
"""

from __future__ import annotations

import socket
import sys
from contextlib import closing
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from antiseche.text.http import (
    LOOPBACK,
    Reply,
    is_host_allowed,
    is_origin_allowed,
    requested_path,
)
from antiseche.text.injection import EVENTS, RESERVED
from antiseche.text.spaces import bind_spaces

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Self

PATIENCE = 10.0  # seconds that a connection may stay silent
FONTS_STAY = 600  # seconds that a browser may keep a font
_LONGEST_BODY = 1 << 16  # bytes of a refused request that are read before it is answered
_POLL = 0.05  # seconds between two looks at whether to stop

_SAYINGS = {
    HTTPStatus.BAD_REQUEST: "Cette demande est mal formée.",
    HTTPStatus.FORBIDDEN: "Ce serveur ne répond qu’à cette machine, sous son propre nom.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Ce serveur ne fait que montrer : GET et HEAD.",
    HTTPStatus.REQUEST_URI_TOO_LONG: "Cette adresse est trop longue.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "Cette demande a trop d’en-têtes.",
}


class Server(ThreadingHTTPServer):
    """A server that is bound as soon as it is made, and answers between ``start`` and ``stop``.

    Those who connect before ``start`` wait. Raise ``OSError`` when the port is taken.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, host: str = LOOPBACK, port: int = 0) -> None:
        """Bind to an address; port 0 is any free one."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        self.address_family, _, _, _, address = found[0]
        super().__init__(address[:2], _Connection)  # type: ignore[arg-type]
        self.bound = host
        self.port: int = self.server_address[1]
        self.answer: Callable[[str], Reply] = _nothing
        self.listen: Callable[[], Generator[bytes]] = _silence
        self._lock = Lock()
        self._open: set[socket.socket] = set()
        self._thread = Thread(target=self.serve_forever, args=(_POLL,), name="server", daemon=True)

    def server_bind(self) -> None:
        """Bind, without looking up the name of the machine, which may take seconds."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def start(self, answer: Callable[[str], Reply], listen: Callable[[], Generator[bytes]]) -> Self:
        """Answer paths with the one, and those who listen to events with the other."""
        self.answer, self.listen = answer, listen
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop answering, and hang up on everyone."""
        if self._thread.is_alive():
            self.shutdown()
            self._thread.join()
        self.server_close()
        with self._lock:
            for connection in self._open:
                _hang_up(connection)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Remember the connection while it is open."""
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401  socketserver's type
        """Forget the connection, and close it."""
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away; the rest is a fault of ours."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Connection(BaseHTTPRequestHandler):
    """One request, and its answer."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = PATIENCE

    def do_GET(self) -> None:
        """Answer, with a body."""
        self.close_connection = True
        target = self.requestline.split()[1]
        path = requested_path(target)
        if status := self._refusal(path):
            self.send_error(status)
        elif path == EVENTS:
            self._stream()
        elif path is not None:
            self._send(self.server.answer(path))

    do_HEAD = do_GET  # noqa: N815  http.server's name

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse, in one French sentence; what was asked is not repeated."""
        del message, explain
        self.close_connection = True
        self.request_version = self.protocol_version  # so that what is not HTTP gets a status too
        status = HTTPStatus(code)
        if status is HTTPStatus.NOT_IMPLEMENTED:
            status = HTTPStatus.METHOD_NOT_ALLOWED
            self._read_body()
        said = bind_spaces(_SAYINGS.get(status, status.phrase))
        self._send(Reply(status, "text/plain; charset=utf-8", f"{said}\n".encode()))

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for rebuilds."""

    def version_string(self) -> str:
        """Say who answers, without its version."""
        return "antiseche"

    def _refusal(self, path: str | None) -> HTTPStatus | None:
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1:
            return HTTPStatus.BAD_REQUEST
        if not is_host_allowed(hosts[0], self.server.bound):
            return HTTPStatus.FORBIDDEN
        if path is None:
            return HTTPStatus.BAD_REQUEST
        # What the site does not publish anyway is for its own pages only.
        return HTTPStatus.FORBIDDEN if path.startswith(RESERVED) and self._is_foreign() else None

    def _is_foreign(self) -> bool:
        """Tell whether another site asks; no header at all is a person with curl."""
        origin, site = self.headers.get("Origin"), self.headers.get("Sec-Fetch-Site", "none")
        if origin is not None and not is_origin_allowed(origin, self.server.bound):
            return True
        return site not in {"same-origin", "none"}

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        if reply.location:
            self.send_header("Location", reply.location)
        if reply.status is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        self.send_header("Content-Length", str(len(reply.body)))
        self._end_headers(reply.media_type)
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def _stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self._end_headers("text/event-stream")
        if self.command == "HEAD":
            return
        with closing(self.server.listen()) as events:
            for event in events:
                self.wfile.write(event)

    def _end_headers(self, media_type: str) -> None:
        """End the headers of every answer: never guessed, never for another site.

        Nothing is kept, but fonts: a page whose style is swapped would lose its face for a moment.
        """
        self.send_header("Content-Type", media_type)
        is_font = media_type.startswith("font/")
        self.send_header("Cache-Control", f"max-age={FONTS_STAY}" if is_font else "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Connection", "close")
        self.end_headers()

    def _read_body(self) -> None:
        """Read what was sent along: closing on unread bytes would lose the answer."""
        length = self.headers.get("Content-Length", "")
        if length.isdecimal():
            self.rfile.read(min(int(length), _LONGEST_BODY))


def _nothing(path: str) -> Reply:
    del path
    return Reply(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"")


def _silence() -> Generator[bytes]:
    yield from ()


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was closed meanwhile
