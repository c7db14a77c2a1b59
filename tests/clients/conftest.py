"""The example, served on this machine with its demo data."""

from __future__ import annotations

import pytest


@pytest.fixture
def served(live_server) -> str:
    """The address of the running example; each test finds the same data."""
    from django.core.management import call_command

    call_command("loaddata", "demo", verbosity=0)
    return live_server.url
