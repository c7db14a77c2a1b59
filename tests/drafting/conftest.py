"""The contract and the client of tests/conformance."""

from __future__ import annotations

from conformance.conftest import ada, contract, demo  # noqa: F401
