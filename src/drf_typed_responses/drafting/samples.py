"""A sample body made of recorded ones."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from copy import deepcopy
from typing import Any

from ..validation import Validator
from ..validation.mistakes import path_of
from .cleaning import Cleaner

_KEPT_ITEMS = 2


def sample_of(bodies: list[Any], public: Collection[str] = ()) -> Any:
    """The fullest body, its lists cut short, without what looks like a secret or a person's.

    `public` are texts that stay.
    """
    return Cleaner(public).value(_short(max(bodies, key=_fullness)))


def _fullness(value: Any) -> tuple[int, str]:
    """How much a body shows; of equal ones always the same comes first."""
    return _size(value), json.dumps(value)


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + sum(1 + _size(part) for part in value.values())
    if isinstance(value, list):
        return 1 + sum(_size(part) for part in value[:_KEPT_ITEMS])
    return 0 if value is None else 1


def _short(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _short(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_short(part) for part in value[:_KEPT_ITEMS]]
    return value


def documented(validator: Validator, schema: Mapping[str, Any], body: Any) -> Any:
    """A body without what its schema does not name, which no sample may show."""
    unnamed = {mistake.path for mistake in validator.undocumented(schema, body)}
    kept = deepcopy(body)
    for visit in validator.walker.visits(validator.converted(schema), kept):
        for step in list(visit.value) if isinstance(visit.value, dict) else ():
            if path_of([*visit.steps, step]) in unnamed:
                del visit.value[step]
    return kept
