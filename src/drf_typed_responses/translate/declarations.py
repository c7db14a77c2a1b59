"""What a class or function declares beside its fields: bases, docstring, return type."""

from __future__ import annotations

import inspect
import sys
import types
from typing import Any

import typing_extensions

from ..exceptions import UnresolvableNameError, UnsupportedTypeError
from .definitions import clean
from .hints import is_namedtuple, is_typeddict
from .module_source import module_source
from .scopes import LAZY_ANNOTATIONS, NO_BINDINGS, Scope, evaluate


def annotations_of(owner: Any) -> dict[str, Any]:
    """The annotations of a class or function, unevaluated names as forward references."""
    if LAZY_ANNOTATIONS:
        return typing_extensions.get_annotations(owner, format=typing_extensions.Format.FORWARDREF)
    if isinstance(owner, type):
        # Not `get_annotations`, which copies them: this is asked for every class.
        own: dict[str, Any] = owner.__dict__.get("__annotations__", {})  # noqa: RUF063
        return own
    return getattr(owner, "__annotations__", {})


def original_bases(cls: Any) -> tuple[Any, ...]:
    """The bases as written: TypedDicts and NamedTuples do not keep them among their bases."""
    bases = cls.__dict__.get("__orig_bases__")
    if bases is None and is_typeddict(cls) and sys.version_info < (3, 12):
        return _bases_from_source(cls)  # only typing_extensions keeps them before 3.12
    return bases or ()


def typeddict_bases(cls: Any) -> list[Any]:
    """The bases of a TypedDict that are TypedDicts too, with their arguments as written."""
    return [base for base in original_bases(cls) if is_typeddict(getattr(base, "__origin__", base))]


def _bases_from_source(cls: type) -> tuple[Any, ...]:
    source = module_source(cls.__module__)
    definition = source.classes.get(cls.__qualname__) if source else None
    if definition is None:
        return ()
    scope = Scope(cls.__module__, cls)
    try:
        bases = tuple(evaluate(base, scope) for base in definition.bases)
    except UnresolvableNameError:  # bases local to a function: their fields are known all the same
        return ()
    if cls in bases:
        raise UnsupportedTypeError(
            f"the base of {cls.__name__} has its name, and Python before 3.12 forgets which it was",
            hint=f"Import the base under another name: `import {cls.__name__} as Base`.",
        )
    return bases


def spectacular_override(cls: Any, name: str) -> Any:
    """What a decorator of drf-spectacular left on this very class; None if nothing."""
    left = getattr(cls, "__dict__", NO_BINDINGS).get("_spectacular_annotation")
    return left.get(name) if left else None


def docstring(cls: Any) -> str | None:
    """The class's own docstring, cleaned; None for one that Python made up."""
    text = cls.__dict__.get("__doc__")
    if not text or (is_namedtuple(cls) and text == _made_up_docstring(cls)):
        return None
    return clean(text)


def _made_up_docstring(cls: Any) -> str:
    comma = "," if len(cls._fields) == 1 else ""
    return f"{cls.__name__}({', '.join(cls._fields)}{comma})"


def return_annotation(function: Any) -> tuple[Any, Scope] | None:
    """What a function or method says it returns, and the scope; None without annotation."""
    function = inspect.unwrap(getattr(function, "__func__", function))
    if not isinstance(function, types.FunctionType):
        return None
    found = annotations_of(function)
    if "return" not in found:
        return None
    return found["return"], Scope(function.__module__, function)
