"""Counts of the calls that use something deprecated, by a key of the client."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeAlias

from .counters import CALLS, MetricsCounter

# The most clients of one process that have their own counts, so that its memory is bounded.
MOST: Final = 10_000
OTHERS: Final = "(others)"
# The key of clients for which the project's function failed.
UNNAMED: Final = "(unnamed)"
# The most characters of a key that is not hashed.
LONGEST: Final = 200
# The function of CLIENT_KEY.
NameClient: TypeAlias = Callable[[Any], object] | None


class DeprecatedCall(NamedTuple):
    """What a client used: an operation, whose `part` is "", or the part of it with that name.

    `client` is the key of the client, "" where the project names none.
    """

    operation: str
    part: str
    client: str


class DeprecatedCalls:
    """The number of calls in this process by operation, part and client.

    After `most` different calls, those of further clients are counted together.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._counts: Counter[DeprecatedCall] = Counter()
        self._lock = threading.Lock()

    def add(self, call: DeprecatedCall) -> None:
        """Count one call, also in the counters of metrics libraries."""
        with self._lock:
            if call not in self._counts and len(self._counts) >= self._most:
                call = call._replace(client=OTHERS)
            self._counts[call] += 1
        self._metrics.add(1, call._asdict())

    def snapshot(self) -> dict[DeprecatedCall, int]:
        """The numbers so far."""
        with self._lock:
            return dict(self._counts)

    @cached_property
    def _metrics(self) -> MetricsCounter:
        return MetricsCounter(CALLS, "Calls that use something deprecated, by client")


# One for the process, as `contract_counts`.
deprecated_calls = DeprecatedCalls()
"""The counts of deprecated calls in this process: `deprecated_calls.snapshot()`."""


def hashed(key: str) -> str:
    """The keyed hash of a client's key, which only those with the SECRET_KEY can compute."""
    from django.utils.crypto import salted_hmac

    return salted_hmac("drf_typed_responses.client", key, algorithm="sha256").hexdigest()[:16]


def client_of(name_client: NameClient, request: Any, is_hashed: bool) -> str:
    """The key of a request's client, hashed if wished; "" if the project names none."""
    key = name_client(request) if name_client else None
    if key is None or key == "":
        return ""
    text = str(key).encode(errors="replace").decode()  # half of a surrogate pair is no text
    return hashed(text) if is_hashed else text[:LONGEST]
