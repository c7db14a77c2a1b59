"""The rule `free-form`: a public response says what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from ...openapi.pointers import component_of, is_reference
from ...openapi.types import Schema
from ...openapi.vocabulary import ANNOTATIONS, COMBINATIONS
from ...spectacular.upstream_texts import Text
from . import Breach, CheckedDocument, breach, rule


@rule(
    "free-form",
    "it may hold anything",
    "Declare what it holds, as in list[TeamResponse] or dict[str, int] or a TypedDict with its "
    "keys: a method or property by its return annotation, a field by @extend_schema_field. If it "
    "may really be anything, waive the rule for the operation.",
    preset="recommended",
    by_hand='Write the "properties" or the "items" of its schema. If it may really be anything, '
    'waive the rule: "x-waivers": {{"free-form": "..."}}.',
    level="warning",
    bad=(
        "@extend_schema(responses=dict)",
        '''\
class TeamResponse(TypedDict):
    """A team of an organization."""

    id: str
    """The number of the team."""
    slug: str
    """The team's URL-safe short name."""
    lead: object
    """The username of the lead."""
''',
    ),
    good=(
        "@extend_schema(responses=TeamResponse)",
        '''\
class TeamResponse(TypedDict):
    """A team of an organization."""

    id: str
    """The number of the team."""
    slug: str
    """The team's URL-safe short name."""
    lead: str | None
    """The username of the lead."""
''',
    ),
)
def free_form(document: CheckedDocument) -> Iterator[Breach]:
    """A client cannot use a value that may be anything, and nothing about it is promised.

    `Any`, `object`, `dict`, `list`, `dict[str, Any]`, a JSONField, and a method or property without
    a return annotation are spellings of it. Each place is reported once, in the first operation
    that returns it.
    """
    seen: set[str] = set()
    for operation in document.operations:
        for status, response in operation.spec.get("responses", {}).items():
            content = document.resolved(response).get("content", {})
            for media in content.values():
                for place in _free_places(document, media.get("schema"), status, seen):
                    yield breach(operation, place.path, document.locations(*place.declared))


class _Place(NamedTuple):
    """A schema inside a response; `component` is the nearest component around it.

    `declared` is the component that declares it, and the property there if it has one.
    """

    schema: Any
    path: str
    declared: tuple[str, str] = ("", "")
    component: str = ""


def _free_places(
    document: CheckedDocument, schema: Any, status: str, seen: set[str]
) -> Iterator[_Place]:
    """The places that may hold anything; components in `seen` are left out, and then added."""
    pending = [_Place(schema, str(status))]
    for place in pending:  # grows in the loop
        component = component_of(place.schema["$ref"]) if is_reference(place.schema) else None
        if component is not None:
            name = component[1]
            known = document.schemas.get(name)  # a reference may lead nowhere
            if known is not None and name not in seen and not _is_ours(document, name):
                pending.append(_Place(known, name, (name, ""), name))
            seen.add(name)
        elif says_nothing(place.schema):
            # drf-spectacular's schema for a body without one is a breach of `response-schema`.
            if place.schema is True or place.schema.get("description") != Text.UNSPECIFIED_BODY:
                yield place
        elif isinstance(place.schema, dict):
            pending += _inside(place)


def _is_ours(document: CheckedDocument, component: str) -> bool:
    return document.locations.is_of_this_package(component)


def _inside(place: _Place) -> Iterator[_Place]:
    """The schemas of the parts and of the arms of a value."""
    schema = place.schema
    is_own = place.path == place.component
    for name, inner in schema.get("properties", {}).items():
        declared = (place.component, name) if is_own else place.declared
        if not (isinstance(inner, dict) and (inner.get("writeOnly") or _is_scalar(inner))):
            yield _Place(inner, f"{place.path}.{name}", declared, place.component)
    # An object with properties is open unless it says so.
    if "properties" not in schema and "additionalProperties" in schema:
        yield place._replace(schema=schema["additionalProperties"], path=f"{place.path}{{}}")
    if "items" in schema and schema.get("maxItems") != 0:
        yield place._replace(schema=schema["items"], path=f"{place.path}[]")
    for number, inner in enumerate(schema.get("prefixItems", ())):
        yield place._replace(schema=inner, path=f"{place.path}[{number}]")
    for keyword in COMBINATIONS:
        for inner in schema.get(keyword, ()):
            yield place._replace(schema=inner)


# The keywords under which `_inside` looks.
_INNER: Final = ("properties", "additionalProperties", "items", "prefixItems", *COMBINATIONS)
_SCALARS: Final = ("string", "integer", "number", "boolean")


def _is_scalar(schema: Schema) -> bool:
    """Whether a schema, like most of a document, is of scalars and has no schema inside."""
    return schema.get("type") in _SCALARS and schema.keys().isdisjoint(_INNER)


_SAYING_NOTHING: Final = ANNOTATIONS | {"nullable"}


def says_nothing(schema: Any) -> bool:
    """Whether a schema allows any value, any object, or a list of any values."""
    if not isinstance(schema, dict):
        return schema is True
    says = {
        key: value
        for key, value in schema.items()
        if key not in _SAYING_NOTHING and not key.startswith("x-")
    }
    kinds = says.pop("type", None)
    kind = {*kinds} - {"null"} if isinstance(kinds, list) else {kinds}
    if kind == {"array"}:
        return says.keys() <= {"items"} and says_nothing(says.get("items", True))
    if kind == {"object"}:
        extra = says.pop("additionalProperties", True)
        return (
            says.get("properties", {}) == {}
            and says.keys() <= {"properties"}
            and (extra is True or extra == {})
        )
    return kind == {None} and not says
