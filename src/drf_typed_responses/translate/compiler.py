"""The compiler: hints in, schemas and named components out."""

from __future__ import annotations

import warnings
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from ..exceptions import (
    InfiniteAliasError,
    TranslationError,
    TypeHookError,
    UnsupportedTypeError,
)
from . import declarations, hints
from .components import Components, NamedSchema
from .constraints import constrained, is_word
from .forms import translate
from .metadata import PRIVATE, Component
from .schemas import DIALECTS, Dialect, Schema
from .scopes import NO_BINDINGS, Scope
from .source import ModuleSource, class_line, module_source
from .written import ordered

Hook = Callable[[Any, tuple[Any, ...], "Context"], Schema | None]


class NameCollisionWarning(UserWarning):
    """Two types claim one component name, and both got a longer one."""


class _Pending(NamedTuple):
    component: NamedSchema
    write: Callable[[Context], Schema]
    scope: Scope
    trail: tuple[str, ...]


class Context:
    """What a handler needs beside the hint: the dialect, the components, and where it stands."""

    def __init__(self, dialect: Dialect, components: Components, hooks: Sequence[Hook]) -> None:
        self.dialect = dialect
        self.components = components
        self.hooks = hooks
        self.scope = Scope()
        self.trail: list[str] = []
        self.place: tuple[type, str | None] | None = None
        self.aliases: list[NamedSchema] = []
        # Whether what was translated is not in any schema: `Any | Team` is Any.
        self.swallowed = False
        self._fields: dict[Hashable, list[declarations.Field]] = {}
        self._pending: deque[_Pending] = deque()
        self._sources: dict[str, ModuleSource | None] = {}

    @property
    def version(self) -> str:
        """The version of OpenAPI that is being written, for a hook that must know it."""
        return self.dialect.version

    def schema(self, hint: Any, piece: str = "") -> Schema:
        """The schema of a hint as it stands in the source; `piece` is the step to it in a path."""
        if piece:
            self.trail.append(piece)
        bare, metadata, _ = hints.unwrap(hint, self.scope)
        schema = self.described(bare, metadata, None)
        if piece:
            self.trail.pop()
        return schema

    def described(self, hint: Any, metadata: tuple[Any, ...], description: str | None) -> Schema:
        """The schema of an unwrapped hint, with what stands beside it."""
        if PRIVATE in metadata:
            raise UnsupportedTypeError(
                "Private marks a whole field of a TypedDict, and here it stands inside one",
                hint="Write Private[...] around the field's whole type: Private[str | None].",
            )
        if metadata:
            for mark in metadata:
                if isinstance(mark, Component):
                    return self._named_by(mark, hint, metadata, description)
        schema = self._hooked(hint) if self.hooks else None
        if schema is None:
            schema = translate(hint, self)
        if metadata or description:
            return constrained(hint, schema, metadata, description, self)
        return schema

    def _named_by(
        self, mark: Component, hint: Any, metadata: tuple[Any, ...], description: str | None
    ) -> Schema:
        """`Annotated[..., Component("Scores")]`: bounds are part of it, words stand beside it."""
        words = tuple(item for item in metadata if is_word(item))
        inside = tuple(item for item in metadata if item is not mark and not is_word(item))
        key = (mark.name, hints.identity(hint), tuple(map(hints.identity, inside)))
        component = NamedSchema(key, mark.name, fixed=True)
        reference = self.named(component, lambda inner: inner.described(hint, inside, None))
        return constrained(hint, reference, words, description, self)

    def _hooked(self, hint: Any) -> Schema | None:
        origin, args = hints.decode(hint)
        for hook in self.hooks:
            schema = _call_hook(hook, origin, args, self)
            if schema is not None:
                return schema
        return None

    def fields(self, cls: Any, bound: Any) -> list[declarations.Field]:
        """The fields of a TypedDict, read once."""
        key = (cls, tuple(bound.values()))
        fields = self._fields.get(key)
        if fields is None:
            fields = declarations.typeddict_fields(cls, bound, self._docstrings)
            self._fields[key] = fields
        return fields

    def _docstrings(self, cls: Any) -> Mapping[str, str]:
        module = cls.__module__
        if module not in self._sources:
            self._sources[module] = module_source(module)
        source = self._sources[module]
        return source.attribute_docstrings(cls.__qualname__) if source else NO_BINDINGS

    def named(self, component: NamedSchema, write: Callable[[Context], Schema]) -> Schema:
        """A reference to a component; it is written later, so nothing nests and cycles end."""
        known = self.components.get(component.key)
        if known is None:
            known = component
            self.components.reserve(known)
            self._pending.append(_Pending(known, write, self.scope, tuple(self.trail)))
        return self.components.ref(known)

    def finish(self) -> None:
        """Write the schema of every component that was reserved."""
        while self._pending:
            component, write, self.scope, trail = self._pending.popleft()
            self.trail = list(trail) or [component.short]
            self.place = None
            component.schema = write(self)

    def reset(self) -> None:
        self._pending.clear()
        self.trail = []
        self.place = None
        self.swallowed = False

    def arms(self, schemas: list[Schema]) -> list[Schema]:
        """The same schemas, which are about to stand beside each other in an `anyOf`."""
        if len(schemas) > 1 and {} in schemas:
            self.swallowed = True
        return schemas


def _call_hook(hook: Hook, origin: Any, args: tuple[Any, ...], context: Context) -> Schema | None:
    name = f"{hook.__module__}.{getattr(hook, '__qualname__', hook)}"
    try:
        schema = hook(origin, args, context)
    except TranslationError:
        raise
    except Exception as error:  # a project's code can raise anything
        raise TypeHookError(
            f"the type hook {name} failed on {origin!r}: {type(error).__name__}: {error}",
            hint="Mend the hook; it returns a schema, or None for a type it does not know.",
        ) from error
    if schema is not None and not isinstance(schema, dict):
        raise TypeHookError(
            f"the type hook {name} returned {type(schema).__name__} for {origin!r}",
            hint="Return a schema (a dict), or None for a type the hook does not know.",
        )
    return schema


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
        with self._whole(scope) as written:
            written.append(self._context.schema(ordered(hint)))
            self._context.finish()
        return written[0]

    def named(self, name: str, hint: Any, scope: Scope | None = None) -> Schema:
        """A reference to a component of the given name that holds the schema of a hint."""
        hint = ordered(hint)
        with self._whole(scope) as written:
            component = NamedSchema((name, hints.identity(hint)), name, fixed=True)
            written.append(self._context.named(component, lambda inner: inner.schema(hint)))
            self._context.finish()
        return written[0]

    @contextmanager
    def _whole(self, scope: Scope | None) -> Iterator[list[Schema]]:
        context, before = self._context, len(self.components)
        context.reset()
        context.scope = scope or Scope()
        written: list[Schema] = []
        try:
            yield written
            _refuse_infinite(context)
            if context.swallowed:
                self.components.keep(written, before)
        except TranslationError as error:
            self.components.forget_after(before)
            context.aliases.clear()
            _locate(error, context)
            raise


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
