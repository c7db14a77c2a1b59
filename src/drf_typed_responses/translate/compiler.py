"""The compiler: takes hints, returns schemas and named components."""

from __future__ import annotations

import sys
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import methodcaller

from ..exceptions import InfiniteAliasError, TranslationError
from ..openapi.nulls import exact
from ..openapi.versions import VERSIONS
from . import hint_kinds
from .components import Components, NamedSchema, Reference
from .context import Context, Framework, Notice
from .dispatch import Dispatcher, Hook
from .module_source import class_line
from .schema_builder import Schema, SchemaBuilder
from .scopes import Hint, Scope, identity
from .settlement import settle
from .source_order import in_alphabetical_order


class NameCollisionWarning(UserWarning):
    """Two types claim one component name, so both got longer names."""


class UnsaidMetadataWarning(UserWarning):
    """Metadata beside a type, such as a predicate of annotated-types, is not in the schema."""


class Translator:
    """Translates hints into one set of components.

    The arguments are those of `schema_components`, `framework`, and `nulls`: "exact" or "plain",
    the spelling of null beside a reference of 3.0 (`openapi/nulls.py`). Raises ValueError for an
    unknown version.
    """

    def __init__(
        self,
        *,
        version: str = "3.0",
        ref_template: str = "#/components/schemas/{name}",
        hooks: Sequence[Hook] = (),
        nulls: str = "exact",
        framework: Framework | None = None,
    ) -> None:
        if version not in VERSIONS:
            raise ValueError(f"version is {version!r}; it must be one of {', '.join(VERSIONS)}")
        self.components = Components(ref_template)
        self.builder = SchemaBuilder(version)
        self.nulls = nulls
        dispatcher = Dispatcher(hooks)
        self._context = Context(
            self.builder,
            self.components,
            dispatcher.describe,
            dispatcher.known,
            framework or Framework(),
        )

    def schema(self, hint: Hint, scope: Scope | None = None) -> Schema:
        """The schema of a hint; the components it refers to are added to `components`.

        `scope` is where the hint is written, and decides what the names in it stand for. Raises
        TranslationError for a hint that has no schema; the components are then unchanged.
        """
        return self._translate(
            hint, scope, lambda context: context.schema(in_alphabetical_order(hint))
        )

    def named(self, name: str, hint: Hint, scope: Scope | None = None) -> Schema:
        """A reference to a component of the given name that holds the schema of a hint.

        Raises TranslationError as `schema` does.
        """

        def write(context: Context) -> Schema:
            ordered = in_alphabetical_order(hint)
            component = NamedSchema((name, identity(ordered)), name, fixed=True)
            return context.named(component, methodcaller("schema", ordered))

        return self._translate(hint, scope, write)

    @property
    def notices(self) -> list[Notice]:
        """The metadata that the last translation could not express."""
        return self._context.notices

    def _translate(
        self, hint: Hint, scope: Scope | None, write: Callable[[Context], Schema]
    ) -> Schema:
        """Write a schema and the components it needs; on an error, no component is added."""
        context, before = self._context, len(self.components)
        context.begin(scope or Scope())
        try:
            schema = write(context)
            has_plain_null = context.builder.has_plain_null
            context.finish()
            if context.aliases:
                _refuse_infinite(context)
            if context.has_dropped:
                self.components.discard_unreachable([schema], before)
            if self.nulls == "exact" and (context.with_nulls or has_plain_null):
                schema = self._spell_exactly(schema, has_plain_null)
                if any(map(_stands_alone, self.components.after(before))):
                    self.components.discard_unreachable([schema], before)
        except RecursionError as endless:
            error = InfiniteAliasError.without_end(_innermost(endless, hint))
            del context.path[3:]  # the rest repeats it
            raise self._undone(error, before) from None
        except TranslationError as error:
            raise self._undone(error, before) from error.__cause__
        return schema

    def _undone(self, error: TranslationError, before: int) -> TranslationError:
        """The error with its place, after the components that were added are deleted."""
        self.components.discard_after(before)
        self._context.aliases.clear()
        _locate(error, self._context)
        return error

    def nullable(self, schema: Schema) -> Schema:
        """A schema of this translator that also admits null."""
        found = self.builder.nullable(schema)
        return exact(found, _plain_target) if self.nulls == "exact" else found

    def _spell_exactly(self, schema: Schema, has_plain_null: bool) -> Schema:
        """Spell nulls exactly, which needs the complete schemas of all components."""
        written = self._context.with_nulls
        spelled = [_exact_schema(component.schema, names) for component, names in written]
        for (component, _), schema_of in zip(written, spelled, strict=True):
            component.plain, component.schema = component.schema, schema_of
        return exact(schema, _plain_target) if has_plain_null else schema


def _exact_schema(schema: Schema, names: list[str] | None) -> Schema:
    """The schema of a component with its nulls spelled exactly: those of some properties, or all.

    Most properties have no plain null, and need no walk.
    """
    if names is None:
        return exact(schema, _plain_target)  # type: ignore[no-any-return]
    properties = schema["properties"]
    spelled = {name: exact(properties[name], _plain_target) for name in names}
    return {**schema, "properties": {**properties, **spelled}}


def _stands_alone(component: NamedSchema) -> bool:
    """Whether a nullable reference to a component is written without the reference."""
    return bool(component.schema.get("type", "object") != "object")


def _plain_target(reference: str) -> Schema | None:
    """The schema that a reference leads to, with plain nulls."""
    if not isinstance(reference, Reference):
        return None
    component = reference.component
    return component.schema if component.plain is None else component.plain


def _locate(error: TranslationError, context: Context) -> None:
    error.path = "".join(context.path) + error.path
    if context.place:
        cls, name = context.place
        error.at(*class_line(cls, error.notes[0] if error.notes else name))


def _innermost(failure: BaseException, whole: Hint) -> str:
    """The innermost type with a name that an exception interrupted, else the outermost one."""
    frames = (frame for frame, _ in traceback.walk_tb(failure.__traceback__))
    found = [f.f_locals["hint"] for f in frames if f.f_code is Context.schema.__code__]
    named = (
        hint.__name__
        for hint in reversed(found)
        if hint_kinds.is_newtype(hint) or hint_kinds.is_alias(hint)
    )
    return next(named, hint_kinds.outline(found[0] if found else whole))


def _refuse_infinite(context: Context) -> None:
    """Refuse `type X = X | int`: its schema applies itself to the same value, without end."""
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
    """The references of a schema that apply to the same value as the schema."""
    if "$ref" in schema:
        yield schema["$ref"]
    for keyword in ("anyOf", "allOf"):
        for arm in schema.get(keyword, ()):
            yield from _transparent(arm)


def schema_components(
    types: Iterable[Hint],
    *,
    version: str = "3.0",
    ref_template: str = "#/components/schemas/{name}",
    hooks: Sequence[Hook] = (),
) -> tuple[list[Schema], dict[str, Schema]]:
    """The schema of each type, and the components they refer to.

    Arguments:

    - `types`: the hints to translate, such as a TypedDict, `list[Team]` or `str | None`. A quoted
      name in one is looked up in the module of the caller.
    - `version`: the version of OpenAPI, "3.0", "3.1" or "3.2".
    - `ref_template`: the text of a reference, with `{name}` in place of the component's name.
    - `hooks`: functions `(type, args, context)` that teach further types. A hook is called before
      the table of forms is searched. It returns a schema, or None for a type it does not know.
      `context.schema(argument)` translates an argument.

    Returns `(schemas, components)`: one schema for each type, in order, and the schemas of the
    components by name, sorted. If two types claim one name, both get longer names, and a
    NameCollisionWarning is issued. A class that a function makes twice is one component.
    Metadata that no schema expresses gives an UnsaidMetadataWarning.

    Raises TranslationError for a type that has no schema, NameConflictError if one name is fixed
    for two different types, and ValueError for an unknown version.

    Source: OpenAPI 3.0.3, 3.1.1 and 3.2.0, "Schema Object" and "Components Object". The forms of
    types, and the schema of each, are listed in docs/type-forms.md.
    """
    translator = Translator(version=version, ref_template=ref_template, hooks=hooks)
    scope = Scope(sys._getframe(1).f_globals.get("__name__", ""))
    schemas = []
    for hint in types:
        schemas.append(translator.schema(hint, scope))
        for notice in translator.notices:
            message = f"{notice.path}: {notice.message}".removeprefix(": ")
            warnings.warn(message, UnsaidMetadataWarning, stacklevel=2)
    settled = settle(translator.components)
    if settled.conflicts:
        raise settled.conflicts[0]
    for collision in settled.warnings:
        warnings.warn(collision.message, NameCollisionWarning, stacklevel=2)
    return schemas, translator.components.schemas()
