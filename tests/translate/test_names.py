"""Component names: a type has one name, and two types never share one."""

from __future__ import annotations

import enum
import importlib
import itertools
import re
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, NamedTuple, TypedDict, TypeVar, Union

import pytest
import typing_extensions as te
from annotated_types import MinLen

from drf_typed_responses.exceptions import NameConflictError
from drf_typed_responses.translate import schema_components
from drf_typed_responses.translate.compiler import NameCollisionWarning
from drf_typed_responses.translate.metadata import Component

from . import examples
from .table import INTEGER, STRING, arms, obj, ref

T = TypeVar("T")


class Team(TypedDict):
    """Another Team than the one of the examples."""

    number: int


class Box(TypedDict, Generic[T]):
    value: T


class Other:
    class Box(TypedDict):
        id: str


def built(*types: Any) -> tuple[list[Any], dict[str, Any]]:
    with pytest.warns(NameCollisionWarning):
        return schema_components(types)


def long(cls: type) -> str:
    words = cls.__module__.replace(".", "_").split("_")
    return "".join(w[:1].upper() + w[1:] for w in words) + cls.__qualname__.replace(".", "")


def test_one_type_is_one_component_however_often_used() -> None:
    schemas, components = schema_components([Team, list[Team], Team | None, dict[str, Team]])
    assert list(components) == ["Team"]
    assert schemas[0] == ref("Team")


def test_two_types_with_one_name_both_get_the_long_name() -> None:
    schemas, components = built(Team, examples.Team)
    assert schemas == [ref(long(Team)), ref(long(examples.Team))]
    assert sorted(components) == sorted([long(Team), long(examples.Team)])


def test_names_do_not_depend_on_the_order_of_arrival() -> None:
    types = [Team, examples.Team, Box[Team], Box[examples.Team], Other.Box]
    results = [built(*order)[1] for order in itertools.permutations(types)]
    assert all(result == results[0] for result in results)
    assert all(list(result) == list(results[0]) for result in results)


def test_arms_of_one_name_are_two_arms() -> None:
    schemas, _ = built(Union[Team, examples.Team])
    assert schemas == [arms(ref(long(Team)), ref(long(examples.Team)))]


class Holder(TypedDict):
    box: Box[Team] | None
    other: Box[examples.Team] | None


def test_a_nullable_copy_has_the_long_names_too() -> None:
    """The copy is made before names are settled."""
    _, components = built(Holder)
    for field, name in (("box", long(Team)), ("other", long(examples.Team))):
        reference, copy = components["Holder"]["properties"][field]["anyOf"]
        assert components[reference["$ref"].rpartition("/")[2]]["properties"]["value"] == ref(name)
        assert copy["properties"]["value"] == ref(name)


def test_collision_warning_names_both_places_and_the_remedy() -> None:
    with pytest.warns(NameCollisionWarning) as caught:
        schema_components([Team, examples.Team])
    message = str(caught[0].message)
    assert "component name Team" in message
    assert __file__ in message
    assert str(examples.__file__) in message
    assert '@Component("...")' in message


TREE = """
from typing_extensions import TypeAliasType
# A comment.


Tree = list["Tree | {0}"]
Leaf = TypeAliasType("Leaf", list[{0}])
"""


@pytest.mark.parametrize(("name", "line"), [("Tree", 6), ("Leaf", 7)])
def test_collision_of_aliases(
    name: str, line: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    hints, files = [], []
    for module, leaf in ((f"one_{name}", "str"), (f"other_{name}", "int")):
        file = tmp_path / f"{module}.py"
        file.write_text(TREE.format(leaf))
        importlib.invalidate_caches()  # the folder may have been listed in the same tick
        hints.append(getattr(importlib.import_module(module), name))
        files.append(f"{file}:{line}")
    with pytest.warns(NameCollisionWarning) as caught:
        schema_components(hints)
    assert f"{name} is claimed by {' and '.join(files)}; " in str(caught[0].message)


def test_fixed_name_wins() -> None:
    @Component("Team")
    class Fixed(TypedDict):
        id: str

    schemas, components = built(Fixed, Team)
    assert schemas == [ref("Team"), ref(long(Team))]
    assert components["Team"] == obj(id=STRING)


def test_drf_spectaculars_decorator_fixes_the_name_of_any_class() -> None:
    Team = TypedDict("Team", {"id": str})
    Point = NamedTuple("Point", [("x", int)])
    Level = enum.StrEnum("Level", ["LOW"])
    for cls in (Team, Point, Level):
        # As `extend_schema_serializer(component_name=...)` leaves it.
        cls._spectacular_annotation = {"component_name": f"My{cls.__name__}"}
    assert schema_components([Team, Point, Level])[0] == [
        ref("MyTeam"),
        ref("MyPoint"),
        ref("MyLevel"),
    ]


def test_a_name_beside_an_alias() -> None:
    scores = Annotated[dict[str, int], Component("Scores")]
    assert schema_components([scores])[1] == {
        "Scores": {"type": "object", "additionalProperties": INTEGER}
    }


def test_bounds_beside_a_name_are_inside_the_component() -> None:
    scores = Annotated[list[int], Component("Scores"), MinLen(2), te.Doc("The last ones.")]
    component = {"type": "array", "items": INTEGER, "minItems": 2}
    assert schema_components([scores]) == (
        [{"allOf": [ref("Scores")], "description": "The last ones."}],
        {"Scores": component},
    )
    assert schema_components([Annotated[list[int], MinLen(2), Component("Scores")]]) == (
        [ref("Scores")],
        {"Scores": component},
    )


def test_one_name_with_two_bounds_is_an_error() -> None:
    scores = Annotated[list[int], Component("Scores")]
    with pytest.raises(NameConflictError, match="claim the component name Scores"):
        schema_components([scores, Annotated[scores, MinLen(2)]])


def test_two_types_fixed_to_one_name_is_an_error() -> None:
    @Component("Same")
    class One(TypedDict):
        id: str

    @Component("Same")
    class Two(TypedDict):
        id: int

    with pytest.raises(NameConflictError) as caught:
        schema_components([One, Two])
    file = re.escape(__file__)
    words = f"two different types claim the component name Same: {file}:(\\d+) and {file}:(\\d+)"
    found = re.fullmatch(words, caught.value.message)
    assert found is not None
    assert found[1] != found[2]


def test_two_types_under_one_name_of_an_alias_is_an_error() -> None:
    one, two = (TypedDict("A", {"x": kind}) for kind in (int, str))  # type: ignore[misc]
    named = [Annotated[list[cls], Component("Many")] for cls in (one, two)]  # type: ignore[valid-type]
    with pytest.raises(NameConflictError, match="claim the component name Many"):
        schema_components(named)


def local(hint: Any) -> Any:
    class Local(TypedDict):
        value: int

    Local.__annotations__["value"] = hint
    return Local


def page(item: Any) -> Any:
    return TypedDict("Page", {"results": list[item], "next": "Page | None"})  # noqa: F821


def test_a_class_that_a_function_makes_twice_is_one_component() -> None:
    made = [local(int), local(int), page(Team), page(Team)]
    schemas, components = schema_components(made)
    assert schemas == [ref("Local"), ref("Local"), ref("Page"), ref("Page")]
    assert list(components) == ["Local", "Page", "Team"]


@pytest.mark.parametrize(
    "made", [(local(int), local(str)), (page(Team), page(Other.Box))], ids=["local", "factory"]
)
def test_two_shapes_of_one_qualified_name_have_names_of_their_own(made: Any) -> None:
    schemas, components = built(*made)
    (one,), (other,) = (schema.values() for schema in schemas)
    assert one != other
    names = [name for name in components if made[0].__name__ in name]
    assert all(name.startswith(long(made[0]).replace("<locals>", "")) for name in names)
    assert {one, other} == {ref(name)["$ref"] for name in names}
    assert components[one.rpartition("/")[2]] != components[other.rpartition("/")[2]]


def test_names_of_shapes_do_not_depend_on_the_order_of_arrival() -> None:
    types = [page(Team), page(Other.Box), page(int), page(Team), list[page(int)]]  # type: ignore[misc]
    results = [
        dict(zip(order, built(*(types[i] for i in order))[0], strict=True))
        for order in itertools.permutations(range(5))
    ]
    assert all(result == results[0] for result in results)
    assert results[0][0] == results[0][3]


def test_two_shapes_are_named_with_the_line_of_the_function() -> None:
    with pytest.warns(NameCollisionWarning, match=f"types that {re.escape(__file__)}:") as caught:
        schema_components([page(Team), page(int)])
    assert len(caught) == 1


@pytest.mark.parametrize(
    ("hint", "name"),
    [
        (Box[int], "BoxInt"),
        (Box[list[Team]], "BoxListTeam"),
        (Box[int | None], "BoxIntOrNone"),
        (Box[Literal["a", "b"]], "BoxAB"),
        (Box[dict[str, Team]], "BoxDictStrTeam"),
        (Box[Box[int]], "BoxBoxInt"),
        (Box[Any], "BoxAny"),
    ],
)
def test_names_of_generics(hint: Any, name: str) -> None:
    assert schema_components([hint])[0] == [ref(name)]


def test_name_with_illegal_characters() -> None:
    odd = TypedDict("Équipe du jour", {"id": int})
    assert list(schema_components([odd])[1]) == ["_quipe_du_jour"]
