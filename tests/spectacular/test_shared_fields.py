"""Serializers of one class share their fields, unless the project has a say in making them."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.functional import cached_property
from rest_framework import serializers

from drf_typed_responses.spectacular import shared_fields
from drf_typed_responses.spectacular.shared_fields import SharedFields

# The project's own part of each class names the field by the serializer that makes it.


class Plain(serializers.Serializer[Any]):
    name = serializers.CharField()


class OwnFields(Plain):
    def get_fields(self) -> Any:
        return {**super().get_fields(), str(id(self)): serializers.CharField()}


class OwnInit(Plain):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mark = id(self)


class OwnCachedFields(Plain):
    @cached_property
    def fields(self) -> Any:
        return {str(id(self)): serializers.CharField()}


class OwnContext(Plain):
    @property
    def context(self) -> dict[str, Any]:
        return {"mark": id(self)}


class OwnExtraKwargs(serializers.ModelSerializer[Any]):
    def get_extra_kwargs(self) -> Any:
        return super().get_extra_kwargs()


class BoundField(serializers.CharField):
    def bind(self, field_name: str, parent: Any) -> None:
        super().bind(field_name, parent)
        self.help_text = str(parent.context.get("mark"))


class OwnField(serializers.Serializer[Any]):
    name = BoundField()


def shares(cls: type[Any]) -> bool:
    shared, one, other = SharedFields(), cls(), cls()
    shared.give(one)
    shared.give(other)
    return "fields" in vars(other)


def test_the_second_serializer_of_a_class_takes_the_fields_of_the_first() -> None:
    shared, one, other = SharedFields(), Plain(), Plain()
    shared.give(one)
    shared.give(other)
    assert other.fields is one.fields


def test_fields_that_a_serializer_has_made_stay() -> None:
    shared, one, other = SharedFields(), Plain(), Plain()
    made = other.fields
    shared.give(one)
    shared.give(other)
    assert other.fields is made
    assert one.fields is not made


@pytest.mark.parametrize("cls", [OwnFields, OwnInit, OwnCachedFields, OwnContext, OwnExtraKwargs])
def test_a_class_that_makes_its_own_fields_shares_none(cls: type[Any]) -> None:
    assert not shares(cls)


def test_a_field_that_knows_its_serializer_is_not_shared() -> None:
    assert not shares(OwnField)


def test_each_member_that_makes_fields_is_one_of_rest_framework() -> None:
    cls = serializers.ModelSerializer
    assert [name for name in shared_fields._MAKE_FIELDS if not hasattr(cls, name)] == []
    assert all(hasattr(serializers.Field, name) for name in shared_fields._MAKE_FIELD)
