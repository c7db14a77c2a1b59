"""Counters of production checks: ours, and OpenTelemetry's where it is installed."""

from __future__ import annotations

import threading
from collections import Counter
from functools import cached_property
from importlib import import_module
from typing import Any

from .reports import Report

NAME = "drf_typed_responses.contract_checks"


class Counts:
    """How many checks of an operation came out in which way, in this process."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    def add(self, report: Report) -> None:
        """Count one report, with OpenTelemetry too."""
        with self._lock:
            self._counts[report.operation, report.outcome] += 1
        if self._counter is not None:
            self._counter.add(1, {"operation": report.operation, "outcome": report.outcome})

    def snapshot(self) -> dict[tuple[str, str], int]:
        """`{(operation, outcome): number}` so far."""
        with self._lock:
            return dict(self._counts)

    @cached_property
    def _counter(self) -> Any:
        try:
            metrics = import_module("opentelemetry.metrics")
        except ImportError:
            return None
        meter = metrics.get_meter("drf_typed_responses")
        return meter.create_counter(NAME, description="Sampled responses by outcome")


# A process has one, as it has one registry of metrics: Django makes the middleware, and keeps it.
contract_counts = Counts()
