"""Other spellings of a document, each of the same meaning."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
Respell = Callable[[Json, random.Random], Json]
PREFIX = "#/components/schemas/"
# The members that hold operations.
CALLED = ("paths", "webhooks")
# The keywords that hold a schema, a list of schemas, and schemas by name.
ONE = ("items", "additionalProperties", "not", "schema")
SEVERAL = ("allOf", "anyOf", "oneOf", "prefixItems")
NAMED = ("properties", "patternProperties")


def on_schemas(document: Json, change: Callable[[Any], Any]) -> Json:
    """The document with every schema replaced, the inner ones first; `schema` introduces them."""

    def schema(raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        found = dict(raw)
        for word in ONE:
            if isinstance(found.get(word), dict):
                found[word] = schema(found[word])
        for word in SEVERAL:
            if word in found:
                found[word] = [schema(part) for part in found[word]]
        for word in NAMED:
            if word in found:
                found[word] = {name: schema(part) for name, part in found[word].items()}
        return change(found)

    def outside(raw: Any) -> Any:
        if isinstance(raw, list):
            return [outside(part) for part in raw]
        if not isinstance(raw, dict):
            return raw
        return {k: schema(v) if k == "schema" else outside(v) for k, v in raw.items()}

    components = document.get("components", {})
    named = {name: schema(part) for name, part in components.get("schemas", {}).items()}
    return {
        **document,
        **{word: outside(document[word]) for word in CALLED if word in document},
        "components": {**components, "schemas": named},
    }


def inlined(document: Json, _: random.Random) -> Json:
    """Every reference expanded, except those within cycles."""
    named = document.get("components", {}).get("schemas", {})

    def written(raw: Any, within: tuple[str, ...]) -> Any:
        if isinstance(raw, list):
            return [written(part, within) for part in raw]
        if not isinstance(raw, dict):
            return raw
        name = str(raw.get("$ref", "")).removeprefix(PREFIX)
        if name in named and name not in within:
            return written(named[name], (*within, name))
        return {word: written(part, within) for word, part in raw.items() if word != "mapping"} | {
            word: part for word, part in raw.items() if word == "mapping"
        }

    return {
        **document,
        **{word: written(document[word], ()) for word in CALLED if word in document},
    }


def shuffled(document: Json, rng: random.Random) -> Json:
    """The keys of every object in another order."""

    def mixed(raw: Any) -> Any:
        if isinstance(raw, list):
            return [mixed(part) for part in raw]
        if not isinstance(raw, dict):
            return raw
        keys = rng.sample(list(raw), len(raw))
        return {key: mixed(raw[key]) for key in keys}

    return mixed(document)  # type: ignore[no-any-return]


def renamed(document: Json, _: random.Random) -> Json:
    """Every component under another name."""

    def reference(raw: Any) -> Any:
        if isinstance(raw, dict) and str(raw.get("$ref", "")).startswith(PREFIX):
            return {**raw, "$ref": f"{raw['$ref']}Renamed"}
        if "discriminator" in raw and "mapping" in raw["discriminator"]:
            mapping = raw["discriminator"]["mapping"]
            targets = {tag: f"{target}Renamed" for tag, target in mapping.items()}
            return {**raw, "discriminator": {**raw["discriminator"], "mapping": targets}}
        return raw

    found = on_schemas(document, reference)
    schemas = found["components"]["schemas"]
    found["components"]["schemas"] = {f"{name}Renamed": part for name, part in schemas.items()}
    return found


def split(document: Json, rng: random.Random) -> Json:
    """Every fifth schema moved behind a new reference."""
    moved: Json = {}

    def behind(raw: Any) -> Any:
        if rng.random() > 0.2 or "$ref" in raw:
            return raw
        name = f"Moved{len(moved)}"
        moved[name] = raw
        return {"$ref": f"{PREFIX}{name}"}

    found = on_schemas(document, behind)
    found["components"]["schemas"].update(moved)
    return found


def as_any_of(document: Json, _: random.Random) -> Json:
    """Every `oneOf` written as `anyOf`: not a spelling, for values may fit several arms."""
    return on_schemas(
        document, lambda raw: {"anyOf" if word == "oneOf" else word: raw[word] for word in raw}
    )


def wrapped(document: Json, rng: random.Random) -> Json:
    """Every fifth schema within a union or an intersection of its own."""
    return on_schemas(
        document,
        lambda raw: {rng.choice(("allOf", "anyOf")): [raw]} if rng.random() < 0.2 else raw,
    )


def modern(document: Json, _: random.Random) -> Json:
    """A 3.0 document converted to 3.1."""
    return {**on_schemas(document, _modern), "openapi": "3.1.0"}


def _is_plain(raw: Any) -> bool:
    """Whether a schema is `{nullable, allOf: [schema]}`, drf-spectacular's null."""
    return (
        isinstance(raw, dict)
        and "type" not in raw
        and raw.get("nullable") is True
        and (len(raw.get("allOf", ())) == 1)
    )


def _modern(raw: Json) -> Json:
    if "$ref" in raw:
        return {"$ref": raw["$ref"]}
    if _is_plain(raw):
        beside = {word: raw[word] for word in raw if word not in ("nullable", "allOf")}
        return {"allOf": [{"anyOf": [*raw["allOf"], {"type": "null"}]}], **beside}
    found = {word: part for word, part in raw.items() if word != "nullable"}
    if raw.get("nullable") is True and "type" in raw:
        found["type"] = [raw["type"], "null"]
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if found.pop(exclusive, False) is True and bound in found:
            found[exclusive] = found.pop(bound)
    return found


def there_and_back(document: Json, rng: random.Random) -> Json:
    """3.0 to 3.1 and back."""
    return {**on_schemas(modern(document, rng), _classic), "openapi": "3.0.3"}


def _classic(raw: Json) -> Json:
    found = copy.copy(raw)
    if isinstance(raw.get("type"), list):
        found["type"], found["nullable"] = raw["type"][0], True
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if exclusive in found:
            found[bound], found[exclusive] = found[exclusive], True
    return found


NULL_ARM: Json = {"type": "string", "nullable": True, "enum": [None]}


def null_arms(document: Json, _: random.Random) -> Json:
    """Every `{nullable, allOf: [schema]}` with an arm for null instead."""
    return on_schemas(document, lambda raw: _either(raw, NULL_ARM) if _is_plain(raw) else raw)


def null_copies(document: Json, _: random.Random) -> Json:
    """Every `{nullable, allOf: [object]}` with a nullable copy of the object as an arm instead."""
    named = document.get("components", {}).get("schemas", {})

    def written(raw: Json) -> Json:
        original = raw.get("allOf", [{}])[0]
        name = str(original.get("$ref", "")).removeprefix(PREFIX)
        original = named.get(name, original)
        if not _is_plain(raw) or original.get("type") != "object":
            return raw
        properties = {
            key: part["allOf"][0] if _is_plain(part) else part
            for key, part in original.get("properties", {}).items()
        }
        copied = {**original, "properties": properties, "nullable": True}
        return {"type": "object", "nullable": True, **_either(raw, copied)}

    return on_schemas(document, written)


def _either(raw: Json, arm: Json) -> Json:
    beside = {word: raw[word] for word in raw if word not in ("nullable", "allOf")}
    return {**beside, "anyOf": [*raw["allOf"], arm]}


SPELLINGS: tuple[Respell, ...] = (
    inlined, shuffled, renamed, split, wrapped, modern, there_and_back,
    null_arms, null_copies,
)  # fmt: skip
