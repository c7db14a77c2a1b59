"""The security requirements of an operation, and the scopes of its permissions in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from drf_spectacular.settings import spectacular_settings
from rest_framework.views import APIView

from ..conf import Settings
from ..openapi.versions import dialect_of_version
from ..spectacular.document_types import Scoped
from ..spectacular.upstream import ComponentRegistry, Schema, security_schemes
from .access import Alternatives, required_scopes

# Source: OpenAPI 3.0.3 "Security Requirement Object": for any other type, "the array MUST be
# empty". Since 3.1 it may hold the names of roles.
_WITH_SCOPES: Final = ("oauth2", "openIdConnect")


def scoping(registry: ComponentRegistry, settings: Settings) -> Scoped:
    """The function that writes the scopes which the setting SCOPES names."""
    scopes_of = settings.imported_scopes()

    def scoped(requirements: list[Schema], view: APIView, method: str) -> list[Schema]:
        if scopes_of is None:
            return requirements
        schemes = security_schemes(registry)
        return _with_scopes(requirements, required_scopes(view, method, scopes_of), schemes)

    return scoped


def _with_scopes(
    requirements: list[Schema], alternatives: Alternatives, schemes: Mapping[str, Schema]
) -> list[Schema]:
    """Each requirement with each alternative of scopes; one that has scopes keeps them."""
    made: list[Schema] = []
    for requirement in requirements:
        for scopes in alternatives:
            each = {
                name: own or (list(scopes) if takes_scopes(schemes.get(name, {})) else [])
                for name, own in requirement.items()
            }
            made += [each] if each not in made else []
    return made


def takes_scopes(scheme: Mapping[str, Any]) -> bool:
    """Whether a requirement of a security scheme may name scopes in this version of OpenAPI."""
    is_later = dialect_of_version(spectacular_settings.OAS_VERSION) != "3.0"
    return is_later or scheme.get("type") in _WITH_SCOPES
