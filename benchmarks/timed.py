"""ContractMiddleware with a clock; it is imported when Django is configured."""

from __future__ import annotations

import time
from typing import Any, ClassVar

from drf_typed_responses.conformance.middleware import ContractMiddleware


class Timed(ContractMiddleware):
    """Adds up the CPU time of sampled responses, at the two places where they are kept."""

    seconds: ClassVar[float] = 0.0
    drawn: ClassVar[int] = 0

    @classmethod
    def microseconds(cls) -> float:
        """The mean of a sampled response since this was last asked."""
        mean = 1e6 * cls.seconds / max(cls.drawn, 1)
        cls.seconds, cls.drawn = 0.0, 0
        return mean

    def _observe(self, request: Any, response: Any) -> None:
        begun = time.thread_time()
        super()._observe(request, response)
        Timed.seconds += time.thread_time() - begun
        Timed.drawn += 1

    def _check(self, exchange: Any) -> None:
        begun = time.thread_time()
        super()._check(exchange)
        Timed.seconds += time.thread_time() - begun
