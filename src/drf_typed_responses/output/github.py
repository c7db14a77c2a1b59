"""Findings as annotations of a pull request, written as workflow commands of GitHub Actions.

Source: GitHub's "Workflow commands for GitHub Actions", with its escapes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..findings import Finding
from .change_wording import first_of, other_places, sides
from .places import in_repository
from .wording import encodable, lead, printable


def commands(findings: Iterable[Finding]) -> str:
    """One command for each finding."""
    return "".join(f"{_command(finding)}\n" for finding in findings)


def commands_of_changes(findings: Iterable[Finding]) -> str:
    """One command for each change, with both sides and the other places in its message."""
    return commands(replace(finding, message=_details(finding)) for finding in findings)


def _command(finding: Finding) -> str:
    kind = "notice" if finding.level == "info" else finding.level
    fields = {
        "file": in_repository(finding.file),
        "line": finding.line,
        "col": finding.column,
        "title": finding.id,
    }
    properties = ",".join(f"{k}={_escaped(str(v), ':,')}" for k, v in fields.items() if v)
    message = ". ".join(part for part in (lead(finding), finding.hint) if part)
    owner = f"\nowner: {finding.owner}" if finding.owner else ""
    return f"::{kind} {properties}::{_escaped(message + owner)}"


def _details(finding: Finding) -> str:
    parts = [printable(finding.message)]
    parts += [f"{name}: {printable(value)}" for name, value in sides(finding)]
    if places := other_places(finding):
        parts.append(f"also in: {'; '.join(first_of(places))}")
    return "\n".join(parts)


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return encodable(text)
