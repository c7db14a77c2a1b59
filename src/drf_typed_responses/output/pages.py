"""Pages that need neither network nor other files: one HTML file each, from a template."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Final

from .wording import printable

_STATIC: Final = Path(__file__).parent / "static"


def filled(template: str, parts: Mapping[str, str]) -> str:
    """A page with each `@@NAME@@` of its template replaced; parts are HTML.

    `BASE` are the styles of all pages, and `POLICY` is the Content-Security-Policy that allows the
    styles and the script of the page alone.
    """
    text = _static(template).replace("@@BASE@@", _static("base.css"))
    given = {"POLICY": _policy(text), **parts}
    before, *rest = text.split("@@")
    # Every second part is a name; a value with "@@" in it is not read again.
    named = zip(rest[::2], rest[1::2], strict=True)
    return before + "".join(given[name] + after for name, after in named)


def text_of(text: str) -> str:
    """Text from a document as HTML."""
    return escape(printable(text))


def _static(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")


def _policy(page: str) -> str:
    """Source: CSP Level 3, 2.3.1 "Source Lists": a hash allows exactly one inline element."""
    hashes = {kind: _hash(page, kind) for kind in ("style", "script")}
    return (
        f"default-src 'none'; style-src {hashes['style']}; script-src {hashes['script']}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(page: str, element: str) -> str:
    (content,) = re.findall(rf"<{element}>(.*?)</{element}>", page, re.DOTALL)
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
