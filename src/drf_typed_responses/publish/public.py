"""Which operations a project declares public."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterator
from typing import Any, TypeGuard, TypeVar

from ..findings import Finding

F = TypeVar("F", bound=Callable[..., Any])

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def public_methods(*methods: str, urls: Collection[str] | None = None) -> Callable[[F], F]:
    """Declare methods of a function view or of a viewset action public.

    Stands beside `@api_view` or `@action`; a view class says `public = {"GET"}` instead, for all
    that has no word of its own. It has another name, so that both can stand in one class. `urls`
    are the paths to document, as the document writes them ("/teams/{team_slug}/"), where the view
    has several; a view class says `public_urls = {...}`. Raises TypeError where it stands without
    its parentheses.
    """
    if any(callable(method) for method in methods):
        raise TypeError('name the methods that are public: @public_methods("GET")')

    def declare(view: F) -> F:
        # An `@api_view` function carries its view class; an action is looked up by itself.
        owner: Any = getattr(view, "cls", view)
        owner.public = frozenset(methods)
        if urls is not None:
            owner.public_urls = urls
        return view

    return declare


def is_public(callback: Any, method: str) -> bool:
    """Whether an operation is declared public: its function's own word, else its class's."""
    declared = getattr(function_of(callback, method), "public", None)
    if declared is None:
        declared = of_view(callback, "public")
    return _is_set(declared) and method in declared


def of_view(callback: Any, name: str) -> Any:
    """What a view declares under a name: where it is routed, `as_view(public=...)`, or its class.

    None where it declares nothing.
    """
    routed = getattr(callback, "initkwargs", None) or {}
    return routed[name] if name in routed else getattr(callback.cls, name, None)


def function_of(callback: Any, method: str) -> Any:
    """The function that a person wrote for an operation."""
    # Here and not above: `public_methods` is imported at production start.
    from ..spectacular.view_methods import written_function

    actions = getattr(callback, "actions", None) or {}
    return written_function(callback.cls, actions.get(method.lower(), method.lower()))


def _is_set(declared: Any) -> TypeGuard[Collection[Any]]:
    return isinstance(declared, Collection) and not isinstance(declared, str)


def check_declaration(
    declaring: Any, declared: Any, where: str, routed: Collection[str]
) -> Iterator[Finding]:
    """What is wrong with the `public` of a view class or of an action's function.

    `where` names it for people; `routed` are the methods it answers.
    """
    for message, hint in _mistakes(declared, routed):
        file, line = place_of(declaring)
        yield Finding(
            "error",
            "public-methods",
            f"{where} {message}",
            hint=hint,
            path=where,
            file=file,
            line=line,
        )


def _mistakes(declared: Any, routed: Collection[str]) -> Iterator[tuple[str, str]]:
    if not _is_set(declared):
        method = declared.upper() if isinstance(declared, str) else "GET"
        yield f"is {declared!r}, which is not a set of methods", f'Write {{"{method}"}}.'
        return
    for method in sorted(map(str, declared)):
        if method.upper() not in METHODS:
            yield f"names {method!r}, which is not a method", f"Use one of {', '.join(METHODS)}."
        elif method not in METHODS:
            yield f"names {method!r}, which is not a method", f'Write "{method.upper()}".'
        elif method not in routed:
            yield (
                f"names {method}, which the view does not have",
                f"Remove it, or let the view answer {method}.",
            )


def place_of(owner: Any) -> tuple[str, int | None]:
    """File and line of a view class or a function."""
    try:
        return inspect.getsourcefile(owner) or "", inspect.getsourcelines(owner)[1]
    except (OSError, TypeError):  # a class made at run time, such as by `@api_view`
        return _function_place(owner)


def _function_place(cls: Any) -> tuple[str, int | None]:
    from ..spectacular.declared_types import function_line
    from ..spectacular.view_methods import written_function

    for method in METHODS:
        if function := written_function(cls, method.lower()):
            return function_line(function)
    return "", None
