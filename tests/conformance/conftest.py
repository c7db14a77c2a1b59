"""The example's data, and its contract."""

from __future__ import annotations

import pytest

from drf_typed_responses.conformance import Contract, ContractClient
from drf_typed_responses.conformance.client import published_contracts
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
