"""What the code of a view says about who makes its responses."""

from __future__ import annotations

import pytest
from django.urls import path

from drf_typed_responses.drafting.code_places import code_places
from drf_typed_responses.drafting.view_code import Part, view_code
from drf_typed_responses.publish import build
from drf_typed_responses.publish.selection import Unpublished
from drf_typed_responses.spectacular.operation_facts import OperationFacts
from publish.building import project

from . import coded_views
from .coded_views import Coded, Other, Price, Team


@pytest.fixture(scope="module")
def facts() -> dict[str, OperationFacts]:
    """The facts of all functions of the view, by name."""
    names = [name for name, each in vars(Coded).items() if callable(each) and name != "body"]
    routes = [path(f"{name}/", Coded.as_view({"get": name})) for name in names]
    with project(*routes):
        sources = build(selection=Unpublished(frozenset())).sources.values()
    return {each.facts.route.strip("/"): each.facts for each in sources}


CERTAIN = {
    "alone": [Part((), Price)],
    "variable": [Part((), Price)],
    "many": [Part(("[]",), Price)],
    "page": [Part(("results", "[]"), Price)],
    "inside": [Part(("price",), Price), Part(("teams", "[]"), Team)],
    "helper": [Part(("all", "[]"), coded_views.summary)],
    "own_helper": [Part((), Coded.body)],
    "refused": [Part((), Price)],
    "later": [Part((), Price)],
}
UNSURE = {
    "changed": {Price},
    "either": {Price, Other},
    "two": {Price},
    "elsewhere": {Price},
    "perhaps_many": set(),
    "of_the_view": set(),
    "unknown": {coded_views.names},
    "written": set(),
}


@pytest.mark.parametrize(("name", "parts"), CERTAIN.items())
def test_parts_that_are_in_each_response(
    facts: dict[str, OperationFacts], name: str, parts: list[Part]
) -> None:
    assert list(view_code(facts[name], 200).parts) == parts


@pytest.mark.parametrize(("name", "targets"), UNSURE.items())
def test_parts_of_which_the_code_does_not_tell_that(
    facts: dict[str, OperationFacts], name: str, targets: set[object]
) -> None:
    code = view_code(facts[name], 200)
    assert (code.parts, {part.target for part in code.unsure}) == ((), targets)


def test_only_responses_of_the_status_count(facts: dict[str, OperationFacts]) -> None:
    assert list(view_code(facts["refused"], 400).parts) == [Part((), Other)]


PRICE = {"name": "a", "tax": {"rate": 1.5}}


def test_their_functions_are_annotated(facts: dict[str, OperationFacts]) -> None:
    found = code_places(facts["alone"], 200, [PRICE])
    assert [(each.qualname, each.path) for each in found.unsaid] == [("Price.get_tax", ("tax",))]
    assert found.is_other  # the class of the view names another serializer


def test_a_body_with_other_keys_is_not_of_a_serializer(facts: dict[str, OperationFacts]) -> None:
    found = code_places(facts["alone"], 200, [{**PRICE, "more": 1}])
    assert (found.places, found.unsure) == ((), ("Price.get_tax",))


def test_what_the_code_does_not_tell_is_named(facts: dict[str, OperationFacts]) -> None:
    found = code_places(facts["either"], 200, [PRICE])
    assert (found.places, found.unsure) == ((), ("Other.get_tax", "Price.get_tax"))
    assert not found.is_other


@pytest.mark.parametrize("name", ["of_the_view", "unknown", "elsewhere"])
def test_the_serializer_of_the_view_may_make_what_the_code_does_not_tell(
    facts: dict[str, OperationFacts], name: str
) -> None:
    assert not code_places(facts[name], 200, [PRICE]).is_other


def test_a_body_that_is_written_out_is_not_of_the_serializer_of_the_view(
    facts: dict[str, OperationFacts],
) -> None:
    assert code_places(facts["written"], 200, [{"id": 1}]).is_other
