"""An alias by assignment that refers to itself is a component of its name, as `type X = ...` is."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Annotated, Any, Dict, Generic, List, Optional, TypeAlias, TypeVar, Union

import pytest
import typing_extensions as te

from drf_typed_responses.translate import schema_components

from . import aliased, examples, importing
from .aliased import Tagged as Renamed
from .table import INTEGER, NULL_31, STRING, arms, obj, ref

T = TypeVar("T")

JSON: TypeAlias = Union[dict[str, "JSON"], list["JSON"], str, int, float, bool, None]
Typing = Union[Dict[str, "Typing"], List["Typing"], Optional[str]]
Text: TypeAlias = "dict[str, Text] | int"
J = Mapping[str, "J | str"]
One = list["Two"]
Two = dict[str, "One"]
Doc = Annotated[Union[int, list["Doc"]], te.Doc("How deep.")]


class Page(te.TypedDict, Generic[T]):
    data: list[T]


class Keys(te.TypedDict, extra_items=JSON):  # type: ignore[misc]
    plain: JSON
    quoted: list[J]
    page: Page[JSON]
    pair: tuple[JSON, int]
    marked: Annotated[J, te.Doc("Mine.")]


TEAM_WITH_NUMBER = obj(number=INTEGER)


def built(*types: Any) -> tuple[list[Any], dict[str, Any]]:
    return schema_components(types, version="3.1")


@pytest.mark.parametrize(
    ("hint", "name", "schema"),
    [
        (
            JSON,
            "JSON",
            arms(
                {"type": "object", "additionalProperties": ref("JSON")},
                {"type": "array", "items": ref("JSON")},
                STRING,
                INTEGER,
                {"type": "number"},
                {"type": "boolean"},
                NULL_31,
            ),
        ),
        (
            Typing,
            "Typing",
            arms(
                {"type": "object", "additionalProperties": ref("Typing")},
                {"type": "array", "items": ref("Typing")},
                STRING,
                NULL_31,
            ),
        ),
        ("Text", "Text", arms({"type": "object", "additionalProperties": ref("Text")}, INTEGER)),
        (J, "J", {"type": "object", "additionalProperties": arms(ref("J"), STRING)}),
        (One, "One", {"type": "array", "items": ref("Two")}),
        (One, "Two", {"type": "object", "additionalProperties": ref("One")}),
        (
            Doc,
            "Doc",
            {**arms(INTEGER, {"type": "array", "items": ref("Doc")}), "description": "How deep."},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_component_of_its_name(hint: Any, name: str, schema: Any) -> None:
    schemas, components = built(hint)
    assert schemas[0]["$ref"].rpartition("/")[2] in components
    assert components[name] == schema


def test_in_keys_generics_tuples_and_extra_items() -> None:
    components = built(Keys)[1]
    assert components["Keys"] == {
        **obj(
            plain=ref("JSON"),
            quoted={"type": "array", "items": ref("J")},
            page=ref("PageJSON"),
            pair={
                "type": "array",
                "prefixItems": [ref("JSON"), INTEGER],
                "minItems": 2,
                "maxItems": 2,
            },
            marked={**ref("J"), "description": "Mine."},
        ),
        "additionalProperties": ref("JSON"),
    }
    assert set(components) == {"Keys", "JSON", "J", "PageJSON"}


def test_one_alias_in_two_modules_is_one_component() -> None:
    class Here(te.TypedDict):
        tagged: aliased.Tagged
        renamed: Renamed

    components = built(Here, aliased.Holder)[1]
    assert set(components) == {"Here", "Holder", "Tagged", "Team"}
    assert components["Here"] == obj(tagged=ref("Tagged"), renamed=ref("Tagged"))


def test_quoted_names_are_those_of_the_module_that_assigns_the_alias() -> None:
    assert built(aliased.Teams) == (
        [{"type": "array", "items": ref("Team")}],
        built(aliased.Team)[1],
    )
    assert built(aliased.Teams)[1] != built(examples.Team)[1]


def test_an_imported_alias_keeps_the_names_of_its_module() -> None:
    with pytest.warns(UserWarning, match="the component name Team is claimed by"):
        components = built(importing.Imported)[1]
    (theirs,) = (ref(name) for name in components if components[name] == TEAM_WITH_NUMBER)
    (mine,) = (ref(name) for name in components if components[name] == obj(name=STRING))
    assert components["Imported"] == obj(
        by_name={"type": "object", "additionalProperties": theirs},
        either=arms({"type": "array", "items": theirs}, INTEGER),
        own={"type": "array", "items": mine},
    )


@pytest.mark.parametrize("order", [*itertools.permutations([importing.Here, aliased.Tree])])
def test_aliases_that_refer_to_each_other_are_the_same_in_two_modules(order: Any) -> None:
    components = built(*order)[1]
    assert set(components) == {"Here", "Tree", "Branch", "Twig"}
    assert components["Here"] == obj(branch=ref("Branch"), renamed=ref("Twig"))


def test_two_aliases_of_one_name_have_names_of_their_own() -> None:
    class Here(te.TypedDict):
        tagged: Tagged

    results = []
    for order in itertools.permutations([Here, aliased.Holder]):
        with pytest.warns(UserWarning, match="the component name Tagged is claimed by"):
            results.append(built(*order)[1])
    assert results[0] == results[1]
    assert len(results[0]) == 5


Tagged = dict[str, "list[Tagged] | int"]
