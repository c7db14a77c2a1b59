"""A sample body made of recorded ones, without what looks like a secret or a person's."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

_SECRET: Final = re.compile(
    r"secret|passw|token|api_?key|private_?key|credential|authorization|cookie|session|signature"
    r"|otp\b|pin\b|csrf|bearer",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(
    r"\b(?:eyJ[\w-]+\.[\w-]+\.[\w-]*"  # a JSON Web Token
    r"|(?:sk|pk|ghp|gho|xox[abp]|AKIA|glpat)[-_A-Za-z0-9]{12,}"
    r"|[0-9a-f]{32,}"
    r"|(?=[\w+/-]*[0-9])(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])[\w+/-]{24,}=*)"
)
_UUID: Final = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.IGNORECASE)
_MAIL: Final = re.compile(r"[^@\s<>\"']+@[^@\s<>\"',;]+")
_ADDRESS: Final = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b")
_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_KEPT_ITEMS = 2


def sample_of(bodies: list[Any]) -> Any:
    """The fullest body, its lists cut short and its secrets, mails and tokens replaced."""
    return _cleaned(max(bodies, key=_size), "")


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + sum(1 + _size(part) for part in value.values())
    if isinstance(value, list):
        return 1 + sum(_size(part) for part in value[:_KEPT_ITEMS])
    return 0 if value is None else 1


def _cleaned(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {_cleaned_text(key): _cleaned(part, key) for key, part in value.items()}
    if isinstance(value, list):
        return [_cleaned(part, name) for part in value[:_KEPT_ITEMS]]
    if _SECRET.search(name) and isinstance(value, (str, int)) and not isinstance(value, bool):
        return "replaced" if isinstance(value, str) else 0
    return _cleaned_text(value) if isinstance(value, str) else value


def _cleaned_text(text: str) -> str:
    for pattern, replacement in _REPLACED:
        text = pattern.sub(replacement, text)
    return text


def _plain_url(match: re.Match[str]) -> str:
    """An address without credentials, query and fragment, on a host that is nobody's."""
    parts = urlsplit(match[0])
    return urlunsplit((parts.scheme, "example.org", _cleaned_text(parts.path), "", ""))


_REPLACED: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (_URL, _plain_url),
    (_MAIL, "person@example.org"),
    (_UUID, "00000000-0000-4000-8000-000000000000"),
    (_TOKEN, "replaced"),
    (_ADDRESS, "192.0.2.1"),
)
