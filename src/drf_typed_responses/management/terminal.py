"""The output of an action: documents and formats for programs to `out`, all else to `err`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from drf_typed_responses.output.output_formats import Output, write

# The options of a command line by name, as parsed by argparse.
Options: TypeAlias = Mapping[str, Any]


class Stream:
    """A stream of a Django command that tolerates a reader, such as `head`, that stops early."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, *args: Any, **kwargs: Any) -> None:
        """Write and flush; ignore a closed pipe."""
        try:
            self._stream.write(*args, **kwargs)
            self._stream.flush()
        except BrokenPipeError:  # the exit code must still tell the result
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())


@dataclass(frozen=True, slots=True)
class Terminal:
    """The two streams of a command."""

    out: Stream
    err: Stream

    def print(self, output: Output, options: Options) -> None:
        """Print in the format that the options name, and with `--all` or `--verbose` everything."""
        output = replace(output, every=options.get("all", False))
        write(output, options["format"], self.out, self.err)

    @property
    def is_watched(self) -> bool:
        """Whether to show progress: not in a pipe, and not in CI, because logs keep every line."""
        return bool(self.err.isatty()) and "CI" not in os.environ

    @contextmanager
    def doing(self, words: str) -> Iterator[None]:
        """Show `words` while the block runs, if progress is shown."""
        with self.progress() as show:
            if show is not None:
                self._line(words)
            yield

    @contextmanager
    def progress(self) -> Iterator[Callable[[str, int, int], None] | None]:
        """A function that shows the name, number and count of a step; None without progress.

        All steps are shown on one line, which is cleared at the end, even after an error.
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
        """Overwrite the line. A text as wide as the terminal would wrap, so it is cut."""
        width = shutil.get_terminal_size().columns - 1
        self.err.write(f"\r{text[:width]:{width}}\r", ending="")
