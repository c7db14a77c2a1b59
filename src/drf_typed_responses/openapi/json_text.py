"""Reading JSON text strictly: no value that RFC 8259 forbids, and no member twice."""

from __future__ import annotations

import json
from math import isinf
from typing import Any, Final, NoReturn

# No real document is nested as deeply as this; Python's own stack ends not far above.
DEEPEST: Final = 200


def value_of(text: str | bytes) -> Any:
    """The value of a JSON text, such as the body of a response.

    Raises ValueError for text that is not JSON, and RecursionError. Python writes and reads NaN
    and Infinity, which clients in other languages cannot. Source: RFC 8259 section 6: they "are
    not permitted"; section 8.1: a text is in UTF-8.
    """
    return _DECODER.decode(text if isinstance(text, str) else str(text, "utf-8"))


def document_of(text: str | bytes) -> Any:
    """The value of a JSON text that people or tools write, such as a document.

    Raises ValueError as `value_of` does, also for a member that stands twice in one object, of
    which readers keep different ones, and for a number that no float can hold.
    """
    return json.loads(
        text, object_pairs_hook=_distinct, parse_constant=_refused, parse_float=_finite
    )


def is_nested_deeper(value: object, most: int = DEEPEST) -> bool:
    """Whether a value is nested deeper than `most` levels."""
    # One level at a time: a walk that recursed would fail on the values that it looks for.
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(most):
        inner = (each.values() if type(each) is dict else each for each in level)
        level = [child for children in inner for child in children if type(child) in (dict, list)]
        if not level:
            return False
    return True


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if isinf(number):
        raise ValueError(f"{text} is larger than any number that can be read")
    return number


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [key for key, _ in pairs]
        twice = next(key for key in names if names.count(key) > 1)
        raise ValueError(f'the key "{twice}" stands twice in one object')
    return found


# Made once, because `json.loads` makes a decoder for each text that it reads in its own way.
_DECODER: Final = json.JSONDecoder(parse_constant=_refused)
