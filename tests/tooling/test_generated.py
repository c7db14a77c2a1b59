"""The generated parts of the pages are up to date."""

from __future__ import annotations

import pytest

from tooling.generated import PARTS, ROOT, generated


@pytest.mark.parametrize("page", PARTS)
def test_the_parts_of_a_page_are_what_the_code_says(page: str) -> None:
    """`make docs` writes them."""
    assert (ROOT / page).read_text(encoding="utf-8") == generated(page)
