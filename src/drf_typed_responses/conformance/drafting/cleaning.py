"""Replaces what looks like a secret or a person's in recorded values.

What names tell is taken from names, and the rest from the form of a text. A person's name that
stands in a text, or under a key that does not say so, is not recognised.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from ...publish.validation.formats import FORMATS

REPLACED: Final = "replaced"
# Keys by the words in them. The first that fits decides.
_BY_KEY: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), made_up)
    for pattern, made_up in (
        (
            r"secret|passw|token|api_?key|private_?key|credential|authorization|cookie|session"
            r"|signature|csrf|bearer|(^|_)(otp|pin|cvc|cvv|ssn|iban|card_?number|account_number)$",
            REPLACED,
        ),
        (r"(first|given|middle)_?name$", "Ada"),
        (r"(last|family|maiden)_?name$|surname$", "Lovelace"),
        (r"(full|display|legal|contact)_?name$", "Ada Lovelace"),
        (r"(user|nick|screen)_?name$|(^|_)login$", "ada"),
        (r"(^|_)(phone|mobile|fax|tel)(_?number)?$", "+1 202 555 0100"),
        (r"(^|_)(street|address|postal_?code|post_?code|zip_?code|zip)(_?line)?(_?\d)?$", REPLACED),
        (r"(^|_)(birth_?day|birth_?date|date_of_birth|dob)$", "1815-12-10"),
    )
)
_OF_A_PERSON: Final = re.compile(r"e_?mail$|(first|last|full|user)_?name$|(^|_)login$")
_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_MAIL: Final = re.compile(r"[^@\s<>\"']+@[^@\s<>\"',;]+")
_UUID: Final = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.IGNORECASE)
_TOKEN: Final = re.compile(
    r"\b(?:eyJ[\w-]+\.[\w-]+\.[\w-]*"  # a JSON Web Token
    r"|(?:sk|pk|ghp|gho|xox[abp]|AKIA|glpat)[-_A-Za-z0-9]{12,}"
    r"|[0-9a-f]{32,}"
    r"|(?=[\w+/-]*[0-9])(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])[\w+/-]{24,}=*)"
)
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD: Final = re.compile(r"\b[3-6]\d{3}(?:[ -]?\d){9,15}\b")
_PHONE: Final = re.compile(r"\+\d[\d ().-]{6,18}\d\b")
_ADDRESS: Final = re.compile(
    r"(?<![\w.:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f.]*|\b(?:\d{1,3}\.){3}\d{1,3}\b", re.IGNORECASE
)


def made_up_for(key: str) -> str | None:
    """What stands in for the value under a key that tells of a secret or a person."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key).lower()
    return next((made_up for pattern, made_up in _BY_KEY if pattern.search(words)), None)


class Cleaner:
    """Cleans the values of one sample; equal ids stay equal, and different ones different."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._by_form: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
            (_URL, self._url),
            (_MAIL, lambda match: "person@example.org"),
            (_UUID, self._id),
            (_TOKEN, lambda match: REPLACED),
            (_IBAN, lambda match: REPLACED if _is_iban(match[0]) else match[0]),
            (_CARD, lambda match: "4111 1111 1111 1111" if _is_card(match[0]) else match[0]),
            (_PHONE, lambda match: "+1 202 555 0100"),
            (_ADDRESS, _address),
        )

    def value(self, value: Any, key: str = "") -> Any:
        """A value under a key, clean, and of the type and format that it had."""
        if isinstance(value, dict):
            return self._object(value)
        if isinstance(value, list):
            return [self.value(part, key) for part in value]
        if isinstance(value, str):
            return self._named(value, made_up_for(key))
        if isinstance(value, (int, float)) and not isinstance(value, bool) and made_up_for(key):
            return type(value)(0)
        return value

    def text(self, text: str) -> str:
        """A text without what its form gives away."""
        if FORMATS["date-time"](text) or FORMATS["date"](text):
            return text
        for pattern, replacement in self._by_form:
            text = pattern.sub(replacement, text)
        return text

    def _object(self, value: Mapping[str, Any]) -> dict[str, Any]:
        cleaned = {self.text(key): self.value(part, key) for key, part in value.items()}
        is_person = any(_OF_A_PERSON.search(key.lower()) for key in value)
        if is_person and isinstance(value.get("name"), str):
            cleaned["name"] = "Ada Lovelace"
        return cleaned

    def _named(self, text: str, made_up: str | None) -> str:
        if not text or made_up is None or FORMATS["date-time"](text) or FORMATS["uuid"](text):
            return self.text(text)
        if FORMATS["date"](text):
            return made_up if FORMATS["date"](made_up) else text
        return REPLACED if FORMATS["date"](made_up) else made_up

    def _id(self, match: re.Match[str]) -> str:
        number = len(self._ids) + 1
        return self._ids.setdefault(match[0].lower(), f"00000000-0000-4000-8000-{number:012}")

    def _url(self, match: re.Match[str]) -> str:
        """An address without credentials, query and fragment, on a host that is nobody's."""
        parts = urlsplit(match[0])
        return urlunsplit((parts.scheme, "example.org", self.text(parts.path), "", ""))


def _is_card(text: str) -> bool:
    """Luhn's check. Source: ISO/IEC 7812-1."""
    digits = [int(character) for character in text if character.isdigit()][::-1]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_iban(text: str) -> bool:
    """Source: ISO 13616, the check of an international bank account number."""
    plain = text.replace(" ", "")
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def _address(match: re.Match[str]) -> str:
    try:
        version = ipaddress.ip_address(match[0]).version
    except ValueError:
        return match[0]
    return "192.0.2.1" if version == 4 else "2001:db8::1"
