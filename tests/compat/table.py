"""Single edits of one document: the place, its new value, and all reported changes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

Json = dict[str, Any]

GONE: Final = object()


def prop(**words: Any) -> Json:
    return words


PAST_VALUE: Final[Json] = {"type": "string", "enum": ["down"], "deprecated": True,
                           "x-sunset": "2026-01-31"}  # fmt: skip
DATED_VALUE: Final[Json] = {**PAST_VALUE, "enum": ["flat"], "x-sunset": "2027-01-31"}
TEAM: Final[Json] = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "minLength": 1, "maxLength": 40, "pattern": "^[a-z]+$"},
        "size": {"type": "integer", "minimum": 1, "maximum": 10},
        "share": {"type": "number", "minimum": 0, "exclusiveMinimum": True, "multipleOf": 0.5},
        "kind": {"type": "string", "enum": ["open", "closed"]},
        "created": {"type": "string", "format": "date-time"},
        "avatar": {"$ref": "#/components/schemas/Avatar"},
        "tags": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 5},
        "marks": {"type": "array", "items": {"type": "integer"}, "uniqueItems": True},
        "flags": {"type": "object", "additionalProperties": {"type": "boolean"}},
        "limits": {"type": "object", "minProperties": 1, "maxProperties": 3},
        "note": {"type": "string", "nullable": True},
        "owner": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        "either": {"oneOf": [{"$ref": "#/components/schemas/Cat"},
                             {"$ref": "#/components/schemas/Dog"}]},
        "pet": {"oneOf": [{"$ref": "#/components/schemas/Cat"},
                          {"$ref": "#/components/schemas/Dog"}],
                "discriminator": {"propertyName": "sort", "mapping": {
                    "cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog"}}},
        "idle": {"type": "string", "enum": ["open", "closed"], "nullable": True},
        "loose": {"allOf": [{"$ref": "#/components/schemas/Avatar"}], "nullable": True},
        "both": {"allOf": [{"$ref": "#/components/schemas/Avatar"},
                           {"type": "object", "properties": {"alt": {"type": "string"}},
                            "required": ["alt"]}]},
        "parent": {"$ref": "#/components/schemas/Node"},
        "ends": {"$ref": "#/components/schemas/Ends"},
        "anything": {},
        "sealed": {"type": "object", "properties": {"x": {"type": "string"}},
                   "additionalProperties": False},
        "secret": {"type": "string", "writeOnly": True},
        "stamp": {"type": "string", "readOnly": True},
        "plain": {"type": "string"},
        "count": {"type": "integer"},
        "optional": {"type": "string", "default": "x"},
        "except": {"type": "string", "not": {"enum": ["none"]}},
    },
    "required": ["id", "size", "kind", "avatar", "plain", "count", "stamp"],
}  # fmt: skip
COMPONENTS: Final[Json] = {
    "Avatar": {"type": "object", "properties": {"kind": {"type": "string"},
               "url": {"type": "string", "nullable": True}}, "required": ["kind", "url"]},
    "Cat": {"type": "object", "properties": {"sort": {"type": "string", "enum": ["cat"]},
            "lives": {"type": "integer"}}, "required": ["sort", "lives"]},
    "Dog": {"type": "object", "properties": {"sort": {"type": "string", "enum": ["dog"]},
            "barks": {"type": "boolean"}}, "required": ["sort", "barks"]},
    "Node": {"type": "object", "properties": {"name": {"type": "string"},
             "next": {"$ref": "#/components/schemas/Node"}}, "required": ["name"]},
    "Ends": {"type": "object", "required": ["past"], "properties": {
        "past": {"type": "string", "deprecated": True, "x-sunset": "2026-01-31"},
        "dated": {"type": "string", "deprecated": True, "x-sunset": "2027-01-31"},
        "mood": {"anyOf": [{"type": "string", "enum": ["up"]}, PAST_VALUE, DATED_VALUE]}}},
    "Team": TEAM,
    "Wish": TEAM,
    "TeamInHeader": TEAM,
    "TeamInWebhook": TEAM,
    "WishInParameter": TEAM,
    "WishInAnswer": TEAM,
    "Signal": {"type": "object", "properties": {
        "kind": {"type": "string", "enum": ["made", "gone"]},
        "team": {"type": "string", "maxLength": 9},
        "note": {"type": "string"}}, "required": ["kind", "team"]},
    "Receipt": {"type": "object", "properties": {
        "again": {"type": "boolean"}, "wait": {"type": "integer", "maximum": 60}}},
}  # fmt: skip
LIST: Final[Json] = {
    "operationId": "listTeams",
    "tags": ["Teams"],
    "security": [{"token": ["team:read"]}],
    "parameters": [
        {"name": "cursor", "in": "query", "schema": {"type": "string", "maxLength": 9}},
        {"name": "size", "in": "query", "schema": {"type": "integer", "default": 10,
                                                   "maximum": 100, "minimum": 1}},
        {"name": "sort", "in": "query", "schema": {"type": "string", "enum": ["name", "date"]}},
        {"name": "ids", "in": "query", "schema": {"type": "array", "items": {"type": "string"},
                                                  "minItems": 1, "maxItems": 9}},
        {"name": "X-Trace", "in": "header", "schema": {"type": "string"}},
        {"name": "seen", "in": "cookie", "schema": {"type": "string", "nullable": True}},
        {"name": "code", "in": "query", "schema": {"type": "string", "pattern": "^a"}},
        {"name": "where", "in": "query", "style": "deepObject", "explode": True,
         "schema": {"type": "object", "properties": {"city": {"type": "string"}}}},
        {"name": "path", "in": "query", "required": True, "allowReserved": True,
         "allowEmptyValue": True, "schema": {"type": "string"}},
        {"name": "filter", "in": "query", "content": {"application/json": {"schema": {
            "type": "object", "nullable": True, "properties": {"owner": {"type": "string"}}}}}},
    ],
    "responses": {
        "200": {
            "description": "",
            "headers": {"Link": {"required": True, "schema": {"type": "string"}},
                        "X-Total": {"schema": {"type": "integer"}},
                        "X-Page": {"content": {"application/json": {
                            "schema": {"type": "object"}}}}},
            "content": {
                "application/json": {"schema": {"type": "array",
                                                "items": {"$ref": "#/components/schemas/Team"}}},
                "text/csv": {"schema": {"type": "string"}},
            },
        },
        "404": {"description": "", "content": {"application/json": {"schema": {
            "type": "object", "properties": {"detail": {"type": "string"}},
            "required": ["detail"]}}}},
    },
}  # fmt: skip
# An operation that the API calls, as a webhook and as a callback.
CALLED: Final[Json] = {
    "parameters": [
        {"name": "X-Signature", "in": "header", "required": True, "schema": {"type": "string"}},
        {"name": "try", "in": "query", "schema": {"type": "integer", "maximum": 9}},
    ],
    "requestBody": {"required": True, "content": {
        "application/json": {"schema": {"$ref": "#/components/schemas/Signal"}},
        "text/plain": {"schema": {"type": "string"}}}},
    "responses": {
        "200": {
            "description": "",
            "headers": {"X-Until": {"schema": {"type": "string"}}},
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Receipt"}}},
        },
        "204": {"description": ""},
        "410": {"description": ""},
    },
}  # fmt: skip
CREATE: Final[Json] = {
    "operationId": "createTeam",
    "tags": ["Teams"],
    "parameters": [
        {"name": "org", "in": "path", "required": True, "schema": {"type": "string"}},
    ],
    "requestBody": {
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Wish"}},
                    "multipart/form-data": {"schema": {"type": "object"}}},
    },
    "responses": {
        "201": {"description": "", "links": {
            "teams": {"operationId": "listTeams", "parameters": {
                "query.path": "$request.path.org", "cursor": "$response.body#/id"}},
            "full": {"operationRef": "#/paths/~1full~1/put"}}},
        "204": {"description": ""},
    },
    "callbacks": {"done": {"{$request.body#/url}/{id}": {"post": CALLED}}},
}  # fmt: skip


def json_of(component: str) -> Json:
    return {"content": {"application/json": {"schema": {
        "$ref": f"#/components/schemas/{component}"}}}}  # fmt: skip


# One schema at each position other than the bodies of `/teams/` and `/orgs/{org}/teams/`.
COPIES: Final[Json] = {
    "parameters": [{"name": "copy", "in": "query", **json_of("WishInParameter")}],
    "responses": {"200": {"description": "", "headers": {"X-Copy": json_of("TeamInHeader")}}},
}
COPY: Final[Json] = {
    "requestBody": json_of("TeamInWebhook"),
    "responses": {"200": {"description": "", **json_of("WishInAnswer")}},
}
# An operation, or a webhook, with media types and parameters that end.
CSV, TSV = "text/csv", "text/tab-separated-values"
MEDIA: Final[Json] = {"application/json": {"schema": {"type": "object"}},
                      CSV: {"schema": {"type": "string"}, "x-sunset": "2026-01-31"},
                      TSV: {"schema": {"type": "string"}, "x-sunset": "2027-01-31"}}  # fmt: skip
ENDING: Final[Json] = {
    "parameters": [
        {"name": "past", "in": "query", "deprecated": True, "x-sunset": "2026-01-31"},
        {"name": "dated", "in": "query", "deprecated": True, "x-sunset": "2027-01-31"},
    ],
    "requestBody": {"content": MEDIA},
    "responses": {"200": {"description": "", "content": MEDIA}},
}
BASE: Final[Json] = {
    "openapi": "3.0.3",
    "info": {"title": "Teams", "version": "1"},
    "servers": [{"url": "https://api.example.com"}],
    "paths": {
        "/teams/": {"get": LIST},
        "/orgs/{org}/teams/": {"post": CREATE},
        "/old/": {"get": {"deprecated": True, "x-sunset": "2026-01-31", "responses": {}}},
        "/older/": {"get": {"deprecated": True, "x-sunset": "2027-01-31", "responses": {}}},
        "/oldest/": {"get": {"deprecated": True, "responses": {}}},
        "/ends/": {"put": ENDING},
        "/full/": {"put": {
            "servers": [{"url": "https://{zone}.example.com", "variables": {
                "zone": {"default": "us", "enum": ["us", "eu"]}}}],
            "requestBody": {"required": True, "content": {"text/plain": {"schema": {
                "type": "string"}}}},
            "responses": {
                "2XX": {"description": "", "content": {"text/*": {"schema": {"type": "string"}}}},
                "default": {"description": ""},
            },
        }},
        "/bearer/": {"get": {"security": [{"bearer": ["a", "b"]}], "responses": {}}},
        "/copies/": {"get": COPIES},
    },
    "webhooks": {"team": {"post": CALLED}, "copy": {"post": COPY}, "ends": {"post": ENDING},
                 "ping": {"post": {"responses": {
        "2XX": {"description": "", "content": {"text/plain": {"schema": {"type": "string"}}}}}}}},
    "components": {
        "schemas": COMPONENTS,
        "securitySchemes": {"token": {"type": "oauth2", "flows": {"clientCredentials": {
                                "tokenUrl": "https://example.com/token/",
                                "scopes": {"team:read": "", "org:read": ""}}}},
                            "bearer": {"type": "http", "scheme": "bearer"},
                            "key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
    },
}  # fmt: skip


# The same document in the other dialect.
NEWER: Final[Json] = {**BASE, "openapi": "3.1.0"}
# The same document with a text of which a long one fits two arms, and is therefore refused.
SHORT: Final[Json] = {"oneOf": [{"type": "string"}, {"type": "string", "minLength": 3}]}
CHOOSING: Final[Json] = {**BASE, "components": {**BASE["components"], "schemas": {
    **COMPONENTS, "Node": {**COMPONENTS["Node"], "properties": {
        **COMPONENTS["Node"]["properties"], "name": SHORT}}}}}  # fmt: skip

# The same document with an object whose names have four letters at most.
NAMING: Final[Json] = {**NEWER, "components": {**NEWER["components"], "schemas": {
    **COMPONENTS, "Node": {**COMPONENTS["Node"], "propertyNames": {"maxLength": 4}}}}}  # fmt: skip


class Row(NamedTuple):
    """One edit and all changes that are reported for it: `level id path`, sorted."""

    where: str
    then: Any
    said: list[str]
    base: Json = BASE


def of_team(
    where: str, then: Any, response: list[str], request: list[str], base: Json = BASE
) -> list[Row]:
    """One edit of a schema, in a response and in a request."""
    return [
        Row(f"components/schemas/Team/{where}", then, response, base),
        Row(f"components/schemas/Wish/{where}", then, request, base),
    ]


def attribute(
    name: str, then: Any, response: str, request: str, below: str = "", base: Json = BASE
) -> list[Row]:
    """One edit of an attribute: the level and the rest of the id, or nothing."""
    path = f"{name}{below}"

    def said(prefix: str, place: str, given: str) -> list[str]:
        level, _, rest = given.partition(" ")
        id = rest if rest == "undecided" else f"{prefix}-{rest}"
        return [f"{level} {id} {place}{path}"] if given else []

    return of_team(
        f"properties/{name}",
        then,
        said("response", "200 response: [].", response),
        said("request", "request body: ", request),
        base,
    )


STRING: Final = {"type": "string"}
ID: Final = TEAM["properties"]["id"]


def without(schema: Json, *names: str, **words: Any) -> Json:
    return {**{k: v for k, v in schema.items() if k not in names}, **words}


SIZE, SHARE, TAGS, PET = (TEAM["properties"][n] for n in ("size", "share", "tags", "pet"))
ATTRIBUTES: Final = [
    # Strings
    *attribute("id", {**ID, "minLength": 2}, "", "error length-changed"),
    *attribute("id", {**ID, "maxLength": 41}, "error length-changed", ""),
    *attribute("id", {**ID, "maxLength": 39}, "", "error length-changed"),
    *attribute("id", without(ID, "maxLength"), "error length-changed", ""),
    *attribute("id", without(ID, "pattern"), "error pattern-changed", ""),
    *attribute("id", {**ID, "pattern": "^[a-z0-9]+$"}, "error pattern-changed", "")[:1],
    *attribute("plain", {**STRING, "pattern": "^a"}, "", "error pattern-changed"),
    *attribute("plain", {**STRING, "minLength": 1}, "", "error length-changed"),
    *attribute("plain", {**STRING, "maxLength": 3}, "", "error length-changed"),
    *attribute("plain", {**STRING, "format": "date"}, "", "error format-changed"),
    *attribute("plain", {**STRING, "format": "email"}, "", "error format-changed"),
    *attribute("created", STRING, "error format-changed", ""),
    *attribute("created", {**STRING, "format": "date"}, "error format-changed",
               "error format-changed"),
    # Numbers
    *attribute("size", without(SIZE, "minimum"), "error range-changed", ""),
    *attribute("size", without(SIZE, "maximum"), "error range-changed", ""),
    *attribute("size", {**SIZE, "minimum": 2}, "", "error range-changed"),
    *attribute("size", {**SIZE, "maximum": 9}, "", "error range-changed"),
    *attribute("size", {**SIZE, "maximum": 11}, "error range-changed", ""),
    *attribute("size", {**SIZE, "exclusiveMaximum": True}, "", "error range-changed"),
    *attribute("size", {**SIZE, "type": "number"}, "error type-changed", ""),
    *attribute("size", {**SIZE, "minimum": 0, "exclusiveMinimum": True}, "", ""),
    *attribute("share", without(SHARE, "exclusiveMinimum"), "error range-changed", ""),
    *attribute("share", {**SHARE, "multipleOf": 0.25}, "error multiple-changed", ""),
    *attribute("share", {**SHARE, "multipleOf": 1.5}, "", "error multiple-changed"),
    *attribute("count", {"type": "integer", "minimum": 0}, "", "error range-changed"),
    *attribute("count", {"type": "integer", "format": "int32"}, "", "error format-changed"),
    *attribute("count", {"type": "number"}, "error type-changed", ""),
    *attribute("count", STRING, "error type-changed", "error type-changed"),
    # Null
    *attribute("plain", {**STRING, "nullable": True}, "error nullable", ""),
    *attribute("note", STRING, "", "error nullable"),
    *attribute("avatar", {"anyOf": [{"$ref": "#/components/schemas/Avatar"},
                                    {"type": "object", "nullable": True, "enum": [None]}]},
               "error nullable", ""),
    *attribute("avatar", {"allOf": [{"$ref": "#/components/schemas/Avatar"}], "nullable": True},
               "error nullable", ""),
    # `nullable` without effect in OpenAPI 3.0.3
    *attribute("kind", {**STRING, "enum": ["open", "closed"], "nullable": True},
               "info nullable-idle", "")[:1],
    *attribute("idle", {**STRING, "enum": ["open", "closed"]}, "", "info nullable-idle"),
    # `nullable` beside the one schema of an `allOf` is read as it is meant
    *attribute("loose", {"allOf": [{"$ref": "#/components/schemas/Avatar"}]}, "",
               "error nullable"),
    *attribute("loose", {"anyOf": [{"$ref": "#/components/schemas/Avatar"},
                                   {"type": "object", "nullable": True, "enum": [None]}]},
               "", ""),
    *attribute("loose", {"nullable": True, "allOf": [COMPONENTS["Avatar"]]}, "", ""),
    # Enumerations
    *attribute("kind", {**STRING, "enum": ["open"]}, "", "error enum-value"),
    *attribute("kind", {**STRING, "enum": ["open", "closed", "both"]}, "warning enum-value",
               "info enum-value-added"),
    *attribute("kind", {**STRING, "enum": ["closed", "open"]}, "", ""),
    *attribute("kind", {**STRING, "enum": ["on", "off"]}, "error value", "")[:1],
    *attribute("kind", {**STRING, "maxLength": 3}, "", "error value")[1:],
    *attribute("kind", STRING, "error enum-open", ""),
    *attribute("plain", {**STRING, "enum": ["a"]}, "", "error enum-open"),
    *attribute("except", STRING, "error excluded", ""),
    *attribute("plain", {**STRING, "not": {"enum": ["none"]}}, "", "error excluded"),
    # Types
    *attribute("plain", {"type": "integer"}, "error type-changed", "error type-changed"),
    *attribute("plain", {"type": "object"}, "error type-changed", "error type-changed"),
    *attribute("plain", {}, "error type-changed", ""),
    *attribute("avatar", {}, "error type-changed", "")[:1],
    *attribute("anything", STRING, "", "error type-changed"),
    *attribute("tags", STRING, "error type-changed", "error type-changed"),
    *attribute("owner", STRING, "", "error type-changed"),
    *attribute("owner", {"anyOf": [{"type": "integer"}, STRING]}, "", ""),
    *attribute("owner", {"oneOf": [STRING, {"type": "integer"}]}, "", ""),
    *attribute("owner", {"anyOf": [STRING, {"type": "integer"}, {"type": "boolean"}]},
               "error type-changed", ""),
    *attribute("either", {"$ref": "#/components/schemas/Cat"}, "", "error variant"),
    *attribute("either", {"oneOf": [*TEAM["properties"]["either"]["oneOf"], {
               "type": "object", "properties": {"fins": {"type": "integer"}},
               "required": ["fins"], "additionalProperties": False}]}, "error variant", ""),
    *attribute("plain", {**STRING, "contentEncoding": "base64"}, "warning content-changed",
               "warning content-changed", base=NEWER),
    *attribute("plain", {**STRING, "contentEncoding": "base64"}, "", ""),
    *attribute("either", {"anyOf": [{"$ref": "#/components/schemas/Dog"},
                                    {"$ref": "#/components/schemas/Cat"}]}, "", ""),
    *attribute("pet", without(PET, "discriminator"), "warning discriminator-changed",
               "warning discriminator-changed"),
    *attribute("pet", {**PET, "discriminator": {"propertyName": "kind"}},
               "warning discriminator-changed", "warning discriminator-changed"),
    *attribute("pet", {**PET, "discriminator": {"propertyName": "sort", "mapping": {
                       "cat": "Dog", "dog": "Dog"}}},
               "warning discriminator-changed", "warning discriminator-changed"),
    *attribute("pet", {**PET, "discriminator": {"propertyName": "sort", "mapping": {
                       "cat": "Cat", "dog": "Dog"}}}, "", ""),
    *attribute("pet", {**PET, "discriminator": {"propertyName": "sort"}}, "", ""),
    *attribute("pet", {"allOf": [PET]}, "", ""),
    *attribute("either", PET, "", ""),
    *attribute("both", {"$ref": "#/components/schemas/Avatar"}, "error attribute-removed",
               "warning attribute-ignored", ".alt")[:1],
    # Arrays
    *attribute("tags", without(TAGS, "minItems"), "error count-changed", ""),
    *attribute("tags", without(TAGS, "maxItems"), "error count-changed", ""),
    *attribute("tags", {**TAGS, "minItems": 2}, "", "error count-changed"),
    *attribute("tags", {**TAGS, "maxItems": 4}, "", "error count-changed"),
    *attribute("tags", {**TAGS, "uniqueItems": True}, "", "error unique-changed"),
    *attribute("marks", {"type": "array", "items": {"type": "integer"}}, "error unique-changed", ""),  # noqa: E501
    *attribute("tags", {**TAGS, "items": {"type": "integer"}}, "error type-changed",
               "error type-changed", "[]"),
    # Maps and closed objects
    *attribute("flags", {"type": "object", "additionalProperties": STRING}, "error type-changed",
               "error type-changed", ".*"),
    *attribute("flags", {"type": "object"}, "error type-changed", "", ".*"),
    *attribute("limits", {"type": "object", "minProperties": 2, "maxProperties": 3}, "",
               "error properties-changed"),
    *attribute("limits", {"type": "object", "minProperties": 1}, "error properties-changed", ""),
    *attribute("sealed", {"type": "object", "properties": {"x": STRING}}, "error closed", "", ".*"),
    *attribute("sealed", {**TEAM["properties"]["sealed"],
                          "properties": {"x": STRING, "y": STRING}},
               "error closed", "info attribute-added", ".y"),
    *attribute("sealed", {"type": "object", "additionalProperties": False},
               "error attribute-removed", "error attribute-refused", ".x"),
    *attribute("limits", {"type": "object", "minProperties": 1, "maxProperties": 3,
                          "additionalProperties": False}, "", "error closed", ".*")[:1],
    *attribute("optional", {**STRING, "default": "y"}, "", "warning default-changed"),
    *attribute("optional", {**STRING, "default": ""}, "", "warning default-changed"),
    *attribute("optional", STRING, "", "warning default-changed"),
    *attribute("optional", {**STRING, "default": "x", "deprecated": True},
               "info attribute-deprecated", "info attribute-deprecated"),
    # Whole attributes
    *attribute("optional", GONE, "error attribute-removed", "warning attribute-ignored"),
    *attribute("new", STRING, "info attribute-added", "info attribute-added"),
    *attribute("new", {"type": "object", "properties": {"deep": STRING}, "required": ["deep"]},
               "info attribute-added", "info attribute-added"),
    *attribute("secret", GONE, "", "warning attribute-ignored"),
    *attribute("stamp", STRING, "", "error attribute-required"),
    *attribute("plain", {**STRING, "readOnly": True}, "", "warning attribute-ignored"),
    *attribute("optional", {**STRING, "default": "x", "readOnly": True}, "",
               "warning attribute-ignored"),
    *attribute("new", {**STRING, "writeOnly": True}, "", "info attribute-added"),
    *attribute("new", {**STRING, "readOnly": True}, "info attribute-added", ""),
    *attribute("stamp", GONE, "error attribute-removed", "")[:1],
    *attribute("plain", {**STRING, "writeOnly": True}, "error attribute-removed", "")[:1],
    *attribute("secret", STRING, "info attribute-added", ""),
    # No change for a client
    *attribute("plain", {**STRING, "description": "New."}, "", ""),
    *attribute("plain", {**STRING, "example": "x"}, "", ""),
    *attribute("plain", {**STRING, "title": "X", "x-any": 1}, "", ""),
    *attribute("plain", {"allOf": [STRING]}, "", ""),
    *attribute("plain", {"anyOf": [STRING, {**STRING, "minLength": 3}]}, "", ""),
    *attribute("avatar", COMPONENTS["Avatar"], "", ""),
    *attribute("parent", COMPONENTS["Node"], "", ""),
]  # fmt: skip

SENT: Final = {
    "response": "200 response: [].",
    "header": "200 response, header `X-Copy`: ",
    "webhook": "request body: ",
}
ACCEPTED: Final = {
    "request": "request body: ",
    "parameter": "query parameter `copy`: ",
    "answer": "200 response: ",
}


def everywhere(path: str, sent: str, accepted: str) -> list[str]:
    """The changes of a component that Team and Wish refer to, at each position."""
    found = []
    for given, positions in ((sent, SENT), (accepted, ACCEPTED)):
        level, _, kind = given.partition(" ")
        found += [f"{level} {position}-{kind} {place}{path}" for position, place in
                  positions.items() if given]  # fmt: skip
    return found


REQUIRED: Final = TEAM["required"]
KEYS: Final = [
    *of_team("required", [n for n in REQUIRED if n != "plain"],
             ["error response-attribute-optional 200 response: [].plain"],
             ["info request-attribute-unrequired request body: plain"]),
    *of_team("required", [*REQUIRED, "optional"], [],
             ["error request-attribute-required request body: optional"]),
    *of_team("properties/optional", {**STRING, "default": "x", "nullable": True},
             ["error response-nullable 200 response: [].optional"], []),
    *of_team("required", [*REQUIRED, "unheard"], [],
             ["error request-attribute-required request body: unheard"]),
    *of_team("additionalProperties", False, [],
             ["error request-closed request body: *"]),
    Row("components/schemas/Cat/properties/lives", STRING,
        everywhere("either.lives", "error type-changed", "error type-changed")),
    Row("components/schemas/Node/properties/name", {"type": "string", "nullable": True},
        everywhere("parent.name", "error nullable", "")),
    Row("components/schemas/Node/properties/name", SHORT,
        everywhere("parent.name", "", "error overlap")),
    Row("components/schemas/Node/properties/name", STRING,
        everywhere("parent.name", "error overlap", ""), CHOOSING),
    Row("components/schemas/Node/propertyNames", {"maxLength": 3},
        [*everywhere("parent", "", "error condition"),
         *everywhere("parent.next", "", "error condition")], NEWER),
    Row("components/schemas/Node/propertyNames", GONE,
        [*everywhere("parent", "error condition", ""),
         *everywhere("parent.next", "error condition", "")], NAMING),
    Row("components/schemas/Avatar/required", ["kind"],
        everywhere("avatar.url", "error attribute-optional", "info attribute-unrequired")),
    Row("components/schemas/Dog/properties/barks", GONE,
        everywhere("either.barks", "error attribute-removed", "warning attribute-ignored")),
]  # fmt: skip


def renamed(operation: Json, **names: str) -> Json:
    """The operation with other names for its path variables."""
    written = json.dumps(operation)
    for old, new in names.items():
        written = written.replace(f'"name": "{old}"', f'"name": "{new}"')
        written = written.replace(f"path.{old}", f"path.{new}").replace(f"{{{old}}}", f"{{{new}}}")
    found: Json = json.loads(written)
    return found


PROPERTIES: Final = "components/schemas/Ends/properties"
MOODS: Final = [{"type": "string", "enum": ["up"]}, PAST_VALUE, DATED_VALUE]
SOON: Final = {"deprecated": True, "x-sunset": "2026-07-01"}


def ending_media(where: str, position: str, place: str, early: str) -> list[Row]:
    """The rows of media types that end; `early` is the end of the id of a removal before it."""
    contents, id = f"{where}/content", f"{position}-media-type"
    dated, whole = TSV.replace("/", "~1"), "application~1json"
    return [
        Row(f"{contents}/{CSV.replace('/', '~1')}", GONE, [f"info {id}-sunset {place}"]),
        Row(f"{contents}/{dated}", GONE, [f"error {id}-{early} {place}"]),
        Row(f"{contents}/{dated}/x-sunset", "2026-12-31",
            [f"error {id}-sunset-sooner {place} ({TSV})"]),
        Row(f"{contents}/{dated}/x-sunset", "2027-12-31", []),
        Row(f"{contents}/{whole}/x-sunset", "2026-07-01",
            [f"info {id}-deprecated {place}", f"error {id}-sunset-soon {place}"]),
    ]  # fmt: skip


GET_TEAMS: Final = "paths/~1teams~1/get"
# What may be removed after its sunset, and what is announced about it; 90 days are asked for.
ENDS: Final = [
    Row(f"{PROPERTIES}/past", GONE,
        everywhere("ends.past", "info attribute-sunset", "info attribute-sunset")),
    Row("components/schemas/Ends/required", [],
        everywhere("ends.past", "info attribute-sunset", "info attribute-unrequired")),
    Row(f"{PROPERTIES}/dated", GONE,
        everywhere("ends.dated", "error attribute-removed", "error attribute-sunset-sooner")),
    Row(f"{PROPERTIES}/dated/x-sunset", "2026-12-31",
        everywhere("ends.dated", *["error attribute-sunset-sooner"] * 2)),
    Row(f"{PROPERTIES}/dated/x-sunset", "2027-12-31", []),
    Row(f"{PROPERTIES}/dated/deprecated", GONE, []),
    Row(f"{PROPERTIES}/mood/anyOf", [MOODS[0], MOODS[2]],
        everywhere("ends.mood", "", "info enum-value-sunset")),
    Row(f"{PROPERTIES}/mood/anyOf", MOODS[:2],
        everywhere("ends.mood", "", "error enum-value")),
    Row(f"{PROPERTIES}/mood/anyOf", MOODS[:1],
        [*everywhere("ends.mood", "", "error enum-value"),
         *everywhere("ends.mood", "", "info enum-value-sunset")]),
    Row(f"{PROPERTIES}/mood/anyOf/2/x-sunset", "2026-12-31",
        everywhere("ends.mood", *["error enum-value-sunset-sooner"] * 2)),
    Row("components/schemas/Node/properties/name/deprecated", True,
        everywhere("parent.name", *["info attribute-deprecated"] * 2)),
    Row("components/schemas/Node/properties/name",
        {**STRING, "deprecated": True, "x-sunset": "2026-07-01"},
        [*everywhere("parent.name", *["info attribute-deprecated"] * 2),
         *everywhere("parent.name", *["error attribute-sunset-soon"] * 2)]),
    Row(f"{PROPERTIES}/mood/anyOf", [SOON | MOODS[0], *MOODS[1:]],
        [*everywhere("ends.mood", *["info enum-value-deprecated"] * 2),
         *everywhere("ends.mood", *["error enum-value-sunset-soon"] * 2)]),
    Row("paths/~1ends~1/put", ENDING | SOON,
        ["info operation-deprecated ", "error operation-sunset-soon "]),
    Row("paths/~1ends~1/put/parameters/0", GONE,
        ["info parameter-sunset query parameter `past`"]),
    Row("paths/~1ends~1/put/parameters/1", GONE,
        ["error parameter-sunset-sooner query parameter `dated`"]),
    Row("paths/~1ends~1/put/parameters/1/x-sunset", "2026-12-31",
        ["error parameter-sunset-sooner query parameter `dated`"]),
    Row("paths/~1teams~1/get/parameters/9", SOON | LIST["parameters"][9],
        ["info parameter-deprecated query parameter `filter`",
         "error parameter-sunset-soon query parameter `filter`"]),
    Row("components/schemas/Node/properties/name/x-stability", "beta",
        everywhere("parent.name", *["error attribute-stability-lowered"] * 2)),
    Row(f"{GET_TEAMS}/x-stability", "beta", ["error operation-stability-lowered "]),
    Row(f"{GET_TEAMS}/x-stability", "stable", []),
    *ending_media("paths/~1ends~1/put/requestBody", "request", "request body", "removed"),
    *ending_media("paths/~1ends~1/put/responses/200", "response", "200 response", "removed"),
    *ending_media("webhooks/ends/post/requestBody", "webhook", "request body", "sunset-sooner"),
    *ending_media("webhooks/ends/post/responses/200", "answer", "200 response", "removed"),
]  # fmt: skip


LIST_BEARER = "paths/~1bearer~1/get"
GET, POST = "paths/~1teams~1/get", "paths/~1orgs~1{org}~1teams~1/post"
FLOW: Final = "components/securitySchemes/token/flows/clientCredentials"
PARAMETERS: Final = f"{GET}/parameters"
NEW_PARAMETER: Final = {"name": "new", "in": "query", "schema": STRING}
OPERATIONS: Final = [
    Row("paths/~1teams~1", GONE, ["error operation-removed "]),
    Row(GET, GONE, ["error operation-removed "]),
    # Path variables by another name, in the address, a link and a callback
    Row("paths", {**BASE["paths"], "/orgs/{org}/teams/": {},
                  "/orgs/{slug}/teams/": {"post": renamed(CREATE, org="slug", id="number")}}, []),
    Row("paths/~1old~1", GONE, ["info operation-sunset "]),
    Row("paths/~1older~1", GONE, ["error operation-removed "]),
    Row("paths/~1oldest~1", GONE, ["error operation-removed "]),
    Row("paths/~1new~1", {"get": {"responses": {}}}, ["info operation-added "]),
    Row(f"{GET}/operationId", "teams", ["warning operation-id-changed "]),
    Row(f"{GET}/operationId", GONE, ["warning operation-id-changed "]),
    Row(f"{GET}/tags", ["Groups"], ["warning operation-tag-changed "]),
    Row(f"{GET}/tags", ["Teams", "More"], []),
    Row(f"{GET}/deprecated", True, ["info operation-deprecated "]),
    Row("paths/~1older~1/get/x-sunset", "2026-09-30", ["error operation-sunset-sooner "]),
    Row("paths/~1older~1/get/x-sunset", "2027-09-30", []),
    Row("paths/~1older~1/get/x-sunset", GONE, []),
    Row("paths/~1older~1/get/x-sunset", "soon", []),
    Row("paths/~1older~1/get/deprecated", GONE, []),
    Row(f"{GET}/summary", "All teams", []),
    Row(f"{GET}/security", [{"token": ["team:read", "org:read"]}], ["error security-tightened "]),
    Row(f"{GET}/security", [{"key": []}], ["error security-tightened "]),
    Row(f"{GET}/security", [{"token": ["team:read"]}, {"key": []}], ["info security-added "]),
    Row(f"{GET}/security", [{"token": []}], ["info security-added "]),
    Row(f"{GET}/security", [{"token": ["org:read"]}], ["error security-tightened "]),
    Row(f"{GET}/security", [{"token": ["team:read"]}, {"token": ["org:read"]}],
        ["info security-added "]),
    Row(f"{GET}/security", [{"token": ["team:read"]}, {"token": ["org:read", "team:read"]}], []),
    Row(f"{GET}/security", [{"token": ["team:read"], "key": []}], ["error security-tightened "]),
    Row(f"{GET}/security", [{"token": ["team:read"]}, {}], ["info security-added "]),
    Row(f"{GET}/security", [], ["info security-added "]),
    # OpenAPI 3.0 defines no scopes for this scheme: decided where both readings agree
    Row(f"{LIST_BEARER}/security", [{"bearer": ["a", "b", "c"]}], ["warning undecided "]),
    Row(f"{LIST_BEARER}/security", [{"bearer": ["a"]}], ["warning undecided "]),
    Row(f"{LIST_BEARER}/security", [{"bearer": ["b", "a"]}], []),
    Row(f"{LIST_BEARER}/security", [{"bearer": ["a", "c"]}], ["error security-tightened "]),
    Row(f"{LIST_BEARER}/security", [{"bearer": []}], ["info security-added "]),
    Row(f"{LIST_BEARER}/security", [{"bearer": ["a", "b"]}, {"key": []}], ["info security-added "]),
    Row(f"{POST}/security", [{"key": []}], ["error security-tightened "]),
    Row("security", [{"key": []}], ["error security-tightened "]),
    Row("components/securitySchemes/token", {"type": "http", "scheme": "basic"},
        ["error security-tightened "]),
    Row(f"{FLOW}/tokenUrl", "https://new.example.com/token/", ["warning security-flow-changed "]),
    Row(f"{FLOW}/refreshUrl", "https://example.com/refresh/", []),
    Row(f"{FLOW}/scopes/org:read", GONE, ["warning security-flow-changed "]),
    Row(f"{FLOW}/scopes/org:write", "", []),
    Row(f"{FLOW}/scopes/org:read", "To read them.", []),
    Row(FLOW, GONE, ["warning security-flow-changed "]),
    Row("servers", [{"url": "https://new.example.com"}], ["warning servers-changed "]),
    Row("servers", [{"url": "https://api.example.com/"}], []),
    Row("servers", [{"url": "https://api.example.com/v2"}], ["warning servers-changed "]),
    Row("servers", [{"url": "https://new.example.com"}, {"url": "https://api.example.com"}], []),
    Row("servers", [{"url": "https://{name}.example.com", "variables": {
        "name": {"default": "api", "enum": ["api", "eu"]}}}], []),
    Row("info/title", "The teams", []),
    Row("info/version", "0.9", []),
    Row("tags", [{"name": "Teams", "description": "All of them."}], []),
    Row("components/schemas/Unheard", {"type": "string"}, []),
    Row("components/securitySchemes/unheard", {"type": "http", "scheme": "basic"}, []),
    # Parameters
    Row(f"{PARAMETERS}/0", GONE, ["warning parameter-removed query parameter `cursor`"]),
    Row(f"{PARAMETERS}/10", NEW_PARAMETER, ["info parameter-added query parameter `new`"]),
    Row(f"{PARAMETERS}/10", {**NEW_PARAMETER, "required": True},
        ["error parameter-required query parameter `new`"]),
    Row(f"{PARAMETERS}/10", {**NEW_PARAMETER, "required": True, "in": "header"},
        ["error parameter-required header parameter `new`"]),
    Row(f"{PARAMETERS}/10", {**NEW_PARAMETER, "required": True, "in": "cookie"},
        ["error parameter-required cookie parameter `new`"]),
    Row(f"{PARAMETERS}/0/required", True, ["error parameter-required query parameter `cursor`"]),
    Row(f"{PARAMETERS}/4/required", True, ["error parameter-required header parameter `X-Trace`"]),
    Row(f"{PARAMETERS}/4/name", "x-trace", []),
    Row(f"{PARAMETERS}/0/deprecated", True, ["info parameter-deprecated query parameter `cursor`"]),
    Row(f"{PARAMETERS}/0/description", "Where to go on.", []),
    Row(f"{PARAMETERS}/0/schema/maxLength", 5,
        ["error parameter-length-changed query parameter `cursor`"]),
    Row(f"{PARAMETERS}/0/schema/maxLength", GONE, []),
    Row(f"{PARAMETERS}/0/schema", {"type": "array", "items": {"type": "string"}}, []),
    Row(f"{PARAMETERS}/0/schema", {"type": "array", "items": {"type": "string"}, "default": []},
        ["warning parameter-default-changed query parameter `cursor`"]),
    Row(f"{PARAMETERS}/0/schema", {"type": "array", "items": {"type": "string", "maxLength": 5}},
        ["error parameter-length-changed query parameter `cursor`"]),
    Row(f"{PARAMETERS}/0/schema", {"type": "array", "items": {"type": "string"}, "minItems": 2},
        ["error parameter-type-changed query parameter `cursor`"]),
    Row(f"{PARAMETERS}/4/schema", {"type": "array", "items": {"type": "string"}}, []),
    Row(f"{PARAMETERS}/4/schema", {"type": "array", "items": {"type": "integer"}},
        ["error parameter-type-changed header parameter `X-Trace`"]),
    Row(f"{PARAMETERS}/0/schema/minLength", 1,
        ["error parameter-length-changed query parameter `cursor`"]),
    Row(f"{PARAMETERS}/1/schema/maximum", 50,
        ["error parameter-range-changed query parameter `size`"]),
    Row(f"{PARAMETERS}/1/schema/minimum", 2,
        ["error parameter-range-changed query parameter `size`"]),
    Row(f"{PARAMETERS}/1/schema/default", 20,
        ["warning parameter-default-changed query parameter `size`"]),
    Row(f"{PARAMETERS}/1/schema/default", GONE,
        ["warning parameter-default-changed query parameter `size`"]),
    Row(f"{PARAMETERS}/1/schema", STRING,
        ["warning parameter-default-changed query parameter `size`"]),
    Row(f"{PARAMETERS}/0/schema", {"type": "integer"},
        ["error parameter-type-changed query parameter `cursor`"]),
    Row(f"{PARAMETERS}/2/schema/enum", ["name"],
        ["error parameter-enum-value query parameter `sort`"]),
    Row(f"{PARAMETERS}/2/schema/enum", ["name", "date", "size"],
        ["info parameter-enum-value-added query parameter `sort`"]),
    Row(f"{PARAMETERS}/4/schema/enum", ["a"],
        ["error parameter-enum-open header parameter `X-Trace`"]),
    Row(f"{PARAMETERS}/3/schema/minItems", 2, ["error parameter-count-changed query parameter `ids`"]),  # noqa: E501
    Row(f"{PARAMETERS}/3/schema/maxItems", 8, ["error parameter-count-changed query parameter `ids`"]),  # noqa: E501
    Row(f"{PARAMETERS}/3/explode", False, ["error parameter-style-changed query parameter `ids`"]),
    Row(f"{PARAMETERS}/3/style", "form", []),
    Row(f"{PARAMETERS}/3/style", "pipeDelimited",
        ["error parameter-style-changed query parameter `ids`"]),
    Row(f"{PARAMETERS}/0/explode", False, []),
    Row(f"{PARAMETERS}/8/allowReserved", GONE,
        ["error parameter-style-changed query parameter `path`"]),
    Row(f"{PARAMETERS}/8/allowEmptyValue", False,
        ["error parameter-style-changed query parameter `path`"]),
    Row(f"{PARAMETERS}/8/required", GONE, ["info parameter-optional query parameter `path`"]),
    Row(f"{PARAMETERS}/8/in", "header",
        ["error parameter-required header parameter `path`",
         "warning parameter-removed query parameter `path`"]),
    Row(f"{PARAMETERS}/9/content", {"application/xml": {"schema": STRING}},
        ["error parameter-style-changed query parameter `filter`"]),
    Row(f"{PARAMETERS}/9/content/application~1json/schema/properties/owner", {"type": "integer"},
        ["error parameter-type-changed query parameter `filter`: owner"]),
    Row(f"{PARAMETERS}/9/content/application~1json/schema/required", ["owner"],
        ["error parameter-attribute-required query parameter `filter`: owner"]),
    Row(f"{PARAMETERS}/7/style", "form", ["error parameter-style-changed query parameter `where`"]),
    Row(f"{PARAMETERS}/7/schema/properties/city", {"type": "integer"},
        ["error parameter-type-changed query parameter `where`: city"]),
    Row(f"{PARAMETERS}/7/schema/properties/city", GONE,
        ["warning parameter-attribute-ignored query parameter `where`: city"]),
    Row(f"{PARAMETERS}/7/schema/required", ["city"],
        ["error parameter-attribute-required query parameter `where`: city"]),
    Row(f"{PARAMETERS}/1/schema/type", "number", []),
    Row(f"{PARAMETERS}/1/schema/format", "int32",
        []),
    Row(f"{PARAMETERS}/3/schema/uniqueItems", True,
        ["error parameter-unique-changed query parameter `ids`"]),
    Row(f"{PARAMETERS}/3/schema/minItems", GONE, []),
    Row(f"{PARAMETERS}/3/schema/items", {"type": "string", "enum": ["a"]},
        ["error parameter-enum-open query parameter `ids`: []"]),
    Row(f"{PARAMETERS}/6/schema/pattern", "^b",
        ["error parameter-pattern-changed query parameter `code`"]),
    Row(f"{PARAMETERS}/5/schema/multipleOf", 2, []),
    Row(f"{PARAMETERS}/1/schema/multipleOf", 2,
        ["error parameter-multiple-changed query parameter `size`"]),
    Row(f"{PARAMETERS}/1/schema/default", 10.0, []),
    Row(f"{PARAMETERS}/5/schema/nullable", False, []),  # null has no text
    Row(f"{PARAMETERS}/9/content/application~1json/schema/nullable", GONE,
        ["error parameter-nullable query parameter `filter`"]),
    Row(f"{PARAMETERS}/6/schema/pattern", "^ab",
        ["error parameter-pattern-changed query parameter `code`"]),
    Row(f"{PARAMETERS}/6/schema/pattern", GONE, []),
    Row(f"{POST}/parameters/0/schema", {"type": "integer"},
        ["error parameter-type-changed path parameter `org`"]),
    Row(f"{POST}/parameters/0/style", "matrix",
        ["error parameter-style-changed path parameter `org`"]),
    Row(f"{POST}/parameters/0/name", "other", []),
    Row(f"{POST}/parameters/0/schema/minLength", 1, []),
    Row(f"{POST}/parameters/0/schema/minLength", 2,
        ["error parameter-length-changed path parameter `org`"]),
    Row(f"{POST}/parameters/0/schema/pattern", "^[a-z]+$",
        ["error parameter-pattern-changed path parameter `org`"]),
    Row(f"{POST}/parameters/0/schema/enum", ["a"],
        ["error parameter-enum-open path parameter `org`"]),
    # Request bodies
    Row(f"{POST}/requestBody/required", True, ["error request-body-required request body"]),
    Row("paths/~1full~1/put/requestBody/required", False,
        ["info request-body-optional request body"]),
    Row("paths/~1full~1/put/requestBody/content", {"*/*": {"schema": STRING}},
        ["info request-media-type-added request body"]),
    Row("paths/~1full~1/put/requestBody/content/text~1plain", {"schema": {"type": "integer"}},
        ["error request-type-changed request body (text/plain)"]),
    Row("paths/~1full~1/put/requestBody/content/text~1plain; charset=utf-8",
        {"schema": STRING}, []),
    Row("paths/~1full~1/put/responses/default", GONE,
        ["warning response-error-removed default response"]),
    # The default response governs the removed statuses, and has no such body.
    Row("paths/~1full~1/put/responses/2XX", GONE,
        ["error response-media-type-removed 2XX response"]),
    Row("paths/~1full~1/put/responses/200", {"description": "", "content": {
        "text/plain": {"schema": STRING}}}, []),
    Row("paths/~1full~1/put/responses/200", {"description": "", "content": {
        "text/plain": {"schema": {"type": "integer"}}}},
        ["error response-type-changed 200 response (text/plain)"]),
    Row("paths/~1full~1/put/responses/404", {"description": ""}, []),
    Row("paths/~1full~1/put/responses/404", {"description": "", "content": {
        "application/json": {"schema": STRING}}},
        ["info response-media-type-added 404 response"]),
    Row("paths/~1bearer~1/get/responses", {"default": {"description": ""}},
        ["info response-status-added default response"]),
    Row(f"{GET}/responses/4XX", {"description": ""},
        ["info response-status-added 4XX response"]),
    Row(f"{GET}/responses", {**without(LIST["responses"], "404"),
                             "default": LIST["responses"]["404"]},
        ["info response-status-added default response"]),
    Row("paths/~1full~1/put/responses/2XX/content", {"text/plain": {"schema": STRING}}, []),
    Row("paths/~1full~1/put/responses/2XX/content/text~1plain", {"schema": {"type": "integer"}},
        ["error response-type-changed 2XX response (text/plain)"]),
    Row("paths/~1full~1/put/requestBody/content/text~1*", {"schema": {"type": "integer"}},
        ["info request-media-type-added request body"]),
    Row("paths/~1full~1/put/responses/2XX/content", {"*/*": {"schema": STRING}},
        ["info response-media-type-added 2XX response"]),
    Row("paths/~1full~1/put/responses/2XX/content", {"application/json": {"schema": STRING}},
        ["info response-media-type-added 2XX response",
         "error response-media-type-removed 2XX response"]),
    Row("paths/~1full~1/put/servers", [{"url": "https://old.example.com"}],
        ["warning servers-changed "]),
    Row("paths/~1full~1/put/servers", GONE, ["warning servers-changed "]),
    Row("paths/~1full~1/put/servers/0/url", "https://{zone}.example.com/", []),
    Row(f"{POST}/requestBody", GONE, ["warning request-body-removed request body"]),
    Row(f"{GET}/requestBody", {"content": {}}, ["info request-body-added request body"]),
    Row(f"{GET}/requestBody", {"content": {}, "required": True},
        ["error request-body-required request body"]),
    Row(f"{POST}/requestBody/content/multipart~1form-data", GONE,
        ["error request-media-type-removed request body"]),
    Row(f"{POST}/requestBody/content/text~1csv", {},
        ["info request-media-type-added request body"]),
    Row(f"{POST}/requestBody/content/multipart~1form-data/encoding",
        {"avatar": {"contentType": "image/png"}},
        ["warning undecided request body (multipart/form-data)"]),
    Row(f"{POST}/requestBody/content", {"application/json;v=1": CREATE["requestBody"]["content"][
        "application/json"], "multipart/form-data": {"schema": {"type": "object"}}},
        ["error request-media-type-removed request body"]),
    # Responses
    Row(f"{GET}/responses/404/content", {"application/json; v=1; charset=utf-8":
        LIST["responses"]["404"]["content"]["application/json"]}, []),
    Row(f"{GET}/responses/404/content", {
        "application/json; v=1": LIST["responses"]["404"]["content"]["application/json"],
        "application/json; v=2": {"schema": {"type": "string"}}},
        ["error response-type-changed 404 response (application/json;v=2)"]),
    Row(f"{GET}/responses/200/headers/X-Total/schema/nullable", True, []),
    Row(f"{GET}/responses/200/headers/X-Page/content/application~1json/schema/nullable", True,
        ["error header-nullable 200 response, header `X-Page`"]),
    Row(f"{GET}/responses/200/headers/X-Total/explode", True, []),
    Row(f"{GET}/responses/200/headers/X-Total/content", {"application/json": {}},
        ["error response-header-style-changed 200 response, header `X-Total`"]),
    Row(f"{GET}/responses/200/headers/Link/schema", {"type": "integer"}, []),
    Row(f"{GET}/responses/200", GONE, ["error response-status-removed 200 response"]),
    Row(f"{GET}/responses/404", GONE, ["warning response-error-removed 404 response"]),
    Row(f"{GET}/responses/403", {"description": ""}, ["info response-status-added 403 response"]),
    Row(f"{GET}/responses/202", {"description": ""}, ["info response-status-added 202 response"]),
    Row(f"{GET}/responses/404", None, ["error response-media-type-removed 404 response"]),
    Row(f"{POST}/responses/204", None, []),
    Row(f"{POST}/responses/204", GONE, ["error response-status-removed 204 response"]),
    Row(f"{GET}/responses/200/content/text~1csv", GONE,
        ["error response-media-type-removed 200 response"]),
    Row("paths/~1full~1/put/requestBody/content", {"text/*": {"schema": STRING}},
        ["info request-media-type-added request body"]),
    Row(f"{GET}/responses/404/content",
        {"application/*": LIST["responses"]["404"]["content"]["application/json"]},
        ["info response-media-type-added 404 response"]),
    Row(f"{GET}/responses/200/content/text~1html", {},
        ["info response-media-type-added 200 response"]),
    Row(f"{GET}/responses/200/content/text~1csv/schema", {"type": "string", "nullable": True},
        ["error response-nullable 200 response (text/csv)"]),
    Row(f"{GET}/responses/200/content/application~1json/schema",
        {"$ref": "#/components/schemas/Team"}, ["error response-type-changed 200 response"]),
    Row(f"{GET}/responses/200/content/application~1json/schema/nullable", True,
        ["error response-nullable 200 response"]),
    Row(f"{GET}/responses/404/content/application~1json/schema/required", GONE,
        ["error response-attribute-optional 404 response: detail"]),
    Row(f"{GET}/responses/200/headers/Link", GONE,
        ["error response-header-removed 200 response, header `Link`"]),
    Row(f"{GET}/responses/200/headers/X-Total", GONE,
        ["error response-header-removed 200 response, header `X-Total`"]),
    Row(f"{GET}/responses/200/headers/Link/required", GONE,
        ["error response-header-optional 200 response, header `Link`"]),
    Row(f"{GET}/responses/200/headers/X-Total/schema", STRING,
        ["error header-type-changed 200 response, header `X-Total`"]),
    Row(f"{GET}/responses/200/headers/X-New", {"schema": STRING},
        ["info response-header-added 200 response, header `X-New`"]),
    Row(f"{GET}/responses/200/description", "The teams.", []),
]  # fmt: skip

CALLBACKS: Final = f"{POST}/callbacks"
DONE: Final = f"{CALLBACKS}/done/{{$request.body#~1url}}~1{{id}}"


def called(where: str, then: Any, *said: str) -> list[Row]:
    """One edit of the operation that the API calls, as a webhook and as a callback."""
    return [Row(f"{place}/post{where}", then, list(said)) for place in ("webhooks/team", DONE)]


WEBHOOKS: Final = [
    Row("webhooks/team", GONE, ["error operation-removed "]),
    Row("webhooks", GONE, ["error operation-removed "] * 4),
    Row("webhooks/ping/post/responses/200", {"description": "", "content": {
        "text/plain": {"schema": {"type": "string", "maxLength": 9}}}},
        ["error answer-length-changed 200 response (text/plain)"]),
    Row("webhooks/ping/post/responses/200", {"description": "", "content": {
        "text/plain": {"schema": STRING}}}, []),
    Row("webhooks/ping/post/requestBody", CALLED["requestBody"],
        ["info webhook-body-added request body"]),
    Row("webhooks/more", {"post": CALLED}, ["info operation-added "]),
    Row("webhooks/team/put", CALLED, ["info operation-added "]),
    Row(DONE, GONE, ["error operation-removed "]),
    Row(f"{CALLBACKS}/done", GONE, ["error operation-removed "]),
    Row(CALLBACKS, GONE, ["error operation-removed "]),
    Row(f"{CALLBACKS}/more", {"{$request.body#/url}": {"post": CALLED}}, ["info operation-added "]),
    Row(f"{GET}/callbacks", {"done": {}}, []),
    Row(f"{CALLBACKS}/done", {"{$request.body#/url}/{other}": {"post": CALLED}}, []),
    Row(f"{CALLBACKS}/done", {"{$request.body#/address}/{id}": {"post": CALLED}},
        ["error operation-removed ", "info operation-added "]),
    Row(f"{CALLBACKS}/done", {"$ref": "#/components/callbacks/nowhere"}, ["warning undecided "]),
    *called("/deprecated", True, "info operation-deprecated "),
    *called("/summary", "A team"),
    # Requests of webhooks and callbacks
    *called("/requestBody", GONE, "error webhook-body-removed request body"),
    *called("/requestBody/required", GONE, "error webhook-body-optional request body"),
    *called("/requestBody/content/text~1csv", {},
            "error webhook-media-type-added request body"),
    *called("/requestBody/content/text~1*", {"schema": STRING},
            "error webhook-media-type-added request body"),
    *called("/requestBody/content/text~1plain", GONE,
            "warning webhook-media-type-removed request body"),
    *called("/requestBody/content/text~1plain/schema", {"type": "integer"},
            "error webhook-type-changed request body (text/plain)"),
    Row("components/schemas/Signal/properties/note", GONE,
        ["error webhook-attribute-removed request body: note"]),
    Row("components/schemas/Signal/properties/more", STRING,
        ["info webhook-attribute-added request body: more"]),
    Row("components/schemas/Signal/required", ["kind", "team", "note"], []),
    Row("components/schemas/Signal/required", ["kind"],
        ["error webhook-attribute-optional request body: team"]),
    Row("components/schemas/Signal/properties/team/nullable", True,
        ["error webhook-nullable request body: team"]),
    Row("components/schemas/Signal/properties/team/maxLength", 8, []),
    Row("components/schemas/Signal/properties/team/maxLength", GONE,
        ["error webhook-length-changed request body: team"]),
    Row("components/schemas/Signal/properties/kind/enum", ["made"], []),
    Row("components/schemas/Signal/properties/kind/enum", ["made", "gone", "kept"],
        ["warning webhook-enum-value request body: kind"]),
    *called("/parameters/1", GONE, "error webhook-parameter-removed query parameter `try`"),
    *called("/parameters/1/required", True),
    *called("/parameters/0/required", False,
            "error webhook-parameter-optional header parameter `X-Signature`"),
    *called("/parameters/2", {"name": "X-Id", "in": "header", "required": True, "schema": STRING},
            "info webhook-parameter-added header parameter `X-Id`"),
    *called("/parameters/0/schema", {"type": "integer"}),
    *called("/parameters/1/schema", STRING,
            "error webhook-type-changed query parameter `try`"),
    *called("/parameters/1/schema/maximum", 10,
            "error webhook-range-changed query parameter `try`"),
    *called("/parameters/1/schema/maximum", 8),
    *called("/parameters/1/content", {"application/json": {}},
            "error webhook-parameter-style-changed query parameter `try`"),
    *called("/security", [{"key": []}], "warning webhook-security-changed "),
    *called("/callbacks", {"more": {"{$request.body#/url}": {"post": CALLED}}},
            "warning undecided "),
    # Responses to webhooks and callbacks
    *called("/responses/204", GONE, "error answer-status-removed 204 response"),
    *called("/responses/410", GONE, "warning answer-error-removed 410 response"),
    *called("/responses/202", {"description": ""}, "info answer-status-added 202 response"),
    *called("/responses/2XX", {"description": ""}, "info answer-status-added 2XX response"),
    *called("/responses/200/content", GONE, "warning answer-body-removed 200 response"),
    *called("/responses/204/content", {"text/plain": {}},
            "error answer-body-required 204 response"),
    *called("/responses/200/content", {"text/plain": {"schema": STRING}},
            "error answer-media-type-removed 200 response",
            "info answer-media-type-added 200 response"),
    *called("/responses/200/headers/X-Until", GONE,
            "warning answer-header-removed 200 response, header `X-Until`"),
    *called("/responses/200/headers/X-Until/required", True,
            "error answer-header-required 200 response, header `X-Until`"),
    *called("/responses/200/headers/X-Until/schema/minLength", 1,
            "error answer-length-changed 200 response, header `X-Until`"),
    *called("/responses/200/headers/X-More", {"schema": STRING},
            "info answer-header-added 200 response, header `X-More`"),
    *called("/responses/200/headers/X-More", {"required": True, "schema": STRING},
            "error answer-header-required 200 response, header `X-More`"),
    *called("/responses/200/headers/X-Until/content", {"application/json": {}},
            "error answer-header-style-changed 200 response, header `X-Until`"),
    Row("components/schemas/Receipt/properties/wait", GONE,
        ["warning answer-attribute-ignored 200 response: wait"]),
    Row("components/schemas/Receipt/properties/wait/maximum", 30,
        ["error answer-range-changed 200 response: wait"]),
    Row("components/schemas/Receipt/properties/wait/maximum", 90, []),
    Row("components/schemas/Receipt/required", ["again"],
        ["error answer-attribute-required 200 response: again"]),
    Row("components/schemas/Receipt/properties/again/nullable", True, []),
]  # fmt: skip

LINKS: Final = f"{POST}/responses/201/links"
FOLLOWED: Final = [
    Row(f"{LINKS}/full", GONE, ["warning response-link-removed 201 response, link `full`"]),
    Row(f"{LINKS}/more", {"operationId": "listTeams"},
        ["info response-link-added 201 response, link `more`"]),
    Row(f"{LINKS}/full", {"operationRef": "#/paths/~1teams~1/get"},
        ["warning response-link-changed 201 response, link `full`"]),
    Row(f"{LINKS}/full", {"operationRef": "https://example.com/openapi.json#/paths/~1full~1/put"},
        ["warning response-link-changed 201 response, link `full`"]),
    Row(f"{LINKS}/full/requestBody", "$response.body",
        ["warning response-link-changed 201 response, link `full`"]),
    Row(f"{LINKS}/full/server", {"url": "https://eu.example.com"},
        ["warning response-link-changed 201 response, link `full`"]),
    Row(f"{LINKS}/full/description", "All of it", []),
    Row(f"{LINKS}/teams/parameters/cursor", "$response.body#/name",
        ["warning response-link-changed 201 response, link `teams`"]),
    Row(f"{LINKS}/teams/parameters/cursor", GONE,
        ["warning response-link-changed 201 response, link `teams`"]),
    Row(f"{LINKS}/teams/parameters", {
        "path": "$request.path.org", "query.cursor": "$response.body#/id"}, []),
    Row(f"{LINKS}/teams", {"operationRef": "#/paths/~1teams~1/get", "parameters": {
        "path": "$request.path.org", "cursor": "$response.body#/id"}}, []),
]  # fmt: skip

COPIED: Final = {
    "header": "TeamInHeader",
    "webhook": "TeamInWebhook",
    "parameter": "WishInParameter",
    "answer": "WishInAnswer",
}


def elsewhere(rows: list[Row]) -> Iterator[Row]:
    """The first edit for each id of a body, at the other positions of its direction."""
    seen = set()
    for row in rows:
        said = re.fullmatch(
            r"(\w+) (response|request)-(\S+) (?:200 response: \[\]\.|request body: )(.+)",
            row.said[0] if len(row.said) == 1 else "",
        )
        *_, component, _ = row.where.split("/", 3)
        if said is None or component not in ("Team", "Wish") or said.group(2, 3) in seen:
            continue
        seen.add(said.group(2, 3))
        for position, place in (SENT if said[2] == "response" else ACCEPTED).items():
            if position in COPIED:
                where = row.where.replace(component, COPIED[position], 1)
                yield row._replace(
                    where=where, said=[f"{said[1]} {position}-{said[3]} {place}{said[4]}"]
                )


# For the differences to oasdiff see docs/promise.md, "Where others judge differently".
ROWS: Final = [
    *ATTRIBUTES,
    *KEYS,
    *ENDS,
    *elsewhere([*ATTRIBUTES, *KEYS]),
    *OPERATIONS,
    *WEBHOOKS,
    *FOLLOWED,
]
