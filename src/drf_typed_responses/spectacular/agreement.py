"""Whether a view's decorator and its method's own annotation speak of the same body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Union

from drf_spectacular.utils import OpenApiResponse
from rest_framework.serializers import BaseSerializer

from ..exceptions import TranslationError
from ..translate import hints
from ..translate.source_order import union_of
from ..translate.type_names import spelled
from .bridge import translator
from .facts import OperationFacts
from .returned import Returned
from .sources import has_type, is_many, source_of
from .typehints import as_typed


def disagreement(facts: OperationFacts) -> tuple[str, str] | None:
    """`(annotated, documented)` where the two differ; None where they agree or cannot.

    A method annotated `-> Response[A | B]` may document A for one status and B for another, be it
    that of an error. What a DRF serializer's fields say is not compared: they describe no type.
    """
    if facts.annotated is None:
        return None
    declared, refused = _by_success(facts.declared)
    try:
        documented = [_hint(body) for body in declared]
        if not documented or _UNKNOWN in documented:
            return None
        arms = list(_arms(facts.annotated.hint, facts.annotated.or_nothing))
        differing = [arm for arm in _beyond(arms, refused) if not _is_among(arm, documented)]
    except TranslationError:
        return None  # a finding of its own
    if not differing:
        return None
    return spelled(facts.annotated.hint), " and ".join(map(spelled, documented))


def without_errors(returned: Returned, declared: Any) -> Returned:
    """What a method returns beyond the bodies that its decorator documents for errors."""
    arms = list(_arms(returned.hint))
    if len(arms) < 2:
        return returned
    try:
        kept = _beyond(arms, _by_success(declared)[1])
    except TranslationError:
        return returned  # a finding of its own
    return replace(returned, hint=union_of(type(None) if arm is None else arm for arm in kept))


def _by_success(declared: Any) -> tuple[list[Any], list[Any]]:
    """What a decorator documents for successes, and for everything else."""
    if not isinstance(declared, dict):
        return [declared], []
    successes = [body for status, body in declared.items() if _is_success(status)]
    return successes, [body for status, body in declared.items() if not _is_success(status)]


def _beyond(arms: list[Any], refused: list[Any]) -> list[Any]:
    """The types that are not documented as bodies of errors; all of them if every one is."""
    known = [hint for hint in map(_hint, refused) if hint is not None and hint is not _UNKNOWN]
    return [arm for arm in arms if not _is_among(arm, known)] or arms


_UNKNOWN: Any = object()


def _is_success(status: Any) -> bool:
    code = status[0] if isinstance(status, tuple) else status
    return str(code).startswith("2")


def _hint(body: Any) -> Any:
    """The type that a declared body stands for; `_UNKNOWN` where it is none."""
    if isinstance(body, OpenApiResponse):
        body = body.response
    if body is None:
        return None
    typed = as_typed(body, public=True)
    if typed is not None:
        body = typed
    elif isinstance(body, (dict, str)) or not has_type(body):
        return body if body in (str, int, float, bool) else _UNKNOWN
    source = source_of(body)
    hint = hints.canonical(source.hint, source.scope)
    many = is_many(body) or (isinstance(body, BaseSerializer) and hasattr(body, "child"))
    return list[hint] if many else hint  # type: ignore[valid-type]


def _arms(hint: Any, or_nothing: bool = False) -> Iterator[Any]:
    origin, args = hints.decode(hint)
    if origin is Union:
        for arg in args:
            yield from _arms(arg)
    elif hint is not None:
        yield None if hint is type(None) else hint
    if or_nothing:
        yield None


def _is_among(hint: Any, documented: list[Any]) -> bool:
    return any(_same(hint, arm) for whole in documented for arm in (whole, *_arms(whole)))


def _same(one: Any, other: Any) -> bool:
    """Whether two types mean the same JSON; `List[T]` and `list[T]` do."""
    if one is None or other is None or one == other:
        return one is other or one == other
    apart = translator()
    return bool(apart.schema(one) == apart.schema(other))
