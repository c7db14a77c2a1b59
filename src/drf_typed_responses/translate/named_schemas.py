"""Schemas of types with a name, each a component: TypedDict, NamedTuple, Enum, alias."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable
from functools import partial
from typing import Any, ForwardRef, Literal, Never

from ..exceptions import InfiniteAliasError, UnsupportedTypeError
from . import declarations, hint_kinds, hints
from .components import NamedSchema
from .context import Context
from .declared_fields import Declaration
from .literals import literal_values, member_value
from .metadata import (
    Component,
    Withhold,
    public_members,
    withheld_members,
    withholding_reason,
)
from .module_source import class_line
from .schema_builder import Schema, any_of, by_json_type
from .scopes import NO_BINDINGS, Arguments, Bindings, Hint, Metadata, Scope
from .type_names import component_name, long_component_name, words

# The depth to which the arguments of a generic may grow while it refers to itself.
DEEPEST = 24


def typed_dict(hint: Hint, args: Arguments, context: Context) -> Schema:
    """An object. Source: PEP 589, PEP 655, PEP 705, PEP 728."""
    known = context.components.get(hint)
    if known is not None:
        return context.components.ref(known)
    bound = hints.bindings(hint, args, context.scope)
    return _component(hint, bound, context, partial(_object, hint, bound))


def _object(cls: type, bound: Bindings, context: Context) -> Schema:
    context.place = (cls, None)
    known, reader = context.known, context.reader
    properties: dict[str, Schema] = {}
    required: list[str] = []
    declared = reader.declaration(cls, bound)
    for name, hint in declared.annotations.items():
        if type(hint) is ForwardRef:
            hint = reader.evaluated_before(hint, declared.scopes.get(name, declared.own))
        copy = None if name in declared.excluded else known.schema(hint)
        if copy is None:
            _add_field(name, declared, properties, required, context)
            continue
        if name in declared.required:
            required.append(name)
        said = declared.docstrings.get(name)
        if said:
            copy["description"] = said
        properties[name] = copy
    schema: Schema = {"type": "object", **_annotations(cls)}
    if properties:
        schema["properties"] = properties
    if required:
        schema["required"] = required
    extra = None if context.has_private else reader.extra_items(cls, bound)
    if extra is not None:
        context.place, context.scope = (cls, None), extra.scope
        schema["additionalProperties"] = (
            False if extra.hint is Never else context.schema(extra.hint, "{}")
        )
    return schema


def _add_field(
    name: str,
    declared: Declaration,
    properties: dict[str, Schema],
    required: list[str],
    context: Context,
) -> None:
    """Add a field whose schema is not known to an object, if it is documented."""
    field = context.reader.field(declared, name)
    if field is None:
        return
    if field.private:
        context.has_private = True
        return
    if field.required:
        required.append(name)
    context.place, context.scope = (declared.cls, name), field.scope
    context.path.append(f".{name}")
    if field.metadata:
        schema = context.described(field.hint, field.metadata, field.description)
    else:
        schema = context.described(field.hint, (), None)
        raw = declared.annotations[name]
        if raw is not field.hint and not hint_kinds.is_text(raw):
            context.known.keep(raw, schema)
        if field.description:
            schema = context.builder.beside(schema, {"description": field.description})
    context.path.pop()
    if context.builder.has_plain_null:
        context.builder.has_plain_null = False
        context.null_properties.append(name)
    properties[name] = schema


def _annotations(cls: type) -> Schema:
    return _described(cls, declarations.docstring(cls))


def _described(cls: type, text: str | None) -> Schema:
    """The description of a class, with its deprecation."""
    message = declarations.own_deprecation(cls)
    text = declarations.with_deprecation(text, message)
    flag: Schema = {} if message is None else {"deprecated": True}
    return {"description": text, **flag} if text else flag


def named_tuple(hint: Hint, args: Arguments, context: Context) -> Schema:
    """An array: the renderer writes a named tuple as a tuple."""
    bound = hints.bindings(hint, args, context.scope)

    def write(later: Context) -> Schema:
        later.place = (hint, None)
        items = []
        for field in later.reader.namedtuple_fields(hint, bound):
            later.place, later.scope = (hint, field.name), field.scope
            items.append(later.schema(field.hint, f".{field.name}"))
        return {**later.builder.fixed_array(later.arms(items)), **_annotations(hint)}

    return _component(hint, bound, context, write)


def enumeration(hint: Hint, args: Arguments, context: Context) -> Schema:
    """An `enum` of the rendered members; their labels are in the description.

    Raises UnsupportedTypeError for an enum without members, and for one that cannot be rendered.
    """
    if issubclass(hint, enum.IntFlag):
        return {"type": "integer"}  # a value may combine members
    values = [member_value(member) for member in public_members(hint)]
    if not values:
        raise UnsupportedTypeError(
            f"the enum {hint.__name__} has no members", hint="Give it members, or use Never."
        )
    reference = _component(hint, NO_BINDINGS, context, lambda _: _listed(hint, values))
    withheld = withheld_members(hint)
    if withheld:
        component = reference["$ref"].component
        component.withheld = tuple(map(member_value, withheld))
        component.reason = withholding_reason(hint)
    return reference


def _listed(cls: type[enum.Enum], values: list[Any]) -> Schema:
    schema = any_of(by_json_type(values))
    text = "\n\n".join(part for part in (declarations.docstring(cls), _labels(cls)) if part)
    return {**schema, **_described(cls, text)}


def _labels(cls: Any) -> str:
    """The labels of Django's Choices, as drf-spectacular spells them."""
    if not hasattr(cls, "labels"):
        return ""
    return "\n".join(f"* `{member_value(m)}` - {m.label}" for m in public_members(cls))


# Type checkers allow only values that are written as they are in `Literal[...]`.
_LITERAL: Any = Literal


def partial_literal(mark: Withhold, hint: Hint, metadata: Metadata, context: Context) -> Schema:
    """A component of the values of a Literal that are not withheld.

    It has a name, by which a contract finds the withheld values: that of a `Component`, else of the
    field. Raises UnsupportedTypeError beside another type, and as `Withhold` does.
    """
    origin, args = hint_kinds.decode(hint)
    if origin is not Literal:
        raise UnsupportedTypeError(
            "Withhold marks an enum class or a Literal, and here it marks another type",
            hint="Write @Withhold(...) above the enum, or Annotated[Literal[...], Withhold(...)].",
        )
    try:
        kept, withheld = mark.divided(args, "the Literal")
    except ValueError as error:
        raise UnsupportedTypeError(str(error), hint="Correct the values of Withhold.") from None
    component = _of_literal(args, tuple(withheld), metadata, context)
    component.withheld, component.reason = tuple(literal_values(tuple(withheld))), mark.reason
    public = _LITERAL[tuple(kept)]
    return context.named(component, lambda later: later.described(public, (), None))


def _of_literal(
    args: Arguments, withheld: Arguments, metadata: Metadata, context: Context
) -> NamedSchema:
    fixed = next((mark.name for mark in metadata if isinstance(mark, Component)), "")
    if not fixed and not (context.place and context.place[1]):
        raise UnsupportedTypeError(
            "a Literal that withholds values needs a name here",
            hint='Add one: Annotated[Literal[...], Withhold(...), Component("Status")].',
        )
    cls, field = context.place or (None, None)
    named = "".join(part[:1].upper() + part[1:] for part in re.findall("[0-9A-Za-z]+", field or ""))
    short = fixed or f"{component_name(cls)[0]}{named}"
    longer = partial(_long_name, cls, named)
    place = class_line(*context.place) if context.place else ("", None)
    key = ("withheld", fixed or (cls, field), args, withheld)
    return NamedSchema(key, short, longer=longer, fixed=bool(fixed), place=place)


def _long_name(cls: Hint, named: str) -> str:
    return f"{long_component_name(cls, ())}{named}"


def alias(hint: Hint, args: Arguments, context: Context) -> Schema:
    """`type X = ...` is a component, so that it may refer to itself. Source: PEP 695."""
    bound = hints.bindings(hint, args, context.scope)

    def write(later: Context) -> Schema:
        value, later.scope = declarations.alias_value(hint, bound)
        return later.schema(value)

    reference = _component(hint, bound, context, write)
    context.aliases.append(reference["$ref"].component)
    return reference


# Values of these classes are rendered as arrays and objects, whatever class is derived from them.
_CONTAINERS = (dict, list, tuple, set, frozenset)


def is_derived_container(hint: Hint) -> bool:
    """Whether a hint is a class derived from a builtin container, such as ReturnDict of DRF."""
    return isinstance(hint, type) and issubclass(hint, _CONTAINERS)


def derived_container(hint: Hint, args: Arguments, context: Context) -> Schema:
    """The schema of the base; a component if the base has arguments: `class Teams(list[Team])`."""
    bases = declarations.original_bases(hint) or hint.__bases__
    base = next(base for base in bases if is_derived_container(hint_kinds.decode(base)[0]))
    if not hint_kinds.decode(base)[1]:
        return context.schema(base)
    bound = hints.bindings(hint, args, context.scope)

    def write(later: Context) -> Schema:
        later.place, later.scope = (hint, None), Scope(hint.__module__, hint, bound)
        return later.schema(base)

    return _component(hint, bound, context, write)


def _component(
    cls: Hint, bound: Bindings, context: Context, write: Callable[[Context], Schema]
) -> Schema:
    args = tuple(bound.values())
    # Equal hints may list their arms in different orders; the words differ.
    key = (cls, args, tuple(words(arg) for arg in args)) if args else cls
    known = context.components.get(key)
    if known is not None:
        return context.components.ref(known)
    if any(hint_kinds.depth(arg) > DEEPEST for arg in args):
        raise InfiniteAliasError(
            f"{cls.__name__} refers to itself with ever larger arguments",
            hint="Let a generic refer to itself with the same arguments.",
        )
    named = args if args and args != hints.default_arguments(cls) else ()
    short, fixed = component_name(cls, named)
    longer = partial(long_component_name, cls, named)
    component = NamedSchema(key, short, longer=longer, fixed=fixed, declared_by=cls)
    return context.named(component, write)
