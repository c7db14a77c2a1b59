"""Composes the source that an operation lacks: its types, its sample, its decorator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..conformance.contract import Contract
from ..conformance.places import place_text
from ..conformance.recording import Recording
from ..output.wording import counted
from ..spectacular.operation_facts import OperationFacts
from ..validation import Validator
from .decorator import decorator_of
from .lacking import NO_FACTS, Facts, Lacking, elements_of, lack, said_by_view
from .naming import Naming
from .samples import documented, sample_of
from .shapes import shape_of
from .source import imports_of, literal
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


def draft(
    contract: Contract,
    recording: Recording,
    tags: tuple[str, ...] = (),
    facts: Facts = NO_FACTS,
) -> Draft:
    """What an operation lacks, from what was recorded of it.

    `tags` are those of the project, `facts` what the views of documented operations say. An
    operation that is not public, or has no schema, gets types, a sample and a decorator; one that
    has a schema and no sample gets a sample. Raises RecordingError where no success is recorded,
    or nothing is lacking.
    """
    said = said_by_view(contract, recording, facts)
    status, schema = lack(contract, recording, said)
    lacking = _lacking(contract, recording, status, tags)
    return _sample_only(lacking, schema, said) if schema else _whole(lacking)


def _lacking(
    contract: Contract, recording: Recording, status: int, tags: tuple[str, ...]
) -> Lacking:
    bodies = recording.bodies[status]
    shape = shape_of(bodies)
    is_list = bool(shape.lists and not shape.objects) or (bodies and all(map(_is_page, bodies)))
    naming = Naming(recording.operation, contract, bool(is_list))
    writer = TypeWriter(_attributes(contract))
    body = writer.annotation(shape, naming.component) if bodies else ""
    return Lacking(contract, recording, status, naming, writer, body, tags)


def _attributes(contract: Contract) -> dict[str, dict[str, bool]]:
    """The attributes of the components, private ones too, and which of them are required."""
    found = {}
    for name, schema in contract.document.get("components", {}).get("schemas", {}).items():
        required = schema.get("required", ())
        every = [*schema.get("properties", ()), *contract.private.get(name, ())]
        found[name] = {attribute: attribute in required for attribute in every}
    return found


def _about(lacking: Lacking) -> str:
    number = len(lacking.bodies)
    what = counted(number, "recorded response") if number else "a recording"
    lines = [f"# {lacking.recording.operation}, from {what}."]
    for name in sorted(lacking.writer.reused):
        place = place_text(*lacking.contract.place(name))
        lines.append(f"# {name} is there already{f', in {place}' if place else ''}.")
    return "\n".join(lines)


def _sample_only(lacking: Lacking, schema: Mapping[str, Any], said: OperationFacts | None) -> Draft:
    validator = Validator(lacking.contract.document)
    bodies = [documented(validator, schema, body) for body in lacking.bodies]
    imports = "from drf_spectacular.utils import OpenApiExample"
    decorator = f"# In @extend_schema: examples=[{lacking.naming.constant}]"
    elements = elements_of(said, lacking.status, bodies)
    if elements is not None:
        decorator += "\n# It is one element: drf-spectacular puts the list around it."
        bodies = elements
    elif said is None and any(isinstance(body, list) or _is_page(body) for body in lacking.bodies):
        # A view with another AutoSchema than ours, of which no document tells.
        decorator += (
            "\n# Where a serializer makes the list, the value is one element: it is wrapped."
        )
    return Draft(_about(lacking), imports, "", _example(lacking, bodies), decorator)


def _is_page(body: Any) -> bool:
    """Whether a body is a page of a list, as Django REST framework's paginators make it."""
    return isinstance(body, dict) and isinstance(body.get("results"), list)


def _whole(lacking: Lacking) -> Draft:
    decorator = "\n".join(decorator_of(lacking))
    bodies = [_public(lacking, body) for body in lacking.bodies]
    example = _example(lacking, bodies) if bodies else ""
    types = lacking.writer.source()
    imports = "\n".join(imports_of(lacking.writer.names, f"{decorator}\n{example}"))
    return Draft(_about(lacking), imports, types, example, decorator)


def _public(lacking: Lacking, value: Any) -> Any:
    """A value without the private attributes of the types that are used again."""
    if isinstance(value, list):
        return [_public(lacking, part) for part in value]
    if not isinstance(value, dict):
        return value
    types = [name for name in lacking.writer.reused if lacking.writer.fits(name, value, value)]
    hidden = {key for name in types for key in lacking.contract.private.get(name, ())}
    return {key: _public(lacking, part) for key, part in value.items() if key not in hidden}


def _example(lacking: Lacking, bodies: list[Any]) -> str:
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
