"""Writes the table of settings into README.md: `python tests/tooling/settings_table.py`."""

from __future__ import annotations

import json
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

from drf_typed_responses.conf import Settings

TARGET = Path(__file__).parents[2] / "README.md"
START, END = "<!-- settings -->\n", "<!-- end of settings -->"


def table() -> str:
    """One line for each setting: its name, its default and its sentence."""
    lines = ["| `TYPED_RESPONSES` | default | |", "|---|---|---|"]
    for setting in fields(Settings):
        shown = setting.metadata["shown"] or _default(setting)
        lines.append(f"| `{setting.name.upper()}` | {shown} | {setting.metadata['sentence']} |")
    return "".join(f"{line}\n" for line in lines)


def _default(setting: Field[Any]) -> str:
    """The default as a project would write it in its settings."""
    value = getattr(Settings(), setting.name)
    if value in (None, ""):
        return "none"
    if isinstance(value, (str, Path)):
        return f"`{json.dumps(str(value))}`"
    return f"`{list(value) if isinstance(value, tuple) else value}`"


def with_table(page: str) -> str:
    """The page with this table in place of the one it has."""
    return f"{page.partition(START)[0]}{START}{table()}{END}{page.partition(END)[2]}"


if __name__ == "__main__":
    TARGET.write_text(with_table(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
