"""Files of the project that were opened, by whatever means: a library in C tells Python nothing."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePath
from typing import Final

from .places import MOST_FOLDERS, folders_below

# Source: inotify(7).
_OPENED: Final = 0x20
_OVERFLOW: Final = 0x4000
_OF_FOLDER: Final = 0x40000000
_EVENT: Final = struct.Struct("iIII")
_BUFFER: Final = 1 << 20
# What Python alone reads, and tells.
_OF_PYTHON: Final = (".py", ".pyc", ".pyi")


class OpenedFiles:
    """The files below a folder that this process or another one opens, from now until `end`.

    Raises OSError where the system does not tell: outside Linux, with more folders than are walked,
    or with too many of such objects.
    """

    def __init__(self, root: str) -> None:
        import ctypes  # seldom needed otherwise

        library = ctypes.CDLL(None, use_errno=True)
        self._folders: dict[int, str] = {}
        self._number = library.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self._number < 0:
            raise OSError(ctypes.get_errno(), "too many processes are noted")
        try:
            folders = folders_below(root)
            if len(folders) == MOST_FOLDERS:
                raise OSError(f"the project has more than {MOST_FOLDERS} folders")
            for folder in folders:
                watch = library.inotify_add_watch(self._number, os.fsencode(folder), _OPENED)
                if watch < 0 and os.path.isdir(folder):
                    raise OSError(ctypes.get_errno(), "too many folders are noted")
                self._folders[watch] = folder
        except OSError:
            os.close(self._number)
            raise

    def end(self) -> set[str]:
        """The files that were opened. Raises OSError if some are not known."""
        data = b""
        with suppress(BlockingIOError):
            while more := os.read(self._number, _BUFFER):
                data += more
        os.close(self._number)
        return {*self._files(data)}

    def _files(self, data: bytes) -> Iterator[str]:
        place = 0
        while place < len(data):
            watch, mask, _, size = _EVENT.unpack_from(data, place)
            name = data[place + _EVENT.size : place + _EVENT.size + size].rstrip(b"\0")
            place += _EVENT.size + size
            if mask & _OVERFLOW:
                raise OSError("too many files were opened")
            if not mask & _OF_FOLDER and PurePath(os.fsdecode(name)).suffix not in _OF_PYTHON:
                yield os.path.join(self._folders[watch], os.fsdecode(name))
