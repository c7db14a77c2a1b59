"""Between drf-spectacular's registry of components and our translator's, for one document."""

from __future__ import annotations

import traceback
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Any

from drf_spectacular.drainage import GENERATOR_STATS, error, warn
from drf_spectacular.plumbing import (
    ComponentIdentity,
    ComponentRegistry,
    ResolvedComponent,
    build_array_type,
)
from drf_spectacular.settings import spectacular_settings
from rest_framework.serializers import BaseSerializer

from ..conf import current_settings
from ..exceptions import SettingsError, TranslationError
from ..findings import Finding
from ..serializers import TypedResponse
from ..translate import Translator
from ..translate.components import NamedSchema
from ..translate.schemas import Schema
from .sources import Source, has_type, source_of

_ATTRIBUTE = "_typed_responses_bridge"


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

    def __init__(self, named: NamedSchema, bridge: Bridge) -> None:
        self.named = named
        self.bridge = bridge
        self.type = ResolvedComponent.SCHEMA
        self.object = ComponentIdentity(named.key)
        self.registry_name = RegistryName(named.short)
        self.registry_name.key = named.key

    def __bool__(self) -> bool:
        return True

    @property
    def key(self) -> tuple[str, str]:
        return self.registry_name, self.type

    @property
    def name(self) -> str:
        self.bridge.settle()
        return self.named.name

    @property
    def schema(self) -> Schema:
        return _with_shelter(self.named.schema)

    @property
    def ref(self) -> Schema:
        return self.bridge.translator.components.ref(self.named)


class ManyComponent(TypedComponent):
    """The same component once more, referred to as a list of it.

    drf-spectacular's own AutoSchema takes what stands in the registry and asks it for its `ref`.
    """

    def __init__(self, named: NamedSchema, bridge: Bridge) -> None:
        super().__init__(named, bridge)
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
    if "properties" not in schema:
        return schema
    return {
        **schema,
        "properties": {name: sheltered(value) for name, value in schema["properties"].items()},
    }


def sheltered(schema: Schema) -> Schema:
    """The schema of a property, out of sight of drf-spectacular's enum hook."""
    if "enum" in schema:
        return _Enum(schema)
    items = schema.get("items")
    if isinstance(items, dict) and "enum" in items:
        return {**schema, "items": _Enum(items)}
    return schema


class Bridge:
    """The types of one document, and what was wrong with them.

    `public` is set for a public document: there every hint is ours, and an error is a finding
    instead of a warning of drf-spectacular.
    """

    def __init__(self, registry: ComponentRegistry) -> None:
        self.registry = registry
        self.public = False
        self.findings: list[Finding] = []
        self.operation = ""
        self.translator = Translator(
            version=spectacular_settings.OAS_VERSION[:3],
            hooks=current_settings().imported_hooks(),
        )
        self._components: dict[Hashable, TypedComponent] = {}
        self._by_target: dict[Hashable, ResolvedComponent] = {}
        self._settled = -1

    @classmethod
    def of(cls, registry: ComponentRegistry) -> Bridge:
        """The bridge of a registry, made when it is first asked for."""
        bridge: Bridge | None = getattr(registry, _ATTRIBUTE, None)
        if bridge is None:
            bridge = cls(registry)
            setattr(registry, _ATTRIBUTE, bridge)
        return bridge

    @contextmanager
    def operating(self, method: str, path: str, view: Any) -> Iterator[None]:
        """Findings from now on are of this operation, also what the project's code raises.

        An exception ends the operation, which is then left out, and not the public document.
        """
        self.operation = f"{method.upper()} {path}"
        trace = len(GENERATOR_STATS._traces)
        try:
            yield
        except SettingsError:
            raise
        except Exception as failure:
            if not self.public:
                raise
            del GENERATOR_STATS._traces[trace:]
            self.findings.append(failed(failure, type(view), self.operation))

    def component(self, target: Any) -> Any:
        """The component of a serializer of ours; a free-form one where its type is refused."""
        key = target if isinstance(target, type | TypedResponse) else type(target)
        if key not in self._by_target:
            self._by_target[key] = self._component(target)
        return self._by_target[key]

    def many(self, target: Any) -> Any:
        """The component of `TeamSerializer(many=True)`, whose reference is a list."""
        one = self.component(target)
        if not isinstance(one, TypedComponent):
            return InlineComponent(build_array_type(one.ref))
        many = ManyComponent(one.named, self)
        self.registry.register_on_missing(many)
        return many

    def _component(self, target: Any) -> ResolvedComponent:
        try:
            source = source_of(target)
        except TranslationError as problem:
            self.report(problem)
            return InlineComponent(_free_form())
        schema = self.schema(source)
        if schema is None:
            return InlineComponent(_free_form())
        text = schema.get("$ref")
        if len(schema) == 1 and text is not None:
            return self._components[text.component.key]
        return InlineComponent(schema)

    def schema(self, source: Source) -> Schema | None:
        """The schema of a type, its components registered; None where it is refused."""
        try:
            return self.translated(source)
        except TranslationError as problem:
            self.report(problem.at(source.file, source.line))
            return None

    def translated(self, source: Source) -> Schema:
        """The schema of a type. Raises TranslationError."""
        name = source.name
        if name is None and source.fallback_name and self._needs_a_name(source):
            name = source.fallback_name
        if name is None:
            schema = self.translator.schema(source.hint, source.scope)
        else:
            schema = self.translator.named(name, source.hint, source.scope)
        self._register()
        return schema

    def _needs_a_name(self, source: Source) -> bool:
        # A serializer is a component, also where what it returns is a list or a union.
        return source.fallback_name != "Response" and "$ref" not in self.translator.schema(
            source.hint, source.scope
        )

    def _register(self) -> None:
        for named in self.translator.components:
            if named.key not in self._components:
                component = TypedComponent(named, self)
                self._components[named.key] = component
                self.registry.register(component)

    def settle(self) -> None:
        """Settle the names once all components that drf-spectacular has made are there."""
        if self._settled == len(self.registry._components):
            return
        self._settled = len(self.registry._components)
        taken = {
            component.name
            for component in self.registry._components.values()
            if not isinstance(component, TypedComponent)
            and component.type == ResolvedComponent.SCHEMA
        }
        try:
            for message in self.translator.components.settle(taken):
                self.warn(message)
        except TranslationError as problem:
            self.report(problem)

    def report(self, problem: TranslationError) -> None:
        """An error of a type: a finding of a public document, else drf-spectacular's error."""
        if not self.public:
            error(str(problem))
            return
        self.findings.append(
            Finding(
                "error",
                problem.id,
                problem.message,
                problem.hint,
                self.operation,
                problem.path,
                problem.file,
                problem.line,
            )
        )

    def warn(self, message: str) -> None:
        if self.public:
            self.findings.append(Finding("warning", "name-collision", message))
        else:
            warn(message)


def failed(failure: Exception, cls: type, operation: str = "") -> Finding:
    """The finding of an exception that a project's code raised while it was looked at."""
    frames = [frame for frame, _ in traceback.walk_tb(failure.__traceback__)]
    own = [f for f in frames if f.f_globals.get("__name__", "").partition(".")[0] not in _FRAMEWORK]
    file, line = (own[-1].f_code.co_filename, own[-1].f_lineno) if own else ("", None)
    return Finding(
        "error",
        "view-failed",
        f"{type(failure).__name__} while its document was generated: {failure}",
        "Views run without a real request here; `swagger_fake_view` on the view says so.",
        operation,
        cls.__name__,
        file,
        line,
    )


_FRAMEWORK = {
    __name__.partition(".")[0],
    "contextlib",
    "django",
    "drf_spectacular",
    "rest_framework",
}


def _free_form() -> Schema:
    return {
        "type": "object",
        "additionalProperties": {},
        "description": "Unspecified response body",
    }


def keeps_its_fields(target: Any, direction: str) -> bool:
    """A DRF serializer reads a request by its fields, whatever it returns."""
    cls = target if isinstance(target, type) else type(target)
    return direction == "request" and issubclass(cls, BaseSerializer)


def is_many(given: Any) -> bool:
    """Whether a serializer of ours is given as `TeamSerializer(many=True)`."""
    if isinstance(given, (type, BaseSerializer)):
        return False
    return getattr(given, "many", False) is True and has_type(given)
