"""Null beside a schema: how each dialect spells it, and how each spelling is read.

Two spellings of OpenAPI 3.0 admit null beside a reference. `{"nullable": true, "allOf": [ref]}` is
the plain one, which drf-spectacular writes. By the letter of 3.0.3 it admits no null, because
`nullable` acts only beside `type`; most readers, and this package, read it as it is meant. The
exact spelling adds an arm that is a copy of the referenced schema with `nullable: true`: the set
has null by the letter too, and generators of clients make the type "reference or null" of it.

Source: OpenAPI 3.0.3 "Schema Object"; the OpenAPI proposal "Clarify Semantics of nullable in
OpenAPI 3.0"; JSON Schema 2020-12.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from .null_copies import SAID_ONCE, Schema, Target, arms_of, is_nullable_copy, resolved
from .pointers import is_reference, objects, respelled, target_or_none
from .versions import Dialect, dialect_of
from .vocabulary import ANNOTATIONS, METHODS

NOTHING: Final[Schema] = {"not": {}}
"""The schema that no value fits."""
_PLAIN: Final = ("nullable", "allOf")


def null(dialect: Dialect) -> Schema:
    """The schema of null alone."""
    if dialect == "2020-12":
        return {"type": "null"}
    # datamodel-code-generator reads it as null only for the type "string".
    return {"type": "string", "nullable": True, "enum": [None]}


def is_null(schema: object) -> bool:
    """Whether null is the only value of a schema."""
    return isinstance(schema, (dict, Mapping)) and (
        schema.get("type") == "null" or schema.get("enum") == [None]
    )


def states_null(schema: Mapping[str, Any]) -> bool:
    """Whether a schema itself says that null is a value: not its arms, not a schema of anything."""
    kinds = schema.get("type")
    marked = schema.get("nullable") is True or "null" in (
        kinds if isinstance(kinds, list) else [kinds]
    )
    return marked and ("enum" not in schema or None in schema["enum"])


def nullable(schema: Schema, dialect: Dialect) -> Schema:
    """The schema that also admits null; beside a reference of 3.0 in the plain spelling."""
    if not schema or states_null(schema) or any(map(is_null, schema.get("anyOf", ()))):
        return schema
    if schema == NOTHING:
        return null(dialect)
    return _nullable_new(schema) if dialect == "2020-12" else _nullable_old(schema)


def _nullable_new(schema: Schema) -> Schema:
    kind = schema.get("type")
    if isinstance(kind, str) and "enum" not in schema and "const" not in schema:
        return {**schema, "type": [kind, "null"]}
    if "anyOf" in schema and "discriminator" not in schema:
        return {**schema, "anyOf": [*schema["anyOf"], null("2020-12")]}
    return {"anyOf": [schema, null("2020-12")]}


def _nullable_old(schema: Schema) -> Schema:
    if "type" in schema:
        return marked_nullable(schema)
    if "$ref" in schema:
        return {"nullable": True, "allOf": [schema]}
    if len(schema.get("allOf", ())) == 1:
        return {"nullable": True, **schema}
    keyword = "anyOf" if "anyOf" in schema else "oneOf"
    arms = schema.get(keyword, ())
    inline = [at for at, arm in enumerate(arms) if "type" in arm]
    if inline and "discriminator" not in schema:
        at = inline[-1]
        return {**schema, keyword: [*arms[:at], marked_nullable(arms[at]), *arms[at + 1 :]]}
    if any("$ref" in arm for arm in arms):
        return {"nullable": True, "allOf": [schema]}
    return {"anyOf": [schema, null("3.0")]}


def marked_nullable(schema: Schema) -> Schema:
    """A schema of 3.0 with a `type`, marked `nullable`; an enum must list null too."""
    marked = {**schema, "nullable": True}
    if "enum" in schema and None not in schema["enum"]:
        marked["enum"] = [*schema["enum"], None]
    return marked


# ------------------------------------------------------------ plain and exact


def is_plain_null(schema: object) -> bool:
    """Whether a schema of 3.0 is one other schema or null, in the plain spelling."""
    return (
        isinstance(schema, (dict, Mapping))  # most are a dict, which is seen at once
        and schema.get("nullable") is True
        and "type" not in schema
        and isinstance(schema.get("allOf"), list)
        and len(schema["allOf"]) == 1
        and isinstance(schema["allOf"][0], Mapping)
    )


def may_have_plain_null(schema: Schema) -> bool:
    """Whether a plain null may occur in a schema: False is certain, and found without a copy."""
    waiting: list[Any] = [schema]
    for node in waiting:  # grows in the loop
        if isinstance(node, dict):
            if "allOf" in node and is_plain_null(node):
                return True
            node = node.values()
        waiting += [part for part in node if isinstance(part, (dict, list))]
    return False


def exact(node: Any, of: Target) -> Any:
    """A part of a 3.0 document with each plain null in the exact spelling.

    `of` gives the targets of references, in which nulls are plain.
    """
    # Most objects have no `allOf`, and the whole of a document is asked.
    return respelled(
        node, lambda each: _exact(each, of) if "allOf" in each and is_plain_null(each) else each
    )


def exact_document(
    document: dict[str, Any], has_plain_null: Callable[[Any], bool] = lambda part: True
) -> dict[str, Any]:
    """A document in the spelling that every client reads as it is meant; the same if it has it.

    Operations and components of 3.0 without a plain null are not walked.
    """
    if dialect_of(document) == "2020-12":
        return respelled(document, _apart)  # type: ignore[no-any-return]
    of = partial(target_or_none, document)

    def spelled(part: Any) -> Any:
        return exact(part, of) if has_plain_null(part) else part

    def item(given: Any) -> Any:
        if not isinstance(given, Mapping):
            return given
        shared = {key: part for key, part in given.items() if key not in METHODS}
        operations = {key: spelled(part) for key, part in given.items() if key in METHODS}
        return _with_parts(given, {**exact(shared, of), **operations})

    outer = {key: part for key, part in document.items() if key not in ("paths", "components")}
    parts = dict(exact(outer, of))
    for key, change in (("paths", item), ("components", partial(_each, change=spelled))):
        if key in document:
            parts[key] = _each(document[key], change)
    return _with_parts(document, parts)  # type: ignore[no-any-return]


def _each(named: Any, change: Callable[[Any], Any]) -> Any:
    return _with_parts(named, {name: change(part) for name, part in named.items()})


def _with_parts(whole: Any, parts: Mapping[str, Any]) -> Any:
    """An object with other parts in place of its own; the same object if they are the same."""
    is_same = all(part is whole[key] for key, part in parts.items())
    return whole if is_same else {key: parts[key] for key in whole}


def _apart(node: Schema) -> Schema:
    """A schema of 2020-12 whose `type` lists null beside an `enum` or several types, as a union.

    orval and swagger-typescript-api lose one of them in such a list.
    """
    kinds = node.get("type")
    if not isinstance(kinds, list) or "null" not in kinds:
        return node
    if len(kinds) == 2 and "enum" not in node:
        return node
    others = [kind for kind in kinds if kind != "null"]
    beside = {key: part for key, part in node.items() if key in ANNOTATIONS}
    arm = {key: part for key, part in node.items() if key not in ANNOTATIONS}
    arm["type"] = others[0] if len(others) == 1 else others
    values = [value for value in node.get("enum", ()) if value is not None]
    if "enum" in node:
        arm["enum"] = values
    ok = states_null(node) and others and (values or "enum" not in node)
    return {"anyOf": [arm, null("2020-12")], **beside} if ok else node


def _exact(node: Schema, of: Target) -> Schema:
    (meant,) = node["allOf"]
    beside = {key: exact(part, of) for key, part in node.items() if key not in _PLAIN}
    alone = _alone(meant, of)
    if alone is not None:
        return _beside(alone, beside) if "$ref" in alone else {**alone, **beside}
    arms = [exact(meant, of)]
    if "anyOf" in meant and "discriminator" not in meant:
        arms = arms[0]["anyOf"]
    outer = {"type": "object", "nullable": True} if _has_only_objects(meant, of) else {}
    return {**outer, "anyOf": [*arms, _null_arm(meant, of, ())], **beside}


def _alone(meant: Any, of: Target) -> Schema | None:
    """The nullable schema of a reference that needs no arms; None if it needs them.

    orval cannot compile a union of enums, and drops the items of an array that is a union.
    """
    if not is_reference(meant):
        return None
    found = resolved(meant, of)
    if states_null(found) or any(map(is_null, found.get("anyOf", ()))):
        return meant
    if found.get("type") in (None, "object") or any(map(is_plain_null, objects(found))):
        return None
    return marked_nullable(found)


def _beside(meant: Any, beside: Schema) -> Schema:
    return {"allOf": [meant], **beside} if beside else meant


def _null_arm(schema: Any, of: Target, within: tuple[str, ...]) -> Schema:
    """A schema of some values of the given one, and of null."""
    if is_reference(schema):
        reference = schema["$ref"]
        if reference in within:
            return null("3.0")
        return _null_arm(of(reference) or {}, of, (*within, reference))
    if isinstance(schema.get("type"), str):
        kept = {key: part for key, part in schema.items() if key not in SAID_ONCE}
        return marked_nullable(_narrowed(kept, of))
    arms = arms_of(schema)
    inline = [arm for arm in arms if "type" in arm]
    if not arms:
        return null("3.0")
    return _null_arm(inline[0] if inline else arms[-1], of, within)


def _narrowed(schema: Schema, of: Target) -> Schema:
    """The schema without nulls that need arms, so that copies contain no copies."""
    if not may_have_plain_null(schema):  # most schemas
        return schema

    def narrower(node: Schema) -> Schema:
        if not is_plain_null(node):
            return node
        (meant,) = node["allOf"]
        if _alone(meant, of) is not None:
            return _exact(node, of)
        return _beside(meant, {key: part for key, part in node.items() if key not in _PLAIN})

    narrow: Schema = respelled(schema, narrower)
    return narrow


def _has_only_objects(schema: Any, of: Target, within: tuple[str, ...] = ()) -> bool:
    if is_reference(schema):
        reference = schema["$ref"]
        further = (*within, reference)
        return reference not in within and _has_only_objects(of(reference) or {}, of, further)
    if "type" in schema:
        return bool(schema["type"] == "object")
    arms = arms_of(schema)
    return bool(arms) and all(_has_only_objects(arm, of, within) for arm in arms)


def plain(schema: Any, of: Target) -> Any:
    """A schema of 3.0 in the plain spelling, if it is one other schema or null; else unchanged."""
    arms = schema.get("anyOf") if isinstance(schema, (dict, Mapping)) else None
    if not isinstance(arms, list) or len(arms) < 2 or "discriminator" in schema:
        return schema
    *others, last = arms
    if not is_null(last) and not any(is_nullable_copy(last, other, of) for other in others):
        return schema
    meant = others[0] if len(others) == 1 else {"anyOf": others}
    beside = {key: p for key, p in schema.items() if key not in ("type", "nullable", "anyOf")}
    return {"nullable": True, "allOf": [meant], **beside}
