"""In a public document a response requires what DRF renders, a request what it must send."""

from __future__ import annotations

from typing import Any, TypedDict

import pytest
from django.db import models
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from drf_typed_responses.publish import Publication
from publish.building import JSONView, build

from .building import built, view


class Owner(models.Model):
    name = models.CharField(max_length=9)
    boss = models.ForeignKey("self", models.CASCADE, null=True)

    class Meta:
        app_label = "spectacular_tests"
        managed = False


class Team(models.Model):
    slug = models.CharField(max_length=9)
    size = models.IntegerField(default=0)
    nickname = models.CharField(max_length=9, blank=True)
    owner = models.ForeignKey(Owner, models.CASCADE)
    partner = models.ForeignKey(Owner, models.CASCADE, null=True, related_name="+")
    owners = models.ManyToManyField(Owner, related_name="+", blank=True)

    class Meta:
        app_label = "spectacular_tests"
        managed = False

    @property
    def label(self) -> str: ...


class TeamSerializer(serializers.ModelSerializer[Team]):
    label = serializers.CharField(read_only=True)
    member_count = serializers.IntegerField(read_only=True)
    owner_name = serializers.CharField(source="owner.name", read_only=True)
    partner_name = serializers.CharField(source="partner.name", read_only=True)
    boss_name = serializers.CharField(source="owner.boss.name", read_only=True)
    link = serializers.SerializerMethodField()

    class Meta:
        model = Team
        exclude = ("partner",)

    def get_link(self, team: Team) -> str: ...


class Plain(serializers.Serializer[Any]):
    id = serializers.IntegerField(read_only=True)
    name = serializers.CharField()
    note = serializers.CharField(required=False)
    level = serializers.IntegerField(default=1)
    lead = serializers.CharField(required=False, allow_null=True)
    password = serializers.CharField(write_only=True)
    link = serializers.SerializerMethodField()

    def get_link(self, team: Any) -> str: ...


class Strict(serializers.Serializer[Any]):
    id = serializers.IntegerField(read_only=True, default=0)
    name = serializers.CharField()
    note = serializers.CharField(required=False)
    password = serializers.CharField(write_only=True, required=False)


class Holder(serializers.Serializer[Any]):
    teams = Plain(many=True)


class League(serializers.Serializer[Any]):
    groups = Holder(many=True)


def publish(serializer: Any, method: str = "post", **settings: Any) -> Publication:
    """The public document of a GET and another method that read and return a serializer."""

    class View(JSONView):
        public = frozenset({"GET", method.upper()})

        @extend_schema(responses=serializer)
        def get(self, request): ...

        @extend_schema(request=serializer, responses=serializer)
        def post(self, request): ...

        patch = put = post

    return build(View, **settings)


def posting(serializer: Any, method: str = "post", **settings: Any) -> Any:
    publication = publish(serializer, method, **settings)
    assert publication.findings == ()
    return publication.document["components"]["schemas"]


def required(schemas: Any) -> dict[str, list[str]]:
    return {name: schema.get("required", []) for name, schema in schemas.items()}


VERSIONS = pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])


@VERSIONS
@pytest.mark.parametrize("split", [False, True])
def test_each_direction_has_its_component(version: str, split: bool) -> None:
    schemas = posting(Plain, OAS_VERSION=version, COMPONENT_SPLIT_REQUEST=split)
    assert required(schemas) == {
        "Plain": ["lead", "level", "link", "name"],
        "PlainRequest": ["name", "password"],
    }
    assert set(schemas["Plain"]["properties"]) == {"id", "name", "note", "level", "lead", "link"}
    assert set(schemas["PlainRequest"]["properties"]) == {
        "name",
        "note",
        "level",
        "lead",
        "password",
    }


def test_fields_of_a_model() -> None:
    schemas = posting(TeamSerializer)
    shown = ["id", "label", "link", "nickname", "owner", "owner_name", "owners", "size", "slug"]
    assert required(schemas) == {"Team": shown, "TeamRequest": ["owner", "slug"]}
    maybe = {"member_count", "partner_name", "boss_name"}
    assert set(schemas["Team"]["properties"]) == {*shown, *maybe}


def test_one_component_if_both_directions_require_the_same() -> None:
    schemas = posting(Strict)
    assert required(schemas) == {"Strict": ["id", "name"]}
    assert set(schemas["Strict"]["properties"]) == {"id", "name", "note", "password"}


@pytest.mark.parametrize(
    "field",
    [
        serializers.IntegerField(read_only=True, default=0),
        serializers.IntegerField(write_only=True),
    ],
    ids=["read-only", "write-only"],
)
def test_json_schema_requires_a_field_in_both_directions(field: Any) -> None:
    """OpenAPI 3.0 limits `required` to the direction that has the field, JSON Schema does not."""
    form = type("Form", (serializers.Serializer,), {"field": field, "n": serializers.CharField()})
    assert set(posting(form)) == {"Form"}
    assert set(posting(form, OAS_VERSION="3.1.0")) == {"Form", "FormRequest"}


def test_a_serializer_inside() -> None:
    schemas = posting(Holder)
    assert set(schemas) == {"Holder", "HolderRequest", "Plain", "PlainRequest"}
    (items,) = (s["properties"]["teams"]["items"] for s in [schemas["HolderRequest"]])
    assert items == {"$ref": "#/components/schemas/PlainRequest"}


def test_a_serializer_inside_a_list_inside_a_list() -> None:
    assert {"League", "LeagueRequest"} < set(posting(League))


class Shown(serializers.Serializer[Any]):
    """Its request has no fields, and DRF asks for an object nevertheless."""

    level = serializers.IntegerField(default=1, read_only=True)
    plain = Plain(read_only=True)


@pytest.mark.parametrize(
    ("inside", "schema"),
    [
        (Shown(), {"type": "object"}),
        (Shown(many=True), {"type": "array", "items": {"type": "object"}}),
        (
            serializers.DictField(child=Shown()),
            {"type": "object", "additionalProperties": {"type": "object"}},
        ),
    ],
    ids=["one", "many", "dict"],
)
def test_a_serializer_inside_without_fields_in_a_request(inside: Any, schema: Any) -> None:
    form = type("Form", (serializers.Serializer,), {"inside": inside})
    request = posting(form)["FormRequest"]
    assert request["properties"] == {"inside": schema}
    assert request["required"] == ["inside"]


def test_a_partial_request_requires_nothing() -> None:
    schemas = posting(Plain, "patch")
    assert required(schemas)["PatchedPlainRequest"] == []
    assert "id" not in schemas["PatchedPlainRequest"]["properties"]


class LevelDict(TypedDict):
    level: int


class Levels(serializers.ModelSerializer[Team]):
    """Fields with a default: the model has the attribute, may not have it, and never has it."""

    size = serializers.IntegerField(default=1)
    boss = serializers.CharField(source="owner.boss.name", default="nobody")
    level = serializers.IntegerField(default=1)
    note = serializers.CharField(default=None)

    class Meta:
        model = Team
        fields = ("size", "boss", "level", "note")


class Around(serializers.Serializer[Any]):
    one = Levels()
    many = Levels(many=True)


@pytest.mark.parametrize("serializer", [Levels, Levels(), Levels(many=True)])
def test_a_partial_update_leaves_out_what_only_a_default_renders(serializer: Any) -> None:
    team = Team(size=2, owner=Owner(name="o"))
    assert set(Levels(team).data) == {"size", "boss", "level", "note"}
    assert set(Levels(team, partial=True).data) == {"size"}
    assert posting(serializer)["Levels"]["required"] == ["boss", "level", "note", "size"]
    assert posting(serializer, "patch")["Levels"]["required"] == ["size"]


def test_a_partial_update_of_serializers_inside() -> None:
    whole = {"one": {"size": 2}, "many": [{"size": 2}]}
    assert Around(whole, partial=True).data == whole
    assert required(posting(Around, "patch"))["Levels"] == ["size"]


class Unseen(serializers.Serializer[Any]):
    level = serializers.HiddenField(default=1)


def test_a_partial_update_with_a_serializer_inside_that_renders_no_field() -> None:
    form = type("Form", (serializers.Serializer,), {"inside": Unseen()})
    schema = posting(form, "patch")["Form"]
    assert schema["properties"] == {"inside": {"type": "object"}}
    assert form({"inside": {}}).data == {"inside": {}}


class Annotated(serializers.Serializer[Any]):
    level = serializers.IntegerField(default=1)

    def to_representation(self, instance: Any) -> LevelDict: ...


class AroundAnnotated(serializers.Serializer[Any]):
    one = Annotated()


@pytest.mark.parametrize("serializer", [Annotated, AroundAnnotated])
def test_a_partial_update_leaves_an_annotation_alone(serializer: Any) -> None:
    assert required(posting(serializer, "patch"))["LevelDict"] == ["level"]


def test_read_only_fields_are_required_whatever_the_setting_says() -> None:
    schemas = posting(Strict, COMPONENT_NO_READ_ONLY_REQUIRED=True)
    assert required(schemas) == {"Strict": ["id", "name"]}


def test_another_document_stays_as_it_is() -> None:
    @extend_schema(request=Plain, responses=Plain)
    def post(self: Any, request: Any) -> Any: ...

    document = built(view(type("XView", (JSONView,), {"post": post})))
    assert required(document.schemas) == {"Plain": ["id", "link", "name", "password"]}
