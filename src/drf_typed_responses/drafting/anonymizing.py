"""Replaces every text of a recorded body that is not known to be harmless by a made-up one.

`harmless` tells which texts are kept. A made-up text has the format of the recorded one, and is
chosen by its key, form and shape. Numbers are replaced where their key or form tells a person.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import chain, count
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ..openapi.formats import CHECKS
from ..openapi.types import JSON
from .harmless import is_harmless
from .key_kinds import Kind, Place, words_of
from .made_up import (
    LEAST,
    NUMBERS,
    REPLACED,
    Made,
    day,
    is_card,
    mail,
    numbered,
    of_form,
    of_kind,
    of_shape,
    phone,
    uuid,
)

_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://\S*", re.IGNORECASE)
_PATH: Final = re.compile(r"/[^\s]*[/?][^\s]*")
_SCHEMES: Final = frozenset({"http", "https", "ftp", "ws", "wss", "postgres", "redis", "amqp"})
# Invented URIs of schemes without a host, by scheme.
_URIS: Final[dict[str, Made]] = {
    "mailto": lambda number: f"mailto:{mail(number)}",
    "tel": lambda number: f"tel:{phone(number).replace(' ', '')}",
    "urn": numbered("urn:example:item", ":"),
    "data": numbered("data:,replaced", "-"),
}
_SEGMENT: Final = re.compile(r"v?\d{1,3}")
_PAGING: Final = frozenset({"page", "page_size", "limit", "offset"})
_NAMING: Final = frozenset({"name", "label", "title", "slug"})
# A phone number has more.
_FEW_DIGITS: Final = 10**6
_TRIES: Final = 1000


class Anonymizer:
    """Replaces what is not known to be harmless in one body.

    A text gets the same substitute wherever its kind is the same, and different texts get different
    ones, except secrets. `words` are those of the project's code; `attributes` are the keys that
    are names and no data.
    """

    def __init__(
        self, body: JSON, words: Collection[str] = (), attributes: Collection[str] = ()
    ) -> None:
        self._words = words
        self._attributes = attributes
        self._recorded = frozenset(texts_in(body))
        self._made: dict[tuple[Kind | None, str], str] = {}
        self._used: set[str] = set()
        self._name_slugs(body)

    def _name_slugs(self, value: JSON) -> None:
        """Make up the slug of each object with an id from the id that the sample shows.

        So samples of different operations agree, as the rule "sample-agreement" asks.
        """
        for each in _objects_in(value):
            slug, shown = each.get("slug"), str(self.value(each.get("id"), Place("id")))
            number = re.search(r"[1-9]\d*$", shown)
            if isinstance(slug, str) and number and not is_harmless(slug, Place(), self._words):
                made = numbered(f"example-{number[0]}", "-")
                self._substitute(slug, made)

    def value(self, value: Any, place: Place = Place()) -> Any:  # noqa: B008
        """The value without what may be data of people; its type and format are kept."""
        if isinstance(value, dict):
            return self._object(value, place)
        if isinstance(value, list):
            return self._list(value, place)
        if isinstance(value, str):
            return self._text(value, place)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value if _is_count(value, place) else _number(value, place)
        return value

    def _object(self, value: Mapping[str, Any], place: Place) -> dict[str, Any]:
        found = {}
        for key, part in value.items():
            if key in self._attributes:
                found[key] = self.value(part, place.below(key, value))
            else:
                found[self._key(key)] = self.value(part, place)
        return found

    def _key(self, key: str) -> str:
        """The substitute of a key; different keys get different ones, secrets too."""
        if is_harmless(key, Place(), self._words):
            return key
        made = of_form(key)
        if made is None or made is REPLACED:
            return self._free(key, Place("key"))
        return self._substitute(key, made)

    def _list(self, value: list[Any], place: Place) -> list[Any]:
        if _is_point(value, place):
            pairs = zip(value, (-0.001, 51.477, 0.0), strict=False)
            return [type(part)(made) for part, made in pairs]
        return [
            _number(part, place) if _is_number(part) else self.value(part, place) for part in value
        ]

    def _text(self, text: str, place: Place) -> str:
        if is_harmless(text, place, self._words):
            return text
        kind = place.telling
        if CHECKS["date"](text):
            return self._substitute(text, day)
        if CHECKS["date-time"](text):
            return self._substitute(text, lambda number: f"{day(number)}T00:00:00Z")
        if _URL.fullmatch(text) or _PATH.fullmatch(text):
            return self._url(text)
        if kind is None and (uri := _URIS.get(text.partition(":")[0].lower())):
            return self._substitute(text, uri)
        if made := of_form(text):
            return self._substitute(text, made)
        if kind is not None:
            return self._substitute(text, of_kind(text, kind), kind)
        return self._free(text, place)

    def _free(self, text: str, place: Place) -> str:
        key = place.around if words_of(place.key) in _NAMING and place.around else place.key
        return self._substitute(text, of_shape(text, key))

    def _substitute(self, text: str, made: Made, group: Kind | None = None) -> str:
        """The substitute of a text, which is the same for each equal text of the group."""
        known = group, text.lower() if made is uuid else text
        if known not in self._made:
            self._made[known] = self._unused(made)
        return self._made[known]

    def _unused(self, made: Made) -> str:
        """The first text that was not recorded, and takes the place of no other text."""
        taken = self._recorded if made is REPLACED else self._recorded | self._used
        candidates = chain(map(made, range(_TRIES)), map(numbered("example", "-"), count()))
        found = next(text for text in candidates if text not in taken)
        self._used.add(found)
        return found

    def _url(self, text: str) -> str:
        """A URL without credentials, query and fragment, on a reserved host."""
        try:
            parts = urlsplit(text)
        except ValueError:  # a host in brackets that is not an IP address
            return "https://example.org"
        scheme = parts.scheme if parts.scheme in _SCHEMES or not parts.scheme else "https"
        path = "/".join(map(self._segment, parts.path.split("/")))
        query = urlencode([pair for pair in parse_qsl(parts.query) if _is_paging(*pair)])
        return urlunsplit((scheme, "example.org" if parts.netloc else "", path, query, ""))

    def _segment(self, segment: str) -> str:
        """A part of a path, which stays if it is a word of the code."""
        if _SEGMENT.fullmatch(segment) or is_harmless(segment, Place(), self._words):
            return segment
        made = of_form(segment)
        found = self._substitute(segment, made) if made else self._free(segment, Place("item"))
        return found.replace(" ", "-")


def _is_paging(name: str, value: str) -> bool:
    return name in _PAGING and value.isdecimal() and len(value) < 7


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_count(value: float, place: Place) -> bool:
    """Whether a number says how many there are of what its key names, such as `tokens`."""
    is_of_years = place.kind is Kind.AGE
    return place.is_plural and not is_of_years and abs(value) < _FEW_DIGITS


def _is_point(value: list[Any], place: Place) -> bool:
    """Whether a list has the coordinates of a point on the earth."""
    if len(value) not in (2, 3) or not all(map(_is_number, value)):
        return False
    floats = [part for part in value if isinstance(part, float)]
    is_told = place.kind is Kind.COORDINATES or place.is_point
    is_exact = all(round(part, 3) != part for part in floats)
    return (len(floats) == len(value) and is_exact) or bool(is_told and floats)


def _number(value: float, place: Place) -> float:
    """A number, or a made-up one if its key or its check digit tells of a person."""
    kind = Kind.CARD if is_card(str(value)) else place.telling
    if kind not in NUMBERS or (isinstance(value, int) and abs(value) < LEAST.get(kind, 0)):
        return value
    if (kind is Kind.SECRET and place.is_id) or (kind is Kind.ADDRESS and place.is_own):
        return value  # an id
    made = type(value)(NUMBERS[kind])
    return made if made != value else made + 1


def _objects_in(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _objects_in(part)


def texts_in(value: object) -> Iterator[str]:
    """All texts in a value, keys too."""
    if isinstance(value, str):
        yield value
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from texts_in(part)
