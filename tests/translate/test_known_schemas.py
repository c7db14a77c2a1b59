"""A schema that is copied from a field read before is the one that the field has by itself."""

from __future__ import annotations

import itertools
from typing import Any, Generic, Literal, NotRequired, Optional, Required, TypedDict, TypeVar

import pytest
from typing_extensions import ReadOnly

from drf_typed_responses.translate import schema_components
from drf_typed_responses.translate.context import Context

T = TypeVar("T")

FORMS: dict[str, Any] = {
    "int or str": int | str,
    "str or int": str | int,
    "list, int or str": list[int | str],
    "list, str or int": list[str | int],
    "null first": None | bool,
    "null last": bool | None,
    "optional": Optional[bool],
    "one": Literal[1],
    "true": Literal[True],
    "list of one": list[Literal[1]],
    "list of true": list[Literal[True]],
    "values": Literal["a", "b"],
    "values, other order": Literal["b", "a"],
    "anything": Any,
    "list": list[dict[str, list[int]]],
    "tuple": tuple[int, ...],
    "no item": tuple[()],
    "bare tuple": tuple,
    "not required": NotRequired[list[str]],
    "required": Required[list[str]],
    "read only": ReadOnly[list[str]],
    "read only, not required": ReadOnly[NotRequired[list[str]]],
}


def holder(name: str, hint: Any, *, total: bool) -> Any:
    # One name is enough: the classes are translated one by one.
    fields = {"first": hint, "second": hint}
    return TypedDict(name, fields, total=total)  # type: ignore[operator]


@pytest.mark.parametrize("total", [True, False])
@pytest.mark.parametrize(("one", "other"), [*itertools.permutations(FORMS, 2)])
def test_a_field_has_the_same_schema_after_any_other(one: str, other: str, total: bool) -> None:
    first, second = (
        holder("First", FORMS[one], total=total),
        holder("Second", FORMS[other], total=total),
    )
    _, alone = schema_components([second])
    _, after = schema_components([first, second])
    assert after["Second"] == alone["Second"]
    assert list(after["Second"]["properties"]["second"]) == list(
        alone["Second"]["properties"]["first"]
    )


def test_no_two_fields_share_an_object() -> None:
    _, found = schema_components([holder("A", list[dict[str, int]], total=True)])
    first, second = found["A"]["properties"].values()
    assert first == second
    assert first is not second
    assert first["items"] is not second["items"]


def test_a_hook_is_asked_for_each_field() -> None:
    asked = []

    def hook(hint: Any, args: Any, context: Context) -> dict[str, Any] | None:
        asked.append(hint)
        return {"format": f"{len(asked)}"} if hint is str else None

    _, found = schema_components([holder("A", str, total=True)], hooks=[hook])
    assert list(found["A"]["properties"].values()) == [{"format": "2"}, {"format": "3"}]


class Postponed(TypedDict):
    one: NotRequired[int]
    two: int


class PostponedToo(TypedDict):
    one: NotRequired[int]
    two: NotRequired[int]
    three: int


class Of(TypedDict, Generic[T]):
    item: T
    items: list[T]


def test_postponed_annotations_of_one_text_have_their_own_qualifiers_and_variables() -> None:
    _, found = schema_components([Postponed, PostponedToo, Of[int], Of[str]])
    assert found["Postponed"]["required"] == ["two"]
    assert found["PostponedToo"]["required"] == ["three"]
    assert found["OfInt"]["properties"] == {
        "item": {"type": "integer"},
        "items": {"type": "array", "items": {"type": "integer"}},
    }
    assert found["OfStr"]["properties"] == {
        "item": {"type": "string"},
        "items": {"type": "array", "items": {"type": "string"}},
    }


def test_a_postponed_name_of_a_function_is_not_that_of_the_module() -> None:
    def local() -> Any:
        int = str  # noqa: F841

        class Shadowed(TypedDict):
            two: int  # type: ignore[valid-type]

        return schema_components([Postponed, Shadowed])[1]["Shadowed"]["properties"]

    assert local() == {"two": {"type": "string"}}
