"""The fields that TypedDicts and NamedTuples declare, with those of their bases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, NamedTuple, Never, NotRequired, Required

from typing_extensions import NoExtraItems

from ..exceptions import UnresolvableNameError, UnsupportedTypeError
from .declarations import annotations_of, spectacular_override, typeddict_bases
from .hints import (
    bindings,
    decode,
    evaluated,
    is_closed,
    is_kept,
    is_text,
    unwrap,
)
from .metadata import PRIVATE
from .module_source import ModuleSource, module_source
from .scopes import LAZY_ANNOTATIONS, NO_BINDINGS, Scope, is_global
from .source_order import in_order, is_uncertain, ordered


class Field(NamedTuple):
    """One field of a TypedDict or NamedTuple."""

    name: str
    hint: Any
    required: bool
    metadata: tuple[Any, ...]
    description: str | None
    scope: Scope

    @property
    def private(self) -> bool:
        return PRIVATE in self.metadata


# Hint, metadata and qualifiers: what `unwrap` makes of an annotation.
Reading = tuple[Any, tuple[Any, ...], tuple[Any, ...]]


class Reader:
    """Reads the fields of classes; keeps for its time what is the same for many of them.

    An annotation that means the same anywhere is read once: most classes have `Optional[str]`.
    """

    def __init__(self) -> None:
        self._sources: dict[str, ModuleSource | None] = {}
        # What is known by the identity of a hint must keep the hint alive.
        self._readings: dict[int, tuple[Any, Reading]] = {}
        self._texts: dict[tuple[str, str], Any] = {}

    def fields(self, cls: Any, bound: Mapping[Any, Any] = NO_BINDINGS) -> list[Field]:
        """The fields of a TypedDict in declared order, bases first; excluded ones marked private.

        Raises TranslationError for a name that cannot be resolved. Source: PEP 589, PEP 655.
        """
        found = annotations_of(cls)
        own = Scope(cls.__module__, cls, bound)
        scopes: Mapping[str, Scope] = NO_BINDINGS
        docstrings, excluded = self._docstrings(cls), _own_exclusions(cls)
        if typeddict_bases(cls):
            scopes = _scopes(cls, bound, found)
            docstrings = _inherited_facts(cls, self._docstrings)
            excluded = _inherited_facts(cls, _own_exclusions)
        required = cls.__required_keys__
        fields = []
        for name, raw in found.items():
            scope = scopes.get(name, own)
            hint, metadata, qualifiers = (
                (raw, (), ()) if type(raw) is type else self._read(raw, scope, name)
            )
            if ClassVar in qualifiers:
                continue
            if name in excluded:
                metadata = (*metadata, PRIVATE)
            # Postponed annotations hide the qualifiers from TypedDict itself, so they go first.
            needed = Required in qualifiers or (name in required and NotRequired not in qualifiers)
            fields.append(Field(name, hint, needed, metadata, docstrings.get(name), scope))
        return fields

    def _docstrings(self, cls: Any) -> Mapping[str, str]:
        """The attribute docstrings in the body of this very class."""
        source = self._source(cls.__module__)
        return source.attribute_docstrings(cls.__qualname__) if source else NO_BINDINGS

    def _source(self, module: str) -> ModuleSource | None:
        if module not in self._sources:
            self._sources[module] = module_source(module)
        return self._sources[module]

    def _read(self, raw: Any, scope: Scope, name: str) -> Reading:
        """What an annotation says, and in an error the field's place."""
        try:
            hint = self._evaluated(raw, scope) if is_text(raw) else raw
            known = self._readings.get(id(hint))
            if known is not None:
                return known[1]
            reading = unwrap(hint, scope)
            if hint is raw and is_uncertain(raw):
                return unwrap(_in_order(raw, scope, name), scope)
            if is_kept(hint) and is_closed(hint):
                self._readings[id(hint)] = hint, reading
            return reading
        except (UnresolvableNameError, UnsupportedTypeError) as error:
            error.notes.append(name)
            error.path = f".{name}{error.path}"
            raise

    def _evaluated(self, text: Any, scope: Scope) -> Any:
        """The same in the whole of a module, but for what is local or a type parameter."""
        if LAZY_ANNOTATIONS or not is_global(scope.owner):
            return evaluated(text, scope)
        key = scope.module, str(getattr(text, "__forward_arg__", text))
        if key not in self._texts:
            self._texts[key] = evaluated(text, scope)
        return self._texts[key]


def _bound_bases(cls: Any, bound: Mapping[Any, Any]) -> Iterator[tuple[Any, Mapping[Any, Any]]]:
    """The TypedDicts that a TypedDict is derived from, and what their type variables stand for."""
    scope = Scope(cls.__module__, cls, bound)
    for base in typeddict_bases(cls):
        origin, args = decode(ordered(base))
        yield origin, bindings(origin, args, scope)


def _scopes(cls: Any, bound: Mapping[Any, Any], found: dict[str, Any]) -> dict[str, Scope]:
    """`{key: where it was declared}`, bases first, as TypedDict itself merges them."""
    scopes: dict[str, Scope] = {}
    inherited: dict[str, Any] = {}
    for base, base_bound in _bound_bases(cls, bound):
        base_found = annotations_of(base)
        scopes.update(_scopes(base, base_bound, base_found))
        inherited.update(base_found)
    own = Scope(cls.__module__, cls, bound)
    for key, value in found.items():
        if key not in inherited or not _same(value, inherited[key]):
            scopes[key] = own
    return scopes


def _same(one: Any, other: Any) -> bool:
    # Under PEP 649 every look makes new objects, so equality has to do there.
    return bool(one is other or (LAZY_ANNOTATIONS and one == other))


def _inherited_facts(cls: Any, read: Callable[[Any], Mapping[str, Any]]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for base in typeddict_bases(cls):
        facts.update(_inherited_facts(decode(base)[0], read))
    facts.update(read(cls))
    return facts


def _own_exclusions(cls: Any) -> Mapping[str, bool]:
    """`@extend_schema_serializer(exclude_fields=[...])`, as drf-spectacular stores it."""
    excluded = spectacular_override(cls, "exclude_fields")
    if not excluded:
        return NO_BINDINGS
    unknown = sorted(set(excluded) - set(annotations_of(cls)))
    if unknown:
        raise UnsupportedTypeError(
            f"exclude_fields of {cls.__name__} names {', '.join(unknown)}, which it does not have",
            hint="Remove the name: an exclusion that hides nothing hides a mistake.",
        )
    return dict.fromkeys(excluded, True)


def _in_order(raw: Any, scope: Scope, name: str) -> Any:
    """An uncertain hint of a field in the order that stands in the class."""
    source = module_source(scope.module)
    written = source.annotation(scope.owner.__qualname__, name) if source else None
    return in_order(raw, written, scope)


class Extra(NamedTuple):
    """What a TypedDict says of the keys it does not name."""

    hint: Any
    scope: Scope = Scope()


def extra_items(cls: Any, bound: Mapping[Any, Any]) -> Extra | None:
    """What the other keys hold, inherited: Never where it is closed, None where nothing is said.

    Source: PEP 728.
    """
    if cls.__dict__.get("__closed__"):
        return Extra(Never)
    extra = cls.__dict__.get("__extra_items__", NoExtraItems)
    if extra is not NoExtraItems:
        scope = Scope(cls.__module__, cls, bound)
        hint = _in_order(extra, scope, "=extra_items") if is_uncertain(extra) else extra
        return Extra(hint, scope)
    if not typeddict_bases(cls):
        return None
    inherited = (extra_items(*base) for base in _bound_bases(cls, bound))
    return next(filter(None, inherited), None)


def namedtuple_fields(cls: Any, bound: Mapping[Any, Any]) -> list[Field]:
    """The fields of a NamedTuple in order. Raises UnsupportedTypeError for one without types."""
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__[:-1]):
        if hasattr(base, "_fields"):
            found.update(annotations_of(base))
    missing = [name for name in cls._fields if name not in found]
    if missing:
        raise UnsupportedTypeError(
            f"the named tuple {cls.__name__} does not say the type of {', '.join(missing)}",
            hint="Declare it as a class: `class Point(NamedTuple): x: int`.",
        )
    scope = Scope(cls.__module__, cls, bound)
    hints = ((name, found[name]) for name in cls._fields)
    return [
        Field(
            name, _in_order(raw, scope, name) if is_uncertain(raw) else raw, True, (), None, scope
        )
        for name, raw in hints
    ]
