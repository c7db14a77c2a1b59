"""Our components together with hooks, webhooks and callbacks."""

from __future__ import annotations

import copy
from typing import Any, Literal, TypedDict

import pytest
from django.test import override_settings
from drf_spectacular.utils import OpenApiCallback, OpenApiWebhook, extend_schema
from rest_framework import serializers

from drf_typed_responses.serializers import Serializer
from publish.building import JSONView
from publish.building import build as published

from .building import ENUM_HOOK, built, plain, responding, view

CAMELIZE = "drf_spectacular.contrib.djangorestframework_camel_case.camelize_serializer_fields"
ENUMS = "drf_spectacular.hooks.postprocess_schema_enums"


class UserResponse(TypedDict):
    first_name: str


class TeamResponse(TypedDict):
    team_slug: str
    open_to: Literal["all", "some"]
    team_lead: UserResponse
    past_leads: list[UserResponse]


class TeamSerializer(Serializer):
    def serialize(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> TeamResponse: ...


class TeamForm(serializers.Serializer):
    team_name = serializers.CharField()

    def to_representation(self, instance: Any) -> TeamResponse: ...


@pytest.mark.parametrize("hooks", [[ENUMS, CAMELIZE], [CAMELIZE, ENUMS], [CAMELIZE]])
def test_camel_case_reaches_our_components(hooks: list[str]) -> None:
    """The hook changes the components of the registry in place, ours included."""
    document = responding(TeamSerializer, POSTPROCESSING_HOOKS=hooks)
    keys = ["teamSlug", "openTo", "teamLead", "pastLeads"]
    assert list(document.schemas["TeamResponse"]["properties"]) == keys
    assert document.schemas["TeamResponse"]["required"] == keys
    assert list(document.schemas["UserResponse"]["properties"]) == ["firstName"]
    assert document.said == []


def test_a_component_is_the_same_dict_at_every_look() -> None:
    def hook(result: Any, generator: Any, **kwargs: Any) -> Any:
        for component in generator.registry._components.values():
            assert component.schema is component.schema
            component.schema["x-seen"] = True
        return result

    globals()["marking"] = hook
    document = responding(TeamSerializer, POSTPROCESSING_HOOKS=[f"{__name__}.marking"])
    assert document.schemas["TeamResponse"]["x-seen"]


# ---------------------------------------------------------------- webhooks, callbacks

EVENT = OpenApiWebhook(
    name="TeamChanged",
    decorator=extend_schema(
        summary="A team changed", request=TeamSerializer, responses={200: UserResponse}
    ),
)
FORM_EVENT = OpenApiWebhook(
    name="TeamMade", decorator=extend_schema(request=TeamForm, responses={204: None})
)
HOOKS = {
    **ENUM_HOOK,  # drf-spectacular adds components of webhooks only where it runs
    "OAS_VERSION": "3.1.0",
    "WEBHOOKS": [f"{__name__}.EVENT", f"{__name__}.FORM_EVENT"],
}


class XView(JSONView):
    @extend_schema(responses=UserResponse)
    def get(self, request): ...


def body(operation: Any) -> Any:
    return operation["content"]["application/json"]["schema"]


def test_a_webhook_sends_and_gets_our_types() -> None:
    document = built(view(XView), **HOOKS)
    sent = document.document["webhooks"]["TeamChanged"]["post"]
    assert body(sent["requestBody"]) == {"$ref": "#/components/schemas/TeamResponse"}
    assert body(sent["responses"]["200"]) == {"$ref": "#/components/schemas/UserResponse"}
    assert document.said == []


def test_a_webhook_sends_what_a_serializer_returns() -> None:
    """The API sends it, so `to_representation` describes it, not the fields."""
    sent = built(view(XView), **HOOKS).document["webhooks"]["TeamMade"]["post"]
    assert body(sent["requestBody"]) == {"$ref": "#/components/schemas/TeamResponse"}


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_a_callback(version: str) -> None:
    changed = OpenApiCallback(
        name="TeamChanged",
        path="{$request.body#/url}",
        decorator=extend_schema(request=TeamSerializer, responses={200: list[UserResponse]}),
    )

    class XView(JSONView):
        @extend_schema(request=UserResponse, responses=TeamResponse, callbacks=[changed])
        def post(self, request): ...

    document = built(view(XView), OAS_VERSION=version)
    call = document.operation("post")["callbacks"]["TeamChanged"]["{$request.body#/url}"]["post"]
    assert body(call["requestBody"]) == {"$ref": "#/components/schemas/TeamResponse"}
    items = {"$ref": "#/components/schemas/UserResponse"}
    assert body(call["responses"]["200"]) == {"type": "array", "items": items}
    assert document.said == []


# ---------------------------------------------------------------- facts of an operation


def copying(result: Any, **kwargs: Any) -> Any:
    return copy.deepcopy(result)


def renaming(result: Any, **kwargs: Any) -> Any:
    paths = {f"/v1{path}": item for path, item in result["paths"].items()}
    return {**result, "paths": paths}


def renumbering(result: Any, **kwargs: Any) -> Any:
    for number, item in enumerate(result["paths"].values()):
        for operation in item.values():
            operation["operationId"] = f"operation{number}"
    return result


def rebuilding(result: Any, **kwargs: Any) -> Any:
    """A hook that copies the document through JSON, which leaves only plain strings."""
    return plain(result)


class OwnedView(JSONView):
    public = frozenset({"GET"})
    owner = "team-teams"

    @extend_schema(operation_id="Retrieve a User", responses=UserResponse)
    def get(self, request):
        """Return a user."""


@pytest.mark.parametrize(
    "hooks",
    [
        [],
        [copying],
        [renaming],
        [renumbering],
        [rebuilding],
        [copying, renaming, renumbering],
    ],
    ids=lambda hooks: " ".join(hook.__name__ for hook in hooks) or "none",
)
def test_an_operation_is_known_whatever_hooks_do_to_it(hooks: list[Any]) -> None:
    """A finding about an operation has the file of its view and its owner."""
    names = [f"{__name__}.{hook.__name__}" for hook in hooks]
    with override_settings(TYPED_RESPONSES={"RULES": {"*": "off", "one-tag": "error"}}):
        (found,) = published(OwnedView, POSTPROCESSING_HOOKS=names).findings
    assert found.id == "one-tag"
    assert found.operation == ("GET /v1/0/" if renaming in hooks else "GET /0/")
    assert (found.owner, found.file) == ("team-teams", __file__)


def seen(result: Any, **kwargs: Any) -> Any:
    LOOKED.append(plain(result["paths"]["/0/"]["get"]))
    return result


LOOKED: list[Any] = []


def test_a_hook_sees_nothing_but_openapi() -> None:
    LOOKED.clear()
    published(OwnedView, POSTPROCESSING_HOOKS=[f"{__name__}.seen"])
    assert list(LOOKED[0]) == ["operationId", "description", "tags", "security", "responses"]
