"""The table of the comparison holds each id that the code can yield, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from compat.table import ROWS
from drf_typed_responses.compat import RULES, comparison, inclusion
from drf_typed_responses.compat.comparison import seen_breaks, still_used
from drf_typed_responses.compat.comparison.gap_rules import KINDS, POSITIONS
from drf_typed_responses.compat.comparison.table import MODULES
from drf_typed_responses.compat.inclusion.gaps import NOTES

ID = re.compile(rf"(?:operation|security|servers|{'|'.join(POSITIONS)})(?:-[a-z]+)+")


def sources(package: ModuleType) -> list[Path]:
    (folder,) = package.__path__
    return sorted(Path(folder).glob("*.py"))


def texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("source", sources(comparison), ids=lambda source: source.stem)
def test_a_module_declares_the_ids_that_it_yields(source: Path) -> None:
    declared = {id for module in MODULES if module.__file__ == str(source) for id in module.RULES}
    written = {text for text in texts(ast.parse(source.read_text())) if ID.fullmatch(text)}
    assert written <= declared


def test_an_id_is_declared_once() -> None:
    assert sum(len(module.RULES) for module in MODULES) == len(RULES)


def test_every_kind_of_gap_has_its_rules() -> None:
    """The kinds are the first arguments of `Gap`, as literals or as constants of the module."""
    written: set[str] = set()
    for source in sources(inclusion):
        tree = ast.parse(source.read_text())
        written.update(texts(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Gap":
                assert set(texts(node.args[0])) <= {*KINDS, "undecided"}
    assert KINDS.keys() <= written
    assert KINDS.keys() >= NOTES


def test_every_id_is_yielded_by_an_edit() -> None:
    """An id cannot be added without a row in the table of edits; tests and counts yield more."""
    yielded = {said.split()[1] for row in ROWS for said in row.said}
    assert {*yielded, *seen_breaks.RULES, *still_used.RULES} == set(RULES)
