"""Schemas of values that travel as text: parameters, headers and form fields.

On the wire, 5 and "5" are the same, and null is not sent. A reader of such schemas admits a value
if it admits any reading of its text. Sources: OpenAPI 3.1 "Parameter Object"; RFC 6570 section 2.3,
where a null is undefined; the text of a number is that of JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Final

from ...openapi.types import JSON
from ...openapi.values import compact
from ..documents.read_document import SchemaNode
from .atoms import AnyAtom, Atom, Numbers, Shape, Texts, Values, kind_of, values
from .membership import Membership
from .plain_keywords import PLAIN
from .schema_reader import SchemaReader

_BOOLEANS: Final = {"true": True, "false": False}
_WHOLE: Final = r"-?(0|[1-9][0-9]*)"
_NUMBER: Final = rf"{_WHOLE}(\.[0-9]+)?([eE][-+]?[0-9]+)?"
_IS_NUMBER: Final = re.compile(_NUMBER, re.ASCII)
# Such as the pattern of a slug.
_REPEATED_LETTERS: Final = re.compile(r"\^(\[(?:[^\]\[\\^]|\\[-wd])+\])[+*]\$")
# A longer text is no number that a service reads.
_LONGEST_NUMBER: Final = 300
# No number and no boolean is written as an empty text.
_ANY_TEXT: Final = (Texts(), Texts(low=1))
_UNBOUNDED: Final = {Numbers(): _NUMBER, Numbers(whole=True): _WHOLE}


def readings(value: JSON) -> Iterator[JSON]:
    """The values with the text of a value; a null, an array and an object are read as they are."""
    yield value
    if isinstance(value, bool | int | float):
        yield compact(value)
    elif isinstance(value, str) and value in _BOOLEANS:
        yield _BOOLEANS[value]
    elif isinstance(value, str) and len(value) < _LONGEST_NUMBER and _IS_NUMBER.fullmatch(value):
        yield float(value) if set(value) & set(".eE") else int(value)


class _WireMembership(Membership):
    """Membership that admits a value if any reading of its text is admitted."""

    def of_shape(self, shape: Shape, value: JSON) -> bool:
        atoms = [(atom, each) for each in readings(value) for atom in shape.get(kind_of(each), ())]
        return self._any_of(atoms)


class WireReader(SchemaReader):
    """Reads the schemas of a document as sets of texts. `plain` is the reader of JSON values."""

    knows_null: ClassVar[bool] = False

    def __init__(self, plain: SchemaReader) -> None:
        super().__init__(plain.document)
        self._json = plain
        self.tagged = plain.tagged
        self.members = _WireMembership(plain)
        self.lenient = _WireMembership(plain, lenient=True)
        self._texts: dict[SchemaNode, Shape] = {}

    def shape(self, schema: SchemaNode) -> Shape:
        """The shape of a schema, whose atoms of each JSON type admit the texts of the others."""
        if schema not in self._texts:
            self._texts[schema] = _with_texts(self._json.shape(schema))
        return self._texts[schema]

    def covers(self, wide: Shape, kind: str, atoms: tuple[AnyAtom, ...]) -> bool:
        """Whether a shape without values of a JSON type admits the texts of those of the atoms."""
        if kind == "null":  # it has no text
            return True
        if kind in ("number", "boolean") and _is_any_text(wide):
            return True
        cores = [atom.core for atom in atoms]
        whole = [core for core in cores if isinstance(core, Numbers) and core.whole]
        if len(whole) == len(cores):
            is_signed = any(core.low is None or core.low < 0 for core in whole)
            letters = "0123456789" + "-" * is_signed
            return any(_is_made_of(letters, atom) for atom in wide.get("string", ()))
        listed = [v for core in cores if isinstance(core, Values) for v in core.values.values()]
        is_listed = all(isinstance(core, Values) for core in cores)
        return is_listed and all(self.members.of_shape(wide, value) for value in listed)


def _is_made_of(letters: str, atom: AnyAtom) -> bool:
    """Whether a set of texts is made of letters, which are all of these and perhaps more."""
    core = atom.core
    if not isinstance(core, Texts) or replace(core, patterns=frozenset()) not in _ANY_TEXT:
        return False
    found = [_REPEATED_LETTERS.fullmatch(pattern) for pattern in core.patterns]
    return atom.exact and all(each and _has_letters(each[1], letters) for each in found)


def _has_letters(among: str, letters: str) -> bool:
    try:
        return all(re.fullmatch(among, letter, re.ASCII) for letter in letters)
    except re.error:
        return False


def _is_any_text(shape: Shape) -> bool:
    return any(atom.exact and atom.core in _ANY_TEXT for atom in shape.get("string", ()))


def _with_texts(shape: Shape) -> Shape:
    if "string" not in shape or shape.keys().isdisjoint({"number", "boolean"}):
        return shape
    kinds = {**shape, "string": (*shape["string"], *_as_texts(shape))}
    if _is_any_text(shape):
        kinds |= {kind: (PLAIN[kind],) for kind in ("number", "boolean") if kind in shape}
    return kinds


def _as_texts(shape: Shape) -> Iterator[AnyAtom]:
    """The texts of numbers and booleans, where texts can say which those are."""
    for atom in (*shape.get("number", ()), *shape.get("boolean", ())):
        core = atom.core
        if isinstance(core, Values) and atom.exact:
            yield Atom(values(*map(compact, core.values.values())))
        elif isinstance(core, Numbers) and atom.exact and core in _UNBOUNDED:
            yield Atom(Texts(patterns=frozenset({f"^({_UNBOUNDED[core]})$"})))
