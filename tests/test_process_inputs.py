"""What this process learns of files is noted, so that a change shows, and what else it asks."""

from __future__ import annotations

import os
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drf_typed_responses.process_inputs import ProcessInputs
from drf_typed_responses.process_inputs.facts import path_of
from drf_typed_responses.process_inputs.places import folders_below

# Long before any test.
OLD = 1_700_000_000


def written(path: Path, text: str = "old") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (OLD, OLD))
    return path


class Project:
    """A folder outside the working directory, and one inside, with files that may be asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.outside = root / "outside"
        self.inside = root / "project"
        for folder in (self.outside, self.inside):
            for name in ("data.txt", ".hidden/data.txt", "app.lock", ".coverage", "parts/a.txt"):
                written(folder / name)
            (folder / "link").symlink_to("data.txt")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    project = Project(tmp_path)
    monkeypatch.chdir(project.inside)
    return project


@pytest.fixture
def inputs(project: Project) -> Iterator[ProcessInputs]:
    inputs = ProcessInputs()
    inputs.start()
    yield inputs
    inputs.end()


def own_doubts(inputs: ProcessInputs) -> list[str]:
    """Without that about the modules of these tests."""
    return [doubt for doubt in inputs.doubts if not doubt.endswith("were loaded before")]


Step = Callable[[Path], object]


def _append(name: str) -> Step:
    return lambda folder: (folder / name).write_text("new, and longer")


def _touch(name: str) -> Step:
    return lambda folder: os.utime(folder / name, (OLD + 9, OLD + 9))


def _make(name: str) -> Step:
    return lambda folder: (folder / name).touch()


def _remove(name: str) -> Step:
    return lambda folder: (folder / name).unlink()


def _lead(name: str, to: str) -> Step:
    def lead(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).symlink_to(to)

    return lead


def _no_access(folder: Path) -> None:
    (folder / "data.txt").unlink()


def _folder_in_place(folder: Path) -> None:
    (folder / "parts/a.txt").unlink()
    (folder / "parts/a.txt").mkdir()


def _at(path: Path) -> int:
    return os.open(path, os.O_RDONLY)


def _stat_at(folder: Path) -> None:
    number = _at(folder)
    os.stat("data.txt", dir_fd=number)
    os.close(number)


def _fstat(folder: Path) -> None:
    with (folder / "data.txt").open() as file:
        os.fstat(file.fileno())


def _scan_with_metadata(folder: Path) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            entry.stat()


# What is asked, and a change after which the answer would be another one.
ASKED: list[tuple[str, Step, Step]] = [
    ("read", lambda f: (f / "data.txt").read_text(), _append("data.txt")),
    ("read nothing", lambda f: _tried(f / "new.txt"), _make("new.txt")),
    ("os.open", lambda f: os.close(_at(f / "data.txt")), _append("data.txt")),
    ("exists", lambda f: os.path.exists(f / "new"), _make("new")),
    ("exists no more", lambda f: os.path.exists(f / "data.txt"), _remove("data.txt")),
    ("exists, bytes", lambda f: os.path.exists(os.fsencode(f / "new")), _make("new")),
    ("isfile", lambda f: os.path.isfile(f / "parts/a.txt"), _folder_in_place),
    ("isdir", lambda f: os.path.isdir(f / "parts/a.txt"), _folder_in_place),
    ("islink", lambda f: os.path.islink(f / "data.txt"), _lead("data.txt", "link")),
    ("lexists", lambda f: os.path.lexists(f / "new"), _make("new")),
    ("is_file", lambda f: (f / "new").is_file(), _make("new")),
    ("hidden", lambda f: (f / ".hidden/new").exists(), _make(".hidden/new")),
    ("lock", lambda f: (f / "app.lock").exists(), _remove("app.lock")),
    ("coverage", lambda f: (f / ".coverage").exists(), _remove(".coverage")),
    ("access", lambda f: os.access(f / "data.txt", os.R_OK), _no_access),
    ("size", lambda f: (f / "data.txt").stat().st_size, _append("data.txt")),
    ("getsize", lambda f: os.path.getsize(f / "data.txt"), _append("data.txt")),
    ("getmtime", lambda f: os.path.getmtime(f / "data.txt"), _touch("data.txt")),
    ("mtime", lambda f: (f / "data.txt").stat().st_mtime, _touch("data.txt")),
    ("lstat", lambda f: (f / "link").lstat(), _lead("link", "app.lock")),
    ("not followed", lambda f: os.stat(f / "link", follow_symlinks=False), _lead("link", "x")),
    ("of a folder", _stat_at, _touch("data.txt")),
    ("fstat", _fstat, _touch("data.txt")),
    ("readlink", lambda f: os.readlink(f / "link"), _lead("link", "app.lock")),
    ("Path.readlink", lambda f: (f / "link").readlink(), _lead("link", "app.lock")),
    ("resolve", lambda f: (f / "link").resolve(), _lead("link", "app.lock")),
    ("listdir", lambda f: os.listdir(f), _make("new.lock")),
    ("listdir, hidden", lambda f: os.listdir(f / ".hidden"), _make(".hidden/x.log")),
    ("iterdir", lambda f: [*f.iterdir()], _make(".coverage.1")),
    ("glob", lambda f: [*f.glob("parts/*")], _make("parts/b.txt")),
    ("rglob", lambda f: [*f.rglob("*.txt")], _make(".hidden/b.txt")),
    ("walk", lambda f: [*os.walk(f)], _make("parts/b.txt")),
    ("walk, kinds", lambda f: [*os.walk(f)], _folder_in_place),
    ("scandir", lambda f: [*os.scandir(f)], _make("new~")),
    ("scandir, stat", _scan_with_metadata, _append("data.txt")),
    ("of the name of a path", lambda f: os.stat(path=f / "data.txt"), _append("data.txt")),
    ("beyond a link", lambda f: os.path.exists(f / "parts/../new"), _make("new")),
    ("library", lambda f: _certificates(f / "data.txt"), _append("data.txt")),
]


def _tried(path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        path.read_text()


def _certificates(file: Path) -> None:
    """A library in C reads the file."""
    with pytest.raises(ssl.SSLError):
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(file)


# docs/contract-tests.md: what a library reads is noticed in the project only.
ROWS = [
    pytest.param(where, ask, change, id=f"{name}, {where}")
    for name, ask, change in ASKED
    for where in ("inside", "outside")
    if (name, where) != ("library", "outside")
]


@pytest.mark.parametrize(("where", "ask", "change"), ROWS)
def test_law_a_change_of_what_was_asked_is_noticed(
    project: Project, inputs: ProcessInputs, where: str, ask: Step, change: Step
) -> None:
    folder = getattr(project, where)
    ask(folder)
    inputs.end()
    kept = inputs.kept("/none")
    assert (inputs.difference(), inputs.difference_from(kept)) == ("", "")
    change(folder)
    assert inputs.difference().startswith(str(project.root))
    assert ProcessInputs().difference_from(kept).startswith(str(project.root))


def test_what_was_not_asked_may_change(project: Project, inputs: ProcessInputs) -> None:
    for _, ask, _ in ASKED:
        ask(project.inside)
    inputs.end()
    for _, _, change in ASKED[:3]:
        change(project.outside)
    assert inputs.difference() == ""


def test_questions_leave_the_functions_of_os_as_they_were(project: Project) -> None:
    before = {name: each for name, each in vars(os).items() if callable(each)}
    inputs = ProcessInputs()
    inputs.start()
    assert os.stat is not before["stat"]
    assert os.stat in os.supports_follow_symlinks
    inputs.end()
    assert {name: each for name, each in vars(os).items() if callable(each)} == before
    assert os.supports_dir_fd <= {*before.values()}


def test_files_that_the_process_makes_are_none_of_its_inputs(
    project: Project, inputs: ProcessInputs
) -> None:
    for mode in ("w", "x"):
        with open(project.inside / f"made-{mode}", mode) as file:
            file.write("a")
        (project.inside / f"made-{mode}").read_text()
    (project.inside / "folder").mkdir()
    (project.inside / "folder").exists()
    with open(project.inside / "data.txt", "a") as file:  # what was there is not read
        file.write("a")
    tempfile.TemporaryFile(dir=project.inside).close()
    with tempfile.NamedTemporaryFile(dir=project.inside) as made:
        os.path.getsize(made.name)
        inputs.end()
    made_ones = [path_of(key) for key in inputs.facts if path_of(key).startswith(str(project.root))]
    assert [path for path in made_ones if "made" in path or "data" in path] == []
    assert inputs.difference() == ""
    assert own_doubts(inputs) == []


def test_a_file_that_is_appended_to_is_read_if_it_is_read(
    project: Project, inputs: ProcessInputs
) -> None:
    with open(project.inside / "data.txt", "a+") as file:
        file.read()
    inputs.end()
    assert inputs.has_read(str(project.inside / "data.txt"))


def test_the_system_tells_of_no_file(inputs: ProcessInputs) -> None:
    before = {*inputs.facts}
    Path("/dev/null").read_bytes()
    os.stat("/proc/self")
    assert {*inputs.facts} == before


def test_a_file_that_was_just_written_is_a_doubt(project: Project, inputs: ProcessInputs) -> None:
    """It may be written again with the same metadata."""
    file = project.inside / "data.txt"
    os.utime(file)
    inputs.on_fact("file", str(file))
    assert own_doubts(inputs) == [f"{file} was written meanwhile"]


def test_a_file_that_changes_after_it_was_read_is_a_doubt(
    project: Project, inputs: ProcessInputs
) -> None:
    os.utime(project.inside / "data.txt", (OLD, OLD))
    inputs.on_fact("file", str(project.inside / "data.txt"))
    inputs.end()
    inputs.doubts.clear()
    (project.inside / "data.txt").write_text("new")
    inputs.kept("/none")
    assert own_doubts(inputs) == [f"{project.inside / 'data.txt'} was written meanwhile"]


def _connect() -> None:
    with socket.socket() as client:
        client.connect_ex(("127.0.0.1", 9))


def _run(program: str) -> Callable[[], None]:
    def run() -> None:
        subprocess.run([program], capture_output=True, check=True)

    return run


def _load() -> None:
    import ctypes

    ctypes.CDLL(None)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ask", "doubts"),
    [
        (_connect, ["a connection was opened"]),
        (lambda: sqlite3.connect(":memory:").close(), ["the database was opened"]),
        (_run("true"), ["a process was started"]),
        (_run("uname"), []),  # which is about the machine
        (_load, ["a library was loaded, and what it reads is not known"]),
    ],
    ids=["connection", "database", "process", "machine", "library"],
)
def test_what_else_is_asked(
    inputs: ProcessInputs, ask: Callable[[], None], doubts: list[str]
) -> None:
    ask()
    assert own_doubts(inputs) == doubts


@pytest.mark.slow
def test_what_a_package_asks_at_its_import_is_about_the_machine(
    inputs: ProcessInputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("site-packages", "project"):
        text = "import subprocess\nsubprocess.run(['true'])\n"
        written(tmp_path / folder / f"asks_from_{folder[:4]}.py", text)
        monkeypatch.syspath_prepend(str(tmp_path / folder))
    import asks_from_site  # type: ignore[import-not-found]

    assert "a process was started" not in inputs.doubts
    import asks_from_proj  # type: ignore[import-not-found]

    assert "a process was started" in inputs.doubts
    for name in (asks_from_site.__name__, asks_from_proj.__name__):
        del sys.modules[name]


def test_an_error_is_a_doubt_and_ends_nothing(
    inputs: ProcessInputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(kind: str, path: str) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(inputs, "on_fact", fail)
    os.listdir(".")
    os.stat(".")
    monkeypatch.undo()
    assert own_doubts(inputs) == ["what it reads cannot be noted: broken"]


def test_the_folders_of_a_project(tmp_path: Path) -> None:
    for name in ("a/b", ".git/c", "node_modules/d", "venv/lib", "venv/bin"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "venv/pyvenv.cfg").touch()
    found = [os.path.relpath(folder, tmp_path) for folder in folders_below(str(tmp_path))]
    assert sorted(found) == [".", "a", "a/b", "venv"]
