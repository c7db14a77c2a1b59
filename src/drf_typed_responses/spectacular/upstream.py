"""Everything private or undocumented in drf-spectacular that this package relies on.

`MEMBERS`, `Override` and `Text` list it, with the releases they were checked against. If a new
release lacks an entry, a test fails with the entry's name, and only this module has to change. The
functions below call drf-spectacular; drf-spectacular calls the classes that end in `Hooks`.
"""

from __future__ import annotations

import copy
import functools
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

import drf_spectacular
from django.urls import Resolver404, get_resolver
from drf_spectacular import drainage
from drf_spectacular.drainage import GENERATOR_STATS, get_override
from drf_spectacular.drainage import error as error
from drf_spectacular.drainage import warn as warn
from drf_spectacular.plumbing import ComponentIdentity as ComponentIdentity
from drf_spectacular.plumbing import ComponentRegistry as ComponentRegistry
from drf_spectacular.plumbing import ResolvedComponent as ResolvedComponent
from drf_spectacular.plumbing import append_meta as append_meta
from drf_spectacular.plumbing import build_array_type as build_array_type
from drf_spectacular.plumbing import build_listed_example_value as build_listed_example_value
from drf_spectacular.plumbing import build_serializer_context, detype_patterns
from drf_spectacular.plumbing import force_instance as force_instance
from drf_spectacular.plumbing import get_doc as get_doc
from drf_spectacular.plumbing import get_openapi_type_mapping as get_openapi_type_mapping
from drf_spectacular.plumbing import is_basic_type as is_basic_type
from drf_spectacular.plumbing import is_higher_order_type_hint as is_higher_order_type_hint
from drf_spectacular.plumbing import is_list_serializer as is_list_serializer
from drf_spectacular.plumbing import is_patched_serializer as is_patched_serializer
from drf_spectacular.plumbing import is_versioning_supported as is_versioning_supported
from drf_spectacular.plumbing import operation_matches_version as operation_matches_version
from drf_spectacular.plumbing import resolve_type_hint as resolve_type_hint
from drf_spectacular.serializers import PolymorphicProxySerializerExtension
from drf_spectacular.settings import spectacular_settings
from rest_framework.exceptions import NotFound
from rest_framework.fields import Field
from rest_framework.serializers import BaseSerializer

if TYPE_CHECKING:
    from drf_spectacular.generators import EndpointEnumerator as _Enumerator
    from drf_spectacular.generators import SchemaGenerator as _Generator
    from drf_spectacular.openapi import AutoSchema as _AutoSchema
    from drf_spectacular.utils import Direction
    from rest_framework.pagination import BasePagination
else:
    # Mixins: this module is imported while `drf_spectacular.openapi` is still being imported.
    _AutoSchema = _Enumerator = _Generator = object

Schema: TypeAlias = dict[str, Any]

# Members by release and owner. A test reads this dict as a literal, so that it can name missing
# members even if this module cannot be imported. "X()" is an instance of X.
MEMBERS: Mapping[str, Mapping[str, str]] = {
    "0.28 to 0.30": {
        "drf_spectacular.contrib": "__all__ __path__",  # in apps.py, which imports nothing of ours
        "drf_spectacular.contrib.djangorestframework_camel_case": "camelize_serializer_fields",
        "drf_spectacular.drainage": "_get_source_location error get_override warn",
        "drf_spectacular.drainage.GENERATOR_STATS": """
            _error_cache _traces _warn_cache reset silence""",
        "drf_spectacular.extensions.OpenApiSerializerExtension": "_matches",
        "drf_spectacular.generators.EndpointEnumerator": "_get_api_endpoints",
        "drf_spectacular.generators.SchemaGenerator()": """
            _get_paths_and_endpoints api_version endpoint_inspector_cls endpoints inspector
            registry""",
        "drf_spectacular.openapi.AutoSchema": """
            _get_examples _get_filter_parameters _get_format_parameters _get_paginator
            _get_request_for_media_type
            _get_response_bodies
            _get_response_for_code _get_response_headers_for_code _get_serializer
            _get_serializer_field_meta _get_serializer_name _insert_field_validators
            _is_create_operation _is_list_view _map_basic_serializer _map_response_type_hint
            _map_serializer _map_serializer_field _process_override_parameters""",
        "drf_spectacular.plumbing": """
            ComponentIdentity append_meta build_array_type build_listed_example_value
            build_serializer_context detype_patterns
            force_instance get_doc get_openapi_type_mapping is_basic_type
            is_higher_order_type_hint is_list_serializer is_patched_serializer
            is_versioning_supported operation_matches_version resolve_type_hint""",
        "drf_spectacular.plumbing.ComponentRegistry()": """
            _components build register register_on_missing""",
        "drf_spectacular.plumbing.ResolvedComponent": "SCHEMA SECURITY_SCHEMA key ref",
        "drf_spectacular.serializers.PolymorphicProxySerializerExtension": "_prep_serializer",
        "drf_spectacular.validation": "validate_schema",
    }
}


# ------------------------------------------------------------ arguments of decorators

# The attribute in which decorators keep their arguments. `translate/declarations.py` and
# `serializers.py` name it too, because neither may import drf-spectacular.
ANNOTATION = "_spectacular_annotation"


class Override(StrEnum):
    """The keys under which drf-spectacular 0.28 to 0.30 keeps the arguments of its decorators."""

    COMPONENT_NAME = "component_name"  # read by `translate/type_names.py`
    EXCLUDED_FIELDS = "exclude_fields"
    FIELD = "field"
    FIELD_COMPONENT_NAME = "field_component_name"
    MANY = "many"
    SHARED_NAME = "suppress_collision_warning"  # written by `forced_singular_serializer`


def override(owner: object, key: Override, default: Any = None) -> Any:
    """The argument of a decorator of drf-spectacular on a class, function or field."""
    return get_override(owner, key.value, default)


def with_schema(target: Any, schema: Schema) -> Any:
    """The same field or method, for which drf-spectacular takes this schema.

    The schema already admits null where the field does.
    """
    if isinstance(target, Field):
        shown: Any = copy.copy(target)
        shown.allow_null = False
    else:
        shown = functools.wraps(target)(lambda *args, **kwargs: target(*args, **kwargs))
    own = {Override.FIELD.value: schema, Override.FIELD_COMPONENT_NAME.value: None}
    setattr(shown, ANNOTATION, {**getattr(target, ANNOTATION, {}), **own})
    return shown


# ------------------------------------------------------------ messages and texts


class Text(StrEnum):
    """Parts of messages and descriptions that drf-spectacular 0.28 to 0.30 writes."""

    UNGUESSED_SERIALIZER = "unable to guess serializer"
    UNRESOLVED = "could not resolve"
    UNRESOLVED_REQUEST = "could not resolve request body"
    UNRESOLVED_PARAMETER = "could not resolve parameter annotation"
    UNRESOLVED_AUTHENTICATOR = "could not resolve authenticator"
    ID_OF_VIEW = "with parameters operation_id or operation"
    UNKNOWN_METHOD = "was not found on view"
    UNTYPED_FIELD = "Could not derive type for"
    MISSING_METHOD = "is missing required method"
    UNNAMED_EXTENSION = "vendor extensions must start with"
    UNTRANSLATED_PARAMETER = "unsupported type for parameter"
    UNTYPED_PARAMETER = "could not derive type of path parameter"
    REPEATED_ID = "has collisions"
    SAME_NAME = "components with identical names"
    ENUM_NAME = "to fix the naming"
    NO_BODY = "No response body"
    UNSPECIFIED_BODY = "Unspecified response body"


CAMELIZE = "drf_spectacular.contrib.djangorestframework_camel_case.camelize_serializer_fields"

# A line of a field's description for one of the field's choices.
CHOICE = re.compile(r"^\* `.*` - .*$", re.MULTILINE)
# The view class that a message about a decorator of the class names.
DECORATED_VIEW = re.compile(r"@extend_schema(?:_view)? .*? (?:class|view) (\w+)")
# The suffix of an operation id that several operations have.
ID_SUFFIX = re.compile(r"_?\d+")
# "FILE:LINE: Warning [View > Serializer]: text".
_MESSAGE = re.compile(
    r"(?:(?P<file>.*?)(?::(?P<line>\d+))?: )?"
    r"(?:Warning|Error)(?: \[(?P<trace>.*?)\])?: (?P<text>.*)",
    re.DOTALL,
)


class Message(NamedTuple):
    """A message of drf-spectacular; `trace` is "View > Serializer", `raw` the printed message."""

    raw: str
    text: str
    trace: str = ""
    file: str = ""
    line: int | None = None

    @classmethod
    def parsed(cls, raw: str) -> Message:
        """The parts of a printed message; a message in an unknown form is all text."""
        match = _MESSAGE.match(raw)
        if match is None:
            return cls(raw, raw)
        line = int(match["line"]) if match["line"] else None
        return cls(raw, match["text"], match["trace"] or "", match["file"] or "", line)


def messages(level: str) -> list[Message]:
    """The errors or the warnings since the last generation began, each once."""
    stats = GENERATOR_STATS
    cache = stats._error_cache if level == "error" else stats._warn_cache
    return [Message.parsed(raw) for raw in cache]


class Progress(NamedTuple):
    """The number of messages so far, and the depth of the current view and serializers."""

    errors: int
    warnings: int
    depth: int

    @classmethod
    def now(cls) -> Progress:
        """The progress of the generation that is running."""
        stats = GENERATOR_STATS
        return cls(len(stats._error_cache), len(stats._warn_cache), len(stats._traces))

    def said_since(self) -> list[str]:
        """The raw messages first printed since, errors before warnings."""
        errors, warnings = list(GENERATOR_STATS._error_cache), list(GENERATOR_STATS._warn_cache)
        return errors[self.errors :] + warnings[self.warnings :]

    def unwind(self) -> None:
        """Leave the views and serializers entered since; drf-spectacular does not on errors."""
        del GENERATOR_STATS._traces[self.depth :]


@contextmanager
def quiet() -> Iterator[None]:
    """Print no message inside the block, and delete all messages when it ends."""
    before = Progress.now()
    with GENERATOR_STATS.silence():
        try:
            yield
        finally:
            before.unwind()
            GENERATOR_STATS.reset()


class _Line:
    """The line of a view or serializer in a message, looked up only if a message has it.

    drf-spectacular's command looks up the line of every view and serializer, which takes two fifths
    of its time before Python 3.13, where each look-up parses a whole module.
    """

    def __init__(self, owner: object) -> None:
        self.owner = owner

    @cached_property
    def number(self) -> int | None:
        """The line, None without source."""
        return _location_of(self.owner)[1]

    def __bool__(self) -> bool:
        return bool(self.number)

    def __str__(self) -> str:
        return str(self.number)


_location_of: Any = getattr(drainage, "_get_source_location", None)


@lru_cache(maxsize=1000)
def _location_with_late_line(owner: Any) -> tuple[str | None, _Line]:
    try:
        return inspect.getsourcefile(owner), _Line(owner)
    except TypeError:  # a class of the interpreter, or made without a module
        return None, _Line(owner)


if _location_of is not None:  # a later release may look lines up in another way
    drainage._get_source_location = _location_with_late_line


# ------------------------------------------------------------ components and documents


def registered_components(registry: ComponentRegistry) -> list[ResolvedComponent]:
    """The components of a registry, in the order of their registration."""
    return list(registry._components.values())


def count_components(registry: ComponentRegistry) -> int:
    """The number of components of a registry, which is asked for each component."""
    return len(registry._components)


def security_schemes(registry: ComponentRegistry) -> dict[str, Schema]:
    """The security schemes of a registry and of the settings, by name."""
    kind = ResolvedComponent.SECURITY_SCHEMA
    appended: dict[str, Schema] = (spectacular_settings.APPEND_COMPONENTS or {}).get(kind, {})
    schemes = [each for each in registered_components(registry) if each.type == kind]
    return {**appended, **{str(each.name): each.schema or {} for each in schemes}}


def rename_components(registry: ComponentRegistry, names: Mapping[str, str]) -> None:
    """Give the components of a registry their final names, by their present names."""
    components = registered_components(registry)
    registry._components.clear()
    for component in components:
        if component.key[0] in names:
            component.name = names[component.name]
        registry._components[component.key] = component


def written_serializer(cls: type) -> type:
    """A class of serializers as it is written: the base of a `forced_singular_serializer`."""
    return cls.__bases__[0] if override(cls, Override.SHARED_NAME) else cls


def build_usual_kinds(registry: ComponentRegistry) -> None:
    """Let a registry build the kinds of components that a full document has, even if empty.

    Hooks of the project read them.
    """
    build = registry.build

    def building(extra_components: Schema) -> Schema:
        built: Schema = {"schemas": {}, "securitySchemes": {}, **build(extra_components)}
        return {kind: built[kind] for kind in sorted(built)}

    registry.build = building  # type: ignore[method-assign]


def appended_schemas() -> set[str]:
    """The names of the schemas that a setting adds, which replace components of the same names."""
    return set(spectacular_settings.APPEND_COMPONENTS.get(ResolvedComponent.SCHEMA, ()))


def name_each_shape(
    registry: ComponentRegistry, another: Callable[[ResolvedComponent], str]
) -> None:
    """Let `another` name a component whose name another schema has in the registry.

    drf-spectacular would publish the first of the two schemas for both. Pages and fields come with
    their schemas; a serializer's component gets its schema later.
    """
    register = registry.register_on_missing

    def registering(component: ResolvedComponent) -> None:
        known = registry._components.get(component.key)
        if component.type == ResolvedComponent.SCHEMA and known and known.schema:
            if known.schema == component.schema:
                return
            component.name = another(component)
            if component.key in registry._components:
                return
        register(component)

    registry.register_on_missing = registering  # type: ignore[method-assign]


def knows_version(minor: str) -> bool:
    """Whether drf-spectacular supports a version of OpenAPI such as "3.1".

    It has a JSON Schema of each version that it supports; other versions it writes as 3.0.
    """
    schemas = Path(drf_spectacular.__file__).with_name("validation")
    return (schemas / f"openapi_{minor.replace('.', '_')}_schema.json").exists()


def validate(document: Mapping[str, Any]) -> None:
    """Check a document against drf-spectacular's copy of the JSON Schema of OpenAPI.

    Raises jsonschema's ValidationError for an invalid document.
    """
    from drf_spectacular.validation import validate_schema  # loads jsonschema

    validate_schema(document)


def has_hook(path: str) -> bool:
    """Whether the project has a postprocessing hook of that dotted path."""
    hooks = spectacular_settings.POSTPROCESSING_HOOKS
    return path in [f"{h.__module__}.{getattr(h, '__qualname__', '')}" for h in hooks]


def publish_tag(schema: Schema) -> None:
    """Give the property of a discriminator the name under which it is published."""
    if tag := schema.get("discriminator"):
        tag["propertyName"] = published_name(tag["propertyName"])


def published_name(name: str) -> str:
    """The name under which a property is published.

    drf-spectacular's hook for djangorestframework-camel-case renames the properties of components,
    and does not know discriminators. The hook itself is asked, because settings exempt names.
    """
    if not has_hook(CAMELIZE):
        return name
    from drf_spectacular.contrib.djangorestframework_camel_case import camelize_serializer_fields

    component = SimpleNamespace(schema={"type": "object", "properties": {name: {}}})
    components = {("", ResolvedComponent.SCHEMA): component}
    generator = SimpleNamespace(registry=SimpleNamespace(_components=components))
    camelize_serializer_fields({"paths": {}}, generator, None, True)
    (published,) = component.schema["properties"]
    return str(published)


# ------------------------------------------------------------ AutoSchema, called


def is_list_view(auto_schema: _AutoSchema, serializer: object) -> bool:
    """Whether drf-spectacular considers the view to return a list."""
    return auto_schema._is_list_view(serializer)  # type: ignore[arg-type]


def is_create_operation(auto_schema: _AutoSchema) -> bool:
    """Whether drf-spectacular considers the operation to return 201."""
    return auto_schema._is_create_operation()


def field_meta(auto_schema: _AutoSchema, field: object, direction: Direction) -> Schema:
    """The keywords of a field beside its type, such as `readOnly`, `default` and `title`."""
    return auto_schema._get_serializer_field_meta(field, direction)


def paginator_of(auto_schema: _AutoSchema) -> BasePagination | None:
    """The paginator of the view, None without one."""
    return auto_schema._get_paginator()


def fields_schema(auto_schema: _AutoSchema, serializer: object, direction: Direction) -> Schema:
    """The schema of a DRF serializer by its fields, even if an extension matches it."""
    return auto_schema._map_serializer(serializer, direction, True)


def written_class(schema: object) -> type:
    """The class of a view's schema as it is written, without those that decorators derive."""
    made = ("drf_spectacular.generators", "drf_spectacular.utils")
    return next(cls for cls in schema.__class__.__mro__ if cls.__module__ not in made)


def scopes_of(schema: object) -> Iterator[dict[str, Any]]:
    """The `versions` and `methods` of each `@extend_schema` of a view, as they are given.

    drf-spectacular keeps them in a closure of the class that each decorator derives.
    """
    for cls in schema.__class__.__mro__:
        if cls.__module__ == "drf_spectacular.utils" and "is_excluded" in vars(cls):
            inner = inspect.getclosurevars(vars(cls)["is_excluded"]).nonlocals.get("is_in_scope")
            given = inspect.getclosurevars(inner).nonlocals if inner else {}
            yield {name: given[name] for name in ("versions", "methods") if name in given}


def overriding(schema: object, method: str) -> type | None:
    """The class of a project that overrides a method of drf-spectacular's AutoSchema, if any."""
    packages = ("drf_spectacular", "drf_typed_responses", "rest_framework")
    for cls in schema.__class__.__mro__:
        if method in vars(cls) and cls.__module__.partition(".")[0] not in packages:
            return cls
    return None


def give_context(auto_schema: _AutoSchema, serializer: Any) -> None:
    """Give a serializer the context that drf-spectacular gives it before it asks for the fields.

    A serializer keeps the fields that it first made, and may have made them by its context.
    """
    if not serializer.context:
        serializer.context.update(build_serializer_context(auto_schema.view))


def in_context(auto_schema: _AutoSchema, serializer: Any) -> Any:
    """A serializer with the context of its view; an instance in it of a class, which may need it.

    drf-spectacular makes the instance without context.
    """
    if not (isinstance(serializer, type) and issubclass(serializer, BaseSerializer)):
        if isinstance(serializer, BaseSerializer):
            give_context(auto_schema, serializer)
        return serializer
    try:
        return serializer(context=build_serializer_context(auto_schema.view))
    except TypeError:  # its `__init__` has no such parameter
        return in_context(auto_schema, serializer())


# ------------------------------------------------------------ classes, overridden


def set_on(instance: object, **attributes: object) -> AbstractContextManager[None]:
    """Give an instance attributes inside the block, also in place of methods of its class."""
    return _Attributes(vars(instance), attributes)


class _Attributes(AbstractContextManager[None]):
    """A class, because a generator takes three times as long, and a build enters thousands."""

    def __init__(self, members: dict[str, Any], given: dict[str, object]) -> None:
        self.members, self.given = members, given
        self.before: dict[str, Any] = {}

    def __enter__(self) -> None:
        self.before = {name: self.members[name] for name in self.given if name in self.members}
        self.members.update(self.given)

    def __exit__(self, *raised: object) -> None:
        for name in self.given:
            self.members.pop(name)
        self.members.update(self.before)


class AutoSchemaHooks(_AutoSchema):
    """A mixin for drf-spectacular's AutoSchema: each hook stands for one of its private methods.

    A subclass overrides the hook, and calls `super()` for drf-spectacular's own result.
    `given` and `named` are arguments that drf-spectacular itself leaves out of some calls. They are
    passed on as they were given, because an override in a project's own AutoSchema may not have
    the parameters.
    """

    def _get_serializer(self) -> Any:
        return self.guess_serializer()

    def guess_serializer(self) -> Any:
        """The serializer of the view; None, and a message, without one."""
        return super()._get_serializer()

    def _map_serializer_field(
        self, field: object, direction: Direction, *given: Any, **named: Any
    ) -> Schema | None:
        return self.map_field(field, direction, *given, **named)

    def map_field(
        self, field: object, direction: Direction, *given: Any, **named: Any
    ) -> Schema | None:
        """The schema of a serializer field; None for a field without one in this direction."""
        return super()._map_serializer_field(field, direction, *given, **named)

    def _map_basic_serializer(self, serializer: Any, direction: Direction) -> Schema:
        return self.map_fields(serializer, direction)

    def map_fields(self, serializer: Any, direction: Direction) -> Schema:
        """The schema of a DRF serializer by its fields."""
        return super()._map_basic_serializer(serializer, direction)

    def _insert_field_validators(self, field: Any, schema: Schema) -> None:
        self.insert_limits(field, schema)

    def insert_limits(self, field: Any, schema: Schema) -> None:
        """Add the limits that a field's validators set to the field's schema."""
        super()._insert_field_validators(field, schema)

    def _map_response_type_hint(self, method: object) -> Schema:
        return self.map_return_hint(method)

    def map_return_hint(self, method: object) -> Schema:
        """The schema of the return annotation of a method or property."""
        schema: Any = super()._map_response_type_hint(method)
        return schema

    def _get_serializer_name(
        self, serializer: object, direction: Direction, *given: Any, **named: Any
    ) -> str:
        return self.make_component_name(serializer, direction, *given, **named)

    def make_component_name(
        self, serializer: object, direction: Direction, *given: Any, **named: Any
    ) -> str:
        """The name of a serializer's component."""
        return super()._get_serializer_name(serializer, direction, *given, **named)

    def _get_request_for_media_type(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, serializer: object, direction: Direction = "request"
    ) -> tuple[Schema, bool]:
        return self.make_request(serializer, direction)

    def make_request(self, serializer: object, direction: Direction) -> tuple[Schema, bool]:
        """`(schema, required)` of the request body that is declared for a media type."""
        request: Any = super()._get_request_for_media_type(serializer, direction)
        return request

    def _get_response_bodies(self, *given: Any, **named: Any) -> Schema:
        return self.make_responses(*given, **named)

    def make_responses(self, *given: Any, **named: Any) -> Schema:
        """The response objects of the operation, by status."""
        return super()._get_response_bodies(*given, **named)

    def _get_response_for_code(
        self, serializer: object, status_code: str, *given: Any, **named: Any
    ) -> Schema:
        return self.make_response(serializer, status_code, *given, **named)

    def make_response(
        self, serializer: object, status_code: str, *given: Any, **named: Any
    ) -> Schema:
        """The response object of one status; `serializer` is a value of `responses=`."""
        return super()._get_response_for_code(serializer, status_code, *given, **named)

    def _get_examples(
        self,
        serializer: object,
        direction: Direction,
        media_type: str,
        status_code: str | None = None,
        *given: Any,
        **named: Any,
    ) -> Schema:
        return self.make_examples(serializer, direction, media_type, status_code, *given, **named)

    def make_examples(
        self,
        serializer: object,
        direction: Direction,
        media_type: str,
        status_code: str | None,
        *given: Any,
        **named: Any,
    ) -> Schema:
        """The examples of one media type of a request, or of the response of a status."""
        return super()._get_examples(
            serializer, direction, media_type, status_code, *given, **named
        )

    def _is_list_view(self, *given: Any, **named: Any) -> bool:
        return self.returns_list(*given, **named)

    def returns_list(self, *given: Any, **named: Any) -> bool:
        """Whether the view returns a list; the argument is the serializer of its response."""
        return super()._is_list_view(*given, **named)

    def _is_create_operation(self) -> bool:
        return self.creates()

    def creates(self) -> bool:
        """Whether the operation returns 201."""
        return super()._is_create_operation()

    # A decorator overrides `get_override_parameters` in a subclass, so only the instance can
    # replace it by what `make_parameters` makes of its result.

    def _process_override_parameters(self, *given: Any, **named: Any) -> Any:
        declared = self.get_override_parameters()
        with set_on(self, get_override_parameters=lambda: self.make_parameters(declared)):
            return super()._process_override_parameters(*given, **named)

    def _get_response_headers_for_code(self, *given: Any, **named: Any) -> Schema:
        declared = self.get_override_parameters()
        headers = [each for each in declared if getattr(each, "response", None)]
        with set_on(self, get_override_parameters=lambda: self.make_parameters(headers)):
            return super()._get_response_headers_for_code(*given, **named)

    def make_parameters(self, given: list[Any]) -> list[Any]:
        """The parameters and response headers that a decorator declares."""
        return list(given)

    def _get_filter_parameters(self) -> list[Schema]:
        return self.make_filter_parameters()

    def make_filter_parameters(self) -> list[Schema]:
        """The query parameters of the view's filters."""
        return super()._get_filter_parameters()

    def _get_format_parameters(self) -> list[Schema]:
        return self.make_format_parameters()

    def make_format_parameters(self) -> list[Schema]:
        """The query parameter that chooses one of several renderers."""
        return super()._get_format_parameters()

    def _get_paginator(self) -> BasePagination | None:
        return self.make_paginator()

    def make_paginator(self) -> BasePagination | None:
        """The paginator of the view, None without one."""
        return super()._get_paginator()


class ExtensionHooks:
    """A mixin for an extension of drf-spectacular that chooses its targets itself."""

    @classmethod
    def _matches(cls, target: object) -> bool:
        return cls.matches(target)

    @classmethod
    def matches(cls, target: object) -> bool:
        """Whether the extension is for a class or instance; a subclass overrides this."""
        raise NotImplementedError


class ProxyHooks(PolymorphicProxySerializerExtension):
    """A mixin for drf-spectacular's extension for PolymorphicProxySerializer."""

    def _prep_serializer(self, serializer: Any) -> Any:
        return self.prepared(serializer)

    def prepared(self, serializer: Any) -> Any:
        """An alternative in the form of a serializer, with the attribute `partial`."""
        return super()._prep_serializer(serializer)


class EnumeratorHooks(_Enumerator):
    """A mixin for drf-spectacular's EndpointEnumerator."""

    if TYPE_CHECKING:
        patterns: Any

    def namespaced_version(self, path: str, versioning: Any) -> str:
        """The version that a NamespaceVersioning takes from the namespaces of a path.

        "" without one. Source: `plumbing.modify_for_versioning`, which knows it only for a view.
        """
        urlconf = cast(Any, detype_patterns(tuple(self.patterns)))
        resolver = get_resolver(urlconf)
        try:
            request = SimpleNamespace(resolver_match=resolver.resolve(path))
            return str(versioning().determine_version(request) or "")
        except (Resolver404, NotFound):
            return ""

    def _get_api_endpoints(self, patterns: Any, prefix: str) -> list[Any]:
        return self.list_endpoints(patterns, prefix)

    def list_endpoints(self, patterns: Any, prefix: str) -> list[Any]:
        """`(path, regex, method, callback)` of each endpoint of some patterns of a URLconf.

        Called again, with a prefix, for patterns that these include.
        """
        return super()._get_api_endpoints(patterns, prefix)


class GeneratorHooks(_Generator):
    """A mixin for drf-spectacular's SchemaGenerator, whose attributes it declares."""

    if TYPE_CHECKING:
        endpoint_inspector_cls: Any
        endpoints: Any
        registry: ComponentRegistry
        api_version: str | None
        inspector: Any

    def _get_paths_and_endpoints(self) -> list[Any]:
        return self.list_views()

    def list_views(self) -> list[Any]:
        """`(path, regex, method, view)` of `self.endpoints`, each view made for its method."""
        return super()._get_paths_and_endpoints()
