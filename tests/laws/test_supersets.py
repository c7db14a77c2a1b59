"""The table of supersets and the table of conventions: every row is necessary and true."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import pytest

from laws.program import HEADER, load
from laws.rendering import render
from laws.scalars import RENDERS_ADDRESSES
from laws.supersets import CONVENTIONS, DECLARED, SUPERSETS, VERSIONS, Convention, Superset
from laws.validators import translate


def rendered(rows: Iterable[Any]) -> list[Any]:
    """The rows of types that the installed Django REST framework can render."""
    return [row for row in rows if RENDERS_ADDRESSES or "ipaddress" not in row.type]


def evaluate(code: str) -> Any:
    """A type or value written in the tables."""
    text = f"{HEADER}{DECLARED}\nFOUND = {code}\n"
    name = f"generated_{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    return load({name: text})["FOUND"]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("row", rendered(SUPERSETS), ids=lambda row: row.id)
def test_superset(row: Superset, version: str) -> None:
    """The schema admits the row's JSON in the versions that the row names, and in no other."""
    accepted = translate([evaluate(row.type)], version).accepts(0, row.json)
    assert accepted == (version in row.versions)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("row", rendered(CONVENTIONS), ids=lambda row: row.id)
def test_convention(row: Convention, version: str) -> None:
    """The schema rejects the row's value."""
    json = render(evaluate(row.value))
    assert not translate([evaluate(row.type)], version).accepts(0, json)
