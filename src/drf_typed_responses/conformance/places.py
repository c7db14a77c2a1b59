"""Where a mistake is declared, for people: file and line, relative to where they stand."""

from __future__ import annotations

import os
from collections.abc import Iterator

from ..validation import Mistake
from .contract import Contract


def source_of(contract: Contract, mistake: Mistake) -> tuple[str, int | None]:
    """File and line of the field that declares the place of a mistake; ("", None) if unknown."""
    if not mistake.component:
        return "", None
    return contract.place(mistake.component, mistake.property)


def lines_of(contract: Contract, mistakes: tuple[Mistake, ...]) -> Iterator[str]:
    """Each mistake, and below it what declares the place."""
    for mistake in mistakes:
        yield f"  {mistake.message}"
        file, line = source_of(contract, mistake)
        declared = "" if mistake.kind == "undocumented" else mistake.property
        named = ".".join(filter(None, (mistake.component, declared)))
        where = place_text(file, line)
        if named:
            yield f"    declared by {named}{f', {where}' if where else ''}"


def place_text(file: str, line: int | None) -> str:
    """`teams/serializers.py:9`, relative to where people stand."""
    return ":".join(str(part) for part in (_near(file), line) if part)


def _near(file: str) -> str:
    if not file:
        return ""
    relative = os.path.relpath(file)
    return file if relative.startswith("..") else relative
