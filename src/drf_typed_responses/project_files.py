"""Which source files are the project's own."""

from __future__ import annotations

import sysconfig
from functools import cache
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).resolve().parent


@cache
def _folders(*names: str) -> tuple[Path, ...]:
    paths = sysconfig.get_paths()
    return tuple({Path(paths[name]).resolve() for name in names})


def is_of_project(file: str) -> bool:
    """Whether a source file is not part of Python, an installed package or this package."""
    if not file or file.startswith("<"):
        return False
    path = Path(file).resolve()
    if {"site-packages", "dist-packages"} & set(path.parts):
        return False
    installed = _folders("stdlib", "platstdlib", "purelib", "platlib", "scripts")
    return not any(path.is_relative_to(folder) for folder in (*installed, PACKAGE))


def is_of_python(file: str) -> bool:
    """Whether a source file is part of the standard library, or is no file, such as "<string>"."""
    if not file or file.startswith("<"):
        return True
    path = Path(file).resolve()
    if {"site-packages", "dist-packages"} & set(path.parts):
        return False
    return any(path.is_relative_to(folder) for folder in _folders("stdlib", "platstdlib"))
