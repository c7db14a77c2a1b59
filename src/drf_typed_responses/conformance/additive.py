"""Whether a test fails where a response has more than is documented: the settings say, or the run.

A request that is accepted beyond its documentation fails no test.
"""

from __future__ import annotations

from ..conf import current_settings


class _Run:
    """What the options of a run of pytest say; it goes before the settings."""

    chosen: str | None = None


def choose(additive: str | None) -> None:
    """From now on it is "report" or "fail", whatever the settings say; None takes that back."""
    _Run.chosen = additive


def fails() -> bool:
    return (_Run.chosen or current_settings().contract_additive) == "fail"
