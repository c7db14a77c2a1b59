"""What a request that was accepted has beyond its documentation.

A server that takes more than it documents breaks no client, so all of this is additive.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..openapi.media_types import is_json
from ..openapi.operations import Operation
from ..validation import Mistake
from .contract import Contract
from .exchange import Sent
from .scalars import query_value


def request_mistakes(contract: Contract, operation: Operation, sent: Sent) -> Iterator[Mistake]:
    """The mistakes of a request that the server took for a good one."""
    yield from _query(contract, operation, sent)
    yield from _body(contract, operation, sent)


def _query(contract: Contract, operation: Operation, sent: Sent) -> Iterator[Mistake]:
    documented = {str(p.get("name")): p for p in operation.parameters if p.get("in") == "query"}
    for name in sent.query:
        # `filter[name]=x` belongs to an object that is spread over the query.
        if name not in documented and name.partition("[")[0] not in documented:
            yield _additive(f"the query parameter `{name}` is accepted and not documented")
    for name, parameter in documented.items():
        if name in sent.query:
            yield from _parameter(contract, parameter, sent.query[name])
        elif parameter.get("required"):
            yield _additive(f"the query parameter `{name}` is documented as required and is not")


def _parameter(
    contract: Contract, parameter: Mapping[str, Any], texts: list[str]
) -> Iterator[Mistake]:
    name, value = f"the query parameter `{parameter['name']}`", query_value(texts, parameter)
    if value is not None:
        for mistake in contract.requests.mistakes(parameter["schema"], value):
            said = mistake.message
            said = f"in {name} {said}" if mistake.path else said.replace("the value", name, 1)
            yield from _accepted(mistake, said)


def _body(contract: Contract, operation: Operation, sent: Sent) -> Iterator[Mistake]:
    body = contract.resolved(operation.spec.get("requestBody", {}))
    schema = body.get("content", {}).get(sent.media_type, {}).get("schema")
    if not schema or not sent.body or not is_json(sent.media_type):
        return
    try:
        value = json.loads(sent.body)
    except ValueError:
        return
    validator = contract.requests
    for mistake in [*validator.mistakes(schema, value), *validator.undocumented(schema, value)]:
        yield from _accepted(mistake, mistake.message)


def _accepted(by: Mistake, message: str) -> Iterator[Mistake]:
    if by.kind != "schema":
        said = f"the request is accepted, where {message}"
        yield replace(by, kind="request", message=said)


def _additive(message: str) -> Mistake:
    return Mistake("request", "", message)
