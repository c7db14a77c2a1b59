"""What was seen at documented places: types, absence and members of enums, and never a value."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler

from drf_typed_responses.conformance.checks import check
from drf_typed_responses.conformance.contract import Contract
from drf_typed_responses.conformance.counts_file import Counted, CountsFile, read_counts
from drf_typed_responses.conformance.exchange import Exchange
from drf_typed_responses.conformance.seen_values import SeenValues
from drf_typed_responses.openapi.enumerations import Withheld

from . import serving
from .serving import OPERATION, TEXT, answers, project, served

SECRET = "s3cr3t"
PLACE = f"{OPERATION} 200"


def contract(schema: Any, version: str = "3.1.0", **components: Any) -> Contract:
    responses = {"200": serving.body(schema)}
    document = {
        "openapi": version,
        "paths": {"/team/": {"get": {"responses": responses}}},
        "components": {"schemas": components},
    }
    return Contract(document)


def seen(given: Contract, *bodies: Any) -> dict[str, dict[str, int]]:
    """The counts by place."""
    values, found = SeenValues(given), {}
    for body in bodies:
        content = json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        checked = check(given, Exchange("GET", "/team/", 200, headers, content))
        assert checked is not None
        for (place, what), number in values.of(checked).items():
            found.setdefault(place, {}).setdefault(what, 0)
            found[place][what] += number
    return found


def obj(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def test_types_and_absence() -> None:
    schema = obj(lead={"type": ["string", "null"]}, size={"type": "number"})
    assert seen(contract(schema), {"lead": None, "size": 1.5}, {"lead": SECRET}, {"lead": ""}) == {
        PLACE: {"object": 3},
        f"{PLACE}.lead": {"null": 1, "string": 2},
        f"{PLACE}.size": {"number": 1, "absent": 2},
    }


def test_places_of_a_component_are_its_own() -> None:
    team = {"$ref": "#/components/schemas/Team"}
    schema = obj(teams={"type": "array", "items": team})
    found = seen(contract(schema, Team=obj(id=TEXT, parent=team)), {"teams": [{"id": ""}, {}]})
    assert found == {
        PLACE: {"object": 1},
        f"{PLACE}.teams": {"array": 1},
        f"{PLACE}.teams[]": {"object": 2},
        "Team.id": {"string": 1, "absent": 1},
        "Team.parent": {"absent": 2},
    }


def test_a_key_that_is_data_is_not_kept() -> None:
    schema = {"type": "object", "additionalProperties": {"type": "integer"}}
    assert seen(contract(schema), {SECRET: 1, "other": 2}) == {
        PLACE: {"object": 1},
        f"{PLACE}.{{}}": {"integer": 2},
    }


STATES = {"type": "string", "enum": ["open", "shut"]}
ENUMS = [
    STATES,
    {"$ref": "#/components/schemas/State"},
    {"allOf": [{"$ref": "#/components/schemas/State"}]},
    {"anyOf": [{"const": "open"}, {"enum": ["shut"]}, {"type": "null"}, TEXT]},
]


@pytest.mark.parametrize("schema", ENUMS)
def test_members_of_an_enum(schema: Any) -> None:
    found = seen(contract(obj(state=schema), State=STATES), {"state": "open"}, {"state": "open"})
    assert found[f"{PLACE}.state"] == {"string": 2, '="open"': 2}


def test_a_value_that_no_enum_lists_is_not_kept() -> None:
    union = {"anyOf": [STATES, TEXT]}
    found = seen(contract(obj(state=union)), {"state": SECRET})
    assert found[f"{PLACE}.state"] == {"string": 1, "another value": 1}
    assert SECRET not in repr(found)


def test_a_withheld_value_is_not_kept() -> None:
    given = contract({"$ref": "#/components/schemas/State"}, State=STATES)
    withheld = {"State": Withheld(["open", "shut"], [SECRET])}
    found = seen(Contract(given.document, withheld=withheld), SECRET)
    assert found[PLACE] == {"string": 1, "another value": 1}


def test_the_alternative_that_fits_is_counted() -> None:
    cat, dog = obj(kind={"const": "cat"}, lives=TEXT), obj(kind={"const": "dog"}, tail=TEXT)
    schemas = {"Cat": {**cat, "required": ["kind"]}, "Dog": {**dog, "required": ["kind"]}}
    union = {"anyOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]}
    found = seen(contract(union, **schemas), {"kind": "dog"})
    assert found == {
        PLACE: {"object": 1},
        "Dog.kind": {"string": 1, '="dog"': 1},
        "Dog.tail": {"absent": 1},
    }


def test_what_the_server_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Valid and additive responses are counted; the file has nothing else of them."""
    monkeypatch.setattr(CountsFile, "is_due", lambda self: True)
    file = tmp_path / "counts"
    with project(tmp_path, OBSERVED=file):
        application = WSGIHandler()
        for content in (b'{"id": "s3cr3t"}', b'{"id": "", "colour": "s3cr3t"}', b'{"id": 5}'):
            answers["content"] = content
            served(application)
    assert read_counts([file]).numbers == {
        Counted("seen", "", f"{OPERATION} 200", "object"): 2,
        Counted("seen", "", "Team.id", "string"): 2,
        Counted("seen", "", "Team.size", "absent"): 2,
    }
    assert SECRET.encode() not in file.read_bytes()


def test_a_deprecated_call_is_written_without_any_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CountsFile, "is_due", lambda self: True)
    given = json.loads(json.dumps(serving.CONTRACT))
    given["contract"]["paths"]["/team/"]["get"] |= {"deprecated": True, "x-sunset": "2027-03-01"}
    with project(tmp_path, contract=given, SAMPLE_RATES=0, OBSERVED=tmp_path / "counts"):
        served(WSGIHandler())
    numbers = read_counts([tmp_path / "counts"]).numbers
    assert numbers == {Counted("call", "", OPERATION, "", ""): 1}


def test_a_file_that_cannot_be_written_is_logged_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(CountsFile, "is_due", lambda self: True)
    with project(tmp_path, OBSERVED=tmp_path / "none" / "counts"):
        application = WSGIHandler()
        for _ in range(3):
            assert served(application)[2] == serving.GOOD
    (record,) = caplog.records
    assert record.getMessage().startswith("What was seen is not counted: OperationalError at ")
