"""The value of a JSON text."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn


def value_of(text: str | bytes) -> Any:
    """The value of a JSON text. Raises ValueError for what is none, and RecursionError.

    Python writes and reads NaN and Infinity, which clients in other languages cannot.
    Source: RFC 8259, section 6: they "are not permitted"; section 8.1: a text is in UTF-8.
    """
    return _DECODER.decode(text if isinstance(text, str) else str(text, "utf-8"))


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


# Once, as `json.loads` makes one for each text that it reads in another way than its own.
_DECODER: Final = json.JSONDecoder(parse_constant=_refused)
