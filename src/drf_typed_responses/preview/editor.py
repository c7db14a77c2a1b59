"""Places in the source, as a person reads them and as an editor opens them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote


def place(file: str, line: int | None, folder: Path) -> str:
    """`teams/serializers.py:12`: relative to `folder` where it is below it."""
    if not file:
        return ""
    path = Path(file)
    if path.is_absolute() and path.is_relative_to(folder):
        path = path.relative_to(folder)
    return f"{path}:{line}" if line else str(path)


def link(template: str, file: str, line: int | None, folder: Path) -> str:
    """The address that opens the editor; empty where none is configured or no file is known.

    `template` is the setting EDITOR_URL, such as "vscode://file/{file}:{line}".
    """
    if not template or not file:
        return ""
    path = quote(str(folder / file), safe="/:")
    return template.replace("{file}", path).replace("{line}", str(line or 1))
