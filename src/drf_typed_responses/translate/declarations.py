"""Facts that a class, function or alias declares beside its fields."""

from __future__ import annotations

import ast
import inspect
import sys
import types
from collections.abc import Iterator
from typing import Any, Union

import typing_extensions

from ..exceptions import InfiniteAliasError, UnresolvableNameError, UnsupportedTypeError
from .assigned_aliases import AssignedAlias
from .hint_kinds import decode, is_alias, is_namedtuple, is_typeddict
from .hints import bindings, unfolded, unwrap
from .metadata import Withhold
from .module_source import module_source
from .plain_classes import clean
from .scopes import LAZY_ANNOTATIONS, NO_BINDINGS, Arguments, Bindings, Hint, Scope, evaluate
from .source_order import in_source_order, is_uncertain


def annotations_of(owner: object) -> dict[str, Hint]:
    """The annotations of a class or function, unevaluated names as forward references."""
    if LAZY_ANNOTATIONS:
        forward = typing_extensions.Format.FORWARDREF
        return typing_extensions.get_annotations(owner, format=forward)
    if isinstance(owner, type):
        # Not `get_annotations`, which copies them: this is called for every class.
        own: dict[str, Hint] = owner.__dict__.get("__annotations__", {})  # noqa: RUF063
        return own
    return getattr(owner, "__annotations__", {})


def original_bases(cls: type) -> Arguments:
    """The bases as written: TypedDicts and NamedTuples do not keep them among their bases."""
    bases = cls.__dict__.get("__orig_bases__")
    if bases is None and is_typeddict(cls) and sys.version_info < (3, 12):
        return _bases_from_source(cls)  # before 3.12 only typing_extensions keeps them
    return bases or ()


def typeddict_bases(cls: type) -> list[Hint]:
    """The bases of a TypedDict that are TypedDicts too, with their arguments as written."""
    return [base for base in original_bases(cls) if is_typeddict(getattr(base, "__origin__", base))]


def _bases_from_source(cls: type) -> Arguments:
    source = module_source(cls.__module__)
    definition = source.classes.get(cls.__qualname__) if source else None
    if definition is None:
        return ()
    scope = Scope(cls.__module__, cls)
    try:
        bases = tuple(evaluate(base, scope) for base in definition.bases)
    except UnresolvableNameError:  # bases local to a function: the fields of the class are known
        return ()
    if cls in bases:
        raise UnsupportedTypeError(
            f"the base of {cls.__name__} has the same name, and Python before 3.12 does not keep "
            "the bases of a TypedDict",
            hint=f"Import the base under another name: `import {cls.__name__} as Base`.",
        )
    return bases


def spectacular_override(cls: object, name: str) -> Any:
    """The value that a decorator of drf-spectacular set on the class itself; None without one."""
    overrides = getattr(cls, "__dict__", NO_BINDINGS).get("_spectacular_annotation")
    return overrides.get(name) if overrides else None


def docstring(cls: type) -> str | None:
    """The class's own docstring, cleaned; None for one that Python generated."""
    text = cls.__dict__.get("__doc__")
    if not text or (is_namedtuple(cls) and text == _generated_docstring(cls)):
        return None
    return clean(text)


def own_deprecation(cls: type) -> str | None:
    """The message of `@deprecated` on the class itself; None without the decorator.

    Source: PEP 702, by which a class derived from a deprecated one is not deprecated.
    """
    return cls.__dict__.get("__deprecated__")


def with_deprecation(description: str | None, message: str | None) -> str:
    """A description that ends with the message of a deprecation; empty without either."""
    if not message:
        return description or ""
    notice = f"Deprecated: {message}"
    return f"{description}\n\n{notice}" if description else notice


def _generated_docstring(cls: Any) -> str:
    comma = "," if len(cls._fields) == 1 else ""
    return f"{cls.__name__}({', '.join(cls._fields)}{comma})"


def return_annotation(function: Any) -> tuple[Hint, Scope] | None:
    """The return annotation of a function or method, and its scope; None without annotation."""
    function = inspect.unwrap(getattr(function, "__func__", function))
    if not isinstance(function, types.FunctionType):
        return None
    found = annotations_of(function)
    if "return" not in found:
        return None
    return found["return"], Scope(function.__module__, function)


def alias_value(alias: Hint, bound: Bindings) -> tuple[Hint, Scope]:
    """The right side of `type X = ...`, and the scope in which it is written.

    Raises UnresolvableNameError for an unknown name in it. Source: PEP 695.
    """
    if isinstance(alias, AssignedAlias):
        return unfolded(alias), alias.scope
    scope = Scope(getattr(alias, "__module__", "") or "", alias, bound)
    try:
        value = alias.__value__
    except NameError as error:  # PEP 695: evaluated lazily in the module of the statement
        text = _alias_text(alias)
        if text is None:
            raise UnresolvableNameError(
                f"the name {error.name!r} in the alias {alias.__name__} is not known at run time",
                hint=f"Import or define {error.name!r} in module {scope.module!r}.",
            ) from error
        return ast.unparse(text), scope
    if is_uncertain(value):
        value = in_source_order(value, _alias_text(alias), scope)
    return value, scope


def _alias_text(alias: Hint) -> ast.expr | None:
    source = module_source(alias.__module__)
    return source.aliases.get(alias.__name__) if source else None


def leaves(hint: Hint, scope: Scope, inside: Arguments = ()) -> Iterator[tuple[Hint, Scope]]:
    """The arms of a hint, with nested unions and aliases resolved, each with its scope.

    `inside` are the aliases that contain the hint. Raises InfiniteAliasError for an alias that
    expands to itself.
    """
    hint, metadata, _ = unwrap(hint, scope)
    origin, args = decode(hint)
    if origin is Union:
        for arm in args:
            yield from leaves(arm, scope, inside)
    elif is_alias(origin):
        if origin in inside:
            raise InfiniteAliasError.of(origin.__name__)
        value = alias_value(origin, bindings(origin, args, scope))
        yield from leaves(*value, (*inside, origin))
    elif any(isinstance(mark, Withhold) for mark in metadata):
        # Values of which some are withheld are neither keys nor tags: those are all documented.
        yield str, scope
    else:
        yield hint, scope
