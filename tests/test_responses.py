"""`Response[T]` at run time, and that the constants declare the bodies DRF really sends."""

from __future__ import annotations

import json
import pickle
from typing import Any, Literal, TypedDict, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rest_framework import exceptions
from rest_framework import serializers as drf
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response as DRFResponse
from rest_framework.views import APIView, exception_handler

from drf_typed_responses import responses
from drf_typed_responses.responses import Response
from drf_typed_responses.translate import schema_components


class TeamResponse(TypedDict):
    id: str


def rendered(response: DRFResponse) -> DRFResponse:
    response.accepted_renderer = JSONRenderer()
    response.accepted_media_type = "application/json"
    response.renderer_context = {}
    return response.render()


def errors_of(hint: Any, body: Any) -> list[str]:
    """The errors of JSON Schema for a body and the schema of a hint."""
    [schema], components = schema_components([hint], version="3.1")
    document = {**schema, "components": {"schemas": components}}
    return [error.message for error in Draft202012Validator(document).iter_errors(body)]


def sent_for(error: exceptions.APIException) -> Any:
    """The JSON that DRF answers an exception with."""
    response = exception_handler(error, {})
    assert response is not None
    return json.loads(JSONRenderer().render(response.data))


def test_the_type_can_be_read_back():
    hint = Response[list[TeamResponse]]
    assert get_origin(hint) is Response
    assert get_args(hint)[0] == list[TeamResponse]


def test_the_status_can_be_read_back():
    hint = Response[TeamResponse, Literal[404]]
    assert get_args(hint) == (TeamResponse, Literal[404])


def test_the_types_of_a_response_change_nothing():
    """What a server sends, with and without a type of the status."""
    plain, typed = (
        Response({"id": "1"}, 404),
        Response[TeamResponse, Literal[404]]({"id": "1"}, 404),
    )
    assert rendered(plain).serialize() == rendered(typed).serialize()


def test_without_a_type_it_is_the_class():
    assert get_origin(Response) is None


def test_it_is_a_response_of_drf():
    assert isinstance(Response({"id": "1"}), DRFResponse)


def test_the_parametrized_class_makes_the_same_response():
    assert isinstance(Response[TeamResponse]({"id": "1"}), Response)


def test_data_and_status():
    response = Response({"id": "1"}, status=201)
    assert (response.data, response.status_code) == ({"id": "1"}, 201)


def test_headers():
    assert Response({}, headers={"X-Total": "1"})["X-Total"] == "1"


def test_the_other_arguments_reach_drf():
    response = Response({}, 400, "team.html", None, True, "text/plain")
    assert (response.template_name, response.exception, response.content_type) == (
        "team.html",
        True,
        "text/plain",
    )


def test_without_data():
    response = Response(status=204)
    assert (response.data, response.status_code) == (None, 204)


def test_it_renders():
    response = rendered(Response({"id": "1"}))
    assert (response.content, response["Content-Type"]) == (b'{"id":"1"}', "application/json")


def test_it_renders_in_a_view(rf):
    class View(APIView):
        authentication_classes = ()
        permission_classes = ()

        def get(self, request) -> Response[TeamResponse]:
            return Response({"id": "1"})

    assert View.as_view()(rf.get("/")).render().content == b'{"id":"1"}'


def test_it_can_be_pickled_once_rendered():
    response = pickle.loads(pickle.dumps(rendered(Response({"id": "1"}))))
    assert (type(response), response.content) == (Response, b'{"id":"1"}')


def test_a_local_type_does_not_hinder_pickling():
    class LocalResponse(TypedDict):
        id: str

    response = rendered(Response[LocalResponse]({"id": "1"}))
    assert pickle.loads(pickle.dumps(response)).content == b'{"id":"1"}'


REFUSALS = [
    pytest.param(exceptions.NotAuthenticated(), responses.RESPONSE_UNAUTHORIZED, id="401"),
    pytest.param(exceptions.AuthenticationFailed(), responses.RESPONSE_UNAUTHORIZED, id="401b"),
    pytest.param(exceptions.PermissionDenied(), responses.RESPONSE_FORBIDDEN, id="403"),
    pytest.param(exceptions.NotFound(), responses.RESPONSE_NOT_FOUND, id="404"),
    pytest.param(
        exceptions.MethodNotAllowed("PUT"), responses.RESPONSE_METHOD_NOT_ALLOWED, id="405"
    ),
    pytest.param(exceptions.NotAcceptable(), responses.RESPONSE_NOT_ACCEPTABLE, id="406"),
    pytest.param(
        exceptions.UnsupportedMediaType("text/csv"),
        responses.RESPONSE_UNSUPPORTED_MEDIA_TYPE,
        id="415",
    ),
    pytest.param(exceptions.Throttled(30), responses.RESPONSE_THROTTLED, id="429"),
    pytest.param(exceptions.ParseError(), responses.RESPONSE_BAD_REQUEST, id="400-parse"),
    pytest.param(exceptions.ValidationError(), responses.RESPONSE_BAD_REQUEST, id="400"),
]


@pytest.mark.parametrize(("error", "declared"), REFUSALS)
def test_a_refusal_keeps_its_declaration(error, declared):
    assert errors_of(declared.response.hint, sent_for(error)) == []


def test_a_refusal_is_a_sentence():
    assert sent_for(exceptions.NotFound()) == {"detail": "Not found."}


def test_a_refusal_without_detail_breaks_its_declaration():
    assert errors_of(responses.ErrorResponse, {"error": "no"}) != []


@pytest.mark.parametrize("name", [name for name in vars(responses) if name.startswith("RESPONSE_")])
def test_every_constant_says_what_it_is(name):
    assert getattr(responses, name).description.upper().replace(" ", "_") in (
        name.removeprefix("RESPONSE_"),
        "TOO_MANY_REQUESTS",
    )


@pytest.mark.parametrize("name", ["RESPONSE_NO_CONTENT", "RESPONSE_ACCEPTED"])
def test_a_constant_without_body(name):
    assert getattr(responses, name).response is None


class ItemSerializer(drf.Serializer):
    weight = drf.IntegerField()


class OrderSerializer(drf.Serializer):
    name = drf.CharField()
    numbers = drf.ListField(child=drf.IntegerField())
    first = ItemSerializer()
    items = ItemSerializer(many=True)

    def validate_name(self, value):
        raise drf.ValidationError({"short": "Too short.", "long": ["Too long."]})


def test_the_errors_of_nested_serializers():
    order = OrderSerializer(
        data={"name": "x", "numbers": [1, "a"], "first": {}, "items": [{"weight": 1}, {}]}
    )
    assert not order.is_valid()
    body = sent_for(exceptions.ValidationError(order.errors))
    assert body == {
        "name": {"short": "Too short.", "long": ["Too long."]},
        "numbers": {"1": ["A valid integer is required."]},
        "first": {"weight": ["This field is required."]},
        "items": body["items"],
    }
    assert errors_of(responses.ValidationErrorResponse, body) == []


DETAILS = st.recursive(
    st.text(),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.one_of(st.text(), st.integers()), inner, max_size=3),
    ),
    max_leaves=12,
)


@given(DETAILS)
def test_whatever_validation_error_is_raised_with_keeps_the_declaration(detail):
    """Sound: DRF keeps the nesting, turns strings into messages and one message into a list."""
    body = sent_for(exceptions.ValidationError(detail))
    assert errors_of(responses.ValidationErrorResponse, body) == []


BODIES = st.recursive(
    st.text(),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=12,
).filter(lambda body: not isinstance(body, str))


@given(BODIES)
def test_every_body_of_the_declaration_can_be_sent(body):
    """Tight: every value of the declared type is rendered unchanged by DRF."""
    assert errors_of(responses.ValidationErrorResponse, body) == []
    assert sent_for(exceptions.ValidationError(body)) == body


@pytest.mark.parametrize(
    "body",
    ["This field is required.", {"name": [3]}, {"name": None}, [True], 3, None],
    ids=repr,
)
def test_no_validation_error(body):
    assert errors_of(responses.ValidationErrorResponse, body) != []
