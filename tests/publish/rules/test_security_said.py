"""The rule `security-said`: an operation that asks for an account says how to authenticate."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import BaseAuthentication, TokenAuthentication
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated

from drf_typed_responses.exceptions import SettingsError

from ..building import TeamResponse, build
from .judging import Endpoint, broken, judged

HINT = (
    "Write an OpenApiAuthenticationExtension of drf-spectacular for the authentication class, or "
    "auth=[...] in @extend_schema."
)


class Signature(BaseAuthentication):
    """An authentication class that drf-spectacular does not know."""


class Signed(Endpoint):
    public = frozenset({"GET"})
    authentication_classes = (Signature,)
    permission_classes = (IsAuthenticated,)

    @extend_schema(responses=TeamResponse)  # broken
    def get(self, request): ...


def test_an_authentication_class_without_extension() -> None:
    message = "its view authenticates (Signature), but it documents no security"
    # It replaces drf-spectacular's message about the class.
    assert judged("security-said", Signed) == [broken(__file__, "security-said", message, HINT)]


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"authentication_classes": (Signature, TokenAuthentication)}, {}),
        ({"permission_classes": (AllowAny,)}, {}),
        ({"authentication_classes": ()}, {}),
        ({}, {"auth": [{"signature": []}]}),
        ({}, {"auth": []}),
    ],
)
def test_what_says_it_or_need_not(members: dict[str, Any], said: dict[str, Any]) -> None:
    class Teams(Signed):
        public = frozenset({"GET"})

        @extend_schema(responses=TeamResponse, **said)
        def get(self, request): ...

    found = judged("security-said", type("Teams", (Teams,), members))
    assert [each for each in found if each.id == "security-said"] == []


# ------------------------------------------------------------ SCOPES


class Scoped(BasePermission):
    scopes = ("team:read", "org:read")


class Other(BasePermission):
    scopes = ("member:read", "org:read")


def scopes(permission: Any, method: str, view: Any) -> list[str]:
    return [each.replace("read", method.lower()) for each in getattr(permission, "scopes", ())]


def wrong(permission: Any, method: str, view: Any) -> Any:
    return "team:read"


class OAuth(BaseAuthentication):
    """An authentication class whose scheme has scopes."""


class OAuthScheme(OpenApiAuthenticationExtension):
    target_class = OAuth
    name = "oauth"

    def get_security_definition(self, auto_schema):
        flow = {"tokenUrl": "https://teams.example/token", "scopes": {}}
        return {"type": "oauth2", "flows": {"clientCredentials": flow}}


def security(*permissions: Any, function: str = "scopes", **settings: Any) -> Any:
    class Teams(Endpoint):
        public = frozenset({"GET"})
        authentication_classes = (OAuth, TokenAuthentication)
        permission_classes = permissions

        @extend_schema(responses=TeamResponse)
        def get(self, request): ...

    rules = {"*": "off", "security-said": "error"}
    with override_settings(
        TYPED_RESPONSES={"RULES": rules, "SCOPES": f"{__name__}.{function}"},
    ):
        publication = build(Teams, **settings)
    assert publication.findings == ()
    return publication.document["paths"]["/0/"]["get"]["security"]


def test_scopes_stand_where_openapi_30_has_them() -> None:
    assert security(Scoped) == [{"oauth": ["team:get", "org:get"]}, {"tokenAuth": []}]


def test_since_openapi_31_every_scheme_has_scopes() -> None:
    expected = ["team:get", "org:get"]
    assert security(Scoped, OAS_VERSION="3.1.0") == [{"oauth": expected}, {"tokenAuth": expected}]


@pytest.mark.parametrize(
    ("permissions", "expected"),
    [
        ([IsAuthenticated], [[]]),
        ([IsAuthenticated, Scoped, Other], [["team:get", "org:get", "member:get"]]),
        ([Scoped & Other], [["team:get", "org:get", "member:get"]]),
        ([Scoped | Other], [["team:get", "org:get"], ["member:get", "org:get"]]),
        ([~Scoped], [[]]),
    ],
)
def test_permissions_together(permissions: Any, expected: list[list[str]]) -> None:
    found = [each["oauth"] for each in security(*permissions) if "oauth" in each]
    assert found == expected


class Lost(Endpoint):
    public = frozenset({"GET"})
    authentication_classes = (TokenAuthentication,)
    permission_classes = (IsAuthenticated, Scoped)

    @extend_schema(responses=TeamResponse)  # lost
    def get(self, request): ...


def test_scopes_that_no_scheme_can_have() -> None:
    settings = {"RULES": {"*": "off", "security-said": "error"}, "SCOPES": f"{__name__}.scopes"}
    with override_settings(TYPED_RESPONSES=settings):
        found = list(build(Lost).findings)
    expected = broken(
        __file__,
        "security-said",
        "its permissions require scopes that its security does not have: org:get, team:get",
        "OpenAPI 3.0 has scopes for the types oauth2 and openIdConnect only: set "
        '"OAS_VERSION" to "3.1.0", or document the scheme as one of them.',
        mark="# lost",
    )
    assert found == [expected]


def test_a_function_that_returns_no_list() -> None:
    expected = (
        r'^the function of TYPED_RESPONSES\["SCOPES"\] returned \'team:read\' for Scoped; it must '
        "return a list of texts$"
    )
    with pytest.raises(SettingsError, match=expected):
        security(Scoped, function="wrong")
