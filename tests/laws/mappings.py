"""Objects whose keys are data: dict and similar types, with keys that JSON can have."""

from __future__ import annotations

import collections
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from hypothesis import strategies as st

from laws.base import Json, Node, Scope, Spelling, Values, dicts_of, is_integer, one_of
from laws.scalars import ANYTHING, TEXT


def with_default(items: dict[Any, Any]) -> dict[Any, Any]:
    return collections.defaultdict(lambda: None, items)


# Each spelling of a mapping, with functions that make a value from a dict.
MAPPINGS: Final[dict[str, tuple[Callable[[dict[Any, Any]], Mapping[Any, Any]], ...]]] = {
    "dict[{}, {}]": (dict,),
    "typing.Dict[{}, {}]": (dict,),
    "typing.Mapping[{}, {}]": (dict, types.MappingProxyType),
    "collections.abc.Mapping[{}, {}]": (dict, types.MappingProxyType),
    "collections.abc.MutableMapping[{}, {}]": (dict,),
    "collections.defaultdict[{}, {}]": (with_default,),
    "typing.DefaultDict[{}, {}]": (with_default,),
    "collections.OrderedDict[{}, {}]": (collections.OrderedDict,),
    "typing.OrderedDict[{}, {}]": (collections.OrderedDict,),
}
COUNTERS: Final = ("collections.Counter[{}]", "typing.Counter[{}]")


@dataclass(frozen=True)
class DictOf(Node):
    """A mapping from keys that JSON can write to values of one type."""

    written: str
    key: Node
    value: Node
    form: ClassVar[str] = "dict"

    def code(self, spelling: Spelling) -> str:
        return self.written.format(self.key.code(spelling), self.value.code(spelling))

    def values(self, scope: Scope) -> Values:
        items = dicts_of(self.key.values(scope), self.value.values(scope))
        return one_of([items.map(maker) for maker in MAPPINGS[self.written]])

    def admits(self, json: Json, scope: Scope) -> bool:
        return isinstance(json, dict) and all(
            self.key.admits_key(key, scope) and self.value.admits(value, scope)
            for key, value in json.items()
        )

    def forms(self) -> Iterator[str]:
        yield self.written.partition("[")[0].rpartition(".")[2].lower()
        yield from (f"key: {form}" for form in self.key.forms())


BARE_MAPPINGS: Final = ("dict", "typing.Dict", "typing.Mapping", "collections.OrderedDict")


@dataclass(frozen=True)
class BareDict(Node):
    """A mapping of anything, written without arguments."""

    written: str
    form: ClassVar[str] = "mapping without arguments"

    def code(self, spelling: Spelling) -> str:
        return self.written

    def values(self, scope: Scope) -> Values:
        return dicts_of(TEXT, ANYTHING)

    def admits(self, json: Json, scope: Scope) -> bool:
        return isinstance(json, dict)


@dataclass(frozen=True)
class CounterOf(Node):
    """A mapping from keys to how often they were counted."""

    written: str
    key: Node
    form: ClassVar[str] = "counter"

    def code(self, spelling: Spelling) -> str:
        return self.written.format(self.key.code(spelling))

    def values(self, scope: Scope) -> Values:
        items = dicts_of(self.key.values(scope), st.integers(-9, 9))
        return items.map(collections.Counter)

    def admits(self, json: Json, scope: Scope) -> bool:
        return isinstance(json, dict) and all(
            self.key.admits_key(key, scope) and is_integer(count) for key, count in json.items()
        )

    def forms(self) -> Iterator[str]:
        yield self.form
        yield from (f"key: {form}" for form in self.key.forms())
