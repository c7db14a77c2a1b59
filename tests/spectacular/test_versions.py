"""Whole documents are valid in every version that drf-spectacular writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple, Optional, TypedDict

import pytest
from drf_spectacular.utils import extend_schema
from openapi_spec_validator import validate
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView
from typing_extensions import Doc

from drf_typed_responses.responses import RESPONSE_BAD_REQUEST, RESPONSE_FORBIDDEN

from .building import built, keywords, plain, view


class Point(NamedTuple):
    x: int
    y: float | None


class Cat(TypedDict):
    kind: Literal["cat"]


class Dog(TypedDict):
    kind: Literal["dog"]


class Leaf(TypedDict, total=False):
    maybe: Optional[int]  # noqa: UP045
    literal: Literal["a", None]
    when: datetime | None
    any: Any
    pets: list[Cat | Dog | None]
    point: Point
    pair: tuple[int, str | None]
    parent: Annotated[Leaf | None, Doc("Where it hangs.")]
    described: Annotated[Cat, Doc("A cat.")]
    null: None


class Form(serializers.Serializer):
    leaf = serializers.SerializerMethodField(help_text="A leaf.")

    def get_leaf(self, obj) -> Leaf: ...


class XView(APIView):
    renderer_classes = (JSONRenderer,)

    @extend_schema(
        request=None,
        responses={
            200: Leaf,
            201: Form,
            202: Sequence[Leaf],
            400: RESPONSE_BAD_REQUEST,
            403: RESPONSE_FORBIDDEN,
            404: Leaf | None,
        },
    )
    def post(self, request): ...


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.1.2", "3.2.0"])
@pytest.mark.slow
def test_a_document_is_valid(version: str) -> None:
    # The validator knows 3.2 from its schema of 3.1 only where it has one.
    document = built(view(XView), valid=not version.startswith("3.2"), OAS_VERSION=version)
    assert document.said == []
    if version.startswith("3.2"):
        validate({**plain(document.document), "openapi": "3.1.0"})


@pytest.mark.parametrize("version", ["3.1.0", "3.2.0"])
def test_no_nullable_after_3_0(version: str) -> None:
    document = built(view(XView), valid=False, OAS_VERSION=version)
    assert "nullable" not in keywords(document.document)


def test_nullable_in_3_0() -> None:
    assert "nullable" in keywords(built(view(XView)).document)
    assert "prefixItems" not in keywords(built(view(XView)).document)
