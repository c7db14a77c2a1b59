"""Writes the decorator of an operation that has no schema yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ..conformance.recording import Recording
from ..openapi.paths import path_variables
from ..openapi.types import JSON
from ..openapi.vocabulary import METHODS_WITH_BODY
from .missing_parts import DraftedOperation
from .observations import Observed, observed
from .python_source import literal

_ERRORS: Final = {
    400: "RESPONSE_BAD_REQUEST",
    401: "RESPONSE_UNAUTHORIZED",
    403: "RESPONSE_FORBIDDEN",
    404: "RESPONSE_NOT_FOUND",
    409: "RESPONSE_CONFLICT",
    429: "RESPONSE_THROTTLED",
}
_FIELDS: Final = {
    "str": "CharField",
    "int": "IntegerField",
    "float": "FloatField",
    "bool": "BooleanField",
    "date": "DateField",
    "datetime": "DateTimeField",
    "UUID": "UUIDField",
}


def decorator_of(drafted: DraftedOperation) -> Iterator[str]:
    """The lines of `@extend_schema`, after comments that say how to make the operation public."""
    names = drafted.names
    yield f'# In a view class write public = {{"{names.method}"}}; its method needs a docstring.'
    yield f'# Above a function or an action of a viewset write @public_methods("{names.method}").'
    yield "@extend_schema("
    yield f"    operation_id={literal(names.title, 0)},"
    yield f"    tags=[{literal(names.tag(drafted.tags), 0)}],"
    yield from _parameters(drafted)
    yield from _request(drafted.recording, names.request)
    yield from _responses(drafted)
    if drafted.bodies:
        yield f"    examples=[{names.constant}],"
    yield ")"


def _parameters(drafted: DraftedOperation) -> Iterator[str]:
    variables = path_variables(drafted.names.path)
    if not variables:
        return
    converters = _converters(drafted.recording.route)
    yield "    parameters=["
    for written in variables:
        # Source: `SCHEMA_COERCE_PATH_PK` of Django REST framework, which is on by default.
        name = "id" if written == "pk" else written
        kind = {"int": ", type=int", "uuid": ", type=UUID"}.get(converters.get(written, ""), "")
        said = literal(drafted.names.description_of(written).replace(" pk ", " id "), 0)
        yield f'        path_parameter("{name}", {said}{kind}),'
    yield "    ],"


def _converters(route: str) -> Mapping[str, str]:
    return {name: converter for converter, name in re.findall(r"<(\w+):(\w+)>", route)}


# ---------------------------------------------------------------- request


def _request(recording: Recording, name: str) -> Iterator[str]:
    """`request=`, unless the view has a serializer or the method takes no body."""
    if not _needs_request(recording):
        return
    body = _drafted_request(recording)
    if body is None:
        yield "    request=None,"
        return
    yield "    request=inline_serializer("
    yield f'        "{name}",'
    yield "        {"
    for key in body.fields:
        yield f'            "{key}": {_field(body, key)},'
    yield "        },"
    yield "    ),"


def _needs_request(recording: Recording) -> bool:
    """Whether the decorator must say what a request holds, because no serializer does."""
    method = recording.operation.partition(" ")[0]
    return method in METHODS_WITH_BODY and not recording.has_request_serializer


def _drafted_request(recording: Recording) -> Observed | None:
    """The recorded requests, if the fields of a request are drafted from them."""
    body = observed(recording.requests)
    is_drafted = body.fields and all(key.isidentifier() for key in body.fields)
    return body if is_drafted and _needs_request(recording) else None


def _field(owner: Observed, key: str) -> str:
    values = owner.fields[key]
    options = ", ".join(_options(owner, key))
    kinds = {*values.scalars, *({values.text_type} if values.texts else ())}
    if values.lists or values.objects or len(kinds) != 1:
        return f"serializers.JSONField({options})"
    return f"serializers.{_FIELDS[kinds.pop()]}({options})"


def _options(owner: Observed, key: str) -> Iterator[str]:
    if not owner.is_required(key):
        yield "required=False"
    if owner.fields[key].null:
        yield "allow_null=True"


# ---------------------------------------------------------------- responses


def _responses(drafted: DraftedOperation) -> Iterator[str]:
    empty = "RESPONSE_NO_CONTENT" if drafted.status == 204 else "None"
    errors = errors_of(drafted)
    if drafted.keeps_schema and not (errors and drafted.body):
        return
    if not errors:
        yield f"    responses={{{drafted.status}: {drafted.body or empty}}},"
        return
    yield "    responses={"
    yield f"        {drafted.status}: {drafted.body or empty},"
    for status, constant in errors.items():
        yield f"        {status}: {constant},"
    yield "    },"


def errors_of(drafted: DraftedOperation) -> Mapping[int, str]:
    """The constants for errors that are recorded or expected, and those of a drafted request.

    A status of which other bodies than REST framework's are recorded has none.
    """
    bodies = drafted.recording.bodies
    found = {status for status in bodies if bodies[status] and status in _ERRORS}
    found |= {*drafted.refusals, *({400} if _drafted_request(drafted.recording) else ())}
    return {
        status: _ERRORS[status]
        for status in sorted(found)
        if all(_is_standard(status, body) for body in bodies.get(status, ()))
    }


def _is_standard(status: int, body: JSON) -> bool:
    if status == 400:
        return isinstance(body, (dict, list)) and _are_messages(body)
    return isinstance(body, dict) and isinstance(body.get("detail"), str)


def _are_messages(value: JSON) -> bool:
    """Whether a value fits `ErrorMessages`.

    Source: `rest_framework.exceptions._get_error_details`.
    """
    if isinstance(value, dict):
        return all(_are_messages(part) for part in value.values())
    if isinstance(value, list):
        return all(isinstance(part, list) or _are_messages(part) for part in value)
    return isinstance(value, str)
