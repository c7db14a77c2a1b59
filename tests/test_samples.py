"""The sample world: one thing, written once, shown in many samples."""

from __future__ import annotations

import pytest

from drf_typed_responses.samples import SampleWorld


@pytest.fixture
def world() -> SampleWorld:
    world = SampleWorld()
    world.team = {"id": "1", "slug": "a", "avatar": {"kind": "letter"}}
    return world


def test_a_thing_is_its_attributes(world: SampleWorld) -> None:
    assert world.team() == {"id": "1", "slug": "a", "avatar": {"kind": "letter"}}


def test_some_attributes_of_a_thing(world: SampleWorld) -> None:
    assert world.team("slug", "id") == {"slug": "a", "id": "1"}


def test_changes_and_additions(world: SampleWorld) -> None:
    assert world.team("id", slug="b", members=[]) == {"id": "1", "slug": "b", "members": []}


def test_a_sample_shares_nothing_with_the_next(world: SampleWorld) -> None:
    world.team()["avatar"]["kind"] = "upload"
    assert world.team()["avatar"] == {"kind": "letter"}


def test_an_attribute_that_it_does_not_have(world: SampleWorld) -> None:
    with pytest.raises(KeyError, match="the sample team has no 'name'"):
        world.team("name")


def test_a_thing_that_is_not_there(world: SampleWorld) -> None:
    with pytest.raises(AttributeError, match="has no project"):
        world.project  # noqa: B018


def test_a_thing_twice(world: SampleWorld) -> None:
    with pytest.raises(AttributeError, match="has a team already"):
        world.team = {}
