"""A build that is killed while it writes leaves every file whole: the old one or the new one.

Both files are of one build unless the kill falls between the two renames; then the first is of the
new build and the second of the one before, until the next build writes both.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from drf_typed_responses.atomic_writing import STALE, write_all

KILLS = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 20
FIRST, SECOND = "openapi.json", "openapi-derefed.json"
FILLER = b"x" * 1_000_000
FORKS = multiprocessing.get_context("forkserver")


def write_without_end(folder: Path, first: int) -> None:
    """Write both documents again and again, each with the number of its build at both ends."""
    for number in count(first):
        document = b"%9d%s%9d" % (number, FILLER, number)
        write_all({folder / FIRST: document, folder / SECOND: document})


def whole(file: Path) -> int:
    """The number of the build that wrote a file; the file must be whole."""
    content = file.read_bytes()
    assert content[9:-9] == FILLER
    assert content[:9] == content[-9:]
    return int(content[:9])


@pytest.mark.slow
def test_killed_at_a_random_moment(tmp_path: Path) -> None:
    FORKS.set_forkserver_preload([write_all.__module__])
    moments = random.Random(4)
    number = interrupted = mixed = 0
    for _ in range(KILLS):
        process: Any = FORKS.Process(target=write_without_end, args=(tmp_path, number + 1))
        process.start()
        _wait_for_a_build(tmp_path, number)
        time.sleep(moments.uniform(0, 0.02))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert process.exitcode == -signal.SIGKILL
        first, second = whole(tmp_path / FIRST), whole(tmp_path / SECOND)
        assert number < first
        assert first - second in (0, 1)
        mixed += first != second
        interrupted += len(list(tmp_path.iterdir())) > 2
        _age(tmp_path)
        number = first
    print(f"{KILLS} kills: {interrupted} left a temporary file, {mixed} fell between the renames")
    assert interrupted


def _wait_for_a_build(folder: Path, number: int) -> None:
    """Wait until a later build has written the second file."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if (folder / SECOND).exists() and whole(folder / SECOND) > number:
            return
    raise TimeoutError("no build was written")


def _age(folder: Path) -> None:
    """Make the temporary files of the killed build look old."""
    for file in folder.glob(".apidocs-*"):
        os.utime(file, (time.time() - STALE - 1,) * 2)


def test_the_next_build_deletes_the_temporary_files_of_a_killed_one(tmp_path: Path) -> None:
    left, young = tmp_path / ".apidocs-left", tmp_path / ".apidocs-of-a-build-beside"
    for file in (left, young):
        file.write_text("half of a docu")
    os.utime(left, (time.time() - STALE - 1,) * 2)
    write_all({tmp_path / FIRST: b"{}"})
    assert {file.name for file in tmp_path.iterdir()} == {FIRST, young.name}
