"""Path templates and runtime expressions."""

from __future__ import annotations

import pytest

from drf_typed_responses.openapi.paths import (
    numbered_expression,
    path_variables,
    replace_variables,
    without_expressions,
    without_names,
)


def test_the_variables_of_a_path_in_their_order() -> None:
    assert path_variables("/orgs/{org}/teams/{slug}/") == ("org", "slug")
    assert path_variables("/orgs/{}/") == ()


def test_variables_are_replaced_by_name() -> None:
    assert replace_variables("/orgs/{org}/{id}", {"org": "a", "id": "1"}.__getitem__) == "/orgs/a/1"


def test_paths_that_match_the_same_are_equal_without_names() -> None:
    assert without_names("/orgs/{org}/") == without_names("/orgs/{slug}/") == "/orgs/{}/"


def test_an_address_without_its_expressions() -> None:
    assert without_expressions("{$request.body#/url}/done/{id}") == "/done/{id}"


@pytest.mark.parametrize(
    ("expression", "numbered"),
    [
        ("$request.path.slug", "$request.path.1"),
        ("$request.path.other", "$request.path.other"),
        ("$request.query.slug", "$request.query.slug"),
        ("{$request.path.org}/{id}", "{$request.path.0}/{}"),
        ("{$request.body#/url}", "{$request.body#/url}"),
    ],
)
def test_an_expression_names_variables_by_position(expression: str, numbered: str) -> None:
    assert numbered_expression(expression, ("org", "slug")) == numbered
