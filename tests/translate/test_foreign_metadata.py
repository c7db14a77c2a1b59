"""Metadata of annotated-types, msgspec and pydantic is in the schema, or it is named."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import inspect
import math
import re
import warnings
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
    (Annotated[float, msgspec.Meta(multiple_of=0.5)], {"type": "number", "multipleOf": 0.5}),
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
    (Annotated[str, pydantic.Field(json_schema_extra={"examples": ["a"]})],
     {**STRING, "examples": ["a"]}),
    (Annotated[float, pydantic.Field(multiple_of=0.25)], {"type": "number", "multipleOf": 0.25}),
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
    (Annotated[float, at.MultipleOf(math.inf)], "the bound multiple_of=inf"),
    (Annotated[float, at.MultipleOf(0)], "the bound multiple_of=0"),
    (Annotated[datetime.timedelta, at.MultipleOf(datetime.timedelta(1))],
     "the bound multiple_of=datetime.timedelta(days=1)"),
    (Annotated[bytes, msgspec.Meta(min_length=2)], "the bound min_length=2"),
    (Annotated[str, msgspec.Meta(pattern="(?i)a")], "msgspec's pattern"),
    (Annotated[str, msgspec.Meta(examples=[{1}])], "msgspec's examples"),
    (Annotated[str, pydantic.Field(pattern=re.compile("a", re.IGNORECASE))], "pydantic's pattern"),
    (Annotated[str, msgspec.Meta(extra={"a": 1})], "msgspec's extra"),
    (Annotated[str, msgspec.Meta(extra_json_schema={"x": {1}})], "msgspec's extra_json_schema"),
    (Annotated[str, at.Timezone], "annotated_types.Timezone"),
    (pydantic.OnErrorOmit[str], "pydantic._OnErrorOmit"),
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
    Annotated[datetime.datetime | None, msgspec.Meta(tz=False)],
    Annotated[datetime.time, at.Timezone(...)],
    Annotated[datetime.time, msgspec.Meta(tz=True)],
    Annotated[int, msgspec.Meta(extra_json_schema={"type": "string"})],
    Annotated[str, pydantic.Field(exclude=True)],
]


@pytest.mark.parametrize("hint", CONTRADICTIONS, ids=str)
def test_refused(hint: Any) -> None:
    with pytest.raises(UnsupportedTypeError):
        schema_components([hint])


def test_a_time_without_a_zone() -> None:
    for mark in (at.Timezone(None), msgspec.Meta(tz=False)):
        bare, _ = schema_components([datetime.time])
        assert schema_components([Annotated[datetime.time, mark]])[0] == bare


# ---------------------------------------------------------------- members of each package

# A type and a value for each argument: a release that adds one needs a row here.
META: Any = {
    **dict.fromkeys(("gt", "ge", "lt", "le", "multiple_of"), (int, 2)),
    **dict.fromkeys(("pattern", "title", "description"), (str, "a")),
    **dict.fromkeys(("min_length", "max_length"), (str, 2)),
    "tz": (datetime.datetime, False),
    "examples": (str, ["a"]),
    "extra_json_schema": (str, {"format": "hostname"}),
    "extra": (str, {"a": 1}),
}
FIELD: Any = {
    **{
        name: given
        for name, given in META.items()
        if name not in ("tz", "extra", "extra_json_schema")
    },
    **dict.fromkeys(("default", "alias", "validation_alias", "serialization_alias"), (str, "a")),
    **dict.fromkeys(("frozen", "validate_default", "init_var", "kw_only", "exclude"), (str, True)),
    **dict.fromkeys(("repr", "init"), (str, False)),
    **dict.fromkeys(("max_digits", "decimal_places"), (decimal.Decimal, 2)),
    "default_factory": (str, str),
    "field_title_generator": (str, lambda name, field: "A"),
    "exclude_if": (str, lambda value: False),
    "discriminator": (str, "a"),
    "deprecated": (str, True),
    "json_schema_extra": (str, {"format": "hostname"}),
    # How pydantic reads its input, which says nothing about a value.
    "strict": None,
    "coerce_numbers_to_str": None,
    "allow_inf_nan": None,
    "union_mode": None,
    "fail_fast": None,
    "alias_priority": None,  # nothing without an alias, which is named
}
ANNOTATED_TYPES: Any = {
    "Gt": (int, {"gt": 1}),
    "Ge": (int, {"ge": 1}),
    "Lt": (int, {"lt": 1}),
    "Le": (int, {"le": 1}),
    "Interval": (int, {"gt": 1, "ge": 1, "lt": 9, "le": 9}),
    "MultipleOf": (int, {"multiple_of": 2}),
    "MinLen": (str, {"min_length": 1}),
    "MaxLen": (str, {"max_length": 1}),
    "Len": (str, {"min_length": 1, "max_length": 2}),
    "Timezone": (datetime.datetime, {"tz": None}),
    "Unit": (int, {"unit": "m"}),
    "Predicate": (str, {"func": str.islower}),
}


def arguments(function: Any) -> set[str]:
    every = inspect.signature(function).parameters.values()
    return {each.name for each in every if each.kind is not each.VAR_KEYWORD}


def is_said(hint: Any, *marks: Any) -> bool:
    """Whether metadata changes the schema, is named, or is refused."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", UnsaidMetadataWarning)
        try:
            schemas, _ = schema_components([Annotated[hint, *marks]], version="3.1")
        except UnsupportedTypeError:
            return True
    return bool(said) or schemas != schema_components([hint], version="3.1")[0]


@pytest.mark.parametrize("name", sorted(arguments(msgspec.Meta)))
def test_each_argument_of_msgspec(name: str) -> None:
    hint, value = META[name]
    assert is_said(hint, msgspec.Meta(**{name: value}))


@pytest.mark.parametrize("name", sorted(arguments(pydantic.Field)))
def test_each_argument_of_pydantic(name: str) -> None:
    if FIELD[name] is not None:
        hint, value = FIELD[name]
        assert is_said(hint, pydantic.Field(**{name: value}))


def test_a_field_holds_nothing_but_its_arguments() -> None:
    slots = {slot for slot in pydantic.fields.FieldInfo.__slots__ if slot[0] != "_"}
    assert slots - arguments(pydantic.Field) == {"annotation", "metadata"}


PUBLIC = {
    name: cls
    for name, cls in vars(at).items()
    if isinstance(cls, type) and dataclasses.is_dataclass(cls) and cls.__module__ == at.__name__
}


@pytest.mark.parametrize("name", sorted(PUBLIC.keys() - {"Not", "DocInfo"}))
def test_each_class_of_annotated_types(name: str) -> None:
    hint, members = ANNOTATED_TYPES[name]
    assert {field.name for field in dataclasses.fields(PUBLIC[name])} == set(members)
    assert is_said(hint, PUBLIC[name](**members))


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
