"""The compiler: hints in, schemas and named components out."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import methodcaller
from typing import Any

from ..exceptions import InfiniteAliasError, TranslationError
from . import hints
from .components import Components, NamedSchema
from .context import Context, Hook
from .dialects import DIALECTS, Schema
from .module_source import class_line
from .scopes import Scope
from .source_order import ordered


class NameCollisionWarning(UserWarning):
    """Two types claim one component name, and both got a longer one."""


class Translator:
    """Translates hints into one set of components."""

    def __init__(
        self,
        *,
        version: str = "3.0",
        ref_template: str = "#/components/schemas/{name}",
        hooks: Sequence[Hook] = (),
    ) -> None:
        if version not in DIALECTS:
            raise ValueError(f"version is {version!r}; it must be one of {', '.join(DIALECTS)}")
        self.components = Components(ref_template)
        self.dialect = DIALECTS[version]
        self._context = Context(self.dialect, self.components, hooks)

    def schema(self, hint: Any, scope: Scope | None = None) -> Schema:
        """The schema of a hint; what it refers to is added to `components`.

        Raises TranslationError, after which the components are as they were before.
        """
        hint = ordered(hint)
        return self._whole(scope, lambda context: context.schema(hint))

    def named(self, name: str, hint: Any, scope: Scope | None = None) -> Schema:
        """A reference to a component of the given name that holds the schema of a hint."""
        hint = ordered(hint)
        component = NamedSchema((name, hints.identity(hint)), name, fixed=True)
        write = methodcaller("schema", hint)
        return self._whole(scope, lambda context: context.named(component, write))

    def _whole(self, scope: Scope | None, write: Callable[[Context], Schema]) -> Schema:
        context, before = self._context, len(self.components)
        context.begin(scope or Scope())
        try:
            written = write(context)
            context.finish()
            _refuse_infinite(context)
            if context.swallowed:
                self.components.keep([written], before)
        except TranslationError as error:
            self.components.forget_after(before)
            context.aliases.clear()
            _locate(error, context)
            raise
        return written


def _locate(error: TranslationError, context: Context) -> None:
    error.path = "".join(context.trail) + error.path
    if context.place:
        cls, name = context.place
        error.at(*class_line(cls, error.notes[0] if error.notes else name))


def _refuse_infinite(context: Context) -> None:
    """`type X = X | int` would send every reader of its schema round in a circle."""
    context.trail = []
    aliases = {context.components.reference(alias): alias for alias in context.aliases}
    for alias in context.aliases:
        seen: set[str] = set()
        steps = list(_transparent(alias.schema))
        while steps:
            step = steps.pop()
            if step in aliases and aliases[step] is alias:
                raise InfiniteAliasError.of(alias.short)
            if step in aliases and step not in seen:
                seen.add(step)
                steps += _transparent(aliases[step].schema)
    context.aliases.clear()


def _transparent(schema: Schema) -> Iterator[str]:
    """References that are followed without a step into the value."""
    if "$ref" in schema:
        yield schema["$ref"]
    for keyword in ("anyOf", "allOf"):
        for arm in schema.get(keyword, ()):
            yield from _transparent(arm)


def schema_components(
    types: Iterable[Any],
    *,
    version: str = "3.0",
    ref_template: str = "#/components/schemas/{name}",
    hooks: Sequence[Hook] = (),
) -> tuple[list[Schema], dict[str, Schema]]:
    """One schema per type in order, and the named schemas they refer to, sorted by name.

    `version` is the OpenAPI version, "3.0", "3.1" or "3.2"; `ref_template` spells a reference and
    holds `{name}`; `hooks` teach further types (see docs/type-forms.md). A name that two types
    claim sets off a NameCollisionWarning, and both get a longer one.

    Raises TranslationError for a type that has no schema, and ValueError for an unknown version.
    """
    translator = Translator(version=version, ref_template=ref_template, hooks=hooks)
    schemas = [translator.schema(hint) for hint in types]
    for message in translator.components.settle():
        warnings.warn(message, NameCollisionWarning, stacklevel=2)
    return schemas, translator.components.schemas()
