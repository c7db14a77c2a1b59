"""Chooses the response of an expected union that fits the arguments of `Response(...)`.

mypy infers no type argument from a union of several classes that are the same but for arguments.
"""

from __future__ import annotations

from mypy.nodes import CallExpr, Expression
from mypy.plugin import CheckerPluginInterface, FunctionSigContext
from mypy.subtypes import is_subtype
from mypy.types import (
    FunctionLike,
    Instance,
    LiteralType,
    NoneType,
    Type,
    UnionType,
    get_proper_type,
    get_proper_types,
)

RESPONSE = "drf_typed_responses.responses.Response"
_BODY, _STATUS = 0, 1  # the positions of the arguments of the class, and of its constructor


def choose_expected(ctx: FunctionSigContext) -> FunctionLike:
    """The same signature; from here on, mypy expects one response of the union.

    Where none fits, it expects the one with that body or with that status, if there is one, so
    that the error says what is wrong with the other.
    """
    expected = responses_of(ctx.api.type_context[-1])
    if len(expected) > 1 and isinstance(ctx.context, CallExpr):
        call, api = ctx.context, ctx.api
        fits = [(_fits_body(each, call, api), _fits_status(each, call, api)) for each in expected]
        for wanted in ((True, True), (True, False), (False, True)):
            found = [each for each, has in zip(expected, fits, strict=True) if has == wanted]
            if found and (all(wanted) or len(found) == 1):
                api.type_context[-1] = found[0]
                break
    return ctx.default_signature


def responses_of(expected: Type | None) -> list[Instance]:
    """The responses of an expected type."""
    proper = get_proper_type(expected)
    items = get_proper_types(proper.items) if isinstance(proper, UnionType) else [proper]
    return [each for each in items if isinstance(each, Instance) and each.type.fullname == RESPONSE]


def argument(call: CallExpr, name: str, position: int) -> Expression | None:
    """The argument of a call by its name or position; None if it is not given so."""
    for at, (expression, kind, given) in enumerate(
        zip(call.args, call.arg_kinds, call.arg_names, strict=True)
    ):
        if given == name or (at == position and kind.is_positional() and not kind.is_star()):
            return expression
    return None


def _fits_body(expected: Instance, call: CallExpr, api: CheckerPluginInterface) -> bool:
    body = argument(call, "data", _BODY)
    if body is None:
        return is_subtype(NoneType(), expected.args[_BODY])
    return _fits(body, expected.args[_BODY], api)


def _fits_status(expected: Instance, call: CallExpr, api: CheckerPluginInterface) -> bool:
    status = argument(call, "status", _STATUS)
    if status is None:
        ok = LiteralType(200, api.named_generic_type("builtins.int", []))
        return is_subtype(ok, expected.args[_STATUS])
    return _fits(status, UnionType([expected.args[_STATUS], NoneType()]), api)


def _fits(argument: Expression, expected: Type, api: CheckerPluginInterface) -> bool:
    with api.msg.filter_errors() as watcher:
        found = api.get_expression_type(argument, expected)
        return not watcher.has_new_errors() and is_subtype(found, expected)
