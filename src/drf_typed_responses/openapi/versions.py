"""The versions of OpenAPI, and the dialect of JSON Schema that each uses."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

from ..exceptions import DocumentError
from .types import JSON, Document

VERSIONS: Final = ("3.0", "3.1", "3.2")
# Source: OpenAPI 3.0.3 "Schema Object"; OpenAPI 3.1.0 "Schema Object", which 3.2 shares.
Dialect: TypeAlias = Literal["3.0", "2020-12"]
_WRITTEN: Final = re.compile(r"(3\.[012])\.\d+(?:-.+)?")


def version_of(text: JSON) -> str | None:
    """The version "3.1" of the text "3.1.0"; None if the version is unknown."""
    match = _WRITTEN.fullmatch(text) if isinstance(text, str) else None
    return match[1] if match else None


def dialect_of(document: Document) -> Dialect:
    """The dialect of a document's schemas; a document that names no version is read as 3.0."""
    return dialect_of_version(str(document.get("openapi", "3.0")))


def dialect_of_version(version: str) -> Dialect:
    """The dialect of a version such as "3.1" or "3.1.0"."""
    return "3.0" if version.startswith("3.0") else "2020-12"


def require_openapi(value: JSON, label: str) -> Document:
    """The given value, checked to be the root of an OpenAPI document of a known version.

    `label` names the document in the message. Raises DocumentError for any other value.
    """
    if not isinstance(value, dict):
        raise DocumentError(f"{label} is not an OpenAPI document: it is not an object")
    if "swagger" in value:
        swagger = _shortened(value["swagger"])
        raise DocumentError(
            f"{label} is Swagger {swagger}, and only OpenAPI 3 can be compared: convert it first"
        )
    if "openapi" not in value:
        raise DocumentError(f'{label} is not an OpenAPI document: it has no "openapi"')
    version = value["openapi"]
    if not isinstance(version, str):
        raise DocumentError(f'{label}: "openapi" must be a string such as "3.0.3"')
    if version_of(version) is None:
        known = ", ".join(VERSIONS)
        raise DocumentError(f"{label} is OpenAPI {_shortened(version)}; known are {known}")
    if not isinstance(value.get("paths", {}), dict):
        raise DocumentError(f'{label} is not an OpenAPI document: "paths" is not an object')
    return value


def _shortened(value: JSON) -> str:
    text = str(value)
    return text if len(text) <= 20 else f"{text[:20]}..."
