"""From bytes to an OpenAPI document, within limits: what is no document is one clear sentence."""

from __future__ import annotations

import json
from typing import Any

from ...exceptions import DocumentError
from ...openapi.json_text import DEEPEST, document_of, is_nested_deeper
from ...openapi.types import Document
from ...openapi.versions import require_openapi

MAX_BYTES = 64 << 20


def document(content: bytes, name: str) -> Document:
    """The OpenAPI 3 document in `content`, JSON or YAML; `name` says where it comes from.

    Raises DocumentError for broken text, a key that stands twice, nesting beyond any real
    document, and for what is not OpenAPI 3.0, 3.1 or 3.2.
    """
    if not content.strip():
        raise DocumentError(f"{name} is empty")
    value = _json(content, name) if _is_json(content, name) else _yaml(content, name)
    root = require_openapi(value, name)
    if is_nested_deeper(root):
        raise DocumentError(f"{name} is nested too deeply: more than {DEEPEST} levels")
    return root


def _is_json(content: bytes, name: str) -> bool:
    if name.endswith((".yaml", ".yml")):
        return False
    # A byte order mark, or the zero bytes of UTF-16 and UTF-32, may stand around the brace.
    start = content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return name.endswith(".json") or start[:1] in (b"{", b"[")


def _json(content: bytes, name: str) -> Any:
    try:
        return document_of(content)
    except RecursionError as error:
        raise DocumentError(f"{name} is nested too deeply") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise DocumentError(f"{name} is not JSON: {error.msg} ({place})") from error
    except ValueError as error:
        raise DocumentError(f"{name} is not JSON: {error}") from error


def _yaml(content: bytes, name: str) -> Any:
    # PyYAML takes as long to import as a document takes to compare.
    from .yaml_text import YamlError, load

    try:
        return load(content, DEEPEST)
    except YamlError as error:
        raise DocumentError(f"{name} is not YAML that OpenAPI allows: {error}") from error
