"""The documented cases in which a schema admits more than the values of its type.

The judge reads a row by its id. Without any row it is exact; with the rows of a version it admits
what the schema of that version is allowed to admit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from laws.base import Json

VERSIONS: Final = ("3.0", "3.1", "3.2")


@dataclass(frozen=True)
class Superset:
    """One row: `json` is not a rendering of `type`, and the schemas of `versions` admit it."""

    id: str
    versions: tuple[str, ...]
    reason: str
    type: str
    json: Json


SUPERSETS: Final = (
    Superset(
        "spelling",
        VERSIONS,
        "a format or pattern admits other spellings of a value than the one Python writes",
        "uuid.UUID",
        "AAAAAAAA-0000-0000-0000-000000000000",
    ),
    Superset(
        "decimal digits",
        VERSIONS,
        "a Decimal renders as a float; the schema also admits numbers no float is equal to",
        "decimal.Decimal",
        2**70 + 1,
    ),
    Superset(
        "network",
        VERSIONS,
        "JSON Schema has no format for an IP network or interface",
        "ipaddress.IPv4Network",
        "not a network",
    ),
    Superset(
        "flags",
        VERSIONS,
        "members of an IntFlag combine to any bits, so that only `integer` is said",
        "Flags",
        -1,
    ),
    Superset(
        "tuple members",
        ("3.0",),
        "3.0 has no `prefixItems`: each item may be what any member of the tuple is",
        "tuple[int, str]",
        ["a", 1],
    ),
    Superset(
        "tuple suffix",
        VERSIONS,
        "JSON Schema counts items from the front: what follows a variadic part has no place",
        "tuple[int, *tuple[str, ...], bool]",
        [1, "a", "b"],
    ),
    Superset(
        "number keys",
        ("3.0",),
        "3.0 has no `propertyNames`: the keys of dict[int, V] may be any text",
        "dict[int, str]",
        {"a": "b"},
    ),
    Superset(
        "number key spelling",
        VERSIONS,
        "the pattern of float keys admits other spellings of a number than the one Python writes",
        "dict[float, str]",
        {"1.50": "b"},
    ),
    Superset(
        "unclaimed unique",
        VERSIONS,
        "`uniqueItems` is said of scalars whose values render distinctly, not of the others",
        "set[datetime.timedelta]",
        ["1.0", "1.0"],
    ),
    Superset(
        "private",
        VERSIONS,
        "a private key leaves no trace: its value may be anything, and it may be absent",
        "Secretive",
        {"secret": 1},
    ),
    Superset(
        "private in closed",
        VERSIONS,
        "a closed TypedDict with private keys stays open, or its values would not validate",
        "Closed",
        {"secret": "a", "other": 1},
    ),
)

DECLARED: Final = """
class Flags(enum.IntFlag):
    A = 1

class Secretive(te.TypedDict):
    secret: Private[str]

class Closed(te.TypedDict, closed=True):
    secret: Private[str]
"""


def rows_of(version: str) -> frozenset[str]:
    """The ids of the rows by which a version may admit more."""
    return frozenset(row.id for row in SUPERSETS if version in row.versions)


@dataclass(frozen=True)
class Convention:
    """A value that a type checker or Python accepts for the type, and the schema excludes."""

    id: str
    reason: str
    type: str
    value: Any


CONVENTIONS: Final = (
    Convention("bool as int", "JSON has booleans of their own", "int", "True"),
    Convention("str as Sequence", "a sequence is an array", "typing.Sequence[str]", "'abc'"),
    Convention("dict as Iterable", "an iterable is an array", "typing.Iterable[str]", "{'a': 1}"),
    Convention(
        "datetime as date",
        "a subclass by accident",
        "datetime.date",
        "datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)",
    ),
    Convention(
        "naive datetime",
        "RFC 3339 demands an offset",
        "datetime.datetime",
        "datetime.datetime(2026, 1, 1)",
    ),
    Convention(
        "offset with seconds",
        "RFC 3339 has whole minutes; Python writes +00:00:01",
        "datetime.datetime",
        "datetime.datetime(1, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(seconds=1)))",
    ),
    Convention(
        "scoped address",
        "RFC 4291 has no scope; Python writes fe80::1%eth0",
        "ipaddress.IPv6Address",
        "ipaddress.IPv6Address('fe80::1%eth0')",
    ),
)
