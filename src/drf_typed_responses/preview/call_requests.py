"""The request that the form of the page describes, and the same request as a curl command."""

from __future__ import annotations

import base64
import json
import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias
from urllib.parse import quote, urlencode

from ..conformance.contract import Contract
from ..openapi.media_types import essence, is_json
from ..openapi.operations import Operation
from ..openapi.paths import replace_variables
from ..openapi.types import JSON, Object

MULTIPART = "multipart/form-data"
URLENCODED = "application/x-www-form-urlencoded"


class NotCallable(Exception):
    """The form cannot be sent, or the project did not respond; the message says why."""


class Form(NamedTuple):
    """The form of the page: an operation ("GET /teams/"), and the values of its parameters.

    A body is JSON or another text in `body`, or `fields`, each a name and a text or a `File`.
    """

    operation: str
    path: Mapping[str, JSON]
    query: Sequence[tuple[JSON, JSON]]
    headers: Mapping[str, JSON]
    body: str
    fields: Sequence[tuple[str, Field]] = ()


class File(NamedTuple):
    """A file that a person chose: its name, its media type, and its content."""

    name: str
    type: str
    content: bytes


Field: TypeAlias = "str | File"


class Request(NamedTuple):
    """A request as it is sent; `fields` are those in its body, which a curl command has as such."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes | None
    fields: Sequence[tuple[str, Field]] = ()


def form_of(body: bytes) -> Form:
    """The form that the page sent as JSON. Raises NotCallable for anything else."""
    try:
        form = json.loads(body)
        # JSON can escape a lone surrogate, but it cannot be sent.
        json.dumps(form, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise NotCallable("The form is not JSON.") from error
    if not isinstance(form, dict):
        raise NotCallable("The form is not an object.")
    kinds = {"operation": str, "path": dict, "query": list, "headers": dict, "body": str}
    kinds["fields"] = list
    given = {key: form.get(key, kind()) for key, kind in kinds.items()}
    are_typed = all(isinstance(given[key], kind) for key, kind in kinds.items())
    pairs = [*given["query"], *given["fields"]] if are_typed else []
    if not are_typed or not all(isinstance(p, list) and len(p) == 2 for p in pairs):
        raise NotCallable("The form has values of the wrong type.")
    given["fields"] = [(str(name), _field(value)) for name, value in given["fields"]]
    return Form(**given)


def _field(value: JSON) -> Field:
    if not isinstance(value, dict):
        return str(value)
    try:
        content = base64.b64decode(str(value["content"]), validate=True)
        return File(str(value["name"]), str(value["type"]), content)
    except (KeyError, ValueError) as error:
        raise NotCallable("The form has a file that cannot be read.") from error


def request_of(form: Form, prefix: str, contract: Contract, operation: Operation) -> Request:
    """The request of a form, below the path `prefix`. Raises NotCallable for a path without values.

    It accepts and sends the media types that the operation documents, JSON if that is one of them.
    """
    method, _, path = form.operation.partition(" ")
    target = prefix + _filled(path, form.path)
    if pairs := [(str(key), str(value)) for key, value in form.query]:
        target += "?" + urlencode(pairs)
    answered = operation.spec.get("responses", {}).values()
    accepted = ", ".join(_json_first(_documented(contract, answered)))
    headers = {"Accept": accepted, **{str(k): str(v) for k, v in form.headers.items()}}
    taken = _documented(contract, [operation.spec.get("requestBody", {})])
    if form.fields:
        type, body = _encoded(form.fields, URLENCODED if MULTIPART not in taken else MULTIPART)
        return Request(method, target, {**headers, "Content-Type": type}, body, form.fields)
    if form.body:
        headers["Content-Type"] = _json_first(taken)[0]
    return Request(method, target, headers, form.body.encode() or None)


def curl_of(request: Request, address: str) -> str:
    """The curl command that sends a request to the server at `address`."""
    words = ["curl"]
    if request.method == "HEAD":
        words.append("--head")
    elif request.method != ("POST" if request.body else "GET"):
        words += ["-X", request.method]
    words.append(address + request.target)
    for name, value in request.headers.items():
        if not (request.fields and name == "Content-Type"):  # curl makes the boundary
            words += ["-H", f"{name}: {value}"]
    is_multipart = request.headers.get("Content-Type", "").startswith(MULTIPART)
    for name, field in request.fields:
        if isinstance(field, File):
            words += ["-F", f"{name}=@{json.dumps(field.name)};type={field.type}"]
        elif is_multipart:
            words += ["--form-string", f"{name}={field}"]
        else:
            words += ["--data-urlencode", f"{name}={field}"]
    if request.body and not request.fields:
        words += ["--data-raw", request.body.decode()]
    return shlex.join(words)


def _encoded(fields: Sequence[tuple[str, Field]], type: str) -> tuple[str, bytes]:
    """The media type and the body of fields."""
    if type == URLENCODED:
        texts = [(name, field) for name, field in fields if isinstance(field, str)]
        if len(texts) < len(fields):
            raise NotCallable(f"The operation takes no file: it does not document {MULTIPART}.")
        return type, urlencode(texts).encode()
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test.client import BOUNDARY, encode_multipart  # of no use to most calls

    data: dict[str, list[object]] = {}
    for name, field in fields:
        value: object = field
        if isinstance(field, File):
            value = SimpleUploadedFile(field.name, field.content, field.type)
        data.setdefault(name, []).append(value)
    return f"{type}; boundary={BOUNDARY}", encode_multipart(BOUNDARY, data)


def _documented(contract: Contract, bodies: Iterable[Object]) -> list[str]:
    """The media types of some bodies."""
    contents = [contract.resolved(body).get("content", {}) for body in bodies]
    return list(dict.fromkeys(name for content in contents for name in content))


def _json_first(types: Sequence[str]) -> Sequence[str]:
    """Only the media types of JSON if there are any; JSON if there are none at all."""
    return [name for name in types if is_json(essence(name))] or types or ["application/json"]


def _filled(path: str, values: Mapping[str, JSON]) -> str:
    """A path with its parameters replaced by the values of the form."""

    def value_of(name: str) -> str:
        value = str(values.get(name, ""))
        if not value:
            raise NotCallable(f"{name} is part of the path: give it a value.")
        if value in (".", ".."):
            raise NotCallable(f"{name} cannot be {value}: it would be another path.")
        return quote(value, safe="")

    return replace_variables(path, value_of)
