"""Names of types, in component names and in messages."""

from __future__ import annotations

import hashlib
import re
from types import FunctionType
from typing import Any, Literal, Union

from ..exceptions import UnsupportedTypeError
from . import hint_kinds, hints
from .declarations import spectacular_override
from .metadata import own_component_name
from .named_forms import named_form
from .scopes import Arguments, Hint, Scope


def arguments(hint: Hint, args: Arguments, count: int) -> Arguments:
    """The arguments of a generic; `Any` for each if none is written.

    Raises UnsupportedTypeError for another number than `count`. Source: typing specification,
    "Generics", about a generic without arguments.
    """
    if not args:
        return (Any,) * count
    if len(args) == count:
        return args
    name = spelled(hint)
    parts = ", ".join(["str", "Any"][-count:])
    raise UnsupportedTypeError(
        f"{name} takes {count} arguments",
        hint=f"Write {name}[...] with the types of its items; {name}[{parts}] if they may be "
        "anything.",
    )


def spelled(hint: Hint) -> str:
    """A hint as it is written in source, for messages."""
    if isinstance(hint, (type, FunctionType)) and not hasattr(hint, "__origin__"):
        return hint.__qualname__ if hint.__module__ == "builtins" else _dotted(hint)
    return repr(hint).replace("typing.", "").replace("typing_extensions.", "")


def _dotted(named: type | FunctionType) -> str:
    return f"{named.__module__}.{named.__qualname__}"


def _fixed_name(cls: object) -> str | None:
    """The component name that a mark or drf-spectacular's decorator fixes on the class itself."""
    name: str | None = own_component_name(cls) or spectacular_override(cls, "component_name")
    return name


def component_name(cls: Hint, args: Arguments = ()) -> tuple[str, bool]:
    """`(name, fixed)` for a class or alias with its arguments: `Page[Team]` is PageTeam."""
    fixed = _fixed_name(cls)
    name = fixed or cls.__name__
    if not args:
        return name, bool(fixed)
    return name + "".join(words(arg)[0] for arg in args), False


def long_component_name(cls: Hint, args: Arguments = ()) -> str:
    """The name with the modules in it: `Page[Team]` in blog.types is BlogTypesPageBlogTypesTeam."""
    # An underscore, so that `Page[int]` and a class PageInt differ.
    return "_".join([_class_words(cls)[1], *(words(arg)[1] for arg in args)])


def _class_words(cls: Hint) -> tuple[str, str]:
    fixed = _fixed_name(cls)
    if fixed:
        return fixed, fixed
    module = "".join(
        word[:1].upper() + word[1:] for word in re.split(r"[._]", cls.__module__ or "")
    )
    # The class's own name keeps its case: `item` and `Item` are two classes.
    qualname = getattr(cls, "__qualname__", None) or cls.__name__
    return cls.__name__, module + qualname.replace("<locals>", "").replace(".", "")


def words(hint: Hint) -> tuple[str, str]:
    """The short and the long words for a type argument whose names are evaluated."""
    hint, metadata, _ = hints.unwrap(hint, Scope())
    if metadata:
        short, long = words(hint)
        return short, long + hashlib.sha256(repr(metadata).encode()).hexdigest()[:6]
    origin, args = hint_kinds.decode(hint)
    if hint is type(None):
        return "None", "None"
    if hint is Ellipsis:
        return "", ""
    if origin is Literal:
        texts = [_capitalized(str(getattr(value, "name", value))) for value in args]
        kinds = [_capitalized(type(value).__name__) for value in args]
        return "".join(texts), "".join(map("".join, zip(kinds, texts, strict=True)))
    pairs = [words(arg) for arg in args]
    if origin is Union:
        return "Or".join(p[0] for p in pairs), "Or".join(p[1] for p in pairs)
    short, long = _origin_words(origin)
    return short + "".join(p[0] for p in pairs), long + "".join(p[1] for p in pairs)


def _origin_words(origin: Hint) -> tuple[str, str]:
    module = getattr(origin, "__module__", "")
    builtin = module in ("builtins", "collections", "collections.abc")
    if named_form(origin) or (isinstance(origin, type) and not builtin):
        return _class_words(origin)
    name = _capitalized(getattr(origin, "__name__", None) or str(origin).rpartition(".")[2])
    return name, name


def _capitalized(text: str) -> str:
    return "".join(w[:1].upper() + w[1:] for w in re.split(r"[^0-9A-Za-z]+", text))
