"""What this process reads is told, and what else it asks."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drf_typed_responses.process_reads import ProcessReads, folders_below, names_in


class Told:
    def __init__(self) -> None:
        self.files: list[str] = []
        self.folders: list[str] = []
        self.questions: list[str] = []


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    told = Told()
    reads = ProcessReads(told.files.append, told.folders.append, told.questions.append)
    reads.start()
    yield told
    reads.end()


def test_files_and_folders_are_told_where_they_are_read(told: Told, tmp_path: Path) -> None:
    (tmp_path / "written").write_text("a")
    os.listdir(tmp_path)
    (tmp_path / "written").read_text()
    assert told.files == [str(tmp_path / "written")]
    assert told.folders == [str(tmp_path)]


def test_a_file_is_told_by_its_absolute_path(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a").touch()
    Path("a").read_bytes()
    os.close(os.open(b"a", os.O_RDONLY))
    assert told.files == [str(tmp_path / "a")] * 2


def test_files_that_are_made_are_not_read(told: Told, tmp_path: Path) -> None:
    for mode in ("w", "a", "x"):
        with open(tmp_path / f"made-{mode}", mode):
            pass
    os.close(os.open(tmp_path / "more", os.O_WRONLY | os.O_CREAT))
    tempfile.TemporaryFile(dir=tmp_path).close()
    tempfile.NamedTemporaryFile(dir=tmp_path).close()
    assert told.files == []
    with open(tmp_path / "made-a", "a+"):
        assert told.files == [str(tmp_path / "made-a")]


def test_the_system_tells_of_no_file(told: Told) -> None:
    Path("/dev/null").read_bytes()
    assert told.files == []


def _connect() -> None:
    with socket.socket() as client:
        client.connect_ex(("127.0.0.1", 9))


def _run(program: str) -> Callable[[], None]:
    def run() -> None:
        subprocess.run([program], capture_output=True, check=True)

    return run


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ask", "questions"),
    [
        (_connect, ["a connection was opened"]),
        (lambda: sqlite3.connect(":memory:").close(), ["the database was opened"]),
        (_run("true"), ["a process was started"]),
        (_run("uname"), []),  # which is about the machine
    ],
    ids=["connection", "database", "process", "machine"],
)
def test_what_else_is_asked(told: Told, ask: Callable[[], None], questions: list[str]) -> None:
    ask()
    assert [*dict.fromkeys(told.questions)] == questions


@pytest.mark.slow
def test_what_a_package_asks_at_its_import_is_about_the_machine(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("site-packages", "project"):
        (tmp_path / folder).mkdir()
        text = "import subprocess\nsubprocess.run(['true'])\n"
        (tmp_path / folder / f"asks_from_{folder[:4]}.py").write_text(text)
        monkeypatch.syspath_prepend(str(tmp_path / folder))
    import asks_from_site  # type: ignore[import-not-found]

    assert told.questions == []
    import asks_from_proj  # type: ignore[import-not-found]

    assert {*told.questions} == {"a process was started"}
    for name in (asks_from_site.__name__, asks_from_proj.__name__):
        del sys.modules[name]


def test_an_ended_object_tells_nothing(tmp_path: Path) -> None:
    told: list[str] = []
    reads = ProcessReads(told.append, told.append, told.append)
    reads.start()
    reads.end()
    os.listdir(tmp_path)
    assert told == []


def test_an_error_is_a_question_and_ends_nothing(tmp_path: Path) -> None:
    def fail(path: str) -> None:
        raise ValueError(path)

    questions: list[str] = []
    reads = ProcessReads(fail, fail, questions.append)
    reads.start()
    os.listdir(tmp_path)
    reads.end()
    assert questions == [f"its reading cannot be noted: {tmp_path}"]


def test_names_that_come_and_go_are_left_out(tmp_path: Path) -> None:
    for name in (
        "a.py",
        ".env",
        "a.py~",
        ".a.py.swp",
        "db.sqlite3-journal",
        ".coverage.1",
        "x.log",
    ):
        (tmp_path / name).touch()
    assert names_in(str(tmp_path)) == {"a.py", ".env"}
    assert names_in(str(tmp_path / "none")) is None


def test_the_folders_of_a_project(tmp_path: Path) -> None:
    for name in ("a/b", ".git/c", "node_modules/d", "venv/lib"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "venv/pyvenv.cfg").touch()
    found = [os.path.relpath(folder, tmp_path) for folder, _ in folders_below(str(tmp_path))]
    assert sorted(found) == [".", "a", "a/b", "venv"]
