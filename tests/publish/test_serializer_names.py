"""The names of the components of DRF serializers in a public document."""

from __future__ import annotations

import itertools
from typing import Any, TypedDict

import pytest
from django.urls import path
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import (
    PolymorphicProxySerializer,
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
    inline_serializer,
)
from rest_framework import generics, pagination, serializers

from drf_typed_responses.compat import compare
from drf_typed_responses.openapi.pointers import SCHEMAS, references
from drf_typed_responses.serializers import Component
from teams_api.models import Alert, Project, Team

from .building import JSONView, build, published

Fields = dict[str, serializers.Field[Any, Any, Any, Any]]


def named(name: str, module: str = "shop.api", **fields: Any) -> Any:
    """A serializer class of a name and module."""
    attributes = {"__module__": module, "__qualname__": name, **fields}
    return type(name, (serializers.Serializer,), attributes)


def one(name: str, module: str = "shop.api") -> Any:
    """A serializer whose request is as its response."""
    return named(name, module, text=serializers.CharField())


def two(name: str, module: str = "shop.api") -> Any:
    """A serializer whose response requires what its request may leave out."""
    return named(name, module, on=serializers.BooleanField(default=True))


Use = tuple[str, Any, Any]  # method, request, response


def posted(request: Any, response: Any = None) -> Use:
    return "post", request, response


def returned(response: Any) -> Use:
    return "get", None, response


def patched(request: Any, response: Any = None) -> Use:
    return "patch", request, response


def view_of(use: Use) -> type:
    method, request, response = use

    def handler(self: Any, request: Any) -> Any: ...

    declared = extend_schema(request=request, responses={200: response})(handler)
    return type("View", (JSONView,), {method: declared, "public": frozenset({method.upper()})})


def names_of(uses: list[Use], order: tuple[int, ...], **settings: Any) -> tuple[Any, list[str]]:
    """`(request, response)` of each use, and the ids of the findings."""
    urls = [path(f"{i}/", view_of(uses[i]).as_view()) for i in order]
    publication = build(*urls, SORT_OPERATIONS=False, **settings)
    found = []
    for i, (method, _, _) in enumerate(uses):
        operation = publication.document["paths"][f"/{i}/"][method]
        bodies = (operation.get("requestBody"), operation["responses"]["200"])
        found.append(tuple(map(name_in, bodies)))
    return found, [finding.id for finding in publication.findings]


def name_in(body: Any) -> str | None:
    """The name of the component of a body."""
    content = (body or {}).get("content")
    schema = content["application/json"]["schema"] if content else {}
    return schema["$ref"].rpartition("/")[2] if schema else None


class TeamRequest(TypedDict):
    """A type with the name of a request."""

    id: str


TEAM, OTHER = two("TeamSerializer"), two("TeamSerializer", "shop.other")
PLAIN, SAME = one("TeamSerializer"), one("TeamSerializer", "shop.other")
REQUEST, INPUT = one("TeamRequestSerializer"), one("TeamInputSerializer")
FIXED = extend_schema_serializer(component_name="Team")(two("Renamed"))


def inline(**fields: Any) -> Any:
    return inline_serializer("Team", fields or {"on": serializers.BooleanField(default=True)})


def either(*arms: Any) -> Any:
    return PolymorphicProxySerializer("Team", list(arms), resource_type_field_name=None)


COLLISION = ["name-collision"]
ROWS = {
    "one shape": ([posted(PLAIN, PLAIN)], [("Team", "Team")], []),
    "two shapes": ([posted(TEAM, TEAM)], [("TeamRequest", "Team")], []),
    "only a request": ([posted(TEAM)], [("Team", None)], []),
    "only a response": ([returned(TEAM)], [(None, "Team")], []),
    "a request that is named so": (
        [posted(two("TeamRequestSerializer"))],
        [("TeamRequest", None)],
        [],
    ),
    "a partial request": (
        [patched(TEAM), posted(TEAM)],
        [("PatchedTeam", None), ("Team", None)],
        [],
    ),
    "a partial request of two shapes": (
        [patched(TEAM, TEAM), posted(TEAM)],
        [("PatchedTeamRequest", "Team"), ("TeamRequest", None)],
        [],
    ),
    "the name of the request is taken": (
        [posted(TEAM, TEAM), patched(TEAM), returned(REQUEST)],
        [("TeamInput", "Team"), ("PatchedTeamInput", None), (None, "TeamRequest")],
        [],
    ),
    "a name of the partial request is taken": (
        [posted(TEAM, TEAM), patched(TEAM), returned(one("PatchedTeamRequest"))],
        [("TeamInput", "Team"), ("PatchedTeamInput", None), (None, "PatchedTeamRequest")],
        [],
    ),
    "both names are taken": (
        [posted(TEAM, TEAM), posted(INPUT, REQUEST)],
        [("TeamInput2", "Team"), ("TeamInput", "TeamRequest")],
        [],
    ),
    "the name is a type's": (
        [posted(TEAM, TEAM), returned(TeamRequest)],
        [("TeamInput", "Team"), (None, "TeamRequest")],
        [],
    ),
    "a request and the response of another": (
        [posted(TEAM), returned(OTHER)],
        [("TeamRequest", None), (None, "Team")],
        [],
    ),
    "two responses": (
        [returned(PLAIN), returned(SAME)],
        [(None, "ShopApiTeam"), (None, "ShopOtherTeam")],
        COLLISION,
    ),
    "two requests": (
        [posted(TEAM), posted(OTHER)],
        [("ShopApiTeam", None), ("ShopOtherTeam", None)],
        COLLISION,
    ),
    "two of two shapes": (
        [posted(TEAM, TEAM), patched(OTHER, OTHER)],
        [("TeamRequest", "ShopApiTeam"), ("PatchedTeamRequest", "ShopOtherTeam")],
        COLLISION,
    ),
    "two requests beside two responses": (
        [posted(TEAM, TEAM), posted(OTHER, OTHER)],
        [("ShopApiTeamRequest", "ShopApiTeam"), ("ShopOtherTeamRequest", "ShopOtherTeam")],
        COLLISION * 2,
    ),
    "a name that is written": (
        [returned(PLAIN), returned(FIXED)],
        [(None, "ShopApiTeam"), (None, "Team")],
        COLLISION,
    ),
    "one inline serializer twice": (
        [returned(inline()), returned(inline())],
        [(None, "Team")] * 2,
        [],
    ),
    "one inline serializer in both directions": (
        [posted(inline()), returned(inline())],
        [("TeamRequest", None), (None, "Team")],
        [],
    ),
    "a serializer without a list": (
        [returned(PLAIN), returned(forced_singular_serializer(PLAIN))],
        [(None, "Team")] * 2,
        [],
    ),
    "one of several, twice": (
        [returned(either(REQUEST, INPUT)), posted(either(REQUEST, INPUT))],
        [(None, "Team"), ("Team", None)],
        [],
    ),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_names(row: Any) -> None:
    uses, names, findings = row
    for order in itertools.permutations(range(len(uses))):
        assert names_of(uses, order) == (names, findings)


def test_a_request_is_always_named_so_if_the_project_splits_all() -> None:
    uses = [posted(TEAM, TEAM), returned(REQUEST), patched(one("NoteSerializer"))]
    names, findings = names_of(uses, (0, 1, 2), COMPONENT_SPLIT_REQUEST=True)
    assert names == [("TeamInput", "Team"), (None, "TeamRequest"), ("PatchedNoteRequest", None)]
    assert findings == []


def test_names_that_only_shapes_tell_apart() -> None:
    def team(field: Any) -> Any:
        return named("TeamSerializer", leader=named("LeaderSerializer", text=field)())

    numbers = [returned(team(serializers.IntegerField())) for _ in range(2)]
    uses = [*numbers, returned(team(serializers.CharField()))]
    names, findings = names_of(uses, (0, 1, 2))
    assert (names, findings) == names_of(uses, (2, 1, 0))
    (_, first), (_, second), (_, third) = names
    assert first == second != third
    assert all(name.startswith("ShopApiTeam") for name in (first, third))
    assert findings == COLLISION * 2


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param([inline(), inline(x=serializers.CharField())], id="inline"),
        pytest.param([either(REQUEST), either(INPUT)], id="one of several"),
        pytest.param(
            [FIXED, extend_schema_serializer(component_name="Team")(one("Y"))], id="class"
        ),
    ],
)
def test_one_written_name_for_two_shapes_is_an_error(pair: list[Any]) -> None:
    uses = [returned(each) for each in pair]
    publication = build(*map(view_of, uses))
    (found,) = publication.findings
    assert (found.level, found.id, found.operation) == ("error", "name-conflict", "GET /0/")
    assert found.message.startswith("two different serializers claim the component name Team")
    assert "component_name" in found.hint
    ((_, one), (_, other)) = names_of(uses, (0, 1))[0]
    assert one != other


class Pages(pagination.PageNumberPagination):
    page_size = 1


def listing(serializer: Any, pager: Any = Pages) -> type:
    class Listing(generics.ListAPIView[Any]):
        public = frozenset({"GET"})
        pagination_class = pager
        renderer_classes = JSONView.renderer_classes

        @extend_schema(responses=serializer)
        def get(self, request: Any) -> Any: ...

    return Listing


def test_pages_and_serializers_inside_have_the_settled_names() -> None:
    holder = named("HolderSerializer", teams=TEAM(many=True), others=OTHER(many=True))
    views = [listing(holder), view_of(posted(holder)), listing(OTHER)]
    publication = build(*views)
    schemas = publication.document["components"]["schemas"]
    teams = {f"{module}Team{end}" for module in ("ShopApi", "ShopOther") for end in ("", "Request")}
    assert set(schemas) == teams | {
        *("Holder", "HolderRequest", "PaginatedHolderList", "PaginatedTeamList")
    }
    assert {finding.id for finding in publication.findings} == {"name-collision"}
    used = {each for each in references(publication.document) if each.startswith(SCHEMAS)}
    assert used == {SCHEMAS + name for name in schemas}


def test_the_name_of_a_request_may_move_without_a_change() -> None:
    base = published(view_of(posted(TEAM, TEAM))).document
    revised = published(view_of(posted(TEAM, TEAM)), view_of(returned(REQUEST))).document
    assert [change.id for change in compare(base, revised)] == ["operation-added"]


def test_a_message_has_the_settled_name() -> None:
    team = PolymorphicProxySerializer("Either", [TEAM, REQUEST], resource_type_field_name="kind")
    publication = build(view_of(posted(team)))
    names = {finding.message.split(" of ")[0] for finding in publication.findings}
    assert {"sub-serializer Team", "sub-serializer TeamRequest"} <= names
    mapping = publication.document["components"]["schemas"]["Either"]["discriminator"]["mapping"]
    assert mapping == {name: SCHEMAS + name for name in ("Team", "TeamRequest")}


class Cursor(pagination.CursorPagination):
    page_size = 1


class LargePages(Pages):
    page_size = 1000


@pytest.mark.parametrize("elements", [TEAM, FIXED, inline()], ids=["made", "written", "inline"])
def test_each_envelope_of_one_serializer_has_a_component(elements: Any) -> None:
    pagers = [Pages, LargePages, Cursor]

    def pages_of(order: tuple[int, ...]) -> tuple[list[Any], Any]:
        urls = [path(f"{i}/", listing(elements, pagers[i]).as_view()) for i in order]
        publication = build(*urls, SORT_OPERATIONS=False)
        (found,) = publication.findings
        assert (found.id, found.operation[:3]) == ("name-collision", "GET")
        document = publication.document
        names = [name_in(document["paths"][f"/{i}/"]["get"]["responses"]["200"]) for i in range(3)]
        return names, document["components"]["schemas"]

    names, schemas = pages_of((0, 1, 2))
    assert pages_of((2, 1, 0))[0] == names
    assert names[0] == names[1] != names[2]
    assert [schemas[name]["required"] for name in names[1:]] == [["count", "results"], ["results"]]


class Coloured(serializers.CharField):
    pass


class Drawn(serializers.CharField):
    pass


def named_fields(*values: str) -> Any:
    """A serializer whose fields have one written component name, and an enum each."""
    fields = {}
    for cls, value in zip((Coloured, Drawn), values, strict=True):
        named_field = extend_schema_field({"enum": [value]}, component_name="Colour")
        fields[cls.__name__] = named_field(type("Field", (cls,), {"__module__": "shop.api"}))()
    return named("PictureSerializer", **fields)


def test_one_written_name_for_two_shapes_of_fields_is_an_error() -> None:
    (found,) = build(view_of(returned(named_fields("red", "green")))).findings
    assert (found.level, found.id, found.operation) == ("error", "name-conflict", "GET /0/")
    assert "the component name Colour" in found.message
    assert "@extend_schema_field(..., component_name=" in found.hint


def test_two_fields_of_one_shape_share_a_written_name() -> None:
    schemas = published(view_of(returned(named_fields("red", "red")))).document["components"]
    assert schemas["schemas"]["Colour"] == {"enum": ["red"]}


def of_model(model: type, depth: int, *fields: str) -> Any:
    meta = type("Meta", (), {"model": model, "depth": depth, "fields": fields})
    attributes = {"__module__": "shop.api", "__qualname__": "Deep", "Meta": meta}
    return type(f"{model.__name__}Serializer", (serializers.ModelSerializer,), attributes)


def test_the_serializers_that_depth_makes_are_named_after_their_models() -> None:
    document = published(
        view_of(returned(of_model(Alert, 1, "project"))),
        view_of(returned(of_model(Project, 1, "organization", "category"))),
        view_of(returned(of_model(Team, 1, "organization"))),
    ).document
    schemas = document["components"]["schemas"]
    nested = {name for name in schemas if name.endswith("Nested")}
    assert nested == {"ProjectNested", "OrganizationNested", "CategoryNested"}
    ours = schemas["Team"]["properties"]["organization"]["allOf"]
    assert ours == [{"$ref": SCHEMAS + "OrganizationNested"}]


def test_one_model_at_two_depths_has_two_components() -> None:
    one_deep, two_deep = of_model(Alert, 1, "project"), of_model(Alert, 2, "project")
    two_deep.__name__ = "DeeperSerializer"
    publication = build(*map(view_of, map(returned, (one_deep, two_deep))))
    assert [finding.id for finding in publication.findings] == COLLISION
    schemas = publication.document["components"]["schemas"]
    (one,), (other,) = (
        schemas[name]["properties"]["project"]["allOf"] for name in ("Alert", "Deeper")
    )
    assert one != other


@Component("Team")
class Written(TypedDict):
    id: str


@pytest.mark.parametrize("team", [PLAIN, Written], ids=["serializer", "type"])
def test_a_schema_of_the_settings_does_not_replace_another(team: Any) -> None:
    appended = {"schemas": {"Team": {"type": "integer"}}}
    publication = build(view_of(returned(team)), APPEND_COMPONENTS=appended)
    operation = publication.document["paths"]["/0/"]["get"]
    assert name_in(operation["responses"]["200"]) != "Team"
    (found,) = publication.findings
    assert "the component name Team" in found.message


ENUMS = {"POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums"]}


def test_choices_with_the_name_of_a_serializer_are_an_error() -> None:
    team = named("TeamSerializer", state=serializers.ChoiceField(["new", "old"]))
    views = map(view_of, map(returned, (team, one("StateEnumSerializer"))))
    (found,) = build(*views, **ENUMS).findings
    assert (found.level, found.id, found.operation) == ("error", "name-conflict", "GET /1/")
    assert found.message == "two different schemas have the component name StateEnum"


def test_two_sets_of_choices_of_one_name_are_an_error() -> None:
    """drf-spectacular names both after their fields."""
    fields = {name: serializers.ChoiceField([name]) for name in ("state", "State")}
    (found,) = build(view_of(returned(named("TeamSerializer", **fields))), **ENUMS).findings
    assert (found.level, found.id) == ("error", "name-conflict")
    assert "ENUM_NAME_OVERRIDES" in found.hint


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_choices_that_may_be_null_have_the_component_of_those_that_may_not(version: str) -> None:
    choices = ["new", "old"]
    team = named("TeamSerializer", state=serializers.ChoiceField(choices))
    part = named("PartSerializer", state=serializers.ChoiceField(choices, allow_null=True))
    last = named("LastSerializer", state=serializers.ChoiceField(choices, help_text="Its state."))
    views = map(view_of, map(returned, (team, part, last)))
    assert (
        "StateEnum"
        in published(*views, **ENUMS, OAS_VERSION=version).document["components"]["schemas"]
    )
