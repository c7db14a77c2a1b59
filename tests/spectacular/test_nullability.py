"""Null of a serializer's field: a strict reader of the document admits it, and nothing else."""

from __future__ import annotations

from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any, Literal, TypedDict

import pytest
from django.db import models
from django.test import override_settings
from drf_spectacular.utils import extend_schema, extend_schema_field
from openapi_schema_validator import OAS30Validator, OAS31Validator
from packaging.version import Version
from referencing import Registry
from referencing.jsonschema import DRAFT4, DRAFT202012
from rest_framework import serializers

from drf_typed_responses.compat import compare
from drf_typed_responses.publish import build
from publish.building import JSONView, project

from .building import Built, Schema, responding
from .test_drf_serializers import TeamForm


class TeamResponse(TypedDict):
    id: str


class BadgeResponse(TypedDict):
    name: str


@extend_schema_field(TeamResponse)
class TeamField(serializers.Field): ...


@extend_schema_field(TeamResponse | BadgeResponse)  # type: ignore[arg-type]
class EitherField(serializers.Field): ...


@extend_schema_field(Literal["a", "b"])  # type: ignore[arg-type]
class KindField(serializers.Field): ...


@extend_schema_field(list[TeamResponse])
class TeamsField(serializers.Field): ...


class Plain(serializers.Serializer):
    id = serializers.CharField()


TEAM = {"id": "1"}
FIELDS: dict[str, tuple[serializers.Field, Any]] = {
    "typed_dict": (TeamField(allow_null=True, help_text="The one in charge."), TEAM),
    "nested": (TeamForm(allow_null=True, help_text="The one in charge."), TEAM),
}
# Hints that drf-spectacular understands are ours only in a public document.
# drf-spectacular itself spells OpenAPI 3.2 since 0.29; an older one writes `nullable` there.
VERSIONS = ["3.0.3", "3.1.0"]
if Version(version_of("drf-spectacular")) >= Version("0.29"):
    VERSIONS.append("3.2.0")

PUBLIC = {
    **FIELDS,
    "union": (EitherField(allow_null=True), {"name": "x"}),
    "literal": (KindField(allow_null=True), "a"),
    "list": (TeamsField(allow_null=True), [TEAM]),
    "plain": (Plain(allow_null=True, help_text="The one in charge."), TEAM),
    "choice": (serializers.ChoiceField(["a", "b"], allow_null=True), "b"),
    "json": (serializers.JSONField(allow_null=True), [1]),
    "text": (serializers.CharField(allow_null=True), "a"),
}


def holder(field: serializers.Field) -> type[serializers.Serializer]:
    return type("Holder", (serializers.Serializer,), {"field": field})


def accepts(document: Schema, value: Any) -> bool:
    """Whether the document's component Holder admits the value of its one field."""
    old = document["openapi"].startswith("3.0")
    resource = (DRAFT4 if old else DRAFT202012).create_resource(document)
    validator = OAS30Validator if old else OAS31Validator
    reference = {"$ref": "urn:document#/components/schemas/Holder"}
    registry: Any = Registry().with_resource("urn:document", resource)
    return bool(validator(reference, registry=registry).is_valid({"field": value}))


def refuses(document: Schema) -> bool:
    return not any(accepts(document, wrong) for wrong in (1.5, {"id": 1}, "nothing"))


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
@pytest.mark.parametrize("name", FIELDS)
def test_allow_null_of_a_type_of_ours(name: str, version: str) -> None:
    field, value = FIELDS[name]
    built: Built = responding(holder(field), OAS_VERSION=version)
    assert accepts(built.document, None)
    assert accepts(built.document, value)
    assert refuses(built.document)


def published(field: serializers.Field, version: str, **settings: Any) -> Schema:
    class XView(JSONView):
        public = frozenset({"GET"})

        @extend_schema(operation_id="Retrieve It", responses=holder(field))
        def get(self, request): ...

    with project(XView, OAS_VERSION=version, **settings):
        publication = build()
    assert publication.findings == ()
    return publication.document


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.slow
def test_allow_null_in_a_public_document(name: str, version: str) -> None:
    field, value = PUBLIC[name]
    document = published(field, version)
    assert accepts(document, None)
    assert accepts(document, value)
    assert name in ("json", "text") or refuses(document)


PLAIN = {"allOf": [{"$ref": "#/components/schemas/TeamResponse"}], "nullable": True}


@pytest.mark.parametrize("name", FIELDS)
def test_a_setting_writes_null_as_drf_spectacular_does(name: str) -> None:
    with override_settings(TYPED_RESPONSES={"NULLS": "plain"}):
        schemas = responding(holder(FIELDS[name][0])).schemas
    assert schemas["Holder"]["properties"]["field"] == {
        **PLAIN,
        "description": "The one in charge.",
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", PUBLIC)
def test_the_setting_changes_nothing_for_clients(name: str) -> None:
    field = PUBLIC[name][0]
    exact = published(field, "3.0.3")
    with override_settings(TYPED_RESPONSES={"NULLS": "plain"}):
        plain = published(field, "3.0.3")
    modern = published(field, "3.1.0")
    documents = exact, plain, modern
    assert [compare(one, other) for one in documents for other in documents] == [[]] * 9


def renaming_hook(result: Schema, **_: Any) -> Schema:
    properties = result["components"]["schemas"]["TeamResponse"]["properties"]
    properties["code"] = properties.pop("id")
    result["components"]["schemas"]["TeamResponse"]["required"] = ["code"]
    return result


@pytest.mark.slow
def test_the_copy_in_a_public_document_follows_what_hooks_make_of_the_component() -> None:
    hooks = {"POSTPROCESSING_HOOKS": [f"{__name__}.renaming_hook"]}
    document = published(FIELDS["typed_dict"][0], "3.0.3", **hooks)
    schemas = document["components"]["schemas"]
    _, copy = schemas["Holder"]["properties"]["field"]["anyOf"]
    assert copy == {**schemas["TeamResponse"], "nullable": True}
    assert list(copy["properties"]) == ["code"]


def test_the_spelling_of_null_beside_a_reference() -> None:
    document = responding(holder(FIELDS["typed_dict"][0])).schemas
    assert document["Holder"]["properties"]["field"] == {
        "type": "object",
        "nullable": True,
        "anyOf": [
            {"$ref": "#/components/schemas/TeamResponse"},
            {
                "type": "object",
                "nullable": True,
                "properties": {"id": {"type": "string"}},
                "required": ["id"],
            },
        ],
        "description": "The one in charge.",
    }


def test_a_schema_of_drf_spectacular_keeps_its_bytes() -> None:
    document = responding(holder(PUBLIC["plain"][0])).schemas
    assert document["Holder"]["properties"]["field"] == {
        "allOf": [{"$ref": "#/components/schemas/Plain"}],
        "nullable": True,
        "description": "The one in charge.",
    }


class Badge(models.Model):
    name = models.CharField(max_length=9)

    class Meta:
        app_label = "spectacular_tests"
        managed = False

    @property
    def motto(self): ...

    def owner(self) -> str: ...


def badge(**arguments: Any) -> Any:
    fields = {
        name: serializers.CharField(read_only=True, **arguments)
        for name in ("motto", "owner", "stars", "pk")
    }
    meta = type("Meta", (), {"model": Badge, "fields": [*fields]})
    return type("BadgeSerializer", (serializers.ModelSerializer,), {**fields, "Meta": meta})


def test_a_property_without_annotation_does_not_say_whether_it_is_null() -> None:
    class XView(JSONView):
        public = frozenset({"GET"})

        @extend_schema(operation_id="Retrieve It", responses=badge())
        def get(self, request): ...

    with project(XView):
        (found,) = build().findings
    decorator = Path(__file__).read_text().splitlines().index("    def motto(self): ...")
    assert (found.level, found.id, found.path) == ("info", "null-unsaid", "BadgeSerializer.motto")
    assert (found.file, found.line) == (__file__, decorator)
    assert found.message == (
        "nothing says whether Badge.motto returns None; the document says that it does not"
    )


@pytest.mark.parametrize("said", [False, True])
def test_the_field_may_say_it(said: bool) -> None:
    document = published(badge(allow_null=said)(), "3.0.3")
    motto = document["components"]["schemas"]["Badge"]["properties"]["motto"]
    assert motto.get("nullable", False) is said


@pytest.mark.parametrize("version", VERSIONS)
def test_an_own_description_of_a_field_admits_the_null_of_its_model(version: str) -> None:
    class Lead(serializers.CharField): ...

    given = {"oneOf": [{"type": "string"}, {"type": "integer"}]}
    described = extend_schema_field(given)(Lead)(source="owner", read_only=True, default=None)
    document = published(described, version)
    assert accepts(document, None)
    assert accepts(document, "a")
