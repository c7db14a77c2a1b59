"""Loads an OpenAPI document: from the bytes of its source, JSON or YAML, within limits."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from ...exceptions import DocumentError
from ...openapi.json_text import DEEPEST, document_of, is_nested_deeper
from ...openapi.types import JSON, Document
from ...openapi.versions import require_openapi
from .fetching import content_of

# The source that is standard input, as commands of Unix name it.
STDIN: Final = "-"


def read(source: str, committed: Path | None = None) -> Document:
    """The OpenAPI document that `source` names.

    `source` is the path of a file, `-` for standard input, an http(s) URL, `git:REV:PATH` with a
    path that starts at the root of the repository (or with `./`), or `git:REV` for the committed
    version of the file `committed`. Raises DocumentError, in one sentence, for a source that cannot
    be read, broken text, a repeated key, nesting beyond any real document, and a document that is
    not OpenAPI 3.
    """
    name = "standard input" if source == STDIN else without_password(source)
    content = sys.stdin.buffer.read() if source == STDIN else content_of(source, name, committed)
    if not content.strip():
        raise DocumentError(f"{name} is empty")
    value = _json(content, name) if _is_json(content, name) else _yaml(content, name)
    root = require_openapi(value, name)
    if is_nested_deeper(root):
        raise DocumentError(f"{name} is nested too deeply: more than {DEEPEST} levels")
    return root


def without_password(source: str) -> str:
    """The source for a log: an address without its user and query."""
    if not source.startswith(("http://", "https://")):
        return source
    try:
        parts = urlsplit(source)
    except ValueError:  # it cannot be fetched either
        return source.partition("@")[2] or source
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _is_json(content: bytes, name: str) -> bool:
    if name.endswith((".yaml", ".yml")):
        return False
    # A byte order mark, or zero bytes of UTF-16 and UTF-32, may precede or surround the brace.
    start = content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return name.endswith(".json") or start[:1] in (b"{", b"[")


def _json(content: bytes, name: str) -> JSON:
    try:
        value: JSON = document_of(content)
    except RecursionError as error:
        raise DocumentError(f"{name} is nested too deeply") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise DocumentError(f"{name} is not JSON: {error.msg} ({place})") from error
    except ValueError as error:
        raise DocumentError(f"{name} is not JSON: {error}") from error
    return value


def _yaml(content: bytes, name: str) -> JSON:
    # PyYAML takes as long to import as a document takes to compare.
    from .yaml_text import YamlError, load

    try:
        return load(content, DEEPEST)
    except YamlError as error:
        raise DocumentError(f"{name} is not YAML that OpenAPI allows: {error}") from error
