"""A point of a contract: a part that a test can show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

_STATES: Final = {"optional": "present", "nullable": "{}", "enum": "= {}"}


class Point(NamedTuple):
    """A part of a contract to be shown: "operation", "status", "optional", "nullable" or "enum".

    A part of requests is an "operation", a "parameter", an "attribute", an "enum" or a "refusal".
    `label` is "GET /path/ 200" or "TeamResponse.avatar"; for a part without a name it is the path
    from the nearest name. `state` is "present", "null", "set", or the member of an enum as JSON.
    """

    kind: str
    label: str
    state: str = ""

    def __str__(self) -> str:
        return f"{self.label} {_STATES.get(self.kind, '{}').format(self.state)}".rstrip()


class ContractPoints(NamedTuple):
    """The points that the responses and the requests of a contract can show."""

    responses: Sequence[Point]
    requests: Sequence[Point]
