"""One mistake in a value: what is wrong, where it stands and which declaration it breaks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """What a rendered JSON value has against its schema, as plain data.

    `kind` is "missing", "null", "type", "value" (right type, wrong value), "undocumented", or
    "schema" for a schema that cannot be used, such as one with a reference that leads nowhere.
    `path` is the place in the value ("teams[2].avatar"; "" is the whole value), `message` says it
    in plain words and shows the value. `component` and `property` are what declares the place.

    The rest holds nothing of the value, for logs: `place` is the path with indexes and free keys
    left out ("teams[].avatar"), `expected` and `found` are JSON types.
    """

    kind: str
    path: str
    message: str
    component: str = ""
    property: str = ""
    place: str = ""
    expected: str = ""
    found: str = ""


_PLAIN = re.compile(r"[^\W\d][\w-]*\Z")


def path_of(steps: Iterable[str | int]) -> str:
    """`["teams", 2, "avatar"]` -> `teams[2].avatar`; a key that is no word is quoted."""
    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _PLAIN.match(step):
            text += f".{step}" if text else step
        else:
            text += f"[{json.dumps(step, ensure_ascii=False)}]"
    return text
