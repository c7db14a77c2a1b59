"""For every edit of the table, exactly the changes of its row are reported."""

from __future__ import annotations

import copy
import json
from datetime import date
from typing import Any

import pytest

from compat.table import GONE, ROWS, Row
from drf_typed_responses.compat import Options, compare

TODAY = Options(today=date(2026, 6, 1), sunset_days=90)


def after(row: Row) -> dict[str, Any]:
    document: Any = copy.deepcopy(json.loads(json.dumps(row.base)))
    *way, last = (p.replace("~1", "/").replace("~0", "~") for p in row.where.split("/"))
    target = document
    for part in way:
        target = target[int(part)] if isinstance(target, list) else target[part]
    if isinstance(target, list):
        target[int(last) :] = target[int(last) + 1 :] if row.then is GONE else [row.then]
    elif row.then is GONE:
        del target[last]
    else:
        target[last] = row.then
    return document


def named(row: Row) -> str:
    then = "gone" if row.then is GONE else json.dumps(row.then)[:60]
    return f"{row.where.replace('~1', '.')[-60:]}={then}"


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_an_edit(row: Row) -> None:
    changes = compare(row.base, after(row), options=TODAY)
    assert sorted(f"{c.level} {c.id} {c.path}" for c in changes) == sorted(row.said)


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_a_change_shows_its_sides(row: Row) -> None:
    """At least one of the base and the revision is shown."""
    changes = compare(row.base, after(row), options=TODAY)
    assert [
        change
        for change in changes
        if change.id != "undecided" and not (change.base or change.revised)
    ] == []


def test_the_table_is_long() -> None:
    """Repeated rows do not count."""
    assert len({named(row) for row in ROWS}) >= 120
