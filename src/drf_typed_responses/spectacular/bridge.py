"""Between drf-spectacular's registry of components and our translator's, for one document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from typing import Any

from drf_spectacular.drainage import get_override
from drf_spectacular.plumbing import (
    ComponentRegistry,
    ResolvedComponent,
    build_array_type,
    is_list_serializer,
)
from drf_spectacular.settings import spectacular_settings
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework.serializers import BaseSerializer

from ..conf import current_settings
from ..exceptions import SettingsError, TranslationError
from ..openapi.versions import VERSIONS
from ..serializers import TypedResponse
from ..translate import Translator
from ..translate.components import NamedSchema
from ..translate.schema_builder import Schema
from .directions import returns_otherwise
from .facts import OperationFacts
from .places import Places
from .problems import Problems
from .problems import failed as failed
from .registered import InlineComponent, ManyComponent, TypedComponent, free_form
from .sources import Source, has_type, source_of

_ATTRIBUTE = "_typed_responses_bridge"


class Bridge(Problems):
    """The types of one document, and what was wrong with them.

    In a public document every hint is ours; elsewhere those that drf-spectacular does not know.
    """

    def __init__(self, registry: ComponentRegistry) -> None:
        super().__init__()
        self.registry = registry
        self.facts: dict[str, OperationFacts] = {}
        self.translator = translator()
        self._components: dict[Hashable, TypedComponent] = {}
        self._by_target: dict[Hashable, ResolvedComponent | TranslationError] = {}
        self._split: dict[type, bool] = {}
        self._settled = -1

    @classmethod
    def of(cls, registry: ComponentRegistry) -> Bridge:
        """The bridge of a registry, made when it is first asked for."""
        bridge: Bridge | None = getattr(registry, _ATTRIBUTE, None)
        if bridge is None:
            bridge = cls(registry)
            setattr(registry, _ATTRIBUTE, bridge)
        return bridge

    def component(self, target: Any) -> Any:
        """The component of a serializer of ours; a free-form one where its type is refused."""
        key = target if isinstance(target, type | TypedResponse) else type(target)
        if key not in self._by_target:
            self._by_target[key] = self._component(target)
        component = self._by_target[key]
        if isinstance(component, TranslationError):
            self.report(component)  # once for every operation that has it
            return InlineComponent(free_form())
        return component

    def many(self, target: Any) -> Any:
        """The component of `TeamSerializer(many=True)`, whose reference is a list."""
        one = self.component(target)
        if not isinstance(one, TypedComponent):
            return InlineComponent(build_array_type(one.ref))
        many = ManyComponent(one.named, self)
        self.registry.register_on_missing(many)
        return many

    def _component(self, target: Any) -> ResolvedComponent | TranslationError:
        try:
            source = source_of(target)
        except TranslationError as problem:
            return problem
        try:
            schema = self.translated(source)
        except TranslationError as problem:
            return problem.at(source.file, source.line)
        text = schema.get("$ref")
        if len(schema) == 1 and text is not None:
            return self._components[text.component.key]
        return InlineComponent(schema)

    def is_split(self, serializer: Any) -> bool:
        """Whether a DRF serializer is one component as a request and another as a response."""
        if has_type(serializer) or is_list_serializer(serializer):
            return False  # what it returns has the name of its type; a list has none
        cls = type(serializer)
        if cls is PolymorphicProxySerializer:
            return returns_otherwise(serializer)
        if cls not in self._split:
            self._split[cls] = returns_otherwise(serializer)
        return self._split[cls]

    def schema(self, source: Source) -> Schema | None:
        """The schema of a type, its components registered; None where it is refused."""
        try:
            return self.translated(source)
        except TranslationError as problem:
            self.report(problem.at(source.file, source.line))
            return None

    def translated(self, source: Source) -> Schema:
        """The schema of a type. Raises TranslationError."""
        schema = {} if source.name else self.translator.schema(source.hint, source.scope)
        # A serializer is a component, also where what it returns is a list or a union.
        name = source.name or ("" if "$ref" in schema else source.fallback_name)
        if name:
            schema = self.translator.named(name, source.hint, source.scope)
        self._register()
        return schema

    def _register(self) -> None:
        for named in self.translator.components.after(len(self._components)):
            component = TypedComponent(named, self)
            self._components[named.key] = component
            self.registry.register(component)

    def settle(self) -> None:
        """Settle the names once all components that drf-spectacular has made are there."""
        if self._settled == len(self.registry._components):
            return
        self._settled = len(self.registry._components)
        enums = self._enums()
        taken = {
            component.name
            for component in self.registry._components.values()
            if not isinstance(component, TypedComponent)
            and component.type == ResolvedComponent.SCHEMA
            and not _becomes_ours(component, enums[component.name])
        }
        try:
            for message in self.translator.components.settle(taken):
                self.warn(message)
        except TranslationError as problem:
            self.report(problem)

    def _enums(self) -> defaultdict[str, list[NamedSchema]]:
        enums = defaultdict(list)
        for named in self.translator.components:
            if "enum" in named.schema:
                enums[named.short].append(named)
        return enums

    def places(self) -> Places:
        """Where the components are written, by the names they got."""
        named = {named.name: named for named in self.translator.components}
        others = {
            str(component.name): component.object
            for component in self.registry._components.values()
            if not isinstance(component, TypedComponent)
        }
        excluded = {
            name: frozenset(get_override(given, "exclude_fields", []))
            for name, given in others.items()
        }
        serializers = {
            name: type(given) for name, given in others.items() if isinstance(given, BaseSerializer)
        }
        return Places(named, excluded, serializers)


def translator() -> Translator:
    """A translator for the version of the settings. Raises SettingsError for an unknown one."""
    version: Any = spectacular_settings.OAS_VERSION
    if not isinstance(version, str) or version[:3] not in VERSIONS:
        raise SettingsError(
            f'SPECTACULAR_SETTINGS["OAS_VERSION"] is {version!r}; write "3.0.3", "3.1.0" or "3.2.0"'
        )
    return Translator(version=version[:3], hooks=current_settings().imported_hooks())


def _becomes_ours(component: ResolvedComponent, enums: list[NamedSchema]) -> bool:
    """Whether drf-spectacular's enum hook made the component of an enum that we have too.

    `ENUM_NAME_OVERRIDES` names the choices of a request as we name those of a response; then both
    are one component, with our schema.
    """
    for named in enums:
        if _lists_the_same(named.schema, component.schema):
            component.schema = dict(named.schema)
            return True
    return False


def _lists_the_same(one: Schema, other: Any) -> bool:
    keys = ("enum", "type")
    return isinstance(other, dict) and all(one.get(key) == other.get(key) for key in keys)
