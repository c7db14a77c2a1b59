"""Which class decides what runs for a request of a view."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import pytest
from django.http import Http404
from rest_framework import generics, viewsets
from rest_framework.permissions import AllowAny

from drf_typed_responses.publish.running_code import deciding_class


class Base(viewsets.ModelViewSet[Any]):
    lookup: Any = None

    def get_object(self) -> Any:
        raise Http404


class OnlyAttributes(Base):
    permission_classes = (AllowAny,)
    lookup_field = "slug"


class Below(OnlyAttributes):
    """Its base only sets attributes, too."""


class WithMethod(Base):
    def helper(self) -> None: ...


class WithProperty(Base):
    @cached_property
    def helper(self) -> None: ...


class WithFunction(Base):
    lookup = lambda self: None


class Hiding(Base):
    get_object: Any = None


class Mixin:
    def helper(self) -> None: ...


class Mixed(Mixin, Base):
    pass


@pytest.mark.parametrize(
    ("cls", "decides"),
    [
        (OnlyAttributes, Base),
        (Below, Base),
        (WithMethod, WithMethod),
        (WithProperty, WithProperty),
        (WithFunction, WithFunction),
        (Hiding, Hiding),
        (Mixed, Mixed),
        (type("Plain", (generics.ListAPIView,), {}), generics.ListAPIView),
        (object, object),
    ],
)
def test_the_class_that_decides_what_runs(cls: type, decides: type) -> None:
    assert deciding_class(cls) is decides
