"""Reads six published documents of Sentry's public API.

They have another licence and are not in this repository. To run the tests that use them, fetch
them and set the environment variable to their folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

VARIABLE = "REAL_DOCUMENTS"
DATES = ("2022-05-18", "2023-07-25", "2024-05-30", "2025-05-29", "2026-01-30", "2026-08-14")
HOW_TO_GET_THEM = (
    f"{VARIABLE} names no folder with revisions of https://github.com/getsentry/sentry-api-schema "
    "by date: see tests/real/README.md"
)


def below(name: str) -> Path | None:
    """The file of that name in the folder that the environment variable names, or below it."""
    given = os.environ.get(VARIABLE)
    return next(iter(sorted(Path(given).rglob(name))), None) if given else None


@cache
def folder() -> Path | None:
    """The folder of the documents."""
    first = below(f"{DATES[0]}.json")
    return first and first.parent


needs_documents = pytest.mark.skipif(folder() is None, reason=HOW_TO_GET_THEM)


class Body(NamedTuple):
    """The body of one success response."""

    place: str
    schema: dict[str, Any]
    samples: tuple[Any, ...]


@cache
def bodies(date: str) -> tuple[Body, ...]:
    """Every 2xx body with a schema in the document of a date."""
    found = folder()
    assert found is not None
    document = json.loads((found / f"{date}.json").read_text(encoding="utf-8"))
    return tuple(_bodies(document))


def _bodies(document: dict[str, Any]) -> Iterator[Body]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method == "parameters":
                continue
            for status, response in operation["responses"].items():
                for media in response.get("content", {}).values():
                    if status.startswith("2") and "schema" in media:
                        place = f"{method.upper()} {path} {status}"
                        yield Body(place, media["schema"], tuple(_samples(media)))


def _samples(media: dict[str, Any]) -> Iterator[Any]:
    if "example" in media:
        yield media["example"]
    for example in media.get("examples", {}).values():
        yield example["value"]
