"""How often garbage is collected while a comparison runs."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from drf_typed_responses.collection import YOUNG, collecting_seldom


@pytest.fixture(autouse=True)
def _thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize(("given", "within"), [(700, YOUNG), (2 * YOUNG, 2 * YOUNG), (0, 0)])
def test_a_number_is_raised_for_a_while(given: int, within: int) -> None:
    """A larger number stays, and so does 0, with which nothing is collected."""
    gc.set_threshold(given)
    with collecting_seldom():
        assert gc.get_threshold()[0] == within
        with collecting_seldom():
            pass
        assert gc.get_threshold()[0] == within
    assert gc.get_threshold()[0] == given


def test_an_error_restores_it() -> None:
    gc.set_threshold(700)
    with pytest.raises(ZeroDivisionError), collecting_seldom():
        _ = 1 / 0
    assert gc.get_threshold()[0] == 700
