"""`apidocs watch` from the command line: it serves, follows a save, and ends."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from .watching import TEAM, Project, Watch, until


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another process listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def refused(*options: str) -> str:
    """The error for options with which the page cannot be served."""
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("apidocs", "watch", *options, stderr=err)
    assert ended.value.code == 2
    return err.getvalue().strip()


@pytest.mark.slow
def test_a_save_is_served(tmp_path: Path) -> None:
    project = Project(tmp_path / "example")
    with Watch(project) as watch:
        watch.expect("Built 17 operations")
        assert "memberCount" in watch.schemas()["TeamResponse"]["properties"]
        project.edit(TEAM, "    memberCount: int\n", "    size: int\n")
        watch.expect("`size` is missing")
        assert "size" in watch.schemas()["TeamResponse"]["properties"]
        assert watch.stop() == 0


@pytest.mark.slow
def test_the_files_of_a_build_in_a_folder_of_ones_own(tmp_path: Path) -> None:
    """They have the bytes that `apidocs build` writes, and their folder is not watched."""
    project = Project(tmp_path / "example")
    files = [project.root / "config" / name for name in ("openapi.json", "openapi-derefed.json")]
    with Watch(project, "--out", "config") as watch:
        watch.expect("Keeping openapi.json and openapi-derefed.json current in config")
        project.edit(TEAM, "    memberCount: int\n", "    size: int\n")
        until(lambda: all(file.exists() and '"size"' in file.read_text() for file in files))
        project.restore()
        until(lambda: all('"size"' not in file.read_text() for file in files))
        assert watch.stop() == 0
    assert not any("openapi" in line for line in watch.lines if line.endswith(" changed.\n"))
    build = [sys.executable, "manage.py", "apidocs", "build", "--out", "built"]
    subprocess.run(build, cwd=project.root, check=True, capture_output=True)
    for file in files:
        assert file.read_bytes() == (project.root / "built" / file.name).read_bytes()


@pytest.mark.slow
def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    """The page works all the same, and the terminal says what is wrong."""
    project = Project(tmp_path / "example")
    (project.root / "taken").write_text("a file")
    with Watch(project, "--out", "taken") as watch:
        watch.expect("Not written: cannot write to ")
        assert "TeamResponse" in watch.schemas()


def test_a_port_in_use(taken: int) -> None:
    assert refused("--port", str(taken)) == (
        f"apidocs watch: port {taken} is in use: "
        "choose another with --port, or --port 0 for any free one"
    )


def test_a_port_that_nobody_can_have() -> None:
    said = refused("--port", "70000")
    assert said == "apidocs watch: port 70000 does not exist: ports are 0 to 65535"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://example.org", "only an address of this machine, such as http://127.0.0.1:8000"),
        ("https://127.0.0.1", "only an address of this machine, such as http://127.0.0.1:8000"),
        ("http://127.0.0.1@evil.example", "only an address of this machine, such as "),
        ("http://127.0.0.1:80800", "is not an address: Port out of range 0-65535"),
        ("http://127.0.0.1/?to=x", "an address must not contain ? or #"),
    ],
)
def test_an_api_that_is_not_of_this_machine(address: str, said: str) -> None:
    assert said in refused("--port", "0", "--api", address)


def test_settings_without_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    said = refused("--port", "0")
    assert said == "apidocs watch: a build in its own process needs DJANGO_SETTINGS_MODULE"


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "86400"])
def test_an_invalid_time_limit(seconds: str) -> None:
    err = StringIO()
    with pytest.raises(
        Exception, match=f"{seconds} is not a number of seconds between 0 and a day"
    ):
        call_command("apidocs", "watch", "--time-limit", seconds, stderr=err)
