"""The declarations of a module: type variables, new types, aliases, enums, named tuples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal, TypeAlias

from hypothesis import strategies as st

from laws.arrays import TupleOf
from laws.base import Json, Node, Repeats, Scope, Spelling, Use, Values, children, is_integer, same
from laws.scalars import Scalar
from laws.unions import UnionOf, key_text

TEXT: Final = Scalar("str")
# Type parameters of a class or alias: TypeVars beside it, or the syntax of PEP 695.
Generics: TypeAlias = Literal["TypeVar", "PEP 695"]


@dataclass(frozen=True)
class Parameter:
    """A type variable."""

    name: str
    bound: Node | None = None
    constraints: tuple[Node, ...] = ()
    default: Node | None = None

    def statement(self, spelling: Spelling) -> str:
        parts = [repr(self.name), *(node.code(spelling) for node in self.constraints)]
        if self.bound is not None:
            parts.append(f"bound={self.bound.code(spelling)}")
        if self.default is not None:
            parts.append(f"default={self.default.code(spelling)}")
        return f"{self.name} = te.TypeVar({', '.join(parts)})\n"

    def header(self) -> str:
        """The parameter between the brackets of PEP 695, where every name is evaluated late."""
        text = self.name
        if self.constraints:
            text += f": ({', '.join(node.code(Spelling()) for node in self.constraints)},)"
        elif self.bound is not None:
            text += f": {self.bound.code(Spelling())}"
        return text + (f" = {self.default.code(Spelling())}" if self.default is not None else "")

    def fallback(self) -> Node | None:
        """The type that the variable stands for if nothing binds it."""
        if self.default is not None:
            return self.default
        return UnionOf(self.constraints) if self.constraints else self.bound

    def forms(self) -> Iterator[str]:
        yield "TypeVar"
        for kind in ("bound", "constraints", "default"):
            if getattr(self, kind):
                yield f"TypeVar with {kind}"


@dataclass(frozen=True)
class Declaration:
    """A name with a meaning."""

    name: str
    parameters: tuple[Parameter, ...] = ()
    generics: Generics = "TypeVar"

    form: ClassVar[str] = ""

    def source(self, spelling: Spelling, annotation: Spelling) -> str:
        """The statement; `annotation` spells types that Python evaluates late or not at all."""
        raise NotImplementedError

    def values(self, arguments: tuple[Node, ...], scope: Scope) -> Values:
        return self.meaning(arguments).values(scope)

    def admits(self, json: Json, arguments: tuple[Node, ...], scope: Scope) -> bool:
        return self.meaning(arguments).admits(json, scope)

    def admits_key(self, text: str, arguments: tuple[Node, ...], scope: Scope) -> bool:
        return self.meaning(arguments).admits_key(text, scope)

    def repeats(self, arguments: tuple[Node, ...], scope: Scope) -> Repeats:
        return self.meaning(arguments).repeats(scope)

    def meaning(self, arguments: tuple[Node, ...]) -> Node:
        raise NotImplementedError

    def forms(self) -> Iterator[str]:
        yield self.form
        for parameter in self.parameters:
            yield from parameter.forms()
            yield f"generic {self.form}, {self.generics}"

    def nodes(self) -> Iterator[Node]:
        """The types written in the declaration."""
        yield from self.early_nodes()
        yield from self.late_nodes()

    def early_nodes(self) -> Iterator[Node]:
        """The types that must exist when the statement runs."""
        for node in children(self):
            yield from node.walk()
        yield from self.parameter_nodes()

    def parameter_nodes(self) -> Iterator[Node]:
        for parameter in self.parameters:
            for node in children(parameter):
                yield from node.walk()

    def movable(self) -> bool:
        """Whether another module may name it without importing it."""
        return False

    def late_nodes(self) -> Iterator[Node]:
        """The types of annotations, which may name what is declared later or elsewhere."""
        yield from ()

    def bound(self, arguments: tuple[Node, ...]) -> Mapping[str, Node]:
        """The type variables with their types."""
        found: dict[str, Node] = {}
        for index, parameter in enumerate(self.parameters):
            node = arguments[index] if index < len(arguments) else parameter.fallback()
            if node is None:
                raise TypeError(f"nothing binds {parameter.name} of {self.name}")
            found[parameter.name] = node
        return found

    def variables(self, spelling: Spelling) -> str:
        """The statements before the declaration."""
        if self.generics == "PEP 695":
            return ""
        return "".join(parameter.statement(spelling) for parameter in self.parameters)

    def brackets(self) -> str:
        """The parameters in the syntax of PEP 695, or nothing."""
        if self.generics != "PEP 695" or not self.parameters:
            return ""
        return f"[{', '.join(parameter.header() for parameter in self.parameters)}]"

    def generic_base(self) -> list[str]:
        if self.generics == "PEP 695" or not self.parameters:
            return []
        return [f"typing.Generic[{', '.join(parameter.name for parameter in self.parameters)}]"]


@dataclass(frozen=True)
class Renamed(Declaration):
    """A NewType or a subclass of a scalar, which renders as its base does."""

    node: Node = TEXT
    how: Literal["NewType", "subclass"] = "NewType"

    def source(self, spelling: Spelling, annotation: Spelling) -> str:
        code = self.node.code(spelling)
        if self.how == "NewType":
            return f"{self.name} = typing.NewType({self.name!r}, {code})\n"
        return f"class {self.name}({code}):\n    pass\n"

    def meaning(self, arguments: tuple[Node, ...]) -> Node:
        return self.node

    def values(self, arguments: tuple[Node, ...], scope: Scope) -> Values:
        return self.node.values(scope).map(scope.namespace[self.name])

    def forms(self) -> Iterator[str]:
        yield self.how if self.how == "NewType" else "subclass of a scalar"


@dataclass(frozen=True)
class Alias(Declaration):
    """An old alias, a TypeAliasType, or the `type` statement."""

    node: Node = TEXT
    how: Literal["TypeAlias", "TypeAliasType", "type"] = "TypeAlias"

    def source(self, spelling: Spelling, annotation: Spelling) -> str:
        if self.how == "type":
            return f"type {self.name}{self.brackets()} = {self.node.code(Spelling())}\n"
        before, code = self.variables(spelling), self.node.code(spelling)
        if self.how == "TypeAlias":
            return f"{before}{self.name}: typing.TypeAlias = {code}\n"
        names = "".join(f"{parameter.name}, " for parameter in self.parameters)
        more = f", type_params=({names})" if names else ""
        return f"{before}{self.name} = te.TypeAliasType({self.name!r}, {code}{more})\n"

    def meaning(self, arguments: tuple[Node, ...]) -> Node:
        return self.node.bind(self.bound(arguments))

    def movable(self) -> bool:
        return self.how == "type"

    def early_nodes(self) -> Iterator[Node]:
        yield from (self.node.walk() if self.how == "TypeAlias" else ())
        yield from self.parameter_nodes()

    def late_nodes(self) -> Iterator[Node]:
        if self.how != "TypeAlias":
            yield from self.node.walk()

    def forms(self) -> Iterator[str]:
        yield f"alias: {self.how}"
        if self.parameters:
            yield f"generic alias: {self.how}"
        if any(isinstance(node, Use) and node.name == self.name for node in self.nodes()):
            yield f"recursive alias: {self.how}"


# The bases of each kind of enum.
ENUMS: dict[str, str] = {
    "StrEnum": "enum.StrEnum",
    "IntEnum": "enum.IntEnum",
    "str mixin": "str, enum.Enum",
    "int mixin": "int, enum.Enum",
    "TextChoices": "models.TextChoices",
    "IntegerChoices": "models.IntegerChoices",
    "IntFlag": "enum.IntFlag",
    "date Choices": "datetime.date, models.Choices",
}


@dataclass(frozen=True)
class EnumClass(Declaration):
    """An enum whose members the encoder can write."""

    kind: str = "StrEnum"
    members: tuple[tuple[str, str | int], ...] = ()
    labelled: bool = False
    doc: str = ""

    def source(self, spelling: Spelling, annotation: Spelling) -> str:
        lines = [f"class {self.name}({ENUMS[self.kind]}):"]
        if self.doc:
            lines.append(f"    {self.doc!r}")
        for name, value in self.members:
            label = f", {f'Label {name}'!r}" if self.labelled else ""
            lines.append(f"    {name} = {self.written(value)}{label}")
        return "\n".join(lines) + "\n"

    def written(self, value: str | int) -> str:
        if self.kind != "date Choices":
            return repr(value)
        year, month, day = map(int, str(value).split("-"))
        return f"{year}, {month}, {day}"

    def values(self, arguments: tuple[Node, ...], scope: Scope) -> Values:
        cls: Any = scope.namespace[self.name]
        if self.kind == "IntFlag":
            return st.lists(st.sampled_from(list(cls)), max_size=3).map(lambda bits: cls(sum(bits)))
        return st.sampled_from(list(cls))

    def admits(self, json: Json, arguments: tuple[Node, ...], scope: Scope) -> bool:
        if self.kind == "IntFlag":
            return is_integer(json) and (json >= 0 or "flags" in scope.rows)
        return any(same(json, value) for name, value in self.members)

    def admits_key(self, text: str, arguments: tuple[Node, ...], scope: Scope) -> bool:
        return any(text == key_text(value) for name, value in self.members)

    def repeats(self, arguments: tuple[Node, ...], scope: Scope) -> Repeats:
        return "unclaimed" if self.kind == "IntFlag" else "never"

    def forms(self) -> Iterator[str]:
        yield f"enum: {self.kind}"


@dataclass(frozen=True)
class NamedTupleClass(Declaration):
    """A tuple with names, which the encoder writes as an array."""

    names: tuple[str, ...] = ()
    types: tuple[Node, ...] = ()
    how: Literal["class", "functional"] = "class"
    doc: str = ""
    form: ClassVar[str] = "NamedTuple"

    def source(self, spelling: Spelling, annotation: Spelling) -> str:
        if self.how == "functional":
            pairs = zip(self.names, self.types, strict=True)
            fields = ", ".join(f"({name!r}, {node.code(spelling)})" for name, node in pairs)
            return f"{self.name} = typing.NamedTuple({self.name!r}, [{fields}])\n"
        bases = ", ".join(["typing.NamedTuple", *self.generic_base()])
        lines = [f"{self.variables(spelling)}class {self.name}{self.brackets()}({bases}):"]
        lines += [f"    {self.doc!r}"] if self.doc else []
        for name, node in zip(self.names, self.types, strict=True):
            lines.append(f"    {name}: {node.code(annotation)}")
        return "\n".join([*lines, "    pass" if not self.names else ""]) + "\n"

    def meaning(self, arguments: tuple[Node, ...]) -> Node:
        return TupleOf(self.types).bind(self.bound(arguments))

    def values(self, arguments: tuple[Node, ...], scope: Scope) -> Values:
        make = scope.namespace[self.name]
        return self.meaning(arguments).values(scope).map(lambda items: make(*items))

    def movable(self) -> bool:
        return self.how == "class"

    def early_nodes(self) -> Iterator[Node]:
        yield from self.parameter_nodes()

    def late_nodes(self) -> Iterator[Node]:
        for node in self.types:
            yield from node.walk()

    def forms(self) -> Iterator[str]:
        yield from super().forms()
        yield f"NamedTuple, {self.how}"
