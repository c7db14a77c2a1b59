"""Tells which texts say nothing of a person, so that a sample may show them."""

from __future__ import annotations

import mimetypes
import re
import zoneinfo
from collections.abc import Callable, Collection
from functools import cache
from typing import Final

from ..openapi.formats import CHECKS
from .key_kinds import Place, words_of

_TIME: Final = re.compile(r"(-?\d+ )?\d\d:\d\d(:\d\d(\.\d+)?)?|P(?=\w)(\d+[YMWD])*(T(\d+[HMS])+)?")
# A number as text: few digits identify nobody, and more than three decimals may be a place.
_NUMBER: Final = re.compile(r"-?\d{1,3}|-?\d{1,9}\.\d{1,3}")
_VERSION: Final = re.compile(r"v?\d{1,4}(\.\d{1,4}){0,3}([-.+]?(a|b|rc|alpha|beta|dev|post)\d*)?")
_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "asc", "desc"})
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_ORDER: Final = re.compile(r"[-+]?\w+")


def _matches(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern).fullmatch


@cache
def _time_zones() -> Collection[str]:
    return zoneinfo.available_timezones()


def _is_media_type(text: str) -> bool:
    return text.partition(";")[0] in mimetypes.types_map.values()


# Standard vocabularies and short codes, by the words at the end of a key.
_BY_KEY: Final[tuple[tuple[re.Pattern[str], Callable[[str], object]], ...]] = tuple(
    (re.compile(rf"(^|_)({words})$"), is_harmless)
    for words, is_harmless in (
        (r"version", _VERSION.fullmatch),
        (r"country(_code)?|nationality", _matches("[A-Z]{2,3}")),
        (r"currency(_code)?", _matches("[A-Z]{3}")),
        (r"(language|locale|lang)(_code)?", _matches(r"[a-z]{2,3}([-_][A-Za-z]{2,4}){0,2}")),
        (r"time_?zone|tz", lambda text: text in _time_zones()),
        (r"(content|media|mime)_?type", _is_media_type),
        (r"colou?r", _matches(r"#([0-9a-fA-F]{3}){1,2}")),
        (r"method", _METHODS.__contains__),
        (r"token_?type", lambda text: text.lower() in ("bearer", "basic", "mac", "dpop")),
    )
)


def is_harmless(text: str, place: Place, words: Collection[str]) -> bool:
    """Whether a text at a place is known to say nothing of a person, and to be no secret.

    `words` are those of the project's code. A key that tells of a secret or of personal data leaves
    only dates.
    """
    if not text or (not place.is_own and _is_standard(text, place)):
        return True
    if _is_day(text):
        return not place.is_of_birth
    if place.telling is not None:
        return False
    return text in words or text.lower() in _WORDS or _is_measure(text)


def _is_standard(text: str, place: Place) -> bool:
    words = words_of(place.key)
    return any(pattern.search(words) and check(text) for pattern, check in _BY_KEY)


def _is_day(text: str) -> bool:
    return CHECKS["date-time"](text) or CHECKS["date"](text)


def _is_measure(text: str) -> bool:
    return bool(_TIME.fullmatch(text) or _NUMBER.fullmatch(text))
