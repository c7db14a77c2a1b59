"""Strict readings of a schema: OpenAPI 3.0.3 to the letter, 3.1 and 3.2 as JSON Schema 2020-12."""

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
    """The library's check overlooks a last newline."""
    is_text = isinstance(instance, str)
    return not is_text or (not instance.endswith("\n") and validate_rfc3339(instance))


def pattern(validator: Any, regex: str, instance: Json, schema: Any) -> Iterator[ValidationError]:
    """As ECMA 262 reads it: `$` is the very end, not the place before a last newline."""
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
# The library's own class reads what stands beside a reference; 3.0.3 says that it is ignored.
Strict30 = create(
    meta_schema=OAS30Validator.META_SCHEMA,
    validators={**OAS30Validator.VALIDATORS, **EXTENSIONS},
    # By value, as 2020-12 has it: draft 4 calls 1.0 no integer, and most readers cannot tell.
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
    """What the library says of some types in one version."""

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
    """The library's schemas, after the trip through JSON that a document makes."""
    from drf_typed_responses.translate import schema_components

    with warnings.catch_warnings():
        # Two types of one name: the names are as they should be, and the warning is tested.
        warnings.simplefilter("ignore", UserWarning)
        roots, components = schema_components(hints, version=version)
    return Schemas(version, *json.loads(json.dumps([roots, components], allow_nan=False)))


def translate_or_reject(hints: Sequence[Any], version: str) -> Schemas:
    """For generated types: two that claim one name and cannot be told apart are no example.

    The library refuses them with the way out; which it should not refuse, test_found says.
    """
    from drf_typed_responses.exceptions import NameConflictError

    try:
        return translate(hints, version)
    except NameConflictError:
        event("rejected: name conflict")
        return reject()


def unused_or_missing(schemas: Schemas) -> set[str]:
    """The names of components that nothing refers to, and of those that are not there."""
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
    """Every reference in a schema; a property may be named `$ref` and is none."""
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
