"""The value of a JSON text."""

from __future__ import annotations

import json
from typing import Any, NoReturn


def value_of(text: str | bytes) -> Any:
    """The value of a JSON text. Raises ValueError for what is none, and RecursionError.

    Python writes and reads NaN and Infinity, which clients in other languages cannot.
    Source: RFC 8259, section 6: they "are not permitted".
    """
    return json.loads(text, parse_constant=_refused)


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
