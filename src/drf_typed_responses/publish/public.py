"""The declarations of public operations: `public` on views, `@public_methods` on functions."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterator
from itertools import islice
from typing import Any, Final, NamedTuple, TypeGuard, TypeVar

from ..findings import Finding

F = TypeVar("F", bound=Callable[..., Any])

DECLARABLE_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")


def public_methods(*methods: str, urls: Collection[str] | None = None) -> Callable[[F], F]:
    """Declare methods of a function view or of a viewset action public.

    Write the decorator above `@api_view` or `@action`. It returns the decorated function. A view
    class has `public = {"GET"}` instead, which applies to each function without its own
    declaration; the names differ so that one class can use both. `methods` are names in capitals:
    "GET", "POST", "PUT", "PATCH", "DELETE"; any other name is a finding of the build. With none,
    `@public_methods()`, the function stays private in a public class. `urls` are the paths to
    document, as the document or the URL pattern writes them ("/teams/{id}/", "/teams/{pk}/"), if
    the view has several; a view class has `public_urls = {...}` instead. Raises TypeError for
    `@public_methods` without parentheses.
    """
    if any(callable(method) for method in methods):
        raise TypeError('name the public methods: @public_methods("GET")')

    def declare(view: F) -> F:
        # An `@api_view` function carries its view class; an action carries the declaration itself.
        owner: Any = getattr(view, "cls", view)
        owner.public = frozenset(methods)
        if urls is not None:
            owner.public_urls = urls
        return view

    return declare


def declared_public(callback: Any, method: str) -> bool | None:
    """Whether an operation is declared public by its function, or else by its view.

    None if neither declares anything.
    """
    declared = getattr(function_of(callback, method), "public", None)
    if declared is None:
        declared = of_view(callback, "public")
    return None if declared is None else _is_set(declared) and method in declared


def of_view(callback: Any, name: str) -> Any:
    """The declaration of a view: on its route, on the routed function, or else on its class.

    A route has `as_view(public=...)`; `team.public = {...}` is on the function that `@api_view`
    returns. None if none of them has the attribute `name`.
    """
    routed = getattr(callback, "initkwargs", None) or {}
    on_function = getattr(callback, "__dict__", {})
    for declarations in (routed, on_function):
        if name in declarations:
            return declarations[name]
    return getattr(callback.cls, name, None)


def declared_owner(callback: Any, function: object = None) -> str:
    """The `owner` of a function that handles an operation, else of its view; "" without one."""
    from ..spectacular.operation_facts import owner_name

    return owner_name(getattr(function, "owner", None), of_view(callback, "owner"))


def function_of(callback: Any, method: str) -> Any:
    """The function that handles an operation, without the decorators around it."""
    # Imported here because production imports this module at start.
    from ..spectacular.view_methods import written_function

    actions = getattr(callback, "actions", None) or {}
    return written_function(callback.cls, actions.get(method.lower(), method.lower()))


class Inherited(NamedTuple):
    """A base class that makes an operation of a view public.

    `function` is the method that carries the declaration, "" if the class does. `action` is an
    `@action` that the view's own `public` covers, although the base class has it.
    """

    base: type
    action: str = ""
    function: str = ""


def inherited_declaration(view: Any, name: str) -> Inherited | None:
    """The base class that makes the method `name` of a view public; None if the view itself does.

    A base class that means its subclasses has `public_for_subclasses = True`.
    """
    from ..spectacular.view_methods import declaring_class, is_action

    cls = _written_class(type(view))
    if not hasattr(cls, name):
        return None
    home = declaring_class(cls, name)
    if getattr(getattr(cls, name, None), "public", None) is not None:
        found = [Inherited(home, function=name)]
    elif "public" in vars(view):  # on the route
        return None
    else:
        owners = (base for base in cls.__mro__ if "public" in vars(base))
        found = [Inherited(base) for base in islice(owners, 1)]
        found += [Inherited(home, action=name)] if home is not cls and is_action(cls, name) else []
    unmeant = (each for each in found if not _is_meant(cls, each.base))
    return next(unmeant, None)


def _written_class(cls: type) -> type:
    """The class of a view in the URLconf.

    drf-spectacular may document a subclass of it, from `OpenApiViewExtension.view_replacement`.
    """
    return cls.__mro__[1] if ".view_replacement." in cls.__qualname__ else cls


def _is_meant(cls: type, base: type) -> bool:
    return base is cls or vars(base).get("public_for_subclasses") is True


def _is_set(declared: Any) -> TypeGuard[Collection[Any]]:
    return isinstance(declared, Collection) and not isinstance(declared, str)


def check_declaration(
    declaring: Any, declared: Any, where: str, routed: Collection[str]
) -> Iterator[Finding]:
    """A finding for each error in the `public` of a view class or of an action's function.

    `where` names the declaration in the finding; `routed` are the methods that are routed.
    """
    for message, hint in _errors(declared, routed):
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


def _errors(declared: Any, routed: Collection[str]) -> Iterator[tuple[str, str]]:
    if not _is_set(declared):
        method = declared.upper() if isinstance(declared, str) else "GET"
        yield f"is {declared!r}, which is not a set of methods", f'Write {{"{method}"}}.'
        return
    for method in sorted(map(str, declared)):
        if method.upper() not in DECLARABLE_METHODS:
            yield (
                f"names {method!r}, which is not a method",
                f"Use one of {', '.join(DECLARABLE_METHODS)}.",
            )
        elif method not in DECLARABLE_METHODS:
            yield f"names {method!r}, which is not a method", f'Write "{method.upper()}".'
        elif method not in routed:
            yield (
                f"names {method}, which the view does not handle",
                f"Remove it, or let the view handle {method}.",
            )


def place_of(owner: Any) -> tuple[str, int | None]:
    """File and line of a view class or a function; `("", None)` if the source is unknown."""
    try:
        return inspect.getsourcefile(owner) or "", inspect.getsourcelines(owner)[1]
    except (OSError, TypeError):  # a class made at run time, such as by `@api_view`
        return _function_place(owner)


def _function_place(cls: Any) -> tuple[str, int | None]:
    from ..spectacular.method_annotations import function_line
    from ..spectacular.view_methods import written_function

    for method in DECLARABLE_METHODS:
        if function := written_function(cls, method.lower()):
            return function_line(function)
    return "", None
