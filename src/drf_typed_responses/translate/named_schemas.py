"""Types with a name of their own, each a component: TypedDict, NamedTuple, alias."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Never

from ..exceptions import InfiniteAliasError
from . import declarations, hints
from .aliases import alias_value
from .components import NamedSchema
from .declared_fields import extra_items, namedtuple_fields
from .dialects import Schema
from .metadata import PRIVATE
from .type_names import component_name, long_component_name, source_line, words

if TYPE_CHECKING:
    from .context import Context

# As deep as the arguments of one generic may grow while it refers to itself.
DEEPEST = 24


def typed_dict(hint: Any, args: tuple[Any, ...], context: Context) -> Schema:
    """A component. Source: PEP 589, PEP 655, PEP 705, PEP 728."""
    known = context.components.get(hint)
    if known is not None:
        return context.components.ref(known)
    bound = hints.bindings(hint, args, context.scope)
    return _component(hint, bound, context, partial(_object, hint, bound))


def _object(cls: Any, bound: Mapping[Any, Any], context: Context) -> Schema:
    context.place = (cls, None)
    plain = context.plain
    properties: dict[str, Schema] = {}
    required: list[str] = []
    secretive = False
    for name, hint, needed, metadata, description, scope in context.reader.fields(cls, bound):
        if PRIVATE in metadata:
            secretive = True
            continue
        if needed:
            required.append(name)
        if type(hint) is type and hint in plain and not metadata and not description:
            properties[name] = dict(plain[hint])
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
    return schema if secretive else schema | _extra(cls, bound, context)


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
    extra = extra_items(cls, bound)
    if extra is None:
        return {}
    if extra.hint is Never:
        return {"additionalProperties": False}
    context.place, context.scope = (cls, None), extra.scope
    return {"additionalProperties": context.schema(extra.hint, "{}")}


def named_tuple(hint: Any, args: tuple[Any, ...], context: Context) -> Schema:
    """An array: the renderer writes a named tuple as it writes a tuple."""
    bound = hints.bindings(hint, args, context.scope)

    def write(inner: Context) -> Schema:
        inner.place = (hint, None)
        items = []
        for field in namedtuple_fields(hint, bound):
            inner.place, inner.scope = (hint, field.name), field.scope
            items.append(inner.schema(field.hint, f".{field.name}"))
        return {**inner.dialect.fixed_array(inner.arms(items)), **_about(hint)}

    return _component(hint, bound, context, write)


def alias(hint: Any, args: tuple[Any, ...], context: Context) -> Schema:
    """`type X = ...` is a component: it may mention itself. Source: PEP 695."""
    bound = hints.bindings(hint, args, context.scope)

    def write(inner: Context) -> Schema:
        value, inner.scope = alias_value(hint, bound)
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
    spoken = args if args and args != hints.default_arguments(cls) else ()
    short, fixed = component_name(cls, spoken)
    component = NamedSchema(
        key,
        short,
        fixed=fixed,
        longer=partial(long_component_name, cls, spoken),
        where=partial(source_line, cls),
    )
    return context.named(component, write)
