"""The bytes of documents and of values, as Django REST framework renders them."""

from __future__ import annotations

import json
from typing import Any

from rest_framework.utils.encoders import JSONEncoder

from ..exceptions import OutputError


def rendered(document: Any) -> bytes:
    """The bytes of a document, equal on every platform.

    Values that DRF renders (dates, UUIDs, Decimals) are written as DRF does. Raises OutputError for
    a value that is not JSON, such as NaN or half of a surrogate pair.
    """
    try:
        return encoded(document, indent=2) + b"\n"
    except (TypeError, ValueError, RecursionError) as error:
        raise OutputError(
            f"the document cannot be written as JSON, at {_culprit(document)}: {error}"
        ) from error


def as_written(document: Any) -> Any:
    """The document as its readers see it: the JSON value of `rendered`. Raises OutputError."""
    return json.loads(rendered(document))


def encoded(value: Any, **options: Any) -> bytes:
    """A value as DRF's renderer writes it. Raises TypeError or ValueError for other values."""
    default = JSONEncoder().default
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, default=default, **options
    ).encode()


def _culprit(node: Any) -> str:
    """The keys that lead to the first value that cannot be written."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        try:
            encoded(value)
        except (TypeError, ValueError):
            inner = _culprit(value) if isinstance(value, (dict, list, tuple)) else ""
            return f"{key}.{inner}" if inner else str(key)
    return ""
