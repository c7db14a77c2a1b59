"""Which of the loaded modules are the project's own, and where they stand."""

from __future__ import annotations

import sys
import sysconfig
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


@cache
def _installed() -> tuple[Path, ...]:
    """Where the interpreter and what pip installs stand."""
    paths = sysconfig.get_paths()
    names = ("stdlib", "platstdlib", "purelib", "platlib", "scripts")
    return tuple({Path(paths[name]).resolve() for name in names})


def is_ours(file: str) -> bool:
    """Whether a source file is neither Python's nor installed nor of this package."""
    if not file or file.startswith("<"):
        return False
    path = Path(file).resolve()
    if {"site-packages", "dist-packages"} & set(path.parts):
        return False
    return not any(path.is_relative_to(folder) for folder in (*_installed(), PACKAGE))


def roots() -> list[str]:
    """The folders of the project's own packages and the files of its single modules.

    Of a package the whole folder counts: a module that is made next is in it.
    """
    found = {str(Path(entry).resolve()) for entry in sys.path[:1] if entry and _is_folder(entry)}
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str) and is_ours(file):
            found.add(_top(name, file))
    return sorted(root for root in found if not _is_below_another(root, found))


def _is_folder(entry: str) -> bool:
    return Path(entry).is_dir() and is_ours(str(Path(entry) / "module.py"))


def _top(name: str, file: str) -> str:
    """The folder of the outermost package of a module, or the file of one that has none."""
    path = Path(file).resolve()
    depth = name.count(".") + (path.stem == "__init__")
    return str(path.parents[depth - 1]) if depth else str(path)


def _is_below_another(root: str, others: set[str]) -> bool:
    return any(str(parent) in others for parent in Path(root).parents)
