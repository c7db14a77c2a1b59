"""Arrays: lists and other iterables, sets, tuples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from hypothesis import strategies as st

from laws.base import (
    Json,
    Node,
    Repeats,
    Scope,
    Spelling,
    Values,
    distinct,
    lists_of,
    one_of,
    sets_of,
)
from laws.scalars import ANYTHING


def generate(items: list[Any]) -> Iterator[Any]:
    yield from items


# Each spelling of an array type, with functions that make a value from a list.
LISTS: Final[dict[str, tuple[Callable[[list[Any]], Any], ...]]] = {
    "list[{}]": (list,),
    "typing.List[{}]": (list,),
    "typing.Sequence[{}]": (list, tuple),
    "collections.abc.Sequence[{}]": (list, tuple),
    "collections.abc.MutableSequence[{}]": (list,),
    "typing.Iterable[{}]": (list, tuple, iter, generate),
    "collections.abc.Iterable[{}]": (list, tuple, iter, generate),
    "typing.Iterator[{}]": (iter, generate),
    "collections.abc.Iterator[{}]": (iter, generate),
    "typing.Generator[{}, None, None]": (generate,),
    "collections.abc.Generator[{}, None, None]": (generate,),
    "typing.Collection[{}]": (list, tuple),
    "collections.abc.Collection[{}]": (list, tuple),
}
SIZED: Final = tuple(name for name, makers in LISTS.items() if {*makers} <= {list, tuple})
SETS: Final[dict[str, Callable[[set[Any]], Any]]] = {
    "set[{}]": set,
    "frozenset[{}]": frozenset,
    "typing.Set[{}]": set,
    "typing.FrozenSet[{}]": frozenset,
    "typing.AbstractSet[{}]": frozenset,
    "collections.abc.Set[{}]": set,
    "collections.abc.MutableSet[{}]": set,
}


@dataclass(frozen=True)
class ListOf(Node):
    """An array of any length whose items are of one type."""

    written: str
    item: Node
    form: ClassVar[str] = "list"

    def code(self, spelling: Spelling) -> str:
        return self.written.format(self.item.code(spelling))

    def values(self, scope: Scope) -> Values:
        items = lists_of(self.item.values(scope))
        return one_of([items.map(maker) for maker in LISTS[self.written]])

    def admits(self, json: Json, scope: Scope) -> bool:
        return isinstance(json, list) and all(self.item.admits(item, scope) for item in json)

    def forms(self) -> Iterator[str]:
        yield self.written.partition("[")[0].rpartition(".")[2].lower()


# Arrays without the type of their items, which may be anything.
BARE_LISTS: Final[dict[str, Callable[[list[Any]], Any]]] = {
    "list": list,
    "typing.List": list,
    "tuple": tuple,
    "typing.Tuple": tuple,
    "typing.Sequence": list,
    "collections.abc.Iterable": generate,
}


@dataclass(frozen=True)
class BareList(Node):
    """An array of anything, written without arguments."""

    written: str
    form: ClassVar[str] = "array without arguments"

    def code(self, spelling: Spelling) -> str:
        return self.written

    def values(self, scope: Scope) -> Values:
        return lists_of(ANYTHING).map(BARE_LISTS[self.written])

    def admits(self, json: Json, scope: Scope) -> bool:
        return isinstance(json, list)


@dataclass(frozen=True)
class SetOf(Node):
    """An array whose items are distinct Python values."""

    written: str
    item: Node
    form: ClassVar[str] = "set"

    def code(self, spelling: Spelling) -> str:
        return self.written.format(self.item.code(spelling))

    def values(self, scope: Scope) -> Values:
        return sets_of(self.item.values(scope)).map(SETS[self.written])

    def admits(self, json: Json, scope: Scope) -> bool:
        if not isinstance(json, list):
            return False
        repeats = self.item.repeats(scope)
        may = repeats == "may" or (repeats == "unclaimed" and "unclaimed unique" in scope.rows)
        return (may or distinct(json)) and all(self.item.admits(item, scope) for item in json)

    def forms(self) -> Iterator[str]:
        yield "frozenset" if SETS[self.written] is frozenset else "set"


@dataclass(frozen=True)
class TupleOf(Node):
    """An array with a type for each position."""

    prefix: tuple[Node, ...]
    rest: Node | None = None
    suffix: tuple[Node, ...] = ()
    written: str = "tuple"
    unpack: str = "*{}"
    packed: int = 0
    form: ClassVar[str] = "tuple"

    def code(self, spelling: Spelling) -> str:
        parts = [node.code(spelling) for node in self.prefix]
        if self.packed:
            parts, packed = parts[: -self.packed], parts[-self.packed :]
            parts.append(self.unpack.format(f"tuple[{', '.join(packed)}]"))
        if self.rest is not None:
            parts += self._variadic(parts, self.rest.code(spelling))
        parts += [node.code(spelling) for node in self.suffix]
        return f"{self.written}[{', '.join(parts) or '()'}]"

    def _variadic(self, parts: list[str], rest: str) -> list[str]:
        if parts or self.suffix:
            return [self.unpack.format(f"tuple[{rest}, ...]")]
        return [rest, "..."]

    def values(self, scope: Scope) -> Values:
        middle = self.rest.values(scope) if self.rest is not None else st.nothing()
        return st.tuples(
            st.tuples(*(node.values(scope) for node in self.prefix)),
            lists_of(middle, 2).map(tuple),
            st.tuples(*(node.values(scope) for node in self.suffix)),
        ).map(lambda parts: (*parts[0], *parts[1], *parts[2]))

    def admits(self, json: Json, scope: Scope) -> bool:
        if not isinstance(json, list) or not self._fits(len(json)):
            return False
        middle = () if self.rest is None else (self.rest,)
        if "tuple members" in scope.rows:
            return in_any_place((*self.prefix, *middle, *self.suffix), json, scope)
        if middle and self.suffix and "tuple suffix" in scope.rows:
            start, end = json[: len(self.prefix)], json[len(self.prefix) :]
            return TupleOf(self.prefix).admits(start, scope) and in_any_place(
                (*middle, *self.suffix), end, scope
            )
        return all(map(lambda node, item: node.admits(item, scope), self._places(len(json)), json))

    def _fits(self, length: int) -> bool:
        fixed = len(self.prefix) + len(self.suffix)
        return length == fixed or (length > fixed and self.rest is not None)

    def _places(self, length: int) -> tuple[Node, ...]:
        spare = length - len(self.prefix) - len(self.suffix)
        middle = () if self.rest is None else (self.rest,) * spare
        return (*self.prefix, *middle, *self.suffix)

    def repeats(self, scope: Scope) -> Repeats:
        kinds = {node.repeats(scope) for node in self.prefix}
        whole = self.rest is None and not self.suffix and "may" not in kinds
        return "unclaimed" if whole else "may"

    def forms(self) -> Iterator[str]:
        if self.rest is None:
            yield "tuple, fixed" if self.prefix else "tuple, empty"
        else:
            yield "tuple, with suffix" if self.suffix else "tuple, variadic"
        if self.packed or (self.rest is not None and (self.prefix or self.suffix)):
            yield "tuple, unpacked"


def in_any_place(members: tuple[Node, ...], items: list[Json], scope: Scope) -> bool:
    return all(any(node.admits(item, scope) for node in members) for item in items)
