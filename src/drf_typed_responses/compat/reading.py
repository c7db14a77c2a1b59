"""Reads the schemas of a document into shapes, in the dialect the document is written in.

Sources: OpenAPI 3.0.3 "Schema Object", with the clarification of 3.0.3 that `nullable` acts only
beside `type`; JSON Schema 2020-12 for 3.1 and 3.2. A `oneOf` is read as the union of its arms: a
value that meets two of them is nothing anybody documents on purpose.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from .documents import Document, Schema, Undecided, text
from .meeting import Meeting, distinct
from .membership import admits_atom
from .shapes import TYPES, Array, Atom, Number, Object, Shape, Text, Values, kind_of, values

# How deep schemas stand in each other, and how deep `allOf` and unions do, before we give up.
DEEPEST: Final = 150

PLAIN: Final[Mapping[str, Atom]] = {
    "null": Atom(values(None)),
    "boolean": Atom(values(False, True)),
    "number": Atom(Number()),
    "string": Atom(Text()),
}
NEVER: Final[Shape] = {}
# Numbers of these formats hold no more than their name says; other formats of numbers say nothing.
RANGES: Final = {"int32": 2**31, "int64": 2**63}
SILENT_FORMATS: Final = frozenset({"float", "double", "decimal", "password", "binary"})

# Keywords that narrow and that nobody here decides: equal on both sides, or a warning.
OPAQUE_MODERN: Final = (
    "if", "then", "else", "contains", "minContains", "maxContains", "dependentRequired",
    "dependentSchemas", "dependencies", "propertyNames", "unevaluatedProperties",
    "unevaluatedItems", "$dynamicRef", "$recursiveRef", "contentSchema",
)  # fmt: skip
APPLIES_TO: Final = {
    "contains": "array", "minContains": "array", "maxContains": "array",
    "unevaluatedItems": "array", "dependentRequired": "object", "dependentSchemas": "object",
    "dependencies": "object", "propertyNames": "object", "unevaluatedProperties": "object",
    "contentSchema": "string",
}  # fmt: skip


class Reader:
    """Reads schemas of one document, each of them once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.meeting = Meeting(document, self._admits)
        self.anything = document.schema(True)
        self._open: set[Schema] = set()

    def shape(self, schema: Schema) -> Shape:
        """The shape of a schema. Raises `Undecided` where it has none that can be told."""
        if schema.shape is None:
            schema.shape = self._guarded(schema)
        if isinstance(schema.shape, Undecided):
            raise schema.shape
        read: Shape = schema.shape
        return read

    def _guarded(self, schema: Schema) -> Shape | Undecided:
        if schema in self._open:
            raise Undecided("a schema that contains itself with nothing between")
        if len(self._open) > DEEPEST:
            raise Undecided("schemas that stand too deep in each other")
        self._open.add(schema)
        try:
            return self._conjunction(schema)
        except Undecided as undecided:
            return undecided
        finally:
            self._open.discard(schema)

    def _conjunction(self, schema: Schema) -> Shape:
        if len(schema.raws) == 1:
            return self._one(schema.raws[0])
        found = self.shape(self.document.schema(schema.raws[0]))
        for raw in schema.raws[1:]:
            found = self.meeting.shapes(found, self.shape(self.document.schema(raw)))
        return found

    def _part(self, raw: Any) -> Shape:
        return self.shape(self.document.schema(raw))

    def _one(self, raw: Any) -> Shape:
        if raw is True or raw == {}:
            return self._every(TYPES)
        if raw is False:
            return NEVER
        if not isinstance(raw, dict):
            raise Undecided(f"a schema that is no object: {text(raw)[:60]}")
        if isinstance(raw.get("$ref"), str):
            return self._reference(raw)
        return self._combined(raw, self._plain(raw))

    def _reference(self, raw: dict[str, Any]) -> Shape:
        reference = raw["$ref"]
        shape = self._part(self.document.target(reference))
        name = reference.rpartition("/")[2]
        named = {
            kind: tuple(a if a.name else replace(a, name=name) for a in atoms)
            for kind, atoms in shape.items()
        }
        beside = {word: part for word, part in raw.items() if word != "$ref"}
        if self.document.modern and beside.keys() - NOTES:
            return self.meeting.shapes(named, self._one(beside))
        return named

    def _combined(self, raw: dict[str, Any], shape: Shape) -> Shape:
        for arm in _list(raw, "allOf"):
            shape = self.meeting.shapes(shape, self._part(arm))
        if "anyOf" in raw:
            shape = self.meeting.shapes(shape, self._union(_list(raw, "anyOf")))
        if "oneOf" in raw:
            arms = _list(raw, "oneOf")
            shape = self.meeting.shapes(shape, self._chosen(arms))
        if "not" in raw:
            shape = self.meeting.shapes(shape, self._complement(raw["not"]))
        return shape

    def _union(self, arms: Iterable[Any]) -> Shape:
        shapes = [self._part(arm) for arm in arms]
        return {
            kind: atoms
            for kind in TYPES
            if (atoms := distinct(atom for shape in shapes for atom in shape.get(kind, ())))
        }

    def _chosen(self, arms: list[Any]) -> Shape:
        choice = tuple(self.document.schema(arm) for arm in arms)
        return {
            kind: tuple(replace(atom, choices=(*atom.choices, choice)) for atom in atoms)
            for kind, atoms in self._union(arms).items()
        }

    def _complement(self, raw: Any) -> Shape:
        schema = self.document.schema(raw)
        barred = self.shape(schema)
        found: dict[str, tuple[Atom, ...]] = {}
        for kind, atoms in self._every(TYPES).items():
            (atom,) = atoms
            if kind not in barred:
                found[kind] = atoms
            elif isinstance(atom.core, Values):
                kept = {k: v for k, v in atom.core.values.items() if not self._meets(barred, v)}
                if kept:
                    found[kind] = (Atom(Values(kept)),)
            elif not any(a.exact and a.core == atom.core for a in barred[kind]):
                found[kind] = (replace(atom, unless=(schema,)),)
        return found

    def _meets(self, shape: Shape, value: Any) -> bool:
        return any(self._admits(atom, value) for atom in shape.get(kind_of(value), ()))

    def _admits(self, atom: Atom, value: Any) -> bool:
        return admits_atom(self, atom, value)

    def _every(self, types: Iterable[str]) -> Shape:
        given: dict[str, tuple[Atom, ...]] = {}
        for kind in types:
            if kind == "array":
                given[kind] = (Atom(Array(self.anything)),)
            elif kind == "object":
                given[kind] = (Atom(Object(self.anything)),)
            else:
                given[kind] = (PLAIN[kind],)
        return given

    def _plain(self, raw: dict[str, Any]) -> Shape:
        """Everything but references and combinations: one atom a type."""
        shape: dict[str, tuple[Atom, ...]] = {}
        for kind, whole in self._types(raw):
            atom = self._atom(kind, raw, whole)
            if atom is not None:
                shape[kind] = (atom,)
        listed = _listed(raw, self.document.modern)
        if listed is None:
            return shape
        kept: dict[str, dict[str, Any]] = {}
        for text_, value in values(*listed).values.items():
            if self._meets(shape, value):
                kept.setdefault(kind_of(value), {})[text_] = value
        return {
            kind: (Atom(Values(found), opaque=shape[kind][0].opaque),)
            for kind, found in kept.items()
        }

    def _types(self, raw: dict[str, Any]) -> Iterable[tuple[str, bool]]:
        """The JSON types with whether only whole numbers are meant."""
        given = raw.get("type")
        if given is None:
            return [(kind, False) for kind in TYPES]
        names = given if isinstance(given, list) and self.document.modern else [given]
        if not self.document.modern and raw.get("nullable") is True:
            names = [*names, "null"]
        found: dict[str, bool] = {}
        for name in names:
            if name == "integer":
                found.setdefault("number", True)
            elif name == "number":
                found["number"] = False
            elif name in TYPES:
                found[name] = False
            else:
                raise Undecided(f"the type {text(name)}")
        return found.items()

    def _atom(self, kind: str, raw: dict[str, Any], whole: bool) -> Atom | None:
        opaque = self._opaque(kind, raw) if self.document.modern else frozenset()
        if kind == "number":
            core: Any = _number(raw, whole, self.document.modern)
        elif kind == "string":
            core = _text(raw)
        elif kind == "array":
            core = self._array(raw)
        elif kind == "object":
            core = self._object(raw)
        else:
            core = PLAIN[kind].core
        return Atom(core, opaque=opaque) if core is not None else None

    def _opaque(self, kind: str, raw: dict[str, Any]) -> frozenset[str]:
        return frozenset(
            text({word: raw[word]})
            for word in OPAQUE_MODERN
            if word in raw and APPLIES_TO.get(word, kind) == kind
        )

    def _array(self, raw: dict[str, Any]) -> Array:
        prefix: list[Any] = _list(raw, "prefixItems") if self.document.modern else []
        return Array(
            self.document.schema(raw["items"]) if "items" in raw else self.anything,
            tuple(self.document.schema(part) for part in prefix),
            _count(raw, "minItems") or 0,
            _count(raw, "maxItems"),
            raw.get("uniqueItems") is True,
        )

    def _object(self, raw: dict[str, Any]) -> Object:
        rest = raw.get("additionalProperties", True)
        patterns = raw.get("patternProperties", {}) if self.document.modern else {}
        properties = raw.get("properties") or {}
        required = raw.get("required") or ()
        if not isinstance(properties, dict) or not isinstance(required, list | tuple):
            raise Undecided("an object whose properties or required keys are malformed")
        return Object(
            self.document.schema(rest) if rest is not True else self.anything,
            {name: self.document.schema(part) for name, part in properties.items()},
            {name: self.document.schema(part) for name, part in patterns.items()},
            frozenset(name for name in required if isinstance(name, str)),
            _count(raw, "minProperties") or 0,
            _count(raw, "maxProperties"),
            "additionalProperties" not in raw,
        )


# What stands beside a reference and says nothing of values.
NOTES: Final = frozenset(
    {"description", "title", "summary", "example", "examples", "default", "deprecated",
     "readOnly", "writeOnly", "$comment", "externalDocs", "xml", "discriminator", "nullable"}
)  # fmt: skip


def _listed(raw: dict[str, Any], modern: bool) -> list[Any] | None:
    if modern and "const" in raw:
        return [v for v in _list(raw, "enum") if v == raw["const"]] or [raw["const"]]
    return _list(raw, "enum") if "enum" in raw else None


def _list(raw: dict[str, Any], word: str) -> list[Any]:
    given = raw.get(word, [])
    if not isinstance(given, list):
        raise Undecided(f"`{word}` that is no list")
    return given


def _count(raw: dict[str, Any], word: str) -> int | None:
    given = _amount(raw, word)
    return None if given is None else int(given)


def _amount(raw: dict[str, Any], word: str) -> float | None:
    given = raw.get(word)
    if given is None or isinstance(given, bool):
        return None
    if not isinstance(given, int | float):
        raise Undecided(f"`{word}` that is no number")
    return given


def _text(raw: dict[str, Any]) -> Text | None:
    pattern, form = raw.get("pattern"), raw.get("format")
    low, high = _count(raw, "minLength") or 0, _count(raw, "maxLength")
    if high is not None and low > high:
        return None
    formats = {form} if isinstance(form, str) and form not in SILENT_FORMATS else set()
    patterns = frozenset({pattern} if isinstance(pattern, str) else ())
    return Text(low, high, patterns, frozenset(formats))


def _number(raw: dict[str, Any], whole: bool, modern: bool) -> Number | None:
    low, high = _amount(raw, "minimum"), _amount(raw, "maximum")
    low_open, high_open = False, False
    if modern:
        over, under = _amount(raw, "exclusiveMinimum"), _amount(raw, "exclusiveMaximum")
        if over is not None and (low is None or over >= low):
            low, low_open = over, True
        if under is not None and (high is None or under <= high):
            high, high_open = under, True
    else:
        low_open = low is not None and raw.get("exclusiveMinimum") is True
        high_open = high is not None and raw.get("exclusiveMaximum") is True
    factor, form = _amount(raw, "multipleOf"), raw.get("format")
    formats = frozenset({form} if form in RANGES else ())
    if low is not None and high is not None and (low > high or (low == high and low_open)):
        return None
    whole = whole or bool(factor and factor == int(factor))
    return Number(low, high, low_open, high_open, whole, (factor,) if factor else (), formats)
