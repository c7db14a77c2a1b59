"""Finds the parts of an accepted request that its documentation does not allow.

A server that accepts more than it documents breaks no client, so all these violations are additive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..openapi.json_text import value_of
from ..openapi.media_types import covering, essence, is_json
from ..openapi.operations import Operation
from ..openapi.styles import parameter_values
from ..openapi.types import Object
from ..validation import Violation
from .contract import Contract
from .exchange import Sent


def request_violations(contract: Contract, operation: Operation, sent: Sent) -> Iterator[Violation]:
    """The violations in a request that the server accepted, each of kind "request"."""
    yield from _of_query(contract, operation, sent)
    yield from _of_body(contract, operation, sent)


def _of_query(contract: Contract, operation: Operation, sent: Sent) -> Iterator[Violation]:
    documented = {str(p.get("name")): p for p in operation.parameters if p.get("in") == "query"}
    for name in sent.query:
        # `filter[name]=x` belongs to `filter`, an object with its attributes spread over the query.
        if name not in documented and name.partition("[")[0] not in documented:
            yield _violation(f"the query parameter `{name}` is accepted but not documented")
    for name, parameter in documented.items():
        if name in sent.query:
            yield from _of_parameter(contract, parameter, sent.query[name])
        elif parameter.get("required"):
            yield _violation(f"the query parameter `{name}` is documented as required and is not")


def _of_parameter(contract: Contract, parameter: Object, texts: list[str]) -> Iterator[Violation]:
    subject = f"the query parameter `{parameter['name']}`"
    values = parameter_values(texts, parameter, contract.document)
    every = (contract.requests.violations(parameter["schema"], value) for value in values)
    for found in min(every, key=bool, default=()):
        said = found.message
        said = f"in {subject} {said}" if found.path else said.replace("the value", subject, 1)
        yield from _accepted(found, said)


def _of_body(contract: Contract, operation: Operation, sent: Sent) -> Iterator[Violation]:
    body = contract.resolved(operation.spec.get("requestBody", {}))
    content = {essence(name): media for name, media in body.get("content", {}).items()}
    schema = (covering(sent.media_type, content) or {}).get("schema")
    if not schema or not sent.body or not is_json(sent.media_type):
        return
    try:
        value = value_of(sent.body)
    except ValueError:
        return
    validator = contract.requests
    for found in [*validator.violations(schema, value), *validator.undocumented(schema, value)]:
        yield from _accepted(found, found.message)


def _accepted(found: Violation, message: str) -> Iterator[Violation]:
    if found.kind != "schema":  # an unusable schema shows nothing about the request
        yield replace(found, kind="request", message=f"the request is accepted, but {message}")


def _violation(message: str) -> Violation:
    return Violation("request", "", message)
