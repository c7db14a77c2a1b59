"""The layers of the rooms: the contracts of .importlinter, and further rules for imports."""

from __future__ import annotations

import ast
import logging
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "drf_typed_responses"
TRANSLATOR = sorted((PACKAGE / "translate").rglob("*.py"))
READING = {"declarations.py", "declared_fields.py", "hints.py", "scopes.py"}
MAPPING = [path for path in TRANSLATOR if path.name not in READING]
OUTSIDE_SPECTACULAR = sorted(set(PACKAGE.rglob("*.py")) - set(PACKAGE.glob("spectacular/**/*.py")))


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Every module that the file names in an import, as an absolute dotted path."""
    package = ["drf_typed_responses", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            yield ".".join([*base, *filter(None, [node.module])])


@pytest.fixture
def loggers() -> Iterator[None]:
    """import-linter configures `logging`, which disables every logger that exists already."""
    known = logging.Logger.manager.loggerDict.values()
    enabled = [each for each in known if isinstance(each, logging.Logger) and not each.disabled]
    yield
    for logger in enabled:
        logger.disabled = False


@pytest.mark.usefixtures("loggers")
def test_contracts_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    """Every contract of .importlinter is kept."""
    exit_code = lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True)
    assert exit_code == 0, capsys.readouterr().out


@pytest.mark.parametrize("path", TRANSLATOR, ids=named)
def test_translator_stands_on_the_standard_library(path: Path) -> None:
    """A module of translate/ imports the standard library, typing_extensions and pure modules."""
    pure = ("exceptions", "openapi", "remedies", "translate")
    ours = tuple(f"drf_typed_responses.{name}" for name in pure)
    foreign = [
        name
        for name in imports(path)
        if name.partition(".")[0] not in {*sys.stdlib_module_names, "typing_extensions"}
        and not name.startswith(ours)
    ]
    assert foreign == []


@pytest.mark.parametrize("path", OUTSIDE_SPECTACULAR, ids=named)
def test_only_spectacular_touches_extension_classes(path: Path) -> None:
    """Only one room uses drf-spectacular's extension classes."""
    assert "drf_spectacular.extensions" not in imports(path)


@pytest.mark.parametrize("path", MAPPING, ids=named)
def test_annotations_are_evaluated_where_hints_are_read(path: Path) -> None:
    """Only the first pass of the translator evaluates annotations."""
    evaluators = {"get_type_hints", "get_annotations", "evaluate_forward_ref"}
    names = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute | ast.Name)
    }
    assert names.isdisjoint(evaluators)
