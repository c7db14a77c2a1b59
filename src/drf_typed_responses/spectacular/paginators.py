"""What a paginator says of its envelope, in the words of OpenAPI 3.1."""

from __future__ import annotations

import copy
from typing import Any


def with_null_as_type(paginator: Any) -> Any:
    """The same paginator, whose envelope says null as OpenAPI 3.1 does.

    REST framework's own paginators say `nullable`, which means nothing there.
    """
    new = copy.copy(paginator)
    new.get_paginated_response_schema = lambda schema: _spelled(
        paginator.get_paginated_response_schema(schema)
    )
    return new


def _spelled(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    new = {key: _spelled(value) for key, value in node.items()}
    if new.get("nullable") is True and isinstance(new.get("type"), str):
        del new["nullable"]
        new["type"] = [new["type"], "null"]
    return new
