"""The example's own data, and clients that sign in with its tokens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

ClientFor = Callable[[str], APIClient]


@pytest.fixture(autouse=True)
def demo(django_db_setup, django_db_blocker, db):
    """The fixture that `make run` loads."""
    from django.core.management import call_command

    call_command("loaddata", "demo", verbosity=0)


@pytest.fixture
def client_for() -> ClientFor:
    """The client of a user in the fixture, by username."""

    def make(username: str) -> APIClient:
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {username}-demonstration-token")
        return client

    return make


@pytest.fixture
def ada(client_for: ClientFor) -> APIClient:
    """An owner."""
    return client_for("ada")


@pytest.fixture
def grace(client_for: ClientFor) -> APIClient:
    """A member without further rights."""
    return client_for("grace")


@pytest.fixture
def linus(client_for: ClientFor) -> APIClient:
    """A member of another organization."""
    return client_for("linus")
