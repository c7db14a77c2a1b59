"""The tables of docs/promise.md: `python -m compat.promise` in tests/ writes them.

The findings come from the table of the comparison. The history is counted in the real documents,
and stays as it is where these are absent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from drf_typed_responses.compat import RULES, Change, compare
from real.documents import DATES, folder

TARGET = Path(__file__).parents[2] / "docs" / "promise.md"
# The same question is asked of these places too, and answered in the same words.
TWINS = {"response": ("header", "webhook"), "request": ("parameter", "answer")}
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
TWIN_WORDS = (
    "In a response header: ",
    "In what the API calls: ",
    "In a parameter: ",
    "In what it is answered: ",
)


def findings() -> str:
    rows = ["| id | level | what it says |", "|---|---|---|"]
    for id, rule in RULES.items():
        if rule.meaning.startswith(TWIN_WORDS):
            continue
        names = ", ".join(f"`{name}`" for name in (id, *_twins(id)))
        rows.append(f"| {names} | {rule.level} | {rule.meaning} |")
    return "\n".join(rows)


def _twins(id: str) -> Iterator[str]:
    place, _, rest = id.partition("-")
    for twin in TWINS.get(place, ()):
        rule = RULES.get(name := f"{twin}-{rest}")
        if rule is not None and rule.meaning.startswith(TWIN_WORDS):
            assert rule.level == RULES[id].level
            yield name


def history() -> str:
    found = folder()
    assert found is not None
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


def between(page: str, name: str) -> str:
    match = re.search(rf"<!-- {name} -->\n(.*)<!-- end of {name} -->", page, re.DOTALL)
    assert match is not None
    return match[1].rstrip("\n")


def with_table(page: str, name: str, table: str) -> str:
    start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    return f"{page.partition(start)[0]}{start}{table}\n{end}{page.partition(end)[2]}"


if __name__ == "__main__":
    text = with_table(TARGET.read_text(encoding="utf-8"), "findings", findings())
    if folder() is not None:
        text = with_table(text, "history", history())
    TARGET.write_text(text, encoding="utf-8")
