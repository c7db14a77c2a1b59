"""Whether a value is valid, by jsonschema-rs, which is fast and optional.

The results equal those of `schema_errors` and `jsonschema_validator`, which also list the errors.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeAlias

from ..openapi.formats import CHECKS
from ..openapi.patterns import compiled

Test: TypeAlias = Callable[[object], bool | None]
"""A test of values: whether one is valid; None if jsonschema-rs cannot read the value."""
Search: TypeAlias = Callable[[str], bool]
"""Whether a text matches a pattern anywhere."""


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


def search_of(pattern: str) -> Search | None:
    """A search for a regular expression of ECMA 262; None for one that cannot be read.

    jsonschema-rs takes linear time or gives up, whereas Python's `re` backtracks.
    """
    fast = _fast_search(pattern)
    if fast is None:
        return slow_search_of(pattern)

    def search(text: str) -> bool:
        found = fast(text)
        if found is None:
            slow = slow_search_of(pattern)
            found = slow is not None and slow(text)
        return found

    return search


@lru_cache(maxsize=1024)
def _fast_search(pattern: str) -> Test | None:
    return fast_test({"pattern": pattern})


def slow_search_of(pattern: str) -> Search | None:
    """A search as `search_of` returns, without jsonschema-rs."""
    expression = compiled(pattern)
    return None if expression is None else lambda text: expression.search(text) is not None
