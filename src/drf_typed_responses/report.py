"""Findings for people, for machines and for GitHub."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from .findings import SEVERITY, Finding

FORMATS = ("text", "json", "github")


class Stream(Protocol):
    def write(self, text: str, /) -> Any: ...


# What a project says is printed: it must not steer a terminal.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """The text without control characters, and with lone surrogates as their escapes."""
    visible = _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return _encodable(visible)


def _encodable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def counted(number: int, noun: str) -> str:
    """`1 schema`, `2 schemas`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def exceeds(findings: Iterable[Finding], fail_on: str) -> bool:
    """Whether a finding is at or above the threshold "error", "warning" or "never"."""
    if fail_on == "never":
        return False
    limit = SEVERITY["error" if fail_on == "error" else "warning"]
    return any(SEVERITY[finding.level] <= limit for finding in findings)


def report(
    findings: Sequence[Finding],
    format: str,
    out: Stream,
    err: Stream,
    summary: Mapping[str, Any],
) -> None:
    """Print findings: machine formats to `out`, text for people to `err`."""
    if format == "json":
        counts = Counter(finding.level for finding in findings)
        whole = {
            "findings": [asdict(finding) for finding in findings],
            "summary": dict(summary, **{level: counts[level] for level in SEVERITY}),
        }
        out.write(_encodable(json.dumps(whole, indent=2, ensure_ascii=False)))
    elif format == "github":
        for finding in findings:
            out.write(github(finding))
    else:
        for finding in findings:
            err.write(text(finding))


def text(finding: Finding) -> str:
    """`error[unsupported-type] GET /teams/: TeamResponse.members: message`, place and remedy."""
    lines = [f"{finding.level}[{finding.id}] {_lead(finding)}"]
    place = _place(finding)
    if place:
        lines.append(f"  at {place}")
    if finding.owner:
        lines.append(f"  owner: {finding.owner}")
    if finding.hint:
        lines.append(f"  {finding.hint}")
    return "\n".join(map(printable, lines))


def _lead(finding: Finding) -> str:
    """Operation, path and message; a message that begins with its path has said it."""
    path = "" if finding.message.startswith(f"{finding.path} ") else finding.path
    return ": ".join(part for part in (finding.operation, path, finding.message) if part)


def github(finding: Finding) -> str:
    """A workflow command. Source: GitHub's "Workflow commands", with its escapes."""
    kind = "notice" if finding.level == "info" else finding.level
    fields = {
        "file": _in_checkout(finding.file),
        "line": finding.line,
        "col": finding.column,
        "title": finding.id,
    }
    properties = ",".join(f"{k}={_escaped(str(v), ':,')}" for k, v in fields.items() if v)
    message = ". ".join(part for part in (_lead(finding), finding.hint) if part)
    owner = f"\nowner: {finding.owner}" if finding.owner else ""
    return f"::{kind} {properties}::{_escaped(message + owner)}"


def _in_checkout(file: str) -> str:
    """A file as its repository has it: GitHub drops the annotations of other paths."""
    here = Path.cwd()
    root, path = Path(os.environ.get("GITHUB_WORKSPACE") or here), here / file
    return path.relative_to(root).as_posix() if file and path.is_relative_to(root) else file


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return _encodable(text)


def _place(finding: Finding) -> str:
    where = (finding.file, finding.line, finding.column)
    return ":".join(str(part) for part in where if part)
