"""mypy and pyright report a wrong body on its line, and no other line, in each environment.

A line of the files in `sources` that must be an error ends in `# error`, or in `# error[...]` if
only some runs find it: `# error[plain or pyright]` is for those of either name, and
`# error[plugin asked]` for those of both.
"""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path

import pytest

from .environments import SOURCES, Lines, environment, mypy_errors, pyright_errors

FILES = sorted(SOURCES.glob("*.py"))
ASKED = """
[mypy.plugins.drf_typed_responses]
disallow_any_bodies = true
serializer_modules = listed_serializer
"""
# In the run that is asked for more, other files would have errors of the kind that it asks for.
OF_ASKED = ("any_bodies.py", "listed_call.py")
RUNS = (
    *("mypy plain bare", "mypy plain stubs", "mypy plugin bare", "mypy plugin stubs"),
    *("mypy plugin bare asked", "pyright bare", "pyright stubs"),
)


def expected(file: Path, run: str) -> set[int]:
    """The lines of a file that must be errors in a run."""
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    return {number for number, line in lines if _is_error(line, {*run.split()})}


def _is_error(line: str, words: set[str]) -> bool:
    marked = re.search(r"# error(?:\[(.*?)\])?", line)
    if marked is None:
        return False
    return any({*each.split()} <= words for each in (marked[1] or "").split(" or "))


@cache
def errors(run: str, folder: Path) -> Lines:
    words = run.split()
    python = environment("stubs" if "stubs" in words else "bare", folder)
    place = folder / run.replace(" ", "-")
    if "pyright" in words:
        return pyright_errors(python, FILES, place)
    files = [file for file in FILES if file.name in OF_ASKED or "asked" not in words]
    settings = ASKED if "asked" in words else ""
    return mypy_errors(python, files, place, plugin="plugin" in words, settings=settings)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
@pytest.mark.parametrize("run", RUNS)
def test_each_bad_line_and_no_other(run: str, file: Path, folder: Path) -> None:
    for needed in (run.split()[0], "rest_framework-stubs", "django-stubs"):
        if importlib.util.find_spec(needed) is None:
            pytest.skip(f"{needed} is not installed")
    if "asked" in run and file.name not in OF_ASKED:
        pytest.skip("the run is about other files")
    assert errors(run, folder)[file.name] == expected(file, run)
