"""What the parts of a document refer to, and that a part that was replaced is looked at again."""

from __future__ import annotations

from drf_typed_responses.openapi.part_index import PartFacts, PartIndex

TEAM = {"$ref": "#/components/schemas/Team"}
PLAIN_NULL = {"nullable": True, "allOf": [TEAM]}
TAGGED = {"oneOf": [TEAM], "discriminator": {"propertyName": "kind", "mapping": {"a": "Team"}}}


def test_the_facts_of_a_part() -> None:
    part = {"properties": {"lead": PLAIN_NULL, "owner": TAGGED}, "example": {"$ref": "#/x"}}
    assert PartIndex().of(part) == PartFacts(
        references=[TEAM["$ref"], TEAM["$ref"]],
        mapped=[TEAM["$ref"]],
        discriminated=[TAGGED],
        plain_nulls=[PLAIN_NULL],
    )


def test_a_part_that_was_replaced_has_facts_of_its_own() -> None:
    index = PartIndex()
    for number in range(100):  # a freed object's id is soon given to another
        reference = f"#/components/schemas/S{number}"
        assert index.of({"$ref": reference}).references == [reference]
