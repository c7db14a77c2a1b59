"""Garbage collection during a build, which keeps most of the objects that it makes."""

from __future__ import annotations

import gc
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
