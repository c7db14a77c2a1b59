"""The counters of production, given to a metrics library: OpenTelemetry, or the project's own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Final, TypeAlias

from ..conf import current_settings
from .logs import described, log

CHECKS: Final = "drf_typed_responses.contract_checks"
CALLS: Final = "drf_typed_responses.deprecated_calls"
SEEN: Final = "drf_typed_responses.seen"
# The function of COUNTER: the name of a counter, how much is added, and what was counted.
Count: TypeAlias = Callable[[str, int, dict[str, str]], object]


class MetricsCounter:
    """A counter of OpenTelemetry if that is installed, and of the function of COUNTER if set.

    The settings are read when it is made.
    """

    def __init__(self, name: str, description: str) -> None:
        self._name = name
        self._instrument = _instrument(name, description)
        self._count: Count | None = current_settings().imported_counter()
        self._has_failed = False

    def add(self, number: int, facts: Mapping[str, str]) -> None:
        """Add to the counter; a fault of the project's function is logged once."""
        if self._instrument is not None:
            self._instrument.add(number, {name: fact for name, fact in facts.items() if fact})
        if self._count is None:
            return
        try:
            self._count(self._name, number, dict(facts))
        except KeyboardInterrupt:
            raise
        except BaseException as failure:  # it may call sys.exit()
            if not self._has_failed:
                self._has_failed = True
                log(logging.ERROR, "The function of COUNTER failed: %s", described(failure))


def _instrument(name: str, description: str) -> Any:
    try:
        metrics = import_module("opentelemetry.metrics")
    except ImportError:
        return None
    return metrics.get_meter("drf_typed_responses").create_counter(name, description=description)
