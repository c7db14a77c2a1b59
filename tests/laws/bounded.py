"""`Annotated`: bounds from annotated-types, formats and patterns."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Final, TypeAlias

from hypothesis import strategies as st

from laws.base import Json, Node, Repeats, Scope, Spelling, Values, is_number
from laws.scalars import KINDS, TEXT, Scalar

Check: TypeAlias = Callable[[Any, Any], bool]


def whole_multiple(number: Any, step: Any) -> bool:
    return bool(number % step == 0)


NUMERIC: Final[dict[str, Check]] = {
    "Ge": operator.ge,
    "Gt": operator.gt,
    "Le": operator.le,
    "Lt": operator.lt,
    "MultipleOf": whole_multiple,
}
ROUNDED: Final = {"Gt": "Ge", "Lt": "Le"}
SIZES: Final[dict[str, Check]] = {
    "MinLen": lambda size, limit: size >= limit,
    "MaxLen": lambda size, limit: size <= limit,
    "Len": lambda size, limits: limits[0] <= size <= limits[1],
}


@dataclass(frozen=True)
class Bounded(Node):
    """A number, text or container within bounds; null, where the type has it, has no bounds."""

    node: Node
    marks: tuple[tuple[str, Any], ...]
    candidates: tuple[Any, ...] = ()
    # A Decimal beyond an exclusive bound may be rounded onto it when it renders.
    rounded: bool = False
    form: ClassVar[str] = "bounds"

    def code(self, spelling: Spelling) -> str:
        marks = ", ".join(f"at.{name}{written(limit)}" for name, limit in self.marks)
        return f"typing.Annotated[{self.node.code(spelling)}, {marks}]"

    def values(self, scope: Scope) -> Values:
        """Values of the node, and numbers near the bounds, which are rarely drawn otherwise."""
        values = self.node.values(scope)
        if self.candidates:
            values = st.sampled_from(self.candidates) | values
        return values.filter(lambda value: self._within(value))

    def admits(self, json: Json, scope: Scope) -> bool:
        marks = [(ROUNDED.get(name, name), limit) for name, limit in self.marks]
        if not self.rounded:
            marks = list(self.marks)
        return self.node.admits(json, scope) and all(holds(*mark, json) for mark in marks)

    def _within(self, value: Any) -> bool:
        return all(holds(name, limit, value) for name, limit in self.marks)

    def repeats(self, scope: Scope) -> Repeats:
        return self.node.repeats(scope)

    def forms(self) -> Iterator[str]:
        yield from (f"bound: {name}" for name, limit in self.marks)


def written(limit: Any) -> str:
    if isinstance(limit, tuple):
        return repr(limit)
    return f"(decimal.{limit!r})" if isinstance(limit, Decimal) else f"({limit!r})"


def holds(name: str, limit: Any, value: Any) -> bool:
    """Whether a bound holds, of a Python value and of its JSON alike."""
    if name in NUMERIC:
        is_bounded = is_number(value) or isinstance(value, Decimal)
        return not is_bounded or NUMERIC[name](value, limit)
    return not hasattr(value, "__len__") or SIZES[name](len(value), limit)


# Formats with strings that have them; for an asserted format, other strings are invalid.
FORMATS: dict[str, Scalar] = {
    "uri": Scalar("str"),
    "email": Scalar("str"),
    "uuid": Scalar("UUID"),
    "date": Scalar("date"),
    "ipv4": Scalar("IPv4Address"),
}
if "IPv4Address" not in KINDS:
    del FORMATS["ipv4"]
PATTERNS: Final = ("^[a-z]+$", "^[-a-zA-Z0-9_]+$", "^(|x)[0-9]{2}$", "^a|b$")
NAMED: Final = {"Slug": "^[-a-zA-Z0-9_]+$", "Url": "", "Email": ""}


@dataclass(frozen=True)
class Formatted(Node):
    """A string that says its format."""

    format: str
    form: ClassVar[str] = "Format"

    def code(self, spelling: Spelling) -> str:
        return f"typing.Annotated[str, Format({self.format!r})]"

    def values(self, scope: Scope) -> Values:
        return FORMATS[self.format].values(scope).map(str)

    def admits(self, json: Json, scope: Scope) -> bool:
        return FORMATS[self.format].admits(json, scope)


@dataclass(frozen=True)
class Patterned(Node):
    """A string that matches a regular expression, or one of the package's named strings."""

    pattern: str
    named: str = ""
    form: ClassVar[str] = "Pattern"

    def code(self, spelling: Spelling) -> str:
        return self.named or f"typing.Annotated[str, Pattern({self.pattern!r})]"

    def values(self, scope: Scope) -> Values:
        return st.from_regex(self.pattern).filter(self._matches) if self.pattern else TEXT

    def admits(self, json: Json, scope: Scope) -> bool:
        return isinstance(json, str) and self._matches(json)

    def _matches(self, text: str) -> bool:
        """As ECMA 262 reads the pattern: `$` is the very end."""
        return re.search(self.pattern.replace("$", r"\Z"), text, re.ASCII) is not None

    def repeats(self, scope: Scope) -> Repeats:
        return "never"

    def forms(self) -> Iterator[str]:
        yield self.named or self.form
