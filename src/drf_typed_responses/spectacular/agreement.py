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
from ..openapi.statuses import governing, is_success
from ..serializers import TypedResponse
from ..translate import hint_kinds, hints
from ..translate.source_order import union_of
from ..translate.type_names import spelled
from .annotated_responses import AnnotatedResponse, documented_status, is_only_described
from .declared_types import StandIn, declared_type, has_type, is_many
from .document_translator import translator
from .operation_facts import OperationFacts
from .typehints import as_typed


def disagreements(facts: OperationFacts) -> Iterator[tuple[str, str]]:
    """The names `(annotated, documented)` of types or statuses that differ.

    A method annotated `-> Response[A | B]` may document A for one status and B for another, also
    for an error. Yields nothing for a DRF serializer without a type of ours, which cannot be
    compared.
    """
    if facts.annotated is None:
        return
    try:
        yield from _other_body(facts.annotated, facts.declared)
        yield from _other_stated_bodies(facts.annotated, facts.declared)
    except TranslationError:
        return  # reported as a finding of its own
    yield from _other_successes(facts.annotated, facts.declared)


def _other_body(annotated: AnnotatedResponse, declared: object) -> Iterator[tuple[str, str]]:
    """The body of a success without a stated status, if the decorator documents another one."""
    bodies, refused = _by_success(declared)
    module = annotated.module or ""
    documented = [_hint(body, module) for body in bodies]
    if not documented or _UNKNOWN in documented:
        return
    arms = list(_arms(annotated.hint, annotated.or_nothing))
    beyond = _beyond(arms, refused, module) if arms else []
    if any(not _is_among(arm, documented) for arm in beyond):
        yield spelled(annotated.hint), " and ".join(map(spelled, documented))


def _other_stated_bodies(
    annotated: AnnotatedResponse, declared: object
) -> Iterator[tuple[str, str]]:
    """The bodies of stated statuses for which the decorator documents another one."""
    if not isinstance(declared, dict):
        return
    by_status = {documented_status(key): body for key, body in declared.items()}
    for status, body in annotated.stated:
        key = governing(status, by_status.keys() - {"default"})
        if key is None or is_only_described(by_status[key]):
            continue
        documented = _hint(by_status[key], annotated.module or "")
        arms = list(_arms(body.hint)) if body else [None]
        if documented is not _UNKNOWN and any(not _is_among(arm, [documented]) for arm in arms):
            hint = type(None) if body is None else body.hint
            yield f"{spelled(hint)}, Literal[{status}]", f"{spelled(documented)} for {key}"


def _other_successes(annotated: AnnotatedResponse, declared: object) -> Iterator[tuple[str, str]]:
    """The documented successes that no response of the annotation has, if each states its status.

    A decorator that gives no status documents the one that drf-spectacular chooses.
    """
    if not annotated.is_whole or not isinstance(declared, dict):
        return
    stated = {status for status, _ in annotated.stated}
    keys = {documented_status(key) for key in declared}
    others = sorted(
        key for key in keys if is_success(key) and not any(governing(s, [key]) for s in stated)
    )
    if others and annotated.declares_success:
        successes = ", ".join(sorted(filter(is_success, stated)))
        yield f"..., Literal[{successes}]", " and ".join(others)


def untold(facts: OperationFacts) -> list[str]:
    """The bodies of responses that nothing tells apart: the annotation states no status for them.

    None if there are fewer than two, or if the decorator documents the successes, or if it
    documents all others for errors.
    """
    annotated = facts.annotated
    if annotated is None or len(annotated.unstated) < 2:
        return []
    successes, refused = _by_success(facts.declared)
    if any(not isinstance(body, AnnotatedResponse) for body in successes if body is not None):
        return []
    try:
        left = _beyond(list(annotated.unstated), refused, annotated.module or "")
    except TranslationError:
        return []  # reported as a finding of its own
    return [spelled(body) for body in left] if len(left) > 1 else []


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
    if facts.annotated is not None and facts.annotated.declares_success:
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
    return is_success(documented_status(key))


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
