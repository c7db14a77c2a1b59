"""Makes the sample body of a response from recorded bodies."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from copy import deepcopy
from typing import Any, Final, NamedTuple, TypeAlias

from ..openapi.formats import TEXT_FORMATS
from ..openapi.types import JSON, Keys, Schema
from ..validation import Validator
from ..validation.violations import path_of
from .anonymizing import Anonymizer, texts_in
from .key_kinds import Place
from .made_up import masked

_KEPT_ITEMS: Final = 2

_OF_FORMATS: Final = [text for each in TEXT_FORMATS.values() for text in each.samples]
# The paths in a sample at which it breaks its schema.
Breaks: TypeAlias = Callable[[JSON], Collection[str]]


def sample_of(
    bodies: list[Any],
    words: Collection[str] = (),
    attributes: Collection[str] = (),
    breaks: Breaks | None = None,
    about: str = "",
) -> Any:
    """The most complete body, with short lists, and without what may be data of people.

    `words` are those of the project's code, `attributes` the keys that are no data, and `about` is
    the noun of the operation; the module `anonymizing` decides which values are replaced. Where
    `breaks` says that a made-up text breaks the schema, another one is tried.
    """
    body = _shortened(max(bodies, key=_fullness))
    sample = Anonymizer(body, words, attributes).value(body, Place(around=about))
    return _fitted(sample, body, words, breaks) if breaks else sample


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


class _Spot(NamedTuple):
    """A text or number in a sample, and the recorded one that it stands for."""

    container: Any
    keys: Keys
    recorded: Any


def _fitted(sample: Any, body: JSON, words: Collection[str], breaks: Breaks) -> Any:
    """The sample with other made-up texts where one breaks the schema."""
    holder = [sample]
    wrong = breaks(sample)
    data = {*texts_in(body)} - {*words}
    for spot in _spots(holder, [body], ()):
        is_made_up = spot.container[spot.keys[-1]] != spot.recorded
        if is_made_up and path_of(spot.keys[1:]) in wrong:
            candidates = [each for each in _candidates(spot) if each not in data]
            _fit(spot, candidates, lambda: breaks(holder[0]))
    return holder[0]


def _fit(spot: _Spot, candidates: list[Any], wrong: Callable[[], Collection[str]]) -> None:
    key = spot.keys[-1]
    made = spot.container[key]
    for candidate in candidates:
        spot.container[key] = candidate
        if path_of(spot.keys[1:]) not in wrong():
            return
    spot.container[key] = made


def _candidates(spot: _Spot) -> list[Any]:
    """Values that may fit where the made-up one does not: of its length, its shape, or a format.

    The last is the recorded text, which may be a member of an enum.
    """
    if not isinstance(spot.recorded, str):
        digits = len(str(abs(int(spot.recorded))))
        least = type(spot.recorded)(10 ** (digits - 1))
        return [least if least != spot.recorded else least + 1]
    made, recorded = spot.container[spot.keys[-1]], spot.recorded
    shaped = masked(recorded, 1)
    short = made[: len(recorded)].rstrip()
    return [short, shaped, shaped.replace("0", "1"), *_OF_FORMATS, recorded]


def _spots(sample: Any, body: Any, keys: Keys) -> Iterator[_Spot]:
    """The texts and numbers in a sample. The body has values of the same types in this order."""
    if isinstance(sample, dict):
        parts = zip(sample.items(), body.values(), strict=True)
    else:
        parts = zip(enumerate(sample), body, strict=True)
    for (key, part), recorded in parts:
        if isinstance(part, (dict, list)):
            yield from _spots(part, recorded, (*keys, key))
        elif isinstance(part, (str, int, float)) and not isinstance(part, bool):
            yield _Spot(sample, (*keys, key), recorded)


def breaks_of(validator: Validator, schema: Schema, path: Sequence[str] | None) -> Breaks:
    """Tells where a sample breaks a schema; with a path, the sample is an element of a list there.

    The path are the keys that lead from the schema to the list.
    """
    start = "" if path is None else path_of([*path, 0])

    def breaks(sample: JSON) -> Collection[str]:
        whole: JSON = sample if path is None else [sample]
        for key in reversed(path or ()):
            whole = {key: whole}
        found = (violation.path for violation in validator.violations(schema, whole))
        return {each.removeprefix(start).removeprefix(".") for each in found}

    return breaks


def without_undocumented(
    validator: Validator,
    schema: Schema,
    body: JSON,
    is_kept: Callable[[str], bool] = lambda place: False,
) -> Any:
    """A copy of a body without undocumented attributes, but for those at a kept place."""
    found = validator.undocumented(schema, body)
    undocumented = {each.path for each in found if not is_kept(each.place)}
    kept = deepcopy(body)
    for part in validator.walker.containers(validator.converted(schema), kept):
        for key in list(part.value) if isinstance(part.value, dict) else ():
            if path_of([*part.keys, key]) in undocumented:
                del part.value[key]
    return kept
