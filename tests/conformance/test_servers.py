"""Real servers send the same bytes with and without ContractMiddleware, and it checks in each.

LIVE_REQUESTS is the number of requests to each server, which a longer run may set.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from drf_typed_responses.conformance.counts_file import Counted, CountsFileError, read_counts

pytestmark = pytest.mark.slow

HERE = Path(__file__)
ROOT = HERE.parents[2]
REQUESTS = int(os.environ.get("LIVE_REQUESTS", "120"))
WSGI, ASGI = "conformance.live_project:application", "conformance.live_project:asgi_application"
GUNICORN = ("gunicorn", WSGI, "--workers", "2", "--bind", "fd://{fd}", "--log-level", "error")
SERVERS = {
    "gunicorn sync": GUNICORN,
    "gunicorn threads": (*GUNICORN, "--threads", "4"),
    "gunicorn preload": (*GUNICORN, "--preload"),
    "uvicorn": ("uvicorn", ASGI, "--fd", "{fd}", "--log-level", "error"),
    "daphne": ("daphne", ASGI, "--fd", "{fd}", "--verbosity", "0"),
}
PATIENCE = 60
TEXT = {"type": "string"}
TEAM = {"type": "object", "required": ["id"], "properties": {"id": TEXT, "name": TEXT, "size": {}}}
REQUEST = "{method} /{path}/ HTTP/1.1\r\nHost: live\r\nConnection: close\r\n{more}\r\n"
ASKED = [
    REQUEST.format(method="GET", path=path, more=more)
    for path in ("team", "teams", "later", "wrong", "broken", "streamed", "empty", "fail", "none")
    for more in ("", "Accept-Encoding: gzip\r\n")
]
ASKED += [
    REQUEST.format(method="HEAD", path="team", more=""),
    REQUEST.format(method="GET", path="team", more="").replace("/1.1", "/1.0"),
    REQUEST.format(method="POST", path="echo", more="Content-Length: 4\r\n") + "text",
]
# How many of these responses have a checked body that fits: team and teams twice, later twice, team
# by HTTP/1.0, and echo.
FITTING = 8


def contract() -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Team"}
    body = {"content": {"application/json": {"schema": schema}}}
    rows = {"content": {"application/json": {"schema": {"type": "array", "items": schema}}}}
    ended = {"deprecated": True, "x-sunset": "2027-03-01"}
    paths: dict[str, Any] = {
        f"/{name}/": {"get": {"responses": {"200": body}}}
        for name in ("team", "later", "wrong", "broken", "streamed")
    }
    paths["/teams/"] = {"get": {"responses": {"200": rows}}}
    paths["/empty/"] = {"get": {"responses": {"204": {}}}}
    paths["/echo/"] = {"post": {"responses": {"201": body}}}
    # So that the middleware looks for what ends in every request.
    paths["/ended/"] = {"get": {**ended, "responses": {"200": body}}}
    return {"openapi": "3.0.3", "paths": paths, "components": {"schemas": {"Team": TEAM}}}


@contextmanager
def serving(server: str, folder: Path, *, checked: bool, thread: bool) -> Iterator[int]:
    """The port of a server that is started, and ended afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        given = listening.fileno()
        command = [part.format(fd=given) for part in SERVERS[server]]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
            "LIVE_FOLDER": str(folder),
            "LIVE_CHECKED": "yes" if checked else "no",
            "LIVE_THREAD": "yes" if thread else "no",
            # uvicorn ends itself by a signal, so nothing is written at its end; and at the end of a
            # process its thread may not have begun.
            "LIVE_WRITES": "0" if thread or server == "uvicorn" else "60",
        }
        with (folder / "printed").open("wb") as printed:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                env=environment,
                pass_fds=[given],
                cwd=folder,
                stdout=printed,
                stderr=printed,
            )
        try:
            yield listening.getsockname()[1]
        finally:
            process.terminate()
            process.wait(PATIENCE)


def sent(port: int, request: str) -> bytes:
    """The bytes of one response, without its date."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(request.encode())
        parts = list(iter(lambda: connection.recv(65536), b""))
    response = re.sub(rb"(?i)(\r\ndate: )[^\r]+", rb"\1", b"".join(parts))
    assert response.startswith(b"HTTP/1.")
    return response


@pytest.mark.parametrize("thread", [False, True], ids=["at once", "in a thread"])
@pytest.mark.parametrize("server", SERVERS)
def test_the_bytes_of_every_answer_are_the_same(tmp_path: Path, server: str, thread: bool) -> None:
    """Also of broken bodies, streams, errors and HTTP/1.0; each response that fits is counted."""
    if importlib.util.find_spec(SERVERS[server][0]) is None:
        pytest.skip(f"{SERVERS[server][0]} is not installed")
    (tmp_path / "contract.json").write_text(json.dumps(contract()))
    rounds = REQUESTS // len(ASKED) + 1
    with serving(server, tmp_path, checked=False, thread=thread) as port:
        expected = [sent(port, request) for request in ASKED]
        assert [sent(port, request) for request in ASKED] == expected
    with serving(server, tmp_path, checked=True, thread=thread) as port:
        for _ in range(rounds):
            assert [sent(port, request) for request in ASKED] == expected
        if thread:
            wait_for(tmp_path / "observed")
    seen = read_counts([tmp_path / "observed"]).numbers
    bodies = sum(n for each, n in seen.items() if _is_body(each))
    # A server may end while it closes its last responses. A thread that has too much to do leaves
    # responses out.
    least = 1 if thread else (rounds - 1) * FITTING
    assert least <= bodies <= rounds * FITTING


def wait_for(file: Path) -> None:
    """Wait until a thread has written what it saw."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(CountsFileError):  # while it is not written yet
            if read_counts([file]).numbers:
                return
        time.sleep(0.05)


def _is_body(counted: Counted) -> bool:
    return counted.place.startswith(("GET ", "POST ")) and "[" not in counted.place
