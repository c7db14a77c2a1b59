"""Our components, as drf-spectacular's registry and its hooks take them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Protocol

from drf_spectacular.plumbing import ComponentIdentity, ResolvedComponent, build_array_type

from ..translate import Translator
from ..translate.components import NamedSchema
from ..translate.schema_builder import Schema


class Home(Protocol):
    """Where a component comes from: who translated it, and who settles its name."""

    translator: Translator

    def settle(self) -> None: ...


class RegistryName(str):
    """A component's provisional name as a key of the registry, equal to no other name.

    The registry is keyed by names, and final names are known only when all types are.
    """

    __slots__ = ("key",)
    key: Hashable

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RegistryName) and self.key == other.key

    def __hash__(self) -> int:
        return hash(("typed", self.key))

    def endswith(self, *args: Any) -> bool:
        return False  # drf-spectacular cuts "Serializer" off a name; a TypedDict keeps its own


class TypedComponent(ResolvedComponent):
    """A component of the translator, as drf-spectacular's registry holds it.

    Name and schema are read when the registry is built, which is when names are settled.
    """

    def __init__(self, named: NamedSchema, home: Home) -> None:
        self.named = named
        self.home = home
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
        return self.registry_name, self.type

    @property
    def name(self) -> str:
        self.home.settle()
        return self.named.name

    @property
    def schema(self) -> Schema:
        """The same dict at every look: hooks change it in place, such as to camel case."""
        if self._written is not self.named.schema:
            self._written = self.named.schema
            self._shown = _with_shelter(self._written)
        return self._shown

    @property
    def ref(self) -> Schema:
        return self.home.translator.components.ref(self.named)


class ManyComponent(TypedComponent):
    """The same component once more, referred to as a list of it.

    drf-spectacular's own AutoSchema takes what stands in the registry and asks it for its `ref`.
    """

    def __init__(self, named: NamedSchema, home: Home) -> None:
        super().__init__(named, home)
        self.registry_name.key = ("many", named.key)
        self.object = ComponentIdentity(self.registry_name.key)

    @property
    def ref(self) -> Schema:
        return build_array_type(super().ref)


class InlineComponent(ResolvedComponent):
    """A schema without a name, where drf-spectacular expects a component."""

    # Without a key in the registry drf-spectacular makes a component of it, named by its class.
    registry_name = None
    object = None

    def __init__(self, schema: Schema) -> None:
        self.inline = self.schema = schema

    def __bool__(self) -> bool:
        return True

    @property
    def ref(self) -> Schema:
        return self.inline


class _Enum(dict[str, Any]):
    """A Literal's schema that drf-spectacular's enum hook passes over.

    The hook moves the enum of every property into a component with a made-up name, and warns
    where two properties of one name differ. The last step of a build makes plain dicts again.
    """

    def __contains__(self, key: object) -> bool:
        return key != "enum" and super().__contains__(key)


def _with_shelter(schema: Schema) -> Schema:
    """The same schema where no property has an enum; most have none, and are not copied."""
    properties = schema.get("properties", {})
    hidden = {
        name: other
        for name, value in properties.items()
        if (other := sheltered(value)) is not value
    }
    return {**schema, "properties": {**properties, **hidden}} if hidden else schema


def sheltered(schema: Schema) -> Schema:
    """The schema of a property, out of sight of drf-spectacular's enum hook."""
    if "enum" in schema:
        return _Enum(schema)
    items = schema.get("items")
    if isinstance(items, dict) and "enum" in items:
        return {**schema, "items": _Enum(items)}
    return schema


def free_form() -> Schema:
    """What stands for a type that is refused: drf-spectacular's schema for anything."""
    return {
        "type": "object",
        "additionalProperties": {},
        "description": "Unspecified response body",
    }
