"""Tells from the settings of a project which type checker it has."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from configparser import Error as ConfigError
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

Settings = Mapping[str, Any]

_STRICT: Final = ("strict", "disallow_untyped_defs", "disallow_incomplete_defs")


@lru_cache(maxsize=256)
def is_type_checked(folder: Path) -> bool:
    """Whether a file of settings in the folder or above it is for mypy or pyright."""
    return any(True for _ in _settings_above(folder))


@lru_cache(maxsize=256)
def is_strictly_checked(folder: Path) -> bool:
    """Whether such settings ask for the types of all parameters."""
    return any(_is_strict(settings) for settings in _settings_above(folder))


def _is_strict(settings: Settings) -> bool:
    is_mypy = any(str(settings.get(name)).lower() in ("true", "yes", "on", "1") for name in _STRICT)
    return is_mypy or settings.get("typeCheckingMode") == "strict"


def _settings_above(folder: Path) -> Iterator[Settings]:
    for above in (folder, *folder.parents):
        yield from _settings_in(above)


def _settings_in(folder: Path) -> Iterator[Settings]:
    """The settings of mypy and of pyright in the files of a folder."""
    for name in ("mypy.ini", ".mypy.ini", "setup.cfg"):
        section = _section(folder / name)
        if section is not None or (name != "setup.cfg" and (folder / name).exists()):
            yield section or {}
    with_pyright = folder / "pyrightconfig.json"
    if with_pyright.exists():
        yield _json(with_pyright)
    tools = _toml(folder / "pyproject.toml").get("tool", {})
    yield from (tools[name] for name in ("mypy", "pyright") if name in tools)


def _section(file: Path) -> Settings | None:
    """The settings of mypy in a file of sections; None without such a section."""
    parser = ConfigParser(interpolation=None)
    try:
        parser.read(file, encoding="utf-8")
    except (OSError, ValueError, ConfigError):
        return None
    return dict(parser["mypy"]) if parser.has_section("mypy") else None


def _json(file: Path) -> Settings:
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # pyright takes comments, too
        return {}
    return read if isinstance(read, dict) else {}


def _toml(file: Path) -> Settings:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
