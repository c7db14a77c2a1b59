"""Laws of samples: they show no data of people, and fit the types that are drafted."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from drf_typed_responses.drafting.anonymizing import texts_in
from drf_typed_responses.drafting.observations import observed
from drf_typed_responses.drafting.python_source import TypedDictWriter
from drf_typed_responses.drafting.sample_bodies import sample_of
from drf_typed_responses.openapi.formats import CHECKS

PRIVATE = st.one_of(
    st.from_regex(r"[A-Za-z][A-Za-z0-9 ._:/-]{5,30}", fullmatch=True),
    st.uuids().map(str),
    st.emails(),
    st.ip_addresses().map(str),
    st.from_regex(r"https://[a-z]{4,9}\.(org|net)(/[a-z]{4,9}){1,3}", fullmatch=True),
    st.from_regex(r"\+?[0-9]{4,15}", fullmatch=True),
    st.text(st.characters(codec="utf-8"), min_size=4),
)
HARMLESS_TEXTS = st.one_of(
    st.datetimes().map(lambda moment: f"{moment.isoformat()}Z"), st.dates().map(str), st.just("")
)
KEYS_OF_OBJECTS = st.sampled_from(
    ["a", "name", "email", "token", "born", "phones", "address", "user", "url", "slug", "items"]
)
SCALARS = st.one_of(
    PRIVATE, HARMLESS_TEXTS, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False)
)
BODIES = st.dictionaries(
    KEYS_OF_OBJECTS,
    st.recursive(
        SCALARS,
        lambda part: st.one_of(
            st.lists(part, max_size=2),
            st.dictionaries(KEYS_OF_OBJECTS, part, max_size=4),
            st.dictionaries(st.emails() | st.uuids().map(str), part, min_size=1, max_size=3),
        ),
        max_leaves=12,
    ),
    min_size=1,
)


def is_harmless(text: str) -> bool:
    """Whether a text is harmless by its form alone: a day, a time, or a number of few digits."""
    forms = r"-?\d{1,3}|-?\d{1,9}\.\d{1,3}|(-?\d+ )?\d\d:\d\d(:\d\d(\.\d+)?)?"
    return (
        CHECKS["date"](text)
        or CHECKS["date-time"](text)
        or bool(re.fullmatch(forms, text))
        or text.lower() in ("", "false", "true")
    )


@given(BODIES)
def test_no_text_that_is_not_known_to_be_harmless_is_in_a_sample(body: Any) -> None:
    writer = TypedDictWriter()
    writer.annotation(observed([body]), "Thing")
    sample = sample_of([body], writer.attributes, writer.attributes)
    recorded = {text for text in texts_in(body) if not is_harmless(text)} - writer.attributes
    assert recorded.isdisjoint(texts_in(sample))


@given(BODIES)
def test_a_sample_has_the_types_of_the_body(body: Any) -> None:
    written, shown_as = TypedDictWriter(), TypedDictWriter()
    written.annotation(observed([body]), "Thing")
    sample = sample_of([body], written.attributes, written.attributes)
    shown_as.annotation(observed([sample]), "Thing")
    assert shown_as.source() == written.source()


@given(PRIVATE)
def test_a_made_up_text_has_the_formats_of_the_recorded_one(text: str) -> None:
    [made_up] = sample_of([[text]])
    exact = set(CHECKS) - {"uri"}
    assert [name for name in exact if CHECKS[name](text)] == [
        name for name in exact if CHECKS[name](made_up)
    ]
    assert "://" not in text or not CHECKS["uri"](text) or CHECKS["uri"](made_up)
