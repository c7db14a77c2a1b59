"""Draws types: one method a form, each returning the node it drew."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from hypothesis import strategies as st

from laws.arrays import BARE_LISTS, LISTS, SETS, BareList, ListOf, SetOf, TupleOf
from laws.base import Node, Use, Var
from laws.bounded import FORMATS, NAMED, PATTERNS, Formatted, Patterned
from laws.declarations import Alias, Declaration, EnumClass, Renamed
from laws.mappings import BARE_MAPPINGS, COUNTERS, MAPPINGS, BareDict, CounterOf, DictOf
from laws.program import Layout
from laws.scalars import KINDS, Scalar
from laws.unions import LiteralOf, UnionOf

T = TypeVar("T")
PEP_695: Final = sys.version_info >= (3, 12)
PEP_696: Final = sys.version_info >= (3, 13)
MOST: Final = 6

STEMS: Final = (
    *("Team", "Project", "Member", "Page", "Avatar", "Node", "List", "Item", "Int"),
    *("detail", "_Hidden", "Équipe"),
)
TEXTS: Final = ("a", "b", "", "A b", "null", "true", "1", "été", "a.b/c~d")
NUMBERS: Final = (0, 1, 2, -1, 2**70)
HASHABLE: Final = tuple(name for name, kind in KINDS.items() if kind.hashable and name != "Never")
KEY_KINDS: Final = ("str", "str", "int", "float", "bool", "None", "LiteralString")


@dataclass(frozen=True)
class Place:
    """The place of a type, which decides what it may consist of."""

    depth: int = 3
    variables: tuple[str, ...] = ()
    # Python evaluates it at once: no name that is still being declared.
    early: bool = False
    # The aliases being declared may be named: something of JSON lies between.
    guarded: bool = True

    def inside(self) -> Place:
        """One container further in."""
        return replace(self, depth=self.depth - 1, guarded=True)

    def beside(self) -> Place:
        """In the same JSON value: an arm of a union, the base of a NewType."""
        return replace(self, depth=self.depth - 1)


@dataclass
class Builder:
    """The declarations drawn so far; `open` holds those whose bodies are being drawn."""

    draw: Callable[[st.SearchStrategy[Any]], Any]
    layout: Layout
    done: dict[str, Declaration] = field(default_factory=dict)
    open: dict[str, Declaration] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def pick(self, *options: T) -> T:
        return self.draw(st.sampled_from(options))

    def chance(self, one_in: int) -> bool:
        return bool(self.draw(st.integers(0, one_in - 1)) == one_in - 1)

    def name(self) -> str:
        name = self.pick(*STEMS)
        while name in self.names:
            name += "2"
        self.names.add(name)
        return name

    @property
    def full(self) -> bool:
        return len(self.done) + len(self.open) >= MOST

    # Any form

    def node(self, place: Place) -> Node:
        leaves = [
            self.scalar,
            self.literal,
            self.string,
            self.known,
            self.unfinished,
            self.variable,
            self.bare,
        ]
        if place.depth <= 0:
            return self.pick(*leaves)(place)
        return self.pick(
            *leaves,
            *(self.list, self.list, self.set, self.tuple, self.dict, self.counter),
            *(self.union, self.optional, self.tagged, self.bounded),
            *(self.declared,) * 8,
        )(place)

    def nodes(self, place: Place, least: int, most: int) -> tuple[Node, ...]:
        return tuple(self.node(place) for _ in range(self.draw(st.integers(least, most))))

    # Leaves

    def scalar(self, place: Place) -> Node:
        kind = self.pick(*KINDS)
        return Scalar(kind, self.draw(st.integers(0, len(KINDS[kind].codes) - 1)))

    def literal(self, place: Place) -> Node:
        options = self.draw(
            st.lists(
                st.sampled_from((*TEXTS, *TEXTS, *NUMBERS, True, False, None)),
                min_size=1,
                max_size=4,
                unique_by=lambda option: (type(option), option),
            )
        )
        return LiteralOf(tuple(options))

    def string(self, place: Place) -> Node:
        if self.chance(2):
            return Formatted(self.pick(*FORMATS))
        named = self.pick("", *NAMED)
        return Patterned(NAMED[named] if named else self.pick(*PATTERNS), named)

    def bare(self, place: Place) -> Node:
        """A container without arguments."""
        if self.chance(2):
            return BareList(self.pick(*BARE_LISTS))
        return BareDict(self.pick(*BARE_MAPPINGS))

    def known(self, place: Place) -> Node:
        """A name declared before; sometimes a single member of an enum."""
        if not self.done:
            return self.scalar(place)
        declaration = self.pick(*self.done.values())
        if isinstance(declaration, EnumClass) and self.chance(3):
            return self.enum_literal(declaration)
        return self.use(declaration, place)

    def unfinished(self, place: Place) -> Node:
        """A name whose body is being drawn: recursion, forward reference."""
        if place.early or self.layout == "local":
            return self.scalar(place)
        names = [one for one in self.open.values() if place.guarded or not is_alias(one)]
        return self.use(self.pick(*names), place) if names else self.scalar(place)

    def variable(self, place: Place) -> Node:
        return Var(self.pick(*place.variables)) if place.variables else self.scalar(place)

    def use(self, declaration: Declaration, place: Place) -> Use:
        parameters = declaration.parameters
        bound = all(parameter.fallback() for parameter in parameters)
        # Python adds the variables of a bare alias to those of the old alias around it.
        if bound and not place.early and self.chance(4):
            return Use(declaration.name)
        arguments = []
        for parameter in parameters:
            if parameter.bound or parameter.constraints:
                arguments.append(parameter.bound or self.pick(*parameter.constraints))
            else:
                arguments.append(self.argument(declaration, place))
        return Use(declaration.name, tuple(arguments))

    def argument(self, declaration: Declaration, place: Place) -> Node:
        """A type argument; a plain one where a recursion could otherwise grow without end."""
        if any(one.parameters for one in self.open.values()):
            return self.variable(place)
        return self.node(place.beside() if is_alias(declaration) else place.inside())

    def enum_literal(self, declaration: EnumClass) -> Node:
        members = self.draw(
            st.lists(st.sampled_from(declaration.members), min_size=1, max_size=3, unique=True)
        )
        names, values = zip(*members, strict=True)
        return LiteralOf(values, declaration.name, names)

    # Containers and choices

    def list(self, place: Place) -> Node:
        return ListOf(self.pick(*LISTS), self.node(place.inside()))

    def set(self, place: Place) -> Node:
        return SetOf(self.pick(*SETS), self.element(place.inside()))

    def element(self, place: Place) -> Node:
        """A type whose values are hashable."""
        match self.pick("scalar", "literal", "enum", "renamed", "tuple", "union", "frozenset"):
            case "literal":
                return self.literal(place)
            case "enum":
                return self.one_declared(EnumClass, place)
            case "renamed":
                return self.scalar_renamed(place)
            case "tuple" if place.depth > 0:
                return TupleOf((self.element(place.inside()), self.element(place.inside())))
            case "union" if place.depth > 0:
                return UnionOf((self.element(place.beside()), self.element(place.beside())))
            case "frozenset" if place.depth > 0:
                return SetOf("frozenset[{}]", self.element(place.inside()))
        return Scalar(self.pick(*HASHABLE))

    def tuple(self, place: Place) -> Node:
        prefix = self.nodes(place.inside(), 0, 3)
        unpack = self.pick("*{}", "te.Unpack[{}]")
        written = self.pick("tuple", "typing.Tuple")
        if self.chance(2):
            packed = self.draw(st.integers(1, len(prefix))) if prefix and self.chance(3) else 0
            return TupleOf(prefix, written=written, unpack=unpack, packed=packed)
        suffix = self.nodes(place.inside(), 1, 2) if self.chance(3) else ()
        return TupleOf(prefix, self.node(place.inside()), suffix, written, unpack)

    def dict(self, place: Place) -> Node:
        written = self.pick(*MAPPINGS)
        return DictOf(written, self.key(place.inside()), self.node(place.inside()))

    def counter(self, place: Place) -> Node:
        return CounterOf(self.pick(*COUNTERS), self.key(place.inside()))

    def key(self, place: Place) -> Node:
        """A type whose values JSON can have as keys."""
        match self.pick("scalar", "scalar", "literal", "enum", "renamed", "union"):
            case "literal":
                return self.literal(place)
            case "enum":
                enum = self.one_declared(EnumClass, place)
                return Scalar("int") if self.kind_of(enum) in ("IntFlag", "date Choices") else enum
            case "renamed":
                return self.scalar_renamed(place, "str", "int")
            case "union" if place.depth > 0:
                return UnionOf((self.key(place.beside()), self.key(place.beside())))
        return Scalar(self.pick(*KEY_KINDS))

    def kind_of(self, node: Node) -> str:
        declaration = self.done[node.name] if isinstance(node, Use) else None
        return declaration.kind if isinstance(declaration, EnumClass) else ""

    def union(self, place: Place) -> Node:
        return UnionOf(self.nodes(place.beside(), 2, 3), self.pick("Union", "|"))

    def optional(self, place: Place) -> Node:
        written = self.pick("Optional", "|", "Union")
        arms = (self.node(place.beside()), Scalar("None"))
        return UnionOf(arms if written == "Optional" or self.chance(2) else arms[::-1], written)

    # Declarations, which a subclass draws

    def declared(self, place: Place) -> Node:
        raise NotImplementedError

    def tagged(self, place: Place) -> Node:
        raise NotImplementedError

    def bounded(self, place: Place) -> Node:
        raise NotImplementedError

    def one_declared(self, kind: type[Declaration], place: Place) -> Node:
        """A name of a kind of declaration, old or new."""
        raise NotImplementedError

    def scalar_renamed(self, place: Place, *kinds: str) -> Node:
        raise NotImplementedError


def is_alias(declaration: Declaration) -> bool:
    """Whether the name is not a layer of JSON of its own."""
    return isinstance(declaration, Alias | Renamed)
