"""JSON values: types, members, equality, multiples, and the shortest text."""

from __future__ import annotations

import json
import marshal
from fractions import Fraction
from json.encoder import c_make_encoder, encode_basestring  # type: ignore[attr-defined]
from typing import Any, Final

_JSON: Final = json.JSONEncoder(
    separators=(",", ":"), check_circular=False, ensure_ascii=False, default=str
)
# More than a float has, so that 1e308 is written as the integer that it is.
_MOST_BITS: Final = 2048
# `encode` makes a new encoder for every call, which is slow for the short values written here.
_PIECES: Final = c_make_encoder and c_make_encoder(
    None, str, encode_basestring, None, ":", ",", False, False, True
)


def compact(value: object) -> str:
    """A value as JSON text in its shortest form; members keep their order."""
    if isinstance(value, str):
        return encode_basestring(value)
    return "".join(_PIECES(value, 0)) if _PIECES else _JSON.encode(value)


def canonical(value: object) -> str:
    """A text that two values share if and only if they are the same JSON value.

    1 and 1.0 are one value, 1 and true are two. Source: JSON Schema 2020-12 core section 4.2.2.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, list):
        return f"[{','.join(map(canonical, value))}]"
    if isinstance(value, dict):
        members = (f"{compact(name)}:{canonical(value[name])}" for name in sorted(value))
        return "{" + ",".join(members) + "}"
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        return hex(value)  # Python refuses to write thousands of decimal digits
    return compact(value)


def fingerprint(value: Any) -> bytes:
    """Bytes that two JSON values share if and only if they have the same text; quicker to make.

    A text is contained in them if a name or a text in the value contains it.
    """
    try:
        # Version 2 of the format depends on nothing but the value; later ones on its identity too.
        return marshal.dumps(value, 2)
    except ValueError:
        written = compact(value)
    try:
        return marshal.dumps(json.loads(written), 2)  # the value had a subclass of a type of JSON
    except ValueError:  # too deep
        return written.encode(errors="surrogatepass")


def is_same(one: object, other: object) -> bool:
    """Whether two JSON values have the same text."""
    # Equality is tested first because it is quick; it is not enough, because True equals 1.
    return one == other and fingerprint(one) == fingerprint(other)


def object_at(value: object, key: str) -> dict[str, Any]:
    """The object that a value holds under a key; empty where it holds none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def list_at(value: object, key: str) -> list[Any]:
    """The list that a value holds under a key; empty where it holds none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def json_type(value: object) -> str:
    """The JSON Schema type of a value; 1 is "integer", 1.0 is "number"."""
    if value is None:
        return "null"
    for kind, name in _TYPES:
        if isinstance(value, kind):
            return name
    return "number"


# `bool` stands before `int`, of which it is a subclass.
_TYPES: Final[tuple[tuple[type, str], ...]] = (
    (bool, "boolean"),
    (int, "integer"),
    (str, "string"),
    (list, "array"),
    (dict, "object"),
)


def is_multiple(value: float, step: float) -> bool:
    """Whether a number is a multiple of `step`, as decimals: 0.07 is a multiple of 0.01."""
    return _exact(value) % _exact(step) == 0


def _exact(number: float) -> Fraction:
    """The number as it is written; Python does not write integers of thousands of digits."""
    return Fraction(number if isinstance(number, int) else repr(number))
