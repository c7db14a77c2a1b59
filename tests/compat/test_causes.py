"""One cause is one finding, with every operation and place where a client meets it."""

from __future__ import annotations

from typing import Any

from compat.pieces import Json, document, edited
from drf_typed_responses.compat import Change, compare

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
