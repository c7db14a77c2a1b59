"""What this process reads: files, folders, and whether it asks anything else.

What a process makes of its project is the same as before if each file that it read is unchanged,
each folder in which it looked has the same names, and it asked no other program, server or
database.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any, Final

from .project_files import is_of_project

# Files of the system that are different for each process.
VOLATILE: Final = ("/dev/", "/proc/", "/sys/")
# Folders without sources of the project.
SKIPPED: Final = frozenset({"__pycache__", "node_modules", "site-packages", "dist-packages"})
# Names that appear while people, tests and servers work, and that no project looks for.
_PASSING: Final = (
    *("~", ".swp", ".swo", ".swx", "-journal", "-wal", "-shm"),
    *(".pyc", ".log", ".tmp", ".lock"),
)
_HIDDEN: Final = (
    *("__pycache__", ".#", "#", ".apidocs", ".coverage", ".pytest_cache", ".hypothesis"),
    *(".mypy_cache", ".ruff_cache"),
)
# The most folders of a project whose names are noted, the outer ones first.
MOST_FOLDERS: Final = 3000
_ASKED: Final = {
    "os.fork": "a process was started",
    "os.forkpty": "a process was started",
    "os.spawn": "a process was started",
    "os.system": "a process was started",
    "socket.connect": "a connection was opened",
    "sqlite3.connect": "the database was opened",
}
_STARTED: Final = frozenset({"os.exec", "os.posix_spawn", "subprocess.Popen"})
# The flags of files that are made or written; those of `tempfile` have O_EXCL.
_MAKING: Final = os.O_WRONLY | os.O_TRUNC | os.O_EXCL
# Programs that describe the machine; `ctypes.util.find_library` and `platform` start them.
_OF_MACHINE: Final = frozenset({"cc", "gcc", "ld", "ldconfig", "objdump", "uname"})


class ProcessReads:
    """Tells what this process reads, from `start` to `end`.

    `on_file` gets the absolute path of each file before it is read, `on_folder` that of each folder
    before its names are, and `on_question` says what else the process asks, so that files alone do
    not decide what it does. What a package asks while it is imported, such as the place of a
    library, is about the machine. Source: PEP 578, whose hooks cannot be removed; that of an ended
    object returns at once.
    """

    def __init__(
        self,
        on_file: Callable[[str], None],
        on_folder: Callable[[str], None],
        on_question: Callable[[str], None],
    ) -> None:
        self._on_file = on_file
        self._on_folder = on_folder
        self._on_question = on_question
        self._is_over = False

    def start(self) -> None:
        """Tell from now on."""
        sys.addaudithook(self._hear)

    def end(self) -> None:
        """Tell nothing any more, also in copies of this process."""
        self._is_over = True

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._is_over:
            return
        try:
            if event in _HEARD:
                _HEARD[event](self, arguments)
            elif event in _ASKED:
                self._on_question(_ASKED[event])
            elif event in _STARTED and not _is_about_machine(arguments, sys._getframe(1)):
                self._on_question("a process was started")
        except Exception as error:  # it would end what the project does
            self._on_question(f"its reading cannot be noted: {error}")

    def _hear_open(self, arguments: tuple[Any, ...]) -> None:
        path, mode, flags = arguments
        is_made = bool(flags & _MAKING) or (isinstance(mode, str) and mode[:1] in "wx")
        if isinstance(path, (str, bytes)) and not is_made:
            self._read(os.fsdecode(path))

    def _hear_exec(self, arguments: tuple[Any, ...]) -> None:
        self._read(getattr(arguments[0], "co_filename", ""))

    def _hear_import(self, arguments: tuple[Any, ...]) -> None:
        if isinstance(arguments[1], str):  # of an extension module
            self._read(arguments[1])

    def _hear_listing(self, arguments: tuple[Any, ...]) -> None:
        if not isinstance(arguments[0], int):
            folder = os.path.abspath(os.fsdecode(arguments[0] or "."))
            if not folder.startswith(VOLATILE):
                self._on_folder(folder)

    def _read(self, path: str) -> None:
        """Tell of a file; code that was compiled before is known by its source."""
        if path and not path.startswith("<") and "__pycache__" not in path:
            path = os.path.abspath(path)
            if not path.startswith(VOLATILE):
                self._on_file(path)


_HEARD: Final[Mapping[str, Callable[[ProcessReads, tuple[Any, ...]], None]]] = {
    "open": ProcessReads._hear_open,
    "exec": ProcessReads._hear_exec,
    "import": ProcessReads._hear_import,
    "os.listdir": ProcessReads._hear_listing,
    "os.scandir": ProcessReads._hear_listing,
}


def _is_about_machine(arguments: tuple[Any, ...], frame: FrameType | None) -> bool:
    """Whether a program describes the machine, or an installed package starts it at its import."""
    with suppress(TypeError, IndexError):
        if Path(os.fsdecode(arguments[0] or arguments[1][0])).name in _OF_MACHINE:
            return True
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith("<frozen importlib"):
            return True
        if is_of_project(file):
            return False
        frame = frame.f_back
    return False


def module_files() -> Iterator[str]:
    """The absolute paths of the files of all modules that are loaded."""
    for module in list(sys.modules.values()):
        file = getattr(module, "__dict__", {}).get("__file__")
        if isinstance(file, str):
            yield os.path.abspath(file)


def names_in(folder: str) -> frozenset[str] | None:
    """The names in a folder, without those that come and go; None if it cannot be read."""
    try:
        names = os.listdir(folder)
    except (OSError, ValueError):
        return None
    return frozenset(n for n in names if not n.endswith(_PASSING) and not n.startswith(_HIDDEN))


def folders_below(root: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The folders of a project, breadth first, with the names in them; at most MOST_FOLDERS.

    No hook hears that a process only asks whether a file exists; the names tell.
    """
    waiting = deque([root])
    for _ in range(MOST_FOLDERS):
        if not waiting:
            return
        folder = waiting.popleft()
        names = names_in(folder) or frozenset()
        yield folder, names
        if "pyvenv.cfg" in names:
            continue
        with suppress(OSError), os.scandir(folder) as entries:
            inner = [each for each in entries if each.is_dir(follow_symlinks=False)]
            waiting.extend(each.path for each in inner if _is_walked(each.name))


def _is_walked(name: str) -> bool:
    return not name.startswith(".") and name not in SKIPPED
