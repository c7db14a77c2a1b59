"""Notes which files and folders a process reads until its contract is built."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Set
from hashlib import blake2b
from pathlib import Path
from types import FrameType, FunctionType, ModuleType
from typing import Any, Final

from ...project_files import is_of_project

# Before a file's state is noted, it may be written again within the precision of its clock.
_CLOCK: Final = 100_000_000
_IMPORTER: Final = "importlib._bootstrap_external"
# In front of a folder whose names only imports read, and of a file of an installed package.
_IMPORTED: Final = "imported "
_INSTALLED: Final = "installed "
_SYSTEM: Final = ("/dev/", "/proc/", "/sys/")
# What a module or a package may be called in a folder: a name without a suffix, or one of these.
_MODULES: Final = (".py", ".pyc", ".so", ".pyd")
_DOUBTFUL: Final = {
    "socket.connect": "a connection was opened",
    "sqlite3.connect": "the database was opened",
    "subprocess.Popen": "a process was started",
    "os.posix_spawn": "a process was started",
    "os.system": "a process was started",
}


class BuildInputs:
    """What this process reads, from now until `end`.

    `doubts` say why the files alone do not decide what was built. Source: PEP 578, whose hooks
    cannot be removed; that of an ended object returns at once.
    """

    def __init__(self) -> None:
        from django.db.backends.signals import connection_created

        self.doubts: dict[str, None] = {}
        self._began = time.time_ns() - _CLOCK
        self._paths: set[str] = set()
        self._is_ended = False
        connection_created.connect(self._note_database)
        sys.addaudithook(self._note)

    def end(self) -> None:
        """Note nothing any more."""
        from django.db.backends.signals import connection_created

        self._is_ended = True
        connection_created.disconnect(self._note_database)

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._is_ended:
            return
        if event == "open":
            path, _, flags = arguments
            if not flags & (os.O_WRONLY | os.O_TRUNC | os.O_EXCL):
                self._add(path)
        elif event in ("os.listdir", "os.scandir"):
            is_import = sys._getframe(1).f_globals.get("__name__") == _IMPORTER
            self._add(arguments[0], _IMPORTED if is_import else "")
        elif event in _DOUBTFUL and not _is_import_of_a_package(sys._getframe(1)):
            self.doubts[_DOUBTFUL[event]] = None

    def _add(self, path: object, prefix: str = "") -> None:
        if isinstance(path, int):
            return
        name = os.path.abspath(os.fsdecode(path or "."))  # type: ignore[arg-type]
        if not name.startswith(_SYSTEM):
            self._paths.add(prefix + name)

    def _note_database(self, **_: object) -> None:
        self.doubts["the database was opened"] = None

    def signatures(self, ignored: Set[str], cache: Path) -> dict[str, str]:
        """The signatures of what was read, without the files `ignored` and those of `cache`.

        A file that is newer than this object is a doubt, since an older text may have been read.
        """
        modules = {*_module_files()}
        paths = sorted({*self._paths, *modules, *_folders(modules)})
        prefix = f"{cache.absolute()}{os.sep}"
        read = [p for p in paths if not p.endswith(".pyc") and p not in ignored and prefix not in p]
        for path in read:
            if _changed_since(path, self._began):
                self.doubts[f"{path} was written meanwhile"] = None
        return {key: signature(key) for key in map(_key, read)}


def _is_import_of_a_package(frame: FrameType | None) -> bool:
    """Whether an installed package calls this while it is imported, and no project asks for it.

    Such a package asks for facts about the machine, such as the place of a library.
    """
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith("<frozen importlib"):
            return True
        if is_of_project(file):
            return False
        frame = frame.f_back
    return False


def _module_files() -> Iterator[str]:
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str):
            yield os.path.abspath(file)


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


def _folders(files: Collection[str]) -> Iterator[str]:
    """The folders of the project's modules, in which a new module may take the place of another."""
    folders = {os.path.dirname(file) for file in files}
    return (_IMPORTED + folder for folder in folders if is_of_project(folder))


def _changed_since(path: str, began: int) -> bool:
    try:
        facts = os.stat(path)
    except OSError:
        return False
    return stat.S_ISREG(facts.st_mode) and facts.st_mtime_ns >= began


def _key(path: str) -> str:
    """The path, with the kind of its signature in front."""
    return path if path.startswith(_IMPORTED) or is_of_project(path) else _INSTALLED + path


def changed(signatures: Mapping[str, str]) -> str:
    """The first path that has another signature now; "" if all are the same."""
    keys = (key for key, before in signatures.items() if signature(key) != before)
    return next(keys, "").removeprefix(_IMPORTED).removeprefix(_INSTALLED)


def signature(key: str) -> str:
    """What tells the content of a file, or the names in a folder, from any other.

    For an installed file these are its size and the time of its last change. `key` is a path with
    the kind of its signature in front.
    """
    path = key.removeprefix(_IMPORTED).removeprefix(_INSTALLED)
    try:
        facts = os.stat(path)
        if stat.S_ISDIR(facts.st_mode):
            keep: Callable[[str], bool] = _is_module if key.startswith(_IMPORTED) else _is_shown
            return digest("\0".join(sorted(filter(keep, os.listdir(path)))).encode())
        if not stat.S_ISREG(facts.st_mode):
            return "special"
        if key.startswith(_INSTALLED):
            return f"{facts.st_mtime_ns} {facts.st_size}"
        with open(path, "rb") as file:
            return digest(file.read())
    except OSError as error:
        return f"unreadable {error.errno}"


def _is_shown(name: str) -> bool:
    return not name.startswith(".") and name != "__pycache__"


def _is_module(name: str) -> bool:
    return _is_shown(name) and ("." not in name or name.endswith(_MODULES))


def digest(content: bytes) -> str:
    """Sixteen hexadecimal digits that stand for the content."""
    return blake2b(content, digest_size=8).hexdigest()
