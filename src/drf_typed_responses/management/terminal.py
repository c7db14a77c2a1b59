"""Where an action prints: machine formats and documents to `out`, all for people to `err`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Terminal:
    """The two streams of a command, as Django wraps them, and whether a person is watching."""

    out: Any
    err: Any

    @property
    def is_watched(self) -> bool:
        """Whether progress is of use: never in a pipe, nor in CI, which keeps every line."""
        return bool(self.err.isatty()) and "CI" not in os.environ

    def progress(self, name: str, number: int, count: int) -> None:
        """Show how far a long build is, on one line that the next one replaces."""
        width = 60
        self.err.write(f"\r{number}/{count} {name[:width]:{width}}", ending="")
        if number == count:
            self.err.write(f"\r{'':{width + 12}}\r", ending="")
