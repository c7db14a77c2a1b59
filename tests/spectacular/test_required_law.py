"""Laws of `required`, over generated serializers, against what DRF renders and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rest_framework import serializers

from .test_required import Owner, Team, posting

Serializer = type[serializers.Serializer[Any]]

ARGUMENTS = st.fixed_dictionaries(
    {"allow_null": st.booleans()},
    optional={
        "required": st.booleans(),
        "default": st.sampled_from([1, lambda: 1]),
        "read_only": st.just(True),
        "write_only": st.just(True),
        "source": st.sampled_from(["other", "inner.value"]),
    },
)


def _field(arguments: dict[str, Any]) -> Any:
    return serializers.IntegerField(**arguments)


def _is_possible(arguments: dict[str, Any]) -> bool:
    """Whether DRF takes these arguments of a field together."""
    try:
        _field(arguments)
    except AssertionError:
        return False
    return True


POSSIBLE = ARGUMENTS.filter(_is_possible)


def _named(name: str, fields: dict[str, Any], **more: Any) -> Any:
    return type(name, (serializers.Serializer,), {**fields, **more})


FLAT = st.dictionaries(st.sampled_from("abc"), POSSIBLE, min_size=1).map(
    lambda fields: {name: _field(arguments) for name, arguments in fields.items()}
)
NESTED = st.tuples(FLAT, FLAT, st.booleans()).map(
    lambda drawn: {**drawn[0], "inside": _named("Inside", drawn[1])(many=drawn[2])}
)


class Method(serializers.Serializer[Any]):
    m = serializers.SerializerMethodField()

    def get_m(self, instance: Any) -> int:
        return 1


@st.composite
def plain_serializers(draw: st.DrawFn) -> Serializer:
    base = draw(st.sampled_from([serializers.Serializer, Method]))
    return type("Drawn", (base,), draw(st.one_of(FLAT, NESTED)))


def instances(serializer: Any) -> Iterator[dict[str, Any]]:
    """An instance with every attribute that the fields read, and one without each."""
    whole: dict[str, Any] = dict.fromkeys("abc", 1) | {"other": 1, "inner": {"value": 1}}
    inside = serializer.fields.get("inside")
    whole["inside"] = [dict(whole)] if hasattr(inside, "child") else dict(whole)
    yield whole
    for name in whole:
        yield {key: value for key, value in whole.items() if key != name}
    yield {**whole, "inner": {}}


def bodies(serializer: Serializer, every: Iterator[Any]) -> list[set[str]]:
    """The attributes of each rendering that succeeds."""
    found = []
    for instance in every:
        try:
            found.append(set(serializer(instance).data))
        except (AttributeError, KeyError):  # a required field without a value
            continue
    return found


def demanded(serializer: Serializer) -> set[str]:
    """The attributes without which DRF refuses a request."""
    form = serializer(data={})
    form.is_valid()
    return {name for name, errors in form.errors.items() if errors[0].code == "required"}


def said(serializer: Serializer) -> tuple[set[str], set[str]]:
    """The attributes that the response requires and those that the request requires."""
    schemas = posting(serializer)
    response = schemas["Drawn"]
    request = schemas.get("DrawnRequest", response)
    flags = request["properties"]
    must = {name for name in request.get("required", ()) if not flags[name].get("readOnly")}
    shown = response.get("properties", {})
    always = {n for n in response.get("required", ()) if not shown[n].get("writeOnly")}
    return always, must


@given(serializer=plain_serializers())
def test_required_is_what_is_always_rendered_and_what_must_be_sent(serializer: Serializer) -> None:
    always, must = said(serializer)
    rendered = bodies(serializer, instances(serializer()))
    assert always == (set.intersection(*rendered) if rendered else always)
    assert must == demanded(serializer)


MODEL_FIELDS = ("id", "slug", "size", "nickname", "owner", "partner", "label")
SOURCES = ("owner.name", "partner.name", "owner.boss.name", "missing", "label", "size")


@st.composite
def model_serializers(draw: st.DrawFn) -> Serializer:
    names = draw(st.lists(st.sampled_from(MODEL_FIELDS), min_size=1, unique=True))
    fields = {
        f"extra{number}": serializers.CharField(source=source, **arguments)
        for number, source in enumerate(draw(st.lists(st.sampled_from(SOURCES), max_size=3)))
        for arguments in [draw(st.sampled_from([{"read_only": True}, {"required": False}]))]
    }
    meta = type("Meta", (), {"model": Team, "fields": (*names, *fields)})
    return type("Drawn", (serializers.ModelSerializer,), {**fields, "Meta": meta})


def teams() -> Iterator[Team]:
    boss = Owner(id=1, name="b")
    for owner in (boss, Owner(id=2, name="o", boss=boss)):
        for partner in (None, boss):
            yield Team(id=1, slug="s", owner=owner, partner=partner)


@given(serializer=model_serializers())
def test_a_models_attributes_are_always_rendered(serializer: Serializer) -> None:
    always, _ = said(serializer)
    rendered = bodies(serializer, teams())
    assert always == (set.intersection(*rendered) if rendered else always)
