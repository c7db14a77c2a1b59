"""Hints that drf-spectacular meets: which of them are ours to translate."""

from __future__ import annotations

import functools
import typing
from collections import abc
from typing import Any

from drf_spectacular.drainage import get_override
from drf_spectacular.plumbing import (
    get_openapi_type_mapping,
    is_basic_type,
    is_higher_order_type_hint,
    resolve_type_hint,
)
from rest_framework.fields import Field
from rest_framework.serializers import BaseSerializer

from ..exceptions import TranslationError
from ..serializers import TypedResponse
from ..translate import hints
from ..translate.named_forms import fields_of, is_composite
from ..translate.scalar_types import SCALARS
from ..translate.scopes import Scope
from .bridge import Bridge
from .generics import return_annotation
from .sources import Source, function_line, has_type, names_a_type

_SEQUENCES = (list, abc.Sequence, abc.Iterable)


def as_typed(given: Any, public: bool = False) -> TypedResponse | None:
    """A body given as a plain type, as what our extension matches; None for anything else.

    Outside a public document a hint without a name in it (`list[int]`, `str`) is left to
    drf-spectacular, which knows it.
    """
    if isinstance(given, TypedResponse):
        return given
    if public:
        return TypedResponse(given) if _is_hint(given) or _is_scalar(given) else None
    if not _is_hint(given):
        return None
    try:
        named = names_a_type(given, Scope())
    except TranslationError:
        named = True  # the translation will say what is wrong
    return TypedResponse(given) if named or not _understood(given) else None


def _is_scalar(given: Any) -> bool:
    # A body of bytes is a file, which no JSON renderer writes.
    return isinstance(given, type) and given in SCALARS and given is not bytes


def _is_hint(given: Any) -> bool:
    if given is None or isinstance(given, (dict, str)):
        return False
    if is_composite(given):
        return True
    if isinstance(given, type) and not hasattr(given, "__origin__"):
        return False
    return is_higher_order_type_hint(given) or hints.is_newtype(given)


def any_typed(declared: Any) -> bool:
    """Whether `responses=` holds a type of ours for any status."""
    every = declared.values() if isinstance(declared, dict) else (declared,)
    return any(_is_typed(getattr(given, "response", given)) for given in every)


def _is_typed(given: Any) -> bool:
    return has_type(given) or as_typed(given) is not None


def is_list(typed: TypedResponse) -> bool:
    """Whether the type is a plain list, which a paginator wraps."""
    if typed.name is not None:
        return False
    hint, _, _ = hints.unwrap(typed.hint, Scope(typed.module or ""))
    return hints.decode(hint)[0] in _SEQUENCES


def schema_of_return(method: Any, bridge: Bridge) -> Any:
    """The schema of what a method says it returns; None to leave it to drf-spectacular."""
    function = method.func if isinstance(method, functools.partial) else method
    try:
        found = return_annotation(type(_owner(function)), function.__name__, function)
    except TranslationError:  # in what a class gives its generic base
        return None
    if found is None:
        return None
    file, line = function_line(function)
    hint, scope = found
    return _schema(Source(hint, scope, file=file, line=line), bridge, function)


def _owner(function: Any) -> Any:
    """The instance of a bound method; of a model's property there is none."""
    return getattr(function, "__self__", None)


def schema_of_override(hint: Any, owner: Any, bridge: Bridge) -> Any:
    """The schema of a hint in `@extend_schema_field`; None to leave it to drf-spectacular."""
    ours = _is_hint(hint) and not is_basic_type(hint)
    if not ours and not (bridge.public and _is_scalar(hint)):
        return None
    if isinstance(owner, Field):
        name = get_override(owner, "field_component_name")
        source = Source(hint, Scope(type(owner).__module__), name)
        # drf-spectacular takes any other class for a serializer or field.
        known = is_higher_order_type_hint(hint)
        return _schema(source, bridge, None) if known else bridge.schema(source)
    function = getattr(owner, "__func__", owner)
    file, line = function_line(function)
    scope = Scope(getattr(function, "__module__", ""))
    return _schema(Source(hint, scope, file=file, line=line), bridge, None)


def _schema(source: Source, bridge: Bridge, function: Any) -> Any:
    if not bridge.public:
        return _outside_public(source, bridge, function)
    try:
        bare = hints.unwrap(source.hint, source.scope)[0]
    except TranslationError:
        bare = source.hint
    if _is_for_spectacular(bare):
        return None
    return bridge.schema(source) or {}


def _outside_public(source: Source, bridge: Bridge, function: Any) -> Any:
    """Ours only where drf-spectacular does not understand, and what we refuse is its again."""
    hint = _evaluated(function, source.hint)
    if _is_for_spectacular(hint) or (_understood(hint) and not _is_marked(source)):
        return None
    try:
        return bridge.translated(source)
    except TranslationError:
        return None


def _evaluated(function: Any, hint: Any) -> Any:
    """The hint as drf-spectacular would meet it; as it stands where Python cannot evaluate it."""
    if function is None:
        return hint
    try:
        return typing.get_type_hints(function).get("return")
    except Exception:  # evaluating a project's annotations can raise anything
        return hint


def _is_for_spectacular(hint: Any) -> bool:
    """Serializers, fields and drf-spectacular's own vocabulary, given as a return type."""
    if isinstance(hint, dict) or has_type(hint):
        return not isinstance(hint, TypedResponse)
    if isinstance(hint, type) and issubclass(hint, BaseSerializer):
        return True
    return isinstance(hint, abc.Hashable) and hint in get_openapi_type_mapping()


def _understood(hint: Any) -> bool:
    """Whether drf-spectacular has a schema for a hint."""
    try:
        resolve_type_hint(hint)
    except Exception:  # besides its own error it raises what a hint makes it run into
        return False
    return True


def _is_marked(source: Source) -> bool:
    """Whether a TypedDict in the hint has private fields, which only we keep back."""
    try:
        return _has_private(source.hint, source.scope, set())
    except TranslationError:
        return False


def _has_private(hint: Any, scope: Scope, seen: set[Any]) -> bool:
    bare, _, _ = hints.unwrap(hint, scope)
    origin, args = hints.decode(bare)
    if is_composite(origin) and origin not in seen:
        seen.add(origin)
        fields = fields_of(origin, hints.bindings(origin, args, scope))
        if any(f.private or _has_private(f.hint, f.scope, seen) for f in fields):
            return True
    return any(
        _has_private(arg, scope, seen)
        for arg in args
        if not isinstance(arg, (str, bytes, int)) and arg is not Ellipsis
    )
