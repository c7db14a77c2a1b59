"""The rule `sample-status`: a sample names statuses that the operation documents, with a body."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.utils import OpenApiExample, extend_schema

from drf_typed_responses.responses import RESPONSE_FORBIDDEN, RESPONSE_NO_CONTENT

from ..building import TeamResponse
from .judging import Endpoint, broken, endpoint, judged


def shown(*statuses: Any, **more: Any) -> list[OpenApiExample]:
    more = {"response_only": True, "value": {"id": "1"}, **more}
    return [OpenApiExample("A team", status_codes=statuses, **more)]


class Wrong(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(  # broken
        responses={200: TeamResponse, 403: RESPONSE_FORBIDDEN}, examples=shown("200", "201")
    )
    def get(self, request): ...


def test_a_status_that_is_not_documented() -> None:
    message = 'the sample "A team" is for the status 201, which is not documented'
    hint = "Use one of 200, 403, or document the response."
    expected = broken(__file__, "sample-status", message, hint, path="201")
    assert judged("sample-status", Wrong) == [expected]


def test_a_status_without_body() -> None:
    view = endpoint(responses={204: RESPONSE_NO_CONTENT}, examples=shown(204))
    (found,) = judged("sample-status", view)
    assert found.message == 'the sample "A team" is for the status 204, which has no body to show'


@pytest.mark.parametrize(
    "examples",
    [
        [],
        shown("200"),
        shown(200, 403),
        shown(),
        shown("201", response_only=False, request_only=True),
    ],
)
def test_statuses_that_are_documented(examples: Any) -> None:
    responses = {200: TeamResponse, 403: RESPONSE_FORBIDDEN}
    assert judged("sample-status", endpoint(responses=responses, examples=examples)) == []
