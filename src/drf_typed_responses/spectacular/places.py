"""Where the parts of a document are written: file and line of a type, or of one of its fields."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from textwrap import dedent
from typing import Any

from rest_framework.serializers import BaseSerializer

from ..translate import declarations
from ..translate.components import NamedSchema
from ..translate.declared_fields import DeclaredField
from ..translate.definitions import statements
from ..translate.module_source import class_line, module_source
from ..translate.named_forms import fields_of

Place = tuple[str, int | None]
NOWHERE: Place = ("", None)


class Places:
    """Looks up the source of components by their names in the finished document."""

    def __init__(
        self,
        components: Mapping[str, NamedSchema],
        excluded: Mapping[str, frozenset[str]] | None = None,
        serializers: Mapping[str, type[BaseSerializer[Any]]] | None = None,
    ) -> None:
        self._components = components
        # The `exclude_fields` of DRF serializers, and themselves, by the names of their components.
        self._excluded = excluded or {}
        self._serializers = serializers or {}

    def __call__(self, component: str, property: str = "") -> Place:
        """File and line of a type, or of the field it declares or inherits under that name.

        A hook may have given it that name in camel case.
        """
        named = self._components.get(component)
        names = dict.fromkeys((property, _underscored(property))) if property else {}
        if named is None:
            serializer = self._serializers.get(component)
            return _serializer_place(serializer, names) if serializer else NOWHERE
        for cls, name in product(_declaring(named.declared_by), names):
            file, line = class_line(cls, name)
            if line is not None:
                return file, line
        return named.where()

    def private(self, component: str) -> frozenset[str]:
        """The names of the fields of a component that are marked Private or excluded.

        In camel case too, in which a renderer may write them.
        """
        fields = self._fields(component)
        public = {field.name for field in fields if not field.private}
        private = {field.name for field in fields if field.private}
        private |= self._excluded.get(component, frozenset())
        return frozenset(private | ({*map(_camelized, private)} - public))

    def _fields(self, component: str) -> list[DeclaredField]:
        named = self._components.get(component)
        cls = named.declared_by if named else None
        # The type that a type variable stands for changes nothing about names.
        return fields_of(cls, dict.fromkeys(getattr(cls, "__parameters__", ()), Any))


def _camelized(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])_([a-z0-9])", lambda match: match[1].upper(), name)


def _underscored(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: f"_{match[1].lower()}", name)


def class_place(cls: type) -> Place:
    """File and line of a class; nowhere for one without readable source."""
    return class_line(cls)


def _serializer_place(serializer: type[BaseSerializer[Any]], names: Iterable[str]) -> Place:
    """The line of a DRF serializer's field where it is written, else that of the class."""
    for cls, name in product(serializer.__mro__, names):
        file, line = _assigned(cls, name)
        if line is not None:
            return file, line
    file, line = class_line(serializer)
    return (file, line) if line is not None else NOWHERE  # such as an `inline_serializer`


def _assigned(cls: type, name: str) -> Place:
    """The line of `name = ...` in the body of a class."""
    source = module_source(cls.__module__)
    definition = source.classes.get(cls.__qualname__) if source else None
    if source is None or definition is None:
        return NOWHERE
    lines = source.text.split("\n")[definition.line - 1 : definition.last_line]
    for whole in statements(dedent("\n".join(lines))):
        for node in getattr(whole, "body", ()):
            targets = node.targets if isinstance(node, ast.Assign) else ()
            if name in (target.id for target in targets if isinstance(target, ast.Name)):
                return source.filename, definition.line + node.lineno - 1
    return NOWHERE


def _declaring(cls: object) -> Iterator[type]:
    """The class of a component, then the TypedDicts it inherits from, nearest first."""
    if isinstance(cls, type):
        yield cls
        for base in reversed(declarations.typeddict_bases(cls)):
            yield from _declaring(getattr(base, "__origin__", base))
