"""The statuses of responses: the keys of a Responses Object, and which of them governs a status."""

from __future__ import annotations

import re
from collections.abc import Collection
from http import client
from typing import Final

_KEY: Final = re.compile(r"[1-5](?:[0-9]{2}|XX)|default")

# Python 3.13 has these phrases; before, it has those of RFC 7231. Source: RFC 9110 section 15.5.
_NEWER: Final = {
    413: "Content Too Large",
    414: "URI Too Long",
    416: "Range Not Satisfiable",
    422: "Unprocessable Content",
}


def is_status(key: str) -> bool:
    """Whether a key of a Responses Object documents a status.

    Source: OpenAPI 3.0.3 "Responses Object": a status, a range such as "4XX", or `default`.
    """
    return _KEY.fullmatch(key) is not None


def is_success(status: str | int) -> bool:
    """Whether a status or a range is of the class 2xx. Source: RFC 9110 section 15."""
    return str(status)[:1] == "2"


def governing(status: str | int, documented: Collection[str]) -> str | None:
    """The key of a Responses Object that governs a status; None if no key does.

    `documented` are the keys; `status` is a status, or a range such as "4XX". The status itself
    goes before its range, and that before `default`. Source: OpenAPI 3.0.3 "Responses Object":
    `default` covers "responses other than the ones declared for specific HTTP response codes".
    """
    text = str(status)
    return next((key for key in (text, f"{text[:1]}XX", "default") if key in documented), None)


def phrase(status: str) -> str:
    """The reason phrase of a status, the same on every Python; "" for another status.

    Source: RFC 9110 section 15.1, "HTTP Status Code Registry".
    """
    code = int(status)
    return _NEWER.get(code) or client.responses.get(code, "")
