"""Our components in the form that drf-spectacular's registry and hooks accept."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Protocol

from ..translate import Translator
from ..translate.components import NamedSchema
from ..translate.schema_builder import Schema
from .upstream import ComponentIdentity, ResolvedComponent, build_array_type
from .upstream_texts import Text


class TranslatedDocument(Protocol):
    """The document that translated a component and settles its name."""

    translator: Translator

    def settle(self) -> None:
        """Settle the names of all components."""


class RegistryName(str):
    """A component's provisional name: a key of the registry that equals no other name.

    The registry is keyed by names, but final names are known only when all types are known.
    """

    __slots__ = ("key",)
    key: Hashable

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RegistryName) and self.key == other.key

    def __hash__(self) -> int:
        return hash(("typed", self.key))

    def endswith(self, *args: object) -> bool:
        """False, so that drf-spectacular does not cut "Serializer" off the name of a TypedDict."""
        return False


class TypedComponent(ResolvedComponent):
    """A component of the translator in drf-spectacular's registry.

    The registry reads name and schema when it is built, and names are settled then.
    """

    def __init__(self, named: NamedSchema, document: TranslatedDocument) -> None:
        self.named = named
        self.document = document
        self.type = ResolvedComponent.SCHEMA
        self.object = ComponentIdentity(named.key)
        self.registry_name = RegistryName(named.short)
        self.registry_name.key = named.key
        self._written: Schema | None = None
        self._shown: Schema = {}

    def __bool__(self) -> bool:
        return True

    @property
    def key(self) -> tuple[str, str]:
        """The key of the component in the registry."""
        return self.registry_name, self.type

    @property
    def name(self) -> str:
        """The settled name."""
        self.document.settle()
        return self.named.name

    @property
    def schema(self) -> Schema:
        """The schema, the same dict on every access: hooks change it in place."""
        if self._written is not self.named.schema:
            self._written = self.named.schema
            self._shown = _with_hidden_enums(self._written)
        return self._shown

    @property
    def ref(self) -> Schema:
        """A reference to the component, whose name may still change."""
        return self.document.translator.components.ref(self.named)


class ListComponent(TypedComponent):
    """A second entry of a component in the registry, whose reference is a list of it.

    drf-spectacular's own AutoSchema reads the `ref` of the registry's entry.
    """

    def __init__(self, named: NamedSchema, document: TranslatedDocument) -> None:
        super().__init__(named, document)
        self.registry_name.key = ("many", named.key)
        self.object = ComponentIdentity(self.registry_name.key)

    @property
    def ref(self) -> Schema:
        """An array schema whose items refer to the component."""
        return build_array_type(super().ref)


class InlineComponent(ResolvedComponent):
    """A schema without a name, in a place where drf-spectacular expects a component."""

    # The extension returns these. Given None, drf-spectacular would make a component of the schema
    # and name it after the class of the serializer.
    registry_name = None
    object = None
    name = ""

    def __init__(self, schema: Schema) -> None:
        self.inline = self.schema = schema

    def __bool__(self) -> bool:
        return True

    @property
    def ref(self) -> Schema:
        """The schema itself."""
        return self.inline


class _Enum(dict[str, Any]):
    """The schema of a Literal, whose `enum` drf-spectacular's enum hook does not see.

    The hook moves the enum of every property into a component with a made-up name, and warns
    where two properties of one name differ. The last step of a build makes plain dicts again.
    """

    def __contains__(self, key: object) -> bool:
        return key != "enum" and super().__contains__(key)


class Rendered(_Enum):
    """The schema of what a field renders, which limits of its input do not describe."""


def _with_hidden_enums(schema: Schema) -> Schema:
    """The schema with its properties' enums hidden; the same object if there are none."""
    properties = schema.get("properties", {})
    hidden = {
        name: other
        for name, value in properties.items()
        if (other := hidden_from_enum_hook(value)) is not value
    }
    return {**schema, "properties": {**properties, **hidden}} if hidden else schema


def hidden_from_enum_hook(schema: Schema) -> Schema:
    """The schema of a property, with its enum, or that of its items, hidden from the enum hook."""
    if "enum" in schema:
        return _Enum(schema)
    items = schema.get("items")
    if isinstance(items, dict) and "enum" in items:
        return {**schema, "items": _Enum(items)}
    return schema


def free_form() -> Schema:
    """drf-spectacular's schema for any object, in place of a type that is refused."""
    return {
        "type": "object",
        "additionalProperties": {},
        "description": str(Text.UNSPECIFIED_BODY),
    }
