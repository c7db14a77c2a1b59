"""The fields that TypedDicts and NamedTuples declare or inherit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, ForwardRef, NamedTuple, Never, NotRequired, Required, TypeAlias

from typing_extensions import NoExtraItems

from ..exceptions import InfiniteAliasError, UnresolvableNameError, UnsupportedTypeError
from .declarations import annotations_of, spectacular_override, typeddict_bases
from .hint_kinds import decode, is_plain, is_qualified, is_self_contained, is_text, outline
from .hints import bindings, evaluated, unwrap
from .metadata import PRIVATE, Reason
from .module_source import ModuleSource, module_source
from .scopes import (
    LAZY_ANNOTATIONS,
    NO_BINDINGS,
    Arguments,
    Bindings,
    Hint,
    Metadata,
    Scope,
    is_global,
)
from .source_order import in_alphabetical_order, in_source_order, is_uncertain


class DeclaredField(NamedTuple):
    """One field of a TypedDict or NamedTuple."""

    name: str
    hint: Hint
    required: bool
    metadata: Metadata
    description: str | None
    scope: Scope

    @property
    def private(self) -> bool:
        """Whether the field is returned and never documented."""
        return PRIVATE in self.metadata

    @property
    def reason(self) -> str:
        """Why the field is private, or ""."""
        return next((mark.text for mark in self.metadata if isinstance(mark, Reason)), "")


class Declaration(NamedTuple):
    """What a TypedDict declares or inherits, by the names of its fields.

    `annotations` are in declared order, bases first. `scopes` has those of inherited fields; all
    others have the scope `own`.
    """

    cls: type
    annotations: Mapping[str, Hint]
    required: frozenset[str]
    docstrings: Mapping[str, str]
    excluded: Mapping[str, bool]
    scopes: Mapping[str, Scope]
    own: Scope


class ExtraItems(NamedTuple):
    """The type of the keys that a TypedDict does not name."""

    hint: Hint
    scope: Scope = Scope()


# `(hint, metadata, qualifiers)`, as `unwrap` returns it.
Unwrapped: TypeAlias = tuple[Hint, Metadata, Arguments]


class FieldReader:
    """Reads the fields of classes, and caches evaluated annotations.

    An annotation with one meaning in every scope is read once: most classes have `Optional[str]`.
    """

    def __init__(self) -> None:
        self._sources: dict[str, ModuleSource | None] = {}
        # The keys are `id`s, so each value keeps its hint alive.
        self._unwrapped: dict[int, tuple[Hint, Unwrapped]] = {}
        self._evaluated_texts: dict[tuple[str, str], Hint] = {}
        self._are_global: dict[object, bool] = {}

    def declaration(self, cls: Any, bound: Bindings) -> Declaration:
        """What a TypedDict declares, with what it inherits."""
        found = annotations_of(cls)
        own = Scope(cls.__module__, cls, bound)
        scopes: Mapping[str, Scope] = NO_BINDINGS
        docstrings, excluded = self._docstrings(cls), _own_exclusions(cls)
        if typeddict_bases(cls):
            scopes = _scopes(cls, bound, found)
            docstrings = _inherited_facts(cls, self._docstrings)
            excluded = _inherited_facts(cls, _own_exclusions)
        required = cls.__required_keys__
        return Declaration(cls, found, required, docstrings, excluded, scopes, own)

    def field(self, declared: Declaration, name: str) -> DeclaredField | None:
        """A field of a TypedDict, marked private if it is excluded; None for a `ClassVar`.

        Raises TranslationError for a name that cannot be resolved.
        """
        scope = declared.scopes.get(name, declared.own)
        hint, metadata, qualifiers = self._unwrap(declared.annotations[name], scope, name)
        if ClassVar in qualifiers:
            return None
        if name in declared.excluded:
            metadata = (*metadata, PRIVATE)
        # Postponed annotations hide the qualifiers from TypedDict itself, so they go first.
        is_required = name in declared.required and NotRequired not in qualifiers
        needed = Required in qualifiers or is_required
        return DeclaredField(name, hint, needed, metadata, declared.docstrings.get(name), scope)

    def typeddict_fields(self, cls: Any, bound: Bindings = NO_BINDINGS) -> list[DeclaredField]:
        """The fields of a TypedDict in declared order, bases first; excluded ones marked private.

        Raises TranslationError for a name that cannot be resolved. Source: PEP 589, PEP 655.
        """
        declared = self.declaration(cls, bound)
        fields = (self.field(declared, name) for name in declared.annotations)
        return [field for field in fields if field]

    def extra_items(self, cls: type, bound: Bindings) -> ExtraItems | None:
        """The type of the keys that a TypedDict does not name, its bases included.

        `Never` for a closed TypedDict, None if nothing is declared. Source: PEP 728.
        """
        if cls.__dict__.get("__closed__"):
            return ExtraItems(Never)
        extra = cls.__dict__.get("__extra_items__", NoExtraItems)
        if extra is not NoExtraItems:
            scope = Scope(cls.__module__, cls, bound)
            return ExtraItems(self._in_source_order(extra, scope, "=extra_items"), scope)
        if not typeddict_bases(cls):
            return None
        inherited = (self.extra_items(*base) for base in _bound_bases(cls, bound))
        return next(filter(None, inherited), None)

    def namedtuple_fields(self, cls: Any, bound: Bindings = NO_BINDINGS) -> list[DeclaredField]:
        """The fields of a NamedTuple in order, their hints not evaluated yet.

        A field without a type, as `collections.namedtuple` declares it, holds anything.
        """
        found: dict[str, Hint] = dict.fromkeys(cls._fields, Any)
        for base in reversed(cls.__mro__[:-1]):
            if hasattr(base, "_fields"):
                found.update(annotations_of(base))
        scope = Scope(cls.__module__, cls, bound)
        hints = ((name, self._in_source_order(found[name], scope, name)) for name in cls._fields)
        return [DeclaredField(name, hint, True, (), None, scope) for name, hint in hints]

    def _docstrings(self, cls: type) -> Mapping[str, str]:
        """The attribute docstrings in the body of this very class."""
        source = self._source(cls.__module__)
        return source.attribute_docstrings(cls.__qualname__) if source else NO_BINDINGS

    def _source(self, module: str) -> ModuleSource | None:
        if module not in self._sources:
            self._sources[module] = module_source(module)
        return self._sources[module]

    def _unwrap(self, raw: Hint, scope: Scope, name: str) -> Unwrapped:
        """The unwrapped annotation of a field; an error about it names the field."""
        if isinstance(raw, type):
            return raw, (), ()
        try:
            hint = self._evaluated(raw, scope) if is_text(raw) else raw
            known = self._unwrapped.get(id(hint))
            if known is not None:
                return known[1]
            unwrapped = unwrap(hint, scope)
            if hint is raw and is_uncertain(raw):
                return unwrap(self._in_source_order(raw, scope, name), scope)
            if not is_plain(hint) and is_self_contained(hint):
                self._unwrapped[id(hint)] = hint, unwrapped
            return unwrapped
        except (UnresolvableNameError, UnsupportedTypeError) as error:
            error.notes.append(name)
            error.path = f".{name}{error.path}"
            raise
        except RecursionError:
            endless = InfiniteAliasError.without_end(outline(raw))
            endless.notes.append(name)
            raise endless.under(f".{name}") from None

    def evaluated_before(self, text: ForwardRef, scope: Scope) -> Hint | None:
        """The hint of a postponed annotation, if the module has its text in a field read before.

        None for one with a qualifier, which TypedDict itself did not see.
        """
        if not self._sees_globals(scope.owner):
            return None
        hint = self._evaluated_texts.get((scope.module, text.__forward_arg__))
        return None if is_qualified(hint) else hint

    def _evaluated(self, text: Any, scope: Scope) -> Hint:
        """The object of a text; cached by module unless a name in it may be local."""
        if not self._sees_globals(scope.owner):
            return evaluated(text, scope)
        key = scope.module, text if isinstance(text, str) else text.__forward_arg__
        if key not in self._evaluated_texts:
            self._evaluated_texts[key] = evaluated(text, scope)
        return self._evaluated_texts[key]

    def _sees_globals(self, owner: object) -> bool:
        """Whether the names in the annotations of a class are those of its module."""
        if owner not in self._are_global:
            self._are_global[owner] = not LAZY_ANNOTATIONS and is_global(owner)
        return self._are_global[owner]

    def _in_source_order(self, raw: Hint, scope: Scope, name: str) -> Hint:
        """The hint of a field, with unions and Literals in the order of the source."""
        if not is_uncertain(raw):
            return raw
        source = self._source(scope.module)
        qualname = getattr(scope.owner, "__qualname__", "")
        return in_source_order(raw, source.annotation(qualname, name) if source else None, scope)


def _bound_bases(cls: type, bound: Bindings) -> Iterator[tuple[Any, Bindings]]:
    """The TypedDict bases of a TypedDict, each with the bindings of its type variables."""
    scope = Scope(cls.__module__, cls, bound)
    for base in typeddict_bases(cls):
        origin, args = decode(in_alphabetical_order(base))
        yield origin, bindings(origin, args, scope)


def _scopes(cls: type, bound: Bindings, found: dict[str, Hint]) -> dict[str, Scope]:
    """`{key: scope of its declaration}`, bases first, as TypedDict itself merges them."""
    scopes: dict[str, Scope] = {}
    inherited: dict[str, Hint] = {}
    for base, base_bound in _bound_bases(cls, bound):
        base_found = annotations_of(base)
        scopes.update(_scopes(base, base_bound, base_found))
        inherited.update(base_found)
    own = Scope(cls.__module__, cls, bound)
    for key, value in found.items():
        if key not in inherited or not _same(value, inherited[key]):
            scopes[key] = own
    return scopes


def _same(one: Hint, other: Hint) -> bool:
    # Under PEP 649 each access makes new objects, so equality is compared.
    return bool(one is other or (LAZY_ANNOTATIONS and one == other))


def _inherited_facts(cls: type, read: Callable[[type], Mapping[str, Any]]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for base in typeddict_bases(cls):
        facts.update(_inherited_facts(decode(base)[0], read))
    facts.update(read(cls))
    return facts


def _own_exclusions(cls: type) -> Mapping[str, bool]:
    """`@extend_schema_serializer(exclude_fields=[...])`, as drf-spectacular stores it."""
    excluded = spectacular_override(cls, "exclude_fields")
    if not excluded:
        return NO_BINDINGS
    unknown = sorted(set(excluded) - set(annotations_of(cls)))
    if unknown:
        raise UnsupportedTypeError(
            f"exclude_fields of {cls.__name__} names {', '.join(unknown)}, which it does not have",
            hint="Remove the name, or correct it: it excludes nothing.",
        )
    return dict.fromkeys(excluded, True)
