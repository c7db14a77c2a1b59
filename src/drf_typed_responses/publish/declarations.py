"""Findings about wrong declarations of public and private operations."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..findings import Finding
from .public import (
    DECLARABLE_METHODS,
    declarations_of,
    declared_owner,
    function_of,
    is_declaration,
    is_set,
    names,
)


class Declaration(NamedTuple):
    """A `public` or `private` attribute, and the view class or function that has it.

    `where` names it in findings. `routed` are the methods that are routed there, and `both` those
    of them that a `private` beside it names too.
    """

    declaring: Any
    declared: Any
    where: str
    owner: str
    is_private: bool
    routed: set[str]
    both: set[str]

    def findings(self) -> Iterator[Finding]:
        """A finding for each error in it."""
        for message, hint in _errors(self):
            # To find the line, Python tokenizes the source. Most declarations have no error.
            file, line = place_of(self.declaring)
            yield Finding(
                "error",
                "public-methods",
                f"{self.where} {message}",
                hint=hint,
                path=self.where,
                file=file,
                line=line,
                owner=self.owner,
            )


def wrong_declarations(endpoints: Iterable[Any]) -> Iterator[Finding]:
    """Findings about the declarations of endpoints; each declaration is checked once."""
    known: dict[tuple[Any, str, str], Declaration] = {}
    for _, _, method, callback in endpoints:
        for found in _declarations(callback, method):
            key = (found.declaring, found.where, repr(found.declared))
            each = known.setdefault(key, found)
            each.routed.update(found.routed)
            each.both.update(found.both)
    for each in known.values():
        yield from each.findings()


def _declarations(callback: Any, method: str) -> Iterator[Declaration]:
    """The declarations of a view, and of the function that handles a method."""
    function = function_of(callback, method)
    of_function, *of_view = declarations_of(callback, method)
    own = f"{callback.cls.__name__}.{getattr(function, '__name__', '')}"
    for declaring, where, levels, owner in (
        (callback.cls, callback.cls.__name__, of_view, declared_owner(callback)),
        (function, own, [of_function], declared_owner(callback, function)),
    ):
        for name in ("public", "private"):
            level = next((each for each in levels if name in each), {})
            if is_declaration(level.get(name)):
                is_private = name == "private"
                is_both = names(level, "public", method) and names(level, "private", method)
                both = {method} if is_both else set()
                at = (declaring, level[name], f"{where}.{name}", owner)
                yield Declaration(*at, is_private, {method}, both)


def _errors(declaration: Declaration) -> Iterator[tuple[str, str]]:
    declared = declaration.declared
    if not is_set(declared):
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
        elif not declaration.is_private:
            yield from _errors_of_public(declaration, method)


def _errors_of_public(declaration: Declaration, method: str) -> Iterator[tuple[str, str]]:
    if method not in declaration.routed:
        yield (
            f"names {method}, which the view does not handle",
            f"Remove it, or let the view handle {method}.",
        )
    elif method in declaration.both:
        yield (
            f"names {method}, which the `private` beside it names too, so it stays private",
            f"Remove {method} from one of the two.",
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
