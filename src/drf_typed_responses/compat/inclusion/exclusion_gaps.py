"""Gaps between what two alternatives exclude: `not`, and what nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from ..documents.read_document import SchemaNode
from ..sets.atoms import Arrays, Atom, Core, Numbers, Texts, Values
from ..sets.value_samples import ValueSampler
from .gaps import Gap

if TYPE_CHECKING:
    from .engine import Inclusion


def exclusion_gaps(inclusion: Inclusion, narrow: Atom, wide: Atom) -> Iterator[Gap]:
    for schema in wide.unless:
        if any(_barred(inclusion, other, schema) for other in narrow.unless):
            continue
        excluded = inclusion.wide.shape(schema).get(_kind(wide.core), ())
        barred = _still_met(inclusion, narrow, excluded)
        cores = [atom.core for atom in barred]
        listed_ = [v for c in cores if isinstance(c, Values) for v in c.values.values()]
        if all(isinstance(core, Values) for core in cores):
            values = [v for v in listed_ if inclusion.narrow.lenient.of_atom(narrow, v)]
            if not values:
                continue
        else:
            samples = [
                v for a in barred for v in islice(ValueSampler(inclusion.wide).of_atom(a), 8)
            ]
            values = [*listed_, *samples, *islice(inclusion.sampler.of_atom(narrow), 30)]
        said = inclusion.said("What `not` excluded may come", "What `not` excludes was accepted")
        yield Gap("excluded", said, partial(iter, values))
    known = {keyword for keyword in narrow.opaque if inclusion.sameness.texts(keyword)}
    unknown = sorted(wide.opaque - known)
    if unknown:
        yield Gap("undecided", f"It cannot be told here: {', '.join(unknown)}")


def _barred(inclusion: Inclusion, narrow: SchemaNode, wide: SchemaNode) -> bool:
    """Whether what the wide side excludes is within what the narrow side does."""
    return inclusion.same(narrow, wide) or inclusion.holds_in_reverse(wide, narrow)


def _still_met(inclusion: Inclusion, narrow: Atom, barred: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """What is excluded on the wide side and not on the narrow one, as far as one can tell."""
    kind = _kind(narrow.core)
    met = [a for s in narrow.unless for a in inclusion.narrow.shape(s).get(kind, ()) if a.exact]
    known = [atom.core for atom in met if isinstance(atom.core, Numbers | Texts)]
    return tuple(atom for atom in barred if atom.core not in known)


def _kind(core: Core) -> str:
    if isinstance(core, Numbers):
        return "number"
    if isinstance(core, Texts):
        return "string"
    return "array" if isinstance(core, Arrays) else "object"
