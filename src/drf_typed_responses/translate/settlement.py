"""Settles the names of components when all types are known, whichever came first.

A type gets its short name unless another type claims the same one; then both get their long names.
A function that declares a class may make several with one long name: those of one shape are one
type, and share the name; the others get a digest of their shapes.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from ..exceptions import NameConflictError
from .components import Components, NamedSchema


class Collision(NamedTuple):
    """A sentence about a name that several types claim, and the place of one of them."""

    message: str
    file: str
    line: int | None


class Settlement(NamedTuple):
    """A collision for each name that several types claim, and an error for each fixed one.

    The collisions are warnings: the types have other names.
    """

    warnings: list[Collision]
    conflicts: list[NameConflictError]

    def note(
        self, name: str, group: list[NamedSchema], moved: Mapping[Hashable, str], taken: bool
    ) -> None:
        """Note a name that a group claims, given the new names of those that have to move."""
        if any(c.fixed for c in group if c.key in moved) or not moved:
            self.conflicts.append(_conflict(name, group, taken))
        elif taken or any(c.short == name for c in group):
            self.warnings.append(_collision(name, group, taken))


def settle(components: Components, taken: Collection[str] = ()) -> Settlement:
    """Give every component its final name; `taken` are names that are in use elsewhere.

    Two components share a name only if they are one type made twice.
    """
    shapes = Shapes(components)
    names = {component.key: component.short for component in components}
    settlement = Settlement([], [])
    renamed: dict[Hashable, str] = {"": ""}
    while renamed:
        renamed = {}
        for name, group in sorted(_claims(components, names).items()):
            if name in taken or not shapes.are_one(group):
                moved = _longer(group, names) or _distinguished(group, names, shapes)
                settlement.note(name, group, moved, name in taken)
                renamed |= moved
        names |= renamed
    components.rename(names)
    return settlement


def _claims(components: Components, names: Mapping[Hashable, str]) -> dict[str, list[NamedSchema]]:
    claims: defaultdict[str, list[NamedSchema]] = defaultdict(list)
    for component in components:
        claims[names[component.key]].append(component)
    return claims


class Shapes:
    """The shapes of components: a text that is equal for one type made twice.

    It holds the claimed names and the schemas of the component and of those that it refers to.
    """

    def __init__(self, components: Components) -> None:
        self._components = components
        self._texts: dict[int, str] = {}

    def are_one(self, group: list[NamedSchema]) -> bool:
        """Whether components that claim one name are one type made several times."""
        if len(group) == 1:
            return True
        return len({c.long for c in group}) == 1 and len(set(map(self._text, group))) == 1

    def digest(self, component: NamedSchema) -> str:
        """Six hexadecimal digits that differ for different shapes."""
        return hashlib.sha256(self._text(component).encode()).hexdigest()[:6]

    @cached_property
    def _targets(self) -> dict[tuple[int, str], NamedSchema]:
        """The component that each place refers to: texts do not tell until names are settled."""
        return {(id(where), key): c for c in self._components for where, key in c.places}

    def _text(self, component: NamedSchema) -> str:
        if id(component) not in self._texts:
            numbers = {id(component): 0}
            parts = [component]
            shape = [(part.long, self._numbered(part.schema, numbers, parts)) for part in parts]
            self._texts[id(component)] = json.dumps(shape, sort_keys=True, default=repr)
        return self._texts[id(component)]

    def _numbered(self, node: Any, numbers: dict[int, int], parts: list[NamedSchema]) -> Any:
        """A schema with the number of a component in the place of each reference to it."""
        if isinstance(node, list):
            return [self._numbered(each, numbers, parts) for each in node]
        if not isinstance(node, dict):
            return node
        written: dict[str, Any] = {}
        for key in sorted(node):
            target = self._targets.get((id(node), key))
            if target is None:
                written[key] = self._numbered(node[key], numbers, parts)
                continue
            if id(target) not in numbers:
                numbers[id(target)] = len(parts)
                parts.append(target)  # `_text` goes on with it
            written[key] = {"component": numbers[id(target)]}
        return written


def _longer(group: list[NamedSchema], names: Mapping[Hashable, str]) -> dict[Hashable, str]:
    """The long names of those that have the short one, and may have another."""
    short = [c for c in group if not c.fixed and names[c.key] == c.short != c.long]
    return {c.key: c.long for c in short}


def _distinguished(
    group: list[NamedSchema], names: Mapping[Hashable, str], shapes: Shapes
) -> dict[Hashable, str]:
    """The names with a digest, of fixed ones only if all are; empty if they have one already."""
    movable = [c for c in group if not c.fixed] or group
    longest = {c.key: c.long + shapes.digest(c) for c in movable}
    return {key: name for key, name in longest.items() if names[key] != name}


def _collision(name: str, group: list[NamedSchema], taken: bool) -> Collision:
    message = (
        f"the component name {name} is claimed by {_claimants(group, taken)}; "
        'the types get longer names. Fix one with @Component("...")'
    )
    return Collision(message, *_first_place(group))


def _first_place(group: list[NamedSchema]) -> tuple[str, int | None]:
    places = [component.where() for component in group]
    return min((place for place in places if place[0]), default=("", None))


def _claimants(group: list[NamedSchema], taken: bool) -> str:
    places = sorted({":".join(map(str, filter(None, c.where()))) or c.long for c in group})
    if len(places) == 1 and not taken:
        return f"different types that {places[0]} declares"
    return " and ".join([*places, "another component"] if len(places) == 1 else places)


def _conflict(name: str, group: list[NamedSchema], taken: bool) -> NameConflictError:
    file, line = _first_place(group)
    return NameConflictError(
        f"two different types claim the component name {name}: {_claimants(group, taken)}",
        hint='Give one of them another name with @Component("...").',
        path=name,
        file=file,
        line=line,
    )
