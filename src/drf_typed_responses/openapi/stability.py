"""What a document says about how stable a part is: an extension such as `x-stability`."""

from __future__ import annotations

from typing import Final, NamedTuple

from .types import Object

# The values of several conventions, the least stable first. A part without one is stable.
LEVELS: Final = ("draft", "experimental", "alpha", "preview", "beta", "stable")
STABLE: Final = "stable"


class Stability(NamedTuple):
    """The key of the extension, and the values of parts whose compatibility is promised."""

    key: str = "x-stability"
    promised: tuple[str, ...] = (STABLE,)

    def of(self, raw: Object) -> str:
        """The value of a part; "stable" without one."""
        return str(raw.get(self.key) or STABLE)

    def promises(self, raw: Object) -> bool:
        """Whether the compatibility of a part is promised: also of a part with an unknown value."""
        value = self.of(raw)
        return value in self.promised or value not in LEVELS

    def lowered(self, old: Object, new: Object) -> str:
        """A sentence about a part that is less stable than before; "" for any other."""
        before, after = self.of(old), self.of(new)
        if before not in LEVELS or after not in LEVELS or _rank(after) >= _rank(before):
            return ""
        return f"Its stability was {before} and is {after}"


BY_DEFAULT: Final = Stability()


def _rank(value: str) -> int:
    return LEVELS.index(value)
