"""Writes what production checks see, and who calls what ends, to the file of OBSERVED."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .call_counts import DeprecatedCall
from .counters import SEEN, MetricsCounter
from .counts_file import Counted, CountsFile

if TYPE_CHECKING:
    from .checks import Check
    from .contract import Contract
    from .seen_values import SeenValues

# Only responses that fit their schema: elsewhere nothing says which place a value has.
_FITTING: Final = ("valid", "additive")


class Observer:
    """Counts for one file what the responses of this process have."""

    def __init__(self, file: Path) -> None:
        self.file = CountsFile(file)
        self._seen: dict[int, tuple[Contract, SeenValues]] = {}

    def see(self, contract: Contract, check: Check) -> None:
        """Count what a checked response has at its documented places, and write if it is time."""
        if check.outcome in _FITTING:
            places = self._of(contract).of(check)
            document = contract.name
            self.file.add(
                Counter({Counted("seen", document, *each): n for each, n in places.items()})
            )
            for (place, what), number in places.items():
                self._metrics.add(number, {"document": document, "place": place, "what": what})
        self.write_if_due()

    def hear(self, document: str, calls: Iterable[DeprecatedCall]) -> None:
        """Count calls of what ends."""
        self.file.add(Counter(Counted("call", document, *call) for call in calls))

    def write_if_due(self) -> None:
        """Write the counts if a minute has passed. Raises what `CountsFile.write` raises."""
        if self.file.is_due():
            self.file.write()

    @cached_property
    def _metrics(self) -> MetricsCounter:
        return MetricsCounter(SEEN, "What responses had at their documented places")

    def _of(self, contract: Contract) -> SeenValues:
        from .seen_values import SeenValues

        known = self._seen.get(id(contract))
        if known is None:
            # The contract is kept, because its identity is the key.
            known = self._seen[id(contract)] = (contract, SeenValues(contract))
        return known[1]
