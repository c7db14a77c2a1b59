"""Adds keyword arguments to a call, one on each line, and keeps those that stand there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar, cast

import libcst as cst
import libcst.matchers as m

from .layout import expression
from .source_files import SourceError

Node = TypeVar("Node", bound=cst.CSTNode)
_INDENT: Final = "    "
# The order of the positional arguments of `extend_schema`.
_POSITIONAL: Final = ("operation_id", "parameters", "request", "responses")
# An argument of `extend_schema` is not added where this other argument says the same.
_INSTEAD: Final = {"operation_id": "summary"}


def new_call(function: str, arguments: Mapping[str, str], width: int) -> cst.Call:
    """A call with keyword arguments, for a line of this width."""
    written = ", ".join(f"{name}={value}" for name, value in arguments.items())
    return _parsed(expression(f"{function}({written})", 0, width, before="@"))


def lacking(call: cst.Call, arguments: Mapping[str, str]) -> dict[str, str]:
    """The arguments that a call lacks. Raises SourceError if it unpacks others."""
    present = _present(call)
    return {
        name: value
        for name, value in arguments.items()
        if name not in present and _INSTEAD.get(name) not in present
    }


def completed(call: cst.Call, arguments: Mapping[str, str], depth: int, width: int) -> cst.Call:
    """The call with those arguments that it lacks; the call begins a line at this depth."""
    missing = lacking(call, arguments)
    if not missing:
        return call
    inner = _INDENT * (depth + 1)
    lines = [
        f"{inner}{name}={expression(value, depth + 1, width, f'{name}=', ',')},\n"
        for name, value in missing.items()
    ]
    new = _parsed(f"f(\n{''.join(lines)}{_INDENT * depth})")
    kept = exploded(call, depth)
    followed = [_apart(each, inner) for each in kept.args]
    return kept.with_changes(args=[*followed, *new.args])


def exploded(call: cst.Call, depth: int) -> cst.Call:
    """The call with one argument on each line."""
    is_exploded = m.matches(call.whitespace_before_args, m.ParenthesizedWhitespace())
    before = call.whitespace_before_args if is_exploded else line_break(depth + 1)
    args = call.args if is_exploded else [deeper(each) for each in call.args]
    apart = [_apart(each, _INDENT * (depth + 1)) for each in args[:-1]]
    last = [_apart(each, _INDENT * depth) for each in args[-1:]]
    return call.with_changes(args=[*apart, *last], whitespace_before_args=before)


def line_break(depth: int) -> cst.ParenthesizedWhitespace:
    """The end of a line, before one that is indented by `depth` levels."""
    return cst.ParenthesizedWhitespace(indent=True, last_line=cst.SimpleWhitespace(_INDENT * depth))


def place_of(call: cst.Call, name: str) -> int | None:
    """The place of an argument of `extend_schema`, by name or by position; None without it."""
    placed = [each for each in call.args if each.keyword is None]
    if name in _POSITIONAL[: len(placed)]:
        return _POSITIONAL.index(name)
    keywords = [each.keyword.value if each.keyword else "" for each in call.args]
    return keywords.index(name) if name in keywords else None


def _parsed(source: str) -> cst.Call:
    return cst.ensure_type(cst.parse_expression(source), cst.Call)


def _present(call: cst.Call) -> set[str]:
    if any(argument.star for argument in call.args):
        raise SourceError("the arguments of its @extend_schema are not written there, but unpacked")
    placed = [each for each in call.args if each.keyword is None]
    named = {each.keyword.value for each in call.args if each.keyword}
    return {*named, *_POSITIONAL[: len(placed)]}


def _apart(argument: cst.Arg, inner: str) -> cst.Arg:
    """An argument on a line of its own, before a line with this indentation."""
    comma = argument.comma
    after = comma.whitespace_after if isinstance(comma, cst.Comma) else None
    if not isinstance(after, cst.ParenthesizedWhitespace):
        after = argument.whitespace_after_arg
    if not isinstance(after, cst.ParenthesizedWhitespace):
        after = cst.ParenthesizedWhitespace(indent=True)
    after = after.with_changes(indent=True, last_line=cst.SimpleWhitespace(inner))
    return argument.with_changes(
        comma=cst.Comma(whitespace_after=after), whitespace_after_arg=cst.SimpleWhitespace("")
    )


def deeper(node: Node) -> Node:
    """A part of a call that gets a line of its own, with its further lines one level deeper."""
    return cast(Node, node.visit(_Deeper()))


class _Deeper(cst.CSTTransformer):
    def leave_ParenthesizedWhitespace(
        self,
        original_node: cst.ParenthesizedWhitespace,
        updated_node: cst.ParenthesizedWhitespace,
    ) -> cst.ParenthesizedWhitespace:
        deeper = cst.SimpleWhitespace(_INDENT + updated_node.last_line.value)
        return updated_node.with_changes(last_line=deeper)

    def leave_EmptyLine(
        self, original_node: cst.EmptyLine, updated_node: cst.EmptyLine
    ) -> cst.EmptyLine:
        if updated_node.comment is None:
            return updated_node
        deeper = cst.SimpleWhitespace(_INDENT + updated_node.whitespace.value)
        return updated_node.with_changes(whitespace=deeper)


def with_element(call: cst.Call, keyword: str, element: str) -> cst.Call:
    """The call with one more element in the list that a keyword argument is."""
    for at, argument in enumerate(call.args):
        if argument.keyword and argument.keyword.value == keyword:
            args = list(call.args)
            args[at] = argument.with_changes(value=_longer(argument.value, element))
            return call.with_changes(args=args)
    return call


def _longer(value: cst.BaseExpression, element: str) -> cst.BaseExpression:
    """A list or set display with one more element, unless it has that element."""
    if not isinstance(value, (cst.List, cst.Set)):
        raise SourceError("the value to add to is not a list or a set in brackets")
    new = cst.parse_expression(element)
    if any(each.value.deep_equals(new) for each in value.elements):
        return value
    elements: Sequence[cst.BaseElement] = value.elements
    last = elements[-1].comma if elements else cst.MaybeSentinel.DEFAULT
    between: cst.BaseParenthesizableWhitespace = cst.SimpleWhitespace(" ")
    first = elements[0].comma if len(elements) > 1 else cst.MaybeSentinel.DEFAULT
    if isinstance(first, cst.Comma):
        between = first.whitespace_after
    elif isinstance(last, cst.Comma):
        between = value.lbracket.whitespace_after if isinstance(value, cst.List) else between
    kept = [
        *elements[:-1],
        *(each.with_changes(comma=cst.Comma(whitespace_after=between)) for each in elements[-1:]),
    ]
    return value.with_changes(elements=[*kept, cst.Element(new, comma=last)])


def with_member(value: cst.BaseExpression, member: str) -> cst.BaseExpression:
    """The set `{...}`, or `frozenset({...})`, with one more member."""
    if isinstance(value, cst.Call) and len(value.args) == 1:
        argument = value.args[0]
        return value.with_changes(
            args=[argument.with_changes(value=_longer(argument.value, member))]
        )
    return _longer(value, member)
