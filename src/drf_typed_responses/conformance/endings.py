"""The parts of each operation of a contract that end: deprecated, with a sunset."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from ..openapi.deprecations import is_deprecated, since_of, sunset_of
from ..openapi.operations import Operation
from ..openapi.pointers import component_of, is_reference, objects, resolve_object
from ..openapi.statuses import governing
from ..openapi.types import Document, Object


class Ending(NamedTuple):
    """A part that ends on the day of its `sunset`, and since when it is deprecated, if known.

    `part` is "" for the operation, else such as "query parameter `q`" or "attribute `Team.nick`".
    """

    part: str
    sunset: date
    since: date | None = None


class SentEnding(NamedTuple):
    """A parameter that ends: its location, its name, and the ending."""

    location: str
    name: str
    ending: Ending


class ReturnedEnding(NamedTuple):
    """An attribute that ends: its name, and the ending."""

    name: str
    ending: Ending


class Endings(NamedTuple):
    """The parts of one operation that end. `returned` are attributes by documented status."""

    operation: str
    operation_id: str
    whole: tuple[Ending, ...]
    sent: tuple[SentEnding, ...]
    returned: dict[str, tuple[ReturnedEnding, ...]]

    def of_status(self, status: int) -> tuple[ReturnedEnding, ...]:
        """The attributes that end in responses of a status."""
        return self.returned.get(governing(status, self.returned) or "", ())


def endings_of(operation: Operation) -> Endings | None:
    """The parts of an operation that end; None if none does."""
    whole = _ending(operation.spec, "")
    sent = tuple(_sent(operation))
    returned = {status: tuple(_returned(operation, status)) for status in _statuses(operation)}
    if whole is None and not sent and not any(returned.values()):
        return None
    id = str(operation.spec.get("operationId", ""))
    return Endings(operation.name, id, () if whole is None else (whole,), sent, returned)


def _statuses(operation: Operation) -> Object:
    found: Object = operation.spec.get("responses") or {}
    return found


def _sent(operation: Operation) -> Iterator[SentEnding]:
    for parameter in operation.parameters:
        location, name = str(parameter.get("in")), str(parameter.get("name"))
        ending = _ending(parameter, f"{location} parameter `{name}`")
        if ending is not None:
            yield SentEnding(location, name, ending)


def _returned(operation: Operation, status: str) -> Iterator[ReturnedEnding]:
    document = operation.document
    response = resolve_object(document, operation.spec["responses"][status])
    known = set()
    for media in (response.get("content") or {}).values():
        for owner, name, declared in _attributes(document, media.get("schema")):
            ending = _ending(declared, f"attribute `{f'{owner}.' if owner else ''}{name}`")
            if ending is not None and ending not in known:
                known.add(ending)
                yield ReturnedEnding(name, ending)


def _attributes(document: Document, schema: Any) -> Iterator[tuple[str, str, Object]]:
    """The attributes in a schema and all that it refers to: component, name and schema."""
    waiting = [("", schema)]
    seen: set[str] = set()
    while waiting:
        owner, part = waiting.pop()
        for node in objects(part):
            if is_reference(node) and node["$ref"] not in seen:
                seen.add(node["$ref"])
                component = component_of(node["$ref"])
                waiting.append((component[1] if component else "", resolve_object(document, node)))
            properties = node.get("properties")
            for name, declared in properties.items() if isinstance(properties, dict) else ():
                if isinstance(declared, dict):
                    yield owner, name, declared


def _ending(raw: Object, part: str) -> Ending | None:
    sunset = sunset_of(raw) if is_deprecated(raw) else None
    return None if sunset is None else Ending(part, sunset, since_of(raw))
