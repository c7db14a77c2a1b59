"""Names the schemas that are referred to, and keeps the names apart.

A type gets its short name while no other type claims it. Where two do, both get the long one, so
the result does not depend on which came first; references that were already given out are renamed
in place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from ..exceptions import NameConflictError
from .dialects import Schema

# OpenAPI 3.0.3 "Components Object": the characters a key may have.
_ILLEGAL = re.compile(r"[^A-Za-z0-9._-]")


@dataclass(slots=True, eq=False)
class NamedSchema:
    """A schema that is referred to by name; `schema` is empty while it is being written."""

    key: Hashable
    short: str
    # Asked for only where two types claim the short name.
    longer: Callable[[], str] = str
    fixed: bool = False
    where: Callable[[], tuple[str, int | None]] = lambda: ("", None)
    name: str = ""
    schema: Schema = field(default_factory=dict)
    # Before names are settled: what every reference says, and where it stands (a dict and its key).
    text: Reference | None = None
    places: list[tuple[dict[str, Any], str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name = self.short = legal_name(self.short)

    @property
    def long(self) -> str:
        return self.short if self.fixed else legal_name(self.longer())


class Reference(str):
    """A reference before names are settled: two types of one name are not the same schema.

    `str()` of it is the reference as it is settled by then, also in a copy of the schema.
    """

    __slots__ = ("component", "template")
    component: NamedSchema
    template: str

    def __str__(self) -> str:
        return self.template.format(name=self.component.name)

    def __deepcopy__(self, memo: object) -> Reference:
        return self

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Reference):
            return self.component is other.component
        return str.__eq__(self, other)

    __hash__ = str.__hash__


class Components:
    """The named schemas of one document."""

    def __init__(self, ref_template: str) -> None:
        self.ref_template = ref_template
        self._by_key: dict[Hashable, NamedSchema] = {}

    def __iter__(self) -> Iterator[NamedSchema]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def get(self, key: Hashable) -> NamedSchema | None:
        return self._by_key.get(key)

    def after(self, count: int) -> list[NamedSchema]:
        """All but the first `count`."""
        newest_first = islice(reversed(self._by_key.values()), len(self) - count)
        return list(newest_first)[::-1]

    def reserve(self, component: NamedSchema) -> None:
        """Take the place before the schema is written, so that it may refer to itself."""
        self._by_key[component.key] = component

    def forget_after(self, count: int) -> None:
        """Drop all but the first `count`: what a failed translation had begun."""
        for key in list(self._by_key)[count:]:
            del self._by_key[key]

    def keep(self, roots: Iterable[Schema], count: int) -> None:
        """Drop of all but the first `count` those that neither `roots` nor the others refer to."""
        every = list(self)
        steps: list[Any] = [*roots, *(component.schema for component in every[:count])]
        used = set(map(id, every[:count]))
        while steps:
            step = steps.pop()
            if isinstance(step, Reference) and id(step.component) not in used:
                used.add(id(step.component))
                steps.append(step.component.schema)
            elif isinstance(step, (dict, list)):
                steps += step.values() if isinstance(step, dict) else step
        for component in every[count:]:
            if id(component) not in used:
                del self._by_key[component.key]

    def ref(self, component: NamedSchema) -> Schema:
        text = component.text
        if text is None:
            text = component.text = Reference(self.reference(component))
            text.component, text.template = component, self.ref_template
        reference: Schema = {"$ref": text}
        component.places.append((reference, "$ref"))
        return reference

    def follow(self, reference: Schema, holder: dict[str, Any], key: str) -> None:
        """`holder[key]` repeats a reference that is not settled yet, and is renamed with it."""
        text: Reference = reference["$ref"]
        holder[key] = text
        text.component.places.append((holder, key))

    def reference(self, component: NamedSchema) -> str:
        return self.ref_template.format(name=component.name)

    def settle(self, taken: Collection[str] = ()) -> list[str]:
        """Give every component its final name; `taken` are names that belong to others.

        Returns a sentence for each name that several types claimed, for a warning. Raises
        NameConflictError where two types are told apart by nothing, not even their module.
        """
        long: set[Hashable] = set()
        warnings: list[str] = []
        while True:
            claims = self._claims(long)
            clashing = [
                (name, claimants)
                for name, claimants in claims.items()
                if len(claimants) > 1 or name in taken
            ]
            movable = {
                c.key for _, group in clashing for c in group if not c.fixed and c.key not in long
            }
            if not movable:
                break
            warnings += [_collision(name, group) for name, group in sorted(clashing)]
            long |= movable
        for name, claimants in clashing:
            _refuse_unless_equal(name, claimants, name in taken)
        self._rename(long)
        return warnings

    def _claims(self, long: set[Hashable]) -> dict[str, list[NamedSchema]]:
        claims: defaultdict[str, list[NamedSchema]] = defaultdict(list)
        for component in self:
            claims[component.long if component.key in long else component.short].append(component)
        return claims

    def _rename(self, long: set[Hashable]) -> None:
        for component in self:
            component.name = component.long if component.key in long else component.short
            component.text, text = None, self.reference(component)
            for place, key in component.places:
                place[key] = text

    def schemas(self) -> dict[str, Schema]:
        """`{name: schema}` sorted by name, whatever the order of arrival."""
        return {c.name: c.schema for c in sorted(self, key=lambda c: c.name)}


def mentions_component(schema: Any) -> bool:
    if isinstance(schema, dict):
        return "$ref" in schema or any(map(mentions_component, schema.values()))
    return isinstance(schema, list) and any(map(mentions_component, schema))


def legal_name(name: str) -> str:
    if name.isascii() and name.isidentifier():
        return name
    return _ILLEGAL.sub("_", name)


def long_name(module: str, qualname: str) -> str:
    """`teams.types`, `TeamResponse` -> `TeamsTypesTeamResponse`."""
    words = (word for part in module.split(".") for word in part.split("_"))
    # The class's own name stays as it is: `item` and `Item` are two classes.
    name = qualname.replace("<locals>", "").replace(".", "")
    return "".join(word[:1].upper() + word[1:] for word in words) + name


def _collision(name: str, group: list[NamedSchema]) -> str:
    return (
        f"the component name {name} is claimed by {_claimants(group)}; "
        'the types get longer names. Fix one with @Component("...")'
    )


def _claimants(group: list[NamedSchema]) -> str:
    places = sorted(":".join(map(str, filter(None, c.where()))) or c.long for c in group)
    return " and ".join(places if len(places) > 1 else [*places, "another component"])


def _refuse_unless_equal(name: str, group: list[NamedSchema], taken: bool) -> None:
    first = group[0]
    if not taken and all(c.schema == first.schema for c in group):
        return  # the same class made twice, as a function that declares one does
    file, line = first.where()
    raise NameConflictError(
        f"two different types claim the component name {name}: {_claimants(group)}",
        hint='Give one of them another name with @Component("...").',
        path=name,
        file=file,
        line=line,
    )
