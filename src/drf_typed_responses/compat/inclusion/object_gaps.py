"""Gaps between sets of objects."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from ..sets.atoms import Atom, Objects
from ..sets.pattern_matching import found, matching
from ..sets.phrases import changed, cut
from ..sets.value_samples import MOST_ITEMS
from .annotation_gaps import is_marked, said_stability
from .attribute_gaps import Attribute, request_gaps, response_gaps
from .gaps import NOTHING, Found, Gap, Outcome, Part, Step, decided
from .inclusion_context import InclusionContext


class ObjectPair(NamedTuple):
    """The visible attributes `a` and `b` of two objects; `part` makes an inner Part.

    `revised` are all attributes of the revised object.
    """

    context: InclusionContext
    atom: Atom[Objects]
    other: Atom[Objects]
    a: Objects
    b: Objects
    part: Callable[..., Part]
    revised: Objects

    def owners(self, name: str) -> tuple[str, str]:
        """The components that speak of an attribute on the narrow and on the wide side.

        A parent of both objects owns an attribute that only one side has.
        """
        narrow, wide = self.atom.owner(name), self.other.owner(name)
        if name not in self.a.properties and wide in self.atom.inherited.values():
            return wide, wide
        if name not in self.b.properties and narrow in self.other.inherited.values():
            return narrow, narrow
        return narrow, wide


def object_gaps(
    context: InclusionContext, narrow: Atom[Objects], wide: Atom[Objects]
) -> Iterator[Found]:
    """The gaps between two sets of objects: attributes, other names, then their number.

    They are compared once, in however many alternatives they occur. Only the steps to the parts
    differ there: a gap of the whole object has values of its alternative.
    """
    key = _key(narrow), _key(wide)
    if key not in context.compared:
        compared = tuple(_compared(context, narrow, wide))
        if context.budget.left >= 0:
            context.compared[key] = narrow, wide, compared
        yield from compared
        return
    first, _, found = context.compared[key]
    parts = [each for each in found if isinstance(each, Part)]
    if narrow is not first and len(parts) < len(found):
        yield from _compared(context, narrow, wide)
        return
    for each in parts:
        context.rely(each.outcome)
    if narrow is first:
        yield from found
        return
    for each in parts:
        yield each._replace(step=Step(narrow, each.step.key))


def _key(atom: Atom[Objects]) -> tuple[int, str, int]:
    """Identifies what the comparison of an object uses of its alternative."""
    return id(atom.core), atom.name, id(atom.inherited)


def _compared(
    context: InclusionContext, narrow: Atom[Objects], wide: Atom[Objects]
) -> Iterator[Found]:
    part = partial(Part, names=(narrow.name, wide.name))
    a, b = _visible(context, narrow.core), _visible(context, wide.core)
    _, revised = context.sides(narrow.core, wide.core)
    pair = ObjectPair(context, narrow, wide, a, b, part, revised)
    names = dict.fromkeys((*b.properties, *a.properties, *sorted(a.required | b.required)))
    yield from _attributes(pair, names)
    yield from decided(_others(pair, names))
    yield from _counts(pair)


def _visible(context: InclusionContext, core: Objects) -> Objects:
    """The object without the attributes that are not sent in the direction of the comparison."""
    if context.strict:
        return core
    known = context.visible.get(id(core))
    if known is None:
        # The object is kept, so that no other can get its id.
        known = context.visible[id(core)] = core, _without_hidden(context, core)
    return known[1]


def _without_hidden(context: InclusionContext, core: Objects) -> Objects:
    hides = "writeOnly" if context.response else "readOnly"
    if not core.rest.document.mentions(hides):
        return core
    hidden = {name for name, part in core.properties.items() if is_marked(part, hides)}
    if not hidden:
        return core
    shown = {name: schema for name, schema in core.properties.items() if name not in hidden}
    return replace(core, properties=shown, required=core.required - hidden)


def _attributes(pair: ObjectPair, names: Collection[str]) -> Iterator[Found]:
    gaps = response_gaps if pair.context.response else request_gaps
    for name in names:
        if _is_unchanged(pair, name):
            continue
        owners = pair.owners(name)
        promised = _is_promised(pair, name)
        step = Step(pair.atom, name)
        place = partial(pair.part, _piece(name), step, names=owners, promised=promised)
        is_hidden = name in pair.revised.properties
        attribute = Attribute(pair.context, name, pair.a, pair.b, place, is_hidden)
        found = list(decided(gaps(attribute)))
        own = [each for each in found if isinstance(each, Gap)]
        if own:
            yield place(Outcome(own))
        yield from (each for each in found if isinstance(each, Part))


def _is_promised(pair: ObjectPair, name: str) -> bool:
    """Whether the base promises an attribute, as far as its stability says."""
    context = pair.context
    old, _ = context.sides(pair.a.properties.get(name), pair.b.properties.get(name))
    return old is None or context.terms.stability.promises(said_stability(context, old))


def _is_unchanged(pair: ObjectPair, name: str) -> bool:
    """Whether an attribute has the same text on both sides, and is required on both or neither."""
    a, b = pair.a, pair.b
    narrow, wide = a.properties.get(name), b.properties.get(name)
    if narrow is None or wide is None or a.patterns or b.patterns:
        return False
    return (name in a.required) == (name in b.required) and pair.context.same(narrow, wide)


def _others(pair: ObjectPair, names: Collection[str]) -> Iterator[Found]:
    """The gaps under names that `properties` lists on neither side."""
    context, atom, _, a, b, part, _ = pair
    if a.high is not None and a.high <= len(a.required):
        return
    if a.patterns or b.patterns:
        yield from _patterned(pair, names)
    if not context.narrow.shape(a.rest):
        return
    is_closed = not context.wide.shape(b.rest)
    found = Outcome([_closed(pair)]) if is_closed else context.outcome(a.rest, b.rest)
    if found is not NOTHING:
        yield part("*", Step(atom, _unused(names, a, b)), found)


def _closed(pair: ObjectPair) -> Gap:
    context, a, b = pair.context, pair.a, pair.b
    message = context.wording(
        "Attributes that the base rules out may occur",
        "Attributes that are not documented are refused",
    )
    values = partial(context.sampler.some, a.rest)
    sides = context.sides(a.rest.raws[0], b.rest.raws[0])
    return Gap("closed", message, values, sides=sides)


def _patterned(pair: ObjectPair, names: Collection[str]) -> Iterator[Found]:
    """The gaps under names that match a pattern of either side."""
    context, atom, _, a, b, part, _ = pair
    for pattern in dict.fromkeys((*a.patterns, *b.patterns)):
        fits = (key for key in matching(pattern) if found(pattern, key) and key not in names)
        step = Step(atom, next(fits, _unused(names, a, b)))
        certain = pattern in a.patterns and pattern in b.patterns
        for narrow in _under(a, pattern):
            for wide in _under(b, pattern):
                inner = context.outcome(narrow, wide)
                if inner is not NOTHING:
                    yield part(f"{{{cut(pattern, 40)}}}", step, inner, certain=certain)


def _under(core: Objects, pattern: str) -> list[Any]:
    """The schemas that may apply to names that match a pattern."""
    if pattern in core.patterns:
        return [core.patterns[pattern]]
    return [*core.patterns.values(), core.rest]


def _counts(pair: ObjectPair) -> Iterator[Gap]:
    context, atom, _, a, b, *_ = pair
    if b.low > max(a.low, len(a.required)):
        values = partial(context.sampler.of_atom, atom)
        least = context.sides(a.low, b.low)
        message = changed("The minimum number of attributes", least)
        yield Gap("properties-changed", message, values, sides=least)
    most = a.high
    if most is None and not a.patterns and not context.narrow.shape(a.rest):
        most = len(a.properties)
    if b.high is not None and (most is None or most > b.high):
        sides = context.sides(a.high, b.high)
        message = changed("The maximum number of attributes", sides)
        fuller = partial(_fuller, pair, b.high + 1)
        yield Gap("properties-changed", message, fuller, sides=sides)


def _fuller(pair: ObjectPair, count: int) -> Iterator[Any]:
    if count <= MOST_ITEMS:
        fuller = replace(pair.atom, core=replace(pair.a, low=max(count, pair.a.low)))
        yield from islice(pair.context.sampler.of_atom(fuller), 2)


def _piece(name: str) -> str:
    return f".{name}" if name and not set(name) & set(".[]: ") else f"[{name!r}]"


def _unused(names: Collection[str], a: Objects, b: Objects) -> str:
    """A name that neither side lists or matches by a pattern."""
    patterns = (*a.patterns, *b.patterns)
    tries = ("other", *(f"other{i}" for i in range(20)), "-", "Z9", "é")
    for name in tries:
        if name not in names and not any(found(p, name) for p in patterns):
            return name
    return "other"
