"""A drafted TypedDict is merged into the one that stands in a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import libcst as cst
import pytest

from drf_typed_responses.drafting.writing.merged_classes import (
    NOTHING,
    Difference,
    MergedClass,
    TypeStatement,
    merged_class,
)


def statement(source: str) -> TypeStatement:
    (found,) = cst.parse_module(source).body
    assert isinstance(found, (cst.ClassDef, cst.SimpleStatementLine))
    return found


def merged(
    existing: str, drafted: str, inherited: Mapping[str, str] | None = NOTHING
) -> MergedClass:
    return merged_class(statement(existing), statement(drafted), inherited)


def source(node: TypeStatement) -> str:
    return cst.Module([node]).code


# Of a class in a file, the drafted one, and the class that results.
RESULTS = {
    "behind the attribute before it": (
        """\
class Team(TypedDict):
    id: int
    slug: str
""",
        """\
class Team(TypedDict):
    id: int
    name: str
    slug: str
""",
        """\
class Team(TypedDict):
    id: int
    name: str
    slug: str
""",
    ),
    "at the end": (
        """\
class Team(TypedDict):
    slug: str
    # Numbers start at 1.
    number: int  # of the team
    # The end.
""",
        """\
class Team(TypedDict):
    id: int
""",
        """\
class Team(TypedDict):
    slug: str
    # Numbers start at 1.
    number: int  # of the team
    id: int
    # The end.
""",
    ),
    "the order of the file stays": (
        """\
class Team(TypedDict):
    slug: str
    id: int
""",
        """\
class Team(TypedDict):
    id: int
    slug: str
    name: str
    size: NotRequired[int]
""",
        """\
class Team(TypedDict):
    slug: str
    name: str
    size: NotRequired[int]
    id: int
""",
    ),
    "behind the docstring of the attribute before it": (
        '''\
class Team(Base, TypedDict):  # public
    """A team."""

    id: TeamId  # not a number
    """The id."""

    # Words of a URL.
    slug: Slug
''',
        """\
class Team(TypedDict):
    id: int
    name: str
    slug: str
""",
        '''\
class Team(Base, TypedDict):  # public
    """A team."""

    id: TeamId  # not a number
    """The id."""
    name: str

    # Words of a URL.
    slug: Slug
''',
    ),
    "required where the class is not total": (
        """\
class Team(TypedDict, total=False):
    id: int
""",
        """\
class Team(TypedDict):
    name: str | None
    size: NotRequired[int]
""",
        """\
class Team(TypedDict, total=False):
    id: int
    name: Required[str | None]
    size: NotRequired[int]
""",
    ),
    "instead of a placeholder": (
        """\
class Team(TypedDict):
    # Nothing is known yet.
    pass  # later
""",
        """\
class Team(TypedDict):
    id: int
    name: str
""",
        """\
class Team(TypedDict):
    # Nothing is known yet.
    id: int  # later
    name: str
""",
    ),
    "behind the colon": (
        "class Team(TypedDict): id: int  # of the row\n",
        "class Team(TypedDict):\n    name: str\n",
        "class Team(TypedDict):\n    id: int  # of the row\n    name: str\n",
    ),
    "indented by tabs": (
        "class Team(TypedDict):\n\tid: int\n",
        "class Team(TypedDict):\n    name: str\n",
        "class Team(TypedDict):\n\tid: int\n\tname: str\n",
    ),
}


@pytest.mark.parametrize(("existing", "drafted", "result"), RESULTS.values(), ids=RESULTS)
def test_new_attributes_are_added(existing: str, drafted: str, result: str) -> None:
    module = cst.parse_module(existing)
    found = merged(existing, drafted)
    assert module.with_changes(body=[found.node]).code == result


@pytest.mark.parametrize(("existing", "drafted", "result"), RESULTS.values(), ids=RESULTS)
def test_a_second_merge_adds_nothing(existing: str, drafted: str, result: str) -> None:
    once = merged(existing, drafted)
    assert merged_class(once.node, statement(drafted)).added == ()
    assert merged_class(once.node, statement(drafted)).node is once.node


def test_what_no_response_shows_is_named_and_stays() -> None:
    existing = "class Team(TypedDict):\n    id: int\n    token: Private[str]\n"
    found = merged(existing, "class Team(TypedDict):\n    id: int\n")
    assert found.unseen == ("token",)
    assert source(found.node) == existing


# Of an annotation in a file and the drafted one: what responses show beyond the file, or None if
# both say the same.
DIFFERENCES: dict[tuple[str, str], tuple[str, ...] | None] = {
    ("int", "int"): None,
    ("Optional[int]", "int | None"): None,
    ("typing.List[Item]", "list[Item]"): None,
    ("'list[Item]'", "list[Item]"): None,
    ("Literal['a', 'b']", 'Literal["b", "a"]'): None,
    ("Union[int, str]", "str | int"): None,
    ("Annotated[int, 'of a row']", "int"): None,
    ("Private[str, 'internal']", "str"): None,
    ("ReadOnly[NotRequired[int]]", "NotRequired[int]"): None,
    ("int", "int | None"): ("None",),
    ("int", "NotRequired[int]"): ("NotRequired",),
    ("int", "str"): ("str",),
    ("datetime", "str"): ("str",),
    ("str", "datetime"): (),
    ("float", "int"): (),
    ("int", "float"): ("float",),
    ("int", "bool"): ("bool",),
    ("int | None", "int"): (),
    ("NotRequired[int]", "int"): (),
    ("Literal['a', 'b']", "Literal['a', 'b', 'c']"): ("Literal['c']",),
    ("Literal['a', 'b', None]", "Literal['a'] | None"): (),
    ("Literal['a', 'b']", "str"): (),
    ("Literal['a']", "int"): ("int",),
    ("str", "Literal['a', 'b']"): (),
    ("int", "Literal['a', 'b']"): ("Literal['a']", "Literal['b']"),
    ("Any", "int | None"): (),
    ("object", "list[int]"): (),
    ("Money", "str"): (),
    ("Money", "str | None"): ("None",),
    ("list[int]", "list[int | None]"): ("list[None]",),
    ("list[int]", "int"): ("int",),
    ("dict[str, int]", "dict[str, int | None]"): ("dict[None]",),
    ("dict[str, Any]", "Item"): (),
    ("int", "Item"): ("Item",),
    ("Page[Team]", "list[Team]"): (),
}


@pytest.mark.parametrize(("written", "shown"), DIFFERENCES)
def test_an_annotation_that_differs_is_named_and_stays(written: str, shown: str) -> None:
    existing = f"class Team(TypedDict):\n    of: {written}\n"
    found = merged(existing, f"class Team(TypedDict):\n    of: {shown}\n")
    beyond = DIFFERENCES[written, shown]
    named = () if beyond is None else (Difference("of", written, shown, beyond),)
    assert found == MergedClass(found.node, differing=named)
    assert source(found.node) == existing


def test_an_attribute_of_a_class_that_is_not_total_is_not_required() -> None:
    existing = "class Team(TypedDict, total=False):\n    id: int\n"
    assert not merged(existing, "class Team(TypedDict):\n    id: NotRequired[int]\n").differing


FUNCTIONAL = 'Team = TypedDict("Team", {"@id": int, "old": str})\n'


def test_a_functional_typed_dict_is_left_alone() -> None:
    drafted = 'Team = TypedDict("Team", {"@id": str, "new": str})\n'
    found = merged(FUNCTIONAL, drafted)
    assert source(found.node) == FUNCTIONAL
    assert found == MergedClass(
        found.node, (), ("old",), (Difference("@id", "int", "str", ("str",)),), ("new",)
    )


@pytest.mark.parametrize("key", ["content-type", "__typename", "class"])
def test_a_key_that_is_no_name_is_not_added_to_a_class(key: str) -> None:
    found = merged("class Team(TypedDict):\n    id: int\n", f'T = TypedDict("T", {{"{key}": str}})')
    assert (found.added, found.unplaced) == ((), (key,))


def test_an_attribute_of_a_base_class_is_not_added_again() -> None:
    existing = "class Team(Named):\n    id: int\n"
    drafted = "class Team(TypedDict):\n    id: int\n    name: int\n    size: int\n"
    found = merged(existing, drafted, {"name": "NotRequired[str]", "old": "str"})
    assert found.added == ("size",)
    assert found.unseen == ("old",)
    assert found.differing == (Difference("name", "NotRequired[str]", "int", ("int",)),)


def test_nothing_is_added_below_an_unknown_base_class() -> None:
    existing = "class Team(Named):\n    id: int\n"
    found = merged(existing, "class Team(TypedDict):\n    id: int\n    name: str\n", None)
    assert (found.added, found.unplaced) == ((), ("name",))
    assert source(found.node) == existing


def test_line_endings_stay() -> None:
    existing = b"class Team(TypedDict):\r\n    id: int\r\n"
    module = cst.parse_module(existing)
    first: Any = module.body[0]
    found = merged_class(first, statement("class Team(TypedDict):\n    name: str\n"))
    assert module.with_changes(body=[found.node]).bytes == existing + b"    name: str\r\n"
