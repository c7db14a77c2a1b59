"""TypedDict in all its syntaxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final, Literal

from hypothesis import strategies as st

from laws.base import Json, Node, Scope, Spelling, Use, Values, dicts_of
from laws.declarations import Declaration
from laws.scalars import ANYTHING, TEXT

# The wrappers around the type of a key, in any order, outermost first.
WRAPS: Final[dict[str, str]] = {
    "Required": "te.Required[{}]",
    "NotRequired": "te.NotRequired[{}]",
    "ReadOnly": "te.ReadOnly[{}]",
    "Private": "Private[{}]",
    "Doc": "typing.Annotated[{}, te.Doc('What it is.')]",
    "deprecated": "typing.Annotated[{}, te.deprecated('Use another.')]",
    "Final": "typing.Final[{}]",
    "ClassVar": "typing.ClassVar[{}]",
}
EXTRA_KEYS: Final = st.sampled_from(["extra", "", "a.b"]) | TEXT


@dataclass(frozen=True)
class Field:
    """A key of a TypedDict."""

    key: str
    node: Node
    wraps: tuple[str, ...] = ()
    doc: str = ""

    def code(self, spelling: Spelling) -> str:
        code = self.node.code(spelling)
        for wrap in reversed(self.wraps):
            code = WRAPS[wrap].format(code)
        return code

    def required(self, total: bool) -> bool:
        return "Required" in self.wraps or (total and "NotRequired" not in self.wraps)

    @property
    def private(self) -> bool:
        return "Private" in self.wraps


@dataclass(frozen=True)
class Slot:
    """A key of the whole class: inherited or not, its variables bound, required or not."""

    node: Node
    required: bool
    private: bool


@dataclass(frozen=True)
class Shape:
    """All keys of a class, and its rule for other keys."""

    slots: Mapping[str, Slot]
    closed: bool
    extra: Node | None

    @property
    def secretive(self) -> bool:
        return any(slot.private for slot in self.slots.values())


@dataclass(frozen=True)
class TypedDictClass(Declaration):
    """A TypedDict; `bases` are other TypedDicts, perhaps with their type variables bound."""

    fields: tuple[Field, ...] = ()
    bases: tuple[Use, ...] = ()
    library: Literal["typing", "te"] = "typing"
    how: Literal["class", "functional", "new_class"] = "class"
    total: bool = True
    says_total: bool = False
    closed: bool | None = None
    extra: Node | None = None
    doc: str = ""
    quote: Literal["whole", "names"] = "whole"
    form: ClassVar[str] = "TypedDict"

    def source(self, spelling: Spelling, annotation: Spelling) -> str:
        before = self.variables(spelling)
        if self.how == "functional":
            keywords = "".join(f", {word}" for word in self._keywords(spelling))
            made = f"{self.library}.TypedDict({self.name!r}, {self._dict(spelling)}{keywords})"
            return f"{self.name} = {made}\n"
        bases = [base.code(spelling) for base in self.bases] or [f"{self.library}.TypedDict"]
        bases += self.generic_base()
        if self.how == "new_class":
            return f"{before}{self._new_class(bases, spelling)}"
        words = ", ".join([*bases, *self._keywords(spelling)])
        return f"{before}class {self.name}{self.brackets()}({words}):\n{self._body(annotation)}"

    def _keywords(self, spelling: Spelling) -> list[str]:
        words = [f"total={self.total}"] if self.says_total or not self.total else []
        if self.closed is not None:
            words.append(f"closed={self.closed}")
        if self.extra is not None:
            words.append(f"extra_items={self.extra.code(spelling)}")
        return words

    def _annotation(self, field: Field, spelling: Spelling) -> str:
        code = field.code(Spelling())
        if self.quote == "whole" and code != field.code(spelling):
            return repr(code)
        return field.code(spelling)

    def _dict(self, spelling: Spelling) -> str:
        pairs = (f"{field.key!r}: {self._annotation(field, spelling)}" for field in self.fields)
        return "{" + ", ".join(pairs) + "}"

    def _new_class(self, bases: list[str], spelling: Spelling) -> str:
        words = ", ".join(self._keywords(spelling))
        body = f"{{'__module__': __name__, '__annotations__': {self._dict(spelling)}}}"
        arguments = f"{self.name!r}, ({', '.join(bases)},), dict({words})"
        return f"{self.name} = types.new_class({arguments}, lambda body: body.update({body}))\n"

    def _body(self, annotation: Spelling) -> str:
        lines = [repr(self.doc)] if self.doc else []
        for field in self.fields:
            lines.append(f"{field.key}: {self._annotation(field, annotation)}")
            lines += [repr(field.doc)] if field.doc else []
        return "".join(f"    {line}\n" for line in lines or ["pass"])

    def shape(self, arguments: tuple[Node, ...], scope: Scope) -> Shape:
        """The class as the typing specification reads it, bases first."""
        slots: dict[str, Slot] = {}
        closed, extra = False, None
        names = self.bound(arguments) if self.parameters else {}
        for use in self.bases:
            base: Any = use.target(scope)
            inherited = base.shape(tuple(node.bind(names) for node in use.arguments), scope)
            slots |= inherited.slots
            closed, extra = closed or inherited.closed, extra or inherited.extra
        for field in self.fields:
            if "ClassVar" in field.wraps:
                continue
            node = field.node.bind(names)
            slots[field.key] = Slot(node, field.required(self.total), field.private)
        if self.extra is not None:
            extra = self.extra.bind(names)
        return Shape(slots, closed if self.closed is None else self.closed, extra)

    def values(self, arguments: tuple[Node, ...], scope: Scope) -> Values:
        shape = self.shape(arguments, scope)
        found = {key: slot.node.values(scope) for key, slot in shape.slots.items()}
        needed = {key: found[key] for key, slot in shape.slots.items() if slot.required}
        if any(strategy.is_empty for strategy in needed.values()):
            return st.nothing()
        rest = {
            key: strategy
            for key, strategy in found.items()
            if key not in needed and not strategy.is_empty
        }
        known = st.fixed_dictionaries(needed, optional=rest)
        if shape.closed:
            return known
        return st.builds(with_extras, known, self._extras(shape, scope))

    def _extras(self, shape: Shape, scope: Scope) -> Values:
        values = ANYTHING if shape.extra is None else shape.extra.values(scope)
        keys = EXTRA_KEYS.filter(lambda key: key not in shape.slots)
        return st.builds(dict) | dicts_of(keys, values, 2)

    def admits(self, json: Json, arguments: tuple[Node, ...], scope: Scope) -> bool:
        if not isinstance(json, dict):
            return False
        shape = self.shape(arguments, scope)
        return all(
            admits_slot(json, key, slot, scope) for key, slot in shape.slots.items()
        ) and all(
            admits_extra(value, shape, scope)
            for key, value in json.items()
            if key not in shape.slots
        )

    def movable(self) -> bool:
        return self.how == "class"

    def late_nodes(self) -> Iterator[Node]:
        for field in self.fields:
            yield from field.node.walk()

    def forms(self) -> Iterator[str]:
        yield from super().forms()
        yield f"TypedDict, {self.how}"
        yield f"TypedDict of {'typing' if self.library == 'typing' else 'typing_extensions'}"
        yield from self._features()
        for field in self.fields:
            yield from (f"{wrap}[T]" for wrap in field.wraps)
            if not field.key.isidentifier():
                yield "odd key"

    def _features(self) -> Iterator[str]:
        present = {
            "total=False": not self.total,
            "closed=": self.closed is not None,
            "extra_items=": self.extra is not None,
            "TypedDict, inherited": bool(self.bases),
            "TypedDict, several bases": len(self.bases) > 1,
            "TypedDict, generic base bound": any(base.arguments for base in self.bases),
            "docstring": bool(self.doc),
            "attribute docstring": any(field.doc for field in self.fields),
            "TypedDict, recursive": any(use == Use(self.name) for use in self.late_nodes()),
        }
        yield from (form for form, there in present.items() if there)

    def with_key(self, field: Field) -> TypedDictClass:
        return replace(self, fields=(*self.fields, field))


def with_extras(known: dict[str, Any], extras: dict[str, Any]) -> dict[str, Any]:
    return {**extras, **known}


def admits_slot(json: Json, key: str, slot: Slot, scope: Scope) -> bool:
    if slot.private and "private" in scope.rows:
        return True
    return slot.node.admits(json[key], scope) if key in json else not slot.required


def admits_extra(value: Json, shape: Shape, scope: Scope) -> bool:
    if shape.secretive and "private in closed" in scope.rows:
        return True
    return not shape.closed and (shape.extra is None or shape.extra.admits(value, scope))
