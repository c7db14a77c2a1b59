"""Which responses are checked: a share of each operation's, within a share of the time."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping

EVERY = "*"


class Sampler:
    """Draws responses at the rate of their operation; `rates` has "*" for every other operation.

    The first draw, before anything is known of a response, is `draw() < highest`; the second one,
    `is_chosen`, makes the rate of its operation of the highest rate. `time_share` is the share of
    the process's time that checks may take: after a check nothing is drawn until the time it took
    is that share of the time since it began.
    """

    def __init__(
        self,
        rates: Mapping[str, float],
        time_share: float,
        draw: Callable[[], float] = random.random,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.rates = rates
        self.highest = max(rates.values(), default=0.0)
        self._time_share = time_share
        self.draw = draw
        self._clock = clock
        self._free_from = 0.0

    def is_free(self) -> bool:
        """Whether the pause after the last check is over."""
        return self._clock() >= self._free_from

    def is_chosen(self, operation: str) -> bool:
        """The second draw."""
        rate = self.rates.get(operation, self.rates.get(EVERY, 0.0))
        return rate >= self.highest or self.draw() * self.highest < rate

    def spend(self, seconds: float) -> None:
        """Account for a check: the pause after it makes it that share of the whole.

        Checks of several threads at once have their pauses one after the other.
        """
        pause = seconds * (1 / self._time_share - 1) if self._time_share else float("inf")
        self._free_from = max(self._free_from, self._clock()) + pause

    def stop(self) -> None:
        """Draw nothing from now on."""
        self.highest = 0.0
