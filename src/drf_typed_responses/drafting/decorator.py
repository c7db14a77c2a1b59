"""Writes the decorator of an operation that has no schema yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .errors import errors_of
from .lacking import Lacking
from .requests import request_of
from .source import literal


def decorator_of(lacking: Lacking) -> Iterator[str]:
    """The lines of `@extend_schema`, and above it how the operation becomes public."""
    naming = lacking.naming
    yield f'# A view class says public = {{"{naming.method}"}}; its method has a docstring.'
    yield f'# A function, or an action of a viewset: @public_methods("{naming.method}") above.'
    yield "@extend_schema("
    yield f"    operation_id={literal(naming.title, 0)},"
    yield f"    tags=[{literal(naming.tag(lacking.tags), 0)}],"
    yield from _parameters(lacking)
    yield from request_of(lacking.recording, naming.request)
    yield from _responses(lacking)
    if lacking.bodies:
        yield f"    examples=[{naming.constant}],"
    yield ")"


def _parameters(lacking: Lacking) -> Iterator[str]:
    variables = re.findall(r"\{([^{}]+)\}", lacking.naming.path)
    if not variables:
        return
    converters = _converters(lacking.recording.route)
    yield "    parameters=["
    for written in variables:
        # Source: `SCHEMA_COERCE_PATH_PK` of Django REST framework, which is on unless told.
        name = "id" if written == "pk" else written
        kind = {"int": ", type=int", "uuid": ", type=UUID"}.get(converters.get(written, ""), "")
        said = literal(lacking.naming.described(written).replace(" pk ", " id "), 0)
        yield f'        path_parameter("{name}", {said}{kind}),'
    yield "    ],"


def _converters(route: str) -> Mapping[str, str]:
    return {name: converter for converter, name in re.findall(r"<(\w+):(\w+)>", route)}


def _responses(lacking: Lacking) -> Iterator[str]:
    empty = "RESPONSE_NO_CONTENT" if lacking.status == 204 else "None"
    errors = errors_of(lacking.recording)
    if not errors:
        yield f"    responses={{{lacking.status}: {lacking.body or empty}}},"
        return
    yield "    responses={"
    yield f"        {lacking.status}: {lacking.body or empty},"
    for status, constant in errors.items():
        yield f"        {status}: {constant},"
    yield "    },"
