"""Which documented response governs a status."""

from __future__ import annotations

from collections.abc import Collection


def governing(status: str | int, documented: Collection[str]) -> str | None:
    """The key of a Responses Object that governs a status; None if no key does.

    `documented` are the keys; `status` is a status, or a range such as "4XX". The status itself
    goes before its range, and that before `default`. Source: OpenAPI 3.0.3 "Responses Object":
    `default` covers "responses other than the ones declared for specific HTTP response codes".
    """
    text = str(status)
    return next((key for key in (text, f"{text[:1]}XX", "default") if key in documented), None)
