"""The vocabulary of OpenAPI: methods, kinds of components, and keywords of schemas by dialect.

Sources: OpenAPI 3.0.3 "Schema Object"; JSON Schema 2020-12 core and validation.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final, NamedTuple

from .versions import Dialect

# The members of a Path Item Object that are operations; `query` since 3.2.
METHODS: Final = (
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
)  # fmt: skip
# The methods whose requests usually have a body, in capitals as requests write them.
METHODS_WITH_BODY: Final = frozenset({"POST", "PUT", "PATCH"})

# The locations of parameters; `querystring` since 3.2.
LOCATIONS: Final = ("query", "querystring", "path", "header", "cookie")

# The members of the Components Object. Source: OpenAPI 3.2.0, which has all of the earlier ones.
COMPONENT_KINDS: Final = frozenset(
    {"callbacks", "examples", "headers", "links", "mediaTypes", "parameters", "pathItems",
     "requestBodies", "responses", "schemas", "securitySchemes"}
)  # fmt: skip

# The characters of a component's name. Source: OpenAPI 3.0.3 "Components Object".
COMPONENT_NAME: Final = "A-Za-z0-9._-"

# The values of `type`; 3.0 has no "null".
TYPES: Final = ("array", "boolean", "integer", "null", "number", "object", "string")


class Holds(Enum):
    """The kind of value that a keyword holds."""

    SCHEMA = "a schema"
    SCHEMAS = "a list of schemas"
    SCHEMAS_BY_NAME = "an object of schemas"
    VALUE = "a value"
    VALUES = "a list of values"
    TEXT = "text"
    FLAG = "true or false"
    NUMBER = "a number"
    POSITIVE = "a number above 0"
    # An exclusive bound is a flag in 3.0 and a number in 2020-12.
    BOUND = "a number, true or false"
    COUNT = "a whole number"
    NAMES = "a list of names"
    NAMES_BY_NAME = "an object of lists of names"
    TYPES = "JSON types"
    OBJECT = "an object"


OLD: Final = frozenset[Dialect]({"3.0"})
NEW: Final = frozenset[Dialect]({"2020-12"})
BOTH: Final = OLD | NEW


class Keyword(NamedTuple):
    """A keyword of a schema.

    `dialects` are those that define it. A keyword that `asserts` can make a value invalid; any
    other is an annotation. `type` is the JSON type that the keyword applies to, "" for all types.
    """

    holds: Holds
    dialects: frozenset[Dialect] = BOTH
    asserts: bool = True
    type: str = ""


def _note(holds: Holds, dialects: frozenset[Dialect] = BOTH) -> Keyword:
    return Keyword(holds, dialects, asserts=False)


KEYWORDS: Final[Mapping[str, Keyword]] = {
    "$ref": Keyword(Holds.TEXT),
    "$dynamicRef": Keyword(Holds.TEXT, NEW),
    "$recursiveRef": Keyword(Holds.TEXT, NEW),
    "allOf": Keyword(Holds.SCHEMAS),
    "anyOf": Keyword(Holds.SCHEMAS),
    "oneOf": Keyword(Holds.SCHEMAS),
    "not": Keyword(Holds.SCHEMA),
    "if": Keyword(Holds.SCHEMA, NEW),
    "then": Keyword(Holds.SCHEMA, NEW),
    "else": Keyword(Holds.SCHEMA, NEW),
    "type": Keyword(Holds.TYPES),
    "nullable": Keyword(Holds.FLAG, OLD),
    "enum": Keyword(Holds.VALUES),
    "const": Keyword(Holds.VALUE, NEW),
    "properties": Keyword(Holds.SCHEMAS_BY_NAME, type="object"),
    "patternProperties": Keyword(Holds.SCHEMAS_BY_NAME, NEW, type="object"),
    "additionalProperties": Keyword(Holds.SCHEMA, type="object"),
    "propertyNames": Keyword(Holds.SCHEMA, NEW, type="object"),
    "unevaluatedProperties": Keyword(Holds.SCHEMA, NEW, type="object"),
    "dependentSchemas": Keyword(Holds.SCHEMAS_BY_NAME, NEW, type="object"),
    "dependentRequired": Keyword(Holds.NAMES_BY_NAME, NEW, type="object"),
    # From earlier drafts; 2020-12 recommends that readers still accept it.
    "dependencies": Keyword(Holds.OBJECT, NEW, type="object"),
    "required": Keyword(Holds.NAMES, type="object"),
    "minProperties": Keyword(Holds.COUNT, type="object"),
    "maxProperties": Keyword(Holds.COUNT, type="object"),
    "items": Keyword(Holds.SCHEMA, type="array"),
    "prefixItems": Keyword(Holds.SCHEMAS, NEW, type="array"),
    "contains": Keyword(Holds.SCHEMA, NEW, type="array"),
    "minContains": Keyword(Holds.COUNT, NEW, type="array"),
    "maxContains": Keyword(Holds.COUNT, NEW, type="array"),
    "unevaluatedItems": Keyword(Holds.SCHEMA, NEW, type="array"),
    "minItems": Keyword(Holds.COUNT, type="array"),
    "maxItems": Keyword(Holds.COUNT, type="array"),
    "uniqueItems": Keyword(Holds.FLAG, type="array"),
    "minLength": Keyword(Holds.COUNT, type="string"),
    "maxLength": Keyword(Holds.COUNT, type="string"),
    "pattern": Keyword(Holds.TEXT, type="string"),
    "minimum": Keyword(Holds.NUMBER, type="number"),
    "maximum": Keyword(Holds.NUMBER, type="number"),
    "exclusiveMinimum": Keyword(Holds.BOUND, type="number"),
    "exclusiveMaximum": Keyword(Holds.BOUND, type="number"),
    "multipleOf": Keyword(Holds.POSITIVE, type="number"),
    # `formats.py` lists the formats that are asserted.
    "format": Keyword(Holds.TEXT),
    "contentEncoding": _note(Holds.TEXT, NEW),
    "contentMediaType": _note(Holds.TEXT, NEW),
    "contentSchema": _note(Holds.SCHEMA, NEW),
    "title": _note(Holds.TEXT),
    "description": _note(Holds.TEXT),
    "summary": _note(Holds.TEXT),  # beside a reference
    "default": _note(Holds.VALUE),
    "example": _note(Holds.VALUE),
    "examples": _note(Holds.VALUES, NEW),
    "deprecated": _note(Holds.FLAG),
    "readOnly": _note(Holds.FLAG),
    "writeOnly": _note(Holds.FLAG),
    "discriminator": _note(Holds.OBJECT),
    "externalDocs": _note(Holds.OBJECT),
    "xml": _note(Holds.OBJECT),
    "$comment": _note(Holds.TEXT, NEW),
    "$defs": _note(Holds.SCHEMAS_BY_NAME, NEW),
    "definitions": _note(Holds.SCHEMAS_BY_NAME, NEW),
}

# The keywords that combine schemas for one value.
COMBINATIONS: Final = tuple(
    name for name, word in KEYWORDS.items() if word.holds is Holds.SCHEMAS and not word.type
)
# Those of which a value fits one schema or some; it fits all of an `allOf`.
ALTERNATIVES: Final = ("anyOf", "oneOf")
ANNOTATIONS: Final = frozenset(
    name
    for name, keyword in KEYWORDS.items()
    if not keyword.asserts and keyword.holds not in (Holds.SCHEMA, Holds.SCHEMAS_BY_NAME)
)
# The same spelling of these keywords means different things in the two dialects.
DIALECTAL: Final = frozenset(
    name
    for name, keyword in KEYWORDS.items()
    if name == "$ref" or keyword.holds is Holds.BOUND or (keyword.dialects != BOTH)
) - ANNOTATIONS  # fmt: skip


def asserted(dialect: Dialect) -> dict[str, Keyword]:
    """The keywords that can make a value invalid in a dialect."""
    return {
        name: keyword
        for name, keyword in KEYWORDS.items()
        if keyword.asserts and dialect in keyword.dialects
    }


# Members of OpenAPI's other objects. Source: OpenAPI 3.2.0, which has all of the earlier ones.
_MAPS: Final = frozenset({"content", "encoding", "paths", "webhooks"})
_VALUES: Final = frozenset({"dataValue", "value"})

# The keys of the objects under these are names that people chose, and may be names of keywords.
MAPS: Final = (
    COMPONENT_KINDS
    | _MAPS
    | {name for name, word in KEYWORDS.items() if word.holds is Holds.SCHEMAS_BY_NAME}
)
# These hold a JSON value, whose keys are not keywords.
VALUES: Final = (
    _VALUES | {name for name, word in KEYWORDS.items() if word.holds in (Holds.VALUE, Holds.VALUES)}
) - {"examples"}  # `holds_value` tells the list of a schema from the object of other members
