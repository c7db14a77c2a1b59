"""An index of a document: what the operations and components refer to, each walked once.

A build asks for it several times: which components are used, how the references are expanded, which
of them lead nowhere, and whether discriminators fit. A walk of each part for each question took a
twentieth of a build.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from .nulls import is_plain_null
from .pointers import is_reference, mapped_reference, objects


class PartFacts(NamedTuple):
    """What stands in one part of a document.

    `references` are those of Reference Objects, with repetitions. `mapped` are those that the
    mappings of discriminators stand for. `discriminated` are the objects with a discriminator,
    `plain_nulls` those that are one other schema or null in the plain spelling of 3.0.
    """

    references: list[str]
    mapped: list[str]
    discriminated: list[dict[str, Any]]
    plain_nulls: list[dict[str, Any]]


class PartIndex:
    """The facts of parts, each found when it is first asked for.

    A part is known by its identity, so it must not be changed in place after it was asked for. A
    part that a step of the build replaces is a new one.
    """

    def __init__(self) -> None:
        # Each part is kept, so that no other object gets its id.
        self._known: dict[int, tuple[Any, PartFacts]] = {}

    def of(self, part: Any) -> PartFacts:
        """The facts of an operation, a component or another part."""
        known = self._known.get(id(part))
        if known is None:
            known = self._known[id(part)] = (part, facts_of(part))
        return known[1]


def facts_of(part: object) -> PartFacts:
    """The facts of a part, in one walk."""
    facts = PartFacts([], [], [], [])
    for each in objects(part):
        if "$ref" in each and is_reference(each):
            facts.references.append(each["$ref"])
        if "allOf" in each and is_plain_null(each):
            facts.plain_nulls.append(each)
        if "discriminator" in each:
            _add_discriminator(each, facts)
    return facts


def _add_discriminator(schema: dict[str, Any], facts: PartFacts) -> None:
    discriminator = schema["discriminator"]
    if not isinstance(discriminator, dict):
        return
    facts.discriminated.append(schema)
    mapping = discriminator.get("mapping")
    if isinstance(mapping, dict):
        facts.mapped.extend(mapped_reference(str(value)) for value in mapping.values())
