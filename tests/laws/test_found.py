"""Errors that the laws have found, as minimal examples."""

from __future__ import annotations

import hashlib

import pytest

from laws.base import Json
from laws.documents import complaints, goes_round
from laws.program import HEADER, load
from laws.supersets import VERSIONS
from laws.validators import translate, unused_or_missing


def accepts(source: str, version: str, value: Json) -> bool:
    """Whether the schema of the type `Found` in the source admits the JSON."""
    text = f"{HEADER}\n{source}"
    name = f"generated_{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    return translate([load({name: text})["Found"]], version).accepts(0, value)


VARIADIC = "Found = tuple[*tuple[None, ...], int]\n"
DEFAULT_NONE = """
T = te.TypeVar("T", default=None)
class Found(te.TypedDict, typing.Generic[T]):
    x: T
"""
BOUND_LATER = """
T = te.TypeVar("T", bound="Later")
class Found(te.TypedDict, typing.Generic[T]):
    x: T
class Later(te.TypedDict):
    y: int
"""
ALIAS_BOUND_LATER = """
T = te.TypeVar("T", bound="Later")
Found = te.TypeAliasType("Found", list[T], type_params=(T,))
class Later(te.TypedDict):
    y: int
"""
NUMBER_OF_ALIAS = """
Count = te.TypeAliasType("Count", int)
Found = typing.Annotated[Count, at.Ge(1)]
"""
LENGTH_OF_ALIAS = """
Names = te.TypeAliasType("Names", list[str])
More = te.TypeAliasType("More", Names)
Found = typing.Annotated[typing.Optional[More], at.Len(1, 2)]
"""
BYTES = "Found = typing.Annotated[typing.Optional[bytes], at.MinLen(2)]\n"
DECIMAL_OF_ALIAS = """
Price = te.TypeAliasType("Price", decimal.Decimal)
Found = typing.Annotated[Price, at.Gt(decimal.Decimal(1))]
"""
EXTRA_NONE = """
T = te.TypeVar("T")
class Base(te.TypedDict, typing.Generic[T], extra_items=None):
    x: T
class Found(Base[int]):
    pass
"""
EXTRA_NEVER = "Found = te.TypedDict('Found', {}, extra_items=typing.Never)\n"
INT_KEYS = "Found = dict[int, str]\n"
DECIMAL = """
Found = typing.Annotated[typing.Optional[decimal.Decimal], at.Gt(decimal.Decimal(1))]
"""
TEXT_SET = """
class Name(str): ...
Found = set[Name]
"""
# Two different objects are unequal, and may be rendered alike.
OWN_EQUALITY_SET = """
class Name(str):
    def __eq__(self, other): return self is other
    __hash__ = object.__hash__
Found = set[Name]
"""
ADMITTED = [
    pytest.param(OWN_EQUALITY_SET, ["a", "a"], id="set of texts that compare in their own way"),
    pytest.param(VARIADIC, [None, None, 1], id="variadic part of nulls"),
    pytest.param(DEFAULT_NONE, {"x": None}, id="variable that defaults to None"),
    pytest.param(BOUND_LATER, {"x": {"y": 1}}, id="bound declared later"),
    pytest.param(ALIAS_BOUND_LATER, [{"y": 1}], id="bound declared later, alias"),
    pytest.param(NUMBER_OF_ALIAS, 1, id="bound on a named alias"),
    pytest.param(EXTRA_NONE, {"x": 1, "a": None}, id="extra items that are None"),
    pytest.param(DECIMAL, 1.0, id="optional Decimal near its bound"),
    pytest.param(DECIMAL_OF_ALIAS, 1.0, id="alias of Decimal near its bound"),
    pytest.param(LENGTH_OF_ALIAS, ["a"], id="length on a named alias"),
    pytest.param(LENGTH_OF_ALIAS, None, id="null of a named alias with a length"),
    pytest.param(BYTES, "é", id="two bytes that are one character"),
]
REJECTED = [
    pytest.param(TEXT_SET, ["a", "a"], id="set of a class of text"),
    pytest.param(LENGTH_OF_ALIAS, ["a", "b", "c"], id="length on a named alias"),
    pytest.param(NUMBER_OF_ALIAS, 0, id="bound on a named alias"),
    pytest.param(EXTRA_NONE, {"x": 1, "a": True}, id="extra items that are None"),
    pytest.param(EXTRA_NEVER, {"a": None}, id="extra items that never are"),
]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("source", "value"), ADMITTED)
def test_admitted(source: str, value: Json, version: str) -> None:
    assert accepts(source, version, value)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("source", "value"), REJECTED)
def test_rejected(source: str, value: Json, version: str) -> None:
    assert not accepts(source, version, value)


@pytest.mark.parametrize("version", VERSIONS[1:])
def test_minus_zero_is_no_key(version: str) -> None:
    """3.0 cannot restrict keys."""
    assert not accepts(INT_KEYS, version, {"-0": "a"})


SAME_NAMES = """
class Item(te.TypedDict):
    x: {kind}
class item(te.TypedDict):
    y: Item
class Found(te.TypedDict):
    described: typing.Annotated[Item, te.Doc("What it is.")]
"""


def translated(version: str, *names: str) -> set[str]:
    """The errors in the references to types whose names two modules share."""
    texts = {kind: f"{HEADER}{SAME_NAMES.format(kind=kind)}" for kind in ("int", "str")}
    modules = [load({f"generated_found_{kind}": text}) for kind, text in texts.items()]
    hints = [module[name] for name in names for module in modules]
    return unused_or_missing(translate(hints, version))


@pytest.mark.parametrize("version", VERSIONS)
def test_described_reference_is_renamed(version: str) -> None:
    """A reference with a description beside it follows the longer name of its component."""
    assert translated(version, "Found") == set()


@pytest.mark.parametrize("version", VERSIONS)
def test_longer_names_keep_their_case(version: str) -> None:
    """`item` and `Item` of one module do not become one name when another module has both."""
    assert translated(version, "item") == set()


PAGE = """
T = te.TypeVar("T")
class Page(te.TypedDict, typing.Generic[T]):
    x: T
class PageInt(te.TypedDict):
    y: str
"""
TOGETHER = [
    pytest.param("Page[int], PageInt", 2, id="generic and class of one name"),
    pytest.param("Page[str], Page[Slug]", 2, id="annotated argument"),
    pytest.param("Page[te.Literal[1]], Page[te.Literal['1']]", 2, id="literals"),
    pytest.param("Page[te.Literal['a', 'b']], Page[te.Literal['a b']]", 2, id="words"),
]


@pytest.mark.parametrize(("types", "count"), TOGETHER)
def test_generics_have_names_of_their_own(types: str, count: int) -> None:
    """Different types of one class are different components, none of them refused."""
    name = f"generated_found_{hashlib.sha256(types.encode()).hexdigest()[:8]}"
    hints = load({name: f"{HEADER}{PAGE}Found = [{types}]\n"})["Found"]
    assert len(translate(hints, "3.1").components) == count


def test_two_spellings_are_one_type() -> None:
    """`list[str]` in one place and `List[str]` in another do not lengthen a component's name."""
    types = "Page[list[str]], Page[typing.List[str]]"
    hints = load({"generated_found_list": f"{HEADER}{PAGE}Found = [{types}]\n"})["Found"]
    assert list(translate(hints, "3.1").components) == ["PageListStr"]


ANY_ARMS = """
class Team(te.TypedDict):
    x: int
class Pair(typing.NamedTuple):
    x: typing.Any
    y: Team
"""
SWALLOWED = [
    "Pair",
    "tuple[typing.Any, Team]",
    "tuple[typing.Any, *tuple[Team, ...]]",
    "typing.Any | Team",
    "dict[str, typing.Union[list[Team], typing.Any]]",
]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("hint", SWALLOWED)
def test_an_arm_that_any_swallows_leaves_no_component(hint: str, version: str) -> None:
    """`Any` beside a TypedDict is any JSON, and then nothing refers to the TypedDict."""
    name = f"generated_found_{hashlib.sha256(hint.encode()).hexdigest()[:8]}"
    found = load({name: f"{HEADER}{ANY_ARMS}Found = [{hint}, {hint}]\n"})["Found"]
    assert unused_or_missing(translate(found, version)) == set()


def test_a_component_that_another_type_needs_is_kept() -> None:
    """`Any` makes one reference to the component unnecessary, but another type refers to it."""
    name = "generated_found_kept"
    found = load({name: f"{HEADER}{ANY_ARMS}Found = [Team, tuple[typing.Any, Team]]\n"})["Found"]
    assert list(translate(found, "3.0").components) == ["Team"]
    assert list(translate(found[::-1], "3.0").components) == ["Team"]


ROUND = """
Found = te.TypeAliasType("Found", "str | list[Found]")
ROOT = typing.Annotated[Found, te.Doc("What it is.")]
"""


def test_openapi_spec_validator_goes_round() -> None:
    """A bug of the validator, which test_documents_are_valid avoids.

    When this test fails, the bug is fixed, and `goes_round` can be deleted.
    """
    schemas = translate([load({"generated_found_round": f"{HEADER}{ROUND}"})["ROOT"]], "3.0")
    assert goes_round(schemas)
    with pytest.raises(RecursionError):
        list(complaints(schemas))
