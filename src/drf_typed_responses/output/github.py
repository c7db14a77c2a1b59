"""Findings as annotations of a pull request, written as workflow commands of GitHub Actions.

Source: GitHub's "Workflow commands for GitHub Actions", with its escapes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ..findings import Finding
from .wording import encodable, first_of, lead, other_places, printable, sides


def commands(findings: Iterable[Finding]) -> str:
    """One command for each finding."""
    return "".join(f"{_command(finding)}\n" for finding in findings)


def commands_of_changes(findings: Iterable[Finding]) -> str:
    """One command for each change, with both sides and the other places in its message."""
    return commands(replace(finding, message=_details(finding)) for finding in findings)


def _command(finding: Finding) -> str:
    kind = "notice" if finding.level == "info" else finding.level
    fields = {
        "file": _in_checkout(finding.file),
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


def _in_checkout(file: str) -> str:
    """A file relative to its repository: GitHub drops the annotations of other paths."""
    here = Path.cwd()
    root, path = Path(os.environ.get("GITHUB_WORKSPACE") or here), here / file
    return path.relative_to(root).as_posix() if file and path.is_relative_to(root) else file


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return encodable(text)
