"""Tells the project's own source files from others, and finds its folder."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import ENVIRONMENT_VARIABLE, settings

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
    """Whether a source file belongs to the standard library, or is a name such as "<string>"."""
    if not file or file.startswith("<"):
        return True
    path = Path(file).resolve()
    if {"site-packages", "dist-packages"} & set(path.parts):
        return False
    return any(path.is_relative_to(folder) for folder in _folders("stdlib", "platstdlib"))


def project_folder() -> Path:
    """The folder at which the relative paths of the settings start, whatever the working directory.

    It is `BASE_DIR` of Django's settings; without one, the folder with the outermost package of the
    settings module, in which `startproject` puts manage.py; without a module the current folder.
    The folder of an installed package is passed over: an installed project has it as `BASE_DIR`.
    """
    return next((each for each in _named_folders() if is_of_project(str(each))), Path.cwd())


def _named_folders() -> Iterator[Path]:
    base = getattr(settings, "BASE_DIR", None)
    if isinstance(base, (str, Path)):
        yield Path(base).absolute()
    name = os.environ.get(ENVIRONMENT_VARIABLE, "")
    file = getattr(sys.modules.get(name), "__file__", None)
    if isinstance(file, str):
        path = Path(file).absolute()
        yield path.parents[name.count(".") + (path.stem == "__init__")]
