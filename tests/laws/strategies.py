"""The strategies the laws draw from: programs of types, and the JSON of their values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from laws.base import Json
from laws.builder import Place
from laws.declaring_objects import ProgramBuilder
from laws.program import Layout, Loaded, Program
from laws.rendering import render

LAYOUTS: tuple[Layout, ...] = ("plain", "plain", "late", "two modules", "local")


@st.composite
def programs(
    draw: Callable[..., Any],
    depth: int = 3,
    builder_class: type[ProgramBuilder] = ProgramBuilder,
    layouts: tuple[Layout, ...] = LAYOUTS,
) -> Program:
    """Declarations of any form and one or two types made of them."""
    builder = builder_class(draw, draw(st.sampled_from(layouts)))
    count = draw(st.integers(1, 2))
    roots = [builder.declared(Place(depth, early=True))]
    roots += [builder.node(Place(depth, early=True)) for _ in range(count - 1)]
    return Program(tuple(builder.done.values()), tuple(roots), builder.layout)


def loaded(depth: int = 3) -> st.SearchStrategy[Loaded]:
    """Programs that have been written to files and imported."""
    return programs(depth).map(Program.load)


def renderings(case: Loaded, index: int) -> st.SearchStrategy[Json]:
    """The JSON of the values of a type, through the real renderer."""
    return case.values(index).map(render)
