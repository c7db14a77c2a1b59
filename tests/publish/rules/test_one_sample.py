"""The rule `one-sample`: exactly one sample is shown per operation and status."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.renderers import JSONRenderer

from ..building import TeamResponse
from .judging import Endpoint, broken, endpoint, judged


def shown(name: str, status: str = "200", **more: Any) -> OpenApiExample:
    more = {"response_only": True, "status_codes": [status], **more}
    return OpenApiExample(name, value={"id": "1"}, **more)


class Twice(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse, examples=[shown("A"), shown("B")])  # broken
    def get(self, request): ...


def test_two_samples() -> None:
    message = "its 200 response has 2 samples, but the page shows one"
    hint = "Keep the most complete one."
    expected = broken(__file__, "one-sample", message, hint, path="200")
    assert judged("one-sample", Twice) == [expected]


def test_one_sample_for_each_status() -> None:
    responses = {200: TeamResponse, 201: TeamResponse}
    view = endpoint(responses=responses, examples=[shown("A"), shown("B", "201")])
    assert judged("one-sample", view) == []


def test_samples_of_the_request_may_be_several() -> None:
    requests = [shown(name, response_only=False, request_only=True) for name in "AB"]
    assert judged("one-sample", endpoint(examples=[shown("C"), *requests])) == []


def test_one_sample_in_two_media_types() -> None:
    class Other(JSONRenderer):
        media_type = "application/vnd.teams+json"

    class Both(Endpoint):
        renderer_classes = (JSONRenderer, Other)

    examples = [shown("A"), shown("A", media_type=Other.media_type)]
    assert judged("one-sample", endpoint(base=Both, examples=examples)) == []


def test_two_samples_of_one_name_of_which_the_last_is_kept() -> None:
    (found,) = judged("one-sample", endpoint(examples=[shown("A"), shown("A")]))
    assert found.message == "its 200 response has 2 samples, but the page shows one"
