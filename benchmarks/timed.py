"""ContractMiddleware with a clock; it is imported when Django is configured."""

from __future__ import annotations

import statistics
import time
from typing import Any, ClassVar

from drf_typed_responses.conformance.middleware import ContractMiddleware


class Timed(ContractMiddleware):
    """Keeps the times of sampled responses, at the two places where a response is kept and checked.

    By the wall clock: that of a thread is a call of the system, which takes a tenth of a check.
    """

    drawn: ClassVar[list[float]] = []
    checked: ClassVar[list[float]] = []

    @classmethod
    def microseconds(cls) -> float:
        """The median of a sampled response since this was last asked."""
        found = sum(1e6 * statistics.median(part or [0]) for part in (cls.drawn, cls.checked))
        cls.drawn.clear()
        cls.checked.clear()
        return found

    def _observe(self, request: Any, response: Any) -> None:
        begun = time.perf_counter()
        super()._observe(request, response)
        self.drawn.append(time.perf_counter() - begun)

    def _check(self, exchange: Any) -> None:
        begun = time.perf_counter()
        super()._check(exchange)
        self.checked.append(time.perf_counter() - begun)
