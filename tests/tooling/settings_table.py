"""The table of settings in docs/settings.md."""

from __future__ import annotations

import json
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

from drf_typed_responses.conf import Settings


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
