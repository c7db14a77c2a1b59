"""Follows a page of the documentation word for word: writes its files, runs its commands, in order.

The line above a block of code says where it goes: "The whole of `FILE`:", "At the end of
`FILE`:", "In `FILE`:" for a diff, or "stands in `FILE`, as JSON:", which is compared. In a
console block a line with `$ ` is run as it is written, in one terminal, and the lines below it
stand in what it prints, in this order, `...` for anything.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from .terminal import READY, Server, Terminal

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
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
    """The blocks of a page of `docs`, or of another named from there, in order."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return [
        Block(text[: match.start()].rstrip().rpartition("\n")[2], match["kind"], match["text"])
        for match in _BLOCK.finditer(text)
    ]


def consoles(page: str) -> list[Block]:
    """The console blocks of a page."""
    return [block for block in blocks(page) if block.kind == "console"]


def walk(page: str, terminal: Terminal) -> None:
    """Do all that a page says, in the folder of a terminal."""
    for block in blocks(page):
        if block.kind != "console":
            put(block, terminal.folder)
            continue
        with done(block, terminal) as servers:
            assert [server.get("/")[0] for server in servers] == [200] * len(servers)


@contextmanager
def done(block: Block, terminal: Terminal) -> Iterator[list[Server]]:
    """Run the commands of a console block; those that go on do so for as long as this does."""
    moved: dict[str, str] = {}
    servers: list[Server] = []
    with ExitStack() as stack:
        for command, expected in commands(block.text):
            for there, here in moved.items():
                command = command.replace(there, here)
            if any(word in command for word in READY):
                server = stack.enter_context(terminal.serving(command))
                moved |= dict.fromkeys(re.findall(r"127\.0\.0\.1:\d+", command), server.address)
                servers.append(server)
                _compared(command, expected, server.printed)
            else:
                run(command, expected, terminal)
        yield servers


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
        file = folder / match[1]
        assert json.loads(file.read_text()) == json.loads(block.text)
    else:
        raise AssertionError(f"nothing says what becomes of:\n{block.text}")
    # Bytecode is told by second and size from that of the text before.
    shutil.rmtree(file.parent / "__pycache__", ignore_errors=True)


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


def run(command: str, expected: list[str], terminal: Terminal) -> str:
    """Run one command that ends; what it prints."""
    code, printed = terminal.run(command)
    fails = any(_FAILURE.search(line) for line in expected)
    assert (code != 0) == fails, f"{command} ends with {code}:\n{printed}"
    _compared(command, expected, printed)
    return printed


def _compared(command: str, expected: list[str], printed: str) -> None:
    rest = printed
    for line in expected:
        found = _pattern(line).search(rest)
        assert found, f"{command} prints no {line!r} (any more), but:\n{printed}"
        rest = rest[found.end() :]


def _pattern(line: str) -> re.Pattern[str]:
    text = re.escape(line).replace(r"\.\.\.", r".*")
    return re.compile(re.sub(r"\d+\\\.\d+\\? ?s", r"\\d+\\.\\d+ ?s", text))
