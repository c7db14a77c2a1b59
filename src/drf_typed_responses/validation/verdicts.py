"""Judges values by converted schemas, and texts by patterns: jsonschema-rs, for the verdict alone.

It says of every value what `judging` says of it.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from ..openapi.formats import CHECKS


def verdict_of(root: dict[str, Any]) -> Callable[[Any], bool] | None:
    """A quick "is it valid" by jsonschema-rs; None where it is not installed or cannot be used."""
    if importlib.util.find_spec("jsonschema_rs") is None:
        return None
    import jsonschema_rs

    try:
        judge = jsonschema_rs.Draft202012Validator(root, formats=CHECKS, validate_formats=True)
    except ValueError:  # a pattern that its regular expressions do not know
        return None
    valid: Callable[[Any], bool] = judge.is_valid
    return valid


@lru_cache(maxsize=1024)
def search_of(pattern: str) -> Callable[[str], bool] | None:
    """A search for a regular expression of ECMA 262; None as `verdict_of` has it.

    What Python's would try in ever more ways is searched in one pass, or given up.
    """
    return verdict_of({"pattern": pattern})
