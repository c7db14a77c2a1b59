"""Refuses a body that fits the annotation only because its type is Any."""

from __future__ import annotations

from collections.abc import Iterator

from mypy.checkexpr import has_any_type
from mypy.errorcodes import ErrorCode
from mypy.nodes import ConditionalExpr, DictExpr, Expression, ListExpr, StrExpr
from mypy.plugin import CheckerPluginInterface, FunctionContext
from mypy.subtypes import is_proper_subtype, is_subtype
from mypy.types import Instance, Type, TypedDictType, get_proper_type

from .expected_responses import responses_of

ANY_BODY = ErrorCode("any-body", "Check that no body of a response is Any", "Response")


def refuse_any(ctx: FunctionContext) -> Type:
    """The same type; an error for each part of the body that is Any."""
    given = dict(zip(ctx.callee_arg_names, ctx.args, strict=False)).get("data", [])
    expected = responses_of(ctx.api.type_context[-1])
    declared = expected[0].args[0] if len(expected) == 1 else None
    for body in given:
        for part in _vague_parts(body, declared, ctx.api):
            message = "This part of the body of the response fits because it is Any; give it a type"
            ctx.api.fail(message, part, code=ANY_BODY)
    return ctx.default_return_type


def _vague_parts(
    part: Expression, declared: Type | None, api: CheckerPluginInterface
) -> Iterator[Expression]:
    """The innermost expressions of a body that are Any where something else is declared."""
    expected = get_proper_type(declared)
    if isinstance(part, DictExpr) and isinstance(expected, TypedDictType):
        for key, value in part.items:
            if isinstance(key, StrExpr) and key.value in expected.items:
                yield from _vague_parts(value, expected.items[key.value], api)
    elif isinstance(part, ListExpr) and isinstance(expected, Instance) and len(expected.args) == 1:
        for item in part.items:
            yield from _vague_parts(item, expected.args[0], api)
    elif isinstance(part, ConditionalExpr):
        for arm in (part.if_expr, part.else_expr):
            yield from _vague_parts(arm, expected, api)
    elif _is_vague(part, expected, api):
        yield part


def _is_vague(part: Expression, expected: Type | None, api: CheckerPluginInterface) -> bool:
    with api.msg.filter_errors():
        found = api.get_expression_type(part, expected)
    if expected is None:
        return has_any_type(found)
    # Of both relations, only the proper one distinguishes Any.
    return is_subtype(found, expected) and not is_proper_subtype(found, expected)
