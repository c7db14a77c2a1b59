"""Makes the sample body of a response from recorded bodies."""

from __future__ import annotations

import json
from collections.abc import Collection
from copy import deepcopy
from typing import Any, Final

from ..openapi.types import JSON, Schema
from ..validation import Validator
from ..validation.violations import path_of
from .anonymizing import Anonymizer

_KEPT_ITEMS: Final = 2


def sample_of(bodies: list[Any], public: Collection[str] = ()) -> Any:
    """The most complete body, with short lists, and without secrets and personal data.

    `public` are texts that are kept under any key. The module `anonymizing` decides which texts are
    replaced.
    """
    return Anonymizer(public).value(_shortened(max(bodies, key=_fullness)))


def _fullness(value: JSON) -> tuple[int, str]:
    """A sort key: the number of values in a body, then its text, so that the choice is stable."""
    return _size(value), json.dumps(value)


def _size(value: JSON) -> int:
    if isinstance(value, dict):
        return 1 + sum(1 + _size(part) for part in value.values())
    if isinstance(value, list):
        return 1 + sum(_size(part) for part in value[:_KEPT_ITEMS])
    return 0 if value is None else 1


def _shortened(value: JSON) -> JSON:
    if isinstance(value, dict):
        return {key: _shortened(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_shortened(part) for part in value[:_KEPT_ITEMS]]
    return value


def without_undocumented(validator: Validator, schema: Schema, body: JSON) -> Any:
    """A copy of a body without undocumented attributes."""
    undocumented = {violation.path for violation in validator.undocumented(schema, body)}
    kept = deepcopy(body)
    for part in validator.walker.containers(validator.converted(schema), kept):
        for key in list(part.value) if isinstance(part.value, dict) else ():
            if path_of([*part.keys, key]) in undocumented:
                del part.value[key]
    return kept
