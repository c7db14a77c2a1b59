"""The tables of type forms, each with its handler.

A handler is called `(hint, args, context)`, with the origin of a hint as `hint`, and returns the
schema. `named_forms` decides which kinds of type have a name.
"""

from __future__ import annotations

import collections
from collections import abc
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, Union

from . import hint_kinds
from .arrays import (
    bytes_of,
    empty_tuple,
    fixed_tuple,
    generator,
    numbered,
    pairs,
    sequence,
    unique,
)
from .context import Context, Handler
from .literals import literal
from .mappings import counter, mapping
from .named_forms import ALIAS, ENUM, NAMED_FORMS, NAMED_TUPLE, TYPED_DICT, NamedForm
from .named_schemas import (
    alias,
    derived_container,
    enumeration,
    is_derived_container,
    named_tuple,
    typed_dict,
)
from .scalar_types import (
    SCALARS,
    derives_from_scalar,
    is_lazy_string,
    lazy_string,
    none,
    subclass_of_scalar,
)
from .schema_builder import Schema
from .scopes import Hint
from .unions import union
from .unknown_forms import unknown_form

FORMS: Mapping[Hint, Handler] = {
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
    abc.ItemsView: pairs,
    map: sequence,
    filter: sequence,
    reversed: sequence,
    zip: sequence,
    enumerate: numbered,
    memoryview: bytes_of,
    tuple: fixed_tuple,
    hint_kinds.EmptyTuple: empty_tuple,
    set: unique,
    frozenset: unique,
    abc.Set: unique,
    abc.MutableSet: unique,
    dict: mapping,
    abc.Mapping: mapping,
    abc.MutableMapping: mapping,
    collections.defaultdict: mapping,
    collections.OrderedDict: mapping,
    collections.ChainMap: mapping,
    collections.UserDict: mapping,
    MappingProxyType: mapping,
    collections.Counter: counter,
}

NAMED: Mapping[NamedForm, Handler] = {
    TYPED_DICT: typed_dict,
    NAMED_TUPLE: named_tuple,
    ENUM: enumeration,
    ALIAS: alias,
}

# Named forms are tried first: an IntEnum is also an int.
TAIL: tuple[tuple[Callable[[Hint], bool], Handler], ...] = (
    *((form.matches, NAMED[form]) for form in NAMED_FORMS),
    (is_lazy_string, lazy_string),
    (derives_from_scalar, subclass_of_scalar),
    (is_derived_container, derived_container),
)


def translate(hint: Hint, context: Context) -> Schema:
    """The schema of an unwrapped hint. Raises UnsupportedTypeError for a form without one."""
    origin, args = hint_kinds.decode(hint)
    try:
        # A hint with arguments is slow to hash, and never a scalar.
        if not args and origin in SCALARS:
            return dict(SCALARS[origin])
        handler = FORMS.get(origin)
    except TypeError:  # an unhashable object is not a type
        raise unknown_form(hint) from None
    if handler is not None:
        return handler(origin, args, context)
    for belongs, handle in TAIL:
        if belongs(origin):
            return handle(origin, args, context)
    marked = context.framework.markers.get(origin)
    if marked is None:
        raise unknown_form(hint)
    return dict(marked)


def is_container(hint: Hint) -> bool:
    """Whether a class without arguments is an array or an object, such as `list`."""
    return hint in FORMS or is_derived_container(hint)
