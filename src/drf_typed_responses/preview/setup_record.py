"""What the start of a project read, so that a later build can tell whether it would be the same.

A start that is repeated gives the same process if each file that it read is unchanged, each folder
in which it looked has the same names, and it asked nothing else: no other program, no server and no
database.
"""

from __future__ import annotations

import os
import stat
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from .watcher import SKIPPED

# A start may depend on the time, which nothing shows; so it is repeated after these seconds.
LONGEST = 600.0
# Events after which a start depends on more than files.
ASKED = frozenset(
    {"os.fork", "os.forkpty", "os.spawn", "os.system", "socket.connect", "sqlite3.connect"}
)
STARTED = frozenset({"os.exec", "os.posix_spawn", "subprocess.Popen"})
# Programs that describe the machine; `ctypes.util.find_library` and `platform` start them.
OF_MACHINE = frozenset({"cc", "gcc", "ld", "ldconfig", "objdump", "uname"})
VOLATILE = ("/dev/", "/proc/", "/sys/")
# The most folders of a project whose names are recorded, the outer ones first.
MOST_FOLDERS = 3000
# Names that appear while people and servers work, and that no start looks for.
PASSING = ("~", ".swp", ".swo", ".swx", "-journal", "-wal", "-shm", ".pyc", ".log", ".tmp", ".lock")
HIDDEN = ("__pycache__", ".#", "#", ".apidocs")


class Stamp(NamedTuple):
    """The metadata of a file that writing or replacing it changes."""

    mtime: int
    ctime: int
    size: int
    inode: int


class SetupRecord:
    """Records what this process reads, from `start` to `finish`."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._is_over = False
        self._files: dict[str, Stamp | None] = {}
        self._folders: dict[str, frozenset[str] | None] = {}
        self._asked = ""

    def start(self) -> None:
        """Record from now on. The hook stays in the process, and does nothing after `finish`.

        No hook hears that a start only asks whether a file exists, so the names in the folders of
        the project are recorded too.
        """
        for folder, names in _walked(os.getcwd()):
            self._folders[folder] = names
        sys.addaudithook(self._hear)

    def finish(self) -> None:
        """Record the modules that were loaded before, and the folders; then stop."""
        self._is_over = True
        for module in list(sys.modules.values()):
            file = getattr(module, "__dict__", {}).get("__file__")
            if isinstance(file, str):
                self._read(file)
        self._read(sys.executable)
        folders = {os.getcwd(), *(entry or os.getcwd() for entry in sys.path)}
        folders |= {os.path.dirname(file) for file in self._files}
        for folder in folders - self._folders.keys():
            self._folders[folder] = _names(folder)
        for entry in sys.path:
            for name in self._folders.get(entry) or ():
                if name.endswith((".pth", ".egg-link")):
                    self._read(os.path.join(entry, name))
            self._read(entry)  # a zip file; the metadata of a folder say nothing

    def obstacle(self, sockets: int) -> str:
        """Why this process cannot be the start of later builds; "" if it can.

        It may have `sockets` open sockets of its own.
        """
        if sys.platform != "linux":  # elsewhere system libraries do not survive a fork
            return f"fork is not safe on {sys.platform}"
        if threading.active_count() > 1 or len(os.listdir("/proc/self/task")) > 1:
            return "the start of the project leaves threads running"
        if _open_sockets() > sockets:
            return "the start of the project leaves a connection open"
        return self._asked

    def difference(self, changed: Collection[str] = ()) -> str:
        """Why a start would be another one now; "" if it would be the same.

        `changed` are the files that were saved since; their metadata may be those of the save.
        """
        if time.monotonic() - self._begun > LONGEST:
            return "the start is too old"
        for path in changed:
            if path in self._files or os.path.realpath(path) in self._files:
                return f"{path} was read"
        for path, stamp in self._files.items():
            if _stamp(path) != stamp:
                return f"{path} differs"
        for folder, names in self._folders.items():
            if _names(folder) != names:
                return f"{folder} has other files"
        return ""

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if self._is_over:
            return
        if hear := HEARD.get(event):
            try:
                hear(self, args)
            except Exception as error:  # it would end what the project does
                self._asked = f"the start of the project cannot be recorded: {error}"
        elif event in ASKED or (event in STARTED and not _is_of_machine(args)):
            self._asked = f"the start of the project depends on more than files: {event}"

    def _hear_open(self, args: tuple[Any, ...]) -> None:
        path, mode, flags = args
        is_written = bool(flags & os.O_WRONLY) or (isinstance(mode, str) and mode[:1] in "wax")
        if isinstance(path, (str, bytes)) and not is_written:
            self._read(os.fsdecode(path))

    def _hear_exec(self, args: tuple[Any, ...]) -> None:
        self._read(getattr(args[0], "co_filename", ""))

    def _hear_import(self, args: tuple[Any, ...]) -> None:
        if isinstance(args[1], str):  # of an extension module
            self._read(args[1])

    def _hear_listing(self, args: tuple[Any, ...]) -> None:
        folder = os.path.abspath(os.fsdecode(args[0] or "."))
        if folder not in self._folders and not folder.startswith(VOLATILE):
            self._folders[folder] = None  # listing it here is heard too
            self._folders[folder] = _names(folder)

    def _read(self, path: str) -> None:
        """Record a file as it is before it is read, so that a later change shows."""
        if not path or path.startswith("<") or "__pycache__" in path:
            return
        path = os.path.abspath(path)
        if path not in self._files and not path.startswith(VOLATILE):
            self._files[path] = _stamp(path)


HEARD: Mapping[str, Callable[[SetupRecord, tuple[Any, ...]], None]] = {
    "open": SetupRecord._hear_open,
    "exec": SetupRecord._hear_exec,
    "import": SetupRecord._hear_import,
    "os.listdir": SetupRecord._hear_listing,
    "os.scandir": SetupRecord._hear_listing,
}


def _stamp(path: str) -> Stamp | None:
    """The metadata of a file; None for a folder, whose names are recorded, and where none is."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    if stat.S_ISDIR(found.st_mode):
        return None
    return Stamp(found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def _names(folder: str) -> frozenset[str] | None:
    try:
        names = os.listdir(folder)
    except (OSError, ValueError):
        return None
    return frozenset(n for n in names if not n.endswith(PASSING) and not n.startswith(HIDDEN))


def _walked(root: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The folders below one, breadth first, with the names in them."""
    waiting = deque([root])
    for _ in range(MOST_FOLDERS):
        if not waiting:
            return
        folder = waiting.popleft()
        names = _names(folder) or frozenset()
        yield folder, names
        if "pyvenv.cfg" in names:
            continue
        with suppress(OSError), os.scandir(folder) as entries:
            inner = [each for each in entries if each.is_dir(follow_symlinks=False)]
            waiting.extend(each.path for each in inner if _is_walked(each.name))


def _is_walked(name: str) -> bool:
    return not name.startswith(".") and name not in SKIPPED


def _is_of_machine(args: tuple[Any, ...]) -> bool:
    with suppress(TypeError):
        program = args[0] or args[1][0]
        return Path(os.fsdecode(program)).name in OF_MACHINE
    return False


def _open_sockets() -> int:
    found = 0
    for name in os.listdir("/proc/self/fd"):
        with suppress(OSError):
            found += os.readlink(f"/proc/self/fd/{name}").startswith("socket:")
    return found
