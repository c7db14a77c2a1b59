"""The phrases that several formats share, with control characters escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from ..findings import Finding

LONGEST = 400
# Control characters, and those that change the direction of text.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """The text with control characters and lone surrogates escaped."""
    visible = _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return encodable(visible)


def encodable(text: str) -> str:
    """The text with lone surrogates, which UTF-8 cannot encode, escaped."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def shown_path(path: Path, folder: Path | None = None) -> str:
    """A path, relative to a folder, by default the working directory, if it is below it."""
    folder = folder or Path.cwd()
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path)


def counted(number: int, noun: str) -> str:
    """`1 schema`, `2 schemas`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def listed(names: Sequence[str], most: int = 5) -> str:
    """`a, b and 3 more`: at most `most` names, then the number of the others."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text, or its start and dots if it is longer than `longest`."""
    return text if len(text) <= longest else f"{text[: longest - 4]} ..."


def lead(finding: Finding) -> str:
    """The document, the operation, the path and the message, without a path that begins it."""
    path = "" if finding.message.startswith(f"{finding.path} ") else finding.path
    parts = (finding.document, finding.operation, path, finding.message)
    return ": ".join(part for part in parts if part)
