"""What a `type X = ...` statement, or its backport, stands for. Source: PEP 695."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any, Union

from ..exceptions import InfiniteAliasError, UnresolvableNameError
from . import hints
from .module_source import module_source
from .scopes import Scope
from .source_order import in_order, is_uncertain


def alias_value(alias: Any, bound: Mapping[Any, Any]) -> tuple[Any, Scope]:
    """The right side of `type X = ...` and the scope it is written in."""
    scope = Scope(getattr(alias, "__module__", "") or "", alias, bound)
    try:
        value = alias.__value__
    except NameError as error:  # PEP 695: evaluated lazily, in the module of the statement
        written = _written(alias)
        if written is None:
            raise UnresolvableNameError(
                f"the name {error.name!r} in the alias {alias.__name__} is not known at run time",
                hint=f"Import or define {error.name!r} in module {scope.module!r}.",
            ) from error
        return ast.unparse(written), scope
    return in_order(value, _written(alias), scope) if is_uncertain(value) else value, scope


def _written(alias: Any) -> ast.expr | None:
    source = module_source(alias.__module__)
    return source.aliases.get(alias.__name__) if source else None


def leaves(hint: Any, scope: Scope, inside: tuple[Any, ...] = ()) -> Iterator[tuple[Any, Scope]]:
    """The arms of a hint behind its unions and aliases, each with the scope it is written in."""
    hint = hints.unwrap(hint, scope)[0]
    origin, args = hints.decode(hint)
    if origin is Union:
        for arm in args:
            yield from leaves(arm, scope, inside)
    elif hints.is_alias(origin):
        if origin in inside:
            raise InfiniteAliasError.of(origin.__name__)
        value = alias_value(origin, hints.bindings(origin, args, scope))
        yield from leaves(*value, (*inside, origin))
    else:
        yield hint, scope
