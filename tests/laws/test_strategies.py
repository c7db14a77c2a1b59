"""The strategies agree with each other: the judge admits the rendering of each value."""

from __future__ import annotations

from hypothesis import event, given
from hypothesis import strategies as st

from laws.program import Loaded
from laws.rendering import render
from laws.strategies import loaded


@given(case=loaded(), data=st.data())
def test_judge_admits_what_is_rendered(case: Loaded, data: st.DataObject) -> None:
    for form in case.program.forms():
        event(form)
    for index in range(len(case.hints)):
        values = case.values(index)
        if not values.is_empty:
            value = data.draw(values)
            assert case.admits(index, render(value))
