"""`apidocs observed`: what production has seen of a document."""

from __future__ import annotations

import json
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, NotRequired, Optional, TypedDict, Union

import pytest

from drf_typed_responses.compat import compare
from drf_typed_responses.conformance.checks import check
from drf_typed_responses.conformance.contract import Contract
from drf_typed_responses.conformance.counts_file import Counted, Counts
from drf_typed_responses.conformance.exchange import Exchange
from drf_typed_responses.conformance.seen_values import SeenValues
from drf_typed_responses.openapi.nulls import exact_document
from drf_typed_responses.reporting.narrower_annotations import narrower_annotation
from drf_typed_responses.reporting.narrowings import Narrowing, narrowed
from drf_typed_responses.reporting.observed import Observed
from drf_typed_responses.translate import schema_components

TEAM = {"$ref": "#/components/schemas/Team"}
TEXT = {"type": "string"}


def nowhere(component: str, name: str = "") -> tuple[str, int | None]:
    return "", None


def document(team: Any, version: str = "3.0.3", request: bool = False, **more: Any) -> Any:
    content = {"application/json": {"schema": TEAM}}
    operation: dict[str, Any] = {"responses": {"200": {"description": "", "content": content}}}
    if request:
        operation["requestBody"] = {"content": content}
    return {
        "openapi": version,
        "info": {"title": "", "version": ""},
        "paths": {"/team/": {"post": operation}},
        "components": {"schemas": {"Team": team, **more}},
    }


def observed(given: Any, *bodies: Any) -> Observed:
    """What the responses with these bodies show."""
    contract = Contract(given)
    values, counts = SeenValues(contract), Counts(Counter())
    for body in bodies:
        sent = json.dumps(body).encode()
        exchange = Exchange("POST", "/team/", 200, {"Content-Type": "application/json"}, sent)
        checked = check(contract, exchange)
        assert checked is not None
        assert checked.outcome == "valid"
        for each, number in values.of(checked).items():
            counts.numbers[Counted("seen", "", *each)] += number
    return Observed(given, counts)


def found(given: Any, *bodies: Any, least: int = 2) -> list[tuple[str, str, str, str]]:
    findings = observed(given, *bodies).findings(nowhere, least)
    return [(each.level, each.id, each.path, each.message) for each in findings]


def obj(*required: str, **properties: Any) -> dict[str, Any]:
    needed = {"required": [*required]} if required else {}
    return {"type": "object", "properties": properties, **needed}


NULLABLE: dict[str, Any] = {
    "nullable": ({**TEXT, "nullable": True}, "3.0.3", ""),
    "type list": ({"type": ["string", "null"]}, "3.1.0", ""),
    "any of null": ({"anyOf": [TEXT, {"type": "null"}]}, "3.1.0", ""),
    "plain": ({"nullable": True, "allOf": [{"$ref": "#/components/schemas/Lead"}]}, "3.0.3", {}),
    "enum": ({**TEXT, "nullable": True, "enum": ["a", None]}, "3.0.3", "a"),
}


@pytest.mark.parametrize("form", NULLABLE)
@pytest.mark.parametrize("spelled", [dict, exact_document])
def test_what_is_documented_nullable_and_never_null(form: str, spelled: Any) -> None:
    schema, version, value = NULLABLE[form]
    given = spelled(document(obj("lead", lead=schema), version, Lead={"type": "object"}))
    said = "it is documented nullable; 0 of 2 were null"
    assert found(given, {"lead": value}, {"lead": value}) == [
        ("warning", "observed-null", "Team.lead", said)
    ]
    assert found(given, {"lead": value}, {"lead": None}) == []
    assert found(given, {"lead": value}) == []


def test_what_may_be_absent_and_never_is() -> None:
    given = document(obj(nick=TEXT))
    said = "it may be absent; 0 of 2 objects lacked it"
    assert found(given, {"nick": ""}, {"nick": ""}) == [
        ("warning", "observed-absence", "Team.nick", said)
    ]
    assert found(given, {"nick": ""}, {"nick": ""}, {}) == []


def test_what_is_never_sent() -> None:
    said = "it is documented and was never sent: 0 of 2 objects had it"
    given = document(obj(nick=TEXT))
    assert found(given, {}, {}) == [("info", "observed-never", "Team.nick", said)]
    whole = "it is documented and was never sent: no response had this status"
    assert found(given) == [("info", "observed-never", "200", whole)]


def test_items_of_a_body_are_no_bodies() -> None:
    """A list that is always empty tells nothing of its items."""
    given = document({})
    given["paths"]["/team/"]["post"]["responses"]["200"]["content"]["application/json"] = {
        "schema": obj("names", names={"type": "array", "items": {"type": "array", "items": TEXT}})
    }
    seen = observed(given, *[{"names": [[]]}] * 2)
    assert (seen.findings(nowhere, 2), seen.responses) == ([], 2)


def test_values_of_an_enum_that_are_never_sent() -> None:
    state = {**TEXT, "enum": ["open", "shut", "gone"]}
    given = document(obj("state", state=state))
    said = 'it documents "shut", "gone"; 0 of 2 were'
    assert found(given, {"state": "open"}, {"state": "open"}) == [
        ("warning", "observed-value", "Team.state", said)
    ]
    assert found(given, *({"state": each} for each in state["enum"])) == []


def test_an_enum_of_a_component_is_not_narrowed_for_one_attribute() -> None:
    """Other attributes have it too."""
    given = document(
        obj("state", state={"$ref": "#/components/schemas/State"}),
        State={**TEXT, "enum": ["open", "shut"]},
    )
    (finding,) = observed(given, *[{"state": "open"}] * 2).findings(nowhere, 2)
    assert (finding.level, finding.id) == ("info", "observed-value")


def test_a_type_that_is_never_sent() -> None:
    given = document(obj("id", id={"anyOf": [TEXT, {"type": "integer"}, {"type": "boolean"}]}))
    said = "it is documented as boolean, string too; 0 of 2 were"
    assert found(given, {"id": 1}, {"id": 2}) == [("info", "observed-type", "Team.id", said)]
    number = document(obj("id", id={"anyOf": [TEXT, {"type": "number"}]}))
    assert found(number, {"id": 1}, {"id": "a"}) == []


def test_a_request_that_has_the_type_too() -> None:
    """A narrower type would refuse requests that were accepted."""
    given = document(obj("lead", lead={**TEXT, "nullable": True}), request=True)
    (finding,) = observed(given, *[{"lead": ""}] * 2).findings(nowhere, 2)
    assert (finding.level, finding.id) == ("info", "observed-null")
    assert finding.hint.startswith("A narrower type breaks a request")


def test_one_narrowing_that_breaks_hides_no_other() -> None:
    given = document(obj("lead", lead={**TEXT, "nullable": True}), request=True)
    content = {"application/json": {"schema": obj("size", size={**TEXT, "nullable": True})}}
    responses = {"200": {"description": "", "content": content}}
    given["paths"]["/size/"] = {"get": {"responses": responses}}
    counts = observed(given, *[{"lead": ""}] * 2)
    counts._seen["GET /size/ 200.size"] = Counter(string=2)
    levels = {each.path: each.level for each in counts.findings(nowhere, 2)}
    assert (levels["Team.lead"], levels["200.size"]) == ("info", "warning")


def test_each_narrowing_is_one_that_clients_do_not_notice() -> None:
    """The narrowed document is another one, and breaks nothing."""
    for form in NULLABLE:
        schema, version, value = NULLABLE[form]
        given = document(obj("lead", lead=schema), version, Lead={"type": "object"})
        place = observed(given, {"lead": value}).places.by_name["Team.lead"]
        narrow = narrowed(given, [Narrowing(place, "null")])
        assert narrow is not None
        back = [each.level for each in compare(narrow, given)]
        assert "error" in back, form
        assert [each for each in compare(given, narrow) if each.level == "error"] == []


# ---------------------------------------------------------------- the annotation


class State(StrEnum):
    OPEN = "open"


class Team(TypedDict):
    plain: str | None
    old: Optional[int]  # noqa: UP045
    union: Union[int, str, None]  # noqa: UP007
    either: int | None | str  # noqa: RUF036
    marked: Annotated[str | None, "note"]
    missing: NotRequired[str | None]
    literal: Literal["open", "shut"]
    arms: Literal["open"] | Literal["shut"] | None
    hidden: State


ANNOTATIONS = [
    ("plain", "null", (), "plain: str"),
    ("old", "null", (), "old: int"),
    ("union", "null", (), "union: Union[int, str]"),
    ("either", "null", (), "either: int | str"),
    ("marked", "null", (), "marked: Annotated[str, 'note']"),
    ("missing", "null", (), "missing: NotRequired[str]"),
    ("missing", "absence", (), "missing: str | None"),
    ("plain", "absence", (), "plain: Required[str | None]"),
    ("literal", "members", ("shut",), "literal: Literal['open']"),
    ("arms", "members", ("shut",), "arms: Literal['open'] | None"),
    ("hidden", "members", ("open",), ""),
    ("literal", "null", (), ""),
]


@pytest.mark.parametrize(("name", "without", "members", "written"), ANNOTATIONS)
def test_the_annotation_that_is_proposed(
    name: str, without: Any, members: Any, written: str
) -> None:
    from drf_typed_responses.reporting.documented_places import DocumentedPlace

    lines = Path(__file__).read_text().splitlines()
    line = next(at for at, text in enumerate(lines, 1) if text.startswith(f"    {name}: "))
    place = DocumentedPlace(f"Team.{name}", {}, "Team", name=name)
    assert narrower_annotation(__file__, line, Narrowing(place, without, members)) == written
    assert narrower_annotation(__file__, 1, Narrowing(place, without, members)) == ""
    assert narrower_annotation("nowhere", 1, Narrowing(place, without, members)) == ""


@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_each_form_of_null_that_is_written_can_benarrowed(version: Any) -> None:
    _, components = schema_components([Team], version=version)
    given = document(components["Team"], f"{version}.0", **components)
    places = observed(given).places
    for name in ("plain", "old", "union", "either", "marked", "missing", "arms"):
        place = places.by_name[f"Team.{name}"]
        assert places.is_nullable(place.schema), name
        assert narrowed(given, [Narrowing(place, "null")]) is not None, name
    for name in ("literal", "hidden"):
        assert not places.is_nullable(places.by_name[f"Team.{name}"].schema), name
