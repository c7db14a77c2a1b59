"""Media types, their parameters, and the ranges that cover them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, TypeVar

T = TypeVar("T")
# Bodies of these are forms, whose fields are text.
FORMS: Final = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
# A token of RFC 9110 section 5.6.2 in quotes.
_QUOTED: Final = re.compile(r"""="([-!#$%&'*+.^_`|~0-9a-z]+)"$""")


def essence(media_type: str) -> str:
    """The media type in lower case, without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def normalized(media_type: str) -> str:
    """A media type in one spelling, with its parameters but without `charset`.

    JSON is always UTF-8 (RFC 8259 section 8.1), and for text the charset is not part of the type. A
    quoted value and the same token are equal (RFC 9110 section 5.6.6).
    """
    name, *parameters = ("".join(part.lower().split()) for part in media_type.split(";"))
    unquoted = (_QUOTED.sub("=\\1", part) for part in parameters)
    kept = sorted(part for part in unquoted if part and not part.startswith("charset="))
    return ";".join((name, *kept))


def ranges(media_type: str) -> tuple[str, ...]:
    """The keys of `content` that cover a normalized media type, the most specific first.

    Source: OpenAPI 3.0.3 "Response Object": "the most specific key is applicable".
    """
    bare = media_type.partition(";")[0]
    return tuple(dict.fromkeys((media_type, bare, f"{bare.partition('/')[0]}/*", "*/*")))


def covering(media_type: str, content: Mapping[str, T]) -> T | None:
    """The value under the most specific key that covers a media type; None if no key covers it.

    The keys of `content` are normalized.
    """
    return next((content[key] for key in ranges(media_type) if key in content), None)


def is_json(media_type: str) -> bool:
    """Whether bodies of a media type without parameters are JSON.

    Source: RFC 6839 section 3.1, the suffix `+json`.
    """
    return media_type == "application/json" or media_type.endswith("+json")
