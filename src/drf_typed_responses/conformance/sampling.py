"""Chooses the production responses to check, at a rate by operation and within a share of time."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from typing import Final

from ..setting_values import shares

# The seconds after which a function is asked again.
SECONDS: Final = 10
# The key of the rate of all operations without their own rate.
EVERY: Final = "*"


class ResponseSampler:
    """Draws responses, each at the rate of its operation.

    `rates` are by operation; the one under "*" is for every other operation. There are two draws.
    The first one, `draw() < highest`, is made for every response, before its operation is known.
    The second one, `is_chosen`, accepts with probability `rate(operation) / highest`, so overall
    each operation is sampled at its own rate.

    `time_share` is the share of the process's time that checks may take. After a check of `t`
    seconds, nothing is sampled until `t / time_share` seconds after its start.
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

    @property
    def may_sample(self) -> bool:
        """Whether any response may ever be drawn."""
        return bool(self.highest)

    def is_free(self) -> bool:
        """Whether the pause after the last check is over."""
        return self._clock() >= self._free_from

    def is_chosen(self, operation: str) -> bool:
        """The second draw, for a response that the first one accepted."""
        rate = self.rates.get(operation, self.rates.get(EVERY, 0.0))
        return rate >= self.highest or self.draw() * self.highest < rate

    def spend(self, seconds: float) -> None:
        """Begin the pause after a check that took so many seconds.

        Pauses of checks that run in several threads at once are added up.
        """
        pause = seconds * (1 / self._time_share - 1) if self._time_share else float("inf")
        self._free_from = max(self._free_from, self._clock()) + pause

    def stop(self) -> None:
        """Stop sampling."""
        self.highest = 0.0


class ChangingSampler(ResponseSampler):
    """A sampler whose rates are those that a function returns, asked for every ten seconds.

    So an operator changes them without a release. `ask` returns rates by operation, or one for all;
    while it fails or returns anything else, nothing is sampled.
    """

    def __init__(
        self,
        ask: Callable[[], object],
        time_share: float,
        draw: Callable[[], float] = random.random,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ask = ask
        self._asked = float("-inf")
        self._is_stopped = False
        self._current = 0.0
        super().__init__({}, time_share, draw, clock)

    @property
    def may_sample(self) -> bool:
        """True, because the function may return other rates."""
        return True

    @property
    def highest(self) -> float:
        """The highest rate; most responses execute nothing else."""
        if self._clock() - self._asked > SECONDS and not self._is_stopped:
            self._asked = self._clock()
            self.rates = self._answer()
            self._current = max(self.rates.values(), default=0.0)
        return self._current

    @highest.setter
    def highest(self, value: float) -> None:
        self._current = value

    def stop(self) -> None:
        """Stop sampling for good."""
        self._is_stopped = True
        super().stop()

    def _answer(self) -> Mapping[str, float]:
        try:
            return shares("SAMPLE_RATES", self._ask())
        except KeyboardInterrupt:
            raise
        except BaseException:  # it may call sys.exit()
            return {}
