"""Makes the serializers that stand for bodies given as types; see `StandIn`."""

from __future__ import annotations

from collections import abc
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from ..exceptions import TranslationError
from ..serializers import TypedResponse
from ..translate import hint_kinds, hints
from ..translate.scopes import Scope
from ..translate.type_names import words
from .declared_types import StandIn, is_foreign
from .upstream import ANNOTATION

_SEQUENCES = (list, abc.Sequence, abc.Iterable)


def is_list(typed: TypedResponse) -> bool:
    """Whether the type is a list without its own name, which a paginator would wrap."""
    if typed.name is not None:
        return False
    hint, _, _ = hints.unwrap(typed.hint, Scope(typed.module or ""))
    return hint_kinds.decode(hint)[0] in _SEQUENCES


def stand_in(response: TypedResponse, is_list_view: bool) -> StandIn:
    """A serializer for a body given as a type; see `StandIn`.

    drf-spectacular itself makes the list of a list view.
    """
    return _stand_in_class(_Same(response), is_list_view)()


class _Same(NamedTuple):
    """A response that equals only itself: equal hints may name their arms in another order."""

    response: TypedResponse

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.response is other.response

    def __hash__(self) -> int:
        return id(self.response)


@lru_cache(maxsize=1024)  # many operations share the constants of `responses`
def _stand_in_class(same: _Same, is_list_view: bool) -> type[StandIn]:
    response = same.response
    part, (_, args) = response, hint_kinds.decode(response.hint)
    if is_list_view and args and is_list(response):
        part = replace(response, hint=args[0])
    return _standing(_words(part.hint), response, part)


def stand_in_of(body: Any) -> Any:
    """A serializer of REST framework for one of ours that is none; another body is not changed."""
    if not is_foreign(body):
        return body
    cls = body if isinstance(body, type) else type(body)
    return _standing(cls.__name__, body, body, **{ANNOTATION: getattr(cls, ANNOTATION, {})})()


def _standing(name: str, body: object, part: object, **more: object) -> type[StandIn]:
    return type(name, (StandIn,), {"body": body, "part": part, **more})


def _words(hint: object) -> str:
    try:
        return words(hint)[0]
    except (TranslationError, RecursionError):  # the translation reports it
        return StandIn.__name__
