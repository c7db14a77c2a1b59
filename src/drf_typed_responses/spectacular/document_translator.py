"""The translator of a document, by the settings of the project."""

from __future__ import annotations

from typing import Any

from drf_spectacular.settings import spectacular_settings

from ..conf import current_settings
from ..exceptions import SettingsError
from ..openapi.versions import VERSIONS
from ..translate import Translator
from ..translate.context import Framework
from ..translate.schema_builder import Schema, SchemaBuilder
from .upstream import get_openapi_type_mapping, published_name


def translator() -> Translator:
    """A new translator for the OpenAPI version of the settings.

    Raises SettingsError for a version that is not 3.0, 3.1 or 3.2.
    """
    version: object = spectacular_settings.OAS_VERSION
    if not isinstance(version, str) or version[:3] not in VERSIONS:
        raise SettingsError(
            f'SPECTACULAR_SETTINGS["OAS_VERSION"] is {version!r}; write "3.0.3", "3.1.0" or "3.2.0"'
        )
    settings = current_settings()
    return Translator(
        version=version[:3],
        hooks=settings.imported_hooks(),
        nulls=settings.nulls,
        framework=Framework(_markers(version[:3]), published_name),
    )


def _markers(version: str) -> dict[Any, Schema]:
    """The members of `OpenApiTypes`; NONE is null."""
    null = SchemaBuilder(version).null()
    found = get_openapi_type_mapping().items()
    return {member: null if schema is None else schema for member, schema in found}
