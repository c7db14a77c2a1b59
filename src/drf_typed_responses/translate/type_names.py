"""Words for types: in component names and in messages."""

from __future__ import annotations

import hashlib
import re
from types import FunctionType
from typing import Any, Literal, Union

from ..exceptions import UnsupportedTypeError
from . import declarations, hints
from .components import long_name
from .metadata import own_component_name
from .module_source import class_line
from .scopes import Scope


def arguments(hint: Any, args: tuple[Any, ...], count: int) -> tuple[Any, ...]:
    """The arguments of a generic. Raises UnsupportedTypeError where they are missing."""
    if len(args) == count:
        return args
    name = spelled(hint)
    parts = "Any, ..." if hint is tuple else ", ".join(["str", "Any"][-count:])
    raise UnsupportedTypeError(
        f"{name} does not say what it holds" if not args else f"{name} takes {count} arguments",
        hint=f"Write {name}[...] with the types of what it holds; {name}[{parts}] if anything "
        "may be in it.",
    )


def spelled(hint: Any) -> str:
    """A hint as an author would write it, for messages."""
    if isinstance(hint, (type, FunctionType)) and not hasattr(hint, "__origin__"):
        return hint.__qualname__ if hint.__module__ == "builtins" else _dotted(hint)
    return repr(hint).replace("typing.", "").replace("typing_extensions.", "")


def _dotted(named: type | FunctionType) -> str:
    return f"{named.__module__}.{named.__qualname__}"


def component_name(cls: Any, args: tuple[Any, ...] = ()) -> tuple[str, bool]:
    """`(name, fixed)` of a class or alias with its arguments: `Page[Team]` is PageTeam."""
    fixed = _fixed(cls)
    name = fixed or cls.__name__
    return name + "".join(words(arg)[0] for arg in args), bool(fixed) and not args


def long_component_name(cls: Any, args: tuple[Any, ...] = ()) -> str:
    """The name with the modules in it: `Page[Team]` of blog.types is BlogTypesPageBlogTypesTeam."""
    # An underscore, so that `Page[int]` and a class PageInt stay apart.
    return "_".join([_class_words(cls)[1], *(words(arg)[1] for arg in args)])


def _fixed(cls: Any) -> str | None:
    if not isinstance(cls, type):
        return None
    name: str | None = own_component_name(cls) or declarations.spectacular_override(
        cls, "component_name"
    )
    return name


def _class_words(cls: Any) -> tuple[str, str]:
    fixed = _fixed(cls)
    if fixed:
        return fixed, fixed
    qualname = getattr(cls, "__qualname__", None) or cls.__name__
    return cls.__name__, long_name(cls.__module__ or "", qualname)


def words(hint: Any) -> tuple[str, str]:
    """The short and long words for a type argument, evaluated before."""
    hint, metadata, _ = hints.unwrap(hint, Scope())
    if metadata:
        short, long = words(hint)
        return short, long + hashlib.sha256(repr(metadata).encode()).hexdigest()[:6]
    origin, args = hints.decode(hint)
    if hint is type(None):
        return "None", "None"
    if hint is Ellipsis:
        return "", ""
    if origin is Literal:
        texts = [_capital(str(getattr(value, "name", value))) for value in args]
        kinds = [_capital(type(value).__name__) for value in args]
        return "".join(texts), "".join(map("".join, zip(kinds, texts, strict=True)))
    pairs = [words(arg) for arg in args]
    if origin is Union:
        return "Or".join(p[0] for p in pairs), "Or".join(p[1] for p in pairs)
    short, long = _origin_words(origin)
    return short + "".join(p[0] for p in pairs), long + "".join(p[1] for p in pairs)


def _origin_words(origin: Any) -> tuple[str, str]:
    if hints.is_alias(origin):
        return _class_words(origin)
    module = getattr(origin, "__module__", "")
    if isinstance(origin, type) and module not in ("builtins", "collections", "collections.abc"):
        return _class_words(origin)
    name = _capital(getattr(origin, "__name__", None) or str(origin).rpartition(".")[2])
    return name, name


def _capital(text: str) -> str:
    return "".join(w[:1].upper() + w[1:] for w in re.split(r"[^0-9A-Za-z]+", text))


def source_line(hint: Any) -> tuple[str, int | None]:
    return class_line(hint) if isinstance(hint, type) else ("", None)
