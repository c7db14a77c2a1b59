"""The version of OpenAPI that a document is written in, and words of another version in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from drf_spectacular.settings import spectacular_settings

from ..exceptions import SettingsError
from ..findings import Finding
from ..openapi.pointers import objects
from ..openapi.versions import dialect_of, version_of
from ..spectacular.upstream import knows_version
from .dereference import parts


def check_version() -> None:
    """Raise SettingsError for a version of OpenAPI that no document can be written in."""
    version: Any = spectacular_settings.OAS_VERSION
    setting = f'SPECTACULAR_SETTINGS["OAS_VERSION"] is {version!r}'
    known = version_of(version)
    if known is None:
        raise SettingsError(f'{setting}; write "3.0.3", "3.1.0" or "3.2.0"')
    if not knows_version(known):
        raise SettingsError(f"{setting}, which this drf-spectacular does not know: upgrade it")


def outdated(document: Mapping[str, Any]) -> Iterator[Finding]:
    """Where a document of OpenAPI 3.1 or 3.2 has the word `nullable`, which says nothing there.

    Source: OpenAPI 3.1.0 "Schema Object", JSON Schema 2020-12.
    """
    if dialect_of(document) == "3.0":
        return
    version = version_of(document.get("openapi"))
    for operation, path, node in parts(document):
        if any("nullable" in each for each in objects(node)):
            yield Finding(
                "error",
                "outdated",
                f"its raw OpenAPI says nullable, which OpenAPI {version} does not know",
                hint='Write "type": ["string", "null"], or anyOf with {"type": "null"}.',
                operation=operation,
                path=path,
            )
