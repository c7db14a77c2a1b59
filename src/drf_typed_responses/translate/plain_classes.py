"""Reads a class of plain fields from its text, without a syntax tree.

Python's parser takes most of the time of a translation with attribute docstrings. Most classes of
fields have nothing but fields on one line each and strings, which two regular expressions read.
"""

from __future__ import annotations

import ast
import inspect
import re
from keyword import iskeyword
from typing import Final, NamedTuple


class Definition(NamedTuple):
    """The facts kept about one class, which a statement or a call defines.

    `lines` and `docstrings` are by field. `expressions` holds the value of each `=keyword` in the
    head of the class, and, for a class made by a call, the annotation of each field.
    """

    line: int
    last_line: int
    bases: list[str]
    lines: dict[str, int]
    docstrings: dict[str, str]
    expressions: dict[str, ast.expr]


def clean(text: str) -> str:
    """A docstring without its indentation. `inspect.cleandoc` is slow even for one line."""
    return inspect.cleandoc(text) if "\n" in text or "\t" in text else text.strip()


# `class Team(Base, total=False):`, and the indentation of its body.
_HEAD: Final = re.compile(
    r"class (\w+)\(([\w.]+(?:, [\w.]+)*)(?:, total=(True|False))?\):\n(?=([ \t]+)\S)", re.ASCII
)
# A statement of the body: a field with nothing but names, brackets and strings, or a string.
_STATEMENT: Final = re.compile(
    r"""([ \t]+)(?:
        (\w+):[ ](
            (?:[\w .,|\[\]]|"[^"\\\n]*"|'[^'\\\n]*')*(?:[\w\]]|"[^"\\\n]*"|'[^'\\\n]*'))
        |\"""([^"\\]*)\"""
        |"([^"\\\n]+)"
    )(\n+|\Z)""",
    re.ASCII | re.VERBOSE,
)


def add_plain_class(found: dict[str, Definition], text: str, above: int) -> bool:
    """Add the class that a part of a module consists of; False if a parser has to read the part.

    `above` is the number of lines above the part.
    """
    head = _HEAD.match(text)
    if head is None:
        return False
    name, bases, total, indent = head.groups()
    body = _body(text, head.end(), indent, above)
    if body is None:
        return False
    last, lines, docstrings = body
    expressions: dict[str, ast.expr] = {"=total": ast.Constant(total == "True")} if total else {}
    names = bases.split(", ")
    found[name] = Definition(above + 1, last, names, lines, docstrings, expressions)
    return True


def _body(
    text: str, at: int, indent: str, above: int
) -> tuple[int, dict[str, int], dict[str, str]] | None:
    """The last line, the lines of the fields, and their docstrings; None for another statement."""
    lines: dict[str, int] = {}
    docstrings: dict[str, str] = {}
    line, last, field = above + 1 + text.count("\n", 0, at), above, ""
    while at < len(text):
        found = _STATEMENT.match(text, at)
        if found is None:
            return None
        begins, named, hint, string, short, gap = found.groups()
        if begins != indent or (named and not _is_field(named, hint)):
            return None
        last = line
        if named:
            lines[named], field = line, named
        else:
            last += (string or "").count("\n")
            if field:
                docstrings[field], field = clean(string if short is None else short), ""
        at, line = found.end(), last + len(gap)
    return last, lines, docstrings


def _is_field(name: str, hint: str) -> bool:
    """Whether a line is a whole field; an open bracket continues it, and `try: pass` is none."""
    is_whole = "[" not in hint or hint.count("[") == hint.count("]")
    return is_whole and not iskeyword(name)
