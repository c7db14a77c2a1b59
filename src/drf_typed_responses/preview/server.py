"""The HTTP server of the page, on loopback only, with a fixed table of routes."""

from __future__ import annotations

import errno
import json
import secrets
import selectors
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from ..document_names import DEREFERENCED_FILE, WHOLE_FILE
from ..exceptions import PreviewError
from . import assets
from .calls import Api, call_operation, curl_command
from .guard import Refusal, body_refusal, refusal
from .state import State, StateStore

ADDRESS = "127.0.0.1"
HEARTBEAT = 15.0
# A closed page is noticed within these seconds, and frees its place among the listeners.
PAUSE = 0.25
MOST_LISTENERS = 50
SOURCES = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; worker-src blob:; frame-src 'self'; base-uri 'none';"
    " form-action 'none'"
)
# Only a header can have this directive.
POLICY = SOURCES + "; frame-ancestors {ancestors}"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class PreviewServer(ThreadingHTTPServer):
    """Serves the page. Raises PreviewError for a port that is in use or does not exist."""

    daemon_threads = True
    # A browser opens several connections at once, and retries one that is refused only after a
    # second.
    request_queue_size = 128

    def __init__(self, port: int, store: StateStore, api: Api | None) -> None:
        self.store = store
        self.api = api
        self.token = secrets.token_urlsafe(24)
        self.run = secrets.token_hex(4)
        self.assets = assets.read_assets()
        self.listeners = threading.BoundedSemaphore(MOST_LISTENERS)
        try:
            super().__init__((ADDRESS, port), Handler)
        except OSError as error:
            raise PreviewError(_port_refused(port, error)) from error
        except OverflowError as error:
            raise PreviewError(f"port {port} does not exist: ports are 0 to 65535") from error

    @property
    def address(self) -> str:
        """The address of the page."""
        return f"http://{ADDRESS}:{self.server_address[1]}/"

    def start(self) -> None:
        """Serve from a thread of its own."""
        threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True).start()

    def stop(self) -> None:
        """Stop the server and the requests that wait for a change."""
        self.store.close()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: object) -> None:
        """Print errors of this server, but not those of a browser that closed its connection."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def _port_refused(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use: choose another with --port, or --port 0 for any free one"
    return f"port {port} cannot be used: {error.strerror or error}"


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: PreviewServer  # pyright: ignore[reportIncompatibleVariableOverride]
    timeout = 20
    # The default is HTTP/0.9, which has no headers, but the guard needs headers.
    default_request_version = "HTTP/1.0"

    def do_GET(self) -> None:
        """Serve a page, an asset, the document, or the stream of changes."""
        path = urlsplit(self.path).path if self.path.startswith("/") else ""
        if self._is_refused("GET", path):
            return
        if asset := self.server.assets.get(path):
            self._send(asset.content, asset.type, cache="no-cache")
        elif route := PAGES.get(path):
            route(self)
        else:
            self._refuse(Refusal(404, "There is no such page."))

    def do_POST(self) -> None:
        """Call an operation of the served project, or write the call as a command."""
        if self._is_refused("POST", self.path):
            return
        action = CALLS.get(self.path)
        if action is None:
            self._refuse(Refusal(404, "There is no such page."))
        elif why := body_refusal(self.headers, self.server.token):
            self._refuse(why)
        else:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = action(body, self.server.api, self.server.store.state)
            self._send(json.dumps(answer).encode(), "application/json")

    def send_page(self) -> None:
        """Send the page, with the token that its calls must send."""
        server = self.server
        api = server.api.address if server.api else ""
        self._send(assets.page(server.token, api), "text/html; charset=utf-8", outer=True)

    def send_frame(self) -> None:
        """Send the documentation inside the page."""
        has_redoc = assets.REDOC in self.server.assets
        self._send(assets.frame(has_redoc), "text/html; charset=utf-8")

    def send_document(self) -> None:
        """Send the document of the last successful build."""
        self._send(self.server.store.state.files.whole, "application/json")

    def send_dereferenced(self) -> None:
        """Send the same document with its references expanded."""
        self._send(self.server.store.state.files.dereferenced, "application/json")

    def send_events(self) -> None:
        """Send the whole state as an event, and again after each change.

        Source: HTML Living Standard, 9.2 "Server-sent events".
        """
        if not self.server.listeners.acquire(blocking=False):
            self._refuse(Refusal(503, "Too many pages are open."))
            return
        try:
            self._head(200, "text/event-stream", None, cache="no-store")
            self._send_changes()
        finally:
            self.server.listeners.release()

    def _send_changes(self) -> None:
        store, version, waited = self.server.store, -1, 0.0
        self.wfile.write(b"retry: 500\n\n")
        while not store.is_closed and not self._is_left():
            if state := store.newer(version, PAUSE):
                version, waited = state.version, 0.0
                facts = json.dumps({**state.for_page(), "run": self.server.run})
                self.wfile.write(f"data: {facts}\n\n".encode())
            elif (waited := waited + PAUSE) >= HEARTBEAT:
                waited = 0.0
                self.wfile.write(b": still here\n\n")

    def _is_left(self) -> bool:
        """Whether the browser has closed its connection."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.connection, selectors.EVENT_READ)
            return bool(selector.select(0)) and not self.connection.recv(1, socket.MSG_PEEK)

    def _is_refused(self, method: str, path: str) -> bool:
        why = refusal(method, path, self.headers)
        if why:
            self._refuse(why)
        return why is not None

    def _refuse(self, why: Refusal) -> None:
        self._send(f"{why.reason}\n".encode(), "text/plain; charset=utf-8", status=why.status)

    def _send(
        self,
        content: bytes,
        type: str,
        *,
        status: int = 200,
        cache: str = "no-store",
        outer: bool = False,
    ) -> None:
        etag = assets.etag_of(content) if cache == "no-cache" else None
        if etag and self.headers.get("If-None-Match") == etag:
            self._head(304, type, 0, cache=cache, etag=etag)
            return
        self._head(status, type, len(content), cache=cache, etag=etag, outer=outer)
        self.wfile.write(content)

    def _head(
        self,
        status: int,
        type: str,
        length: int | None,
        *,
        cache: str,
        etag: str | None = None,
        outer: bool = False,
    ) -> None:
        self.send_response(status)
        policy = POLICY.format(ancestors="'none'" if outer else "'self'")
        mine = {"Content-Type": type, "Cache-Control": cache, "Content-Security-Policy": policy}
        for name, value in {**mine, **HEADERS}.items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        if etag:
            self.send_header("ETag", etag)
        self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Respond with one line of text to a malformed request, or a method without a handler."""
        with suppress(OSError):
            if not hasattr(self, "headers"):
                self.request_version, self.requestline, self.command = "HTTP/1.0", "", ""
                self.headers = self.MessageClass()
            status = 405 if code == 501 else code
            self._send(f"{message or status}\n".encode(), "text/plain", status=status)

    def version_string(self) -> str:
        """The header Server, without versions."""
        return "apidocs"

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: the terminal is for the builds."""


# The pages by path; beside them only the assets are served.
PAGES: Mapping[str, Callable[[Handler], None]] = {
    "/": Handler.send_page,
    "/frame": Handler.send_frame,
    f"/{WHOLE_FILE}": Handler.send_document,
    f"/{DEREFERENCED_FILE}": Handler.send_dereferenced,
    "/events": Handler.send_events,
}
# The answers to the form of the page by path.
CALLS: Mapping[str, Callable[[bytes, Api | None, State], dict[str, Any]]] = {
    "/try": call_operation,
    "/curl": curl_command,
}
