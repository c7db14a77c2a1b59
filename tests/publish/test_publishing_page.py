"""The snippets of docs/publishing.md work as the page says."""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypedDict

from django.db import models
from django.test import override_settings
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import TokenAuthentication
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.views import APIView

from .building import NO_RULES, JSONView, build, project
from .running import apidocs

PAGE = (Path(__file__).parents[2] / "docs" / "publishing.md").read_text(encoding="utf-8")
CHOSEN, WITHHELD, ONE_URL, DOCUMENTS, SCOPES, HOOK, POSTPROCESSING = re.findall(
    r"```python\n(.*?)```", PAGE, re.DOTALL
)
INDEX, PART = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)


class Money:
    """The type of the page."""


class Price(TypedDict):
    amount: Money


def written(code: str, **more: Any) -> dict[str, Any]:
    """The names that a snippet of the page defines; `more` are others that it uses."""
    names: dict[str, Any] = {"APIView": APIView, "Money": Money, "__name__": __name__, **more}
    # The snippet does not postpone its annotations as this module does.
    exec(compile(code, "publishing.md", "exec", dont_inherit=True), names)
    return names


class PriceView(JSONView):
    public = frozenset({"GET"})

    @extend_schema(responses=Price)
    def get(self, request): ...


money = written(HOOK)["money"]
add_rate_limits = written(POSTPROCESSING)["add_rate_limits"]


scopes = written(SCOPES)["scopes"]


class Readers(BasePermission):
    scope_map = MappingProxyType({"GET": ["team:read"]})


def test_the_scopes_of_a_permission() -> None:
    class Teams(PriceView):
        public = frozenset({"GET"})
        permission_classes = (IsAuthenticated, Readers)
        authentication_classes = (TokenAuthentication,)

        @extend_schema(responses={204: None})
        def get(self, request): ...

    with override_settings(TYPED_RESPONSES={**NO_RULES, "SCOPES": f"{__name__}.scopes"}):
        publication = build(Teams, OAS_VERSION="3.1.0")
    operation = publication.document["paths"]["/0/"]["get"]
    assert operation["security"] == [{"tokenAuth": ["team:read"]}]


is_public = written(CHOSEN)["is_public"]


def test_the_chosen_operations() -> None:
    class ChosenView(JSONView):
        audience = "public"

        @extend_schema(responses={204: None})
        def get(self, request): ...

    class OtherView(JSONView):
        @extend_schema(responses={204: None})
        def get(self, request): ...

    views = {"api/a/": ChosenView, "api/b/": OtherView, "c/": ChosenView}
    with override_settings(TYPED_RESPONSES={**NO_RULES, "PUBLIC": f"{__name__}.is_public"}):
        publication = build(*(path(url, view.as_view()) for url, view in views.items()))
    assert list(publication.document["paths"]) == ["/api/a/"]


def test_the_withheld_values() -> None:
    more = {"models": models, "Annotated": Annotated, "Literal": Literal, "TypedDict": TypedDict}
    response = written(WITHHELD, **more)["TeamResponse"]

    class TeamView(JSONView):
        public = frozenset({"GET"})

        @extend_schema(responses=response)
        def get(self, request): ...

    publication = build(TeamView)
    schemas = publication.document["components"]["schemas"]
    assert {name: schemas[name].get("enum") for name in schemas} == {
        "Kind": ["open"],
        "TeamResponse": None,
        "TeamResponseStatus": ["new"],
    }
    assert [each[:3] for each in publication.private] == [
        ("Kind", "internal", "it goes away in May")
    ]


def test_the_documented_url() -> None:
    view = written(ONE_URL)["TeamEndpoint"]
    view.get = extend_schema(responses={204: None})(lambda self, request, **kwargs: None)
    publication = build(
        path("api/0/teams/<slug:organization_slug>/<slug:team_slug>/", view.as_view()),
        path("api/0/old/<slug:organization_slug>/<slug:team_slug>/", view.as_view()),
    )
    assert list(publication.document["paths"]) == ["/api/0/teams/{organization_slug}/{team_slug}/"]
    assert publication.findings == ()


def for_partners(url: str, method: str, view: type) -> bool:
    return True


def test_the_further_documents(tmp_path: Path) -> None:
    of_page = written(DOCUMENTS.replace("shop.audience", __name__))["TYPED_RESPONSES"]
    assert of_page["DOCUMENTS"]["partners"]["PUBLIC"] == f"{__name__}.for_partners"
    with project(PriceView), override_settings(TYPED_RESPONSES={**NO_RULES, **of_page}):
        assert apidocs("build", "--out", str(tmp_path), "--fail-on", "never").code == 0
    assert {str(path.parent.relative_to(tmp_path)) for path in tmp_path.rglob("openapi.json")} == {
        ".",
        "partners",
        "v2",
    }


def test_the_hook_of_a_type() -> None:
    with override_settings(TYPED_RESPONSES={**NO_RULES, "TYPE_HOOKS": [f"{__name__}.money"]}):
        publication = build(PriceView)
    assert publication.document["components"]["schemas"]["Price"]["properties"]["amount"] == {
        "type": "string",
        "pattern": r"^[A-Z]{3} [0-9]+\.[0-9]{2}$",
    }


def test_the_postprocessing_hook() -> None:
    hooks = [f"{__name__}.add_rate_limits"]
    with override_settings(
        TYPED_RESPONSES={**NO_RULES, "TYPE_HOOKS": [f"{__name__}.money"]},
    ):
        publication = build(PriceView, POSTPROCESSING_HOOKS=hooks)
    responses = publication.document["paths"]["/0/"]["get"]["responses"]
    assert responses["429"] == {"description": "Too many requests."}


def test_the_hand_written_documents(tmp_path: Path) -> None:
    (tmp_path / "paths").mkdir()
    (tmp_path / "schemas").mkdir()
    (tmp_path / "openapi.json").write_text(INDEX)
    (tmp_path / "paths" / "old.json").write_text(PART)
    (tmp_path / "schemas" / "old.json").write_text('{"Old": {"type": "object"}}')
    with override_settings(TYPED_RESPONSES={**NO_RULES, "LEGACY": tmp_path}):
        publication = build()
    assert publication.findings == ()
    operation = publication.document["paths"]["/api/0/old/"]["get"]
    assert operation["summary"] == "List Old Teams"
    assert operation["responses"]["200"]["content"]["application/json"] == {
        "schema": {"$ref": "#/components/schemas/Old"}
    }
    assert publication.document["components"]["schemas"]["Old"] == {"type": "object"}
