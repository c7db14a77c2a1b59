"""The points of a contract that requests show: parameters, attributes, enum members, refusals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..openapi.json_text import value_of
from ..openapi.media_types import covering, essence, is_json
from ..openapi.operations import IGNORED_HEADERS, Operation
from ..openapi.paths import variables_in
from ..openapi.styles import item_texts, readings
from ..openapi.types import JSON, Object
from ..validation.traversal import Subschema
from .checks import Check
from .contract import Contract
from .coverage_points import enum_points, members_shown, parts_of_schema
from .exchange import Sent
from .points import Point

_PLACES: Final = ("path", "query", "header", "cookie")


def documented_requests(contract: Contract) -> Iterator[Point]:
    """Every point of the requests of a contract, in the order of the document."""
    seen: set[str] = set()
    walker = contract.requests.walker
    for operation in contract.operations.values():
        yield Point("operation", operation.name)
        for parameter, label in _parameters(operation):
            yield from _of_parameter(parameter, label)
            yield from _members(contract, parameter.get("schema", {}), label)
        for schema in _schemas(contract, operation).values():
            whole = Subschema(contract.requests.converted(schema), "", f"{operation.name} body")
            yield from enum_points(walker, whole)
            for part in parts_of_schema(walker, whole, seen, _is_read_only):
                if part.is_attribute:
                    yield Point("attribute", part.subschema.label)
                yield from enum_points(walker, part.subschema)
        for status in operation.spec.get("responses", {}):
            if str(status).startswith("4"):
                yield Point("refusal", f"{operation.name} {status}")


def _members(contract: Contract, schema: Any, label: str) -> Iterator[Point]:
    """The members of the enums of a parameter, or of its items."""
    walker = contract.requests.walker
    whole = Subschema(contract.requests.converted(schema), "", label)
    yield from enum_points(walker, whole)
    for part in parts_of_schema(walker, whole, set(), _is_read_only):
        yield from enum_points(walker, part.subschema)


def _parameters(operation: Operation) -> Iterator[tuple[Object, str]]:
    """The parameters that requests send, each with its label."""
    for each in operation.parameters:
        name, place = str(each.get("name")), each.get("in")
        if place in _PLACES and not (place == "header" and name.lower() in IGNORED_HEADERS):
            yield each, f"{operation.name} {place} {name}"


def _of_parameter(parameter: Object, label: str) -> Iterator[Point]:
    # A call without its path parameters is not one of the operation.
    if parameter["in"] != "path":
        yield Point("parameter", label)


def _schemas(contract: Contract, operation: Operation) -> dict[str, Any]:
    """The schemas of the request body by media type."""
    body = contract.resolved(operation.spec.get("requestBody", {}))
    content = body.get("content", {}).items()
    return {essence(name): media["schema"] for name, media in content if media.get("schema")}


def _is_read_only(schema: Any) -> bool:
    if not isinstance(schema, Mapping):
        return False
    return schema.get("readOnly") is True or any(map(_is_read_only, schema.get("allOf", ())))


def shown_requests(contract: Contract, check: Check) -> Iterator[Point]:
    """The points that the request of one response shows, whether it was accepted or not.

    Some of them are not among `documented_requests`, such as an enum point for any text.
    """
    operation, sent = contract.operations[check.operation], check.sent
    if sent is None:
        return
    yield Point("operation", operation.name)
    if 400 <= check.status < 500 and check.documented:
        yield Point("refusal", f"{operation.name} {check.documented}")
    for parameter, label in _parameters(operation):
        texts = _texts(operation, parameter, sent)
        if texts is not None:
            yield from _of_parameter(parameter, label)
            yield from _values_shown(label, [*texts], is_text=True)
            yield from _members_inside(contract, parameter, label, _inside(parameter, sent, texts))
    yield from _shown_of_body(contract, operation, sent)


def _members_inside(
    contract: Contract, parameter: Object, label: str, value: JSON
) -> Iterator[Point]:
    """The members of enums in the items or attributes of a parameter."""
    schema = parameter.get("schema", {})
    points = _shown_inside(contract, schema, value, label, is_text=True)
    yield from (point for point in points if point.kind == "enum")


def _inside(parameter: Object, sent: Sent, texts: list[str]) -> JSON:
    """The texts of the attributes of a parameter of style `deepObject`; else those of its items."""
    start = f"{parameter['name']}["
    attributes = {key for key in sent.query if key.startswith(start) and key.endswith("]")}
    if parameter["in"] == "query" and attributes:
        return {key[len(start) : -1]: [*sent.query[key]] for key in attributes}
    return [*item_texts(texts, parameter)]


def _texts(operation: Operation, parameter: Object, sent: Sent) -> list[str] | None:
    """The texts of a parameter in a request; None if the request does not have it."""
    name, place = str(parameter["name"]), parameter["in"]
    if place == "query":
        inner = (key for key in sent.query if key.partition("[")[0] == name)
        return sent.query.get(name, [""] if any(inner) else None)
    if place == "path":
        given: Mapping[str, str] = variables_in(sent.path, operation.path)
    else:
        given = sent.headers if place == "header" else sent.cookies
    return [given[name]] if name in given else None


def _shown_of_body(contract: Contract, operation: Operation, sent: Sent) -> Iterator[Point]:
    schema = covering(sent.media_type, _schemas(contract, operation))
    if schema is None:
        return
    body, label, is_text = _body(sent), f"{operation.name} body", not is_json(sent.media_type)
    yield from _values_shown(label, body, is_text=is_text)
    yield from _shown_inside(contract, schema, body, label, is_text=is_text)


def _shown_inside(
    contract: Contract, schema: Any, value: JSON, label: str, *, is_text: bool
) -> Iterator[Point]:
    """The points inside a value that was sent, as JSON or as texts."""
    converted = contract.requests.converted(schema)
    for container in contract.requests.walker.containers(converted, value, label):
        for part in container.subschemas:
            if isinstance(container.value, dict):
                for name, inner in container.value.items():
                    is_named = name in part.schema.get("properties", ())
                    below = f"{part.label}.{name if is_named else '{}'}"
                    yield Point("attribute", below)
                    yield from _values_shown(below, inner, is_text=is_text)
            else:
                for item in container.value if isinstance(container.value, list) else ():
                    yield from _values_shown(f"{part.label}[]", item, is_text=is_text)


def _values_shown(label: str, value: JSON, *, is_text: bool) -> Iterator[Point]:
    """The members of an enum that a value is, or those that its text may stand for."""
    if is_text:
        text = value[-1] if isinstance(value, list) and value else value
        for reading in readings(str(text)):
            yield from members_shown(label, reading)
    else:
        yield from members_shown(label, value)


def _body(sent: Sent) -> JSON:
    """The body as JSON; that of a form has texts as its values. None if it is neither."""
    if not is_json(sent.media_type):
        return {name: [*texts] for name, texts in sent.form.items()} or None
    try:
        body: JSON = value_of(sent.body or b"")
    except (ValueError, RecursionError):
        return None
    return body
