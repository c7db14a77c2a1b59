"""A person writes a sentence as `operation_id`; a client generator needs a token."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from ..findings import Finding
from ..openapi.operations import operations_of
from ..spectacular.upstream import ID_SUFFIX
from .published_operations import OperationSource

# The ids that drf-spectacular makes of a path may begin with a digit.
_TOKEN = re.compile(r"[A-Za-z0-9_]+\Z")


def titled(document: dict[str, Any]) -> dict[str, Any]:
    """The document with each sentence moved to `summary` and a token in its place.

    An id that is a token already, and a summary written explicitly, stay as they are.
    """
    for operation in operations_of(document):
        if "operationId" in operation.spec:
            _title(operation.spec)
    return document


def _title(operation: dict[str, Any]) -> None:
    written = operation["operationId"]
    if _TOKEN.match(written):
        return
    operation.setdefault("summary", written)
    # A sentence without a Latin letter makes no token.
    operation["operationId"] = token(written) or written


def summarised(document: dict[str, Any]) -> dict[str, Any]:
    """The document with the first paragraph of each description as the summary it lacks."""
    for operation in operations_of(document):
        spec = operation.spec
        first, _, rest = spec.get("description", "").partition("\n\n")
        if first and "summary" not in spec:
            spec["summary"] = " ".join(first.split())
            spec["description"] = rest.strip() or spec["summary"]
    return document


def restored_ids(
    document: dict[str, Any], sources: Mapping[str, OperationSource]
) -> dict[str, Any]:
    """The document with ids as written, where drf-spectacular numbered those of equal titles."""
    for operation in operations_of(document):
        source = sources.get(operation.name)
        written = source.facts.written_id if source else ""
        name = operation.spec.get("operationId", "")
        if written and name.startswith(written) and ID_SUFFIX.fullmatch(name, len(written)):
            operation.spec["operationId"] = written
    return document


def repeated_ids(document: dict[str, Any]) -> Iterator[Finding]:
    """Operations whose sentences differ and make the same token."""
    users: defaultdict[str, list[str]] = defaultdict(list)
    for operation in operations_of(document):
        if "operationId" in operation.spec:
            users[operation.spec["operationId"]].append(operation.name)
    for name, operations in users.items():
        for repeated in operations[1:]:
            yield Finding(
                "error",
                "repeated-id",
                f"its operationId {name} is that of {operations[0]} too",
                hint="Write another title as the operation_id of one of them.",
                operation=repeated,
            )


def token(sentence: str) -> str:
    """`List an Organization's Teams` -> `listAnOrganizationsTeams`."""
    plain = unicodedata.normalize("NFKD", sentence).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Za-z0-9]+", plain.replace("'", ""))
    name = "".join([words[0].lower(), *(w[:1].upper() + w[1:] for w in words[1:])]) if words else ""
    return name if not name[:1].isdigit() else f"_{name}"
