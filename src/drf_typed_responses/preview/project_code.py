"""The folders of the project's own source files, and how places in them are shown."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import quote

from ..output.wording import shown_path
from ..project_files import is_of_project


def roots() -> list[str]:
    """The folders of the project's loaded packages, and the files of its single modules.

    The whole folder of a package is included, because modules may be added to it later.
    """
    found = {str(Path(entry).resolve()) for entry in sys.path[:1] if entry and _is_folder(entry)}
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str) and is_of_project(file):
            found.add(_outermost(name, file))
    return sorted(root for root in found if not _is_below_another(root, found))


def _is_folder(entry: str) -> bool:
    return Path(entry).is_dir() and is_of_project(str(Path(entry) / "module.py"))


def _outermost(name: str, file: str) -> str:
    """The folder of the outermost package of a module; the file itself outside of packages."""
    path = Path(file).resolve()
    depth = name.count(".") + (path.stem == "__init__")
    return str(path.parents[depth - 1]) if depth else str(path)


def _is_below_another(root: str, others: set[str]) -> bool:
    return any(str(parent) in others for parent in Path(root).parents)


def shown_place(file: str, line: int | None, folder: Path) -> str:
    """`teams/serializers.py:12`, relative to `folder` for a file below it."""
    if not file:
        return ""
    path = shown_path(Path(file), folder)
    return f"{path}:{line}" if line else path


def editor_link(template: str, file: str, line: int | None, folder: Path) -> str:
    """The address that opens a place in the editor; "" without a template or a file.

    `template` is the setting EDITOR_URL, such as "vscode://file/{file}:{line}".
    """
    if not template or not file:
        return ""
    path = quote(str(folder / file), safe="/:")
    return template.replace("{file}", path).replace("{line}", str(line or 1))
