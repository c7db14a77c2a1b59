"""Tests whether a schema admits a value. Every value that a change shows was tested here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Protocol

from ...openapi.formats import EXACT_FORMATS, MEMBERS, TEXT_FORMATS
from ...openapi.types import JSON
from ...openapi.values import canonical, is_multiple
from ..documents.read_document import SchemaNode, Undecided
from .atoms import AnyAtom, Arrays, Core, Numbers, Objects, Shape, Texts, Values, kind_of
from .pattern_matching import found


class Shapes(Protocol):
    """The interface of `SchemaReader`."""

    def shape(self, schema: SchemaNode) -> Shape:
        """The shape of a schema. Raises Undecided if it cannot be read."""
        ...


class Membership:
    """Tests values against the schemas of one document, each pair once.

    If one part is certainly refused, the value is refused even if other parts are undecided. A
    `lenient` membership assumes that a text has a format unless it surely lacks it, except under
    `not`, and in an arm of `oneOf` beside another one that admits it: they would refuse it.
    """

    def __init__(self, shapes: Shapes, *, lenient: bool = False) -> None:
        self._shapes = shapes
        self._lenient = lenient
        self._strict: Membership = type(self)(shapes) if lenient else self
        self._judged: dict[tuple[SchemaNode, type, object], bool] = {}
        # Each value is kept here, so that no other object can get its id.
        self._held: dict[int, object] = {}

    def admits(self, schema: SchemaNode, value: JSON) -> bool:
        """Whether a schema admits a value. Raises Undecided if it is unknown."""
        known: tuple[SchemaNode, type, object]
        if isinstance(value, dict | list):
            known = schema, dict, id(value)
            self._held[id(value)] = value
        else:
            known = schema, type(value), value
        judged = self._judged.get(known)
        if judged is None:
            judged = self._judged[known] = self._admits(schema, value)
        return judged

    def _admits(self, schema: SchemaNode, value: JSON) -> bool:
        return self.of_shape(self._shapes.shape(schema), value)

    def of_shape(self, shape: Shape, value: JSON) -> bool:
        """Whether a value is in a shape. Raises Undecided if it is unknown."""
        return self.of_any(shape.get(kind_of(value), ()), value)

    def of_any(self, atoms: Iterable[AnyAtom], value: JSON) -> bool:
        """Whether a value is in any of the atoms. Raises Undecided if it is unknown."""
        return self._any_of((atom, value) for atom in atoms)

    def _any_of(self, pairs: Iterable[tuple[AnyAtom, JSON]]) -> bool:
        doubt: Undecided | None = None
        for atom, value in pairs:
            try:
                if self.of_atom(atom, value):
                    return True
            except Undecided as undecided:
                doubt = undecided
        if doubt is not None:
            raise doubt
        return False

    def of_atom(self, atom: AnyAtom, value: JSON) -> bool:
        """Whether a value is in an atom. Raises Undecided if it is unknown."""
        if not self._core(atom.core, value):
            return False
        if any(self._strict.admits(schema, value) for schema in atom.unless):
            return False
        if not all(self._is_in_one(arms, value) for arms in atom.choices):
            return False
        if atom.opaque:
            raise Undecided(", ".join(sorted(atom.opaque)))
        return True

    def _is_in_one(self, arms: tuple[SchemaNode, ...], value: JSON) -> bool:
        """Whether exactly one of the arms admits a value. Raises Undecided if it is unknown."""
        admitted, doubtful, doubt = 0, [], None
        for arm in arms:
            try:
                admitted += self._strict.admits(arm, value)
            except Undecided as undecided:
                doubtful.append(arm)
                doubt = undecided
        if doubt is None or admitted > 1:
            return admitted == 1
        if self._lenient and not admitted and len(doubtful) == 1:
            return self.admits(doubtful[0], value)
        raise doubt

    def _core(self, core: Core, value: Any) -> bool:
        if isinstance(core, Values):
            return canonical(value) in core.values
        if isinstance(core, Texts):
            return _text(core, value, self._lenient)
        if isinstance(core, Numbers):
            return _number(core, value)
        if isinstance(core, Arrays):
            return self._array(core, value)
        return self._object(core, value)

    def _array(self, core: Arrays, value: list[JSON]) -> bool:
        if len(value) < core.low or (core.high is not None and len(value) > core.high):
            return False
        if core.unique and len({canonical(item) for item in value}) < len(value):
            return False
        return self._each((core.item(i), item) for i, item in enumerate(value))

    def _object(self, core: Objects, value: dict[str, JSON]) -> bool:
        if len(value) < core.low or (core.high is not None and len(value) > core.high):
            return False
        if not core.required <= value.keys():
            return False
        if core.patterns:
            pairs = ((schema, item) for name, item in value.items() for schema in held(core, name))
            return self._each(pairs)
        known, rest = core.properties.get, core.rest
        return self._each((known(name, rest), item) for name, item in value.items())

    def _each(self, parts: Iterable[tuple[SchemaNode, JSON]]) -> bool:
        doubt: Undecided | None = None
        for schema, item in parts:
            try:
                if not self.admits(schema, item):
                    return False
            except Undecided as undecided:
                doubt = undecided
        if doubt is not None:
            raise doubt
        return True


INFINITIES: Final = (float("inf"), -float("inf"))


def _number(core: Numbers, value: float) -> bool:
    if core.low is not None and (value < core.low or (core.low_open and value == core.low)):
        return False
    if core.high is not None and (value > core.high or (core.high_open and value == core.high)):
        return False
    if value in INFINITIES:
        raise Undecided("a number that JSON cannot hold")
    if core.whole and value != int(value):
        return False
    return all(is_multiple(value, factor) for factor in core.factors)


def _text(core: Texts, value: str, lenient: bool) -> bool:
    if len(value) < core.low or (core.high is not None and len(value) > core.high):
        return False
    if not all(found(pattern, value) for pattern in core.patterns):
        return False
    if any(lacks_format(form, value) for form in core.formats):
        return False
    unknown = {form for form in core.formats - EXACT_FORMATS if value not in MEMBERS.get(form, ())}
    if unknown and not lenient:
        raise Undecided(f"the format {min(unknown)}")
    return True


def lacks_format(form: str, value: str) -> bool:
    """Whether a text surely lacks a format."""
    return form in TEXT_FORMATS and not TEXT_FORMATS[form].is_valid(value)


def held(core: Objects, name: str) -> list[SchemaNode]:
    """All schemas that the value under a name must fit."""
    patterns = [s for p, s in core.patterns.items() if found(p, name)] if core.patterns else []
    if name in core.properties:
        return [core.properties[name], *patterns]
    return patterns or [core.rest]
