"""What the start of a project read, so that a later build can tell whether it would be the same."""

from __future__ import annotations

import os
import stat
import sys
import threading
import time
from collections.abc import Collection
from contextlib import suppress
from typing import Final, NamedTuple

from ..process_reads import VOLATILE, ProcessReads, folders_below, module_files, names_in

# A start may depend on the time, which nothing shows; so it is repeated after these seconds.
LONGEST: Final = 600.0


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
        self._files: dict[str, Stamp | None] = {}
        self._folders: dict[str, frozenset[str] | None] = {}
        self._asked = ""
        self._reads = ProcessReads(self._read, self._list, self._ask)

    def start(self) -> None:
        """Record from now on."""
        self._folders.update(folders_below(os.getcwd()))
        self._reads.start()

    def finish(self) -> None:
        """Record the modules that were loaded before, and the folders; then stop."""
        self._reads.end()
        for file in (*module_files(), sys.executable):
            self._read(file)
        folders = {os.getcwd(), *(entry or os.getcwd() for entry in sys.path)}
        folders |= {os.path.dirname(file) for file in self._files}
        for folder in folders - self._folders.keys():
            self._folders[folder] = names_in(folder)
        for entry in sys.path:
            for name in self._folders.get(entry) or ():
                if name.endswith((".pth", ".egg-link")):
                    self._read(os.path.join(entry, name))
            if entry:
                self._read(os.path.abspath(entry))  # a zip file; a folder's metadata say nothing

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
            if names_in(folder) != names:
                return f"{folder} has other files"
        return ""

    def _ask(self, what: str) -> None:
        self._asked = f"the start of the project depends on more than files: {what}"

    def _list(self, folder: str) -> None:
        if folder not in self._folders:
            self._folders[folder] = None  # listing it here is heard too
            self._folders[folder] = names_in(folder)

    def _read(self, path: str) -> None:
        """Record a file as it is before it is read, so that a later change shows."""
        if path not in self._files and not path.startswith(VOLATILE):
            self._files[path] = _stamp(path)


def _stamp(path: str) -> Stamp | None:
    """The metadata of a file; None for a folder, whose names are recorded, and where none is."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    if stat.S_ISDIR(found.st_mode):
        return None
    return Stamp(found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def _open_sockets() -> int:
    found = 0
    for name in os.listdir("/proc/self/fd"):
        with suppress(OSError):
            found += os.readlink(f"/proc/self/fd/{name}").startswith("socket:")
    return found
