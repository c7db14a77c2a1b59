"""Which deprecated parts may be removed on the day of a comparison, and what is announced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from ...openapi.deprecations import is_deprecated, sunset_of
from ...openapi.stability import BY_DEFAULT, Stability
from ...openapi.types import Object

# Whether a part may be removed: its sunset is past, or still to come, or it has none.
Time: TypeAlias = Literal["due", "early", "unannounced"]


class Removal(NamedTuple):
    """Whether a part may be removed, and the end of the sentence about its removal."""

    time: Time
    words: str

    @property
    def is_due(self) -> bool:
        """Whether the sunset is past."""
        return self.time == "due"


class Terms(NamedTuple):
    """The day of a comparison, the least days of a deprecation, and what is promised at all."""

    today: date
    least_days: int = 0
    stability: Stability = BY_DEFAULT

    def removal(self, old: Object) -> Removal:
        """What the base says about the removal of a part."""
        sunset = sunset_of(old)
        if not is_deprecated(old):
            return Removal("unannounced", "")
        if sunset is None:
            return Removal("unannounced", "; it had no sunset date")
        if sunset > self.today:
            return Removal("early", f" before its sunset on {sunset}")
        return Removal("due", f"; its sunset was {sunset}")

    def announcements(self, old: Object, new: Object) -> Iterator[tuple[str, str]]:
        """What is new about the end of a part that stays: the last part of an id, and the message.

        The message of a new deprecation begins with the verb.
        """
        before, after = sunset_of(old), sunset_of(new)
        if is_deprecated(new) and not is_deprecated(old):
            yield "deprecated", "is deprecated" + (f"; its sunset is {after}" if after else "")
            before = None
        if is_deprecated(old) and before and after and after < before:
            yield "sunset-sooner", f"Its sunset was {before} and is {after}"
        if is_deprecated(new) and after and not before and self._is_soon(after):
            days = (after - self.today).days
            when = f"is {days} days away" if days >= 0 else "is past"
            asked = f"{self.least_days} days are asked for"
            yield "sunset-soon", f"Its sunset {after} {when}, and {asked}"

    def _is_soon(self, sunset: date) -> bool:
        return 0 < self.least_days > (sunset - self.today).days
