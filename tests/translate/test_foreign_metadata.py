"""Metadata of annotated-types, msgspec and pydantic is in the schema, or it is named."""

from __future__ import annotations

import datetime
import decimal
import math
import re
from pathlib import Path
from typing import Annotated, Any, TypedDict

import annotated_types as at
import pytest

from drf_typed_responses.exceptions import UnsupportedTypeError
from drf_typed_responses.translate import Translator, schema_components
from drf_typed_responses.translate.compiler import UnsaidMetadataWarning
from drf_typed_responses.translate.metadata import Component

# CPython for Node has neither.
msgspec = pytest.importorskip("msgspec")
pydantic = pytest.importorskip("pydantic")

INTEGER, STRING = {"type": "integer"}, {"type": "string"}

HONOURED = [
    (Annotated[int, msgspec.Meta(ge=1, le=9)], {**INTEGER, "minimum": 1, "maximum": 9}),
    (Annotated[int, msgspec.Meta(gt=1, multiple_of=2)],
     {**INTEGER, "exclusiveMinimum": 1, "multipleOf": 2}),
    (Annotated[str, msgspec.Meta(min_length=1, pattern="^a")],
     {**STRING, "minLength": 1, "pattern": "^a"}),
    (Annotated[str, msgspec.Meta(title="T", description="D.", examples=["a"])],
     {**STRING, "title": "T", "description": "D.", "examples": ["a"]}),
    (Annotated[str, msgspec.Meta(extra_json_schema={"format": "hostname"})],
     {**STRING, "format": "hostname"}),
    (Annotated[datetime.datetime, msgspec.Meta(tz=True)],
     {**STRING, "format": "date-time"}),
    (Annotated[int, pydantic.Field(ge=1, lt=9)], {**INTEGER, "minimum": 1, "exclusiveMaximum": 9}),
    (Annotated[list[int], pydantic.Field(max_length=3)],
     {"type": "array", "items": INTEGER, "maxItems": 3}),
    (Annotated[str, pydantic.Field(pattern=re.compile(r"\Aa+\Z"), strict=True)],
     {**STRING, "pattern": "^a+$"}),
    (Annotated[str, pydantic.Field(title="T", description="D.", examples=["a"])],
     {**STRING, "title": "T", "description": "D.", "examples": ["a"]}),
    (Annotated[str, pydantic.Field(deprecated="Use b.")],
     {**STRING, "deprecated": True, "description": "Deprecated: Use b."}),
    (Annotated[str, pydantic.Field(deprecated=True)], {**STRING, "deprecated": True}),
    (Annotated[str, pydantic.Field(json_schema_extra={"format": "hostname"})],
     {**STRING, "format": "hostname"}),
    (Annotated[str, pydantic.StringConstraints(max_length=3, to_lower=True)],
     {**STRING, "maxLength": 3}),
    (pydantic.PositiveInt, {**INTEGER, "exclusiveMinimum": 0}),
    (Annotated[float, pydantic.AllowInfNan(False)], {"type": "number"}),
    (Annotated[float, at.Predicate(math.isfinite)], {"type": "number"}),
    (Annotated[float, at.Predicate(at.Not(math.isnan))], {"type": "number"}),
    (Annotated[datetime.datetime, at.Timezone(...)], {**STRING, "format": "date-time"}),
]  # fmt: skip


@pytest.mark.parametrize(("hint", "schema"), HONOURED, ids=lambda each: str(each)[:70])
def test_in_the_schema(hint: Any, schema: Any) -> None:
    assert schema_components([hint], version="3.1") == ([schema], {})


UNSAID = [
    (Annotated[str, at.Predicate(str.islower)], "annotated_types.Predicate"),
    (Annotated[int, at.Unit("m")], "annotated_types.Unit"),
    (Annotated[datetime.datetime, at.Timezone("Europe/Berlin")], "annotated_types.Timezone"),
    (Annotated[datetime.date, at.Ge(datetime.date(2026, 1, 1))],
     "the bound ge=datetime.date(2026, 1, 1)"),
    (Annotated[float, at.MultipleOf(0.01)], "the bound multiple_of=0.01"),
    (Annotated[bytes, msgspec.Meta(min_length=2)], "the bound min_length=2"),
    (Annotated[str, msgspec.Meta(pattern="(?i)a")], "msgspec's pattern"),
    (Annotated[str, msgspec.Meta(examples=[{1}])], "msgspec's examples"),
    (Annotated[str, pydantic.Field(pattern=re.compile("a", re.IGNORECASE))], "pydantic's pattern"),
    (Annotated[str, pydantic.Field(alias="b")], "pydantic's alias"),
    (Annotated[str, pydantic.Field(default="b")], "pydantic's default"),
    (Annotated[str, pydantic.Field(json_schema_extra=lambda schema: None)],
     "pydantic's json_schema_extra"),
    (Annotated[decimal.Decimal, pydantic.Field(max_digits=3)], "pydantic's max_digits"),
    (Annotated[str, pydantic.AfterValidator(str.strip)], "pydantic.AfterValidator"),
    (pydantic.UUID4, "pydantic.UuidVersion"),
]  # fmt: skip


@pytest.mark.parametrize(("hint", "what"), UNSAID, ids=[what for _, what in UNSAID])
def test_named(hint: Any, what: str) -> None:
    bare = schema_components([hint.__origin__])
    said = re.escape(f"the schema does not say {what}")
    with pytest.warns(UnsaidMetadataWarning, match=f"^{said}$"):
        assert schema_components([hint]) == bare


CONTRADICTIONS = [
    Annotated[datetime.datetime, at.Timezone(None)],
    Annotated[datetime.datetime, msgspec.Meta(tz=False)],
    Annotated[str, pydantic.Field(exclude=True)],
]


@pytest.mark.parametrize("hint", CONTRADICTIONS, ids=str)
def test_refused(hint: Any) -> None:
    with pytest.raises(UnsupportedTypeError):
        schema_components([hint])


class Team(TypedDict):
    slug: Annotated[str, at.Predicate(str.islower)]


def test_a_notice_has_the_place_of_its_type() -> None:
    translator = Translator()
    translator.schema(Team)
    [notice] = translator.notices
    assert notice.path == "Team.slug"
    assert notice.file == __file__
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    assert lines[notice.line - 1].startswith("    slug: ")


def test_version_3_0_has_one_example() -> None:
    schemas, _ = schema_components([Annotated[int, pydantic.Field(examples=[1, 2], gt=0)]])
    assert schemas == [{**INTEGER, "minimum": 0, "exclusiveMinimum": True, "example": 1}]


def test_a_component_holds_the_bounds_and_not_the_descriptions() -> None:
    one, other = (
        Annotated[int, Component("Age"), pydantic.Field(ge=0, description=text)]
        for text in ("A.", "B.")
    )
    schemas, components = schema_components([one, other], version="3.1")
    reference = {"$ref": "#/components/schemas/Age"}
    assert schemas == [{**reference, "description": "A."}, {**reference, "description": "B."}]
    assert components == {"Age": {**INTEGER, "minimum": 0}}


@pytest.mark.parametrize(
    ("hint", "schema"),
    [(hint, schema) for hint, schema in HONOURED if "deprecated" not in schema],
    ids=lambda each: str(each)[:70],
)
def test_the_package_itself_says_the_same(hint: Any, schema: Any) -> None:
    if isinstance(hint.__metadata__[0], msgspec.Meta):
        oracle = msgspec.json.schema(hint)
    else:
        oracle = pydantic.TypeAdapter(hint).json_schema()
    if "pattern" in oracle:
        oracle["pattern"] = oracle["pattern"].replace(r"\A", "^").replace(r"\Z", "$")
    assert oracle == schema
