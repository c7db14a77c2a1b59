"""The versions that docs/supported-versions.md promises are those that are declared and tested."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/supported-versions.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CLASSIFIERS: Sequence[str] = PROJECT["project"]["classifiers"]
MONTH = re.compile(r"(April|August|October|December) 20\d\d")


def table(first: str) -> dict[str, list[str]]:
    """The rows of the table whose first column has this heading, by their first cell."""
    (rows,) = re.findall(rf"^\| {first} \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows.splitlines()]
    return {name: rest for name, *rest in cells}


def declared(prefix: str) -> list[str]:
    return [c.removeprefix(prefix) for c in CLASSIFIERS if re.fullmatch(rf"{prefix}\d+\.\d+", c)]


def noxfile(name: str) -> Any:
    tree = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    (value,) = (
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name
    )
    return ast.literal_eval(value)


def test_pythons() -> None:
    said = table("Python")
    assert list(said) == declared("Programming Language :: Python :: ")
    assert PROJECT["project"]["requires-python"] == f">={next(iter(said))}"
    assert f"3.{sys.version_info.minor}" in said
    tested = {python: djangos.split(", ") for python, (_, djangos) in said.items()}
    assert tested == noxfile("DJANGO_BY_PYTHON")


def test_a_python_is_supported_for_five_years() -> None:
    """By PEP 602 a version comes in October of each year, 3.11 in 2022."""
    for python, (month, _) in table("Python").items():
        assert month == f"October {2016 + int(python.removeprefix('3.'))}"


def test_djangos() -> None:
    said = table("Django")
    assert list(said) == declared("Framework :: Django :: ")
    assert {each for every in noxfile("DJANGO_BY_PYTHON").values() for each in every} == set(said)
    assert [month for (month,) in said.values() if not MONTH.fullmatch(month)] == []


def test_the_lowest_releases_are_required_and_tested() -> None:
    names = {"Django REST framework": "djangorestframework"}
    said = {
        names.get(name, name).lower(): oldest
        for name, (oldest, _) in table("other package").items()
    }
    said["django"] = next(iter(table("Django")))
    required = dict(re.split(">=", line) for line in PROJECT["project"]["dependencies"])
    assert {name.lower(): oldest for name, oldest in required.items()} == said
    alone = dict(re.split("==", line) for line in noxfile("LOWEST_ALONE"))
    for name, pinned in {**noxfile("LOWEST"), **alone}.items():
        assert pinned.removesuffix(".0") == said[name].removesuffix(".0"), name


@pytest.mark.parametrize("text", ["README.md", "docs/ci.md", ".github/workflows/ci.yml"])
def test_other_files_name_no_python_that_is_not_supported(text: str) -> None:
    said = re.findall(r"\b3\.1\d\b", (ROOT / text).read_text(encoding="utf-8"))
    assert said
    assert set(said) <= {*table("Python"), "3.16"}  # of Django REST framework
