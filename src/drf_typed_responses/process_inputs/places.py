"""Where the paths that a process names lead."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, Final

# Files of the system that are different for each process.
VOLATILE: Final = ("/dev/", "/proc/", "/sys/")
# Folders without sources of the project.
SKIPPED: Final = frozenset({"__pycache__", "node_modules", "site-packages", "dist-packages"})
# The most folders of a project that are walked, the outer ones first.
MOST_FOLDERS: Final = 3000
_READLINK = os.readlink


def place_of(path: Any, folder: int | None = None) -> str:
    """The absolute path of what a function of `os` got; "" for what no file decides.

    `path` may be the number of an open file, and `folder` that of an open folder. Raises
    OSError if the system does not tell to which path a number belongs.
    """
    if isinstance(path, int):
        place = _READLINK(f"/proc/self/fd/{path}")
    elif folder is not None:
        place = os.path.join(_READLINK(f"/proc/self/fd/{folder}"), os.fsdecode(path))
    else:
        place = absolute(os.fsdecode("." if path is None else path))
    return place if os.path.isabs(place) and not f"{place}/".startswith(VOLATILE) else ""


def absolute(path: str) -> str:
    """The path from the root. A `..` stays, because it may stand behind a link."""
    parts = path.split(os.sep)
    return os.path.join(os.getcwd(), path) if os.pardir in parts else os.path.abspath(path)


def module_files() -> Iterator[str]:
    """The absolute paths of the files of all modules that are loaded."""
    for module in list(sys.modules.values()):
        file = getattr(module, "__dict__", {}).get("__file__")
        if isinstance(file, str):
            yield absolute(file)


def folders_below(root: str) -> list[str]:
    """The folders of a project, breadth first; at most MOST_FOLDERS."""
    return [*islice(_walked(root), MOST_FOLDERS)]


def _walked(root: str) -> Iterator[str]:
    waiting = deque([root])
    while waiting:
        folder = waiting.popleft()
        yield folder
        with suppress(OSError), os.scandir(folder) as entries:
            inner = [each for each in entries if each.is_dir(follow_symlinks=False)]
            names = {each.name for each in inner}
            if not {"bin", "lib"} <= names or not os.path.exists(f"{folder}/pyvenv.cfg"):
                waiting.extend(each.path for each in inner if _is_walked(each.name))


def _is_walked(name: str) -> bool:
    return not name.startswith(".") and name not in SKIPPED
