"""Each row of the table, in every version: one form, one literal."""

import warnings
from typing import Annotated, Any, Literal, TypedDict

import pytest
from typing_extensions import Doc, deprecated

from drf_typed_responses.translate import schema_components
from drf_typed_responses.translate.scalar_types import RENDERS_ADDRESSES

from .table import COMPONENTS, NEW, ROWS, Row

TOO_OLD = pytest.mark.skipif(not RENDERS_ADDRESSES, reason=NEW)
rows = pytest.mark.parametrize(
    "row",
    [pytest.param(row, marks=TOO_OLD) if row.note == NEW else row for row in ROWS],
    ids=lambda row: row.code,
)
components = pytest.mark.parametrize("row", COMPONENTS, ids=lambda row: row.code)


def schema(row: Row, version: str) -> object:
    return schema_components([row.hint], version=version)[0][0]


def component(row: Row, version: str) -> object:
    return schema_components([row.hint], version=version)[1][row.code]


@rows
def test_form_in_3_0(row: Row) -> None:
    assert schema(row, "3.0") == row.v30


@rows
def test_form_in_3_1(row: Row) -> None:
    assert schema(row, "3.1") == row.modern


@rows
def test_form_in_3_2(row: Row) -> None:
    assert schema(row, "3.2") == row.modern


@components
def test_component_in_3_0(row: Row) -> None:
    assert component(row, "3.0") == row.v30


@components
def test_component_in_3_1(row: Row) -> None:
    assert component(row, "3.1") == row.modern


def test_required_keeps_declared_order() -> None:
    team = next(row for row in COMPONENTS if row.code == "Team")
    built = schema_components([team.hint])[1]["Team"]
    assert built["required"] == ["id", "slug", "lead"]
    assert list(built["properties"]) == ["id", "slug", "lead"]


class Maybe(TypedDict, total=False):
    nickname: str
    slug: str | None


class Always(Maybe):
    id: str | None


ALWAYS = schema_components([Always], version="3.1")[1]["Always"]


def test_total_false_is_optional() -> None:
    assert "nickname" in ALWAYS["properties"]
    assert "nickname" not in ALWAYS["required"]


def test_optional_is_nullable() -> None:
    assert ALWAYS["properties"]["id"] == {"type": ["string", "null"]}
    assert ALWAYS["required"] == ["id"]


def test_a_field_may_be_optional_and_nullable() -> None:
    assert ALWAYS["properties"]["slug"] == {"type": ["string", "null"]}
    assert "slug" not in ALWAYS["required"]


def test_unknown_version() -> None:
    with pytest.raises(ValueError, match=r"version is '2\.0'; it must be one of 3\.0, 3\.1, 3\.2"):
        schema_components([int], version="2.0")


def test_ref_template() -> None:
    team = next(row for row in COMPONENTS if row.code == "Team")
    assert schema_components([team.hint], ref_template="#/$defs/{name}")[0] == [
        {"$ref": "#/$defs/Team"}
    ]


def test_deprecation_and_description_in_either_order() -> None:
    marks = (deprecated("Gone."), Doc("It was."))
    text = "It was.\n\nDeprecated: Gone."
    expected = {"type": "integer", "deprecated": True, "description": text}
    assert schema_components([Annotated[int, *marks], Annotated[int, *marks[::-1]]])[0] == [
        expected,
        expected,
    ]


DEPRECATIONS = dict.fromkeys((deprecated, getattr(warnings, "deprecated", deprecated)))


@pytest.mark.parametrize("mark", DEPRECATIONS, ids=lambda mark: mark.__module__)
def test_a_deprecation_of_python_and_its_backport(mark: Any) -> None:
    Old = mark("Gone.")(TypedDict("Old", {"a": Annotated[int, mark("Use b.")]}))
    schema = schema_components([Old])[1]["Old"]
    assert schema["deprecated"] is True
    assert schema["properties"]["a"]["description"] == "Deprecated: Use b."


def test_empty_tag_is_no_discriminator() -> None:
    one = TypedDict("one", {"k": Literal[""]})
    two = TypedDict("two", {"k": Literal["b"]})
    assert "discriminator" not in schema_components([one | two])[0][0]


def test_never_or_none_is_null() -> None:
    assert schema_components([None], version="3.1")[0] == [{"type": "null"}]
