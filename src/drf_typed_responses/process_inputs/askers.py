"""Tells on whose behalf a function of the standard library asks the file system."""

from __future__ import annotations

from collections.abc import Iterator
from types import FrameType
from typing import Final, NamedTuple

from ..project_files import is_of_project

# Modules that ask on behalf of who calls them.
_OF_PATHS: Final = frozenset({"os", "posixpath", "ntpath", "genericpath", "glob", "fnmatch"})
# Their functions that only ask what stands at a path, not how large or how old it is.
_OF_KIND: Final = frozenset(
    {
        *("exists", "lexists", "isfile", "isdir", "islink", "isjunction", "realpath"),
        *("is_file", "is_dir", "is_symlink", "is_junction", "resolve", "makedirs"),
        *("walk", "_walk", "glob", "iglob", "rglob", "iterdir"),
    }
)
# Modules that look for modules in a folder.
_FINDERS: Final = frozenset(
    {
        *("importlib._bootstrap", "importlib._bootstrap_external", "pkgutil", "zipimport"),
        *("_frozen_importlib", "_frozen_importlib_external"),
    }
)
# These compare what is noted, and tell whose a file is.
_OURS: Final = (__name__.rpartition(".")[0], is_of_project.__module__)
# They compare the age of a file with that of what they keep; then they read it again.
_KEEPERS: Final = frozenset({"linecache", "drf_typed_responses.translate.module_source"})
# Packages that run tests: what they ask chooses tests, and the search path, which is a fact too.
_RUNNERS: Final = frozenset(
    {
        *("_pytest", "pytest", "pluggy", "xdist", "execnet", "coverage", "pytest_cov"),
        *("pytest_django", "hypothesis", "_hypothesis_pytestplugin"),
    }
)
# Programs that describe the machine; `ctypes.util.find_library` and `platform` start them.
OF_MACHINE: Final = frozenset({"cc", "gcc", "ld", "ldconfig", "objdump", "uname"})


class Asker(NamedTuple):
    """The module that asks, and whether it only asks what stands at the path."""

    module: str
    asks_kind: bool
    asks_by_path: bool

    @property
    def is_finder(self) -> bool:
        """Whether it looks for modules."""
        return self.module in _FINDERS or self.module.startswith("importlib.metadata")

    @property
    def is_of_tools(self) -> bool:
        """Whether nothing that the project does depends on the answer."""
        root = self.module.partition(".")[0]
        keeps = self.module in _KEEPERS or self.module.startswith(_OURS)
        return keeps or self.is_finder or root in _RUNNERS


def asker_of(frame: FrameType | None) -> Asker:
    """Who asks, for the frame that called a function of `os`."""
    asks_kind = asks_by_path = False
    for each in _frames(frame):
        module = each.f_globals.get("__name__") or ""
        if module not in _OF_PATHS and module.partition(".")[0] != "pathlib":
            return Asker(module, asks_kind, asks_by_path)
        asks_by_path = True
        asks_kind = asks_kind or each.f_code.co_name in _OF_KIND
    return Asker("", asks_kind, asks_by_path)


def is_run_by_tests(frame: FrameType | None) -> bool:
    """Whether a package that runs tests asks, such as one that opens its own database."""
    for each in _frames(frame):
        root = (each.f_globals.get("__name__") or "").partition(".")[0]
        if root != "sqlite3":
            return root in _RUNNERS
    return False


def is_of_import(frame: FrameType | None) -> bool:
    """Whether an installed package asks while it is imported, which is about the machine."""
    for each in _frames(frame):
        file = each.f_code.co_filename
        if file.startswith("<frozen importlib"):
            return True
        if is_of_project(file):
            return False
    return False


def _frames(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back
