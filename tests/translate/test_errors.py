"""A type that cannot be translated is an error with the fact, the place and a remedy."""

import collections
import dataclasses
import datetime
import decimal
import enum
import functools
import ipaddress
import re
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final, Generic, Literal, NewType, TypedDict, TypeVar, Union

import pytest
import typing_extensions as te
from annotated_types import MinLen

from drf_typed_responses import exceptions as ex
from drf_typed_responses.translate import Translator, schema_components
from drf_typed_responses.translate.metadata import Private
from drf_typed_responses.translate.scalar_types import RENDERS_ADDRESSES

from . import examples

T = TypeVar("T")
BoundNone = TypeVar("BoundNone", bound=None)


@dataclasses.dataclass
class Data:
    id: int


class Member(TypedDict):
    joined: complex


class Team(TypedDict):
    members: list[Member]


class Unbound(TypedDict, Generic[T]):
    value: T


class Growing(TypedDict, Generic[T]):
    value: "Growing[list[T]] | None"


class Leaky(TypedDict):
    nickname: Private[str] | None


class Empty(enum.StrEnum):
    pass


Endless = te.TypeAliasType("Endless", "Endless | int")
Round = Union["Round", int]
There = "AndBack"
AndBack = "There"
Nested = NewType("Nested", "list[Nested]")  # type: ignore[valid-newtype]
One = te.TypeAliasType("One", "Two")
Two = te.TypeAliasType("Two", "One | None")


JOINED = 1 + Path(__file__).read_text().splitlines().index("    joined: complex")


def error(hint: Any, **kwargs: Any) -> ex.TranslationError:
    with pytest.raises(ex.TranslationError) as caught:
        schema_components([hint], **kwargs)
    return caught.value


def test_unsupported_form_deep_inside_names_path_file_and_line() -> None:
    found = error(Team)
    assert type(found) is ex.UnsupportedTypeError
    assert found.path == "Team.members[].joined"
    assert (found.file, found.line) == (__file__, JOINED)
    assert found.message == "no schema is known for complex"
    assert "TYPE_HOOKS" in found.hint
    assert str(found) == (
        f"Team.members[].joined: {found.message} ({__file__}:{JOINED}). {found.hint}"
    )


@pytest.mark.skipif(RENDERS_ADDRESSES, reason="the installed Django REST framework can")
def test_an_address_that_an_old_rest_framework_cannot_render() -> None:
    with pytest.raises(ex.UnsupportedTypeError, match=r"before 3\.17 cannot render"):
        schema_components([ipaddress.IPv4Address])


UNSUPPORTED: Any = [
    (Data, f"DRF cannot render the dataclass {__name__}.Data", "TypedDict"),
    (examples.Money, "no schema is known for", "TYPE_HOOKS"),
    (Callable[[], int], "is code, not data", "Return the value it gives"),
    (collections.deque, "DRF cannot render a deque", "Return a list"),
    (collections.deque[int], "DRF cannot render a deque", "Return a list"),
    (examples.Plain, "DRF cannot render members of the enum Plain", "StrEnum"),
    (Empty, "has no members", "Give it members"),
    (TypedDict, "TypedDict alone is not a type", "class TeamResponse(TypedDict)"),
    (list[te.Self], "Self is not translated", "Name the class instead"),
    (dict[str], "takes 2 arguments", "dict[str, Any]"),
    (Final, "Final says nothing without arguments", "Write Final[...]."),
    (Literal, "Literal says nothing without arguments", "Write Literal[...]."),
    (Union, "Union says nothing without arguments", "Write Union[...]."),
    (te.NotRequired, "NotRequired says nothing without arguments", "Write NotRequired[...]."),
    (re.Pattern, "no schema is known for re.Pattern", "/type-forms/"),
    (Unbound[T], "the type variable T has neither a type nor a default", "Page[Team]"),  # type: ignore[valid-type]
    (T, "the type variable T has neither a type nor a default", "default or bound"),
    (BoundNone, "the type variable BoundNone has neither a type nor", "ignores `bound=None`"),
    (list[Private[str]], "Private marks a whole field", "Private[str | None]"),
    (Leaky, "Private marks a whole field", "Private[str | None]"),
    (Annotated[int | str, MinLen(1)], "a length is declared for a type", "arm of the union"),
    ([int], "[int] is a value, not a type", "Write list[int]."),
    (list[[examples.Team]], "Team] is a value, not a type", "examples.Team]."),  # type: ignore[misc]
    ((int, None), "a tuple is a value, not a type", "A | B"),
    ({"id": int}, "a dict is a value, not a type", "Declare its keys in a TypedDict"),
    (any, "any is a function, not a type", "Write Any"),
    (1, "1 is a value, not a type", "Write Literal[1]."),
]


@pytest.mark.parametrize(
    ("hint", "message", "hint_part"),
    UNSUPPORTED,
    ids=lambda value: getattr(value, "__name__", str(value))[:40],
)
def test_unsupported(hint: Any, message: str, hint_part: str) -> None:
    found = error(hint)
    assert type(found) is ex.UnsupportedTypeError
    assert message in found.message
    assert hint_part in found.hint


def test_a_message_has_no_address_of_an_object() -> None:
    assert error(object()).message == "no schema is known for <object object>"


@pytest.mark.parametrize(
    "key",
    [
        uuid.UUID,
        datetime.date,
        tuple[int, int],
        decimal.Decimal,
        bytes,
        examples.Team,
        examples.Landing,
        Literal[examples.Landing.FIRST],
        Literal[b"a"],
    ],
)
def test_unrenderable_key(key: Any) -> None:
    found = error(dict[key, int])
    assert type(found) is ex.UnrenderableKeyError
    assert "keys cannot be rendered" in found.message
    assert "dict[str, ...]" in found.hint


@pytest.mark.parametrize("hint", [Endless, One, Two], ids=["Endless", "One", "Two"])
def test_infinite_alias(hint: Any) -> None:
    found = error(hint)
    assert type(found) is ex.InfiniteAliasError
    assert "expands to itself" in found.message


@pytest.mark.parametrize("hint", [Round, list["Round"], "There"], ids=["Round", "inside", "There"])
def test_infinite_alias_by_assignment(hint: Any) -> None:
    with pytest.raises(ex.InfiniteAliasError) as caught:
        schema_components([hint])
    assert re.fullmatch("the alias (Round|There) expands to itself", caught.value.message)


def test_a_type_without_end_is_named() -> None:
    class Holder(TypedDict):
        nested: Nested

    found = error(Holder)
    assert type(found) is ex.InfiniteAliasError
    assert found.message.startswith("the type Nested refers to itself without end")
    assert found.path == "Holder.nested[]"


IS_NODE = sys.platform == "emscripten"  # whose stack ends before Python's
DEEP: Any = functools.reduce(lambda hint, _: list[hint], range(3 if IS_NODE else 2000), int)


class DeepTeam(TypedDict):
    scores: DEEP


@pytest.mark.skipif(IS_NODE, reason="nothing is too deep for Python in Node")
@pytest.mark.parametrize(
    ("hint", "path", "outline"),
    [
        (DEEP, "", "list[list[list[list[...]]]]"),
        (dict[str, DEEP], "", "dict[str, list[list[list[...]]]]"),
        (DeepTeam, "DeepTeam.scores", "list[list[list[list[...]]]]"),
        (examples.Page[DEEP], "", "Page[list[list[list[...]]]]"),
    ],
    ids=["alone", "inside", "field", "argument"],
)
def test_a_type_that_is_nested_too_deeply(hint: Any, path: str, outline: str) -> None:
    found = error(hint)
    assert type(found) is ex.InfiniteAliasError
    assert (found.path, found.file) == (path, __file__ if path else "")
    assert found.message.startswith(f"the type {outline} refers to itself without end, or is")


def test_infinite_alias_under_a_name_is_named_once() -> None:
    with pytest.raises(ex.InfiniteAliasError) as caught:
        Translator().named("Body", Endless)
    assert caught.value.path == "Endless"


def test_infinite_alias_as_a_key() -> None:
    assert type(error(dict[Endless, int])) is ex.InfiniteAliasError


def test_generic_that_grows_without_end() -> None:
    found = error(Growing[int])
    assert type(found) is ex.InfiniteAliasError
    assert "ever larger arguments" in found.message


def test_unresolvable_text_at_the_top() -> None:
    found = error("Nowhere")
    assert type(found) is ex.UnresolvableNameError
    assert "'Nowhere'" in found.message


def test_text_that_is_no_expression() -> None:
    assert "cannot be evaluated: SyntaxError" in error(list["1 +"]).message


def money(hint: Any, args: tuple[Any, ...], context: Any) -> dict[str, Any] | None:
    if hint is examples.Money:
        return {"type": "string", "pattern": "^[0-9]+ [A-Z]{3}$"}
    return None


def test_type_hook_teaches_a_form() -> None:
    price = te.TypedDict("price", {"amount": te.NotRequired[examples.Money]})
    schemas, components = schema_components([list[examples.Money] | None, price], hooks=[money])
    pattern = {"type": "string", "pattern": "^[0-9]+ [A-Z]{3}$"}
    assert schemas[0] == {"type": "array", "items": pattern, "nullable": True}
    assert components["price"]["properties"] == {"amount": pattern}


def test_type_hook_that_raises() -> None:
    def broken(hint: Any, args: Any, context: Any) -> Any:
        raise KeyError("currency")

    found = error(int, hooks=[broken])
    assert type(found) is ex.TypeHookError
    assert "broken failed on <class 'int'>: KeyError: 'currency'" in found.message


def test_type_hook_that_returns_no_schema() -> None:
    def broken(hint: Any, args: Any, context: Any) -> Any:
        return "string"

    found = error(int, hooks=[broken])
    assert type(found) is ex.TypeHookError
    assert "returned str for <class 'int'>" in found.message


def test_exclusion_that_hides_nothing() -> None:
    class Excluding(TypedDict):
        id: str

    Excluding._spectacular_annotation = {"exclude_fields": ["name"]}  # type: ignore[attr-defined]
    assert "exclude_fields of Excluding names name" in error(Excluding).message


def test_failed_translation_leaves_no_component_behind() -> None:
    from drf_typed_responses.translate import Translator

    translator = Translator()
    with pytest.raises(ex.UnsupportedTypeError):
        translator.schema(Team)
    assert translator.components.schemas() == {}
    assert translator.schema(examples.Hidden) == {"$ref": "#/components/schemas/Hidden"}


def test_every_translation_error_has_its_own_id() -> None:
    classes = [ex.TranslationError, *ex.TranslationError.__subclasses__()]
    assert len({cls.id for cls in classes}) == len(classes)
