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


class Nouns(NamedTuple):
    """Words of the sentences about a name: what claims it, and how to choose another name."""

    several: str
    fix: str
    hint: str


TYPES = Nouns(
    "types",
    'Fix one with @Component("...").',
    'Give one of them another name with @Component("...").',
)


class Collision(NamedTuple):
    """A sentence about a name that several types claim, and the place of one of them."""

    name: str
    message: str
    file: str
    line: int | None


class Settlement(NamedTuple):
    """A collision for each name that several types claim, and an error for each fixed one.

    The collisions are warnings: the types have other names.
    """

    warnings: list[Collision]
    conflicts: list[NameConflictError]

    def note(self, claimed: _Claimed, moved: Mapping[Hashable, str]) -> None:
        """Note a name that a group claims, given the new names of those that have to move."""
        group = claimed.group
        if any(c.fixed for c in group if c.key in moved) or not moved:
            self.conflicts.append(claimed.conflict())
        elif claimed.taken or any(c.short == claimed.name for c in group):
            self.warnings.append(claimed.collision())


def settle(components: Components, taken: Collection[str] = (), nouns: Nouns = TYPES) -> Settlement:
    """Give every component its final name; `taken` are names that are in use elsewhere.

    Two components share a name only if they are one type made twice. `nouns` are the words for them
    in the sentences about names.
    """
    shapes = Shapes(components)
    names = {component.key: component.short for component in components}
    settlement = Settlement([], [])
    renamed: dict[Hashable, str] = {"": ""}
    while renamed:
        renamed = {}
        claims = _claims(components, names).items()
        contested = [each for each in claims if len(each[1]) > 1 or each[0] in taken]
        for name, group in sorted(contested):
            if name in taken or not shapes.are_one(group):
                moved = _longer(group, names) or _distinguished(group, names, shapes)
                settlement.note(_Claimed(name, group, name in taken, nouns), moved)
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


class _Claimed(NamedTuple):
    """A name that several components claim, or one component while it is taken elsewhere."""

    name: str
    group: list[NamedSchema]
    taken: bool
    nouns: Nouns

    def collision(self) -> Collision:
        """The sentence about components that get longer names."""
        message = (
            f"the component name {self.name} is claimed by {self._claimants()}; "
            f"the {self.nouns.several} get longer names. {self.nouns.fix}"
        )
        return Collision(self.name, message, *self._first_place())

    def conflict(self) -> NameConflictError:
        """The error about components of which none can get another name."""
        file, line = self._first_place()
        claimants = self._claimants() if file else ""
        return NameConflictError(
            f"two different {self.nouns.several} claim the component name {self.name}"
            + (f": {claimants}" if claimants else ""),
            hint=self.nouns.hint,
            path=self.name,
            file=file,
            line=line,
        )

    def _first_place(self) -> tuple[str, int | None]:
        places = [component.where() for component in self.group]
        return min((place for place in places if place[0]), default=("", None))

    def _claimants(self) -> str:
        group = self.group
        places = sorted({":".join(map(str, filter(None, c.where()))) or c.long for c in group})
        if len(places) == 1 and not self.taken:
            declaring = f" that {places[0]} declares" if self._first_place()[0] else ""
            return f"different {self.nouns.several}{declaring}"
        return " and ".join([*places, "another component"] if len(places) == 1 else places)
