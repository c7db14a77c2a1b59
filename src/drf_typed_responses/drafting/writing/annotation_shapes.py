"""Compares annotations of attributes by their texts: what one that is drafted shows beyond another.

Nothing is imported: an annotation of a file may name what only a type checker knows.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias


class Arm(NamedTuple):
    """One member of a union: `name` without its module, and the shapes of its arguments.

    A member of a Literal has its value in `name`, as Python writes it.
    """

    name: str
    args: tuple[Shape, ...] = ()
    is_literal: bool = False

    def __str__(self) -> str:
        if self.is_literal:
            return f"Literal[{self.name}]"
        return f"{self.name}[{', '.join(map(text_of, self.args))}]" if self.args else self.name


Shape: TypeAlias = frozenset[Arm]


class Read(NamedTuple):
    """An annotation of an attribute: its shape, and whether the attribute is required."""

    shape: Shape
    required: bool


_ALIASES: Final = {
    "Dict": "dict", "List": "list", "Mapping": "dict", "Sequence": "list",
}  # fmt: skip
_WRAPPERS: Final = ("Annotated", "NotRequired", "Private", "ReadOnly", "Required")
_ANYTHING: Final = frozenset({"Any", "object"})
_TEXTS: Final = frozenset({"date", "datetime", "str", "UUID"})
_SCALARS: Final = _TEXTS | {"bool", "float", "int"}
# The drafted scalars that a scalar of a file admits besides itself.
_ADMITTED: Final = {"float": frozenset({"int"}), "str": _TEXTS}
NONE: Final = Arm("None")


def read(annotation: str, is_total: bool = True) -> Read:
    """An annotation as a file writes it; `is_total` is that of its class."""
    node = ast.parse(annotation.strip(), mode="eval").body
    marks = set(_marks(node))
    required = "Required" in marks or (is_total and "NotRequired" not in marks)
    return Read(frozenset(_arms(node)), required)


def shape_of(annotation: str) -> Shape:
    """The shape of an annotation."""
    return read(annotation).shape


def text_of(shape: Shape) -> str:
    """A shape in one line; null is last."""
    return " | ".join(map(str, sorted(shape, key=lambda arm: (arm == NONE, str(arm)))))


def is_class_name(arm: Arm) -> bool:
    """Whether an arm is a name that may be that of a class for objects."""
    known = {*_SCALARS, *_ANYTHING, "None", "list", "dict"}
    return not arm.is_literal and arm.name not in known


def _marks(node: ast.expr) -> Iterator[str]:
    """The names of the wrappers around an annotation, the outermost first."""
    node = _unquoted(node)
    if isinstance(node, ast.Subscript) and _name(node.value) in _WRAPPERS:
        yield _name(node.value)
        yield from _marks(_arguments(node)[0])


def _arms(node: ast.expr) -> Iterator[Arm]:
    node = _unquoted(node)
    if isinstance(node, ast.BinOp):
        yield from (*_arms(node.left), *_arms(node.right))
    elif isinstance(node, ast.Subscript):
        yield from _subscripted(_name(node.value), _arguments(node))
    elif isinstance(node, ast.Constant):
        yield Arm(repr(node.value))
    else:
        yield Arm(_ALIASES.get(_name(node), _name(node)))


def _subscripted(name: str, args: list[ast.expr]) -> Iterator[Arm]:
    if name in _WRAPPERS:
        yield from _arms(args[0])
    elif name == "Literal":
        yield from (NONE if _is_none(arg) else Arm(ast.unparse(arg), (), True) for arg in args)
    elif name in ("Optional", "Union"):
        yield from (arm for arg in args for arm in _arms(arg))
        yield from [NONE] if name == "Optional" else []
    else:
        own = _ALIASES.get(name, name)
        yield Arm(own, tuple(frozenset(_arms(arg)) for arg in args))


def _unquoted(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _unquoted(ast.parse(node.value.strip(), mode="eval").body)
    return node


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _name(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]


def _arguments(node: ast.Subscript) -> list[ast.expr]:
    return node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]


# ---------------------------------------------------------------- what a draft shows beyond a file


def shown_beyond(existing: Read, drafted: Read) -> tuple[str, ...]:
    """The values that recorded responses show and the annotation of a file does not admit.

    Empty if the texts do not decide it: a name of the project's own may stand for any type.
    """
    missing = ["NotRequired"] if existing.required and not drafted.required else []
    return (*missing, *_beyond(existing.shape, drafted.shape))


def _beyond(existing: Shape, drafted: Shape) -> Iterator[str]:
    if not {arm.name for arm in existing} & _ANYTHING:
        for arm in sorted(drafted - existing, key=str):
            yield from _arm_beyond(existing, arm)


def _arm_beyond(existing: Shape, arm: Arm) -> Iterator[str]:
    same = [other for other in existing if other.name == arm.name and other.args and arm.args]
    if same:
        inner = zip(same[0].args, arm.args, strict=False)
        yield from (f"{arm.name}[{text}]" for one in inner for text in _beyond(*one))
    elif arm == NONE or not any(_may_admit(other, arm) for other in existing):
        yield str(arm)


def _may_admit(existing: Arm, drafted: Arm) -> bool:
    """Whether an arm of a file admits values of a drafted one, or may do so."""
    if existing.is_literal or existing == NONE:
        # A `str` is drafted for a few texts that do not repeat; they may be the members.
        return existing.is_literal and drafted.name in _TEXTS and not drafted.is_literal
    if existing.name in _SCALARS:
        kind = "str" if drafted.is_literal else drafted.name
        return kind in {existing.name, *_ADMITTED.get(existing.name, ())}
    if existing.name == "list":
        return drafted.name == "list"
    return existing.name != "dict" or is_class_name(drafted) or drafted.name == "dict"
