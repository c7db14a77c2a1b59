"""Composes the source that an operation lacks: its types, its sample, its decorator."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from ..contract import Contract, Operation
from .recording import RecordingError
from .samples import sample_of
from .shapes import shape_of
from .types import TypeWriter, singular

_VERBS = {"POST": "Create", "PUT": "Update", "PATCH": "Update", "DELETE": "Delete"}


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


def draft(contract: Contract, operation: str, bodies: Mapping[int, list[Any]]) -> Draft:
    """What an operation lacks, from its recorded bodies by status.

    An operation that is not public, or has no schema, gets types, a sample and a decorator; one
    that has a schema and no sample gets a sample. Raises RecordingError where no success is
    recorded, or nothing is lacking.
    """
    status = min((code for code in bodies if 200 <= code < 300), default=None)
    if status is None:
        listed = ", ".join(map(str, sorted(bodies)))
        raise RecordingError(f"no success of {operation} is recorded, only {listed}")
    method, _, path = operation.partition(" ")
    known = contract.operation(method, path)
    has_schema, has_sample = _documented(contract, known, status)
    if has_schema and has_sample:
        raise RecordingError(f"{operation} has a schema and a sample; nothing is to be drafted")
    return _Drafting(contract, operation, status, bodies[status]).draft(has_schema)


def _documented(contract: Contract, operation: Operation | None, status: int) -> tuple[bool, bool]:
    if operation is None:
        return False, False
    response = contract.resolved(operation.spec.get("responses", {}).get(str(status), {}))
    content = list(response.get("content", {}).values())
    schemas = [media["schema"] for media in content if media.get("schema")]
    free = {"type": "object", "additionalProperties": {}}
    said = [schema for schema in schemas if {**schema, **free} != schema]
    return bool(said), any("example" in media or media.get("examples") for media in content)


class _Drafting:
    def __init__(self, contract: Contract, operation: str, status: int, bodies: list[Any]) -> None:
        self.contract = contract
        self.operation = operation
        self.method, _, self.path = operation.partition(" ")
        self.status = status
        self.bodies = bodies
        self.shape = shape_of(bodies)

    def draft(self, has_schema: bool) -> Draft:
        about = f"# {self.operation}, from {len(self.bodies)} recorded "
        about += "response." if len(self.bodies) == 1 else "responses."
        constant = _constant(self.title)
        example = self._example(constant)
        if has_schema:
            imports = "from drf_spectacular.utils import OpenApiExample"
            return Draft(about, imports, "", example, f"# In @extend_schema: examples=[{constant}]")
        taken = frozenset(self.contract.document.get("components", {}).get("schemas", {}))
        writer = TypeWriter(taken)
        words = self._words if self._is_list or not self._is_one else self._one
        name = "".join(word.capitalize() for word in words)
        hint = writer.annotation(self.shape, f"{name}Response")
        decorator = "\n".join(self._decorator(hint, constant))
        return Draft(about, "\n".join(self._imports(writer)), writer.source(), example, decorator)

    @property
    def _words(self) -> list[str]:
        """The noun of the operation: the last word of its path."""
        literal = [part for part in self.path.split("/") if part and "{" not in part]
        return re.findall(r"[A-Za-z0-9]+", literal[-1]) if literal else ["root"]

    @property
    def _one(self) -> list[str]:
        return [*self._words[:-1], singular(self._words[-1])]

    @property
    def _is_list(self) -> bool:
        return bool(self.shape.lists and not self.shape.objects)

    @property
    def _is_one(self) -> bool:
        return self.path.rstrip("/").endswith("}") or self.method == "POST"

    @property
    def title(self) -> str:
        """A title that no other operation has."""
        if self.method == "GET" and self._is_list:
            title = f"List {_capitals(self._words)}"
        elif self._is_one:
            noun = _capitals(self._one)
            article = "an" if noun[0] in "AEIOU" else "a"
            title = f"{_VERBS.get(self.method, 'Retrieve')} {article} {noun}"
        else:
            title = f"{_VERBS.get(self.method, 'Retrieve')} {_capitals(self._words)}"
        taken = {o.spec.get("summary") for o in self.contract.operations.values()}
        return title if title not in taken else f"{title} ({self.path.strip('/')})"

    def _tag(self) -> str:
        """The tag of the operation whose path begins most like this one."""
        tagged = [o for o in self.contract.operations.values() if o.spec.get("tags")]
        if not tagged:
            return "..."
        near = max(tagged, key=lambda other: _common(other.path, self.path))
        return str(near.spec["tags"][0])

    def _imports(self, writer: TypeWriter) -> Iterator[str]:
        for module, every in _MODULES.items():
            names = sorted(writer.names & every, key=str.lower)
            if names:
                yield f"from {module} import {', '.join(names)}"
        yield ""
        yield "from drf_spectacular.utils import OpenApiExample, extend_schema"
        if "{" in self.path:
            yield "from drf_typed_responses.parameters import path_parameter"

    def _example(self, constant: str) -> str:
        value = literal(sample_of(self.bodies), 1)
        return (
            f"{constant} = OpenApiExample(\n    {json.dumps(self.title)},\n"
            f'    value={value},\n    status_codes=["{self.status}"],\n    response_only=True,\n)'
        )

    def _decorator(self, hint: str, constant: str) -> Iterator[str]:
        yield f'# The view: public = {{"{self.method}"}}. Its method, with a docstring:'
        yield "@extend_schema("
        yield f"    operation_id={json.dumps(self.title)},"
        yield f"    tags=[{json.dumps(self._tag())}],"
        variables = re.findall(r"\{([^{}]+)\}", self.path)
        if variables:
            yield "    parameters=["
            for name in variables:
                said = f"The {name.replace('_', ' ')}."
                yield f'        path_parameter("{name}", {json.dumps(said)}),'
            yield "    ],"
        yield f"    responses={{{self.status}: {hint}}},"
        yield f"    examples=[{constant}],"
        yield ")"


_MODULES = {
    "datetime": frozenset({"date", "datetime"}),
    "typing": frozenset({"Any", "Literal", "NotRequired", "TypedDict"}),
    "uuid": frozenset({"UUID"}),
}


def _capitals(words: list[str]) -> str:
    return " ".join(word.capitalize() for word in words)


def _common(one: str, other: str) -> int:
    """How many parts two paths begin with alike."""
    pairs = zip(one.split("/"), other.split("/"), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _constant(title: str) -> str:
    return re.sub(r"[^A-Z0-9]+", "_", title.upper()).strip("_")


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
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return repr(value)
