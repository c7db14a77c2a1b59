"""Titles and ids: people write a sentence as `operation_id`; client generators need a token.

The sentence becomes the summary of the operation, and a token made of it the `operationId`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from ..openapi.operations import operations_of
from ..spectacular.upstream_texts import ID_SUFFIX
from .published_operations import OperationSource

# An id that drf-spectacular makes from a path may begin with a digit.
_TOKEN: Final = re.compile(r"[A-Za-z0-9_]+\Z")


def with_tokens(document: dict[str, Any]) -> dict[str, Any]:
    """The document with each sentence moved to `summary` and a token as `operationId`.

    An id that is a token already, and an explicit summary, stay as they are.
    """
    for operation in operations_of(document):
        if "operationId" in operation.spec:
            _split(operation.spec)
    return document


def _split(operation: dict[str, Any]) -> None:
    written = operation["operationId"]
    if _TOKEN.match(written):
        return
    operation.setdefault("summary", written)
    # A sentence without a Latin letter gives no token.
    operation["operationId"] = token(written) or written


def with_summaries(document: dict[str, Any]) -> dict[str, Any]:
    """The document with missing summaries taken from the first paragraph of the description."""
    for operation in operations_of(document):
        spec = operation.spec
        first, _, rest = spec.get("description", "").partition("\n\n")
        if first and "summary" not in spec:
            spec["summary"] = " ".join(first.split())
            spec["description"] = rest.strip() or spec["summary"]
    return document


def with_written_ids(
    document: dict[str, Any], sources: Mapping[str, OperationSource]
) -> dict[str, Any]:
    """The document without the numbers that drf-spectacular appends to repeated ids."""
    for operation in operations_of(document):
        source = sources.get(operation.name)
        written = source.facts.written_id if source else ""
        name = operation.spec.get("operationId", "")
        if written and name.startswith(written) and ID_SUFFIX.fullmatch(name, len(written)):
            operation.spec["operationId"] = written
    return document


def token(sentence: str) -> str:
    """`List an Organization's Teams` -> `listAnOrganizationsTeams`; "" without a Latin letter."""
    plain = unicodedata.normalize("NFKD", sentence).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Za-z0-9]+", plain.replace("'", ""))
    name = "".join([words[0].lower(), *(w[:1].upper() + w[1:] for w in words[1:])]) if words else ""
    return name if not name[:1].isdigit() else f"_{name}"
