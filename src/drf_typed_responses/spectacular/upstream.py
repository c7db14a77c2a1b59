"""Everything private or undocumented in drf-spectacular that this package relies on.

`MEMBERS`, `Override` and `Text` list it, with the releases they were checked against. If a new
release lacks an entry, a test fails with the entry's name, and only these modules have to change:
this one, which calls drf-spectacular; `upstream_hooks.py`, whose classes drf-spectacular calls; and
`upstream_texts.py`, which reads what drf-spectacular writes.
"""

from __future__ import annotations

import copy
import functools
import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeAlias

import drf_spectacular
from drf_spectacular.drainage import error as error
from drf_spectacular.drainage import get_override
from drf_spectacular.drainage import warn as warn
from drf_spectacular.plumbing import ComponentIdentity as ComponentIdentity
from drf_spectacular.plumbing import ComponentRegistry as ComponentRegistry
from drf_spectacular.plumbing import ResolvedComponent as ResolvedComponent
from drf_spectacular.plumbing import append_meta as append_meta
from drf_spectacular.plumbing import build_array_type as build_array_type
from drf_spectacular.plumbing import build_listed_example_value as build_listed_example_value
from drf_spectacular.plumbing import build_serializer_context
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
from drf_spectacular.settings import spectacular_settings
from rest_framework.fields import Field
from rest_framework.serializers import BaseSerializer

from .instance_attributes import set_on

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
        "drf_spectacular.contrib.django_filters.DjangoFilterExtension": "_is_gis",
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


CAMELIZE = "drf_spectacular.contrib.djangorestframework_camel_case.camelize_serializer_fields"

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
        # A function of its own, because the annotation is set on it.
        shown = functools.wraps(target)(lambda *args, **kwargs: target(*args, **kwargs))  # noqa: PLW0108
    own = {Override.FIELD.value: schema, Override.FIELD_COMPONENT_NAME.value: None}
    setattr(shown, ANNOTATION, {**getattr(target, ANNOTATION, {}), **own})
    return shown


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


def excluding_docstrings(of: Callable[[], list[type]]) -> AbstractContextManager[None]:
    """Let no description be the docstring of further classes inside the block."""
    given, every = spectacular_settings.GET_LIB_DOC_EXCLUDES, list[type]()

    def excluded() -> list[type]:
        if not every:
            every.extend((*given(), *of()))
        return every

    return set_on(spectacular_settings, GET_LIB_DOC_EXCLUDES=excluded)


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


@functools.cache
def know_missing_gis() -> None:
    """Tell drf-spectacular's extension for django-filter if djangorestframework-gis is missing.

    It imports GeoDjango before that package, and for GeoDjango the compiler and `ldconfig` are
    asked for a dozen libraries, which took a tenth of a build.
    """
    from drf_spectacular.contrib.django_filters import DjangoFilterExtension

    name = "rest_framework_gis"
    if name not in sys.modules and find_spec(name) is None:
        DjangoFilterExtension._is_gis = classmethod(lambda cls, field: False)  # type: ignore[assignment, method-assign]


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
