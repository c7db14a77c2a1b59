"""Laws of `required`, over generated serializers, against what DRF renders and what it refuses."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator
from openapi_schema_validator import OAS30ReadValidator, OAS30WriteValidator
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from .test_required import Owner, Team, posting, publish

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


@st.composite
def nested(draw: st.DrawFn, name: str = "Whole", depth: int = 2) -> Serializer:
    """A serializer with others inside, alone, in lists and in mappings."""
    fields = draw(FLAT)
    for number in range(draw(st.integers(0, 2)) if depth else 0):
        inside = draw(nested(f"{name}{number}", depth - 1))
        fields[f"inside{number}"] = draw(
            st.sampled_from(
                [
                    inside(),
                    inside(many=True),
                    inside(required=False, allow_null=True),
                    serializers.DictField(child=inside()),
                    serializers.ListField(child=inside()),
                ]
            )
        )
    return type(name, (serializers.Serializer,), fields)


def body(field: Any) -> Any:
    """A request that has everything."""
    if isinstance(field, serializers.DictField):
        return {"key": body(field.child)}
    if hasattr(field, "child"):
        return [body(field.child)]
    if isinstance(field, serializers.Serializer):
        return {name: body(each) for name, each in field.fields.items() if not each.read_only}
    return 1


def lacking(whole: Any) -> Iterator[Any]:
    """The body without each attribute, at any depth."""
    for key in list(whole) if isinstance(whole, dict) else range(len(whole)):
        if isinstance(whole, dict):
            yield {name: value for name, value in whole.items() if name != key}
        if isinstance(whole[key], (dict, list)):
            for part in lacking(whole[key]):
                copied = copy.copy(whole)
                copied[key] = part
                yield copied


def judge(serializer: Serializer, direction: str, version: str, split: bool) -> Validator | None:
    """The letter of OpenAPI on a request or a response; None without a body."""
    document = publish(serializer, OAS_VERSION=version, COMPONENT_SPLIT_REQUEST=split).document
    operation = document["paths"]["/0/"]["post"]
    body = operation.get("requestBody") if direction == "request" else operation["responses"]["200"]
    if "content" not in (body or {}):
        return None
    schema = body["content"]["application/json"]["schema"]
    kinds: Any = {"request": OAS30WriteValidator, "response": OAS30ReadValidator}
    kind = kinds[direction] if version == "3.0.3" else Draft202012Validator
    return kind({**schema, "components": document["components"]})


LETTER = pytest.mark.parametrize(
    ("version", "split"), [("3.0.3", False), ("3.1.0", False), ("3.1.0", True)]
)


@LETTER
@given(serializer=nested())
def test_a_request_is_what_rest_framework_accepts(
    version: str, split: bool, serializer: Serializer
) -> None:
    judged = judge(serializer, "request", version, split)
    whole = body(serializer())
    for sent in (whole, *lacking(whole)) if judged else ():
        assert judged.is_valid(sent) == serializer(data=sent).is_valid()


@LETTER
@given(serializer=plain_serializers())
def test_a_response_is_what_rest_framework_renders(
    version: str, split: bool, serializer: Serializer
) -> None:
    judged = judge(serializer, "response", version, split)
    for instance in instances(serializer()) if judged else ():
        try:
            rendered = json.loads(JSONRenderer().render(serializer(instance).data))
        except (AttributeError, KeyError):  # a required field without a value
            continue
        assert list(judged.iter_errors(rendered)) == []


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
