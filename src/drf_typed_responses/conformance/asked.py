"""What a request that was accepted has beyond its documentation.

A server that takes more than it documents breaks no client, so all of this is additive.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..publish.validation import Mistake
from .contract import Contract, Operation
from .exchange import Sent


def request_mistakes(contract: Contract, operation: Operation, sent: Sent) -> Iterator[Mistake]:
    """The mistakes of a request that the server took for a good one."""
    yield from _query(operation, sent)
    yield from _body(contract, operation, sent)


def _query(operation: Operation, sent: Sent) -> Iterator[Mistake]:
    documented = {str(p.get("name")): p for p in operation.parameters if p.get("in") == "query"}
    for name in sent.query:
        # `filter[name]=x` belongs to an object that is spread over the query.
        if name not in documented and name.partition("[")[0] not in documented:
            yield _additive(f"the query parameter `{name}` is accepted and not documented")
    for name, parameter in documented.items():
        if parameter.get("required") and name not in sent.query:
            yield _additive(f"the query parameter `{name}` is documented as required and is not")


def _body(contract: Contract, operation: Operation, sent: Sent) -> Iterator[Mistake]:
    body = contract.resolved(operation.spec.get("requestBody", {}))
    schema = body.get("content", {}).get(sent.media_type, {}).get("schema")
    if not schema or not sent.body or sent.media_type != "application/json":
        return
    try:
        value = json.loads(sent.body)
    except ValueError:
        return
    validator = contract.requests
    for mistake in [*validator.mistakes(schema, value), *validator.undocumented(schema, value)]:
        if mistake.kind != "schema":
            yield _additive(f"the request is accepted, where {mistake.message}", mistake)


def _additive(message: str, by: Mistake | None = None) -> Mistake:
    if by is None:
        return Mistake("request", "", message)
    return Mistake(
        "request", by.path, message, by.component, by.property, by.place, by.expected, by.found
    )
