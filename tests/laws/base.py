"""The parts of every form: its spelling, its values, and the JSON of those values.

A node never looks at a schema. `code` writes the type as Python source, `values` makes Python
objects of the type, and `admits` says whether some object of the type could render to a JSON value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

from hypothesis import strategies as st

if TYPE_CHECKING:
    from laws.declarations import Declaration

Json: TypeAlias = Any
Values: TypeAlias = st.SearchStrategy[Any]

# Whether the renderings of two distinct values can be equal, and whether the schema claims it:
# "never" is claimed by `uniqueItems`, "unclaimed" is a row of the table of supersets.
Repeats: TypeAlias = Literal["never", "unclaimed", "may"]


@dataclass(frozen=True)
class Spelling:
    """The spelling of a type at one place: names that are not defined there yet are quoted."""

    quoted: frozenset[str] = frozenset()

    def name(self, name: str, whole: str) -> str:
        """`whole` (the name, perhaps with arguments), quoted where the name is not defined yet."""
        return repr(whole) if name in self.quoted else whole


@dataclass(frozen=True, eq=False)
class Scope:
    """The surroundings of a node: its declarations, the loaded module, the rows that apply."""

    declarations: Mapping[str, Declaration]
    namespace: Mapping[str, Any] = field(default_factory=dict)
    rows: frozenset[str] = frozenset()
    depth: int = 3
    memo: dict[Any, Any] = field(default_factory=dict)

    def deeper(self) -> Scope:
        return replace(self, depth=self.depth - 1)

    def remember(self, key: object, make: Callable[[], Values]) -> Values:
        """One strategy for one node at one depth, so that recursion does not multiply them."""
        if (key, self.depth) not in self.memo:
            self.memo[key, self.depth] = make()
        return self.memo[key, self.depth]


@dataclass(frozen=True)
class Node:
    """A type form."""

    form: ClassVar[str] = ""

    def code(self, spelling: Spelling) -> str:
        raise NotImplementedError

    def values(self, scope: Scope) -> Values:
        raise NotImplementedError

    def admits(self, json: Json, scope: Scope) -> bool:
        raise NotImplementedError

    def admits_key(self, text: str, scope: Scope) -> bool:
        """Whether some value of the type, as the key of a dict, renders to this text."""
        raise TypeError(f"{self} is no key of a dict")

    def repeats(self, scope: Scope) -> Repeats:
        return "may"

    def forms(self) -> Iterator[str]:
        yield self.form

    def bind(self, arguments: Mapping[str, Node]) -> Node:
        """The same type with its type variables replaced."""
        return rebuild(self, arguments)

    def walk(self) -> Iterator[Node]:
        """The node and all nodes written inside it."""
        yield self
        for child in children(self):
            yield from child.walk()


@dataclass(frozen=True)
class Var(Node):
    """A type variable in the body of a generic declaration."""

    name: str
    form: ClassVar[str] = "TypeVar"

    def code(self, spelling: Spelling) -> str:
        return self.name

    def bind(self, arguments: Mapping[str, Node]) -> Node:
        return arguments.get(self.name, self)


@dataclass(frozen=True)
class Use(Node):
    """A declared name, with type arguments where it is generic."""

    name: str
    arguments: tuple[Node, ...] = ()
    form: ClassVar[str] = "declared name"

    def code(self, spelling: Spelling) -> str:
        whole = self.name
        if self.arguments:
            inner = ", ".join(node.code(Spelling()) for node in self.arguments)
            if self.name in spelling.quoted:
                return repr(f"{self.name}[{inner}]")
            inner = ", ".join(node.code(spelling) for node in self.arguments)
            whole = f"{self.name}[{inner}]"
        return spelling.name(self.name, whole)

    def target(self, scope: Scope) -> Declaration:
        return scope.declarations[self.name]

    def values(self, scope: Scope) -> Values:
        if scope.depth <= 0:
            return st.nothing()
        inner = scope.deeper()
        return inner.remember(self, lambda: self.target(scope).values(self.arguments, inner))

    def admits(self, json: Json, scope: Scope) -> bool:
        return self.target(scope).admits(json, self.arguments, scope)

    def admits_key(self, text: str, scope: Scope) -> bool:
        return self.target(scope).admits_key(text, self.arguments, scope)

    def repeats(self, scope: Scope) -> Repeats:
        return self.target(scope).repeats(self.arguments, scope)


def children(item: Any) -> Iterator[Node]:
    """The nodes directly inside a node, a field or a declaration."""
    for spec in fields(item):
        value = getattr(item, spec.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Node):
                yield part


def rebuild(item: Any, arguments: Mapping[str, Node]) -> Any:
    """A copy with every type variable inside replaced."""
    changed = {}
    for spec in fields(item):
        value = getattr(item, spec.name)
        if isinstance(value, Node):
            changed[spec.name] = value.bind(arguments)
        elif isinstance(value, tuple) and any(isinstance(part, Node) for part in value):
            changed[spec.name] = tuple(part.bind(arguments) for part in value)
    return replace(item, **changed) if changed else item


def is_integer(json: Json) -> bool:
    """JSON Schema's integer: 1.0 is one, true is not."""
    if isinstance(json, float):
        return json.is_integer()
    return isinstance(json, int) and not isinstance(json, bool)


def is_number(json: Json) -> bool:
    return isinstance(json, int | float) and not isinstance(json, bool)


def same(left: Json, right: Json) -> bool:
    """Equal as JSON: 1 and 1.0 are one number, 1 and true are not one value."""
    if is_number(left) and is_number(right):
        return bool(left == right)
    if type(left) is not type(right):
        return False
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    return bool(left == right)


def distinct(items: list[Json]) -> bool:
    return not any(same(a, b) for i, a in enumerate(items) for b in items[:i])


def one_of(strategies: list[Values]) -> Values:
    """One of the strategies that have any value at all."""
    alive = [strategy for strategy in strategies if not strategy.is_empty]
    return st.one_of(alive) if alive else st.nothing()


def lists_of(items: Values, most: int = 3) -> Values:
    return st.builds(list) if items.is_empty else st.lists(items, max_size=most)


def sets_of(items: Values, most: int = 3) -> Values:
    return st.builds(set) if items.is_empty else st.sets(items, max_size=most)


def dicts_of(keys: Values, values: Values, most: int = 3) -> Values:
    if keys.is_empty or values.is_empty:
        return st.builds(dict)
    return st.dictionaries(keys, values, max_size=most)
