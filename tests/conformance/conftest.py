"""The example's data, and its contract."""

from __future__ import annotations

import pytest

from drf_typed_responses.conformance import Contract, ContractClient
from drf_typed_responses.conformance.client import published_contracts
from drf_typed_responses.conformance.suite_run import RUN
from example.conftest import demo  # noqa: F401


@pytest.fixture(scope="session")
def contract() -> Contract:
    return published_contracts()[0]


@pytest.fixture
def ada(contract: Contract) -> ContractClient:
    """An owner."""
    client = ContractClient(contract=contract)
    client.credentials(HTTP_AUTHORIZATION="Token ada-demonstration-token")
    return client


@pytest.fixture(autouse=True)
def _untold(monkeypatch: pytest.MonkeyPatch) -> None:
    """A contract that a test here breaks on purpose does not fail the test."""
    monkeypatch.setattr(RUN, "add_break", str)
