"""The names that a module assigns, and those that its statements use."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import TypeGuard

import libcst as cst

from .edits import renamed
from .source_files import SourceFile, code_of


def is_function(node: cst.CSTNode) -> TypeGuard[cst.FunctionDef]:
    """Whether a node is the definition of a function."""
    return isinstance(node, cst.FunctionDef)


def assigned(file: SourceFile) -> set[str]:
    """The names that the module assigns."""
    lines = (each for each in file.module.body if isinstance(each, cst.SimpleStatementLine))
    return {name for line in lines for name in targets_of(line)}


def targets_of(line: cst.SimpleStatementLine) -> Iterator[str]:
    """The names that a line assigns."""
    for part in line.body:
        for target in part.targets if isinstance(part, cst.Assign) else ():
            if isinstance(target.target, cst.Name):
                yield target.target.value


def is_one_of(line: cst.SimpleStatementLine, names: list[str]) -> bool:
    """Whether a line assigns one of the names."""
    return any(name in names for name in targets_of(line))


def words_in(text: str) -> list[str]:
    """The words of a text, as names and texts in it have them."""
    return re.findall(r"\w+", text)


def names_in(node: cst.CSTNode) -> set[str]:
    """The names that drafted statements use."""
    tree = ast.parse(code_of(node))
    return {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}


def renamed_text(text: str, names: Mapping[str, str]) -> str:
    """The source of an expression with the names by which a module knows them."""
    return code_of(renamed(cst.parse_expression(text), names))
