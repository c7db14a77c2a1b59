"""The bodies of a PolymorphicSerializer of django-rest-polymorphic are told apart by their name."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import pytest
from django.db import models
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from drf_typed_responses.validation import Validator

from .test_representations import PLAIN, build_of
from .test_required import publish

module = pytest.importorskip("rest_polymorphic.serializers", reason="it is not installed")


class Project(models.Model):
    topic = models.CharField(max_length=9, default="")

    class Meta:
        app_label = "spectacular_tests"
        managed = False


class ArtProject(models.Model):
    topic = models.CharField(max_length=9)
    artist = models.CharField(max_length=9)

    class Meta:
        app_label = "spectacular_tests"
        managed = False


class ProjectSerializer(serializers.ModelSerializer[Project]):
    class Meta:
        model = Project
        fields = ("topic",)


class ArtProjectSerializer(serializers.ModelSerializer[ArtProject]):
    class Meta:
        model = ArtProject
        fields = ("topic", "artist")


class ProjectsSerializer(module.PolymorphicSerializer):  # type: ignore[misc,name-defined]
    model_serializer_mapping: ClassVar = {
        Project: ProjectSerializer,
        ArtProject: ArtProjectSerializer,
    }


PROJECTS = [Project(topic="a"), ArtProject(topic="b", artist="c")]


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize("split", [False, True])
def test_each_body_fits_one_arm(version: str, split: bool) -> None:
    settings = {**PLAIN, "OAS_VERSION": version, "COMPONENT_SPLIT_REQUEST": split}
    publication = build_of(ProjectsSerializer, **settings)
    assert publication.findings == ()
    schemas = publication.document["components"]["schemas"]
    for project in PROJECTS:
        body = json.loads(JSONRenderer().render(ProjectsSerializer(project).data))
        validator = Validator(publication.document)
        assert list(validator.violations(schemas["Projects"], body)) == []
        wrong = {**body, "resourcetype": "Other"}
        assert list(validator.violations(schemas["Projects"], wrong)) != []


def test_each_direction_has_its_arms() -> None:
    schemas = build_of(ProjectsSerializer, **PLAIN).document["components"]["schemas"]
    assert schemas["Project"]["required"] == ["topic"]
    assert "required" not in schemas["ProjectRequest"]
    assert schemas["ProjectsRequest"]["discriminator"]["mapping"] == {
        "Project": "#/components/schemas/ProjectRequestTyped",
        "ArtProject": "#/components/schemas/ArtProjectTyped",
    }
    (tagged, _) = schemas["ProjectTyped"]["allOf"]
    assert tagged["properties"] == {"resourcetype": {"type": "string", "enum": ["Project"]}}


class Holder(serializers.Serializer):  # type: ignore[type-arg]
    project = ProjectsSerializer()


@pytest.mark.parametrize(
    ("serializer", "sent"),
    [
        (ProjectsSerializer, {"topic": "x"}),
        (ProjectsSerializer, {"topic": "x", "resourcetype": "Project"}),
        (Holder, {"project": {"resourcetype": "ArtProject"}}),
    ],
)
def test_a_partial_request(serializer: Any, sent: Any) -> None:
    """The instance that is changed chooses the arm; `oneOf` would refuse what fits several."""
    form = serializer(PROJECTS[0], data=sent, partial=True)
    assert form.is_valid()
    document = publish(serializer, "patch", **PLAIN).document
    body = document["paths"]["/0/"]["patch"]["requestBody"]["content"]["application/json"]
    assert list(Validator(document).violations(body["schema"], sent)) == []
