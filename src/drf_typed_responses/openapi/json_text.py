"""Reading JSON text strictly: values that RFC 8259 forbids and repeated members are errors."""

from __future__ import annotations

import json
import sys
from math import isinf
from typing import Any, Final, NoReturn

# Real documents are nested less deeply; Python's own stack ends at little more.
DEEPEST: Final = 200


def value_of(text: str | bytes) -> Any:
    """The value of a JSON text, such as the body of a response.

    Raises ValueError for text that is not JSON, and RecursionError. Python writes and reads NaN
    and Infinity, which clients in other languages cannot. Source: RFC 8259 section 6: they "are
    not permitted"; section 8.1: a text is in UTF-8. A number that no float can hold, such as 1e400,
    is an integer here, because Python's own reader makes infinity of it.
    """
    text = text if isinstance(text, str) else str(text, "utf-8")
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError:
        raise
    except ValueError:  # an integer of more digits than `int` takes, or a constant
        return _LONG_DECODER.decode(text)


def whole_number(text: str) -> int:
    """The integer of a decimal text of any length.

    `int` refuses more digits than `sys.get_int_max_str_digits`, because the time grows with their
    square; a body is limited, so that this does not matter here.
    """
    number = 0
    digits = text.lstrip("+-")
    for start in range(0, len(digits), _DIGITS):
        part = digits[start : start + _DIGITS]
        number = number * 10 ** len(part) + int(part)
    number = -number if text[0] == "-" else number
    return _LongInteger(number) if len(digits) > _DIGITS else number


class _LongInteger(int):
    """An integer whose digits Python may refuse to write, as messages of jsonschema would."""

    def __repr__(self) -> str:
        return "a long integer"

    __str__ = __repr__


def _number(text: str) -> float:
    number = float(text)
    return number if -_LARGEST <= number <= _LARGEST else _beyond_floats(text)


def _beyond_floats(text: str) -> int:
    """The integer of a decimal text with a fraction or an exponent that no float can hold.

    A fraction of it is cut off, and a power of ten is at most `_HIGHEST_POWER`, because a text of
    a few letters could otherwise fill the memory. Source: RFC 8259 section 6 allows such limits.
    """
    mantissa, _, exponent = text.lower().partition("e")
    whole, _, fraction = mantissa.partition(".")
    power = whole_number(exponent or "0") - len(fraction)
    number = whole_number(whole.lstrip("-") + fraction)
    number = number * 10 ** min(power, _HIGHEST_POWER) if power > 0 else number // 10**-power
    return _LongInteger(-number if text[0] == "-" else number)


def document_of(text: str | bytes) -> Any:
    """The value of a JSON text that a person or a tool wrote, such as a document.

    Raises ValueError as `value_of` does, also for a number that no float can hold, and for a key
    that occurs twice in one object, because readers differ in which member they keep.
    """
    return json.loads(
        text, object_pairs_hook=_distinct, parse_constant=_refused, parse_float=_finite
    )


def is_nested_deeper(value: object, most: int = DEEPEST) -> bool:
    """Whether a value is nested deeper than `most` levels."""
    # One level at a time: a recursive walk would fail on the values that this function looks for.
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


# Fewer digits than the lowest limit that Python allows.
_DIGITS: Final = 600
_LARGEST: Final = sys.float_info.max
_HIGHEST_POWER: Final = 10_000
# Made once: given hooks, `json.loads` makes a new decoder for each text.
_DECODER: Final = json.JSONDecoder(parse_constant=_refused, parse_float=_number)
_LONG_DECODER: Final = json.JSONDecoder(
    parse_constant=_refused, parse_float=_number, parse_int=whole_number
)
