"""What every handler of a form is given: where it stands, and how to go on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from ..exceptions import TranslationError, TypeHookError, UnsupportedTypeError
from . import hints
from .components import Components, NamedSchema, mentions_component
from .constraints import constrained, is_word
from .declared_fields import Reader
from .dialects import Dialect, Schema, copied
from .forms import translate
from .metadata import PRIVATE, Component
from .scalar_types import SCALARS
from .scopes import Scope

Hook = Callable[[Any, tuple[Any, ...], "Context"], Schema | None]


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
        # What needs no dispatch, which most hints are; but a hook may want even those.
        self.plain: Mapping[Any, Schema] = {} if hooks else SCALARS
        self.scope = Scope()
        self.trail: list[str] = []
        self.place: tuple[type, str | None] | None = None
        self.aliases: list[NamedSchema] = []
        # Whether what was translated is not in any schema: `Any | Team` is Any.
        self.swallowed = False
        self.reader = Reader()
        # By the identity of a hint, which therefore has to live.
        self._kept: dict[int, tuple[Any, Schema]] = {}
        self._pending: deque[_Pending] = deque()

    @property
    def version(self) -> str:
        """The version of OpenAPI that is being written, for a hook that must know it."""
        return self.dialect.version

    def schema(self, hint: Any, piece: str = "") -> Schema:
        """The schema of a hint as it stands in the source; `piece` is the step to it in a path."""
        if type(hint) is type and hint in self.plain:
            return dict(self.plain[hint])
        if piece:
            self.trail.append(piece)
        bare, metadata, _ = hints.unwrap(hint, self.scope)
        schema = self.described(bare, metadata, None)
        if piece:
            self.trail.pop()
        return schema

    def described(self, hint: Any, metadata: tuple[Any, ...], description: str | None) -> Schema:
        """The schema of an unwrapped hint, with what stands beside it."""
        for mark in metadata:
            if mark is PRIVATE:
                raise UnsupportedTypeError(
                    "Private marks a whole field of a TypedDict, and here it stands inside one",
                    hint="Write Private[...] around the field's whole type: Private[str | None].",
                )
            if isinstance(mark, Component):
                return self._named_by(mark, hint, metadata, description)
        schema = self._hooked(hint) if self.hooks else self._translated(hint)
        if metadata:
            return constrained(hint, schema, metadata, description, self)
        return self.dialect.beside(schema, {"description": description}) if description else schema

    def _translated(self, hint: Any) -> Schema:
        """The schema of a hint; kept for one that means the same anywhere and has no reference."""
        known = self._kept.get(id(hint))
        if known is not None:
            return copied(known[1])
        schema = translate(hint, self)
        if hints.is_kept(hint) and hints.is_closed(hint) and not mentions_component(schema):
            self._kept[id(hint)] = hint, copied(schema)
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

    def _hooked(self, hint: Any) -> Schema:
        origin, args = hints.decode(hint)
        for hook in self.hooks:
            schema = _call_hook(hook, origin, args, self)
            if schema is not None:
                return schema
        return translate(hint, self)

    def named(self, component: NamedSchema, write: Callable[[Context], Schema]) -> Schema:
        """A reference to a component; it is written later, so nothing nests and cycles end."""
        known = self.components.get(component.key)
        if known is None:
            known = component
            self.components.reserve(known)
            self._pending.append(_Pending(known, write, self.scope, tuple(self.trail)))
        return self.components.ref(known)

    def begin(self, scope: Scope) -> None:
        """Forget where the last translation stood, perhaps in an error."""
        self._pending.clear()
        self.trail = []
        self.place = None
        self.swallowed = False
        self.scope = scope

    def finish(self) -> None:
        """Write the schema of every component that was reserved."""
        while self._pending:
            component, write, self.scope, trail = self._pending.popleft()
            self.trail = list(trail) or [component.short]
            self.place = None
            component.schema = write(self)

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
