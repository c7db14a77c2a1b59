"""The declarations of public operations: `public` on views, `@public_methods` on functions.

`private` and `@private_methods` say that a method stays private.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import islice
from typing import Any, Final, NamedTuple, TypeGuard, TypeVar

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


def private_methods(*methods: str) -> Callable[[F], F]:
    """Declare methods of a function view or of a viewset action private.

    Write the decorator above `@api_view` or `@action`. It returns the decorated function. A view
    class has `private = {"POST"}` instead. The methods are in no document, unless PUBLIC is a
    function, which decides alone; the rule `undeclared` asks for one of the two declarations.
    `methods` are as in `public_methods`; a method that both name stays private, and is a finding.
    Raises TypeError without names.
    """
    if not methods or any(callable(method) for method in methods):
        raise TypeError('name the private methods: @private_methods("POST")')

    def declare(view: F) -> F:
        owner: Any = getattr(view, "cls", view)
        owner.private = frozenset(methods)
        return view

    return declare


def declared_public(callback: Any, method: str) -> bool | None:
    """Whether an operation is declared public by its function, or else by its view.

    None if neither declares anything about it. A `public` without the method makes it private.
    """
    return _declared(callback, method)[1]


def is_declared(callback: Any, method: str) -> bool:
    """Whether a declaration names the method of a view; an empty `public` names all as private."""
    return _declared(callback, method)[0]


def _declared(callback: Any, method: str) -> tuple[bool, bool | None]:
    """Whether a declaration names a method, and whether it is public.

    The nearest declaration that names it decides: of the function, the route, the class, its bases.
    Where none does, the method is private below a `public`, and else nothing is known (None).
    """
    public: bool | None = None
    is_open = True
    for declarations in declarations_of(callback, method):
        if names(declarations, "private", method):
            return True, False
        if not is_open or "public" not in declarations or _is_member(declarations["public"]):
            continue
        declared = declarations["public"]
        if declared is not None and (not declared or names(declarations, "public", method)):
            return True, bool(declared) and is_set(declared)
        is_open, public = False, None if declared is None else False
    return False, public


def declarations_of(callback: Any, method: str) -> Iterator[Mapping[str, Any]]:
    """The declarations of a function, then of its view: of its route, its class and the bases."""
    yield getattr(function_of(callback, method), "__dict__", {})
    yield from _of_route(callback)
    for base in callback.cls.__mro__:
        yield {name: getattr(base, name) for name in ("public", "private") if name in vars(base)}


def names(declarations: Mapping[str, Any], name: str, method: str) -> bool:
    """Whether a declaration names a method; one that is not a set names all of them."""
    declared = declarations.get(name)
    return is_declaration(declared) and (not is_set(declared) or method in declared)


def is_declaration(value: object) -> bool:
    """Whether an attribute declares methods."""
    return value is not None and not _is_member(value)


def _is_member(value: object) -> bool:
    """Whether an attribute is an action or a property of the view, and so declares nothing."""
    return hasattr(type(value), "__get__")


def of_view(callback: Any, name: str) -> Any:
    """The declaration of a view: on its route, on the routed function, or else on its class.

    None if none of them has the attribute `name`.
    """
    for declarations in _of_route(callback):
        if name in declarations:
            return declarations[name]
    return getattr(callback.cls, name, None)


def _of_route(callback: Any) -> Iterator[Mapping[str, Any]]:
    """The attributes of a route, `as_view(public=...)`, and of the function that is routed.

    `team.public = {...}` is on the function that `@api_view` returns.
    """
    yield getattr(callback, "initkwargs", None) or {}
    yield getattr(callback, "__dict__", {})


def declared_owner(callback: Any, function: object = None) -> str:
    """The `owner` of a function that handles an operation, else of its view; "" without one."""
    from drf_typed_responses.spectacular.operation_facts import owner_name

    return owner_name(getattr(function, "owner", None), of_view(callback, "owner"))


def function_of(callback: Any, method: str) -> Any:
    """The function that handles an operation, without the decorators around it."""
    # Imported here because production imports this module at start.
    from drf_typed_responses.spectacular.view_methods import written_function

    return written_function(callback.cls, function_name(callback, method))


def function_name(callback: Any, method: str) -> str:
    """The name of the function that handles an operation: the action, else the method."""
    actions = getattr(callback, "actions", None) or {}
    return str(actions.get(method.lower(), method.lower()))


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
    from drf_typed_responses.spectacular.view_methods import declaring_class, is_action

    cls = written_view(type(view))
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


def written_view(cls: type) -> type:
    """The class of a view in the URLconf.

    drf-spectacular may document a subclass of it, from `OpenApiViewExtension.view_replacement`.
    """
    return cls.__mro__[1] if ".view_replacement." in cls.__qualname__ else cls


def _is_meant(cls: type, base: type) -> bool:
    return base is cls or vars(base).get("public_for_subclasses") is True


def is_set(declared: Any) -> TypeGuard[Collection[Any]]:
    """Whether a declaration is a collection; a text is one of characters, not of methods."""
    return isinstance(declared, Collection) and not isinstance(declared, str)
