"""Gaps of keywords that are not read as sets, such as `contains`: values may show them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, Final

from ...openapi.values import compact
from ..documents.read_document import Undecided
from ..sets.atoms import AnyAtom, Arrays, Objects
from ..sets.phrases import cut
from ..sets.schema_reader import SchemaReader
from ..sets.value_samples import MOST_ITEMS, TEXTS, ValueSampler
from .gaps import Gap
from .inclusion_context import InclusionContext

MOST_SAMPLES: Final = 6


def condition_gaps(context: InclusionContext, narrow: AnyAtom, wide: AnyAtom) -> Iterator[Gap]:
    """The gap of the keywords of the wide atom that the narrow one does not have likewise."""
    if not wide.opaque:
        return
    same = {keyword for keyword in narrow.opaque if context.unchanged.means_the_same(keyword)}
    ours, theirs, known = map(_joined, (narrow.opaque, wide.opaque, narrow.opaque & same))
    unknown = [w for w in theirs if not (known.get(w) == theirs[w] or _is_implied(w, ours, theirs))]
    if unknown:
        shown = cut(", ".join(compact({word: theirs[word]}) for word in sorted(unknown)))
        values = partial(_values, context, narrow, wide)
        message = f"The condition {shown} may not hold"
        yield Gap("condition", message, values, sides=context.sides(ours, theirs))


def _joined(keywords: Iterable[str]) -> Any:
    return {word: held for text in sorted(keywords) for word, held in json.loads(text).items()}


def _is_implied(word: str, narrow: Any, wide: Any) -> bool:
    """Whether the narrow side counts the same items, and allows no other number of them."""
    if word not in ("minContains", "maxContains") or narrow.get("contains") != wide.get("contains"):
        return False
    mine, other = narrow.get(word, 1 if word == "minContains" else None), wide[word]
    if not (isinstance(mine, int) and isinstance(other, int)):
        return False
    return mine >= other if word == "minContains" else mine <= other


def _values(context: InclusionContext, narrow: AnyAtom, wide: AnyAtom) -> Iterator[Any]:
    """Values of the narrow atom, made of values that the keywords of either side tell apart."""
    yield from islice(context.sampler.of_atom(narrow), MOST_SAMPLES)
    sides = ((context.narrow, narrow), (context.wide, wide))
    seeds = [value for reader, atom in sides for value in _seeds(reader, atom)]
    if isinstance(narrow.core, Arrays):
        counts = [c for _, atom in sides for c in _counts(_joined(atom.opaque))]
        lengths = sorted({1, 2, *counts, *(count + 1 for count in counts)})
        yield from ([seed] * length for seed in seeds for length in lengths)
        longer = replace(narrow.core, low=max(narrow.core.low, len(narrow.core.prefix) + 1))
        yield from islice(context.sampler.of_atom(replace(narrow, core=longer)), 1)
    elif isinstance(narrow.core, Objects):
        named = [seed for seed in seeds if isinstance(seed, str)]
        for name in dict.fromkeys([*named, *narrow.core.properties, "other", *TEXTS]):
            yield from _with_name(context, narrow, name)


def _counts(keywords: Any) -> Iterator[int]:
    for word in ("minContains", "maxContains"):
        count = keywords.get(word)
        if isinstance(count, int) and 0 < count < MOST_ITEMS:
            yield count


def _seeds(reader: SchemaReader, atom: AnyAtom) -> Iterator[Any]:
    """Values of the schemas that the keywords of an atom hold."""
    for held in _joined(atom.opaque).values():
        if isinstance(held, (dict, bool)):
            try:
                yield from ValueSampler(reader).some(reader.document.schema(held), 2)
            except Undecided:
                continue


def _with_name(context: InclusionContext, narrow: AnyAtom, name: str) -> Iterator[Any]:
    core = narrow.core
    if isinstance(core, Objects):
        needed = replace(narrow, core=replace(core, required=core.required | {name}))
        yield from islice(context.sampler.of_atom(needed), 1)
