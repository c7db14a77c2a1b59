"""Whether a JSON text has a key, told without parsing the text."""

from __future__ import annotations

import json
import re
from functools import lru_cache


def has_key(body: bytes, name: str) -> bool:
    """Whether some object in a JSON text has a key, however it is spelled."""
    literal, plain, escape, escaped = _spelled(name)
    # Finding no text is much faster than finding no match, and most bodies have neither.
    is_plain = literal in body and plain.search(body) is not None
    return is_plain or bool(escape.search(body) and escaped.search(body))


@lru_cache(maxsize=1024)
def _spelled(
    name: str,
) -> tuple[bytes, re.Pattern[bytes], re.Pattern[bytes], re.Pattern[bytes]]:
    """A key as it is, a search for it, a search for an escaped letter of it, and one for all.

    Before the text of a key no backslash can stand, and only after a key stands a colon. Source:
    RFC 8259 sections 4 and 7.
    """
    short = _quoted(name)
    spellings = (rb"(?:%b|%b)" % (re.escape(_quoted(each)[1:-1]), _escape(each)) for each in name)
    return (
        short,
        _key(re.escape(short)),
        re.compile(b"|".join(map(_escape, name))),
        _key(rb'"%b"' % b"".join(spellings)),
    )


def _quoted(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False).encode(errors="replace")


def _key(quoted: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?<!\\)%b[ \t\r\n]*:" % quoted)


def _escape(letter: str) -> bytes:
    """An expression for a letter as an escape that no writer needs."""
    units = letter.encode("utf-16-be", "surrogatepass").hex()
    parts = (units[start : start + 4] for start in range(0, len(units), 4))
    code = "".join(rf"\\u(?i:{part})" for part in parts)
    return (rf"(?:{code}|\\/)" if letter == "/" else code).encode()
