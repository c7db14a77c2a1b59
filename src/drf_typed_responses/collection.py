"""Garbage collection during builds and comparisons, which keep most objects that they make."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# The number of new objects after which garbage is collected.
YOUNG: Final = 50_000


def collect_seldom() -> None:
    """Let collection begin less often, and leave out the objects that there are: the modules.

    It took a tenth of a build.
    """
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(max(thresholds[0], YOUNG), *thresholds[1:])


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Let collection begin less often for a while; it took a third of a large comparison.

    Where several threads do this, the first one that raised the number restores it.
    """
    thresholds = gc.get_threshold()
    # With 0, collection is off.
    raised = 0 < thresholds[0] < YOUNG
    if raised:
        gc.set_threshold(YOUNG, *thresholds[1:])
    try:
        yield
    finally:
        if raised:
            gc.set_threshold(*thresholds)
