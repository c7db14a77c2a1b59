"""What a class, alias or function declares: fields, docstrings, values, return types."""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, NamedTuple, Never, NotRequired, Required

import typing_extensions

from ..exceptions import UnresolvableNameError, UnsupportedTypeError
from .definitions import clean
from .hints import bindings, decode, is_namedtuple, is_plain, is_typeddict, unwrap
from .metadata import PRIVATE
from .scopes import LAZY_ANNOTATIONS, NO_BINDINGS, Scope, evaluate
from .source import module_source
from .written import in_order, is_uncertain, ordered


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


def annotations_of(owner: Any) -> dict[str, Any]:
    """The annotations of a class or function, unevaluated names as forward references."""
    if LAZY_ANNOTATIONS:
        return typing_extensions.get_annotations(owner, format=typing_extensions.Format.FORWARDREF)
    if isinstance(owner, type):
        # Not `get_annotations`, which copies them: this is asked for every class.
        own: dict[str, Any] = owner.__dict__.get("__annotations__", {})  # noqa: RUF063
        return own
    return getattr(owner, "__annotations__", {})


def original_bases(cls: Any) -> tuple[Any, ...]:
    """The bases as written: TypedDicts and NamedTuples do not keep them among their bases."""
    bases = cls.__dict__.get("__orig_bases__")
    if bases is None and is_typeddict(cls) and sys.version_info < (3, 12):
        return _bases_from_source(cls)  # only typing_extensions keeps them before 3.12
    return bases or ()


def _bases_from_source(cls: type) -> tuple[Any, ...]:
    source = module_source(cls.__module__)
    definition = source.classes.get(cls.__qualname__) if source else None
    if definition is None:
        return ()
    scope = Scope(cls.__module__, cls)
    try:
        bases = tuple(evaluate(base, scope) for base in definition.bases)
    except UnresolvableNameError:  # bases local to a function: their fields are known all the same
        return ()
    if cls in bases:
        raise UnsupportedTypeError(
            f"the base of {cls.__name__} has its name, and Python before 3.12 forgets which it was",
            hint=f"Import the base under another name: `import {cls.__name__} as Base`.",
        )
    return bases


def _typeddict_bases(cls: Any, bound: Mapping[Any, Any]) -> Iterator[tuple[Any, Mapping[Any, Any]]]:
    scope = Scope(cls.__module__, cls, bound)
    for base in original_bases(cls):
        origin, args = decode(ordered(base))
        if is_typeddict(origin):
            yield origin, bindings(origin, args, scope)


def _scopes(cls: Any, bound: Mapping[Any, Any], found: dict[str, Any]) -> dict[str, Scope]:
    """`{key: where it was declared}`, bases first, as TypedDict itself merges them."""
    scopes: dict[str, Scope] = {}
    inherited: dict[str, Any] = {}
    for base, base_bound in _typeddict_bases(cls, bound):
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
    for base in original_bases(cls):
        origin = decode(base)[0]
        if is_typeddict(origin):
            facts.update(_inherited_facts(origin, read))
    facts.update(read(cls))
    return facts


def own_docstrings(cls: Any) -> Mapping[str, str]:
    """The attribute docstrings written in the body of a class."""
    source = module_source(cls.__module__)
    return source.attribute_docstrings(cls.__qualname__) if source else {}


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


def spectacular_override(cls: Any, name: str) -> Any:
    """What a decorator of drf-spectacular left on this very class; None if nothing."""
    left = getattr(cls, "__dict__", NO_BINDINGS).get("_spectacular_annotation")
    return left.get(name) if left else None


def typeddict_fields(
    cls: Any,
    bound: Mapping[Any, Any] = NO_BINDINGS,
    docstrings_of: Callable[[Any], Mapping[str, str]] = own_docstrings,
) -> list[Field]:
    """The fields of a TypedDict in declared order, bases first; excluded ones marked private.

    `docstrings_of` gives the attribute docstrings of one class. Raises TranslationError for a
    name that cannot be resolved. Source: PEP 589, PEP 655.
    """
    found = annotations_of(cls)
    own = Scope(cls.__module__, cls, bound)
    if any(is_typeddict(decode(base)[0]) for base in original_bases(cls)):
        scopes = _scopes(cls, bound, found)
        docstrings: Mapping[str, str] = _inherited_facts(cls, docstrings_of)
        excluded: Mapping[str, bool] = _inherited_facts(cls, _own_exclusions)
    else:
        scopes = {}
        docstrings, excluded = docstrings_of(cls), _own_exclusions(cls)
    required = cls.__required_keys__
    fields = []
    for name, raw in found.items():
        scope = scopes.get(name, own)
        hint, metadata, qualifiers = _unwrapped_field(raw, scope, name)
        if ClassVar in qualifiers:
            continue
        if name in excluded:
            metadata = (*metadata, PRIVATE)
        # Postponed annotations hide the qualifiers from TypedDict itself, so they go first.
        needed = Required in qualifiers or (name in required and NotRequired not in qualifiers)
        fields.append(Field(name, hint, needed, metadata, docstrings.get(name), scope))
    return fields


def _unwrapped_field(raw: Any, scope: Scope, name: str) -> Any:
    """`unwrap`, and in an error the field's place."""
    if is_plain(raw):
        return _in_order(raw, scope, name), (), ()
    try:
        hint, metadata, qualifiers = unwrap(raw, scope)
        if is_uncertain(raw):
            hint = unwrap(_in_order(raw, scope, name), scope)[0]
        return hint, metadata, qualifiers
    except (UnresolvableNameError, UnsupportedTypeError) as error:
        error.notes.append(name)
        error.path = f".{name}{error.path}"
        raise


def _in_order(raw: Any, scope: Scope, name: str) -> Any:
    """The hint of a field with its arms in the order that stands in the class."""
    if not is_uncertain(raw):
        return raw
    source = module_source(scope.module)
    text = source.annotation(scope.owner.__qualname__, name) if source else None
    return in_order(raw, text, scope)


class Extra(NamedTuple):
    """What a TypedDict says of the keys it does not name."""

    hint: Any
    scope: Scope = Scope()


def extra_items(cls: Any, bound: Mapping[Any, Any]) -> Extra | None:
    """What the other keys hold, inherited: Never where it is closed, None where nothing is said.

    Source: PEP 728.
    """
    if getattr(cls, "__closed__", None):
        return Extra(Never)
    extra = getattr(cls, "__extra_items__", typing_extensions.NoExtraItems)
    if extra is not typing_extensions.NoExtraItems:
        scope = Scope(cls.__module__, cls, bound)
        return Extra(_in_order(extra, scope, "=extra_items"), scope)
    inherited = (extra_items(*base) for base in _typeddict_bases(cls, bound))
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
    return [
        Field(name, _in_order(found[name], scope, name), True, (), None, scope)
        for name in cls._fields
    ]


def docstring(cls: Any) -> str | None:
    """The class's own docstring, cleaned; None for one that Python made up."""
    text = cls.__dict__.get("__doc__")
    if not text or (is_namedtuple(cls) and text == _made_up_docstring(cls)):
        return None
    return clean(text)


def _made_up_docstring(cls: Any) -> str:
    comma = "," if len(cls._fields) == 1 else ""
    return f"{cls.__name__}({', '.join(cls._fields)}{comma})"


def return_annotation(function: Any) -> tuple[Any, Scope] | None:
    """What a function or method says it returns, and the scope; None without annotation."""
    function = inspect.unwrap(getattr(function, "__func__", function))
    if not isinstance(function, types.FunctionType):
        return None
    found = annotations_of(function)
    if "return" not in found:
        return None
    return found["return"], Scope(function.__module__, function)
