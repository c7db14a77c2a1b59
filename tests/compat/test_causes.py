"""One cause is one finding, with every operation and place where a client meets it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from compat.pieces import Json, document, edited
from drf_typed_responses.compat import Change, compare
from drf_typed_responses.compat.inclusion import inclusion_context

USER: Json = {"type": "object", "properties": {"name": {"type": "string"}}}
NAMED: Json = {"$ref": "#/components/schemas/User"}


def answering(schema: Any) -> Json:
    content = {"application/json": {"schema": schema}}
    return {"responses": {"200": {"description": "", "content": content}}}


def of(**properties: Any) -> Json:
    return {"type": "object", "properties": properties}


def with_a_number(base: Json) -> list[Change]:
    """The changes if the name of a user becomes a number."""
    number = {"name": {"type": "integer"}}
    return compare(base, edited(base, lambda d: d["components"]["schemas"]["User"].update(
        properties=number)))  # fmt: skip


def test_a_component_of_two_operations() -> None:
    paths = {"/me/": {"get": answering(NAMED)}, "/all/": {"get": answering(of(user=NAMED))}}
    (change,) = with_a_number(document(paths, User=USER))
    assert change.operations == ("GET /me/", "GET /all/")
    assert change.places == (
        ("GET /me/", "200 response: name"),
        ("GET /all/", "200 response: user.name"),
    )


def test_a_component_at_several_places_of_one_operation() -> None:
    """Directly, in a list, in a union, and in `allOf` as drf-spectacular writes it."""
    schema = of(
        a=NAMED,
        b={"type": "array", "items": NAMED},
        c={"anyOf": [NAMED, {"type": "string"}]},
        d={"allOf": [NAMED], "description": "The fourth."},
    )
    (change,) = with_a_number(document({"/me/": {"get": answering(schema)}}, User=USER))
    assert change.operations == ("GET /me/",)
    assert [path.removeprefix("200 response: ") for _, path in change.places] == [
        "a.name", "b[].name", "c.name", "d.name",
    ]  # fmt: skip


def test_two_components_with_the_same_change_are_two_causes() -> None:
    paths = {"/me/": {"get": answering(of(a=NAMED, b={"$ref": "#/components/schemas/Other"}))}}
    base = document(paths, User=USER, Other=of(name={"type": "string"}, id={"type": "string"}))

    def edit(revised: Json) -> None:
        for schema in revised["components"]["schemas"].values():
            schema["properties"]["name"] = {"type": "integer"}

    paths_ = [change.path for change in compare(base, edited(base, edit))]
    assert paths_ == ["200 response: a.name", "200 response: b.name"]


def test_operations_share_changes_outside_of_schemas() -> None:
    """The security of the whole document, and a parameter of all operations."""
    base = document({f"/{name}/": {"get": answering(USER)} for name in "abc"})

    def edit(revised: Json) -> None:
        revised["security"] = [{"key": []}]
        for item in revised["paths"].values():
            item["parameters"] = [{"name": "q", "in": "query", "required": True}]

    found = compare(base, edited(base, edit))
    assert [change.id for change in found] == ["security-tightened", "parameter-required"]
    assert all(len(change.operations) == 3 for change in found)


def test_removed_operations_are_reported_one_by_one() -> None:
    base = document({f"/{name}/": {"get": answering(USER)} for name in "abc"})
    found = compare(base, document({}))
    assert [change.operation for change in found] == ["GET /a/", "GET /b/", "GET /c/"]


def heirs(**properties: Any) -> dict[str, Any]:
    """A component with two that inherit from it by `allOf`, as an enumeration of kinds does."""
    parent = {"$ref": "#/components/schemas/Parent"}
    return {
        "Parent": {"type": "object", "required": ["name", "kind"], "properties": properties},
        "Team": {"allOf": [parent, of(size=TEXT)]},
        "User": {"allOf": [parent, {"type": "object", "required": ["mail"]}]},
    }


TEXT: Json = {"type": "string"}
FORMS: Json = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("Team", "User")]}
HEIRS: Json = {"/both/": {"get": answering(of(it=FORMS))}, "/team/": {"get": answering(
    {"$ref": "#/components/schemas/Team"})}}  # fmt: skip


@pytest.mark.parametrize(
    "properties",
    [{"name": {"type": "integer"}, "kind": TEXT}, {"kind": TEXT}],
    ids=["changed", "removed"],
)
def test_an_inherited_attribute_is_one_cause(properties: Json) -> None:
    base = document(HEIRS, **heirs(name=TEXT, kind=TEXT))
    (change,) = compare(base, document(HEIRS, **heirs(**properties)))
    assert (change.component, change.within) == ("Parent", "name")
    assert change.operations == ("GET /both/", "GET /team/")


def test_an_attribute_that_an_heir_changes_is_the_heirs() -> None:
    base = document(HEIRS, **heirs(name=TEXT, kind=TEXT))

    def edit(revised: Json) -> None:
        revised["components"]["schemas"]["Team"]["allOf"][1]["properties"]["size"] = {}

    (change,) = compare(base, edited(base, edit))
    assert (change.component, change.within) == ("Team", "size")


def test_a_budget_that_runs_out_is_one_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each component refers to two others, and one attribute of each has another type."""
    monkeypatch.setattr(inclusion_context, "MOST_STEPS", 20)
    monkeypatch.setattr(inclusion_context, "STEPS_OF_COMPONENT", 0)

    def net(kind: Json) -> Json:
        named = [{"$ref": f"#/components/schemas/C{number}"} for number in range(40)]
        paths = {f"/{number}/": {"get": answering(named[number])} for number in range(3)}
        schemas = {
            f"C{n}": of(kind=kind, a=named[(2 * n + 1) % 40], b=named[(2 * n + 2) % 40])
            for n in range(40)
        }
        return document(paths, **schemas)

    found = compare(net(TEXT), net({"type": "integer"}))
    assert "response-type-changed" in {change.id for change in found}
    (undecided,) = (change for change in found if change.id == "undecided")
    assert re.fullmatch(
        "The documents take too much work to compare: "
        r"\d+ places in 3 operations were not compared",
        undecided.message,
    )
    assert undecided.operations == ("GET /0/", "GET /1/", "GET /2/")
