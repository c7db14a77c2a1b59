"""Names the schemas that are referred to, each with a name of its own.

The names are provisional until `settlement` decides them; then references that were made before are
renamed in place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from ..openapi.vocabulary import COMPONENT_NAME
from .module_source import class_line
from .schema_builder import Schema

_ILLEGAL = re.compile(f"[^{COMPONENT_NAME}]")


@dataclass(slots=True, eq=False)
class NamedSchema:
    """A schema that is referred to by name; `schema` is empty until it is written.

    `longer` makes the long name, and is called only where two types claim the short one. `fixed`
    keeps the short name in any case. `declared_by` is the class or alias that has the schema; None
    if the name was given to a type of another kind. `place` is where it is first referred to.
    `has_private` says that the schema leaves out fields which are marked Private or excluded, and
    `withheld` has the values that it leaves out, for a `reason`.
    """

    key: Hashable
    short: str
    longer: Callable[[], str] = str
    fixed: bool = False
    declared_by: object = None
    name: str = ""
    schema: Schema = field(default_factory=dict)
    # The schema with plain nulls, if nulls are spelled exactly in `schema`.
    plain: Schema | None = None
    has_private: bool = False
    withheld: tuple[object, ...] = ()
    reason: str = ""
    # Used until names are settled: the text shared by all references, and the places that hold it,
    # each as a dict and its key.
    text: Reference | None = None
    places: list[tuple[Schema, str]] = field(default_factory=list)
    place: tuple[str, int | None] = ("", None)

    def __post_init__(self) -> None:
        self.name = self.short = legal_name(self.short)

    @property
    def long(self) -> str:
        """The name if another type claims the short one; a fixed short name is kept."""
        return self.short if self.fixed else legal_name(self.longer())

    def where(self) -> tuple[str, int | None]:
        """`(file, line)` of the type behind the schema, or of the first place that refers to it."""
        found = class_line(self.declared_by)
        return found if found[0] else self.place


class Reference(str):
    """A reference whose name is not settled yet; references to different components are unequal.

    `str()` gives the reference with the component's present name, also in a copy of the schema.
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
    """The named schemas of one document, in the order in which they were reserved."""

    def __init__(self, ref_template: str) -> None:
        self.ref_template = ref_template
        self._by_key: dict[Hashable, NamedSchema] = {}

    def __iter__(self) -> Iterator[NamedSchema]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def get(self, key: Hashable) -> NamedSchema | None:
        """The component of a key; None if there is none yet."""
        return self._by_key.get(key)

    def after(self, count: int) -> list[NamedSchema]:
        """The components added after the first `count`."""
        newest_first = islice(reversed(self._by_key.values()), len(self) - count)
        return list(newest_first)[::-1]

    def reserve(self, component: NamedSchema) -> None:
        """Add a component before its schema is written, so that the schema may refer to it."""
        self._by_key[component.key] = component

    def discard_after(self, count: int) -> None:
        """Delete the components added after the first `count`, as after a failed translation."""
        for key in list(self._by_key)[count:]:
            del self._by_key[key]

    def discard_unreachable(self, roots: Iterable[Schema], count: int) -> None:
        """Delete components after the first `count` that neither `roots` nor the first reach."""
        every = list(self)
        steps: list[object] = [*roots, *(component.schema for component in every[:count])]
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
        """A new reference to a component, which is renamed in place when names are settled."""
        text = component.text
        if text is None:
            text = component.text = Reference(self.reference(component))
            text.component, text.template = component, self.ref_template
        reference: Schema = {"$ref": text}
        component.places.append((reference, "$ref"))
        return reference

    def follow(self, reference: Schema, holder: Schema, key: str) -> None:
        """Write a reference into `holder[key]` too, and rename it there when names are settled."""
        text: Reference = reference["$ref"]
        holder[key] = text
        text.component.places.append((holder, key))

    def reference(self, component: NamedSchema) -> str:
        """The text of a reference to a component under its present name."""
        return self.ref_template.format(name=component.name)

    def rename(self, names: Mapping[Hashable, str]) -> None:
        """Give every component the name of its key, also in the references to it."""
        for component in self:
            component.name = names[component.key]
            component.text, text = None, self.reference(component)
            for place, key in component.places:
                place[key] = text

    def schemas(self) -> dict[str, Schema]:
        """The schemas by name, sorted by name."""
        return {c.name: c.schema for c in sorted(self, key=lambda c: c.name)}


def has_reference(schema: object) -> bool:
    """Whether a schema contains a reference at any depth."""
    if isinstance(schema, dict):
        return "$ref" in schema or any(map(has_reference, schema.values()))
    return isinstance(schema, list) and any(map(has_reference, schema))


def legal_name(name: str) -> str:
    """The name with an underscore for each character that OpenAPI forbids in it."""
    if name.isascii() and name.isidentifier():
        return name
    return _ILLEGAL.sub("_", name)
