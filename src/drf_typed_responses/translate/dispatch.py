"""Makes the schema of an unwrapped hint: hooks, then the table of forms, then metadata."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from ..exceptions import TranslationError, TypeHookError, UnsupportedTypeError
from . import hint_kinds
from .components import NamedSchema
from .constraints import constrained, is_annotation
from .context import Context
from .foreign_metadata import marks
from .forms import translate
from .known_schemas import KnownSchemas
from .metadata import PRIVATE, Component, Reason, Withhold
from .module_source import class_line
from .named_schemas import partial_literal
from .scalar_types import SCALARS
from .schema_builder import Schema
from .scopes import Arguments, Hint, Metadata, identity

# Teaches a type; called as a handler is, it returns None for a type it does not know.
Hook: TypeAlias = Callable[[Hint, Arguments, Context], Schema | None]


class Dispatcher:
    """Makes the schemas of unwrapped hints, with the hooks of a project.

    `known` has the schemas that need no dispatch. It is empty if there are hooks, because a hook
    may replace the schema of any class.
    """

    def __init__(self, hooks: Sequence[Hook]) -> None:
        self.known = KnownSchemas({} if hooks else SCALARS, is_growing=not hooks)
        self._hooks = hooks

    def describe(
        self, context: Context, hint: Hint, metadata: Metadata, description: str | None
    ) -> Schema:
        """The schema of an unwrapped hint, with the keywords of its metadata and description."""
        for mark in metadata:
            if isinstance(mark, Withhold):
                partly = partial_literal(mark, hint, metadata, context)
                said = tuple(each for each in marks(metadata) if is_annotation(each))
                return constrained(hint, partly, said, description, context)
            if mark is PRIVATE:
                raise UnsupportedTypeError(
                    "Private marks a whole field of a TypedDict, and here it marks a part of one",
                    hint="Write Private[...] around the field's whole type: Private[str | None].",
                )
            if isinstance(mark, Reason):
                raise UnsupportedTypeError(
                    "Reason says why an attribute is private, and this one is not",
                    hint="Write Annotated[Private[...], Reason(...)] as the field's whole type.",
                )
            if isinstance(mark, Component):
                return _named_by(mark, hint, metadata, description, context)
        schema = self._hooked(hint, context) if self._hooks else self._translated(hint, context)
        if metadata:
            return constrained(hint, schema, metadata, description, context)
        beside = context.builder.beside
        return beside(schema, {"description": description}) if description else schema

    def _translated(self, hint: Hint, context: Context) -> Schema:
        schema = self.known.schema(hint)
        if schema is None:
            schema = translate(hint, context)
            self.known.keep(hint, schema)
        return schema

    def _hooked(self, hint: Hint, context: Context) -> Schema:
        origin, args = hint_kinds.decode(hint)
        for hook in self._hooks:
            schema = _call_hook(hook, origin, args, context)
            if schema is not None:
                return schema
        return translate(hint, context)


def _named_by(
    mark: Component, hint: Hint, metadata: Metadata, description: str | None, context: Context
) -> Schema:
    """`Annotated[..., Component("Scores")]`: a component holds the bounds, annotations stay beside.

    Two uses of one component may have different descriptions.
    """
    every = [item for item in marks(metadata) if item is not mark]
    beside = tuple(item for item in every if is_annotation(item))
    inside = tuple(item for item in every if not is_annotation(item))
    key = (mark.name, identity(hint), tuple(map(identity, inside)))
    place = class_line(*context.place) if context.place else ("", None)
    component = NamedSchema(key, mark.name, fixed=True, place=place)
    reference = context.named(component, lambda later: later.described(hint, inside, None))
    return constrained(hint, reference, beside, description, context)


def _call_hook(hook: Hook, origin: Hint, args: Arguments, context: Context) -> Schema | None:
    name = f"{hook.__module__}.{getattr(hook, '__qualname__', hook)}"
    try:
        schema = hook(origin, args, context)
    except TranslationError:
        raise
    except Exception as error:  # a project's code can raise anything
        raise TypeHookError(
            f"the type hook {name} failed on {origin!r}: {type(error).__name__}: {error}",
            hint="Mend the hook; it takes a type, its arguments and the context, and returns a "
            "schema, or None for a type it does not know.",
        ) from error
    if schema is not None and not isinstance(schema, dict):
        raise TypeHookError(
            f"the type hook {name} returned {type(schema).__name__} for {origin!r}",
            hint="Return a schema (a dict), or None for a type the hook does not know.",
        )
    return schema
