"""The parts of pages that are made from the code are what the code makes."""

from __future__ import annotations

import pytest

from .generated import PARTS, current, regenerated


@pytest.mark.parametrize("page", PARTS)
def test_a_page_is_what_the_code_makes(page: str) -> None:
    """`python tests/tooling/generated.py --write` writes them."""
    assert regenerated(page) == current(page)
