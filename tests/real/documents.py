"""Finds and reads the six documents of Sentry's public API, which are no part of the project."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = "sentry-api"
ROOT = Path(__file__).parents[2]
DATES = ("2022-05-18", "2023-07-25", "2024-05-30", "2025-05-29", "2026-01-30", "2026-08-14")


class Body(NamedTuple):
    """The body of one success response."""

    place: str
    schema: dict[str, Any]
    samples: tuple[Any, ...]


def folder() -> Path | None:
    """Where the documents lie: TYPED_RESPONSES_REAL_DATA, else beside the project."""
    given = os.environ.get("TYPED_RESPONSES_REAL_DATA")
    path = Path(given) if given else ROOT.parent / "shared" / "data"
    return next((p for p in (path / FOLDER, path) if (p / f"{DATES[0]}.json").exists()), None)


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
