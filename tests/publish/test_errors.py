"""The published error bodies are the real ones: each status is provoked by a request."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from drf_spectacular.utils import extend_schema
from jsonschema import Draft202012Validator
from rest_framework import exceptions, serializers
from rest_framework.authentication import BasicAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.throttling import BaseThrottle

from drf_typed_responses import responses

from .building import JSONView, published

CONSTANTS = {
    400: responses.RESPONSE_BAD_REQUEST,
    401: responses.RESPONSE_UNAUTHORIZED,
    403: responses.RESPONSE_FORBIDDEN,
    404: responses.RESPONSE_NOT_FOUND,
    405: responses.RESPONSE_METHOD_NOT_ALLOWED,
    406: responses.RESPONSE_NOT_ACCEPTABLE,
    409: responses.RESPONSE_CONFLICT,
    415: responses.RESPONSE_UNSUPPORTED_MEDIA_TYPE,
    429: responses.RESPONSE_THROTTLED,
}


class OwnerSerializer(serializers.Serializer):
    email = serializers.EmailField()


class TeamSerializer(serializers.Serializer):
    slug = serializers.SlugField()
    owners = OwnerSerializer(many=True)


class ConflictError(exceptions.APIException):
    status_code = 409
    default_detail = "A team with this slug exists."


class EveryError(JSONView):
    public = frozenset({"POST"})
    authentication_classes = ()
    permission_classes = ()

    @extend_schema(request=TeamSerializer, responses=CONSTANTS)
    def post(self, request):
        form = TeamSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return Response(form.validated_data)


class Late(BaseThrottle):
    def allow_request(self, request, view):
        return False

    def wait(self):
        return 30


def raising(error: Exception) -> Any:
    def post(self, request):
        raise error

    return type("Raising", (EveryError,), {"post": post})


def sent(view: Any = EveryError, **request: Any) -> Any:
    """The response to a POST of JSON, unless the request says otherwise."""
    given = {"method": "POST", "path": "/", "data": "{}", "content_type": "application/json"}
    response = view.as_view()(APIRequestFactory().generic(**(given | request)))
    response.render()
    return response


MET = [
    pytest.param(400, {}, id="required"),
    pytest.param(400, {"data": '{"slug": "a b", "owners": [{"email": "x"}]}'}, id="nested"),
    pytest.param(400, {"data": '{"slug": "a", "owners": [3, {}]}'}, id="items"),
    pytest.param(400, {"data": "[]"}, id="no object"),
    pytest.param(400, {"data": "{"}, id="broken JSON"),
    pytest.param(
        400, {"view": raising(exceptions.ValidationError("Not on Sundays."))}, id="a sentence"
    ),
    pytest.param(
        401,
        {
            "view": type(
                "Locked",
                (EveryError,),
                {
                    "authentication_classes": [BasicAuthentication],
                    "permission_classes": [IsAuthenticated],
                },
            )
        },
        id="unauthorized",
    ),
    pytest.param(
        403, {"view": type("Closed", (EveryError,), {"permission_classes": [IsAuthenticated]})}
    ),
    pytest.param(403, {"view": raising(PermissionDenied())}, id="Django's refusal"),
    pytest.param(404, {"view": raising(Http404("No team."))}, id="Django's 404"),
    pytest.param(404, {"view": raising(exceptions.NotFound())}, id="not found"),
    pytest.param(405, {"method": "PUT"}, id="method"),
    pytest.param(406, {"HTTP_ACCEPT": "text/csv"}, id="accept"),
    pytest.param(409, {"view": raising(ConflictError())}, id="conflict"),
    pytest.param(415, {"content_type": "text/csv", "data": "a,b"}, id="media type"),
    pytest.param(
        429, {"view": type("Late", (EveryError,), {"throttle_classes": [Late]})}, id="throttled"
    ),
]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return published(EveryError, OAS_VERSION="3.1.0").document


@pytest.mark.parametrize(("status", "request_"), MET)
def test_the_error_of_a_request(document: Any, status: int, request_: dict[str, Any]) -> None:
    response = sent(**request_)
    assert response.status_code == status
    declared = document["paths"]["/0/"]["post"]["responses"][str(status)]
    schema = declared["content"]["application/json"]["schema"]
    whole = Draft202012Validator({**schema, "components": document["components"]})
    assert [error.message for error in whole.iter_errors(json.loads(response.content))] == []


def test_each_constant_with_a_body_is_met() -> None:
    constants = [value for name, value in vars(responses).items() if name.startswith("RESPONSE_")]
    with_body = [constant for constant in constants if constant.response is not None]
    assert [constant for constant in with_body if constant not in CONSTANTS.values()] == []
    assert {parameters.values[0] for parameters in MET} == CONSTANTS.keys()


def test_the_bodies_are_components(document: Any) -> None:
    refusals = {
        document["paths"]["/0/"]["post"]["responses"][str(status)]["content"]["application/json"][
            "schema"
        ]["$ref"]
        for status in CONSTANTS
    }
    assert refusals == {
        "#/components/schemas/ErrorResponse",
        "#/components/schemas/ValidationErrorResponse",
    }
