"""What the findings say about the end of a part."""

from __future__ import annotations

from datetime import date
from typing import Any

from compat.pieces import document, returning, taking
from drf_typed_responses.compat import Options, compare

TEXT = {"type": "string"}
DATED = {**TEXT, "deprecated": True, "x-sunset": "2027-03-01"}
OPEN = {"type": "object", "properties": {"slug": TEXT, "nick": DATED}}
CLOSED = {"type": "object", "properties": {"slug": TEXT}, "additionalProperties": False}
DOCUMENTED = {"type": "object", "properties": {"slug": TEXT}}


def said(base: Any, revised: Any, day: str, least: int = 0) -> list[tuple[str, str, str]]:
    options = Options(today=date.fromisoformat(day), sunset_days=least)
    found = compare(base, revised, options=options)
    return [(change.level, change.id, change.message.partition(": ")[0]) for change in found]


def test_a_removal_before_the_sunset_names_the_date() -> None:
    gone, ignored = (make(OPEN) for make in (returning, taking))
    assert said(gone, returning(DOCUMENTED), "2027-02-28") == [
        ("error", "response-attribute-removed",
         "The attribute is gone before its sunset on 2027-03-01"),
    ]  # fmt: skip
    assert said(ignored, taking(DOCUMENTED), "2027-02-28") == [
        ("error", "request-attribute-sunset-sooner",
         "The attribute is no longer documented before its sunset on 2027-03-01"),
    ]  # fmt: skip


def test_a_removal_from_the_day_of_the_sunset_is_info() -> None:
    after = "; its sunset was 2027-03-01"
    base, revised = returning(OPEN), returning(DOCUMENTED)
    assert said(base, revised, "2027-03-01") == [
        ("info", "response-attribute-sunset", f"The attribute is gone{after}")
    ]
    assert said(taking(OPEN), taking(DOCUMENTED), "2027-03-01") == [
        ("info", "request-attribute-sunset", f"The attribute is no longer documented{after}")
    ]


def test_a_closed_request_may_reject_what_has_ended() -> None:
    base = taking({**OPEN, "additionalProperties": False})
    (before,) = said(base, taking(CLOSED), "2027-02-28")
    assert before[:2] == ("error", "request-attribute-refused")
    assert before[2].endswith("is refused before its sunset on 2027-03-01")
    (after,) = said(base, taking(CLOSED), "2027-03-01")
    assert after[:2] == ("info", "request-attribute-sunset")


def test_a_deprecation_without_a_date_allows_no_removal() -> None:
    undated = {"type": "object", "properties": {"slug": TEXT, "nick": {**TEXT, "deprecated": True}}}
    (found,) = said(returning(undated), returning(DOCUMENTED), "2027-03-01")
    assert found[2] == "The attribute is gone; it had no sunset date"


def test_a_project_can_ask_for_days_between_a_deprecation_and_its_sunset() -> None:
    plain = {"type": "object", "properties": {"slug": TEXT, "nick": TEXT}}
    assert [each[1] for each in said(returning(plain), returning(OPEN), "2026-12-01", 90)] == [
        "response-attribute-deprecated"
    ]
    late, _ = said(returning(plain), returning(OPEN), "2026-12-02", 90)
    assert late == (
        "error",
        "response-attribute-sunset-soon",
        "Its sunset 2027-03-01 is 89 days away, and 90 days are asked for",
    )


def test_a_sunset_that_is_the_reason_of_no_other_break_hides_none() -> None:
    """The attribute may be gone, and what else breaks is reported."""
    worse = {"type": "object", "properties": {"slug": {**TEXT, "nullable": True}}}
    found = {each[1] for each in said(returning(OPEN), returning(worse), "2027-03-01")}
    assert found == {"response-attribute-sunset", "response-nullable"}


def test_only_the_value_that_has_ended_may_be_rejected() -> None:
    ended = {**TEXT, "enum": ["b"], "deprecated": True, "x-sunset": "2027-03-01"}
    base = taking({"anyOf": [{**TEXT, "enum": ["a", "c"]}, ended]})
    revised = taking({**TEXT, "enum": ["a"]})
    assert said(base, revised, "2027-03-01") == [
        ("error", "request-enum-value", '"c" is no longer accepted'),
        ("info", "request-enum-value-sunset",
         '"b" is no longer accepted; its sunset was 2027-03-01'),
    ]  # fmt: skip


def test_values_of_all_parts_of_a_schema_do_not_end_one_by_one() -> None:
    ended = {**TEXT, "enum": ["a", "b"], "deprecated": True, "x-sunset": "2027-03-01"}
    base = taking({"allOf": [{**TEXT, "minLength": 1}, ended]})
    revised = taking({**TEXT, "enum": ["a"]})
    found = [each[:2] for each in said(base, revised, "2027-03-01")]
    assert found == [("error", "request-enum-value")]


def test_an_operation_and_its_sunset() -> None:
    old = document({"/a/": {"get": {**DATED, "responses": {}}}})
    assert said(old, document({}), "2027-02-28")[0][2] == (
        "The operation is gone before its sunset on 2027-03-01"
    )
