"""The rule `annotated-status`: something tells the responses of an annotation apart by status."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

import pytest
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema

from drf_typed_responses.responses import RESPONSE_NOT_FOUND, ErrorResponse, Response

from ..building import JSONView, TeamResponse
from .judging import Endpoint, broken, judged

RULE = "annotated-status"
ERROR = "drf_typed_responses.responses.ErrorResponse"


class MemberResponse(TypedDict):
    email: str


class Untold(Endpoint):
    public = frozenset({"GET"})

    def get(  # broken
        self, request
    ) -> Response[TeamResponse] | Response[ErrorResponse]: ...


def test_an_error_without_a_status() -> None:
    team = f"{TeamResponse.__module__}.TeamResponse"
    message = (
        f"its method returns Response[{team}] | Response[{ERROR}], "
        "and nothing says which of them is sent with which status"
    )
    hint = (
        f"State the status of an error: `Response[{ERROR}, Literal[400]]`. If all of them are "
        f"sent with one status, write `Response[{team} | {ERROR}]`."
    )
    assert judged(RULE, Untold) == [broken(__file__, RULE, message, hint)]


def view(annotation: Any, responses: Any) -> Any:
    class View(JSONView):
        public = frozenset({"GET"})

        def get(self, request): ...

        get.__annotations__["return"] = annotation
        get = extend_schema(responses=responses)(get) if responses else get

    return View


EITHER = Response[TeamResponse] | Response[ErrorResponse]

TOLD = {
    "a stated status": (Response[TeamResponse] | Response[ErrorResponse, Literal[404]], None),
    "one body": (Response[TeamResponse | ErrorResponse], None),
    "no body, which is a 204": (Response[TeamResponse] | Response[None], None),
    "an error documented": (EITHER, {404: RESPONSE_NOT_FOUND}),
    "the success documented": (EITHER, {200: TeamResponse}),
    "both documented": (EITHER, {200: TeamResponse, 404: RESPONSE_NOT_FOUND}),
    "another class": (Response[TeamResponse] | HttpResponse, None),
    "no annotation": (None, {200: TeamResponse}),
}


@pytest.mark.parametrize(("annotation", "responses"), TOLD.values(), ids=TOLD)
def test_told_apart(annotation: Any, responses: Any) -> None:
    assert judged(RULE, view(annotation, responses)) == []


UNTOLD = {
    "nothing documented": (EITHER, None),
    "another error documented": (
        Response[TeamResponse] | Response[MemberResponse],
        {404: RESPONSE_NOT_FOUND},
    ),
    "two of three": (EITHER | Response[MemberResponse, Literal[409]], None),
    "by a decorator without responses": (EITHER | HttpResponse, None),
}


@pytest.mark.parametrize(("annotation", "responses"), UNTOLD.values(), ids=UNTOLD)
def test_not_told_apart(annotation: Any, responses: Any) -> None:
    (found,) = judged(RULE, view(annotation, responses))
    assert found.id == RULE
