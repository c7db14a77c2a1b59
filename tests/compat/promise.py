"""The tables of docs/promise.md: the ids of the comparison, and the history of a real API."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from drf_typed_responses.compat import RULES, Change, ChangeRule, compare
from drf_typed_responses.compat.comparison import gap_rules
from drf_typed_responses.compat.comparison.gap_rules import KINDS, POSITIONS
from real.documents import DATES, folder

HISTORY = (
    "from",
    "to",
    "operations",
    "gone",
    "response broken",
    "request narrowed",
    "credentials refused",
    "broken in any way",
    "errors",
    "attributes removed",
    "now optional",
    "now null",
    "attributes added",
)


def findings() -> str:
    """Every id with its level and meaning; the ids of one kind of gap share a line."""
    rows = ["| id | level | meaning |", "|---|---|---|"]
    rows += [_line([id], rule) for id, rule in RULES.items() if id not in gap_rules.RULES]
    for sent in (True, False):
        prefixes = [name for name, position in POSITIONS.items() if position.sent is sent]
        for kind, each in KINDS.items():
            rule = each.sent if sent else each.accepted
            if rule is not None:
                rows.append(_line([f"{prefix}-{kind}" for prefix in prefixes], rule))
    return "\n".join(rows)


def _line(ids: list[str], rule: ChangeRule) -> str:
    return f"| {', '.join(f'`{id}`' for id in ids)} | {rule.level} | {rule.meaning} |"


def history() -> str | None:
    """The changes between the real documents; None if they are absent."""
    found = folder()
    if found is None:
        return None
    documents = {date: json.loads((found / f"{date}.json").read_bytes()) for date in DATES}
    pairs = [*pairwise(DATES), (DATES[0], DATES[-1])]
    rows = [f"| {' | '.join(HISTORY)} |", "|---" * len(HISTORY) + "|"]
    rows += [_row(old, new, documents[old], documents[new]) for old, new in pairs]
    return "\n".join(rows)


def _row(old: str, new: str, base: Any, revised: Any) -> str:
    changes = compare(base, revised)
    errors = [change for change in changes if change.level == "error"]
    paths = base["paths"].values()
    cells = [
        old,
        new,
        sum(method != "parameters" for item in paths for method in item),
        _operations(errors, lambda id: id == "operation-removed"),
        _operations(errors, lambda id: id.startswith(("response-", "header-"))),
        _operations(errors, lambda id: id.startswith(("request-", "parameter-"))),
        _operations(errors, lambda id: id == "security-tightened"),
        _operations(errors, lambda id: True),
        len(errors),
        *(
            sum(change.id == id for change in changes)
            for id in (
                "response-attribute-removed",
                "response-attribute-optional",
                "response-nullable",
                "response-attribute-added",
            )
        ),
    ]
    return f"| {' | '.join(map(str, cells))} |"


def _operations(errors: list[Change], wanted: Callable[[str], bool]) -> int:
    return len({name for each in errors if wanted(each.id) for name in each.operations})
