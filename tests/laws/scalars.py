"""The scalars, as Django REST framework's encoder writes them."""

from __future__ import annotations

import datetime
import ipaddress
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from importlib.metadata import version
from typing import Any, ClassVar, Final

from hypothesis import strategies as st
from packaging.version import Version

from laws.base import Json, Node, Repeats, Scope, Spelling, Values, is_integer, is_number

# Lone surrogates cannot be written as UTF-8, so no response can carry them.
TEXT: Final = st.text(st.characters(codec="utf-8"), max_size=8)
FLOATS: Final = st.floats(allow_nan=False, allow_infinity=False)
INTEGERS: Final = st.integers() | st.integers(-(2**80), 2**80)
DECIMALS: Final = st.decimals(-(10**30), 10**30, allow_nan=False, allow_infinity=False)
MINUTES: Final = datetime.timedelta(minutes=1)
OFFSETS: Final = st.builds(
    lambda minutes: datetime.timezone(minutes * MINUTES), st.integers(-1439, 1439)
)
DATETIMES: Final = st.datetimes(timezones=st.just(datetime.UTC) | OFFSETS | st.timezones()).filter(
    lambda moment: moment.utcoffset() % MINUTES == datetime.timedelta()
)
NETWORK4: Final = st.tuples(st.ip_addresses(v=4), st.integers(0, 32))
NETWORK6: Final = st.tuples(st.ip_addresses(v=6), st.integers(0, 128))
# The encoder of an older Django REST framework raises TypeError.
RENDERS_ADDRESSES: Final = Version(version("djangorestframework")) >= Version("3.17")


def lazy_text(text: str) -> Any:
    from django.utils.functional import lazystr

    return lazystr(text)


SIMPLE: Final = st.none() | st.booleans() | INTEGERS | FLOATS | TEXT | DATETIMES | DECIMALS
ANYTHING: Final = st.recursive(
    SIMPLE,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(TEXT, inner, max_size=3)
    ),
    max_leaves=5,
)


def written_by(parse: Callable[[str], Any], write: Callable[[Any], str] = str) -> Any:
    """Admits exactly the texts that `write` makes of some value that `parse` reads."""

    def admits(json: Json) -> bool:
        try:
            return isinstance(json, str) and write(parse(json)) == json
        except (ValueError, OverflowError):
            return False

    return admits


def parse_datetime(text: str) -> datetime.datetime:
    moment = datetime.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a naive datetime")
    return moment


def write_datetime(moment: datetime.datetime) -> str:
    text = moment.isoformat()
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def parse_time(text: str) -> datetime.time:
    time = datetime.time.fromisoformat(text)
    if time.tzinfo is not None:
        raise ValueError("an aware time")
    return time


TIMEDELTA: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?(e-0[0-9])?")


def parse_timedelta(text: str) -> datetime.timedelta:
    if not TIMEDELTA.fullmatch(text):
        raise ValueError("no number of seconds")
    return datetime.timedelta(microseconds=round(Fraction(float(text)) * 10**6))


RFC3339: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?"
    r"([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)",
    re.ASCII,
)


def spells_datetime(text: str) -> bool:
    match = RFC3339.fullmatch(text)
    return match is not None and written_by(datetime.date.fromisoformat)(match[1])


def spells(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


def spells_ipv6(text: str) -> bool:
    try:
        return ipaddress.IPv6Address(text).scope_id is None
    except ValueError:
        return False


def is_text(json: Json) -> bool:
    return isinstance(json, str)


@dataclass(frozen=True)
class Kind:
    """The spelling of a scalar, its values, their JSON, and the row of the superset if any."""

    codes: tuple[str, ...]
    values: Values
    admits: Callable[[Json], bool]
    repeats: Repeats = "never"
    row: str = ""
    loosely: Callable[[Any], bool] = is_text
    hashable: bool = True


def text_kind(*codes: str, values: Values = TEXT, repeats: Repeats = "never") -> Kind:
    return Kind(codes, values, is_text, repeats)


KINDS: dict[str, Kind] = {
    "str": text_kind("str"),
    "int": Kind(("int",), INTEGERS, is_integer),
    "bool": Kind(("bool",), st.booleans(), lambda json: isinstance(json, bool)),
    "None": Kind(("None", "types.NoneType"), st.none(), lambda json: json is None, "unclaimed"),
    "float": Kind(("float",), FLOATS | INTEGERS, is_number),
    "Decimal": Kind(
        ("decimal.Decimal",),
        DECIMALS,
        lambda json: is_number(json) and abs(json) < 2**1000 and float(json) == json,
        "may",
        "decimal digits",
        is_number,
    ),
    "datetime": Kind(
        ("datetime.datetime",),
        DATETIMES,
        written_by(parse_datetime, write_datetime),
        row="spelling",
        loosely=spells_datetime,
    ),
    "date": Kind(("datetime.date",), st.dates(), written_by(datetime.date.fromisoformat)),
    "time": Kind(
        ("datetime.time",),
        st.times(),
        written_by(parse_time, datetime.time.isoformat),
        row="spelling",
        loosely=spells(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{6})?"),
    ),
    "timedelta": Kind(
        ("datetime.timedelta",),
        st.timedeltas() | st.timedeltas(-MINUTES, MINUTES),
        written_by(parse_timedelta, lambda span: str(span.total_seconds())),
        "unclaimed",
        "spelling",
        spells(TIMEDELTA.pattern),
    ),
    "UUID": Kind(
        ("uuid.UUID",),
        st.uuids(),
        written_by(uuid.UUID),
        row="spelling",
        loosely=spells(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
    ),
    "bytes": text_kind("bytes", values=TEXT.map(str.encode), repeats="unclaimed"),
    "lazy string": text_kind("Promise", values=TEXT.map(lazy_text), repeats="unclaimed"),
    "LiteralString": text_kind("typing.LiteralString", "te.LiteralString"),
    "IPv4Address": Kind(
        ("ipaddress.IPv4Address",),
        st.ip_addresses(v=4),
        written_by(ipaddress.IPv4Address),
        "unclaimed",
    ),
    "IPv6Address": Kind(
        ("ipaddress.IPv6Address",),
        st.ip_addresses(v=6),
        lambda json: is_text(json) and "%" not in json and written_by(ipaddress.IPv6Address)(json),
        "unclaimed",
        "spelling",
        spells_ipv6,
    ),
    "IPv4Network": Kind(
        ("ipaddress.IPv4Network",),
        NETWORK4.map(lambda pair: ipaddress.IPv4Network(pair, strict=False)),
        written_by(ipaddress.IPv4Network),
        "unclaimed",
        "network",
    ),
    "IPv6Interface": Kind(
        ("ipaddress.IPv6Interface",),
        NETWORK6.map(ipaddress.IPv6Interface),
        written_by(ipaddress.IPv6Interface),
        "unclaimed",
        "network",
    ),
    "Any": Kind(("typing.Any", "te.Any"), ANYTHING, lambda json: True, "may", hashable=False),
    "object": Kind(("object",), ANYTHING, lambda json: True, "may", hashable=False),
    "Never": Kind(
        ("typing.Never", "typing.NoReturn", "te.Never"),
        st.nothing(),
        lambda json: False,
        "may",
    ),
}
if not RENDERS_ADDRESSES:
    KINDS = {name: kind for name, kind in KINDS.items() if not name.startswith("IPv")}


@dataclass(frozen=True)
class Scalar(Node):
    """A type whose values render without any type inside."""

    kind: str
    written: int = 0
    form: ClassVar[str] = "scalar"

    def code(self, spelling: Spelling) -> str:
        return KINDS[self.kind].codes[self.written]

    def values(self, scope: Scope) -> Values:
        return KINDS[self.kind].values

    def admits(self, json: Json, scope: Scope) -> bool:
        kind = KINDS[self.kind]
        return kind.admits(json) or (kind.row in scope.rows and self._loosely(json))

    def _loosely(self, json: Json) -> bool:
        loosely = KINDS[self.kind].loosely
        return loosely(json) if loosely is is_number else is_text(json) and loosely(json)

    def admits_key(self, text: str, scope: Scope) -> bool:
        if self.kind in ("int", "float") and "number keys" in scope.rows:
            return True
        return KEYS[self.kind](text, scope)

    def repeats(self, scope: Scope) -> Repeats:
        return KINDS[self.kind].repeats

    def forms(self) -> Iterator[str]:
        yield self.kind


def is_int_key(text: str, scope: Scope) -> bool:
    return re.fullmatch(r"0|-?[1-9][0-9]*", text) is not None


def is_float_key(text: str, scope: Scope) -> bool:
    if is_int_key(text, scope):
        return True
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?", text):
        return False
    return "number key spelling" in scope.rows or repr(float(text)) == text


KEYS: Final[dict[str, Callable[[str, Scope], bool]]] = {
    "str": lambda text, scope: True,
    "LiteralString": lambda text, scope: True,
    "int": is_int_key,
    "float": is_float_key,
    "bool": lambda text, scope: text in ("true", "false"),
    "None": lambda text, scope: text == "null",
}
