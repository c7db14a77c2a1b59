"""Operations that are left out of a comparison, and addresses that moved for good."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

import pytest

from compat.pieces import Json, document, told
from drf_typed_responses.comparison_options import add_arguments
from drf_typed_responses.compat import Options, compare
from drf_typed_responses.compat.selection import Selection, selection_of

TEXT: Json = {"type": "string"}


def api(version: str, *servers: str, **kinds: Json) -> Json:
    """Operations that return the schemas, each with its name as its tag."""

    def operation(name: str, schema: Json) -> Json:
        answer = {"description": "", "content": {"application/json": {"schema": schema}}}
        return {"operationId": f"list_{name}", "tags": [name], "responses": {"200": answer}}

    paths = {f"{version}/{name}/{{id}}/": {"get": operation(name, kinds[name])} for name in kinds}
    found = document(paths)
    return {**found, "servers": [{"url": url} for url in servers]} if servers else found


BASE = api("/v1", teams=TEXT, users=TEXT)
BROKEN = api("/v1", teams={"type": "integer"}, users={"type": "integer"})


def operations(selection: Selection, base: Any = BASE, revised: Any = BROKEN) -> set[str]:
    """The operations whose changes are told."""
    found = compare(base, revised, options=Options(selection=selection))
    return {name for change in found for name in change.operations}


@pytest.mark.parametrize(
    "selector",
    ["/v1/teams/*", "/v1/teams/{pk}/", "GET /v1/teams/*", "get /v1/teams/{id}/", "tag:teams",
     "list_teams"],
)  # fmt: skip
def test_a_selector_names_an_operation(selector: str) -> None:
    assert operations(Selection(only=(selector,))) == {"GET /v1/teams/{id}/"}
    assert operations(Selection(exclude=(selector,))) == {"GET /v1/users/{id}/"}


def test_several_selectors_add_up() -> None:
    assert len(operations(Selection(only=("tag:teams", "tag:users")))) == 2
    assert operations(Selection(only=("tag:teams",), exclude=("/v1/*",))) == set()


@pytest.mark.parametrize("selector", ["POST /v1/teams/*", "/teams/*", "tag:Teams", "list"])
def test_a_selector_of_nothing(selector: str) -> None:
    assert operations(Selection(only=(selector,))) == set()


def test_what_is_removed_or_added_is_selected_too() -> None:
    empty = api("/v1")
    only = Selection(only=("tag:teams",))
    assert operations(only, BASE, empty) == operations(only, empty, BASE) == {"GET /v1/teams/{id}/"}


MOVED = Options(selection=Selection(prefixes={"/v1": "/v2"}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (api("/v1", teams=TEXT), api("/v2", teams=TEXT)),
        (api("/v1", teams=TEXT), api("", "/v2", teams=TEXT)),
        (api("", "https://x.org/v1", teams=TEXT), api("", "https://x.org/v2/", teams=TEXT)),
    ],
)
def test_an_address_that_moved(old: Json, new: Json) -> None:
    assert [change[1] for change in told(old, new)] != []
    assert told(old, new, MOVED) == []


def test_the_moved_operation_is_compared_and_not_the_one_that_stayed() -> None:
    both = api("/v1", teams=TEXT)
    both["paths"] |= api("/v2", teams={"type": "integer"})["paths"]
    assert [change[:2] for change in told(api("/v1", teams=TEXT), both, MOVED)] == [
        ("error", "response-type-changed"),
        ("info", "operation-added"),
    ]


def test_an_operation_that_did_not_arrive_is_removed() -> None:
    found = told(api("/v1", teams=TEXT), api("/v1", teams=TEXT), MOVED)
    assert ("error", "operation-removed") in [change[:2] for change in found]


def test_a_prefix_ends_at_a_slash() -> None:
    selection = Selection(prefixes={"/v1": "/v2", "/v1/old": "/old"})
    moved = map(selection.moved, ("/v1", "/v1/a", "/v10/a", "/v1/old/a"))
    assert [*moved] == ["/v2", "/v2/a", "/v10/a", "/old/a"]


def test_the_options() -> None:
    parser = ArgumentParser()
    add_arguments(parser)
    given = parser.parse_args(["--only", "tag:a", "--exclude", "/b/*", "--map-prefix", "/v1=/v2"])
    assert selection_of(vars(given), Selection(prefixes={"/c": "/d"})) == Selection(
        ("tag:a",), ("/b/*",), {"/c": "/d", "/v1": "/v2"}
    )


def test_a_prefix_that_is_no_path(capsys: pytest.CaptureFixture[str]) -> None:
    parser = ArgumentParser()
    add_arguments(parser)
    with pytest.raises(SystemExit):
        parser.parse_args(["--map-prefix", "v1=/v2"])
    assert "write two paths, such as /api/v1=/api/v2" in capsys.readouterr().err
