"""Writes docs/type-forms.md from the table of forms: `python tests/translate/document.py`."""

from __future__ import annotations

import json
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "docs" / "type-forms.md"

INTRODUCTION = """\
# Type forms

What each type is in OpenAPI 3.0 and in 3.1 (3.2 is the same as 3.1).
This page is written by `python tests/translate/document.py` from the table that the tests run.

A schema says what DRF's JSON renderer makes of a value of the type, which is not always what one
thinks: a `Decimal` is a number, a `timedelta` is the text `"90.0"`, a `tuple` is an array.
What the renderer cannot write has no schema: the build stops with the type, its path
(`TeamResponse.members[].joined`), file, line, and the way out.

Values and arms stand in the order in which they are written, null last, whatever comes first.
`typing` itself forgets that order in `Optional[Literal["b", "a"]]`, `List[A | B]` and their like:
where an equal hint came first in the process, it hands out that one.
So there the order is read from the text of the field or of the `type` alias.
A hint without such a text (an alias by assignment, a return annotation, an argument) gets the order
of the alphabet in those places.
One thing stays as `typing` has it: an alias by assignment that is a Literal made of another Literal
(`X = Literal[Y, "c"]`), or a Union made of another Union, while another module makes an equal one
of the same parts in another order.

`TYPED_RESPONSES["TYPE_HOOKS"]` teaches further types: a list of dotted paths to functions
`(type, args, context)` that return a schema, or None for a type they do not know.
A hook goes before the table, and `context.schema(hint)` translates an argument.
"""

SUPERSETS = """\
## Where the schema admits more than the type

JSON Schema, or OpenAPI's dialect of it, cannot say everything. There the schema is the smallest
superset, and these are all:

- 3.0 has no `prefixItems`: the items of a `tuple` or NamedTuple may come in any order.
- What follows the variadic part of a tuple may come in any order, in every version.
- 3.0 has no `propertyNames`: int and float keys of a dict may be any text.
- A `set` of Decimals, timedeltas, bytes, lazy strings, unions, containers, or of a class that says
  itself what is equal, says no `uniqueItems`: two values may be rendered alike.
- A closed TypedDict with private attributes stays open, as the attributes are returned and unnamed.
- What stands beside the type of a key (`dict[Slug, int]`) is not said.
- Bounds on dates and other text, `MultipleOf` of a fraction and a `MinLen` of bytes are not said.
- A `format` is an annotation in most validators.

And these are conventions where Python's typing is wider than what an author means:

- `int` does not admit `True`, nor `date` a datetime, though each is a subclass.
- `Sequence[str]`, `Iterable[str]` and their kin are arrays: a plain `str` is not meant.
- A naive datetime is rendered without an offset, which `date-time` (RFC 3339) does not allow.
- NaN and infinity are not rendered at all.
"""


def page() -> str:
    from translate.table import COMPONENTS, ROWS

    parts = [INTRODUCTION]
    for section, rows in groupby(ROWS, key=lambda row: row.section):
        parts.append(_table(section, "type", list(rows)))
    parts.append("## Components\n\nThe classes are those of `tests/translate/examples.py`.\n")
    for section, rows in groupby(COMPONENTS, key=lambda row: row.section):
        parts.append(_table(section, "class", list(rows), level=3))
    return "\n".join([*parts, SUPERSETS])


def _table(title: str, first: str, rows: list[Any], level: int = 2) -> str:
    lines = [f"{'#' * level} {title}", "", f"| {first} | 3.0 | 3.1, 3.2 | |", "|---|---|---|---|"]
    for row in rows:
        modern = "the same" if row.v31 is None else _code(row.v31)
        lines.append(f"| {_cell(row.code)} | {_code(row.v30)} | {modern} | {row.note} |")
    return "\n".join([*lines, ""])


def _code(schema: Any) -> str:
    return _cell(json.dumps(schema))


def _cell(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tests"))
    TARGET.write_text(page(), encoding="utf-8")
