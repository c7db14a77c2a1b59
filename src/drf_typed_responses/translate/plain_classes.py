"""Reads a class of plain fields from its text, without a syntax tree.

Python's parser takes most of the time of a translation with attribute docstrings. Most classes of
fields have nothing but fields on one line each and strings, which regular expressions read.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable
from functools import lru_cache, partial
from keyword import iskeyword
from typing import Final, NamedTuple


class Definition(NamedTuple):
    """The facts kept about one class, which a statement or a call defines.

    `line_of` finds the line of a field, and `docstrings` are by field. `expressions` holds the
    value of each `=keyword` in the head of the class, and, for a class made by a call, the
    annotation of each field.
    """

    line: int
    last_line: int
    bases: list[str]
    line_of: Callable[[str], int | None]
    docstrings: dict[str, str]
    expressions: dict[str, ast.expr]


def clean(text: str) -> str:
    """A docstring without its indentation. `inspect.cleandoc` is slow even for one line."""
    return inspect.cleandoc(text) if "\n" in text or "\t" in text else text.strip()


# `class Team(Base, total=False):`, and the indentation of its body.
_HEAD: Final = re.compile(
    r"class (\w+)\(([\w.]+(?:, [\w.]+)*)(?:, total=(True|False))?\):\n(?=([ \t]+)\S)", re.ASCII
)
_STRING: Final = r'(?:"""[^"\\]*"""|"[^"\\\n]+")'
_HINT: Final = r"""(?:[\w .,|\[\]]++|"[^"\\\n]*"|'[^'\\\n]*')++(?<=[\w\]"'])"""
_END: Final = r"(?:\n+|\Z)"


class _Body(NamedTuple):
    """The patterns of a body with a given indentation.

    `strings` matches the strings above the fields. `fields` finds each field, with the string below
    it, and then whatever is left from the first other statement on.
    """

    strings: re.Pattern[str]
    fields: re.Pattern[str]


@lru_cache(maxsize=8)
def _body(indent: str) -> _Body:
    string = f"{indent}{_STRING}{_END}"
    field = f"{indent}(\\w+): ({_HINT}){_END}(?:{indent}({_STRING}){_END}(?:{string})*+)?+"
    return _Body(re.compile(f"(?:{string})*+"), re.compile(f"{field}|([\\s\\S]+)", re.ASCII))


def add_plain_class(found: dict[str, Definition], text: str, above: int) -> bool:
    """Add the class that a part of a module consists of; False if a parser has to read the part.

    `above` is the number of lines above the part.
    """
    head = _HEAD.match(text)
    if head is None:
        return False
    name, bases, total, indent = head.groups()
    body = _body(indent)
    fields = body.fields.findall(text, _end_of_strings(text, head, body))
    for field, hint, _, rest in fields:
        if rest or not _is_field(field, hint):
            return False
    docstrings = {field: clean(string.strip('"')) for field, _, string, _ in fields if string}
    expressions: dict[str, ast.expr] = {"=total": ast.Constant(total == "True")} if total else {}
    last = above + 1 + text.rstrip("\n").count("\n")
    line_of = partial(_line, text, above)
    names = bases.split(", ")
    found[name] = Definition(above + 1, last, names, line_of, docstrings, expressions)
    return True


def _is_field(name: str, hint: str) -> bool:
    """Whether a line is a whole field; an open bracket continues it, and `try: pass` is none."""
    return hint.count("[") == hint.count("]") and not iskeyword(name)


def _end_of_strings(text: str, head: re.Match[str], body: _Body) -> int:
    strings = body.strings.match(text, head.end())
    return strings.end() if strings else head.end()


def _line(text: str, above: int, field: str) -> int | None:
    """The line of a field in the text of a plain class; None if it has no such field."""
    head = _HEAD.match(text)
    if head is None:
        return None
    body = _body(head[4])
    found = None
    for statement in body.fields.finditer(text, _end_of_strings(text, head, body)):
        if statement[1] == field:  # of two with one name the last, as at run time
            found = above + 1 + text.count("\n", 0, statement.start())
    return found
