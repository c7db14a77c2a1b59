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

This page lists the schema of each type in OpenAPI 3.0 and in 3.1; 3.2 has the same as 3.1.
It is written by `python tests/translate/document.py` from the table that the tests run.

A schema describes the JSON that DRF's renderer writes for a value of the type: a `Decimal` becomes
a number, a `timedelta` the string `"90.0"`, and a `tuple` an array.
A type that the renderer cannot write has no schema. The build then reports the type, its path
(`TeamResponse.members[].joined`), its file and line, and a remedy.

Values of an enum and arms of a union stand in the order of the source, null last. The order does
not depend on which module is imported first.
`typing` does not keep that order in `Optional[Literal["b", "a"]]`, `List[A | B]` and similar
hints: if the process has made an equal hint before, `typing` returns the earlier one.
So the order is read from the source text of the field or of the `type` alias.
A hint without such a text (an alias by assignment, a return annotation, an argument) has its values
and arms in alphabetical order in those places.
One case depends on the order of imports: an alias by assignment that is a Literal made from another
Literal (`X = Literal[Y, "c"]`), or a Union made from another Union, if another module makes an
equal one from the same parts in another order.

`TYPED_RESPONSES["TYPE_HOOKS"]` adds further types. It is a list of dotted paths to functions
`(type, args, context)` that return a schema, or None for a type they do not know.
Hooks take precedence over the table. In a hook, `context.schema(hint)` translates an argument, and
`context.version` is the version of OpenAPI.
"""

SUPERSETS = """\
## Where the schema admits more than the type

JSON Schema, or the dialect that OpenAPI 3.0 uses, cannot express every type. The schema is then the
smallest superset of the type's values. The list is complete:

- 3.0 has no `prefixItems`: the items of a `tuple` or NamedTuple may come in any order.
- The items after the variadic part of a tuple may come in any order, in every version.
- 3.0 has no `propertyNames`: int and float keys of a dict may be any string.
- `uniqueItems` is left out for a `set` of Decimals, timedeltas, bytes, lazy strings, unions or
  containers, and for a set of a class with its own `__eq__`: two values may be rendered alike.
- A closed TypedDict with private attributes stays open: these are returned but not documented.
- Metadata of the type of a key (`dict[Slug, int]`) is left out.
- Bounds on dates and other strings, `MultipleOf` of a fraction and `MinLen` of bytes are left out.
- Most validators treat `format` as an annotation.

In these cases a Python type admits more than its author means, and the schema follows the author:

- `int` does not admit `True`, and `date` does not admit a datetime, though both are subclasses.
- `Sequence[str]`, `Iterable[str]` and similar types are arrays and do not admit a plain `str`.
- A naive datetime is rendered without an offset, which `date-time` (RFC 3339) does not allow.
- NaN and infinity are not rendered at all.
"""


def page() -> str:
    """The text of the page."""
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
