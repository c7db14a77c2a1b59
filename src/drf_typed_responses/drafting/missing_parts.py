"""Finds the missing parts of a recorded operation: schema and sample, only a sample, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from ..conformance.contract import Contract
from ..conformance.recording import Recording, RecordingError
from ..openapi.statuses import is_success
from ..openapi.types import JSON, Schema
from ..publish.rules.free_form import says_nothing
from ..spectacular.operation_facts import OperationFacts, path_to_list
from .operation_names import OperationNames
from .python_source import TypedDictWriter

Facts = Mapping[str, OperationFacts]
NO_FACTS: Final[Facts] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DraftedOperation:
    """An operation to draft source for, with its recorded success.

    `status` is the status of the success, and `body` the annotation of its body, or "". `writer`
    has the types in the annotation. `refusals` are statuses that REST framework sends and nothing
    documents. With `keeps_schema`, the schema of the success stays as it is, and `body` is its
    serializer, if that must be written.
    """

    contract: Contract
    recording: Recording
    status: int
    names: OperationNames
    writer: TypedDictWriter
    body: str
    tags: tuple[str, ...] = ()
    refusals: tuple[int, ...] = ()
    keeps_schema: bool = False

    @property
    def bodies(self) -> list[Any]:
        """The recorded bodies of the success."""
        return self.recording.bodies[self.status]


def undrafted(
    contract: Contract,
    recordings: Iterable[Recording],
    facts: Facts = NO_FACTS,
) -> list[str]:
    """The recorded operations for which source can be drafted.

    `facts` are those of the documented operations' views, by the name of the operation.
    """
    return [each.operation for each in recordings if _lacks_something(contract, each, facts)]


def _lacks_something(contract: Contract, recording: Recording, facts: Facts) -> bool:
    try:
        status, _ = success_to_draft(contract, recording, facts_of(contract, recording, facts))
    except RecordingError:
        return False
    published = contract.operation_named(recording.operation)
    statuses = published.spec.get("responses", {}) if published is not None else {}
    return bool(recording.bodies[status]) or str(status) not in statuses


def facts_of(contract: Contract, recording: Recording, facts: Facts) -> OperationFacts | None:
    """The facts of a recorded operation's view.

    None for an operation that is not documented, and for a view with a foreign AutoSchema.
    """
    published = contract.operation_named(recording.operation)
    return None if published is None else facts.get(published.name)


def success_to_draft(
    contract: Contract, recording: Recording, facts: OperationFacts | None
) -> tuple[int, Schema | None]:
    """The status of a recorded success without schema or sample, and its schema if any.

    Raises RecordingError if no success is recorded, nothing is missing, or all bodies are empty.
    """
    operation = recording.operation
    status = success_of(recording)
    schema, has_sample = _documented(contract, recording, status)
    bodies = recording.bodies[status]
    if bodies and not any(bodies):
        raise RecordingError(
            f"every recorded body of {operation} is empty; add a test that gets a body with values"
        )
    if schema and has_sample:
        raise RecordingError(f"{operation} already has a schema and a sample")
    path = list_path(facts, status)
    if schema and path is not None and not elements_at(path, bodies):
        raise RecordingError(
            f"every recorded list of {operation} is empty; add a test that gets a list with items"
        )
    return status, schema


def documented_schema(contract: Contract, recording: Recording, status: int) -> Schema | None:
    """The schema of a response in a document, unless it says nothing; None without one."""
    return _documented(contract, recording, status)[0]


def success_of(recording: Recording) -> int:
    """The status of the recorded success. Raises RecordingError if there is none."""
    status = _lowest_success(recording)
    if status is None:
        listed = ", ".join(map(str, recording.bodies))
        raise RecordingError(f"no success of {recording.operation} is recorded, only {listed}")
    return status


def _lowest_success(recording: Recording) -> int | None:
    return min(filter(is_success, recording.bodies), default=None)


def is_documented(contract: Contract, recording: Recording) -> bool:
    """Whether the recorded success has a schema and a sample."""
    status = _lowest_success(recording)
    if status is None:
        return False
    schema, has_sample = _documented(contract, recording, status)
    return schema is not None and has_sample


def _documented(
    contract: Contract, recording: Recording, status: int
) -> tuple[Schema | None, bool]:
    """The schema of a response, unless it says nothing, and whether there is a sample."""
    operation = contract.operation_named(recording.operation)
    if operation is None:
        return None, False
    response = contract.resolved(operation.spec.get("responses", {}).get(str(status), {}))
    content = list(response.get("content", {}).values())
    schemas = [media["schema"] for media in content if media.get("schema")]
    said = [schema for schema in schemas if not says_nothing(contract.resolved(schema))]
    return next(iter(said), None), any(
        "example" in media or media.get("examples") for media in content
    )


def list_path(facts: OperationFacts | None, status: int) -> tuple[str, ...] | None:
    """The keys that lead to the recorded list, if the samples of that status show one element.

    None if a sample shows a whole body.
    """
    lists = facts.lists if facts is not None else {}
    keys = path_to_list(lists[str(status)]) if str(status) in lists else None
    return None if keys is None else tuple(keys)


def elements_at(path: Iterable[str], bodies: Iterable[JSON]) -> list[Any]:
    """The elements of the lists in recorded bodies to which the keys lead."""
    keys = tuple(path)
    return [element for body in bodies for element in _list_at(body, keys)]


def _list_at(body: JSON, keys: Iterable[str]) -> list[Any]:
    for key in keys:
        body = body.get(key) if isinstance(body, dict) else None
    return body if isinstance(body, list) else []
