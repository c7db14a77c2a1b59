"""The settings of the plugin, which stand in mypy's own file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from configparser import ConfigParser
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, cast

_TABLE = "drf_typed_responses_mypy"
_SECTION = "mypy.plugins.drf_typed_responses"
_YES = ("true", "yes", "on", "1")


@dataclass(frozen=True)
class PluginSettings:
    """The settings of the plugin.

    `disallow_any_bodies` refuses a body that fits only because it is Any. `serializer_modules` are
    the modules whose registered serializers `serialize` uses, beside those that the calling module
    names.
    """

    disallow_any_bodies: bool = False
    serializer_modules: list[str] = field(default_factory=list)


def read_settings(config_file: str | None) -> PluginSettings:
    """The settings in `[tool.drf_typed_responses_mypy]` of a TOML file, or in a section.

    That section is `[mypy.plugins.drf_typed_responses]`. Raises ValueError for an unknown setting.
    """
    file = Path(config_file) if config_file else None
    given = _given(file) if file and file.exists() else {}
    known = [each.name for each in fields(PluginSettings)]
    for name in given:
        if name not in known:
            raise ValueError(
                f"{config_file}: unknown setting {name!r} of drf_typed_responses.mypy_plugin; "
                f"it has {' and '.join(known)}"
            )
    flag = given.get("disallow_any_bodies", False)
    modules = given.get("serializer_modules", [])
    return PluginSettings(
        flag if isinstance(flag, bool) else str(flag).strip().lower() in _YES,
        modules.replace(",", " ").split() if isinstance(modules, str) else list(modules),
    )


def _given(file: Path) -> Mapping[str, Any]:
    if file.suffix == ".toml":
        tools = tomllib.loads(file.read_text(encoding="utf-8")).get("tool", {})
        return cast("Mapping[str, Any]", tools.get(_TABLE, {}))
    parser = ConfigParser()
    parser.read(file, encoding="utf-8")
    return dict(parser[_SECTION]) if parser.has_section(_SECTION) else {}
