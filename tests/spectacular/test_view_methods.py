"""Return annotations of view methods: unions, statuses, subclasses, inherited methods."""

from __future__ import annotations

import functools
from typing import Annotated, Any, Generic, Optional, TypedDict

import pytest
from django.http import FileResponse, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics, serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response as DRFResponse
from typing_extensions import TypeVar

from drf_typed_responses.responses import RESPONSE_NOT_FOUND, ErrorResponse, Response
from publish.building import JSONView, build

from .building import Built, built, view

T = TypeVar("T")
U = TypeVar("U")
TEAM = {"$ref": "#/components/schemas/TeamResponse"}
USER = {"$ref": "#/components/schemas/UserResponse"}
NOTHING = {"description": "No response body"}


class TeamResponse(TypedDict):
    id: str


class UserResponse(TypedDict):
    name: str


class Swapped(Response[U], Generic[T, U]):
    """Its body is the second type argument."""


class TeamAnswer(Response[TeamResponse]):
    """Fixes the type of its body."""


def returning(annotation: Any, method: str = "get", responses: Any = None) -> Built:
    def handler(self: Any, request: Any): ...

    handler.__annotations__["return"] = annotation
    declared = extend_schema(request=None, responses=responses) if responses else lambda f: f
    return built(view(type("XView", (JSONView,), {method: declared(handler)})))


@pytest.mark.parametrize(
    ("annotation", "schema"),
    [
        pytest.param(Response[TeamResponse] | HttpResponse, TEAM, id="or HttpResponse"),
        pytest.param(FileResponse | Response[TeamResponse], TEAM, id="FileResponse or"),
        pytest.param(Response[TeamResponse] | DRFResponse, TEAM, id="or DRF's"),
        pytest.param(Response[TeamResponse] | Response, TEAM, id="or one without a type"),
        pytest.param(
            Response[TeamResponse] | Response[UserResponse], {"anyOf": [TEAM, USER]}, id="two types"
        ),
        pytest.param(Annotated[Response[TeamResponse], "one"], TEAM, id="Annotated"),
        pytest.param("Response[TeamResponse] | HttpResponse", TEAM, id="text"),
        pytest.param(TeamAnswer, TEAM, id="subclass"),
        pytest.param(Swapped[UserResponse, TeamResponse], TEAM, id="generic subclass"),
    ],
)
def test_the_body_of_an_annotation(annotation: Any, schema: Any) -> None:
    document = returning(annotation)
    assert document.body() == schema
    assert list(document.responses()) == ["200"]
    assert document.said == []


@pytest.mark.parametrize(
    "annotation",
    [
        pytest.param(HttpResponse, id="HttpResponse"),
        pytest.param(DRFResponse, id="DRF's"),
        pytest.param(Response, id="without a type"),
        pytest.param(Response[Any], id="Any"),
        pytest.param(Response[TeamResponse] | Response[Any], id="or Any"),
        pytest.param(Response[TeamResponse] | str, id="or what is no response"),
        pytest.param("Response[NowhereDefined]", id="unknown name"),
        pytest.param(Response[T], id="type variable"),
    ],
)
def test_an_annotation_that_says_nothing(annotation: Any) -> None:
    """It has no effect: drf-spectacular documents the view as before."""
    document = returning(annotation)
    assert document.responses() == {"200": NOTHING}
    assert "unable to guess serializer" in document.said[0]


class Named(serializers.Serializer[Any]):
    name = serializers.CharField()


def public(annotation: Any, **attributes: Any) -> Any:
    """A public view whose GET has a return annotation."""

    def get(self: Any, request: Any): ...

    get.__annotations__["return"] = annotation
    return type("PublicView", (JSONView,), {"public": {"GET"}, "get": get, **attributes})


@pytest.mark.parametrize("serializer", [None, Named])
@pytest.mark.parametrize(
    "annotation",
    [
        "Response[NowhereDefined]",
        Response["NowhereDefined"],  # type: ignore[name-defined]  # noqa: F821
        Response[list["NowhereDefined"]],  # type: ignore[name-defined]  # noqa: F821
        "Response[TeamResponse] | Response[dict[NowhereDefined], Literal[404]]",
        "Response[Optional[str, int]]",
    ],
)
def test_an_annotation_that_cannot_be_read_is_a_finding(annotation: Any, serializer: Any) -> None:
    """Otherwise the document would have another response, or none, and nothing would say why."""
    read = public(annotation, serializer_class=serializer)
    (found,) = build(read).findings
    assert found.id == "unresolvable-name"
    assert (found.file, found.line) == (__file__, read.get.__code__.co_firstlineno)


def test_a_decorator_that_declares_the_response_needs_no_annotation() -> None:
    declared = extend_schema(responses=TeamResponse)(public("Response[NowhereDefined]"))
    assert build(declared).findings == ()


@pytest.mark.parametrize("method", ["get", "post", "put", "patch"])
@pytest.mark.parametrize(
    "annotation",
    [
        Response[TeamResponse] | Response[None],
        Response[TeamResponse | None],
        Response[Optional[TeamResponse]],  # noqa: UP045
    ],
)
def test_a_body_or_nothing_are_two_statuses(annotation: Any, method: str) -> None:
    document = returning(annotation, method)
    assert list(document.responses(method)) == ["200", "204"]
    assert document.body(method) == TEAM
    assert document.responses(method)["204"] == NOTHING
    assert document.said == []


def test_a_body_of_none_is_no_null() -> None:
    """The reason why `Response[TeamResponse | None]` does not make the body nullable."""
    assert JSONRenderer().render(None) == b""


def test_a_deletion_with_a_body_is_no_204() -> None:
    document = returning(Response[TeamResponse], "delete")
    assert list(document.responses("delete")) == ["200"]
    assert document.body("delete") == TEAM


def test_a_body_or_nothing_of_a_create_view() -> None:
    class XView(generics.CreateAPIView):
        @extend_schema(request=None)
        def post(self, request) -> Response[TeamResponse] | Response[None]: ...

    assert list(built(view(XView)).responses("post")) == ["201", "204"]


TEAM_OR_ERROR = Response[TeamResponse] | Response[ErrorResponse]
USER_REFUSED = OpenApiResponse(UserResponse, description="Another user has it.")


@pytest.mark.parametrize("annotation", [TEAM_OR_ERROR, Response[TeamResponse | ErrorResponse]])
def test_the_body_of_a_documented_error_is_no_success(annotation: Any) -> None:
    document = returning(annotation, responses={404: RESPONSE_NOT_FOUND})
    assert document.body() == TEAM
    assert document.body(code="404") == {"$ref": "#/components/schemas/ErrorResponse"}


def test_a_type_may_be_the_body_of_both() -> None:
    document = returning(Response[UserResponse], responses={409: USER_REFUSED})
    assert document.body() == USER


def test_a_body_that_no_error_has_stays() -> None:
    document = returning(TEAM_OR_ERROR, responses={409: USER_REFUSED})
    error = {"$ref": "#/components/schemas/ErrorResponse"}
    assert document.body() == {"anyOf": [TEAM, error]}


# ---------------------------------------------------------------- where the method is written


class Answering(Generic[T]):
    def get(self, request: Any) -> Response[T]: ...


class Listing(Answering[list[U]], Generic[U]):
    """Passes its type variable on."""


@pytest.mark.parametrize(
    ("base", "schema"),
    [
        pytest.param(Answering[TeamResponse], TEAM, id="directly"),
        pytest.param(Listing[TeamResponse], {"type": "array", "items": TEAM}, id="through another"),
    ],
)
def test_a_method_of_a_generic_mixin(base: Any, schema: Any) -> None:
    class XView(base, JSONView): ...  # type: ignore[misc]

    class YView(XView): ...

    assert built(view(XView)).body() == schema
    assert built(view(YView)).body() == schema


def test_a_generic_mixin_without_its_type_says_nothing() -> None:
    class XView(Answering, JSONView): ...  # type: ignore[type-arg]

    assert built(view(XView)).responses() == {"200": NOTHING}


def test_a_method_of_a_plain_mixin() -> None:
    class Mixin:
        def get(self, request: Any) -> Response[TeamResponse]: ...

    class XView(Mixin, JSONView): ...

    assert built(view(XView)).body() == TEAM


def test_an_asynchronous_method() -> None:
    class XView(JSONView):
        async def get(self, request: Any) -> Response[TeamResponse]: ...

    assert built(view(XView)).body() == TEAM


def logged(function: Any) -> Any:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return wrapper


def test_decorated_methods() -> None:
    @method_decorator(never_cache, name="put")
    class XView(JSONView):
        @logged
        def get(self, request: Any) -> Response[TeamResponse]: ...

        @method_decorator(never_cache)
        def post(self, request: Any) -> Response[TeamResponse]: ...

        def put(self, request: Any) -> Response[TeamResponse]: ...

    document = built(view(XView))
    assert [document.body(method) for method in ("get", "post", "put")] == [TEAM] * 3
    assert document.said == []
