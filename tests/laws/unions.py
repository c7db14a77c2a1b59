"""Choices: unions in every spelling, and literals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from hypothesis import strategies as st

from laws.base import Json, Node, Repeats, Scope, Spelling, Values, one_of, same

LiteralValue: TypeAlias = str | int | bool | None


@dataclass(frozen=True)
class UnionOf(Node):
    """A value of any of the arms."""

    arms: tuple[Node, ...]
    written: str = "Union"
    form: ClassVar[str] = "union"

    def code(self, spelling: Spelling) -> str:
        codes = [node.code(spelling) for node in self.arms]
        if len(codes) == 2 and codes[1] == "None" and self.written == "Optional":
            return f"typing.Optional[{codes[0]}]"
        # `|` is evaluated at once, from the left; it fails for a quoted name and for None | None.
        whole = " | ".join(codes)
        known = not any(code[0] in "\"'" for code in codes) and not whole.startswith("None | None")
        if self.written == "|" and known:
            return whole
        return f"typing.Union[{', '.join(codes)}]"

    def values(self, scope: Scope) -> Values:
        return one_of([node.values(scope) for node in self.arms])

    def admits(self, json: Json, scope: Scope) -> bool:
        return any(node.admits(json, scope) for node in self.arms)

    def admits_key(self, text: str, scope: Scope) -> bool:
        return any(node.admits_key(text, scope) for node in self.arms)

    def forms(self) -> Iterator[str]:
        optional = any(form == "None" for node in self.arms for form in node.forms())
        yield "union with None" if optional else "union"


@dataclass(frozen=True)
class LiteralOf(Node):
    """One of some values written in the type; `members` are those of a declared enum."""

    options: tuple[LiteralValue, ...]
    enum: str = ""
    members: tuple[str, ...] = ()
    form: ClassVar[str] = "Literal"

    def code(self, spelling: Spelling) -> str:
        if self.enum:
            return f"typing.Literal[{', '.join(f'{self.enum}.{name}' for name in self.members)}]"
        return f"typing.Literal[{', '.join(map(repr, self.options))}]"

    def values(self, scope: Scope) -> Values:
        if self.enum:
            return st.sampled_from([scope.namespace[self.enum][name] for name in self.members])
        return st.sampled_from(self.options)

    def admits(self, json: Json, scope: Scope) -> bool:
        return any(same(json, option) for option in self.options)

    def admits_key(self, text: str, scope: Scope) -> bool:
        return text in map(key_text, self.options)

    def repeats(self, scope: Scope) -> Repeats:
        return "never"

    def forms(self) -> Iterator[str]:
        kinds = {type(option) for option in self.options}
        if self.enum:
            yield "Literal of enum members"
        else:
            yield "Literal, mixed" if len(kinds) > 1 else f"Literal of {kinds.pop().__name__}"


def key_text(value: Any) -> str:
    """The text that the encoder writes for a key."""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else _plain(value)


def _plain(value: Any) -> str:
    return "null" if value is None else str(value)
