"""Every single mistake in the example is found by its rule, and by no other."""

from __future__ import annotations

from multiprocessing.pool import AsyncResult

import pytest

from .mutations import MUTATIONS, Mutation
from .running import Findings, all_findings

NOTHING = Mutation("nothing", "", "manage.py", "#!", "#!")


@pytest.fixture(scope="module")
def caught(tmp_path_factory: pytest.TempPathFactory) -> dict[str, AsyncResult[Findings]]:
    return all_findings((NOTHING, *MUTATIONS), tmp_path_factory.mktemp("mutations"))


def test_the_example_as_it_is(caught: dict[str, AsyncResult[Findings]]) -> None:
    assert caught[NOTHING.name].get() == []


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_mutation(mutation: Mutation, caught: dict[str, AsyncResult[Findings]]) -> None:
    found = caught[mutation.name].get()
    assert {finding["id"] for finding in found} == {mutation.rule}
    assert all(finding["hint"] for finding in found)


def test_there_are_enough() -> None:
    assert len(MUTATIONS) >= 60
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)
