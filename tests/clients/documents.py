"""The example's document in both dialects, and copies in which one fact is wrong."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from drf_spectacular.settings import patched_settings

from drf_typed_responses.publish import build
from drf_typed_responses.publish.rendering import rendered

VERSIONS = ("3.0.3", "3.1.0")
Schemas = dict[str, Any]


@cache
def example(version: str) -> dict[str, Any]:
    """The example's public document, from a build without findings."""
    with patched_settings({"OAS_VERSION": version}):
        publication = build()
    assert publication.findings == ()
    document: dict[str, Any] = json.loads(rendered(publication.document))
    return document


def never_null(schemas: Schemas) -> None:
    schemas["TeamResponse"]["properties"]["avatar"] = {
        "$ref": "#/components/schemas/AvatarResponse"
    }


def always_there(schemas: Schemas) -> None:
    schemas["TeamResponse"]["required"].append("members")


def one_kind(schemas: Schemas) -> None:
    schemas["WebhookAlertResponse"]["properties"]["kind"] = {"type": "string"}


def any_role(schemas: Schemas) -> None:
    del schemas["Role"]["enum"]


def no_tree(schemas: Schemas) -> None:
    schemas["CategoryResponse"]["properties"]["children"]["items"] = {"type": "object"}


# Each edit by the fact of facts.ts that it makes untrue.
SPOILT: Mapping[str, Callable[[Schemas], None]] = {
    "null": never_null,
    "optional": always_there,
    "union": one_kind,
    "enum": any_role,
    "recursive": no_tree,
}


def spoilt(version: str, fact: str) -> dict[str, Any]:
    document = copy.deepcopy(example(version))
    SPOILT[fact](document["components"]["schemas"])
    return document
