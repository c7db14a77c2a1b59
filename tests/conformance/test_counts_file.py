"""The file to which processes add counts."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from drf_typed_responses.conformance.counts_file import (
    SECONDS,
    Counted,
    CountsFile,
    CountsFileError,
    read_counts,
)

NULL = Counted("seen", "", "Team.lead", "null")
CALL = Counted("call", "", "GET /team/", "", "ann")


def test_counts_add_up_over_writes_and_files(tmp_path: Path) -> None:
    files = [tmp_path / "one", tmp_path / "other"]
    for file in files:
        for _ in range(2):
            counts = CountsFile(file)
            counts.add({NULL: 2, CALL: 1})
            counts.add({NULL: 1})
            counts.write()
            counts.write()
    found = read_counts(files)
    assert found.numbers == {NULL: 12, CALL: 4}
    assert found.first == found.last != ""


PROGRAM = """
import sqlite3, sys
from pathlib import Path
from drf_typed_responses.conformance.counts_file import Counted, CountsFile
counts = CountsFile(Path(sys.argv[1]))
for number in range(50):
    counts.add({Counted("seen", "", "Team.lead", "null"): 1})
    try:
        counts.write(0.01)
    except sqlite3.OperationalError:  # another process writes
        continue
counts.add({Counted("seen", "", "Team.lead", "null"): 1})
"""


@pytest.mark.slow
def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    """The last count is written when the process ends."""
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "counts")]
    running = [subprocess.Popen(command) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert read_counts([tmp_path / "counts"]).numbers == {NULL: 153}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has no fork")
def test_a_fork_writes_its_own_counts(tmp_path: Path) -> None:
    program = (
        "import os, sys\nfrom pathlib import Path\n"
        "from drf_typed_responses.conformance.counts_file import Counted, CountsFile\n"
        "counts = CountsFile(Path(sys.argv[1]))\n"
        "seen = Counted('seen', '', 'Team.lead', 'null')\n"
        "counts.add({seen: 1})\n"
        "child = os.fork()\n"
        "if not child:\n    counts.add({seen: 10})\n    sys.exit()\n"
        "os.waitpid(child, 0)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "counts")]
    subprocess.run(command, check=True)
    assert read_counts([tmp_path / "counts"]).numbers == {NULL: 11}


def test_what_cannot_be_written_waits(tmp_path: Path) -> None:
    counts = CountsFile(tmp_path / "none" / "counts")
    counts.add({NULL: 1})
    with pytest.raises(sqlite3.OperationalError):
        counts.write()
    (tmp_path / "none").mkdir()
    counts.write()
    assert read_counts([tmp_path / "none" / "counts"]).numbers == {NULL: 1}


def test_memory_is_bounded(tmp_path: Path) -> None:
    counts = CountsFile(tmp_path / "counts", most=1)
    counts.add({NULL: 1, CALL: 1})
    counts.add({NULL: 1})
    counts.write()
    assert read_counts([tmp_path / "counts"]).numbers == {NULL: 2}


def test_it_is_time_to_write_once_a_minute(tmp_path: Path) -> None:
    now = [0.0]
    counts = CountsFile(tmp_path / "counts", clock=lambda: now[0])
    now[0] = SECONDS - 1
    assert not counts.is_due()
    now[0] = SECONDS
    assert counts.is_due()
    counts.write()
    assert not counts.is_due()


def test_a_file_that_has_no_counts(tmp_path: Path) -> None:
    with pytest.raises(CountsFileError, match="there is no such file"):
        read_counts([tmp_path / "none"])
    (tmp_path / "text").write_text("no database, but a text of some length")
    with pytest.raises(CountsFileError, match="file is not a database"):
        read_counts([tmp_path / "text"])
    with pytest.raises(CountsFileError, match="cannot be read"):
        read_counts([tmp_path])


def written(file: Path) -> Path:
    counts = CountsFile(file)
    counts.add({NULL: 3})
    counts.write()
    return file


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    file = written(tmp_path / "counts")
    (tmp_path / "link").symlink_to(file)
    same = [file, tmp_path / "." / "counts", tmp_path / ".." / tmp_path.name / "counts"]
    assert read_counts([*same, tmp_path / "link"]).numbers == {NULL: 3}


def test_a_copy_of_a_file_is_named(tmp_path: Path) -> None:
    file, copy = written(tmp_path / "counts"), tmp_path / "copy"
    shutil.copy(file, copy)
    written(file)
    said = f"the counts {copy} are a copy of {file}: name one of them, or all would count twice"
    with pytest.raises(CountsFileError, match=re.escape(said)):
        read_counts([file, copy])
    assert read_counts([copy]).numbers == {NULL: 3}


COLUMNS = "kind TEXT, document TEXT, place TEXT, what TEXT, client TEXT, number INTEGER"
FOREIGN = {
    "other columns": ["CREATE TABLE counts (id INTEGER, number INTEGER)"],
    "more columns": [f"CREATE TABLE counts ({COLUMNS}, more TEXT)"],
    "other values": [
        f"CREATE TABLE counts ({COLUMNS})",
        "INSERT INTO counts VALUES (1, 2, 3, 4, 5, 'many')",
    ],
    "no values": [f"CREATE TABLE counts ({COLUMNS})", "INSERT INTO counts DEFAULT VALUES"],
    "nothing": [],
    "an empty table of the id": ["CREATE TABLE file (only INTEGER, id TEXT)"],
}


@pytest.mark.parametrize("content", FOREIGN)
@pytest.mark.parametrize("has_id", [False, True])
def test_a_database_of_another_program(tmp_path: Path, content: str, has_id: bool) -> None:
    file = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        for statement in FOREIGN[content]:
            database.execute(statement)
        if has_id and content != "an empty table of the id":
            database.execute("CREATE TABLE file (only INTEGER, id TEXT)")
            database.execute("INSERT INTO file VALUES (1, 'x')")
        database.commit()
    with pytest.raises(CountsFileError) as raised:
        read_counts([file])
    said = str(raised.value)
    assert said.startswith(
        f"the counts {file} cannot be read, because ContractMiddleware has not written it: "
    )
    assert said.endswith('; name the file of TYPED_RESPONSES["OBSERVED"]')
