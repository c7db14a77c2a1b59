"""No text of a recorded body that is not known to be harmless is in a sample."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import TextChoices
from rest_framework import serializers

from drf_typed_responses.conformance import Contract
from drf_typed_responses.conformance.recording import Recording
from drf_typed_responses.drafting.code_words import code_words
from drf_typed_responses.drafting.draft import draft
from drf_typed_responses.drafting.python_source import literal
from drf_typed_responses.drafting.sample_bodies import sample_of

from .table import HARMLESS, LEAKS, WORDS


def shown(path: str, value: Any) -> Any:
    """The value that a sample shows for the value at a key path."""
    keys = path.split(".")
    for key in reversed(keys):
        value = {key.removesuffix("[]"): [value] if key.endswith("[]") else value}
    names = {key.removesuffix("[]") for key in keys}
    found = sample_of([value], WORDS, names)
    for key in keys:
        found = found[key.removesuffix("[]")]
        found = found[0] if key.endswith("[]") else found
    return found


@pytest.mark.parametrize(("path", "value", "made_up"), LEAKS)
def test_data_of_people_is_replaced(path: str, value: Any, made_up: Any) -> None:
    assert shown(path, value) == made_up != value


@pytest.mark.parametrize(("path", "value"), HARMLESS)
def test_what_is_harmless_stays(path: str, value: Any) -> None:
    assert shown(path, value) == value


CONSISTENT = [
    (["owls", "larks", "owls"], ["example-a", "example-a-2", "example-a"]),
    (
        ["a@x.org", "b@x.org", "a@x.org"],
        ["person@example.org", "person2@example.org", "person@example.org"],
    ),
    (["10.0.0.1", "10.0.0.2"], ["192.0.2.1", "192.0.2.2"]),
    (["+49 30 1234567", "+49 30 1234568"], ["+1 202 555 0100", "+1 202 555 0101"]),
    (["Basic abc", "Basic abd"], ["replaced", "replaced"]),
    (["AB-1234", "AB-1235"], ["XX-0001", "XX-0002"]),
]


@pytest.mark.parametrize(("values", "made_up"), CONSISTENT)
def test_equal_values_stay_equal_and_different_ones_different(
    values: list[str], made_up: list[str]
) -> None:
    by_id = {str(number): value for number, value in enumerate(values)}
    assert sample_of([{"a": by_id}], attributes={"a"}) == {"a": dict(enumerate_texts(made_up))}


def enumerate_texts(values: list[str]) -> list[tuple[str, str]]:
    return [(str(number), value) for number, value in enumerate(values)]


def test_a_reference_stays_the_same_under_another_key_and_in_a_url() -> None:
    body = {
        "slug": "owls",
        "rival": {"team": "owls"},
        "url": "https://x.org/api/owls/?page=2&key=a",
    }
    assert sample_of([body], {"api"}, {*body, "team"}, about="team") == {
        "slug": "example-team",
        "rival": {"team": "example-team"},
        "url": "https://example.org/api/example-team/?page=2",
    }


def test_a_made_up_text_is_none_of_the_recorded_ones() -> None:
    body = {"first_name": "Ada", "email": "person@example.org", "token": "replaced"}
    assert sample_of([body], attributes=body) == {
        "first_name": "Grace",
        "email": "person2@example.org",
        "token": "replaced 2",
    }


KEYS = [
    ({"grace@navy.mil": 1}, {"person@example.org": 1}),
    ({"17": 1, "48151623": 2}, {"17": 1, "00000001": 2}),
    ({"2026-01-31": 1}, {"2026-01-31": 1}),
    ({"grace": 1, "mary": 2}, {"example-key": 1, "example-key-2": 2}),
    ({"open": 1}, {"open": 1}),
    (
        {"d41d8cd98f00b204e9800998ecf8427e": 1, "d41d8cd98f00b204e9800998ecf8427f": 2},
        {"example-key": 1, "example-key-2": 2},
    ),
    (
        {"7c9e6679-7425-40de-944b-e07fc1f90ae7": {"open": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}},
        {"00000000-0000-4000-8000-000000000001": {"open": "00000000-0000-4000-8000-000000000001"}},
    ),
]


@pytest.mark.parametrize(("body", "sample"), KEYS)
def test_keys_that_are_data_are_replaced(body: Any, sample: Any) -> None:
    assert sample_of([body], WORDS) == sample


KEYED = [
    {"scores_by_user": {"grace": 1, "mary": 2}},
    {"users": {"grace": {"age": 85}, "mary": {"age": 60}}},
    {"perCustomer": {"grace": "7 open", "mary": None}},
]


@pytest.mark.parametrize("body", KEYED, ids=str)
def test_keys_under_a_key_that_says_so_are_data(body: Any) -> None:
    drafted = draft(Contract({"paths": {}}), Recording("GET /x/", {200: [body]}))
    assert "grace" not in drafted.text
    assert "dict[str, " in drafted.types


ATTRIBUTES = [
    {"contacts": {"email": "a", "phone": "b"}},
    {"created_by_user": {"id": "1", "team": "2"}},
    {"users": {"count": 1, "names": ["a"]}},
    {"user": {"first": "a", "last": "b"}},
]


@pytest.mark.parametrize("body", ATTRIBUTES, ids=str)
def test_keys_that_name_attributes_are_no_data(body: Any) -> None:
    drafted = draft(Contract({"paths": {}}), Recording("GET /x/", {200: [body]}))
    assert "dict[str, " not in drafted.types


def test_keys_that_no_two_objects_share_are_data() -> None:
    bodies = [{"wins": {"grace": 1}}, {"wins": {"mary": 2, "ada": 3}}, {"wins": {}}]
    drafted = draft(Contract({"paths": {}}), Recording("GET /x/", {200: bodies}))
    assert "wins: dict[str, int]" in drafted.types
    assert "ada" not in drafted.text


NOT_CHOICES = ["winner", "city", "nickname", "owner", "createdBy", "password", "first_name"]


@pytest.mark.parametrize("key", NOT_CHOICES)
def test_data_of_people_is_no_literal(key: str) -> None:
    bodies = [{key: "grace"}, {key: "mary"}] * 8
    drafted = draft(Contract({"paths": {}}), Recording("GET /x/", {200: bodies}))
    assert "grace" not in drafted.text
    assert "mary" not in drafted.text


def test_an_object_has_one_made_up_slug_in_the_samples_of_all_operations() -> None:
    owls, larks = {"id": 17, "slug": "owls"}, {"id": 4, "slug": "larks"}
    bodies = [[owls, larks], [larks, owls], {"rival": "larks", "best": owls, "worst": larks}]
    shown = [sample_of([body], attributes={"rival", "best", "worst", *owls}) for body in bodies]
    seventeen, four = {"id": 17, "slug": "example-17"}, {"id": 4, "slug": "example-4"}
    assert shown == [
        [seventeen, four],
        [four, seventeen],
        {"rival": "example-4", "best": seventeen, "worst": four},
    ]


# ---------------------------------------------------------------- words of the code


class Seat(TextChoices):
    STALLS = "stalls", "In the stalls"


def files() -> Any:
    raise AssertionError("choices that a function makes may be data")


class TicketSerializer(serializers.Serializer):
    seat = serializers.ChoiceField(["balcony", ("Boxes", [("box", "In a box")])])
    extras = serializers.ListField(child=serializers.ChoiceField(["programme"]))
    file = serializers.FilePathField(
        path=__file__.rpartition("/")[0], match=r"test_anonymizing\.py"
    )


IN_CODE = ["stalls", "In the stalls", "balcony", "box", "In a box", "programme", "auth.user"]


@pytest.mark.parametrize("word", IN_CODE)
def test_choices_and_names_of_models_are_words_of_the_code(word: str) -> None:
    assert word in code_words({})


def test_the_files_that_a_field_offers_are_no_words_of_the_code() -> None:
    assert not [word for word in code_words({}) if "test_anonymizing" in word]


def test_the_document_and_the_route_have_words_of_the_code() -> None:
    size = {"anyOf": [{"enum": ["s", "m", 5]}, {"const": "l"}]}
    document = {
        "paths": {"/shops/{shop}/": {}},
        "components": {"schemas": {"Shirt": {"properties": {"size": size}}}},
    }
    route = r"^shirts/(?P<kind>plain|striped)/<slug:shirt_slug>/sizes/$"
    found = code_words(document, route) - code_words({})
    assert found == {"s", "m", "l", "size", "shops", "shirts", "plain", "striped", "sizes"}


def test_a_sample_shows_words_of_the_code() -> None:
    bodies = [{"seat": "balcony", "row": "grace"}]
    drafted = draft(Contract({"paths": {}}), Recording("GET /x/", {200: bodies}))
    assert '"seat": "balcony"' in drafted.example
    assert '"row": "example-row"' in drafted.example


# ---------------------------------------------------------------- the schema of a sample

SCHEMAS = [
    ({"maxLength": 4}, "Lamp", "Exam"),
    ({"pattern": "^[A-Z]-[A-Z]{2}$"}, "G-MH", "X-XX"),
    ({"pattern": "^[1-9][0-9]+$"}, "48151623", "11111111"),
    ({"format": "uri"}, "spotify:track:6rq", "xxxxxxx:xxxxx:1xx"),
    ({"format": "uri", "maxLength": 40}, "Grace:", "Xxxxx:"),
    ({"minLength": 15, "nullable": True}, "Murray Hopper, USN", "Xxxxxx Xxxxxx, XXX"),
    ({"format": "email"}, "grace@navy.mil", "person@example.org"),
    ({"format": "ipv4"}, "10.1.2.3", "192.0.2.1"),
    ({"enum": ["password"]}, "password", "password"),
    ({"enum": ["b"]}, "2026-01-31", "2026-01-31"),
    ({"pattern": "^Hopper$"}, "Hopper", "Example a"),
    ({"type": "integer", "minimum": 1000}, 4711, 1000),
    ({"type": "integer", "minimum": 1000}, 1000, 1001),
    ({"type": "number", "minimum": 0.5}, 38.5, 10.0),
]


@pytest.mark.parametrize(("schema", "value", "made_up"), SCHEMAS)
@pytest.mark.parametrize("is_list", [False, True])
def test_a_made_up_text_fits_the_schema(
    schema: Any, value: Any, made_up: Any, is_list: bool
) -> None:
    key = "token" if "enum" in schema or "type" in schema else "a"
    item = {"type": "object", "properties": {key: {"type": "string", **schema}}}
    whole = {"type": "array", "items": item} if is_list else item
    responses = {"200": {"content": {"application/json": {"schema": whole}}}}
    contract = Contract({"openapi": "3.0.3", "paths": {"/x/": {"get": {"responses": responses}}}})
    body: Any = [{key: value}] if is_list else {key: value}
    drafted = draft(contract, Recording("GET /x/", {200: [body]}))
    assert f'"{key}": {literal(made_up, 0)}' in drafted.example
