"""The judge compared with pydantic in strict mode, for the forms that both read alike.

pydantic is not compared where it differs from the renderer:

- numbers: for pydantic 1.0 is not an integer, False is a member of an IntEnum that has 0, True may
  match Literal[1], and 2**70 matches no Literal;
- a date: pydantic reads a numeric string as seconds since 1970;
- Decimal, timedelta, time, datetime, UUID, bytes, networks: it reads other spellings too;
- sets: an item may occur twice; Iterator and Generator: validated only when they are consumed;
- mappings: numeric keys in other spellings are accepted, the key None is not;
- Private keys: validated like others; Never, lazy strings and our Pattern and Format: unsupported;
- bounds: fail on null, if the type has it; tuples with an unpacked part: unsupported;
- NamedTuple: an object with the names as keys passes;
- closed TypedDicts, in older releases of pydantic; TypedDict of `typing`, before 3.12;
- type variables and late annotations: not compared.
"""

from __future__ import annotations

import json
import re
import warnings
from typing import Any

import typing_extensions
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from laws.arrays import ListOf, TupleOf
from laws.base import Node
from laws.builder import TEXTS, Place
from laws.declarations import Declaration
from laws.declaring_objects import ProgramBuilder
from laws.mappings import DictOf
from laws.objects import TypedDictClass
from laws.program import Loaded, Program
from laws.scalars import Scalar
from laws.strategies import programs
from laws.test_laws import changed_json
from laws.unions import LiteralOf


def accepts(hint: Any, value: Any) -> bool:
    with warnings.catch_warnings():
        # pydantic warns that it does not enforce ReadOnly.
        warnings.simplefilter("ignore", UserWarning)
        try:
            TypeAdapter(hint).validate_json(json.dumps(value), strict=True)
        except ValidationError:
            return False
    return True


class Closed(typing_extensions.TypedDict, closed=True):
    """Open to a pydantic that is older than PEP 728, which old typing-extensions bring."""


REFUSED = (
    *("IntEnum", "int mixin", "IntegerChoices", "IntFlag", "typing", "new_class"),
    *(("closed", "extra") if accepts(Closed, {"a": 1}) else ()),
    ((1,), (2,), (3,)),
)


class PlainBuilder(ProgramBuilder):
    """Draws the forms that pydantic and the judge read alike."""

    def chance(self, one_in: int) -> bool:
        """Never the rare forms, above all type variables."""
        return one_in == 2 and super().chance(2)

    def pick(self, *options: Any) -> Any:
        return super().pick(*[one for one in options if one not in REFUSED])

    def scalar(self, place: Place) -> Node:
        return Scalar(self.pick("str", "int", "bool", "None", "date", "Any", "object"))

    def literal(self, place: Place) -> Node:
        options = self.draw(st.lists(st.sampled_from((*TEXTS, None)), min_size=1, unique=True))
        return LiteralOf(tuple(options))

    def string(self, place: Place) -> Node:
        return self.scalar(place)

    def list(self, place: Place) -> Node:
        return ListOf("list[{}]", self.node(place.inside()))

    def set(self, place: Place) -> Node:
        return self.list(place)

    def tuple(self, place: Place) -> Node:
        if self.chance(2):
            return TupleOf((), self.node(place.inside()))
        return TupleOf(self.nodes(place.inside(), 0, 3))

    def dict(self, place: Place) -> Node:
        return DictOf("dict[{}, {}]", Scalar("str"), self.node(place.inside()))

    def counter(self, place: Place) -> Node:
        return self.dict(place)

    def bounded(self, place: Place) -> Node:
        return self.union(place)

    def named_tuple(self, place: Place) -> Declaration:
        return self.newtype(place)

    def subclass(self, place: Place) -> Declaration:
        return self.newtype(place)

    def _wraps(self, made: TypedDictClass) -> tuple[str, ...]:
        return tuple(wrap for wrap in super()._wraps(made) if wrap != "Private")


def reads_alike(value: Any) -> bool:
    """Whether pydantic and JSON Schema read the value alike: 1.0 is an int there, "1" a Decimal."""
    if isinstance(value, float):
        return not value.is_integer()
    if isinstance(value, str):
        return re.fullmatch(r"[-+]?[0-9.]+", value) is None
    parts = value.values() if isinstance(value, dict) else value
    return not isinstance(value, dict | list) or all(map(reads_alike, parts))


@given(program=programs(2, PlainBuilder, ("plain",)), data=st.data())
def test_pydantic_agrees_with_the_judge(program: Program, data: st.DataObject) -> None:
    """Two independent implementations give the same verdict on mutated JSON."""
    case: Loaded = program.load()
    for index, hint in enumerate(case.hints):
        value = data.draw(changed_json(case, index).filter(reads_alike))
        assert accepts(hint, value) == case.admits(index, value), (hint, value)
