"""A person writes a sentence as `operation_id`; a client generator needs a token."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ..findings import Finding

_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


def titled(document: dict[str, Any]) -> dict[str, Any]:
    """The document with each sentence moved to `summary` and a token in its place.

    An id that is a token already, and a summary written explicitly, stay as they are.
    """
    for item in document.get("paths", {}).values():
        for operation in item.values():
            if isinstance(operation, dict) and "operationId" in operation:
                _title(operation)
    return document


def _title(operation: dict[str, Any]) -> None:
    written = operation["operationId"]
    if _TOKEN.match(written):
        return
    operation.setdefault("summary", written)
    # A sentence without a Latin letter makes no token.
    operation["operationId"] = token(written) or written


def repeated_ids(document: dict[str, Any]) -> Iterator[Finding]:
    """Operations whose sentences differ and make the same token."""
    users: defaultdict[str, list[str]] = defaultdict(list)
    for path, item in document.get("paths", {}).items():
        for method, operation in item.items():
            if isinstance(operation, dict) and "operationId" in operation:
                users[operation["operationId"]].append(f"{method.upper()} {path}")
    for name, operations in users.items():
        for operation in operations[1:]:
            yield Finding(
                "error",
                "repeated-id",
                f"its operationId {name} is that of {operations[0]} too",
                "Write another title as the operation_id of one of them.",
                operation,
            )


def token(sentence: str) -> str:
    """`List an Organization's Teams` -> `listAnOrganizationsTeams`."""
    plain = unicodedata.normalize("NFKD", sentence).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Za-z0-9]+", plain.replace("'", ""))
    name = "".join([words[0].lower(), *(w[:1].upper() + w[1:] for w in words[1:])]) if words else ""
    return name if not name[:1].isdigit() else f"_{name}"
