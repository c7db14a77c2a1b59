"""Types `serialize(obj, user)` by the serializer that is registered for the class of `obj`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from mypy.checker import TypeChecker
from mypy.nodes import CallExpr, RefExpr, TypeInfo
from mypy.plugin import ClassDefContext, FunctionContext
from mypy.typeops import make_simplified_union
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    NoneType,
    TupleType,
    Type,
    TypeOfAny,
    UnionType,
    get_proper_type,
)

SERIALIZE = "drf_typed_responses.serializers.serialize"
REGISTER = "drf_typed_responses.serializers.register"
_COLLECTIONS = (
    *("builtins.list", "builtins.tuple", "builtins.set", "builtins.frozenset"),
    "django.db.models.query.QuerySet",
)


def note_models(ctx: ClassDefContext) -> bool:
    """Keep the classes that a decorator names with the serializer, also in mypy's cache."""
    if isinstance(ctx.reason, CallExpr):
        models = [each.fullname for each in ctx.reason.args if isinstance(each, RefExpr)]
        ctx.cls.info.metadata[REGISTER] = {"models": models}
    return True


def registered_type(ctx: FunctionContext, modules: Sequence[str]) -> Type:
    """What `serialize` returns; without `serializer`, by those that are registered.

    Only those are used that the calling module or one of `modules` names: whether mypy has read
    others already depends on the order of modules.
    """
    chosen = dict(zip(ctx.callee_arg_names, ctx.arg_types, strict=False)).get("serializer", [])
    given = dict(zip(ctx.callee_arg_names, ctx.args, strict=False)).get("objects", [])
    if not given or any(not isinstance(get_proper_type(each), NoneType) for each in chosen):
        return ctx.default_return_type
    # The inferred type of `[team]` is `list[Any]`, because the signature expects that.
    with ctx.api.msg.filter_errors():
        objects = ctx.api.get_expression_type(given[0])
    checker = cast("TypeChecker", ctx.api)
    known = [checker.modules[name] for name in modules if name in checker.modules]
    bodies = {
        model: body
        for file in (*known, checker.tree)
        for symbol in list(file.names.values())
        if isinstance(symbol.node, TypeInfo)
        for model, body in _registered(symbol.node)
    }
    return _body_of(objects, bodies, ctx) or ctx.default_return_type


def _registered(serializer: TypeInfo) -> Iterator[tuple[str, Type]]:
    """The classes for which a serializer is registered, each with its body."""
    models = serializer.metadata.get(REGISTER, {}).get("models", ())
    method = serializer.get_method("serialize") if models else None
    signature = get_proper_type(method.type) if method else None
    if isinstance(signature, CallableType):
        for model in models:
            yield model, signature.ret_type


def _body_of(objects: Type, bodies: Mapping[str, Type], ctx: FunctionContext) -> Type | None:
    """The body of an object, or the list of those of several; None if one is not known."""
    proper = get_proper_type(objects)
    if isinstance(proper, NoneType):
        return proper
    if isinstance(proper, UnionType):
        arms = [_body_of(arm, bodies, ctx) for arm in proper.items]
        known = [arm for arm in arms if arm is not None]
        return make_simplified_union(known) if len(known) == len(arms) else None
    if isinstance(proper, TupleType):
        return _listed(_body_of(UnionType.make_union(proper.items), bodies, ctx), ctx)
    if not isinstance(proper, Instance):
        return None
    if proper.type.has_base(_COLLECTIONS[-1]) or proper.type.fullname in _COLLECTIONS:
        item = proper.args[-1] if proper.args else AnyType(TypeOfAny.unannotated)
        return _listed(_body_of(item, bodies, ctx), ctx)
    found = (bodies.get(base.fullname) for base in proper.type.mro)
    return next((body for body in found if body is not None), None)


def _listed(item: Type | None, ctx: FunctionContext) -> Type | None:
    return None if item is None else ctx.api.named_generic_type("builtins.list", [item])
