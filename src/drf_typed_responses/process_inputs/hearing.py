"""Hears what this process reads, looks for, and asks.

Python tells of files that it opens by audit hooks (PEP 578), but not of questions about them, such
as `os.stat`. So the functions of `os` that ask are replaced while a process is heard.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from types import BuiltinFunctionType, FrameType
from typing import Any, Final, Protocol

from ..project_files import is_of_project
from .askers import OF_MACHINE, asker_of, is_of_import, is_run_by_tests
from .places import absolute, place_of

_ASKED: Final = {
    "os.fork": "a process was started",
    "os.forkpty": "a process was started",
    "os.spawn": "a process was started",
    "os.system": "a process was started",
    "os.getxattr": "the attributes of a file were read",
    "os.listxattr": "the attributes of a file were read",
    "socket.connect": "a connection was opened",
    "sqlite3.connect": "the database was opened",
}
_STARTED: Final = frozenset({"os.exec", "os.posix_spawn", "subprocess.Popen"})
# The flags of files that are written; those of `tempfile` have O_EXCL.
_WRITING: Final = os.O_WRONLY | os.O_TRUNC | os.O_EXCL
# The functions that ask, with the kind of the fact that each learns.
_ASKING: Final = {
    "stat": "metadata",
    "lstat": "link-metadata",
    "fstat": "metadata",
    "access": "access",
    "readlink": "link",
}
# These are compiled on some systems, and so do not call `os.stat`.
_ASKING_OF_PATHS: Final = ("exists", "lexists", "isfile", "isdir", "islink", "isjunction")
# Sets with the functions that can do more; what is put in place of one can do the same.
_ABILITIES: Final = ("supports_dir_fd", "supports_fd", "supports_follow_symlinks")


class Listener(Protocol):
    """Hears the facts that a process learns, before it learns them."""

    def on_fact(self, kind: str, path: str) -> None:
        """A fact of a path; `facts.KINDS` has the kinds."""

    def on_written(self, path: str, is_emptied: bool) -> None:
        """A file or folder that the process makes, or a file that it writes."""

    def on_doubt(self, reason: str) -> None:
        """Something else that decides what the process does, so that files alone do not."""


class Hearing:
    """Tells a listener what this process learns, from `start` to `end`.

    What a package asks while it is imported, such as the place of a library, is about the machine.
    Source: PEP 578, whose hooks cannot be removed; that of an ended object returns at once.
    """

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._is_over = False
        self._replaced: list[tuple[Any, str, Any, Any]] = []

    def start(self) -> None:
        """Tell from now on."""
        sys.addaudithook(self._hear)
        for name, kind in _ASKING.items():
            self._replace(os, name, kind)
        for name in _ASKING_OF_PATHS:
            if isinstance(getattr(os.path, name, None), BuiltinFunctionType):
                self._replace(os.path, name, "kind")

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Tell nothing meanwhile."""
        before, self._is_over = self._is_over, True
        yield
        self._is_over = before

    def end(self) -> None:
        """Tell nothing any more, also in copies of this process."""
        self._is_over = True
        for owner, name, original, ours in self._replaced:
            if getattr(owner, name) is ours:
                setattr(owner, name, original)
            for each in _ABILITIES:
                getattr(os, each).discard(ours)
        self._replaced.clear()

    def _replace(self, owner: Any, name: str, kind: str) -> None:
        original = getattr(owner, name)

        @wraps(original)
        def asking(*given: Any, **named: Any) -> Any:
            if not self._is_over:
                self._ask(kind, given, named, sys._getframe(1))
            return original(*given, **named)

        setattr(owner, name, asking)
        for each in _ABILITIES:
            if original in getattr(os, each):
                getattr(os, each).add(asking)
        self._replaced.append((owner, name, original, asking))

    def _ask(
        self, kind: str, given: tuple[Any, ...], named: Mapping[str, Any], frame: FrameType
    ) -> None:
        try:
            asker = asker_of(frame)
            if asker.is_of_tools:
                return
            path = given[0] if given else named.get("path", named.get("fd"))
            if place := place_of(path, named.get("dir_fd")):
                if kind == "metadata" and not named.get("follow_symlinks", True):
                    kind = "link-metadata"
                is_kind = asker.asks_kind and kind in ("metadata", "link-metadata")
                self._listener.on_fact("kind" if is_kind else kind, place)
        except Exception as error:
            self._doubt_hearing(error)

    def _doubt_hearing(self, error: Exception) -> None:
        """An error in hearing would end what the project does."""
        self._listener.on_doubt(f"what it reads cannot be noted: {error}")

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._is_over:
            return
        try:
            if event in _HEARD:
                _HEARD[event](self, arguments, sys._getframe(1))
            elif event in _ASKED and not is_run_by_tests(sys._getframe(1)):
                self._listener.on_doubt(_ASKED[event])
            elif event in _STARTED and not _is_about_machine(arguments, sys._getframe(1)):
                self._listener.on_doubt("a process was started")
        except Exception as error:
            self._doubt_hearing(error)

    def _hear_open(self, arguments: tuple[Any, ...], frame: FrameType) -> None:
        path, mode, flags = arguments
        if not isinstance(path, (str, bytes)):
            return
        if flags & _WRITING or (isinstance(mode, str) and mode[:1] in "wx"):
            self._listener.on_written(absolute(os.fsdecode(path)), bool(flags & os.O_TRUNC))
        else:
            self._read(os.fsdecode(path))

    def _hear_folder(self, arguments: tuple[Any, ...], frame: FrameType) -> None:
        folder = place_of(arguments[0], arguments[2] if arguments[2] >= 0 else None)
        self._listener.on_written(folder, False)

    def _hear_exec(self, arguments: tuple[Any, ...], frame: FrameType) -> None:
        self._read(getattr(arguments[0], "co_filename", ""))

    def _hear_import(self, arguments: tuple[Any, ...], frame: FrameType) -> None:
        file = arguments[1]
        if isinstance(file, str):  # of an extension module
            self._read(file)
            if is_of_project(file):
                self._listener.on_doubt(f"what {file} reads is not known, because it is compiled")

    def _hear_library(self, arguments: tuple[Any, ...], frame: FrameType) -> None:
        if not is_of_import(frame):
            self._listener.on_doubt("a library was loaded, and what it reads is not known")

    def _hear_listing(self, arguments: tuple[Any, ...], frame: FrameType) -> None:
        asker = asker_of(frame)
        if asker.is_of_tools and not asker.is_finder:
            return
        if folder := place_of(arguments[0]):
            kind = "modules" if asker.is_finder else "names"
            self._listener.on_fact(kind, folder)

    def _hear_scan(self, arguments: tuple[Any, ...], frame: FrameType) -> None:
        """The entries of a folder have their metadata, which functions of paths do not ask."""
        asker = asker_of(frame)
        if asker.is_of_tools or asker.asks_by_path:
            self._hear_listing(arguments, frame)
        elif folder := place_of(arguments[0]):
            self._listener.on_fact("entries", folder)

    def _read(self, path: str) -> None:
        """Tell of a file, unless it is the name of code without one, such as "<string>"."""
        if path and not path.startswith("<") and (place := place_of(path)):
            self._listener.on_fact("file", place)


_HEARD: Final[Mapping[str, Callable[[Hearing, tuple[Any, ...], FrameType], None]]] = {
    "open": Hearing._hear_open,
    "exec": Hearing._hear_exec,
    "import": Hearing._hear_import,
    "ctypes.dlopen": Hearing._hear_library,
    "os.mkdir": Hearing._hear_folder,
    "os.listdir": Hearing._hear_listing,
    "os.scandir": Hearing._hear_scan,
}


def _is_about_machine(arguments: tuple[Any, ...], frame: FrameType) -> bool:
    """Whether a program describes the machine, or an installed package starts it at its import."""
    with suppress(TypeError, IndexError):
        if Path(os.fsdecode(arguments[0] or arguments[1][0])).name in OF_MACHINE:
            return True
    return is_of_import(frame)
