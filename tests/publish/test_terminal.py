"""A person at a terminal sees the progress of a build; a pipe and CI do not."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from drf_typed_responses.publish.rules import own_rules

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
COLUMNS = 50
PROGRESS = re.compile(rb"\r(\d+)/(\d+) ([\w-]+)")
RULES = [rule.id for rule in own_rules() if rule.level]


def command(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "example" / "manage.py"), "apidocs", *arguments]


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "COLUMNS")}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), **more}


def seen(*arguments: str, **more: str) -> bytes:
    """The output of a command at a terminal of 50 columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 20, COLUMNS, 0, 0))
    with subprocess.Popen(
        command(*arguments), env=environment(**more), stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        written = b""
        while chunk := _read(ours):
            written += chunk
    os.close(ours)
    assert process.returncode == 0
    return written


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux raises this when the other side is closed
        return b""


def _counted(count: int) -> list[tuple[int, int]]:
    return [(number, count) for number in range(1, count + 1)]


def test_progress_of_a_test() -> None:
    written = seen("test")
    assert b"\rthe whole document " in written
    assert b"\rthe contract tests " in written


def test_progress_at_a_terminal(tmp_path: Path) -> None:
    written = seen("build", "--out", str(tmp_path))
    steps = [(int(at), int(all_), name.decode()) for at, all_, name in PROGRESS.findall(written)]
    operations, rules = steps[: steps[0][1]], steps[steps[0][1] :]
    assert {name for *_, name in operations} <= {"GET", "POST", "PUT", "PATCH", "DELETE"}
    assert [(at, all_) for at, all_, _ in operations] == _counted(len(operations))
    assert rules == [(*step, name) for step, name in zip(_counted(len(RULES)), RULES, strict=True)]
    shown, _, summary = written.rpartition(b"\r" + b" " * (COLUMNS - 1) + b"\r")
    assert summary.startswith(b"Published ")
    assert max(len(line) for line in shown.split(b"\r")) < COLUMNS
    # Django would print success in red.
    assert b"\x1b" not in written


def test_no_progress_in_ci(tmp_path: Path) -> None:
    assert seen("build", "--out", str(tmp_path), CI="true").startswith(b"Published ")


@pytest.mark.parametrize("action", ["build", "test"])
def test_no_progress_in_a_pipe(tmp_path: Path, action: str) -> None:
    more = ["--out", str(tmp_path)] if action == "build" else []
    done = subprocess.run(
        command(action, *more), env=environment(), capture_output=True, check=True
    )
    assert done.stdout == b""
    assert b"\r" not in done.stderr
    assert done.stderr.startswith((b"Published ", b"Tested "))
