"""The rule `refusals`: an operation documents the refusals that REST framework sends for it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.test import override_settings
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.permissions import (
    AllowAny,
    BasePermission,
    DjangoModelPermissions,
    DjangoModelPermissionsOrAnonReadOnly,
    IsAdminUser,
    IsAuthenticated,
    IsAuthenticatedOrReadOnly,
)
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.throttling import BaseThrottle, ScopedRateThrottle, UserRateThrottle

from drf_typed_responses.publish.refusals import missing_refusals
from drf_typed_responses.responses import RESPONSE_NOT_FOUND, RESPONSE_UNAUTHORIZED

from ..building import TeamResponse, build
from .judging import Endpoint, broken, judged, posting


class Open(Endpoint):
    permission_classes = (AllowAny,)
    public = frozenset({"GET"})


class Silent(Open):
    @extend_schema(responses=TeamResponse)  # broken
    def get(self, request, pk):
        get_object_or_404(User, pk=pk)


TEAM = path("teams/<int:pk>/", Silent.as_view())


def test_a_status_that_is_not_documented() -> None:
    expected = broken(
        __file__,
        "refusals",
        "it does not document 404 (get_object_or_404)",
        "Add 404: RESPONSE_NOT_FOUND to responses={...} of @extend_schema. "
        'TYPED_RESPONSES["REFUSALS"] = "document" adds them everywhere.',
        operation="GET /teams/{id}/",
    )
    assert judged("refusals", TEAM) == [expected]


@pytest.mark.parametrize("status", [404, "4XX", "default", "4O4"])
def test_a_status_that_the_decorator_documents_or_misspells(status: Any) -> None:
    class Said(Open):
        @extend_schema(responses={200: TeamResponse, status: RESPONSE_NOT_FOUND})
        def get(self, request, pk):
            get_object_or_404(User, pk=pk)

    assert judged("refusals", path("teams/<int:pk>/", Said.as_view())) == []


@pytest.mark.parametrize(
    ("settings", "count"),
    [
        ({}, 1),
        ({"REFUSALS": "off"}, 0),
        ({"PUBLIC": "all"}, 0),
        ({"PUBLIC": "all", "REFUSALS": "rule"}, 1),
        ({"RULES": {"refusals": "off"}, "REFUSALS": "rule"}, 0),
    ],
)
def test_the_preset_and_the_setting_turn_it_on(settings: dict[str, Any], count: int) -> None:
    rules = {"*": "warning", **settings.get("RULES", {})}
    with override_settings(TYPED_RESPONSES={**settings, "RULES": rules}):
        found = build(TEAM).findings
    assert [finding.id for finding in found].count("refusals") == count


def claims(*views: Any) -> dict[str, dict[int, str]]:
    """The refusals of the operations of a project, whatever they document."""
    with override_settings(TYPED_RESPONSES={"PUBLIC": "all", "RULES": {"*": "off"}}):
        publication = build(*views)
    found = {}
    for name, source in publication.sources.items():
        method, where = name.split(" ")
        operation = publication.document["paths"][where][method.lower()]
        missing = missing_refusals(source.facts, {**operation, "responses": {}})
        found[name] = {refusal.status: refusal.cause for refusal in missing}
    return found


def causes(*views: Any) -> dict[int, str]:
    """The refusals of the one operation of a project."""
    (only,) = claims(*views).values()
    return only


# ------------------------------------------------------------ authentication and permissions


class Account:
    """A user without any right."""

    is_authenticated = True
    is_staff = False

    def __init__(self, username):
        self.username = username

    def has_perms(self, perms):
        return not perms


class WithHeader(BaseAuthentication):
    def authenticate(self, request):
        given = request.headers.get("X-User")
        return (Account(given), None) if given else None

    def authenticate_header(self, request):
        return "Key"


class WithoutHeader(WithHeader):
    def authenticate_header(self, request):
        return None


class OnlyAda(BasePermission):
    def has_permission(self, request, view):
        return getattr(request.user, "username", "") == "ada"


PERMISSIONS: dict[str, Any] = {
    "none": [],
    "any": [AllowAny],
    "account": [IsAuthenticated],
    "read": [IsAuthenticatedOrReadOnly],
    "staff": [IsAdminUser],
    "own": [OnlyAda],
    "both": [IsAuthenticated & OnlyAda],
    "either": [IsAuthenticated | OnlyAda],
    "either-open": [AllowAny | OnlyAda],
    "list": [IsAuthenticated, OnlyAda],
    "model": [DjangoModelPermissions],
    "model-read": [DjangoModelPermissionsOrAnonReadOnly],
}


AUTHENTICATORS: dict[str, Any] = {
    "nobody": [],
    "401": [WithHeader, WithoutHeader],
    "403": [WithoutHeader, WithHeader],
}


def guarded(permissions: Any, authenticators: Any) -> Any:
    class Guarded(generics.GenericAPIView):
        permission_classes = permissions
        authentication_classes = authenticators
        renderer_classes = (JSONRenderer,)
        queryset = User.objects.none()

        @extend_schema(request=None, responses=TeamResponse)
        def get(self, request):
            return Response({})

        @extend_schema(request=None, responses=TeamResponse)
        def post(self, request):
            return Response({})

    return Guarded


def sent(view: Any, method: str) -> set[int]:
    """The statuses of a request without an account, and of one by somebody without any right."""
    factory = getattr(APIRequestFactory(), method.lower())
    requests = (factory("/"), factory("/", headers={"X-User": "bob"}))
    return {view.as_view()(request).status_code for request in requests}


def test_what_is_claimed_is_what_rest_framework_sends() -> None:
    views = {
        f"/{permission}/{authenticator}/": guarded(permissions, authenticators)
        for permission, permissions in PERMISSIONS.items()
        for authenticator, authenticators in AUTHENTICATORS.items()
    }
    urls = [path(name[1:], view.as_view()) for name, view in views.items()]
    claimed = claims(*urls)
    assert claimed.keys() == {f"{m} {name}" for name in views for m in ("GET", "POST")}
    for operation, refusals in claimed.items():
        method, name = operation.split(" ")
        assert set(refusals) == sent(views[name], method) - {200}, operation


def test_the_csrf_token_of_a_session() -> None:
    class Sessions(Endpoint):
        authentication_classes = (WithHeader, SessionAuthentication)
        permission_classes = (IsAuthenticated,)

        @extend_schema(request=None, responses=TeamResponse)
        def post(self, request): ...

    assert causes(Sessions) == {
        401: "IsAuthenticated",
        403: "the CSRF token of SessionAuthentication",
    }


class OfAda(IsAuthenticated):
    def has_object_permission(self, request, view, obj):
        return obj == "ada"


def test_a_permission_about_objects_refuses_where_a_view_checks_objects() -> None:
    class Listing(Endpoint):
        permission_classes = (OfAda,)

        @extend_schema(responses=TeamResponse)
        def get(self, request): ...

    class Checking(Listing):
        def get(self, request):
            self.check_object_permissions(request, "bob")

    assert causes(Listing) == {401: "OfAda"}
    assert causes(Checking) == {401: "OfAda", 403: "OfAda"}


# ------------------------------------------------------------ 404


class Fields(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ("username",)


class Generic(generics.RetrieveAPIView):
    permission_classes = (AllowAny,)
    renderer_classes = (JSONRenderer,)
    queryset = User.objects.none()
    serializer_class = Fields


class Me(Generic):
    def get_object(self):
        return AnonymousUser()


def found_or_404(pk: int) -> User:
    if pk:
        raise Http404
    return User(pk=pk)


class Helped(Open):
    @extend_schema(responses=TeamResponse)
    def get(self, request, pk):
        self.team(pk)

    def team(self, pk):
        return found_or_404(pk)


class Fixed(Open):
    @extend_schema(responses=TeamResponse)
    def get(self, request, pk):
        """A view that answers for every number."""
        {}.get("team")


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (Generic, {404: "get_object_or_404"}),
        (Me, {}),
        (Helped, {404: "Http404"}),
        (Fixed, {}),
    ],
)
def test_a_path_with_a_variable(view: Any, expected: dict[int, str]) -> None:
    assert causes(path("teams/<int:pk>/", view.as_view())) == expected


def test_a_path_without_a_variable_names_nothing_that_could_be_missing() -> None:
    assert causes(path("teams/", Silent.as_view())) == {}


# ------------------------------------------------------------ 400 and 429


def test_a_request_body() -> None:
    base = posting(request=Fields)
    assert causes(type("Creating", (base,), {"permission_classes": (AllowAny,)})) == {
        400: "its request body"
    }


class Never(BaseThrottle):
    def allow_request(self, request, view):
        return False


class Rated(UserRateThrottle):
    rate = "1/day"


@pytest.mark.parametrize(
    ("throttle", "scope", "expected"),
    [
        (Never, None, {429: "Never"}),
        (Rated, None, {429: "Rated"}),
        (UserRateThrottle, None, {}),
        (ScopedRateThrottle, None, {}),
        (ScopedRateThrottle, "teams", {429: "ScopedRateThrottle"}),
    ],
)
def test_a_throttle_refuses_if_it_has_a_rate(
    throttle: Any, scope: str | None, expected: dict[int, str]
) -> None:
    class Throttled(Open):
        throttle_classes = (throttle,)
        throttle_scope = scope

        @extend_schema(responses=TeamResponse)
        def get(self, request): ...

    assert causes(Throttled) == expected


# ------------------------------------------------------------ bodies that nobody knows


def handler_of_project(failure: Exception, context: Any) -> Any: ...


class Handled(Open):
    permission_classes = (IsAuthenticated,)

    def get_exception_handler(self):
        return handler_of_project

    @extend_schema(responses=TeamResponse)
    def get(self, request): ...


@pytest.mark.parametrize("setting", ["rule", "document"])
def test_the_bodies_of_another_exception_handler_are_not_guessed(setting: str) -> None:
    with override_settings(TYPED_RESPONSES={"RULES": {"*": "off"}, "REFUSALS": setting}):
        publication = build(Handled)
    (only,) = publication.findings
    assert only.id == "refusals"
    assert only.hint == (
        f"Document the bodies that {__name__}.handler_of_project makes, in responses={{...}} of "
        "@extend_schema: nobody else knows them."
    )
    assert list(publication.document["paths"]["/0/"]["get"]["responses"]) == ["200"]


def test_a_documented_401_needs_no_403() -> None:
    class Said(Open):
        permission_classes = (IsAuthenticated,)

        @extend_schema(responses={200: TeamResponse, 401: RESPONSE_UNAUTHORIZED})
        def get(self, request): ...

    assert judged("refusals", Said) == []
