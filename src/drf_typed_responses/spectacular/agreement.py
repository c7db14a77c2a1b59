"""Whether the return annotation and the decorator of a method declare the same body.

And whether either of them is about code that runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Union

from drf_spectacular.utils import OpenApiResponse, PolymorphicProxySerializer
from rest_framework.serializers import BaseSerializer

from ..exceptions import TranslationError
from ..openapi.statuses import is_success
from ..serializers import TypedResponse
from ..translate import hint_kinds, hints
from ..translate.source_order import union_of
from ..translate.type_names import spelled
from .declared_types import StandIn, declared_type, has_type, is_many
from .document_translator import translator
from .operation_facts import OperationFacts
from .typehints import as_typed
from .view_methods import AnnotatedResponse


def disagreement(facts: OperationFacts) -> tuple[str, str] | None:
    """The names `(annotated, documented)` of two types that differ; None if they agree.

    A method annotated `-> Response[A | B]` may document A for one status and B for another, also
    for an error. Returns None also for a DRF serializer without a type of ours, which cannot be
    compared.
    """
    if facts.annotated is None:
        return None
    declared, refused = _by_success(facts.declared)
    module = facts.annotated.module or ""
    try:
        documented = [_hint(body, module) for body in declared]
        if not documented or _UNKNOWN in documented:
            return None
        arms = list(_arms(facts.annotated.hint, facts.annotated.or_nothing))
        differing = [
            arm for arm in _beyond(arms, refused, module) if not _is_among(arm, documented)
        ]
    except TranslationError:
        return None  # reported as a finding of its own
    if not differing:
        return None
    return spelled(facts.annotated.hint), " and ".join(map(spelled, documented))


def without_errors(response: AnnotatedResponse, declared: object) -> AnnotatedResponse:
    """The response without the arms of its union that the decorator documents for errors."""
    arms = list(_arms(response.hint))
    if len(arms) < 2:
        return response
    try:
        kept = _beyond(arms, _by_success(declared)[1], response.module or "")
    except TranslationError:
        return response  # reported as a finding of its own
    return replace(response, hint=union_of(type(None) if arm is None else arm for arm in kept))


def _by_success(declared: object) -> tuple[list[object], list[object]]:
    """The bodies that a decorator documents for success statuses, and for other statuses."""
    if not isinstance(declared, dict):
        return [declared], []
    successes = [body for key, body in declared.items() if is_success_key(key)]
    return successes, [body for key, body in declared.items() if not is_success_key(key)]


def _beyond(arms: list[object], refused: list[object], module: str) -> list[object]:
    """The arms that are not documented as bodies of errors; all arms if all are."""
    found = [_hint(body, module) for body in refused]
    known = [hint for hint in found if hint is not None and hint is not _UNKNOWN]
    return [arm for arm in arms if not _is_among(arm, known)] or arms


def is_bound_to_code(facts: OperationFacts) -> bool:
    """Whether code that runs says what an operation returns, and not its decorator alone.

    A type checker compares `-> Response[T]` with the method, and a serializer renders the body.
    """
    if facts.annotated is not None:
        return True
    return all(_is_rendered(body) for body in _by_success(facts.declared)[0])


def _is_rendered(body: object) -> bool:
    """Whether a declared body is a serializer, or none."""
    if isinstance(body, OpenApiResponse):
        body = body.response
    if body is None or isinstance(body, PolymorphicProxySerializer):
        return True
    if isinstance(body, (StandIn, TypedResponse)):
        return False
    cls = body if isinstance(body, type) else type(body)
    return issubclass(cls, BaseSerializer) or has_type(cls)


_UNKNOWN = object()


def is_success_key(key: object) -> bool:
    """Whether a key of `responses=`, a status or `(status, media type)`, is of a success."""
    return is_success(str(key[0] if isinstance(key, tuple) else key))


def _hint(body: object, module: str) -> object:
    """The type of a declared body, None for no body; `_UNKNOWN` where it has no type of ours.

    `module` is where names that the body quotes are looked up.
    """
    if isinstance(body, OpenApiResponse):
        body = body.response
    if body is None:
        return None
    typed = as_typed(body, module, public=True)
    if typed is not None:
        body = typed
    elif isinstance(body, (dict, str)) or not has_type(body):
        return body if body in (str, int, float, bool) else _UNKNOWN
    declared = declared_type(body)
    hint = hints.canonical(declared.hint, declared.scope)
    many = is_many(body) or (isinstance(body, BaseSerializer) and hasattr(body, "child"))
    return list[hint] if many else hint  # type: ignore[valid-type]


def _arms(hint: object, or_nothing: bool = False) -> Iterator[object]:
    origin, args = hint_kinds.decode(hint)
    if origin is Union:
        for arg in args:
            yield from _arms(arg)
    elif hint is not None:
        yield None if hint is type(None) else hint
    if or_nothing:
        yield None


def _is_among(hint: object, documented: list[object]) -> bool:
    return any(_same(hint, arm) for whole in documented for arm in (whole, *_arms(whole)))


def _same(one: object, other: object) -> bool:
    """Whether two types have the same schema, as `List[T]` and `list[T]` have."""
    if one is None or other is None or one == other:
        return one is other or one == other
    apart = translator()
    return bool(apart.schema(one) == apart.schema(other))
