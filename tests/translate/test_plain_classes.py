"""A class of plain fields is read from its text as the parser reads it, or left to the parser."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from drf_typed_responses.translate import definitions
from drf_typed_responses.translate.plain_classes import Definition, add_plain_class

pytest.importorskip("hypothesis", reason="it is not installed")

from hypothesis import given
from hypothesis import strategies as st

TEAM = '''class Team(base.Named, Generic, total=False):
    """A team.

    With a second paragraph.
    """

    id: str
    """The id."""

    members: list["Member | None"]
    kind: Literal['a', "b"]
    "A word's kind."
    "Not about the kind."
    other: "Team"
    """It says
        what it is: even this
    lead: here
    """
'''

NAMES = ("id", "members", "kind", "other", "even", "a", "b", "é")


def plain(text: str, above: int = 0) -> Definition | None:
    """The class as its text is read; None if it is left to the parser."""
    found: dict[str, Definition] = {}
    assert add_plain_class(found, text, above) is bool(found)
    return next(iter(found.values()), None)


def parsed(text: str, above: int = 0) -> Any:
    """The class as the parser reads it."""
    (node,) = ast.parse(text).body
    assert isinstance(node, ast.ClassDef)
    return definitions._from_statement(node, definitions._Part(text, above, [node]))


def facts(definition: Any) -> Any:
    expressions = {key: ast.dump(value) for key, value in definition.expressions.items()}
    lines = {name: definition.line_of(name) for name in NAMES}
    return definition._replace(line_of=lines, expressions=expressions)


def test_a_plain_class() -> None:
    found = plain(TEAM, 10)
    assert found is not None
    assert facts(found) == facts(parsed(TEAM, 10))
    assert found.docstrings == {
        "id": "The id.",
        "kind": "A word's kind.",
        "other": "It says\n    what it is: even this\nlead: here",
    }
    assert (found.line, found.last_line, found.line_of("other")) == (11, 28, 24)


LINES = [
    "    a: list[c or",
    "    b: c]",
    "    a: int",
    "    a: dict[str, int]",
    "    a: 'b'",
    '    a: Literal["]"]',
    "    a: list[",
    "        b: c]",
    "    ]",
    "    a: int  # why",
    "    a: int = 3",
    "    a = 3",
    "    a: Annotated[int, Doc('x')]",
    "    try: pass",
    "    except: pass",
    "    a: list[lambda",
    '    """Text."""',
    '    """Text',
    '    text."""',
    '    """It\\ escapes."""',
    '    "short" "long"',
    "    f'{a}'",
    "    # a comment",
    "    def f(self): pass",
    "    ",
    "",
    "      a: int",
    "\ta: int",
    "    é: int",
    "    pass",
    "Y = 3",
]
HEADS = [
    "class A(B):",
    "class A(B, total=True):",
    "class A(b.B, C):",
    "class A:",
    "class A(B[int]):",
    "class A(B, closed=True):",
    "@final\nclass A(B):",
    "class A(B): a: int",
]


@given(st.sampled_from(HEADS), st.lists(st.sampled_from(LINES), min_size=1, max_size=6))
def test_what_is_read_is_what_the_parser_reads(head: str, lines: list[str]) -> None:
    text = "\n".join([head, *lines])
    found = plain(text)
    if found is not None:
        assert facts(found) == facts(parsed(text))


@pytest.mark.parametrize("line", ["a: int  # why", "a: int = 3", "def f(self): ...", "try: pass"])
def test_what_is_left_to_the_parser(line: str) -> None:
    assert plain(f"class A(B):\n    {line}\n") is None


def test_a_head_that_no_pattern_matches_takes_no_time() -> None:
    assert plain(f"class A({'a.' * 5000}[T]):\n    a: int\n") is None
