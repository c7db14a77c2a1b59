"""The types of one document, translated by one translator and registered with drf-spectacular."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from drf_spectacular.settings import spectacular_settings
from drf_spectacular.utils import OpenApiResponse, PolymorphicProxySerializer
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from ..exceptions import TranslationError
from ..serializers import TypedResponse
from ..translate.schema_builder import Schema
from .chosen_fields import ChosenFields
from .component_names import ComponentNames
from .declared_types import declared_type, has_type
from .locations import ComponentLocations
from .method_annotations import DeclaredType
from .operation_facts import OperationFacts
from .polymorphic import arms_by_model, tag
from .registry_components import (
    InlineComponent,
    ListComponent,
    TypedComponent,
    free_form,
)
from .representations import is_represented
from .shared_fields import SharedFields
from .split_components import responds_with_other_shape
from .upstream import (
    ComponentRegistry,
    Override,
    ResolvedComponent,
    build_array_type,
    is_list_serializer,
    override,
    registered_components,
)

if TYPE_CHECKING:
    from drf_spectacular.openapi import AutoSchema

_ATTRIBUTE = "_typed_responses_document"

# The responses to add to an operation, by status.
Refusals: TypeAlias = Callable[[OperationFacts, Schema], Mapping[int, OpenApiResponse]]
# The security requirements of an operation, with the scopes of its view and method.
Scoped: TypeAlias = Callable[[list[Schema], APIView, str], list[Schema]]


class DocumentTypes(ComponentNames):
    """The types of one document, and the findings of its generation.

    Every hint of a public document is translated by us, elsewhere only those that drf-spectacular
    does not understand.
    """

    def __init__(self, registry: ComponentRegistry) -> None:
        super().__init__(registry)
        self.facts: dict[str, OperationFacts] = {}
        self.chosen_fields = ChosenFields()
        self.shared_fields = SharedFields()
        self._registered: dict[Hashable, TypedComponent] = {}
        self._by_target: dict[Hashable, ResolvedComponent | TranslationError] = {}
        self._split: dict[type, bool] = {}
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
