"""Where an action prints: machine formats and documents to `out`, all for people to `err`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


class Stream:
    """A stream of Django's, on which nobody need read to the end: `head` has soon seen enough."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, *args: Any, **kwargs: Any) -> None:
        try:
            self._stream.write(*args, **kwargs)
            self._stream.flush()
        except BrokenPipeError:  # the verdict is the exit code all the same
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())


@dataclass(frozen=True, slots=True)
class Terminal:
    """The two streams of a command, as Django wraps them, and whether a person is watching."""

    out: Any
    err: Any

    @property
    def is_watched(self) -> bool:
        """Whether progress is of use: never in a pipe, nor in CI, which keeps every line."""
        return bool(self.err.isatty()) and "CI" not in os.environ

    @contextmanager
    def doing(self, words: str) -> Iterator[None]:
        """Show what is being done, where somebody is watching, until it is."""
        with self.progress() as show:
            if show is not None:
                self._line(words)
            yield

    @contextmanager
    def progress(self) -> Iterator[Callable[[str, int, int], None] | None]:
        """What a long build is to tell of each of its steps, or None where nobody is watching.

        They are shown on one line, which is gone at the end, however that comes.
        """
        if not self.is_watched:
            yield None
            return
        try:
            yield self._show
        finally:
            self._line("")

    def _show(self, name: str, number: int, count: int) -> None:
        self._line(f"{number}/{count} {name}")

    def _line(self, text: str) -> None:
        """Write over the line, which must not reach the edge: there it would become two."""
        width = shutil.get_terminal_size().columns - 1
        self.err.write(f"\r{text[:width]:{width}}\r", ending="")
