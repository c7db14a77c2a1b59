"""The state of a translation: the argument that every handler of a form gets."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from . import hints
from .components import Components, NamedSchema
from .declared_fields import FieldReader
from .known_schemas import KnownSchemas
from .module_source import class_line
from .schema_builder import Schema, SchemaBuilder
from .scopes import Arguments, Hint, Metadata, Scope

# Makes the schema of an unwrapped hint, given its metadata and description.
Describe: TypeAlias = Callable[["Context", Hint, Metadata, str | None], Schema]
# Makes the schema of a form, given the origin and the arguments of a hint.
Handler: TypeAlias = Callable[[Hint, Arguments, "Context"], Schema]


class _Pending(NamedTuple):
    component: NamedSchema
    write: Callable[[Context], Schema]
    scope: Scope
    path: tuple[str, ...]


class Framework(NamedTuple):
    """What the framework adds that uses the translator.

    `markers` are objects that stand for a type in a hint, each with its schema, such as those of
    `OpenApiTypes`. `published_name` is the name under which a property is published, which a hook
    of the framework may change.
    """

    markers: Mapping[Hint, Schema] = MappingProxyType({})
    published_name: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class Notice:
    """Metadata beside a type that its schema does not express, and the place of the type."""

    message: str
    path: str
    file: str = ""
    line: int | None = None


class Context:
    """The state that a handler needs beside the hint, and the function to translate another hint.

    `described(hint, metadata, description)` is the schema of an unwrapped hint. `scope` is where
    the hint is written. Errors name its `path`, the steps to it from the root, and its `place`, the
    class and field that declare it.
    """

    def __init__(
        self,
        builder: SchemaBuilder,
        components: Components,
        describe: Describe,
        known: KnownSchemas,
        framework: Framework,
    ) -> None:
        self.builder = builder
        self.components = components
        self.described: Callable[[Hint, Metadata, str | None], Schema] = partial(describe, self)
        self.known = known
        self.framework = framework
        self.scope = Scope()
        self.path: list[str] = []
        self.place: tuple[type, str | None] | None = None
        # The aliases that were translated, to be checked for definitions without end.
        self.aliases: list[NamedSchema] = []
        # Whether a schema was made and then dropped: `Any | Team` is Any.
        self.has_dropped = False
        # The components whose schemas have plain nulls, each with the properties that have them;
        # None for any part of the schema.
        self.with_nulls: list[tuple[NamedSchema, list[str] | None]] = []
        # The properties with plain nulls of the object that is being written.
        self.null_properties: list[str] = []
        # Whether the schema that is being written leaves out a private field.
        self.has_private = False
        self.reader = FieldReader()
        self.notices: list[Notice] = []
        self._pending: deque[_Pending] = deque()

    @property
    def version(self) -> str:
        """The version of OpenAPI that is being written; hooks may need it."""
        return self.builder.version

    def schema(self, hint: Hint, step: str = "") -> Schema:
        """The schema of a hint as written in the source; `step` is its part of the path.

        Raises TranslationError for a hint that has no schema.
        """
        if step:
            self.path.append(step)
        bare, metadata, _ = hints.unwrap(hint, self.scope)
        schema = self.described(bare, metadata, None)
        if step:
            self.path.pop()
        return schema

    def named(self, component: NamedSchema, write: Callable[[Context], Schema]) -> Schema:
        """A reference to a component; `write` makes its schema later, so that cycles end."""
        known = self.components.get(component.key)
        if known is None:
            known = component
            self.components.reserve(known)
            self._pending.append(_Pending(known, write, self.scope, tuple(self.path)))
        return self.components.ref(known)

    def begin(self, scope: Scope) -> None:
        """Forget the state of the last translation, which may have ended in an error."""
        self._pending.clear()
        self.notices = []
        self.path = []
        self.place = None
        self.has_dropped = False
        self.with_nulls = []
        self.builder.has_plain_null = False
        self.scope = scope

    def finish(self) -> None:
        """Write the schema of every component that was reserved."""
        while self._pending:
            component, write, self.scope, path = self._pending.popleft()
            self.path = list(path) or [component.short]
            self.place = None
            self.has_private = self.builder.has_plain_null = False
            self.null_properties = []
            component.schema = write(self)
            component.has_private = self.has_private
            if self.builder.has_plain_null:
                self.with_nulls.append((component, None))
            elif self.null_properties:
                self.with_nulls.append((component, self.null_properties))
        self.path = []

    def notice(self, what: str) -> None:
        """Note that the schema does not express something that stands beside the type."""
        place = class_line(*self.place) if self.place else ("", None)
        self.notices.append(Notice(f"the schema does not say {what}", "".join(self.path), *place))

    def arms(self, schemas: list[Schema]) -> list[Schema]:
        """The given schemas, noting that `{}` among the arms of an `anyOf` drops the other arms."""
        if len(schemas) > 1 and {} in schemas:
            self.has_dropped = True
        return schemas
