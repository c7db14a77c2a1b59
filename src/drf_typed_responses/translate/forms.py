"""The one table of type forms. Nothing else in the package tests the origin of a type.

A handler is called `(hint, args, context)` with the origin of a hint as `hint`, and returns its
schema. The tables stand below the handlers and read as the module's contents.
"""

from __future__ import annotations

import collections
import datetime
import decimal
import enum
import ipaddress
import typing
import uuid
from collections import abc
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Literal, Union

import typing_extensions

from ..exceptions import InfiniteAliasError, UnsupportedTypeError
from . import declarations, hints
from .components import NamedSchema
from .mappings import counter, mapping
from .metadata import PRIVATE, Component
from .naming import (
    arguments,
    component_name,
    long_component_name,
    source_line,
    spelled,
    words,
)
from .schemas import NOTHING, Schema, array
from .unions import union
from .values import enumeration, literal

if TYPE_CHECKING:
    from .compiler import Context

Handler = Callable[[Any, tuple[Any, ...], "Context"], Schema]

# As deep as the arguments of one generic may grow while it refers to itself.
DEEPEST = 24

# What DRF's encoder writes for each class. Source: rest_framework/utils/encoders.py.
SCALARS: Mapping[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    decimal.Decimal: {"type": "number"},
    bytes: {"type": "string"},
    uuid.UUID: {"type": "string", "format": "uuid"},
    datetime.datetime: {"type": "string", "format": "date-time"},
    datetime.date: {"type": "string", "format": "date"},
    # The encoder refuses a time with a zone, and RFC 3339's `time` demands one: `time-local` is
    # the name the OpenAPI format registry has for what is left.
    datetime.time: {
        "type": "string",
        "format": "time-local",
        "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{6})?$",
    },
    # str(total_seconds()): "90.0", "1e-06"; no ISO 8601 duration.
    datetime.timedelta: {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?(e-0[0-9])?$"},
    typing.LiteralString: {"type": "string"},
    typing_extensions.LiteralString: {"type": "string"},
    Any: {},
    object: {},
    typing.Never: NOTHING,
    typing_extensions.Never: NOTHING,
    typing.NoReturn: NOTHING,
}

# Django REST framework writes these since 3.17; the encoder of an older one raises TypeError.
ADDRESSES: Mapping[Any, Schema] = {
    ipaddress.IPv4Address: {"type": "string", "format": "ipv4"},
    ipaddress.IPv6Address: {"type": "string", "format": "ipv6"},
    ipaddress.IPv4Network: {"type": "string"},
    ipaddress.IPv6Network: {"type": "string"},
    ipaddress.IPv4Interface: {"type": "string"},
    ipaddress.IPv6Interface: {"type": "string"},
}
try:
    RENDERS_ADDRESSES = not version("djangorestframework").startswith("3.16.")
except PackageNotFoundError:
    RENDERS_ADDRESSES = True
if RENDERS_ADDRESSES:
    SCALARS = {**SCALARS, **ADDRESSES}

# Lazy translations are told by name: the translator does not import Django.
LAZY_STRINGS = {"django.utils.functional.Promise"}

# Classes whose distinct values are rendered as distinct JSON, so that a set stays a set.
# Not Decimal: 0.1 and 0.10000000000000000001 are one float.
DISTINCT = {str, int, float, bool, uuid.UUID, datetime.datetime, datetime.date, datetime.time}


def none(hint: Any, args: tuple[Any, ...], context: Context) -> Schema:
    return context.dialect.null()


def sequence(hint: Any, args: tuple[Any, ...], context: Context) -> Schema:
    (item,) = arguments(hint, args, 1)
    return array(context.schema(item, "[]"))


def generator(hint: Any, args: tuple[Any, ...], context: Context) -> Schema:
    return sequence(hint, args[:1], context)


def unique(hint: Any, args: tuple[Any, ...], context: Context) -> Schema:
    """A set; `uniqueItems` only where distinct values cannot be rendered alike."""
    schema = sequence(hint, args, context)
    item = hints.unwrap(args[0], context.scope)[0]
    listed = hints.decode(item)[0] is Literal or _is_enum(item)
    distinct = listed or (isinstance(item, abc.Hashable) and item in DISTINCT)
    return {**schema, "uniqueItems": True} if distinct else schema


def fixed_tuple(hint: Any, args: tuple[Any, ...], context: Context) -> Schema:
    """`tuple[A, B]`, `tuple[A, ...]` and `tuple[A, *tuple[B, ...]]` (PEP 646)."""
    if not args or (len(args) == 2 and args[1] is Ellipsis):
        return sequence(hint, args[:1], context)
    before, rest, after = _unpacked(args, context)
    prefix = [context.schema(a, f"[{i}]") for i, a in enumerate(before)]
    if rest is _FIXED:
        return context.dialect.fixed_array(prefix)
    suffix = [context.schema(a, "[-1]") for a in after]
    return context.dialect.variadic_array(prefix, context.schema(rest, "[]"), suffix)


def empty_tuple(hint: Any, args: tuple[Any, ...], context: Context) -> Schema:
    return context.dialect.fixed_array([])


# A tuple without a variadic part; None would be a type.
_FIXED: Any = object()


def _unpacked(args: tuple[Any, ...], context: Context) -> tuple[list[Any], Any, list[Any]]:
    """`(before, variadic, after)` with unpacked fixed tuples spliced in."""
    before: list[Any] = []
    after: list[Any] = []
    rest: Any = _FIXED
    for arg in args:
        into = before if rest is _FIXED else after
        if not hints.is_unpacked(arg):
            into.append(arg)
            continue
        inner = hints.unpacked_args(arg, context.scope)
        if len(inner) == 2 and inner[1] is Ellipsis:
            rest = inner[0]
        else:
            into += inner
    return before, rest, after


def typed_dict(hint: Any, args: tuple[Any, ...], context: Context) -> Schema:
    """A component. Source: PEP 589, PEP 655, PEP 705, PEP 728."""
    known = context.components.get(hint)
    if known is not None:
        return context.components.ref(known)
    bound = hints.bindings(hint, args, context.scope)
    return _component(hint, bound, context, lambda inner: _object(hint, bound, inner))


def _object(cls: Any, bound: Mapping[Any, Any], context: Context) -> Schema:
    context.place = (cls, None)
    # Most fields are plain scalars, which need no dispatch; a hook may want even those.
    plain: Mapping[Any, Schema] = {} if context.hooks else SCALARS
    properties: dict[str, Schema] = {}
    required: list[str] = []
    fields = context.fields(cls, bound)
    for field in fields:
        name, hint, needed, metadata, description, scope = field
        if PRIVATE in metadata:
            continue
        if needed:
            required.append(name)
        if type(hint) is type and hint in plain and not metadata and not description:
            properties[name] = dict(SCALARS[hint])
            continue
        context.place, context.scope = (cls, name), scope
        context.trail.append(f".{name}")
        properties[name] = context.described(hint, metadata, description)
        context.trail.pop()
    schema: Schema = {"type": "object", **_about(cls)}
    if properties:
        schema["properties"] = properties
    if required:
        schema["required"] = required
    if not any(field.private for field in fields):
        schema |= _extra(cls, bound, context)
    return schema


def _about(cls: Any) -> Schema:
    about: Schema = {}
    text = declarations.docstring(cls)
    if text:
        about["description"] = text
    if "__deprecated__" in vars(cls):  # PEP 702
        about["deprecated"] = True
    return about


def _extra(cls: Any, bound: Mapping[Any, Any], context: Context) -> Schema:
    """An open object says nothing; private attributes keep a closed one open."""
    closed, extra, scope = declarations.extra_items(cls, bound)
    if closed:
        return {"additionalProperties": False}
    if extra is None:
        return {}
    context.place, context.scope = (cls, None), scope
    return {"additionalProperties": context.schema(extra, "{}")}


def named_tuple(hint: Any, args: tuple[Any, ...], context: Context) -> Schema:
    """An array: the renderer writes a named tuple as it writes a tuple."""
    bound = hints.bindings(hint, args, context.scope)

    def write(inner: Context) -> Schema:
        inner.place = (hint, None)
        items = []
        for field in declarations.namedtuple_fields(hint, bound):
            inner.place, inner.scope = (hint, field.name), field.scope
            items.append(inner.schema(field.hint, f".{field.name}"))
        return {**inner.dialect.fixed_array(items), **_about(hint)}

    return _component(hint, bound, context, write)


def alias(hint: Any, args: tuple[Any, ...], context: Context) -> Schema:
    """`type X = ...` is a component: it may mention itself. Source: PEP 695."""
    bound = hints.bindings(hint, args, context.scope)

    def write(inner: Context) -> Schema:
        value, inner.scope = declarations.alias_value(hint, bound)
        return inner.schema(value)

    reference = _component(hint, bound, context, write)
    context.aliases.append(reference["$ref"].component)
    return reference


def _component(
    cls: Any, bound: Mapping[Any, Any], context: Context, write: Callable[[Context], Schema]
) -> Schema:
    args = tuple(bound.values())
    # Equal hints may list their arms in another order, which the words tell apart.
    key = (cls, args, tuple(words(arg) for arg in args)) if args else cls
    known = context.components.get(key)
    if known is not None:
        return context.components.ref(known)
    if any(hints.depth(arg) > DEEPEST for arg in args):
        raise InfiniteAliasError(
            f"{cls.__name__} mentions itself with ever larger arguments",
            hint="Let a generic refer to itself with the same arguments.",
        )
    spoken = () if args == hints.default_arguments(cls) else args
    short, fixed = component_name(cls, spoken)
    component = NamedSchema(
        key,
        short,
        fixed=fixed,
        longer=lambda: long_component_name(cls, spoken),
        where=lambda: source_line(cls),
    )
    return context.named(component, write)


def _is_enum(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, enum.Enum)


def translate(hint: Any, context: Context, metadata: tuple[Any, ...] = ()) -> Schema:
    """The schema of an unwrapped hint. Raises UnsupportedTypeError for a form without one."""
    if metadata:
        for item in metadata:
            if isinstance(item, Component):
                key = (item.name, hints.identity(hint))
                component = NamedSchema(key, item.name, fixed=True)
                return context.named(component, lambda inner: translate(hint, inner))
    try:
        scalar = SCALARS.get(hint)
        if scalar is not None:
            return dict(scalar)
        origin, args = hints.decode(hint)
        handler = FORMS.get(origin)
    except TypeError:  # an object that cannot be hashed is no type
        raise unsupported(hint) from None
    if handler is not None:
        return handler(origin, args, context)
    for belongs, handle in TAIL:
        if belongs(origin):
            return handle(origin, args, context)
    raise unsupported(hint)


def subclass_of_scalar(hint: Any, args: tuple[Any, ...], context: Context) -> Schema:
    """A class derived from a scalar is rendered as the scalar is."""
    return dict(next(SCALARS[base] for base in hint.__mro__ if base in SCALARS))


def _derives_from_scalar(hint: Any) -> bool:
    return isinstance(hint, type) and any(b in SCALARS for b in hint.__mro__[:-1])


def lazy_string(hint: Any, args: tuple[Any, ...], context: Context) -> Schema:
    return {"type": "string"}


def _is_lazy_string(hint: Any) -> bool:
    return isinstance(hint, type) and any(
        f"{base.__module__}.{base.__qualname__}" in LAZY_STRINGS for base in hint.__mro__
    )


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
    (_is_enum, enumeration),
    (hints.is_alias, alias),
    (_is_lazy_string, lazy_string),
    (_derives_from_scalar, subclass_of_scalar),
)


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
    return UnsupportedTypeError(
        f"no schema is known for {name}",
        hint="Return a TypedDict or a type of docs/type-forms.md, or teach the form with "
        'TYPED_RESPONSES["TYPE_HOOKS"].',
    )
