"""Two JSON texts side by side, line by line, with the differences marked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple, TypeAlias

# A value that fits into one line is written in one.
WIDTH: Final = 56
# The lines around a difference, and the most lines of one side.
AROUND: Final = 3
MOST_LINES: Final = 40
# A longer text is not laid out.
LONGEST: Final = 20_000
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\w+|\s+|.')


class Piece(NamedTuple):
    """A part of a line, and whether the other side lacks it."""

    text: str
    differs: bool = False


Line: TypeAlias = tuple[Piece, ...]
# The line of the base and of the revision; None for a line that only the other side has.
Row: TypeAlias = tuple[Line | None, Line | None]


def rows(base: str, revised: str) -> list[Row]:
    """The lines of both texts, those that belong together in one row; long parts are left out."""
    old, new = _lines(base), _lines(revised)
    if not (old and new):
        found = [*((_whole(line), None) for line in old), *((None, _whole(line)) for line in new)]
    else:
        found = [*_compared(old, new)]
    if len(found) <= MOST_LINES:
        return found
    more = (Piece(f"… and {len(found) - MOST_LINES} more lines"),)
    return [*found[:MOST_LINES], (more if old else None, more if new else None)]


def _compared(old: list[str], new: list[str]) -> Iterator[Row]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    blocks = matcher.get_opcodes()
    for number, (kind, a, b, c, d) in enumerate(blocks):
        if kind == "equal":
            same: list[Row] = [((Piece(line),), (Piece(line),)) for line in old[a:b]]
            yield from _near(same, number > 0, number < len(blocks) - 1)
        else:
            longer = max(b - a, d - c)
            for at in range(longer):
                yield _pair(*(s[i + at] if i + at < j else None for s, i, j in (
                    (old, a, b), (new, c, d))))  # fmt: skip


def _near(same: list[Row], after: bool, before: bool) -> list[Row]:
    """The equal lines near a difference."""
    head, tail = AROUND * after, AROUND * before
    if len(same) <= head + tail + 1:
        return same
    dots: Row = ((Piece("…"),), (Piece("…"),))
    return [*same[:head], dots, *same[len(same) - tail :]]


def _pair(old: str | None, new: str | None) -> Row:
    if old is None or new is None:
        return (None if old is None else _whole(old), None if new is None else _whole(new))
    olds, news = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    if matcher.ratio() < 0.4:
        return _whole(old), _whole(new)
    codes = matcher.get_opcodes()
    return (
        tuple(Piece("".join(olds[a:b]), kind != "equal") for kind, a, b, _, _ in codes if b > a),
        tuple(Piece("".join(news[c:d]), kind != "equal") for kind, _, _, c, d in codes if d > c),
    )


def _whole(line: str) -> Line:
    text = line.lstrip(" ")
    return (Piece(line[: len(line) - len(text)]), Piece(text, True))


def _lines(text: str) -> list[str]:
    if len(text) > LONGEST:
        return [f"{text[: WIDTH * 4]} …"]
    try:
        return "".join(_laid_out(json.loads(text), "")).split("\n") if text else []
    except (ValueError, RecursionError):
        return [text]


def _laid_out(value: Any, indent: str) -> Iterator[str]:
    """The JSON text of a value, of which only long containers take several lines."""
    short = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(short) <= WIDTH or not value or not isinstance(value, dict | list):
        yield short
        return
    ends = "{}" if isinstance(value, dict) else "[]"
    keyed: Sequence[tuple[str, Any]] = (
        [(f"{json.dumps(key, ensure_ascii=False)}: ", each) for key, each in value.items()]
        if isinstance(value, dict)
        else [("", each) for each in value]
    )
    yield ends[0]
    for number, (key, each) in enumerate(keyed):
        yield f"{',' if number else ''}\n{indent}  {key}"
        yield from _laid_out(each, f"{indent}  ")
    yield f"\n{indent}{ends[1]}"
