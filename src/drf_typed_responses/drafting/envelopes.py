"""Recognises the pages that paginators of Django REST framework make, and tagged unions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from .key_kinds import Place, words_of
from .observations import Observed, observed

# The generic types of `drf_typed_responses.responses`, by the keys of their objects. Source: the
# `get_paginated_response` of each class in `rest_framework.pagination`.
_PAGES: Final[Mapping[frozenset[str], str]] = {
    frozenset({"count", "next", "previous", "results"}): "Page",
    frozenset({"next", "previous", "results"}): "CursorPage",
}
_TAG: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]{0,39}")
_TAG_KEY: Final = re.compile(r"(^|_)(type|kind|object|event|variant|discriminator|typename)$")
_MOST_TAGS: Final = 12
# The number of objects of a tag from which a key that all of them have counts as required.
_ENOUGH: Final = 3


def page_type(values: Observed) -> str | None:
    """The generic type of pages that fits the observed objects; None if they are no pages."""
    name = _PAGES.get(frozenset(values.fields))
    if name is None or not all(map(values.is_required, values.fields)):
        return None
    fields = values.fields
    are_links = all(fields[key].form <= _LINK for key in ("next", "previous"))
    is_number = "count" not in fields or fields["count"].form == {"int"}
    return name if are_links and is_number and fields["results"].form == {"list"} else None


_LINK: Final = frozenset({"text", "null"})


_Path: TypeAlias = tuple[str, ...]


class Tagged(NamedTuple):
    """The key whose text decides which keys an object has, and the objects of each text."""

    key: str
    groups: Mapping[str, Observed]


def tagged(values: Observed, place: Place, words: Collection[str] = frozenset()) -> Tagged | None:
    """The observed objects by their tag; None if no key explains which keys they have."""
    for key, texts in values.fields.items():
        if values.is_required(key) and _may_be_tag(texts, place.below(key), words):
            groups = {
                tag: observed([each for each in values.each_object if each[key] == tag])
                for tag in sorted(texts.texts)
            }
            if _explains(groups):
                return Tagged(key, groups)
    return None


def _may_be_tag(values: Observed, place: Place, words: Collection[str]) -> bool:
    if values.form != {"text"} or not 2 <= len(values.texts) <= _MOST_TAGS:
        return False
    if place.kind is not None or not all(map(_TAG.fullmatch, values.texts)):
        return False
    return bool(_TAG_KEY.search(words_of(place.key)) or values.choices(place, words))


def _explains(groups: Mapping[str, Observed]) -> bool:
    """Whether the tag decides which keys there are.

    A key that some objects lack is always there with one tag, or is there with one tag only.
    """
    always = {tag: frozenset(_paths(group, is_always=True)) for tag, group in groups.items()}
    ever = {tag: frozenset(_paths(group, is_always=False)) for tag, group in groups.items()}
    for path in frozenset[_Path]().union(*ever.values()):
        having = [tag for tag in groups if path in ever[tag]]
        is_there = [path in always[tag] for tag in having]
        if len(having) > 1 and not all(is_there) and len(having) < len(groups):
            return False
    shared = frozenset.intersection(*ever.values())
    own = [tag for tag in groups if always[tag] - shared]
    return len(own) > 1 or (bool(own) and all(g.objects >= _ENOUGH for g in groups.values()))


def _paths(values: Observed, *, is_always: bool) -> Iterator[_Path]:
    """The keys of objects, and of the objects directly in them."""
    for key, part in values.fields.items():
        if not is_always or values.is_required(key):
            yield (key,)
            inner = part.fields if part.form == {"object"} else ()
            yield from ((key, k) for k in inner if not is_always or part.is_required(k))
