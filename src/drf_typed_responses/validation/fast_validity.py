"""Whether a value is valid, by jsonschema-rs, which is fast and optional.

The results equal those of `jsonschema_validator`, which also lists the errors.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeAlias

from ..openapi.formats import CHECKS

Test: TypeAlias = Callable[[object], bool | None]
"""A test of values: whether one is valid; None if jsonschema-rs cannot read the value."""


def fast_test(root: dict[str, Any]) -> Test | None:
    """A test of values against a converted schema.

    It cannot read half of a surrogate pair, which is legal in JSON (RFC 8259 section 8.2), nor an
    integer of hundreds of digits.
    None if jsonschema-rs is not installed, or cannot read a pattern of the schema.
    """
    if importlib.util.find_spec("jsonschema_rs") is None:
        return None
    import jsonschema_rs

    try:
        validator = jsonschema_rs.Draft202012Validator(root, formats=CHECKS, validate_formats=True)
    except ValueError:  # a pattern that its regular expressions do not know
        return None
    is_valid: Callable[[object], bool] = validator.is_valid

    def test(value: object) -> bool | None:
        try:
            return is_valid(value)
        except ValueError:  # also UnicodeEncodeError
            return None

    return test


@lru_cache(maxsize=1024)
def fast_search(pattern: str) -> Test | None:
    """A search for a regular expression of ECMA 262; None under the conditions of `fast_test`.

    It takes linear time or gives up, whereas Python's `re` backtracks.
    """
    return fast_test({"pattern": pattern})
