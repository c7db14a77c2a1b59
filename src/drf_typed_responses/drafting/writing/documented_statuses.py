"""Adds statuses to the `responses=` of a decorator; what stands there stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import libcst as cst

from .calls import deeper, exploded, line_break, place_of
from .source_files import code_of

_RESPONSES: Final = "responses"


class AddedStatuses(NamedTuple):
    """The bodies to add by status, as source.

    `success` is the status of the body that stands there alone. `is_mapping` says that a name or a
    call stands there for a mapping of statuses.
    """

    bodies: Mapping[str, str]
    success: str = "200"
    is_mapping: bool = False


NOTHING_ADDED: Final = AddedStatuses({})


def with_statuses(call: cst.Call, added: AddedStatuses, depth: int, width: int) -> cst.Call:
    """The call with more statuses in its `responses=`; the call begins a line at this depth."""
    at = place_of(call, _RESPONSES)
    if at is None or not added.bodies:
        return call
    call = exploded(call, depth)
    argument = call.args[at]
    before = f"{_RESPONSES}=" if argument.keyword else ""
    room = width - 4 * (depth + 1) - len(before) - len(",")
    args = list(call.args)
    args[at] = argument.with_changes(value=_value(argument.value, added, depth + 1, room))
    return call.with_changes(args=args)


def _value(value: cst.BaseExpression, added: AddedStatuses, depth: int, room: int) -> cst.Dict:
    new = [_element(status, body) for status, body in added.bodies.items()]
    if isinstance(value, cst.Dict) and _is_exploded(value):
        return _longer(value, new)
    parts = list(value.elements) if isinstance(value, cst.Dict) else [_alone(value, added)]
    line = cst.Dict([*_in_line(parts), *_in_line(new)])
    code = code_of(line)
    if "\n" not in code and len(code) <= room:
        return line
    inner, outer = line_break(depth + 1), line_break(depth)
    kept = [deeper(each) for each in parts]
    return cst.Dict(
        [
            *(
                each.with_changes(comma=cst.Comma(whitespace_after=inner))
                for each in [*kept, *new][:-1]
            ),
            new[-1].with_changes(comma=cst.Comma()),
        ],
        lbrace=cst.LeftCurlyBrace(whitespace_after=inner),
        rbrace=cst.RightCurlyBrace(whitespace_before=outer),
    )


def _element(status: str, body: str) -> cst.DictElement:
    return cst.DictElement(cst.Integer(status), cst.parse_expression(body))


def _alone(value: cst.BaseExpression, added: AddedStatuses) -> cst.BaseDictElement:
    """What stands there without a dictionary, as an element of one."""
    if added.is_mapping:
        return cst.StarredDictElement(value)
    return cst.DictElement(cst.Integer(added.success), value)


def _in_line(elements: Sequence[cst.BaseDictElement]) -> list[cst.BaseDictElement]:
    return [each.with_changes(comma=cst.MaybeSentinel.DEFAULT) for each in elements]


def _is_exploded(value: cst.Dict) -> bool:
    return isinstance(value.lbrace.whitespace_after, cst.ParenthesizedWhitespace)


def _longer(value: cst.Dict, new: list[cst.DictElement]) -> cst.Dict:
    """A dictionary of one element a line, with more of them behind a comment at its end."""
    inner = value.lbrace.whitespace_after
    end = value.rbrace.whitespace_before
    assert isinstance(inner, cst.ParenthesizedWhitespace)
    between = inner.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=[])
    behind = between
    if isinstance(end, cst.ParenthesizedWhitespace):
        behind = end.with_changes(indent=inner.indent, last_line=inner.last_line)
        end = end.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=[])
    kept = list(value.elements)
    if kept:
        kept[-1] = kept[-1].with_changes(comma=cst.Comma(whitespace_after=behind))
    commas = [cst.Comma(whitespace_after=between)] * (len(new) - 1) + [cst.Comma()]
    added = [each.with_changes(comma=comma) for each, comma in zip(new, commas, strict=True)]
    return value.with_changes(
        elements=[*kept, *added], rbrace=value.rbrace.with_changes(whitespace_before=end)
    )
