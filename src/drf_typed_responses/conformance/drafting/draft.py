"""Composes the source that an operation lacks: its types, its sample, its decorator."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from ...publish.validation import Validator
from ...report import counted
from ...spectacular.facts import OperationFacts
from ...spectacular.listing import path_to_list
from ..contract import Contract
from ..operation import Operation
from ..places import place_text
from .errors import errors_of
from .naming import Naming
from .recording import Recording, RecordingError
from .requests import request_of
from .samples import documented, sample_of
from .shapes import shape_of
from .types import TypeWriter


@dataclass(frozen=True, slots=True)
class Draft:
    """Source to paste, part by part; `text` is all of it. A part that is not needed is empty."""

    about: str
    imports: str
    types: str
    example: str
    decorator: str

    @property
    def text(self) -> str:
        parts = [f"{self.about}\n{self.imports}", self.types, self.example, self.decorator]
        return "\n\n\n".join(part for part in parts if part) + "\n"


@dataclass(frozen=True, slots=True)
class _Lacking:
    """An operation with what was recorded of its success."""

    contract: Contract
    recording: Recording
    status: int
    naming: Naming
    writer: TypeWriter
    body: str  # the annotation of the body; "" for none
    tags: tuple[str, ...] = field(default=())

    @property
    def bodies(self) -> list[Any]:
        return self.recording.bodies[self.status]


def draft(
    contract: Contract,
    recording: Recording,
    tags: tuple[str, ...] = (),
    facts: Mapping[str, OperationFacts] = MappingProxyType({}),
) -> Draft:
    """What an operation lacks, from what was recorded of it.

    `tags` are those of the project, `facts` what the views of documented operations say. An
    operation that is not public, or has no schema, gets types, a sample and a decorator; one that
    has a schema and no sample gets a sample. Raises RecordingError where no success is recorded,
    or nothing is lacking.
    """
    said = _said_by_view(contract, recording, facts)
    status, schema = _lack(contract, recording, said)
    lacking = _lacking(contract, recording, status, tags)
    return _sample_only(lacking, schema, said) if schema else _whole(lacking)


def undrafted(
    contract: Contract,
    recordings: Iterable[Recording],
    facts: Mapping[str, OperationFacts] = MappingProxyType({}),
) -> list[str]:
    """The operations among those recorded for which there is something to draft."""
    return [each.operation for each in recordings if _lacks(contract, each, facts)]


def _lacks(contract: Contract, recording: Recording, facts: Mapping[str, OperationFacts]) -> bool:
    try:
        _lack(contract, recording, _said_by_view(contract, recording, facts))
    except RecordingError:
        return False
    return True


def _published(contract: Contract, recording: Recording) -> Operation | None:
    method, _, path = recording.operation.partition(" ")
    return contract.operation(method, path)


def _said_by_view(
    contract: Contract, recording: Recording, facts: Mapping[str, OperationFacts]
) -> OperationFacts | None:
    published = _published(contract, recording)
    return None if published is None else facts.get(published.name)


def _lack(
    contract: Contract, recording: Recording, said: OperationFacts | None
) -> tuple[int, Mapping[str, Any] | None]:
    """The status of the success to draft, and its schema if it has one; RecordingError if none."""
    operation = recording.operation
    status = min((code for code in recording.bodies if 200 <= code < 300), default=None)
    if status is None:
        listed = ", ".join(map(str, recording.bodies))
        raise RecordingError(f"no success of {operation} is recorded, only {listed}")
    schema, has_sample = _documented(contract, _published(contract, recording), status)
    bodies = recording.bodies[status]
    if bodies and not any(bodies):
        raise RecordingError(
            f"every recorded body of {operation} is empty; let a test get one that is not"
        )
    if schema and has_sample:
        raise RecordingError(f"{operation} has a schema and a sample; nothing is to be drafted")
    if schema and _elements(said, status, bodies) == []:
        raise RecordingError(
            f"every recorded list of {operation} is empty; let a test get one that is not"
        )
    return status, schema


def _documented(
    contract: Contract, operation: Operation | None, status: int
) -> tuple[Mapping[str, Any] | None, bool]:
    """The schema of a response, where it says something, and whether there is a sample."""
    if operation is None:
        return None, False
    response = contract.resolved(operation.spec.get("responses", {}).get(str(status), {}))
    content = list(response.get("content", {}).values())
    schemas = [media["schema"] for media in content if media.get("schema")]
    free = {"type": "object", "additionalProperties": {}}
    said = [schema for schema in schemas if {**schema, **free} != schema]
    return next(iter(said), None), any(
        "example" in media or media.get("examples") for media in content
    )


def _lacking(
    contract: Contract, recording: Recording, status: int, tags: tuple[str, ...]
) -> _Lacking:
    bodies = recording.bodies[status]
    shape = shape_of(bodies)
    is_list = bool(shape.lists and not shape.objects) or (bodies and all(map(_is_page, bodies)))
    naming = Naming(recording.operation, contract, bool(is_list))
    writer = TypeWriter(_attributes(contract))
    body = writer.annotation(shape, naming.component) if bodies else ""
    return _Lacking(contract, recording, status, naming, writer, body, tags)


def _attributes(contract: Contract) -> dict[str, dict[str, bool]]:
    """The attributes of the components, private ones too, and which of them are required."""
    found = {}
    for name, schema in contract.document.get("components", {}).get("schemas", {}).items():
        required = schema.get("required", ())
        every = [*schema.get("properties", ()), *contract.private.get(name, ())]
        found[name] = {attribute: attribute in required for attribute in every}
    return found


def _about(lacking: _Lacking) -> str:
    number = len(lacking.bodies)
    what = counted(number, "recorded response") if number else "a recording"
    lines = [f"# {lacking.recording.operation}, from {what}."]
    for name in sorted(lacking.writer.reused):
        place = place_text(*lacking.contract.place(name))
        lines.append(f"# {name} is there already{f', in {place}' if place else ''}.")
    return "\n".join(lines)


def _sample_only(
    lacking: _Lacking, schema: Mapping[str, Any], said: OperationFacts | None
) -> Draft:
    validator = Validator(lacking.contract.document)
    bodies = [documented(validator, schema, body) for body in lacking.bodies]
    imports = "from drf_spectacular.utils import OpenApiExample"
    decorator = f"# In @extend_schema: examples=[{lacking.naming.constant}]"
    elements = _elements(said, lacking.status, bodies)
    if elements is not None:
        decorator += "\n# It is one element: drf-spectacular puts the list around it."
        bodies = elements
    elif said is None and any(isinstance(body, list) or _is_page(body) for body in lacking.bodies):
        # A view with another AutoSchema than ours, of which no document tells.
        decorator += (
            "\n# Where a serializer makes the list, the value is one element: it is wrapped."
        )
    return Draft(_about(lacking), imports, "", _example(lacking, bodies), decorator)


def _elements(said: OperationFacts | None, status: int, bodies: list[Any]) -> list[Any] | None:
    """The elements of recorded lists, where a sample shows one; None where it shows a body."""
    lists = said.lists if said is not None else {}
    keys = path_to_list(lists[str(status)]) if str(status) in lists else None
    if keys is None:
        return None
    return [element for body in bodies for element in _list_at(body, keys)]


def _list_at(body: Any, keys: Iterable[str]) -> list[Any]:
    for key in keys:
        body = body.get(key) if isinstance(body, dict) else None
    return body if isinstance(body, list) else []


def _is_page(body: Any) -> bool:
    """Whether a body is a page of a list, as Django REST framework's paginators make it."""
    return isinstance(body, dict) and isinstance(body.get("results"), list)


def _whole(lacking: _Lacking) -> Draft:
    decorator = "\n".join(_decorator(lacking))
    bodies = [_public(lacking, body) for body in lacking.bodies]
    example = _example(lacking, bodies) if bodies else ""
    types = lacking.writer.source()
    imports = "\n".join(_imports(lacking, f"{decorator}\n{example}"))
    return Draft(_about(lacking), imports, types, example, decorator)


def _public(lacking: _Lacking, value: Any) -> Any:
    """A value without the private attributes of the types that are used again."""
    if isinstance(value, list):
        return [_public(lacking, part) for part in value]
    if not isinstance(value, dict):
        return value
    types = [name for name in lacking.writer.reused if lacking.writer.fits(name, value, value)]
    hidden = {key for name in types for key in lacking.contract.private.get(name, ())}
    return {key: _public(lacking, part) for key, part in value.items() if key not in hidden}


def _example(lacking: _Lacking, bodies: list[Any]) -> str:
    public = frozenset(_members(lacking.contract.document))
    value = literal(sample_of(bodies, public), 1)
    return (
        f"{lacking.naming.constant} = OpenApiExample(\n    {literal(lacking.naming.title, 0)},\n"
        f'    value={value},\n    status_codes=["{lacking.status}"],\n    response_only=True,\n)'
    )


def _members(node: Any) -> Iterator[str]:
    """The texts that a document has as members of enums."""
    if isinstance(node, Mapping):
        members = node.get("enum")
        if isinstance(members, list):
            yield from (member for member in members if isinstance(member, str))
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _members(part)


def _decorator(lacking: _Lacking) -> Iterator[str]:
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


def _parameters(lacking: _Lacking) -> Iterator[str]:
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


def _responses(lacking: _Lacking) -> Iterator[str]:
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


_MODULES = {
    "datetime": ("date", "datetime"),
    "typing": ("Any", "Literal", "NotRequired", "TypedDict"),
    "uuid": ("UUID",),
    "drf_spectacular.utils": ("OpenApiExample", "extend_schema", "inline_serializer"),
    "rest_framework": ("serializers",),
    "drf_typed_responses.parameters": ("path_parameter",),
}
_STANDARD = ("datetime", "typing", "uuid")


def _imports(lacking: _Lacking, source: str) -> Iterator[str]:
    """The imports of what stands in the types, and in the source of the rest."""
    words = {*re.findall(r"\w+", re.sub(r'"(?:[^"\\]|\\.)*"', "", source))}
    constants = tuple(sorted(word for word in words if word.startswith("RESPONSE_")))
    used = lacking.writer.names | (words - {"Any", "date", "datetime", "Literal"})
    for module, names in {**_MODULES, "drf_typed_responses.responses": constants}.items():
        found = [name for name in names if name in used]
        if module == "drf_spectacular.utils":
            yield ""
        if found:
            yield f"from {module} import {', '.join(found)}"


def literal(value: Any, depth: int) -> str:
    """JSON as Python source, one entry a line."""
    inner, outer = "    " * (depth + 1), "    " * depth
    if isinstance(value, dict) and value:
        lines = [
            f"{inner}{literal(key, 0)}: {literal(part, depth + 1)}," for key, part in value.items()
        ]
        return "\n".join(["{", *lines, f"{outer}}}"])
    if isinstance(value, list) and value:
        lines = [f"{inner}{literal(part, depth + 1)}," for part in value]
        return "\n".join(["[", *lines, f"{outer}]"])
    if isinstance(value, str) and value.isprintable():
        return json.dumps(value, ensure_ascii=False)
    return repr(value)
