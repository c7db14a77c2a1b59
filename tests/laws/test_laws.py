"""The laws of the translation, over generated types and generated values."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from laws.base import Json
from laws.documents import complaints, goes_round
from laws.mutations import mutations
from laws.program import Loaded
from laws.rendering import render
from laws.strategies import loaded
from laws.supersets import VERSIONS, rows_of
from laws.validators import Schemas, translate_or_reject, unused_or_missing


def published(case: Loaded) -> dict[str, Schemas]:
    return {version: translate_or_reject(case.hints, version) for version in VERSIONS}


def some_json(case: Loaded, index: int) -> st.SearchStrategy[Json]:
    """The JSON of values of the type; any JSON if the type has no values."""
    values = case.values(index)
    return mutations(None) if values.is_empty else values.map(render)


def changed_json(case: Loaded, index: int) -> st.SearchStrategy[Json]:
    return some_json(case, index).flatmap(lambda json: mutations(json, case.spares()))


@given(case=loaded(), data=st.data())
def test_sound(case: Loaded, data: st.DataObject) -> None:
    """1. The rendering of any value of the type is valid, in every version."""
    for form in case.program.forms():
        event(form)
    schemas = published(case)
    for index in range(len(case.hints)):
        values = case.values(index)
        json = None if values.is_empty else render(data.draw(values))
        for version in VERSIONS:
            if not values.is_empty:
                assert schemas[version].accepts(index, json), (version, json)


@given(case=loaded(), data=st.data())
def test_tight(case: Loaded, data: st.DataObject) -> None:
    """2. JSON that is not the rendering of a value is invalid, except for the documented rows."""
    schemas = published(case)
    for index in range(len(case.hints)):
        json = data.draw(changed_json(case, index))
        exact = case.admits(index, json)
        event("mutated: still of the type" if exact else "mutated: no longer of the type")
        for version in VERSIONS:
            accepted = schemas[version].accepts(index, json)
            if exact:
                assert accepted, f"{version} rejects {json!r}, which a value renders to"
            elif not case.admits(index, json, rows_of(version)):
                assert not accepted, f"{version} accepts {json!r}, which no value renders to"


@given(case=loaded(), data=st.data())
def test_versions_agree(case: Loaded, data: st.DataObject) -> None:
    """3. 3.0, 3.1 and 3.2 accept the same JSON, except where a row widens one of them."""
    schemas = published(case)
    for index in range(len(case.hints)):
        json = data.draw(some_json(case, index) | changed_json(case, index))
        verdicts = {version: schemas[version].accepts(index, json) for version in VERSIONS}
        if len(set(verdicts.values())) > 1:
            widened = {version: case.admits(index, json, rows_of(version)) for version in VERSIONS}
            assert verdicts == widened, json
            assert not case.admits(index, json), json


@given(case=loaded())
def test_references_resolve_and_components_are_used(case: Loaded) -> None:
    """6a. Every reference resolves, and every component is used."""
    for version in VERSIONS:
        assert unused_or_missing(translate_or_reject(case.hints, version)) == set()


@given(case=loaded())
def test_component_names_are_valid(case: Loaded) -> None:
    """6b. A component's name is one that OpenAPI allows."""
    for name in translate_or_reject(case.hints, "3.0").components:
        assert re.fullmatch(r"[a-zA-Z0-9._-]+", name), name


@pytest.mark.parametrize("version", VERSIONS)
@settings(max_examples=max(10, settings().max_examples // 4))
@given(case=loaded())
def test_documents_are_valid(version: str, case: Loaded) -> None:
    """6c. A document around the components passes openapi-spec-validator."""
    schemas = translate_or_reject(case.hints, version)
    assume(not goes_round(schemas))  # else the validator runs forever, as test_found shows
    assert list(complaints(schemas)) == []
