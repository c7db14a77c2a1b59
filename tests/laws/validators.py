"""Strict validators: OpenAPI 3.0.3 to the letter, 3.1 and 3.2 as JSON Schema 2020-12."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from hypothesis import event, reject
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema._keywords import anyOf as any_of
from jsonschema._legacy_keywords import ignore_ref_siblings
from jsonschema.exceptions import ValidationError
from jsonschema.validators import create, extend
from openapi_schema_validator import OAS30Validator, OAS31Validator
from rfc3339_validator import validate_rfc3339

from laws.base import Json, is_integer

PREFIX: Final = "#/components/schemas/"
FORMATS: Final = FormatChecker(formats=("date", "ipv4", "ipv6", "uuid"))


@FORMATS.checks("date-time")
def is_datetime(instance: object) -> bool:
    """The library's check accepts a trailing newline."""
    is_text = isinstance(instance, str)
    return not is_text or (not instance.endswith("\n") and validate_rfc3339(instance))


# Hints of texts do not assert these two; `compat` reads what every such text has.
COMPARED_FORMATS: Final = FormatChecker(formats=())
COMPARED_FORMATS.checkers = {**FORMATS.checkers}


@COMPARED_FORMATS.checks("uri")
def has_scheme(instance: object) -> bool:
    """What every URI has; RFC 3986 section 3.1."""
    scheme, colon, _ = instance.partition(":") if isinstance(instance, str) else ("a", ":", "")
    return bool(colon and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme))


@COMPARED_FORMATS.checks("email")
def has_two_parts(instance: object) -> bool:
    """What every address has; RFC 5321 section 4.1.2."""
    return not isinstance(instance, str) or bool(re.fullmatch(r"[^@\s]+@[^@\s]+", instance))


def pattern(validator: Any, regex: str, instance: Json, schema: Any) -> Iterator[ValidationError]:
    """As in ECMA 262: `$` is the very end, not the position before a trailing newline."""
    if isinstance(instance, str) and not re.search(regex.replace("$", r"\Z"), instance, re.ASCII):
        yield ValidationError(f"{instance!r} does not match {regex!r}")


def tagged(validator: Any, arms: Any, instance: Json, schema: Any) -> Iterator[ValidationError]:
    """`anyOf` as written, and by the arm that the discriminator names."""
    yield from any_of(validator, arms, instance, schema)
    discriminator = schema.get("discriminator")
    if discriminator and isinstance(instance, dict):
        tag = instance.get(discriminator["propertyName"])
        ref = discriminator["mapping"].get(tag) if isinstance(tag, str) else None
        if ref is None:
            yield ValidationError(f"the discriminator does not know {tag!r}")
        else:
            yield from validator.descend(instance, {"$ref": ref})


EXTENSIONS: Final = {"pattern": pattern, "anyOf": tagged}
# The library's own class applies keywords beside a reference, which 3.0.3 ignores.
Strict30 = create(
    meta_schema=OAS30Validator.META_SCHEMA,
    validators={**OAS30Validator.VALIDATORS, **EXTENSIONS},
    # By value, as in 2020-12: in draft 4, 1.0 is not an integer, which most parsers cannot tell.
    type_checker=OAS30Validator.TYPE_CHECKER.redefine(
        "integer", lambda checker, instance: is_integer(instance)
    ),
    applicable_validators=ignore_ref_siblings,
    id_of=lambda schema: "",
)
Strict31 = extend(OAS31Validator, EXTENSIONS)
Strict32 = extend(Draft202012Validator, EXTENSIONS)
READERS: Final[dict[str, Any]] = {"3.0": Strict30, "3.1": Strict31, "3.2": Strict32}


@dataclass(frozen=True)
class Schemas:
    """The library's schemas of some types in one version."""

    version: str
    roots: list[Any]
    components: dict[str, Any]

    @cached_property
    def readers(self) -> list[Any]:
        """One validator a root; the components are in the root for the references to find."""
        components = {"schemas": self.components}
        return [
            READERS[self.version]({**root, "components": components}, format_checker=FORMATS)
            for root in self.roots
        ]

    def accepts(self, index: int, value: Json) -> bool:
        return bool(self.readers[index].is_valid(value))

    def text(self) -> str:
        return json.dumps([self.roots, self.components])


def translate(hints: Sequence[Any], version: str) -> Schemas:
    """The library's schemas, converted to JSON and back as in a document."""
    from drf_typed_responses.translate import schema_components

    with warnings.catch_warnings():
        # Two types of one name are allowed, and the warning has its own test.
        warnings.simplefilter("ignore", UserWarning)
        roots, components = schema_components(hints, version=version)
    return Schemas(version, *json.loads(json.dumps([roots, components], allow_nan=False)))


def translate_or_reject(hints: Sequence[Any], version: str) -> Schemas:
    """For generated types: reject an example with two types of one name that cannot be told apart.

    The library refuses these with a hint; test_found has types that it must not refuse.
    """
    from drf_typed_responses.exceptions import NameConflictError

    try:
        return translate(hints, version)
    except NameConflictError:
        event("rejected: name conflict")
        return reject()


def unused_or_missing(schemas: Schemas) -> set[str]:
    """The names of components that nothing refers to, and of missing components."""
    used: set[str] = set()
    waiting = list(references(schemas.roots))
    while waiting:
        reference = waiting.pop()
        name = reference.removeprefix(PREFIX)
        if not reference.startswith(PREFIX) or name not in schemas.components:
            used.add(reference)
        elif name not in used:
            used.add(name)
            waiting += references(schemas.components[name])
    return used ^ set(schemas.components)


def references(schema: Any, *, names: bool = False) -> Iterator[str]:
    """Every reference in a schema; a property named `$ref` is not one."""
    if isinstance(schema, list):
        for part in schema:
            yield from references(part)
    elif isinstance(schema, dict):
        for key, part in schema.items():
            if key == "$ref" and not names:
                yield part
            elif key == "mapping" and not names:
                yield from part.values()
            elif names or key not in ("enum", "const"):
                yield from references(part, names=key == "properties" and not names)
