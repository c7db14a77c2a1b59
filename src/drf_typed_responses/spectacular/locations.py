"""File and line of the source of a component, or of one of its fields."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product
from textwrap import dedent
from typing import Any

from rest_framework.serializers import BaseSerializer

from ..openapi.enumerations import Withheld, values_of
from ..translate import declarations
from ..translate.components import NamedSchema
from ..translate.declared_fields import DeclaredField
from ..translate.definitions import statements
from ..translate.module_source import ModuleSource, class_line, module_source
from ..translate.named_forms import fields_of

Location = tuple[str, int | None]
NOWHERE: Location = ("", None)
SerializerClass = type["BaseSerializer[Any]"]


class ComponentLocations:
    """Looks up the source of components by their names in the finished document.

    `components` are ours, by name. `serializers` are the DRF serializers that other components come
    from, and `excluded` their `exclude_fields`. `by_hand` finds the components of hand-written
    files.
    """

    def __init__(
        self,
        components: Mapping[str, NamedSchema],
        excluded: Mapping[str, frozenset[str]] | None = None,
        serializers: Mapping[str, SerializerClass] | None = None,
        by_hand: Callable[[str, str], Location] = lambda component, property: NOWHERE,
    ) -> None:
        self._types = components
        self._excluded = excluded or {}
        self._serializers = serializers or {}
        self._by_hand = by_hand

    def with_files(self, by_hand: Callable[[str, str], Location]) -> ComponentLocations:
        """The same, and the components of hand-written files."""
        return ComponentLocations(self._types, self._excluded, self._serializers, by_hand)

    def __call__(self, component: str, property: str = "") -> Location:
        """File and line of a component's type, or of the field that it declares or inherits.

        `property` may be the field's name in camel case, into which a hook may have turned it.
        """
        named = self._types.get(component)
        names = dict.fromkeys((property, _underscored(property))) if property else {}
        if named is None:
            serializer = self._serializers.get(component)
            if serializer is None:
                return self._by_hand(component, property)
            return _serializer_location(serializer, names)
        for cls, name in product(_declaring(named.declared_by), names):
            file, line = class_line(cls, name)
            if line is not None:
                return file, line
        return named.where()

    def is_by_hand(self, component: str) -> bool:
        """Whether a component is of a hand-written file."""
        known = component in self._types or component in self._serializers
        return not known and self._by_hand(component, "") != NOWHERE

    def is_of_this_package(self, component: str) -> bool:
        """Whether a component's type is one of this package, such as the body of a 400."""
        module = getattr(self.declared_by(component), "__module__", None)
        return str(module).partition(".")[0] == __name__.partition(".")[0]

    def declared_by(self, component: str) -> object:
        """The type that is written for a component; None for one that has none."""
        named = self._types.get(component)
        return named.declared_by if named else None

    def serializer(self, component: str) -> SerializerClass | None:
        """The DRF serializer whose fields are a component; None for another component."""
        return self._serializers.get(component)

    def private(self, component: str) -> frozenset[str]:
        """The names of a component's fields that are marked Private or excluded.

        They come in camel case too, in which a renderer may write them.
        """
        named = self._types.get(component)
        fields = self._fields(component) if named and named.has_private else []
        public = {field.name for field in fields if not field.private}
        private = {field.name for field in fields if field.private}
        private |= self._excluded.get(component, frozenset())
        return frozenset(private | ({*map(camelized, private)} - public))

    def withheld(self) -> dict[str, Withheld]:
        """The values of the components that leave out some, by component."""
        return {
            name: Withheld(values_of(named.schema), list(named.withheld))
            for name, named in self._types.items()
            if named.withheld
        }

    def reasons(self, component: str) -> dict[str, str]:
        """The reasons of the component's private fields and withheld values that give one."""
        named = self._types.get(component)
        fields = self._fields(component) if named and named.has_private else []
        reasons = {field.name: field.reason for field in fields if field.private and field.reason}
        if named and named.reason:
            reasons[", ".join(map(str, named.withheld))] = named.reason
        return reasons

    def _fields(self, component: str) -> list[DeclaredField]:
        named = self._types.get(component)
        cls = named.declared_by if named else None
        # The names are the same whatever the type variables are bound to.
        return fields_of(cls, dict.fromkeys(getattr(cls, "__parameters__", ()), Any))


def camelized(name: str) -> str:
    """The name in camel case, as a renderer or a hook may write it."""
    return re.sub(r"(?<=[a-z0-9])_([a-z0-9])", lambda match: match[1].upper(), name)


def _underscored(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: f"_{match[1].lower()}", name)


def class_location(cls: type) -> Location:
    """File and line of a class; `("", None)` for one without readable source."""
    return class_line(cls)


def _serializer_location(serializer: SerializerClass, names: Iterable[str]) -> Location:
    """File and line of a field of a DRF serializer, else of its class."""
    for cls, name in product(serializer.__mro__, names):
        file, line = _assigned(cls, name)
        if line is not None:
            return file, line
    file, line = class_line(serializer)
    return (file, line) if line is not None else NOWHERE  # such as an `inline_serializer`


def _assigned(cls: type, name: str) -> Location:
    """File and line of `name = ...` in the body of a class."""
    # REST framework moves the fields of a class, with those of its bases, into a dict.
    if name not in vars(cls) and name not in getattr(cls, "_declared_fields", ()):
        return NOWHERE
    source = module_source(cls.__module__)
    definition = source.classes.get(cls.__qualname__) if source else None
    if source is None or definition is None:
        return NOWHERE
    above = _assigned_names(source, definition.line, definition.last_line).get(name)
    return NOWHERE if above is None else (source.filename, definition.line + above)


@lru_cache(maxsize=1024)  # each serializer of a project derives from the same bases
def _assigned_names(source: ModuleSource, first: int, last: int) -> dict[str, int]:
    """The names that a class assigns, each with the number of lines above it in the class."""
    lines = source.text.split("\n")[first - 1 : last]
    nodes = [
        n for whole in statements(dedent("\n".join(lines))) for n in getattr(whole, "body", ())
    ]
    return {
        target.id: node.lineno - 1
        for node in reversed(nodes)
        for target in (node.targets if isinstance(node, ast.Assign) else ())
        if isinstance(target, ast.Name)
    }


def _declaring(cls: object) -> Iterator[type]:
    """The class of a component, then the TypedDicts it inherits from, nearest first."""
    if isinstance(cls, type):
        yield cls
        for base in reversed(declarations.typeddict_bases(cls)):
            yield from _declaring(getattr(base, "__origin__", base))
