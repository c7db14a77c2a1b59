"""The names of a document's components: of types, of DRF serializers, and of all others."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from drf_spectacular.settings import spectacular_settings

from ..exceptions import NameConflictError
from ..translate.components import NamedSchema
from ..translate.schema_builder import Schema
from ..translate.settlement import settle
from .document_translator import translator
from .name_claims import identity_of
from .operation_findings import OperationFindings
from .registry_components import RegistryName, TypedComponent
from .serializer_names import SerializerNames, rename_in_place
from .upstream import (
    ComponentRegistry,
    ResolvedComponent,
    appended_schemas,
    count_components,
    is_list_serializer,
    registered_components,
    rename_components,
)


class ComponentNames(OperationFindings):
    """The part of `DocumentTypes` that names components; names are settled when all are known."""

    def __init__(self, registry: ComponentRegistry) -> None:
        super().__init__()
        self.registry = registry
        self.translator = translator()
        self.names = SerializerNames()
        self._settled = -1

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

    def settle(self) -> None:
        """Settle the names of our components, avoiding the names of all other components."""
        count = count_components(self.registry)
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
