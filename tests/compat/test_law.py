"""Laws of the comparison; jsonschema judges, in the strict readings of `laws.validators`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compat.pieces import answered, calling, returning, taking
from compat.places import failing, holds, steps
from compat.schemas import POOL, pairs
from drf_typed_responses.compat import Options, compare
from laws.validators import COMPARED_FORMATS, READERS

VERSIONS = {"3.0": "3.0.3", "3.1": "3.1.0"}
STRICT = Options(levels={"response-enum-value": "error"})


def judge(schema: Any, version: str) -> Any:
    return READERS[version](schema, format_checker=COMPARED_FORMATS)


def counterexamples(new: Any, old: Any, version: str) -> Iterator[Any]:
    """Values of the pool that the new schema accepts and the old one rejects."""
    accepts, knows = judge(new, version), judge(old, version)
    return (v for v in POOL if accepts.is_valid(v) and not knows.is_valid(v))


@pytest.mark.parametrize("version", VERSIONS)
@given(data=st.data())
def test_what_sampling_finds_in_a_response_is_reported(version: str, data: Any) -> None:
    """For a value that only the new schema accepts there is an error, or `undecided`.

    Its place holds the place where the value fails.
    """
    old, new = data.draw(pairs(version))
    documents = (returning(s, VERSIONS[version]) for s in (old, new))
    changes = compare(*documents, options=STRICT)
    said = [
        steps(path)
        for change in changes
        if change.level == "error" or change.id == "undecided"
        for _, path in change.places
    ]
    for value in islice(counterexamples(new, old, version), 5):
        errors = judge(old, version).iter_errors(value)
        places = [place for error in errors for place in failing(error)]
        assert any(holds(one, place) for one in said for place in places), value


@pytest.mark.parametrize("version", VERSIONS)
@given(data=st.data())
def test_a_shown_value_is_accepted_by_the_new_and_rejected_by_the_old(
    version: str, data: Any
) -> None:
    old, new = data.draw(pairs(version))
    documents = (returning(s, VERSIONS[version]) for s in (old, new))
    for change in compare(*documents, options=STRICT):
        if change.value:
            value = json.loads(change.value)
            assert judge(new, version).is_valid(value), change
            assert not judge(old, version).is_valid(value), change


@pytest.mark.parametrize("version", VERSIONS)
@given(data=st.data())
def test_a_shown_request_was_valid_and_is_rejected(version: str, data: Any) -> None:
    old, new = data.draw(pairs(version))
    documents = (taking(s, VERSIONS[version]) for s in (old, new))
    for change in compare(*documents):
        if change.value:
            value = json.loads(change.value)
            assert judge(old, version).is_valid(value), change
            assert not judge(new, version).is_valid(value), change


@pytest.mark.parametrize("version", VERSIONS)
@given(data=st.data())
def test_a_webhook_is_a_response_and_its_answer_a_request(version: str, data: Any) -> None:
    """Sent and accepted values have the same changes in webhooks as elsewhere."""
    schemas = data.draw(pairs(version))
    for usual, turned in ((returning, calling), (taking, answered)):
        said = [
            {
                (change.level, change.id.partition("-")[2], change.path.partition(": ")[2])
                for change in compare(*(place(s, VERSIONS[version]) for s in schemas))
            }
            for place in (usual, turned)
        ]
        assert said[0] == said[1]
