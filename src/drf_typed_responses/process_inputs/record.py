"""The inputs of a process: each fact that it learns of a path, and what else decides its work."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator, Mapping, Set
from typing import Final

from ..project_files import is_of_project
from .facts import fact_of, named, path_of
from .hearing import Hearing
from .opened_files import OpenedFiles
from .places import absolute, module_files

# Within the precision of its clock, a file may be written again without a trace.
_CLOCK: Final = 20_000_000
# Code that was compiled before is known by its source.
_BYTE_CODE: Final = "__pycache__"


class ProcessInputs:
    """What this process learns, from `start` to `end`.

    `facts` are those of paths, each as it was before it was first learned. `doubts` say why they
    do not decide what the process does. The paths `ignored` do not count as names of their folders,
    because the process writes them at its end.
    """

    def __init__(self, ignored: Set[str] = frozenset()) -> None:
        self.facts: dict[str, str] = {}
        self.doubts: dict[str, None] = {}
        self._ignored = ignored
        # Files that the process writes, and whether it made them.
        self._written: dict[str, bool] = {}
        self._began = 0
        self._hearing = Hearing(self)
        self._opened: OpenedFiles | None = None
        self._is_over = False

    def start(self) -> None:
        """Note from now on."""
        from django.db.backends.signals import connection_created

        self._began = time.time_ns() - _CLOCK
        folders = {os.path.dirname(file) for file in module_files()}
        if early := next(filter(is_of_project, folders), ""):
            self.on_doubt(f"modules in {early} were loaded before")  # what they read is not known
        if sys.platform == "linux":
            try:
                self._opened = OpenedFiles(os.getcwd())
            except OSError as error:
                self._doubt_libraries(error)
        self._note_search_path()
        connection_created.connect(self._note_database)
        self._hearing.start()

    def end(self) -> None:
        """Note what was loaded before, and the search path; then nothing any more."""
        from django.db.backends.signals import connection_created

        if self._is_over:
            return
        self._is_over = True
        self._hearing.end()
        connection_created.disconnect(self._note_database)
        self._note_opened()
        for file in (*module_files(), sys.executable):
            self.on_fact("file", file)
        self._note_search_path()

    def has_read(self, path: str) -> bool:
        """Whether the process has read a file."""
        return named("file", path) in self.facts

    def difference(self) -> str:
        """The first path of which a fact is different now; "" if all are the same."""
        keys = (k for k, before in self.facts.items() if fact_of(k, self._ignored) != before)
        return path_of(next(keys, ""))

    def difference_from(self, kept: Mapping[str, str]) -> str:
        """The first path of which a fact differs from that of another process; "" if none does.

        `kept` are the facts of that process. What this one has learned is as it was before.
        """
        with self._hearing.paused():
            known = self.facts
            keys = (k for k, of in kept.items() if (known.get(k) or self._now(k)) != of)
            return path_of(next(keys, ""))

    def kept(self, cache: str) -> dict[str, str]:
        """The facts for another process, without those of files in the folder `cache`.

        A file of the project is known by its text, an installed one by size and time, because both
        may be copied.
        """
        found = {}
        for key, before in self.facts.items():
            path = path_of(key)
            if f"{path}{os.sep}".startswith(f"{cache}{os.sep}"):
                continue
            if key.startswith("file "):
                if self._now(key) != before:
                    self._doubt_age(path)
                kind = "text" if is_of_project(path) else "installed"
                found[named(kind, path)] = self._now(named(kind, path))
            else:
                found[key] = before
        return found

    def on_fact(self, kind: str, path: str) -> None:
        """Note a fact that is learned."""
        key = named(kind, path)
        if key in self.facts or _BYTE_CODE in path.split(os.sep) or self._is_own(path):
            return
        self.facts[key] = ""  # to learn it here is heard too
        self.facts[key] = found = self._now(key)
        if kind == "file" and _is_newer(found, time.time_ns() - _CLOCK):
            self._doubt_age(path)

    def on_written(self, path: str, is_emptied: bool) -> None:
        """Note a file or folder that the process makes, or a file that it writes."""
        kind = fact_of(named("kind", path))  # files without a name have the path of their folder
        is_made = kind == "FileNotFoundError" or (is_emptied and kind == f"{stat.S_IFREG:o}")
        self._written[path] = self._written.get(path, False) or is_made

    def on_doubt(self, reason: str) -> None:
        """Note a reason why the facts do not decide what the process does."""
        self.doubts[reason] = None

    def _now(self, key: str) -> str:
        return fact_of(key, self._ignored)

    def _is_own(self, path: str) -> bool:
        """Whether the process made the file, or a folder above it."""
        if not self._written:
            return False
        made = next((each for each in _upward(path) if self._written.get(each)), "")
        return bool(made) and _is_newer(fact_of(named("changed", made)), self._began)

    def _doubt_age(self, path: str) -> None:
        self.on_doubt(f"{path} was written meanwhile")

    def _doubt_libraries(self, error: OSError) -> None:
        self.on_doubt(f"what libraries read is not known: {error}")

    def _note_database(self, **_: object) -> None:
        self.on_doubt("the database was opened")

    def _note_opened(self) -> None:
        """Note the files that no hook heard of."""
        try:
            opened = self._opened.end() if self._opened is not None else set()
        except OSError as error:
            self._doubt_libraries(error)
            return
        for path in opened - self._written.keys():
            if not self.has_read(path):
                self.on_fact("file", path)
                if _is_newer(self.facts.get(named("file", path), ""), self._began):
                    self._doubt_age(path)

    def _note_search_path(self) -> None:
        for entry in {*map(absolute, sys.path)}:
            # An archive is a file.
            self.on_fact("modules" if os.path.isdir(entry) else "file", entry)
            for name in os.listdir(entry) if os.path.isdir(entry) else ():
                if name.endswith((".pth", ".egg-link")):
                    self.on_fact("file", os.path.join(entry, name))


def _upward(path: str) -> Iterator[str]:
    yield path
    while path != (path := os.path.dirname(path)):
        yield path


def _is_newer(stamp: str, moment: int) -> bool:
    """Whether one of the two times in a stamp is after a moment."""
    return any(each.isdigit() and int(each) > moment for each in stamp.split()[:2])
