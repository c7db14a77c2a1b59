"""The types of one document, translated by one translator and registered with drf-spectacular."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from drf_spectacular.settings import spectacular_settings
from drf_spectacular.utils import OpenApiResponse, PolymorphicProxySerializer
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from ..exceptions import NameConflictError, TranslationError
from ..serializers import TypedResponse
from ..translate.components import NamedSchema
from ..translate.schema_builder import Schema
from ..translate.settlement import settle
from .chosen_fields import ChosenFields
from .declared_types import declared_type, has_type
from .document_translator import translator
from .locations import ComponentLocations
from .method_annotations import DeclaredType
from .name_claims import identity_of
from .operation_facts import OperationFacts
from .operation_findings import OperationFindings
from .polymorphic import arms_by_model, tag
from .registry_components import (
    InlineComponent,
    ListComponent,
    RegistryName,
    TypedComponent,
    free_form,
)
from .representations import is_represented
from .serializer_names import SerializerNames, rename_in_place
from .split_components import responds_with_other_shape
from .upstream import (
    ComponentRegistry,
    Override,
    ResolvedComponent,
    appended_schemas,
    build_array_type,
    is_list_serializer,
    override,
    registered_components,
    rename_components,
)

if TYPE_CHECKING:
    from drf_spectacular.openapi import AutoSchema

_ATTRIBUTE = "_typed_responses_document"

# The responses to add to an operation, by status.
Refusals: TypeAlias = Callable[[OperationFacts, Schema], Mapping[int, OpenApiResponse]]
# The security requirements of an operation, with the scopes of its view and method.
Scoped: TypeAlias = Callable[[list[Schema], APIView, str], list[Schema]]


class DocumentTypes(OperationFindings):
    """The types of one document, and the findings of its generation.

    Every hint of a public document is translated by us, elsewhere only those that drf-spectacular
    does not understand.
    """

    def __init__(self, registry: ComponentRegistry) -> None:
        super().__init__()
        self.registry = registry
        self.facts: dict[str, OperationFacts] = {}
        self.translator = translator()
        self.chosen_fields = ChosenFields()
        self._registered: dict[Hashable, TypedComponent] = {}
        self._by_target: dict[Hashable, ResolvedComponent | TranslationError] = {}
        self.names = SerializerNames()
        self._split: dict[type, bool] = {}
        self._settled = -1
        # `publish` adds to the operations of a public document, where the settings say so.
        self.refusals: Refusals = lambda facts, operation: {}
        self.scoped: Scoped = lambda requirements, view, method: requirements

    @classmethod
    def of(cls, registry: ComponentRegistry) -> DocumentTypes:
        """The types of the document that a registry belongs to, created on the first call."""
        types: DocumentTypes | None = getattr(registry, _ATTRIBUTE, None)
        if types is None:
            types = cls(registry)
            setattr(registry, _ATTRIBUTE, types)
        return types

    def has_type(self, target: object) -> bool:
        """Whether the component of a target is made from a type, not from fields."""
        return has_type(target) or (self.public and is_represented(target))

    def component(self, target: object) -> Any:
        """The component of a target's type; an inline free-form object if the type is refused."""
        key = target if isinstance(target, type | TypedResponse) else type(target)
        if key not in self._by_target:
            self._by_target[key] = self._component(target)
        component = self._by_target[key]
        if isinstance(component, TranslationError):
            self.report(component)  # in every operation that has it
            return InlineComponent(free_form())
        return component

    def list_component(self, target: object) -> Any:
        """The component of `TeamSerializer(many=True)`, whose reference is a list."""
        one = self.component(target)
        if not isinstance(one, TypedComponent):
            return InlineComponent(build_array_type(one.ref))
        component = ListComponent(one.named, self)
        self.registry.register_on_missing(component)
        return component

    def _component(self, target: object) -> ResolvedComponent | TranslationError:
        try:
            declared = declared_type(target)
        except TranslationError as error:
            return error
        try:
            schema = self.translated(declared)
        except TranslationError as error:
            return error.at(declared.file, declared.line)
        text = schema.get("$ref")
        if len(schema) == 1 and text is not None:
            return self._registered[text.component.key]
        return InlineComponent(schema)

    def is_split(self, serializer: object, auto_schema: AutoSchema) -> bool:
        """Whether a DRF serializer is one component as a request and another as a response."""
        if is_list_serializer(serializer):
            return False  # a list has no name
        if has_type(serializer):
            return self.public  # the type may have the name of the serializer
        cls = type(serializer)
        if cls is PolymorphicProxySerializer:
            return responds_with_other_shape(serializer, auto_schema, self.public)
        if cls not in self._split:
            self._split[cls] = responds_with_other_shape(serializer, auto_schema, self.public)
        return self._split[cls]

    def component_name(
        self, name: str, identity: object, serializer: Any, direction: str, has_own: bool
    ) -> str:
        """The provisional name of a DRF serializer's component, of a request `has_own` if split.

        `name` and `identity` are drf-spectacular's.
        """
        if isinstance(name, RegistryName) or is_list_serializer(serializer):
            return name  # of a type of ours, or the provisional name of the list's items
        if direction == "request" and spectacular_settings.COMPONENT_SPLIT_REQUEST:
            has_own, name = name.endswith("Request"), name.removesuffix("Request")
        same = identity_of(identity)
        return self.names.name(name, serializer, same, has_own, self.operation)

    def further_name(self, component: ResolvedComponent) -> str:
        """The provisional name of a component whose name another schema has.

        drf-spectacular's enum hook runs when names are settled, so its component keeps the name. If
        the two have other values, they are a finding.
        """
        name = str(component.name)
        if self.names.are_settled:
            known = self.registry[component].schema or {}
            if known.get("enum") != (component.schema or {}).get("enum"):
                self.report(_taken(name), self.names.operation(name))
            return name
        owner, schema = component.object, component.schema or {}
        cls = owner if isinstance(owner, type) else type(owner)
        return self.names.further_name(name, schema, cls, self.operation)

    def settle_serializers(self, paths: Schema) -> None:
        """Give the components of DRF serializers their final names, also in the references."""
        schemas = {str(each.name): each.schema or {} for each in self._others()}
        every = spectacular_settings.COMPONENT_SPLIT_REQUEST
        types, appended = self.translator.components, appended_schemas()
        names, settled = self.names.settle(schemas, types, appended, every)
        rename_components(self.registry, names)
        rename_in_place([paths, *schemas.values()], self.names.respelled)
        self._settled = -1
        for collision in settled.warnings:
            self.warn(collision, self.names.operation(collision.name))
        for conflict in settled.conflicts:
            self.report(conflict, self.names.operation(conflict.path))

    def _others(self) -> list[ResolvedComponent]:
        """The schemas in the registry that are not of types of ours."""
        return [
            component
            for component in registered_components(self.registry)
            if not isinstance(component, TypedComponent)
            and component.type == ResolvedComponent.SCHEMA
        ]

    def note_fields(
        self, serializer: object, component: ResolvedComponent, auto_schema: AutoSchema
    ) -> None:
        """Remember the fields of a DRF serializer, or that they differ from those documented."""
        self.chosen_fields.note(serializer, component.key, self.operation, auto_schema)

    def tag_arms(self, serializer: object, component: ResolvedComponent) -> None:
        """Give each arm of a PolymorphicSerializer the name by which it is chosen."""
        discriminator = (component.schema or {}).get("discriminator")
        if discriminator and arms_by_model(serializer):
            tag(discriminator, registered_components(self.registry))

    def has_one_direction(self, serializer: object, auto_schema: AutoSchema) -> bool:
        """Whether the component that lists a DRF serializer's fields is only of one direction."""
        every = spectacular_settings.COMPONENT_SPLIT_REQUEST
        return every or has_type(serializer) or self.is_split(serializer, auto_schema)

    def schema(self, declared: DeclaredType) -> Schema | None:
        """The schema of a type, its components registered; None, and a report, if refused."""
        try:
            return self.translated(declared)
        except TranslationError as error:
            self.report(error.at(declared.file, declared.line))
            return None

    def translated(self, declared: DeclaredType) -> Schema:
        """The schema of a type, its components registered. Raises TranslationError."""
        hint, scope = declared.hint, declared.scope
        schema = {} if declared.name else self._noted(self.translator.schema(hint, scope), declared)
        # A serializer is a component even if it returns a list or a union.
        name = declared.name or ("" if "$ref" in schema else declared.fallback_name)
        if name:
            schema = self._noted(self.translator.named(name, hint, scope), declared)
            schema["$ref"].component.place = (declared.file, declared.line)
        self._register(declared)
        return schema

    def _noted(self, schema: Schema, declared: DeclaredType) -> Schema:
        """The same schema; reports the metadata that its translation could not express."""
        for notice in self.translator.notices:
            place = (notice.file, notice.line) if notice.file else (declared.file, declared.line)
            self.note(notice.message, notice.path, *place)
        return schema

    def _register(self, declared: DeclaredType) -> None:
        for named in self.translator.components.after(len(self._registered)):
            if not (named.place[0] or isinstance(named.declared_by, type)):
                named.place = (declared.file, declared.line) if declared.file else self.place()
            component = TypedComponent(named, self)
            self._registered[named.key] = component
            self.registry.register(component)

    def settle(self) -> None:
        """Settle the names of our components, avoiding the names of all other components."""
        count = len(registered_components(self.registry))
        if self._settled == count:
            return
        self._settled = count
        enums = self._enums()
        taken = {
            component.name
            for component in self._others()
            if not _becomes_ours(component, enums[component.name])
        }
        settled = settle(self.translator.components, taken | appended_schemas())
        for collision in settled.warnings:
            self.warn(collision)
        for conflict in settled.conflicts:
            self.report(conflict)

    def _enums(self) -> defaultdict[str, list[NamedSchema]]:
        enums = defaultdict(list)
        for named in self.translator.components:
            if "enum" in named.schema:
                enums[named.short].append(named)
        return enums

    def locations(self) -> ComponentLocations:
        """The source of the components, by their settled names."""
        named = {named.name: named for named in self.translator.components}
        others = {
            str(component.name): component.object
            for component in registered_components(self.registry)
            if not isinstance(component, TypedComponent)
        }
        excluded = {
            name: frozenset(override(given, Override.EXCLUDED_FIELDS, []))
            for name, given in others.items()
        }
        serializers = {
            name: type(given) for name, given in others.items() if isinstance(given, BaseSerializer)
        }
        return ComponentLocations(named, excluded, serializers)


def _taken(name: str) -> NameConflictError:
    return NameConflictError(
        f"two different schemas have the component name {name}",
        'Rename one of them; choices get names in SPECTACULAR_SETTINGS["ENUM_NAME_OVERRIDES"].',
        name,
    )


def _becomes_ours(component: ResolvedComponent, enums: list[NamedSchema]) -> bool:
    """Whether a component of drf-spectacular's enum hook lists the values of one of our enums.

    `ENUM_NAME_OVERRIDES` may give the choices of a request the name of our enum in a response. Both
    are then one component, which gets our schema.
    """
    for named in enums:
        if _lists_the_same(named.schema, component.schema):
            component.schema = dict(named.schema)
            return True
    return False


def _lists_the_same(one: Schema, other: object) -> bool:
    keys = ("enum", "type")
    return isinstance(other, dict) and all(one.get(key) == other.get(key) for key in keys)
