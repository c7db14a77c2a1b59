"""The effect of a change of a TypedDict on the JSON that its schema admits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from laws.base import Node
from laws.builder import Place
from laws.declaring_objects import ProgramBuilder
from laws.objects import Field, TypedDictClass
from laws.program import Loaded, Program
from laws.rendering import render
from laws.scalars import Scalar
from laws.strategies import programs
from laws.supersets import VERSIONS
from laws.test_laws import changed_json
from laws.validators import translate_or_reject

FRESH = "a_key_that_no_value_has"


class TypedDictBuilder(ProgramBuilder):
    """Declares a TypedDict before anything else."""

    def declared(self, place: Place) -> Node:
        if self.done or self.open:
            return super().declared(place)
        return self.use(self.typed_dict(place), place)


@st.composite
def with_typed_dict(draw: Callable[..., Any]) -> tuple[Loaded, TypedDictClass]:
    """A program and one of its TypedDicts."""
    case = draw(programs(builder_class=TypedDictBuilder).map(Program.load))
    found = [one for one in case.program.declarations if isinstance(one, TypedDictClass)]
    return case, draw(st.sampled_from(found))


def changed(case: Loaded, old: TypedDictClass, new: TypedDictClass) -> Loaded:
    """The program with one TypedDict replaced."""
    declarations = tuple(new if one == old else one for one in case.program.declarations)
    return Program(declarations, case.program.roots, case.program.layout).load()


@given(drawn=with_typed_dict(), version=st.sampled_from(VERSIONS), data=st.data())
def test_optional_key_invalidates_nothing(
    drawn: tuple[Loaded, TypedDictClass], version: str, data: st.DataObject
) -> None:
    """5a. JSON from before an optional key was added stays valid."""
    case, old = drawn
    kind = data.draw(st.sampled_from(["str", "int", "None", "Never"]))
    new = old.with_key(Field(FRESH, Scalar(kind), ("NotRequired",)))
    schemas = translate_or_reject(changed(case, old, new).hints, version)
    for index in range(len(case.hints)):
        values = case.values(index)
        if not values.is_empty:
            json = render(data.draw(values))
            assert schemas.accepts(index, json), json


@given(drawn=with_typed_dict(), version=st.sampled_from(VERSIONS), data=st.data())
def test_total_accepts_no_more(
    drawn: tuple[Loaded, TypedDictClass], version: str, data: st.DataObject
) -> None:
    """5b. A TypedDict without its `total=False` accepts nothing that it rejected with it."""
    case, old = drawn
    partial = replace(old, total=False)
    loose = changed(case, old, partial)
    strict = changed(loose, partial, replace(old, total=True, says_total=False))
    before, after = (
        translate_or_reject(loose.hints, version),
        translate_or_reject(strict.hints, version),
    )
    for index in range(len(case.hints)):
        json = data.draw(changed_json(loose, index))
        assert before.accepts(index, json) or not after.accepts(index, json), json
