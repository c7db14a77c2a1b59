"""The one table of type forms. Nothing else in the package tests the origin of a type.

A handler is called `(hint, args, context)` with the origin of a hint as `hint`, and returns its
schema. The tables read as the contents of the modules that hold the handlers.
"""

from __future__ import annotations

import collections
from collections import abc
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, Union

from ..exceptions import UnsupportedTypeError
from . import hints
from .arrays import empty_tuple, fixed_tuple, generator, sequence, unique
from .dialects import Schema
from .enums import enumeration, is_enum, literal
from .mappings import counter, mapping
from .named_schemas import alias, named_tuple, typed_dict
from .scalar_types import (
    ADDRESSES,
    SCALARS,
    derives_from_scalar,
    is_lazy_string,
    lazy_string,
    none,
    subclass_of_scalar,
)
from .type_names import spelled
from .unions import union

if TYPE_CHECKING:
    from .context import Context

Handler = Callable[[Any, tuple[Any, ...], "Context"], Schema]

FORMS: Mapping[Any, Handler] = {
    type(None): none,
    Literal: literal,
    Union: union,
    list: sequence,
    abc.Sequence: sequence,
    abc.MutableSequence: sequence,
    abc.Collection: sequence,
    abc.Iterable: sequence,
    abc.Iterator: sequence,
    abc.Generator: generator,
    abc.KeysView: sequence,
    abc.ValuesView: sequence,
    tuple: fixed_tuple,
    hints.EmptyTuple: empty_tuple,
    set: unique,
    frozenset: unique,
    abc.Set: unique,
    abc.MutableSet: unique,
    dict: mapping,
    abc.Mapping: mapping,
    abc.MutableMapping: mapping,
    collections.defaultdict: mapping,
    collections.OrderedDict: mapping,
    collections.Counter: counter,
}

# In this order: a TypedDict is a dict, a NamedTuple a tuple, an IntEnum an int.
TAIL: tuple[tuple[Callable[[Any], bool], Handler], ...] = (
    (hints.is_typeddict, typed_dict),
    (hints.is_namedtuple, named_tuple),
    (is_enum, enumeration),
    (hints.is_alias, alias),
    (is_lazy_string, lazy_string),
    (derives_from_scalar, subclass_of_scalar),
)


def translate(hint: Any, context: Context) -> Schema:
    """The schema of an unwrapped hint. Raises UnsupportedTypeError for a form without one."""
    origin, args = hints.decode(hint)
    try:
        # The hash of a hint with arguments is dear, and no such hint is a scalar.
        if not args and origin in SCALARS:
            return dict(SCALARS[origin])
        handler = FORMS.get(origin)
    except TypeError:  # an object that cannot be hashed is no type
        raise unsupported(hint) from None
    if handler is not None:
        return handler(origin, args, context)
    for belongs, handle in TAIL:
        if belongs(origin):
            return handle(origin, args, context)
    raise unsupported(hint)


def unsupported(hint: Any) -> UnsupportedTypeError:
    """The error for a form that no table knows, with the way out for the usual ones."""
    name = spelled(hint)
    origin = hints.decode(hint)[0]
    if hasattr(origin, "__dataclass_fields__"):
        return UnsupportedTypeError(
            f"DRF cannot render the dataclass {name}",
            hint="Return a TypedDict with the same fields, or teach it with TYPE_HOOKS.",
        )
    if isinstance(origin, type) and origin in ADDRESSES:
        return UnsupportedTypeError(
            f"Django REST framework before 3.17 cannot render an {name}",
            hint="Return its str(), or upgrade djangorestframework.",
        )
    if origin is collections.deque:
        return UnsupportedTypeError("DRF cannot render a deque", hint="Return a list.")
    if origin in (abc.Callable, type):
        return UnsupportedTypeError(
            f"{name} is code, not data", hint="Return what it gives, or its name."
        )
    if hasattr(origin, "serialize") or hasattr(origin, "to_representation"):
        return UnsupportedTypeError(
            f"{name} is a serializer, and here a type belongs",
            hint="Name what it returns, as in list[TeamResponse]; a serializer stands by itself.",
        )
    return UnsupportedTypeError(
        f"no schema is known for {name}",
        hint="Return a TypedDict or a type of docs/type-forms.md, or teach the form with "
        'TYPED_RESPONSES["TYPE_HOOKS"].',
    )
