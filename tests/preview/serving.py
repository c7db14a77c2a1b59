"""The server of the page in this process, and clients that send any bytes."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from drf_typed_responses.preview.calls import Api
from drf_typed_responses.preview.server import PreviewServer
from drf_typed_responses.preview.state import StateStore

DOCUMENT: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Öwls", "version": "1"},
    "paths": {},
}


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


@contextmanager
def serving(document: Mapping[str, Any], api: Api | None = None) -> Iterator[PreviewServer]:
    store = StateStore()
    store.change(building=False, document=document)
    server = PreviewServer(0, store, api)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def answering(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[Api]:
    """A server with one response."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        do_POST = do_PUT = do_HEAD = do_OPTIONS = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield Api("127.0.0.1", server.server_port)
        finally:
            server.shutdown()
            thread.join()


def raw(server: PreviewServer, sent: bytes) -> bytes:
    """The whole response, empty if the server only closes the connection."""
    with socket.create_connection(server.server_address[:2], timeout=60) as connection:
        received = b""
        try:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(1 << 16):
                received += piece
        except (BrokenPipeError, ConnectionResetError):
            pass  # the server has closed the connection
        return received


def ask(
    server: PreviewServer,
    target: str,
    headers: Mapping[str, str | list[str]] | None = None,
    *,
    method: str = "GET",
    body: bytes = b"",
) -> Answer:
    """The response to one request, whose Host is correct unless it is given."""
    given = {"Host": f"127.0.0.1:{server.server_address[1]}", **(headers or {})}
    lines = [
        f"{name}: {value}"
        for name, values in given.items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    head = "\r\n".join([f"{method} {target} HTTP/1.1", *lines, "", ""])
    return parsed(raw(server, head.encode("latin-1") + body))


def post(
    server: PreviewServer,
    form: Any,
    headers: Mapping[str, str | list[str]] | None = None,
    *,
    path: str = "/try",
) -> Answer:
    """A call of an operation, as the page sends it."""
    body = form if isinstance(form, bytes) else json.dumps(form).encode()
    given = {
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "X-Preview-Token": server.token,
        **(headers or {}),
    }
    return ask(server, path, given, method="POST", body=body)


def parsed(received: bytes) -> Answer:
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return Answer(int(first.split(" ")[1]), headers, body)
