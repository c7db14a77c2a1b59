"""A response with every form of null, as OpenAPI documents in both dialects."""

from __future__ import annotations

import enum
from typing import Any, Literal, TypedDict

from typing_extensions import TypeAliasType

from drf_typed_responses.translate import schema_components

VERSIONS = {"3.0": "3.0.3", "3.1": "3.1.0"}


class Colour(enum.StrEnum):
    RED = "red"
    BLUE = "blue"


class Avatar(TypedDict):
    url: str


class Team(TypedDict):
    slug: str


class Node(TypedDict):
    name: str
    parent: Node | None


class Cat(TypedDict):
    kind: Literal["cat"]
    meow: str


class Dog(TypedDict):
    kind: Literal["dog"]
    bark: str


Avatars = TypeAliasType("Avatars", list[Avatar])
Either = TypeAliasType("Either", Avatar | Team)


class Holder(TypedDict):
    text: str | None
    number: int | None
    literal: Literal["a", "b"] | None
    colour: Colour | None
    avatar: Avatar | None
    node: Node | None
    array: list[Avatar] | None
    items: list[Avatar | None]
    values: dict[str, Avatar | None]
    avatars: Avatars | None
    either: Either | None
    pets: Cat | Dog | None
    others: Avatar | Team | None
    mixed: Avatar | str | None
    scalars: int | str | None


FACE = {"url": "x"}
# A value of each attribute, and one that it must not have.
VALUES: dict[str, tuple[Any, Any]] = {
    "text": ("a", 1),
    "number": (1, "x"),
    "literal": ("a", "z"),
    "colour": ("red", "green"),
    "avatar": (FACE, "x"),
    "node": ({"name": "a", "parent": {"name": "b", "parent": None}}, {"name": 1}),
    "array": ([FACE], FACE),
    "items": ([FACE, None], [1]),
    "values": ({"a": FACE, "b": None}, {"a": 1}),
    "avatars": ([FACE], [1]),
    "either": ({"slug": "s"}, 1),
    "pets": ({"kind": "dog", "bark": "w"}, {"kind": "bird"}),
    "others": (FACE, 1),
    "mixed": ("x", 1),
    "scalars": (1, True),
}
# An array or an object of nulls is not null itself.
NULLABLE = [name for name in VALUES if name not in ("items", "values")]


def document(version: str) -> dict[str, Any]:
    """An OpenAPI document with one operation that returns a Holder."""
    (schema,), components = schema_components([Holder], version=version)
    response = {"description": "It.", "content": {"application/json": {"schema": schema}}}
    operation = {"operationId": "getHolder", "tags": ["x"], "responses": {"200": response}}
    return {
        "openapi": VERSIONS[version],
        "info": {"title": "Nulls", "version": "1"},
        "paths": {"/holder/": {"get": operation}},
        "components": {"schemas": components},
    }
