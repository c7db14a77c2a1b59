"""`serialize`, its registry, and the values of `inline_sentry_response_serializer`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import FrozenInstanceError
from typing import Annotated, Any, List, TypedDict  # noqa: UP035

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject
from drf_spectacular.drainage import get_override

from drf_typed_responses import serializers
from drf_typed_responses.exceptions import TypedResponsesError
from drf_typed_responses.serializers import (
    Serializer,
    TypedResponse,
    inline_sentry_response_serializer,
    register,
    serialize,
)
from teams_api.models import Organization


class Thing:
    def __init__(self, name: str) -> None:
        self.name = name


class SpecialThing(Thing):
    pass


class Other:
    pass


class ThingResponse(TypedDict):
    name: str


@register(Thing)
class ThingSerializer(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> ThingResponse:
        return {"name": obj.name}


@register(Other)
class OtherSerializer(Serializer):
    def get_attrs(self, item_list, user, **kwargs):
        return dict.fromkeys(item_list, "other")

    def serialize(self, obj, attrs, user, **kwargs) -> str:
        return attrs


class Recording(Serializer):
    """Records the arguments of its calls."""

    def __init__(self, attrs: Mapping[Any, Any] | None = None) -> None:
        self.attrs = attrs or {}
        self.batches: list[tuple[list[Any], Any, dict[str, Any]]] = []

    def get_attrs(self, item_list, user, **kwargs):
        self.batches.append((item_list, user, kwargs))
        return self.attrs

    def serialize(self, obj, attrs, user, **kwargs) -> tuple[Any, ...]:
        return (obj, attrs, user, kwargs)


ONE, TWO = Thing("one"), Thing("two")


def test_one_object():
    assert serialize(ONE) == {"name": "one"}


def test_a_list():
    assert serialize([ONE, TWO]) == [{"name": "one"}, {"name": "two"}]


def test_an_empty_list():
    assert serialize([]) == []


def test_a_tuple():
    assert serialize((ONE, TWO)) == [{"name": "one"}, {"name": "two"}]


@pytest.mark.parametrize("several", [{ONE}, frozenset({ONE})], ids=["set", "frozenset"])
def test_a_set(several):
    assert serialize(several) == [{"name": "one"}]


@pytest.mark.django_db
def test_a_query_set():
    Organization.objects.create(slug="moonbase", name="Moonbase")
    [(obj, *_)] = serialize(Organization.objects.all(), None, Recording())
    assert obj.slug == "moonbase"


def test_none():
    assert serialize(None) is None


def test_none_in_a_list_stays_none():
    assert serialize([None, ONE]) == [None, {"name": "one"}]


def test_get_attrs_sees_no_none():
    recording = Recording()
    serialize([None, ONE], "ada", recording)
    assert recording.batches == [([ONE], "ada", {})]


def test_attrs_are_fetched_once_for_a_batch():
    recording = Recording()
    serialize([ONE, TWO], "ada", recording, expand=["projects"])
    assert recording.batches == [([ONE, TWO], "ada", {"expand": ["projects"]})]


def test_each_object_gets_its_attrs():
    recording = Recording({ONE: 1, TWO: 2})
    assert [attrs for _, attrs, _, _ in serialize([ONE, TWO], "ada", recording)] == [1, 2]


def test_an_object_without_attrs_gets_an_empty_dict():
    assert serialize(ONE, "ada", Recording({TWO: 2})) == (ONE, {}, "ada", {})


def test_attrs_are_found_by_equality_of_models():
    recording = Recording({Organization(pk=1): "attrs of 1"})
    assert serialize(Organization(pk=1), "ada", recording)[1] == "attrs of 1"


def test_a_model_without_primary_key_has_no_attrs():
    recording = Recording({Organization(pk=1): "attrs of 1"})
    assert serialize(Organization(), "ada", recording)[1] == {}


def test_arguments_reach_serialize():
    assert serialize(ONE, "ada", Recording(), expand=["members"]) == (
        ONE,
        {},
        "ada",
        {"expand": ["members"]},
    )


def test_without_a_user_the_user_is_anonymous():
    assert isinstance(serialize(ONE, serializer=Recording())[2], AnonymousUser)


def test_without_a_user_and_without_a_class_for_nobody_it_is_none(settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "UNAUTHENTICATED_USER": None}
    assert serialize(ONE, serializer=Recording())[2] is None


def test_a_subclass_is_found_through_the_mro():
    assert serialize(SpecialThing("special")) == {"name": "special"}


def test_a_class_of_its_own_goes_before_its_base():
    class Own(Thing):
        pass

    @register(Own)
    class OwnSerializer(Serializer):
        def serialize(self, obj, attrs, user, **kwargs) -> str:
            return "own"

    assert serialize([ONE, Own("two")]) == [{"name": "one"}, "own"]


def test_a_mixed_list_keeps_its_order():
    assert serialize([ONE, Other(), TWO]) == [{"name": "one"}, "other", {"name": "two"}]


def test_a_lazy_object_is_what_it_stands_for():
    assert serialize(SimpleLazyObject(lambda: ONE)) == {"name": "one"}


def test_a_serializer_given_goes_before_the_registered_one():
    assert serialize(Other(), serializer=Recording({}))[1] == {}


def test_one_serializer_for_several_classes():
    class A:
        pass

    class B:
        pass

    @register(A, B)
    class BothSerializer(Serializer):
        def serialize(self, obj, attrs, user, **kwargs) -> str:
            return type(obj).__name__

    assert serialize([A(), B()]) == ["A", "B"]


def test_an_unregistered_class():
    with pytest.raises(TypedResponsesError) as caught:
        serialize(3.5)
    assert str(caught.value) == (
        "No serializer is registered for builtins.float. "
        "Write @register(float) on its serializer and import that module, "
        "or pass serialize(..., serializer=...)"
    )


def test_a_second_serializer_for_a_class():
    class Rival(Serializer):
        pass

    with pytest.raises(TypedResponsesError) as caught:
        register(Thing)(Rival)
    assert str(caught.value) == (
        "test_serializers.Thing has the serializer test_serializers.ThingSerializer, so "
        "test_serializers.test_a_second_serializer_for_a_class.<locals>.Rival cannot be registered "
        "for it. Register one of them, and pass the other to serialize(..., serializer=...)"
    )


def test_a_refused_registration_registers_nothing():
    class Fresh:
        pass

    class Rival(Serializer):
        pass

    with pytest.raises(TypedResponsesError):
        register(Fresh, Thing)(Rival)
    with pytest.raises(TypedResponsesError, match="No serializer is registered"):
        serialize(Fresh())


def test_a_module_loaded_again_registers_anew():
    class Reloaded:
        pass

    def load():
        @register(Reloaded)
        class ReloadedSerializer(Serializer):
            def serialize(self, obj, attrs, user, **kwargs) -> int:
                return 1

        return ReloadedSerializer

    assert load() is not load()
    assert serialize(Reloaded()) == 1


def test_register_without_a_class():
    with pytest.raises(TypedResponsesError, match=r"register\(\) needs a class"):
        register()


def test_register_returns_the_class():
    assert ThingSerializer.__name__ == "ThingSerializer"


def test_a_serializer_that_does_not_override_serialize():
    class Empty(Serializer):
        pass

    with pytest.raises(NotImplementedError, match="Empty has no serialize"):
        serialize(ONE, None, Empty())


def test_a_call_with_none():
    assert ThingSerializer()(None, {}, None) is None


def test_an_inline_response_knows_where_it_was_written():
    line = sys._getframe().f_lineno + 1
    declared = inline_sentry_response_serializer("Things", List[ThingResponse])  # noqa: UP006
    assert declared == TypedResponse(List[ThingResponse], "Things", __name__)  # noqa: UP006
    assert (declared.file, declared.line) == (__file__, line)


def test_inline_responses_of_two_names_differ():
    assert inline_sentry_response_serializer("A", int) != inline_sentry_response_serializer(
        "B", int
    )


def test_equal_inline_responses_have_one_hash():
    first = inline_sentry_response_serializer("A", list[int])
    second = inline_sentry_response_serializer("A", list[int])
    assert len({first, second}) == 1


def test_a_hint_without_hash():
    hint = Annotated[str, []]
    with pytest.raises(TypeError):
        hash(hint)
    assert hash(TypedResponse(hint)) == hash(TypedResponse(hint))


def test_a_typed_response_is_frozen():
    with pytest.raises(FrozenInstanceError):
        TypedResponse(int).name = "Int"  # type: ignore[misc]


def test_a_list_view_does_not_wrap_it_again():
    assert get_override(TypedResponse(list[int]), "many") is False


def test_the_marks_are_exported():
    marks = {
        "Component",
        "Email",
        "Format",
        "Pattern",
        "Private",
        "Reason",
        "Slug",
        "Url",
        "Withhold",
    }
    assert marks <= set(serializers.__all__)
    assert all(hasattr(serializers, name) for name in serializers.__all__)


@pytest.mark.parametrize("module", ["serializers", "responses", "parameters"])
@pytest.mark.slow
def test_an_import_loads_no_translator(module):
    program = f"""
import sys
from django.conf import settings
settings.configure()
import drf_typed_responses.{module}
rooms = ("translate", "spectacular", "publish")
print(sorted(
    name for name in sys.modules
    if name.startswith(tuple("drf_typed_responses." + room for room in rooms))
))
"""
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == str(
        ["drf_typed_responses.translate", "drf_typed_responses.translate.metadata"]
        if module != "parameters"
        else []
    )
