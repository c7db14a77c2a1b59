"""From bytes to an OpenAPI document, within limits: what is no document is one clear sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from math import isinf
from typing import Any

from ...exceptions import DocumentError

MAX_BYTES = 64 << 20
# Real documents stay below 60; the comparison recurses, and Python's stack has an end.
MAX_DEPTH = 200
VERSIONS = ("3.0", "3.1", "3.2")


def document(content: bytes, name: str) -> Mapping[str, Any]:
    """The OpenAPI 3 document in `content`, JSON or YAML; `name` says where it comes from.

    Raises DocumentError for broken text, a key that stands twice, nesting beyond any real
    document, and for what is not OpenAPI 3.0, 3.1 or 3.2.
    """
    if not content.strip():
        raise DocumentError(f"{name} is empty")
    value = _json(content, name) if _is_json(content, name) else _yaml(content, name)
    _check_openapi(value, name)
    _check_depth(value, name)
    return value  # type: ignore[no-any-return]


def _is_json(content: bytes, name: str) -> bool:
    if name.endswith((".yaml", ".yml")):
        return False
    # A byte order mark, or the zero bytes of UTF-16 and UTF-32, may stand around the brace.
    start = content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return name.endswith(".json") or start[:1] in (b"{", b"[")


def _json(content: bytes, name: str) -> Any:
    try:
        return json.loads(
            content, object_pairs_hook=_object, parse_constant=_constant, parse_float=_real
        )
    except RecursionError as error:
        raise DocumentError(f"{name} is nested too deeply") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise DocumentError(f"{name} is not JSON: {error.msg} ({place})") from error
    except ValueError as error:
        raise DocumentError(f"{name} is not JSON: {error}") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A dict, unless a key would silently win over its namesake."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [key for key, _ in pairs]
        twice = next(key for key in names if names.count(key) > 1)
        raise ValueError(f'the key "{twice}" stands twice in one object')
    return found


def _real(text: str) -> float:
    number = float(text)
    if isinf(number):
        raise ValueError(f"{text} is larger than any number that can be read")
    return number


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")


def _yaml(content: bytes, name: str) -> Any:
    # PyYAML takes as long to import as a document takes to compare.
    from .yaml import YamlError, load

    try:
        return load(content, MAX_DEPTH)
    except YamlError as error:
        raise DocumentError(f"{name} is not YAML that OpenAPI allows: {error}") from error


def _check_openapi(value: Any, name: str) -> None:
    if not isinstance(value, dict):
        raise DocumentError(f"{name} is not an OpenAPI document: it is no object")
    if "swagger" in value:
        raise DocumentError(
            f"{name} is Swagger {_short(value['swagger'])}, and only OpenAPI 3 can be compared: "
            "convert it first"
        )
    if "openapi" not in value:
        raise DocumentError(f'{name} is not an OpenAPI document: it has no "openapi"')
    version = value["openapi"]
    if not isinstance(version, str):
        raise DocumentError(f'{name}: "openapi" must be a string such as "3.0.3"')
    if not re.fullmatch(r"3\.[012]\.\d+(-.+)?", version):
        known = ", ".join(VERSIONS)
        raise DocumentError(f"{name} is OpenAPI {_short(version)}; known are {known}")
    if not isinstance(value.get("paths", {}), dict):
        raise DocumentError(f'{name} is not an OpenAPI document: "paths" is no object')


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 20 else f"{text[:20]}..."


def _check_depth(value: Any, name: str) -> None:
    """One level at a time: a walk that recursed would fail on what it looks for."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = list(_below(level))
        if not level:
            return
    raise DocumentError(f"{name} is nested too deeply: more than {MAX_DEPTH} levels")


def _below(level: list[Any]) -> Iterator[Any]:
    for each in level:
        for value in each.values() if type(each) is dict else each:
            if type(value) is dict or type(value) is list:
                yield value
