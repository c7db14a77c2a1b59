"""Draws declarations, and the forms that need one."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from laws.arrays import SIZED, ListOf, SetOf, TupleOf
from laws.base import Node, Use, Var
from laws.bounded import Bounded, holds
from laws.builder import PEP_695, PEP_696, Builder, Place
from laws.declarations import (
    ENUMS,
    Alias,
    Declaration,
    EnumClass,
    NamedTupleClass,
    Parameter,
    Renamed,
)
from laws.mappings import DictOf
from laws.scalars import Scalar
from laws.unions import UnionOf

IDENTIFIERS: Final = (
    "id",
    "name",
    "items",
    "type",
    "required",
    "default",
    "größe",
    "keys",
    "_private",
)
MEMBERS: Final = ("A", "B", "C")
NONE_CLASS: Final = Scalar("None", 1)
NUMERIC_MARKS: Final = (
    ("Ge",),
    ("Gt",),
    ("Le",),
    ("Lt",),
    ("Ge", "Le"),
    ("Gt", "Lt"),
    ("Ge", "Lt"),
)
TINY: Final = Decimal("1e-25")
SIZE_MARKS: Final[tuple[tuple[tuple[str, Any], ...], ...]] = (
    (("MinLen", 1),),
    (("MaxLen", 2),),
    (("Len", (1, 2)),),
    (("MinLen", 1), ("MaxLen", 3)),
)


@dataclass
class DeclaringBuilder(Builder):
    """A builder that also declares the names in types."""

    @contextmanager
    def opened(self, declaration: Declaration) -> Any:
        self.open[declaration.name] = declaration
        yield
        del self.open[declaration.name]

    def close(self, declaration: Declaration) -> Use:
        self.done[declaration.name] = declaration
        return Use(declaration.name)

    def declared(self, place: Place) -> Node:
        if self.full:
            return self.known(place)
        kind = self.pick(
            *(self.typed_dict,) * 5,
            *(self.alias, self.alias, self.named_tuple, self.enum, self.newtype, self.subclass),
        )
        return self.use(kind(place), place)

    def typed_dict(self, place: Place) -> Declaration:
        raise NotImplementedError

    def one_declared(self, kind: type[Declaration], place: Place) -> Node:
        known = [one for one in self.done.values() if isinstance(one, kind)]
        if known and (self.full or self.chance(2)):
            return self.use(self.pick(*known), place)
        return Scalar("int") if self.full else Use(self.enum(place).name)

    def scalar_renamed(self, place: Place, *kinds: str) -> Node:
        scalar = Scalar(self.pick(*(kinds or ("str", "int", "float"))))
        if self.full:
            return scalar
        how = self.pick("NewType", "subclass")
        return self.close(Renamed(self.name(), node=scalar, how=how))

    def enum(self, place: Place) -> Declaration:
        kind = self.pick(*ENUMS)
        if "Int" in kind or "int" in kind:
            values = (1, 2, 4) if kind == "IntFlag" else self.pick((0, 1, -5), (10, 20, 30))
        elif kind == "date Choices":
            values = ("1969-07-20", "1969-11-19", "2026-01-31")
        else:
            values = self.pick(("a", "b", "c"), ("", "x y", "ö"))
        count = self.draw(st.integers(1, 3))
        enum = EnumClass(
            self.name(),
            kind=kind,
            members=tuple(zip(MEMBERS, values, strict=True))[:count],
            labelled="Choices" in kind and self.chance(2),
            doc=self.doc(),
        )
        self.close(enum)
        return enum

    def doc(self) -> str:
        return self.pick("", "", "What it is.", 'Of "quotes" and\n\nlines.')

    def newtype(self, place: Place) -> Declaration:
        """A NewType of a class, as type checkers demand: no union, no literal."""
        early = Place(depth=1, early=True)
        node = self.pick(self.scalar, self.list, self.dict, self.tuple)(early)
        if isinstance(node, Scalar) and node.kind in ("None", "Never", "Any", "object"):
            node = Scalar("int")
        renamed = Renamed(self.name(), node=node)
        self.close(renamed)
        return renamed

    def subclass(self, place: Place) -> Declaration:
        node = Scalar(self.pick("str", "int", "float", "Decimal"))
        renamed = Renamed(self.name(), node=node, how="subclass")
        self.close(renamed)
        return renamed

    # Type variables

    def parameters(self, name: str, most: int = 2, generics: str = "") -> tuple[Parameter, ...]:
        count = self.draw(st.integers(1, most))
        found = [self.parameter(f"{letter}_{name}") for letter in ("T", "U")[:count]]
        return tuple(sorted(found, key=lambda one: one.default is not None))

    def parameter(self, name: str) -> Parameter:
        place = Place(depth=1, early=True)
        match self.pick("plain", "plain", "bound", "constraints", "default"):
            case "bound":
                node = self.node(place)
                # Python ignores `bound=None`.
                return Parameter(name, bound=NONE_CLASS if node == Scalar("None") else node)
            case "constraints":
                return Parameter(name, constraints=(Scalar("int"), self.node(place)))
            case "default":
                return Parameter(name, default=self.node(place))
        return Parameter(name)

    def generics(self, parameters: tuple[Parameter, ...]) -> Any:
        newer = PEP_696 if any(one.default for one in parameters) else PEP_695
        return self.pick("TypeVar", "PEP 695") if newer else "TypeVar"

    # Aliases and tuples

    def alias(self, place: Place) -> Declaration:
        how: Any = self.pick("TypeAlias", "TypeAliasType", *(("type",) if PEP_695 else ()))
        alias = Alias(self.name(), how=how)
        if self.chance(3):
            parameters = self.parameters(alias.name, 1 if how == "TypeAlias" else 2)
            if how == "type" and self.generics(parameters) == "TypeVar" and not PEP_696:
                parameters = tuple(replace(one, default=None) for one in parameters)
            alias = replace(
                alias, parameters=parameters, generics="PEP 695" if how == "type" else "TypeVar"
            )
        names = tuple(one.name for one in alias.parameters)
        inner = Place(2, names, early=how == "TypeAlias", guarded=False)
        with self.opened(alias):
            node = self.pick(self.node, self.list, self.optional, self.dict)(inner)
        if how == "TypeAlias":
            node = with_all(node, names)
        if not names and self.layout != "local" and self.chance(4):
            node = UnionOf((node, ListOf("list[{}]", Use(alias.name))))
        if node == Scalar("None"):
            # A name whose value is None has no `|`.
            node = NONE_CLASS
        alias = replace(alias, node=node)
        self.close(alias)
        return alias

    def named_tuple(self, place: Place) -> Declaration:
        how: Any = self.pick("class", "class", "functional")
        made = NamedTupleClass(self.name(), how=how, doc=self.doc() if how == "class" else "")
        if how == "class" and self.chance(3):
            parameters = self.parameters(made.name)
            made = replace(made, parameters=parameters, generics=self.generics(parameters))
        names = tuple(one.name for one in made.parameters)
        with self.opened(made):
            types = self.nodes(Place(place.depth - 1, names), 0, 3)
        made = replace(made, names=("x", "y", "größe")[: len(types)], types=types)
        self.close(made)
        return made

    # Bounds

    def bounded(self, place: Place) -> Node:
        return self.sized(place) if self.chance(2) else self.numeric(place)

    def numeric(self, place: Place) -> Node:
        kind = self.pick("int", "float", "Decimal")
        low = self.draw(st.integers(-5, 5))
        limits = {"G": low, "L": low + self.draw(st.integers(2, 9))}
        names = self.pick(*NUMERIC_MARKS)
        marks = tuple((name, limit_of(kind, limits[name[0]])) for name in names)
        if kind == "int" and self.chance(4):
            marks = (("MultipleOf", self.pick(2, 3, 10)),)
        steps = [low + step / 2 for step in range(-6, 26)]
        numbers = [number_of(kind, step) for step in (-(10.0**20), *steps, 10.0**20)]
        node = self.wrapped(Scalar(kind), place)
        optional = isinstance(node, UnionOf)
        if kind == "Decimal":
            numbers += [limit + tiny for name, limit in marks for tiny in (-TINY, 0, TINY)]
        fitting = [one for one in numbers if all(holds(*mark, one) for mark in marks)]
        candidates = (*fitting, None) if optional else tuple(fitting)
        return Bounded(node, marks, candidates, rounded=kind == "Decimal")

    def sized(self, place: Place) -> Node:
        scalar = Scalar(self.pick("str", "int", "bool"))
        node = self.pick(
            Scalar("str"),
            ListOf(self.pick(*SIZED), scalar),
            SetOf("set[{}]", scalar),
            TupleOf((), scalar),
            DictOf("dict[{}, {}]", Scalar("str"), scalar),
        )
        return Bounded(self.wrapped(node, place), self.pick(*SIZE_MARKS))

    def wrapped(self, node: Node, place: Place) -> Node:
        """The type itself, the type or null, or the type by another name."""
        match self.pick("", "", "optional", "newtype", "alias"):
            case "optional":
                return UnionOf((node, Scalar("None")), "Optional")
            case "newtype" if not self.full:
                return self.close(Renamed(self.name(), node=node))
            case "alias" if not self.full:
                how: Any = self.pick("TypeAlias", "TypeAliasType", *(("type",) if PEP_695 else ()))
                return self.close(Alias(self.name(), node=node, how=how))
        return node


def with_all(node: Node, names: tuple[str, ...]) -> Node:
    """The type, with every type variable in it, as an old alias has only those."""
    missing = [Var(name) for name in names if Var(name) not in set(node.walk())]
    return TupleOf((node, *missing)) if missing or isinstance(node, Var) else node


def limit_of(kind: str, limit: int) -> Any:
    return {"int": limit, "float": limit + 0.5, "Decimal": Decimal(limit) / 2}[kind]


def number_of(kind: str, number: float) -> Any:
    return {"int": int, "float": float, "Decimal": Decimal}[kind](number)
