"""What a recorded operation lacks: a schema and a sample, a sample, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ..conformance.contract import Contract
from ..conformance.recording import Recording, RecordingError
from ..openapi.operations import Operation
from ..spectacular.operation_facts import OperationFacts, path_to_list
from .naming import Naming
from .types import TypeWriter

Facts = Mapping[str, OperationFacts]
NO_FACTS: Facts = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Lacking:
    """An operation with what was recorded of its success."""

    contract: Contract
    recording: Recording
    status: int
    naming: Naming
    writer: TypeWriter
    body: str  # the annotation of the body; "" for none
    tags: tuple[str, ...] = ()

    @property
    def bodies(self) -> list[Any]:
        return self.recording.bodies[self.status]


def undrafted(
    contract: Contract,
    recordings: Iterable[Recording],
    facts: Facts = NO_FACTS,
) -> list[str]:
    """The operations among those recorded for which there is something to draft."""
    return [each.operation for each in recordings if _lacks(contract, each, facts)]


def _lacks(contract: Contract, recording: Recording, facts: Facts) -> bool:
    try:
        lack(contract, recording, said_by_view(contract, recording, facts))
    except RecordingError:
        return False
    return True


def said_by_view(contract: Contract, recording: Recording, facts: Facts) -> OperationFacts | None:
    """What the view of a documented operation says; None for another AutoSchema, and for none."""
    published = _published(contract, recording)
    return None if published is None else facts.get(published.name)


def _published(contract: Contract, recording: Recording) -> Operation | None:
    method, _, path = recording.operation.partition(" ")
    return contract.operation(method, path)


def lack(
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
    if schema and elements_of(said, status, bodies) == []:
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


def elements_of(said: OperationFacts | None, status: int, bodies: list[Any]) -> list[Any] | None:
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
