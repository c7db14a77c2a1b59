"""Narrower schemas of single places, and whether the promise holds with them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Literal, NamedTuple

from ..compat import compare
from ..openapi.nulls import is_null, plain
from ..openapi.pointers import target_or_none
from ..openapi.types import Document
from ..openapi.vocabulary import ALTERNATIVES
from .documented_places import DocumentedPlace

# What a narrower schema leaves out.
Narrower = Literal["null", "absence", "members"]


class Narrowing(NamedTuple):
    """A place without null, without absence, or without some members of its enum."""

    place: DocumentedPlace
    without: Narrower
    members: tuple[Any, ...] = ()


def proven(document: Document, narrowings: Sequence[Narrowing]) -> list[bool]:
    """For each narrowing whether a document with it breaks no client of the document.

    What is proven together is proven alone: a document with one narrowing stands between that with
    all of them and that with none.
    """
    if not narrowings:
        return []
    narrow = narrowed(document, narrowings)
    if narrow is not None and not _breaks(document, narrow):
        return [True] * len(narrowings)
    if len(narrowings) == 1:
        return [False]
    half = len(narrowings) // 2
    return [*proven(document, narrowings[:half]), *proven(document, narrowings[half:])]


def _breaks(document: Document, narrowed: Document) -> bool:
    return any(change.level == "error" for change in compare(document, narrowed))


def narrowed(document: Document, narrowings: Sequence[Narrowing]) -> Document | None:
    """A copy of the document with narrower places; None if one of them cannot be narrowed."""
    # The nodes of places are found in the copy by their identity in the original.
    copies: dict[int, Any] = {}
    found = copy.deepcopy(document, copies)
    for place, without, members in narrowings:
        schema = copies[id(place.schema)]
        if without == "absence":
            owner = copies[id(place.owner)]
            owner["required"] = [*owner.get("required", ()), place.name]
        elif not (
            _remove_null(schema, document) if without == "null" else _remove(schema, members)
        ):
            return None
    return found


def _remove_null(schema: dict[str, Any], document: Document) -> bool:
    """Remove null from a schema in place; False if it stands in no place that is known."""
    before = copy.deepcopy(schema)
    meant = plain(schema, partial(target_or_none, document))
    if meant is not schema:
        schema.clear()
        schema.update(meant)
    for each in _with_arms(schema):
        each.pop("nullable", None)
        kinds = each.get("type")
        if isinstance(kinds, list):
            others = [kind for kind in kinds if kind != "null"]
            each["type"] = others[0] if len(others) == 1 else others
        if None in each.get("enum", ()):
            each["enum"] = [value for value in each["enum"] if value is not None]
        for keyword in ALTERNATIVES:
            if any(map(is_null, each.get(keyword, ()))):
                each[keyword] = [arm for arm in each[keyword] if not is_null(arm)]
    return schema != before


def _remove(schema: dict[str, Any], members: Sequence[Any]) -> bool:
    """Remove members of an enum in place; False if they do not all stand in it."""
    found = 0
    for each in _with_arms(schema):
        listed = each.get("enum", ())
        kept = [value for value in listed if value not in members]
        if kept and len(kept) < len(listed):
            found += len(listed) - len(kept)
            each["enum"] = kept
    return found == len(members)


def _with_arms(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    for keyword in ALTERNATIVES:
        yield from (arm for arm in schema.get(keyword, ()) if isinstance(arm, dict))
