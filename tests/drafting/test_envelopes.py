"""Pages of lists, and unions whose arms a tag tells apart."""

from __future__ import annotations

import re
from typing import Any

import pytest

from drf_typed_responses.conformance import Contract
from drf_typed_responses.conformance.recording import Recording
from drf_typed_responses.drafting.draft import draft
from drf_typed_responses.drafting.observations import observed
from drf_typed_responses.drafting.python_source import TypedDictWriter
from drf_typed_responses.validation import Validator

from .test_drafting import built

ORDER = {"id": 1, "total": "12.50"}
LINKS = {"next": "https://x.org/orders/?page=3", "previous": None}
PAGES = [
    ({"count": 9, **LINKS, "results": [ORDER]}, "Page[OrderResponse]"),
    ({"count": 0, "next": None, "previous": None, "results": [ORDER]}, "Page[OrderResponse]"),
    ({**LINKS, "results": [ORDER, ORDER]}, "CursorPage[OrderResponse]"),
    ({**LINKS, "results": ["a"]}, "CursorPage[str]"),
]
NO_PAGES = [
    {"count": 9, "results": [ORDER]},
    {"count": "9", **LINKS, "results": [ORDER]},
    {"count": 9, **LINKS, "results": ORDER},
    {"count": 9, **LINKS, "results": [ORDER], "total": 9},
    {"count": 9, "next": 3, "previous": 1, "results": [ORDER]},
]


@pytest.mark.parametrize(("body", "hint"), PAGES)
def test_the_pages_of_rest_framework_are_one_generic_type(body: Any, hint: str) -> None:
    recording = Recording("GET /orders/", {200: [body]}, route="orders/")
    drafted = draft(Contract({"paths": {}}), recording)
    assert f"responses={{200: {hint}}}" in drafted.decorator
    assert f"from drf_typed_responses.responses import {hint.partition('[')[0]}" in drafted.imports
    assert "next" not in drafted.types


@pytest.mark.parametrize("body", NO_PAGES, ids=str)
def test_other_envelopes_are_types_of_their_own(body: Any) -> None:
    drafted = draft(Contract({"paths": {}}), Recording("GET /orders/", {200: [body]}))
    assert "Page" not in drafted.text


def test_the_page_of_a_list_and_the_detail_share_the_type_of_the_item() -> None:
    contract = Contract({"paths": {}})
    page = {"count": 1, **LINKS, "results": [ORDER]}
    listed = draft(contract, Recording("GET /orders/", {200: [page]}))
    detail = draft(contract, Recording("GET /orders/{id}/", {200: [ORDER]}))
    source = "class OrderResponse(TypedDict):\n    id: int\n    total: str"
    assert listed.types == detail.types == source


COMMENT = {"type": "comment", "id": 1, "text": "Nice."}
LIKE = {"type": "like", "id": 2, "count": 3}
REF = "#/components/schemas/"
DRAFTED = [
    ({"count": 9, **LINKS, "results": [ORDER]}, {"$ref": f"{REF}PageOrderResponse"}),
    ({**LINKS, "results": [ORDER]}, {"$ref": f"{REF}CursorPageOrderResponse"}),
    ([COMMENT, LIKE], None),
    (LIKE, None),
    ({"count": 2, **LINKS, "results": [COMMENT, LIKE]}, None),
    ({"entries": [{"kind": "order", "item": ORDER}, {"kind": "user", "item": {"age": 3}}]}, None),
]


@pytest.mark.parametrize(("body", "schema"), DRAFTED)
def test_a_draft_of_them_passes_the_rules_and_fits_what_was_recorded(
    body: Any, schema: Any
) -> None:
    recording = Recording("GET /orders/", {200: [body, body]}, route="orders/")
    operation, publication = built(recording, "Orders")
    found = operation["responses"]["200"]["content"]["application/json"]["schema"]
    validator = Validator(publication.document)
    assert validator.violations(found, body) == validator.undocumented(found, body) == []
    assert schema in (None, found)


def source(*values: Any) -> str:
    writer = TypedDictWriter()
    hint = writer.annotation(observed([list(values)]), "FeedResponse")
    return f"{writer.source()}\n\n\n{hint}"


def test_a_tag_that_decides_the_keys_makes_a_union() -> None:
    assert (
        source(COMMENT, LIKE)
        == """\
class CommentFeedResponse(TypedDict):
    type: Literal["comment"]
    id: int
    text: str


class LikeFeedResponse(TypedDict):
    type: Literal["like"]
    id: int
    count: int


list[CommentFeedResponse | LikeFeedResponse]"""
    )


def test_a_tag_that_decides_the_keys_of_the_object_beside_it_makes_a_union() -> None:
    found = source(
        {"kind": "order", "item": {"total": 5}}, {"kind": "blog_post", "item": {"title": "a"}}
    )
    assert (
        found
        == """\
class BlogPostItemResponse(TypedDict):
    title: str


class BlogPostFeedResponse(TypedDict):
    kind: Literal["blog_post"]
    item: BlogPostItemResponse


class OrderItemResponse(TypedDict):
    total: int


class OrderFeedResponse(TypedDict):
    kind: Literal["order"]
    item: OrderItemResponse


list[BlogPostFeedResponse | OrderFeedResponse]"""
    )


def test_the_arms_that_are_there_already_are_used_again() -> None:
    names = {"type": True, "id": True, "text": True}
    writer = TypedDictWriter({"CommentFeedResponse": names})
    hint = writer.annotation(observed([[COMMENT, LIKE]]), "FeedResponse")
    assert hint == "list[CommentFeedResponse | LikeFeedResponse]"
    assert (list(writer.classes), writer.reused) == (["LikeFeedResponse"], {"CommentFeedResponse"})


UNIONS = [
    # A tag under another key, which is recorded often enough.
    [{"state": "open", "due": 1}, {"state": "paid", "paid": 1}] * 4,
    # A key that only some objects of one tag have.
    [COMMENT, {**COMMENT, "edited": True}, LIKE],
    # One tag without keys of its own, when each is recorded often enough.
    [{"event": "ping"}, {"event": "push", "size": 1}] * 3,
    [{"event_type": "order.created", "a": 1}, {"event_type": "order.paid", "b": 1}],
]
NO_UNIONS = [
    # The keys are the same.
    [{"type": "a", "n": 1}, {"type": "b", "n": 2}] * 4,
    # A key that is missing once explains nothing.
    [{"type": "a", "n": 1}, {"type": "b"}],
    # Each kind has the key in some objects.
    [{"type": "a", "n": 1}, {"type": "a"}, {"type": "b", "n": 1}, {"type": "b", "m": 1}] * 3,
    # A key with two of three tags, and with one of them not always.
    [COMMENT, LIKE, {**LIKE, "text": ""}, {"type": "x", "id": 1}],
    # Texts that are no tags.
    [{"title": "a", "n": 1}, {"title": "b", "m": 2}],
    [{"type": "grace@navy.mil", "n": 1}, {"type": "mary@navy.mil", "m": 2}],
    [{"owner": "grace", "n": 1}, {"owner": "mary", "m": 2}] * 8,
    [{"type": "a", "n": 1}, {"type": None, "m": 2}],
    [{"type": "a", "n": 1}, {"m": 2}],
]


@pytest.mark.parametrize("values", UNIONS, ids=str)
def test_the_tag_explains_the_keys(values: list[Any]) -> None:
    assert re.search(r"list\[\w+ \| \w+\]$", source(*values))


@pytest.mark.parametrize("values", NO_UNIONS, ids=str)
def test_the_tag_does_not_explain_the_keys(values: list[Any]) -> None:
    assert source(*values).endswith("\nlist[FeedResponse]")
