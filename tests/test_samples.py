"""Sample data: an object is written once and shown in many samples."""

from __future__ import annotations

import pytest

from drf_typed_responses.samples import SampleData


@pytest.fixture
def data() -> SampleData:
    data = SampleData()
    data.team = {"id": "1", "slug": "a", "avatar": {"kind": "letter"}}
    return data


def test_an_object_is_its_attributes(data: SampleData) -> None:
    assert data.team() == {"id": "1", "slug": "a", "avatar": {"kind": "letter"}}


def test_some_attributes_of_an_object(data: SampleData) -> None:
    assert data.team("slug", "id") == {"slug": "a", "id": "1"}


def test_changes_and_additions(data: SampleData) -> None:
    assert data.team("id", slug="b", members=[]) == {"id": "1", "slug": "b", "members": []}


def test_a_sample_shares_nothing_with_the_next(data: SampleData) -> None:
    data.team()["avatar"]["kind"] = "upload"
    assert data.team()["avatar"] == {"kind": "letter"}


def test_an_attribute_that_it_does_not_have(data: SampleData) -> None:
    with pytest.raises(KeyError, match="the sample team has no 'name'"):
        data.team("name")


def test_an_object_that_is_not_there(data: SampleData) -> None:
    with pytest.raises(AttributeError, match="has no project"):
        data.project  # noqa: B018


def test_an_object_twice(data: SampleData) -> None:
    with pytest.raises(AttributeError, match="already has team"):
        data.team = {}
