"""`__all__` and docs/reference.md have the same names, each with a description."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from tooling.reference import PACKAGE, PUBLIC

PAGE = (Path(__file__).parents[2] / "docs" / "reference.md").read_text(encoding="utf-8")
SECTIONS = dict(
    re.findall(r"^## `drf_typed_responses\.([\w.]+)`\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
)


def test_the_page_has_every_public_module() -> None:
    assert tuple(SECTIONS) == PUBLIC


@pytest.mark.parametrize("name", PUBLIC)
def test_the_page_has_the_names_of_a_module(name: str) -> None:
    """The page has exactly the names of `__all__`, each with a text."""
    entries = re.findall(r"^### `(\w+)[^\n]*`\n\n(\S?)", SECTIONS[name], re.M)
    module = importlib.import_module(f"{PACKAGE}.{name}")
    assert sorted(entry for entry, _ in entries) == sorted(module.__all__)
    assert [entry for entry, text in entries if not text or text == "#"] == []
