"""The rule `json-renderer`: another renderer or encoder may write what the document denies."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings
from djangorestframework_camel_case.render import CamelCaseJSONRenderer
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import BaseRenderer, BrowsableAPIRenderer, JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

from drf_typed_responses.publish import build as build_project

from ..building import TeamResponse, project
from .judging import Endpoint, broken, endpoint, judged

CAMELIZE = "drf_spectacular.contrib.djangorestframework_camel_case.camelize_serializer_fields"


class EnvelopeRenderer(JSONRenderer):
    def render(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        return super().render({"data": data}, *args, **kwargs)


class OrjsonRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> Any: ...


class Encoder(JSONEncoder): ...


class EncodingRenderer(JSONRenderer):
    encoder_class = Encoder


class HalJSONRenderer(JSONRenderer):
    media_type = "application/hal+json"
    ensure_ascii = False


class TextRenderer(BaseRenderer):
    media_type = "text/plain"
    format = "txt"


class Enveloped(Endpoint):
    public = frozenset({"GET"})
    renderer_classes = (EnvelopeRenderer,)

    @extend_schema(responses=TeamResponse)  # broken
    def get(self, request): ...


def rendered_by(*renderers: Any) -> Any:
    return type("TeamEndpoint", (endpoint(),), {"renderer_classes": renderers})


def test_a_renderer_with_an_envelope() -> None:
    message = (
        "its renderer EnvelopeRenderer writes other JSON than the JSONRenderer of "
        "Django REST framework"
    )
    hint = (
        "Use that renderer, or change the document likewise in a postprocessing hook. If the "
        "tests with `pytest --contract` then pass, turn this rule off, or waive it."
    )
    assert judged("json-renderer", Enveloped) == [
        broken(__file__, "json-renderer", message, hint, level="warning")
    ]


@pytest.mark.parametrize(
    ("renderer", "remedy"),
    [
        (OrjsonRenderer, "Use that renderer"),
        (EncodingRenderer, "Give the types that Encoder writes otherwise their schemas"),
        (CamelCaseJSONRenderer, f'Add "{CAMELIZE}"'),
    ],
)
def test_other_renderers(renderer: Any, remedy: str) -> None:
    (found,) = judged("json-renderer", rendered_by(BrowsableAPIRenderer, renderer))
    assert found.hint.startswith(remedy)


def test_renderers_that_write_the_same() -> None:
    assert judged("json-renderer", rendered_by(HalJSONRenderer, JSONRenderer, TextRenderer)) == []


def test_camel_case_with_the_hook_of_drf_spectacular() -> None:
    view = rendered_by(CamelCaseJSONRenderer)
    assert judged("json-renderer", view, POSTPROCESSING_HOOKS=[CAMELIZE]) == []


def hook(origin: Any, args: Any, context: Any) -> Any:
    return None


def test_an_encoder_with_hooks_for_its_types() -> None:
    settings = {
        "RULES": {"*": "off", "json-renderer": "error"},
        "TYPE_HOOKS": [f"{__name__}.hook"],
    }
    with project(rendered_by(EncodingRenderer)), override_settings(TYPED_RESPONSES=settings):
        assert build_project().findings == ()
