"""Notes which files and folders a process reads until its contract is built."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator, Mapping, Set
from hashlib import blake2b
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Final

from ...process_reads import MOST_FOLDERS, ProcessReads, folders_below, module_files, names_in
from ...project_files import is_of_project

# Before a file's state is noted, it may be written again within the precision of its clock.
_CLOCK: Final = 100_000_000
# In front of a file of an installed package.
_INSTALLED: Final = "installed "


class BuildInputs:
    """What this process reads, from now until `end`.

    `doubts` say why the files alone do not decide what was built.
    """

    def __init__(self) -> None:
        from django.db.backends.signals import connection_created

        self.doubts: dict[str, None] = {}
        self._began = time.time_ns() - _CLOCK
        self._paths: set[str] = set()
        self._reads = ProcessReads(self._paths.add, self._paths.add, self._doubt)
        connection_created.connect(self._note_database)
        folders = {os.path.dirname(file) for file in module_files()}
        if early := next(filter(is_of_project, folders), ""):
            # What they read is not known.
            self._doubt(f"modules in {early} were loaded before")
        self._reads.start()

    def end(self) -> None:
        """Note nothing any more."""
        from django.db.backends.signals import connection_created

        self._reads.end()
        connection_created.disconnect(self._note_database)

    def _doubt(self, reason: str) -> None:
        self.doubts[reason] = None

    def _note_database(self, **_: object) -> None:
        self._doubt("the database was opened")

    def signatures(
        self, ignored: Set[str], cache: Path, written: Set[str] = frozenset()
    ) -> dict[str, str]:
        """The signatures of what was read, without the files `ignored` and those of `cache`.

        The run of tests writes the paths `written`. A file that is newer than this object is a
        doubt, since an older text may have been read.
        """
        modules = {*module_files()}
        paths = sorted({*self._paths, *modules, *self._folders(modules)})
        prefix = f"{cache.absolute()}{os.sep}"
        read = [path for path in paths if path not in ignored and not path.startswith(prefix)]
        for path in read:
            if _changed_since(path, self._began):
                self._doubt(f"{path} was written meanwhile")
        return {key: _signature(key, written) for key in map(_key, read)}

    def _folders(self, modules: Set[str]) -> Iterator[str]:
        """The folders in which a new file may take the place of another."""
        below = [folder for folder, _ in folders_below(os.getcwd())]
        if len(below) >= MOST_FOLDERS:
            self._doubt(f"the project has more than {MOST_FOLDERS} folders")
        yield from below
        yield from filter(is_of_project, {os.path.dirname(file) for file in modules})
        yield from (os.path.abspath(entry) for entry in sys.path)


def _changed_since(path: str, began: int) -> bool:
    try:
        facts = os.stat(path)
    except OSError:
        return False
    return stat.S_ISREG(facts.st_mode) and facts.st_mtime_ns >= began


def imported_elsewhere(files: Set[str]) -> set[str]:
    """Those of the module files from which a module of the project, of another file, imports."""
    loaded = [(module, getattr(module, "__file__", None)) for module in list(sys.modules.values())]
    named = {module.__name__: file for module, file in loaded if file in files}
    others = (m for m, file in loaded if file and file not in files and is_of_project(file))
    found = (named.get(_module_name(value)) for m in others for value in list(vars(m).values()))
    return {file for file in found if file}


def _module_name(value: object) -> str:
    """The name of a module, or of the module of a class or function; "" for another value."""
    if isinstance(value, ModuleType):
        return value.__name__
    return str(value.__module__) if isinstance(value, (type, FunctionType)) else ""


def _key(path: str) -> str:
    """The path, with the kind of its signature in front."""
    return path if is_of_project(path) else _INSTALLED + path


def changed(signatures: Mapping[str, str], written: Set[str] = frozenset()) -> str:
    """The first path that has another signature now; "" if all are the same."""
    keys = (key for key, before in signatures.items() if _signature(key, written) != before)
    return next(keys, "").removeprefix(_INSTALLED)


def _signature(key: str, written: Set[str]) -> str:
    """What tells the content of a file, or the names in a folder, from any other.

    The names of what the run of tests writes do not count. For an installed file these are its size
    and the time of its last change. `key` is a path with
    the kind of its signature in front.
    """
    path = key.removeprefix(_INSTALLED)
    try:
        facts = os.stat(path)
        if stat.S_ISDIR(facts.st_mode):
            names = (n for n in names_in(path) or () if os.path.join(path, n) not in written)
            return digest("\0".join(sorted(names)).encode())
        if not stat.S_ISREG(facts.st_mode):
            return "special"
        if key != path:
            return f"{facts.st_mtime_ns} {facts.st_size}"
        return digest(Path(path).read_bytes())
    except (OSError, ValueError) as error:
        return f"unreadable: {type(error).__name__}"


def digest(content: bytes) -> str:
    """Sixteen hexadecimal digits that stand for the content."""
    return blake2b(content, digest_size=8).hexdigest()
