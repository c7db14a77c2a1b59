"""Follows a page of the documentation word for word: writes its files, runs its commands, in order.

A block of code says above itself what becomes of it: "The whole of `FILE`:", "At the end of
`FILE`:", "In `FILE`:" for a diff, or "stands in `FILE`, as JSON:", which is compared. In a
console block a line with `$ ` is run, and the lines below it stand in what it prints, in this
order, `...` for anything.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
# The environment is there already, and is that of the tests.
SET_UP = ("python -m venv ", ". .venv/bin/activate", "pip install ")
_BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_WHOLE = re.compile(r"The whole of `([^`]+)`:$")
_END = re.compile(r"At the end of `([^`]+)`:$")
_IN = re.compile(r"In `([^`]+)`:$")
_HOLDS = re.compile(r"stands in `([^`]+)`, as JSON:$")
# A failing command prints one of these.
_FAILURE = re.compile(r"error\[|FAIL|\d+ failed")


@dataclass(frozen=True)
class Block:
    """A block of code and the line above it."""

    above: str
    kind: str
    text: str


def blocks(page: str) -> list[Block]:
    """The blocks of a page, in order."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return [
        Block(text[: match.start()].rstrip().rpartition("\n")[2], match["kind"], match["text"])
        for match in _BLOCK.finditer(text)
    ]


def walk(page: str, folder: Path) -> None:
    """Do all that a page says, in a folder."""
    for block in blocks(page):
        if block.kind == "console":
            for command, expected in commands(block.text):
                if not command.startswith(SET_UP):
                    run(command, expected, folder)
        else:
            put(block, folder)


def put(block: Block, folder: Path) -> None:
    """Write a block where its page says, or compare it."""
    if match := _WHOLE.search(block.above):
        file = folder / match[1]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.text)
    elif match := _END.search(block.above):
        file = folder / match[1]
        file.write_text(f"{file.read_text()}\n\n{block.text}")
    elif match := _IN.search(block.above):
        file = folder / match[1]
        file.write_text(patched(file.read_text(), block.text))
    elif match := _HOLDS.search(block.above):
        assert json.loads((folder / match[1]).read_text()) == json.loads(block.text)
    else:
        raise AssertionError(f"nothing says what becomes of:\n{block.text}")


def patched(text: str, diff: str) -> str:
    """A text with the change that a diff block shows, at the one place where it fits."""
    lines = diff.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if not line.startswith("+"))
    new = "".join(line[1:] for line in lines if not line.startswith("-"))
    assert text.count(old) == 1, f"stands there {text.count(old)} times:\n{old}"
    return text.replace(old, new)


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block, and what it prints."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *expected = part.splitlines()
        yield command, [line.strip() for line in expected if line.strip() not in ("", "...")]


def run(command: str, expected: list[str], folder: Path) -> str:
    """Run one command; what it prints."""
    code, printed = _watched(command, folder) if "watch" in command else _run(command, folder)
    fails = any(_FAILURE.search(line) for line in expected)
    assert (code != 0) == fails, f"{command} ends with {code}:\n{printed}"
    rest = printed
    for line in expected:
        found = _pattern(line).search(rest)
        assert found, f"{command} prints no {line!r} (any more), but:\n{printed}"
        rest = rest[found.end() :]
    return printed


def _pattern(line: str) -> re.Pattern[str]:
    text = re.escape(line).replace(r"\.\.\.", r".*")
    return re.compile(re.sub(r"\d+\\\.\d+\\? ?s", r"\\d+\\.\\d+ ?s", text))


def _environment() -> dict[str, str]:
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "PYTEST", "PYTHONP"))
    }
    folder = str(Path(sys.executable).parent)
    return {**kept, "PATH": os.pathsep.join([folder, kept["PATH"]]), "PYTHONDONTWRITEBYTECODE": "1"}


def _run(command: str, folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout


def _watched(command: str, folder: Path) -> tuple[int, str]:
    """What a command that goes on prints until it serves, and how it ends when it is asked to."""
    process = subprocess.Popen(
        command.split(),
        cwd=folder,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    # It serves, and it has built.
    printed = "".join(process.stdout.readline() for _ in range(2))
    process.send_signal(signal.SIGINT)
    printed += process.stdout.read()
    process.stdout.close()
    return process.wait(30), printed
