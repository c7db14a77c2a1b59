"""`apidocs watch` serves the page to this machine, and to nobody else."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "example"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a running watch of the example, which has built once."""
    command = [sys.executable, "-u", "manage.py", "apidocs", "watch", "--port", "0"]
    with subprocess.Popen(
        command,
        cwd=EXAMPLE,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", first)
        try:
            assert found, first
            assert "Built 17 operations" in process.stderr.readline()
            yield int(found[1])
        finally:
            process.terminate()


def status(port: int, path: str, host: str = "") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers={"Host": host} if host else {})
        return connection.getresponse().status
    finally:
        connection.close()


def test_the_page_is_served(port: int) -> None:
    assert status(port, "/") == 200


def test_a_foreign_host_is_refused(port: int) -> None:
    assert status(port, "/", "evil.example") == 421


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/assets/../../conf.py", "/%2e%2e/conf.py"])
def test_no_file_outside_is_served(port: int, path: str) -> None:
    assert status(port, path) in (400, 404)
