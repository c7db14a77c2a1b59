"""Replaces what looks like a secret or a person's in recorded values.

What names tell is taken from names, and the rest from the form of a text. A person's name that
stands in a text, or under a key that does not say so, is not recognised.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from ..openapi.formats import CHECKS

REPLACED: Final = "replaced"
MAIL: Final = "person@example.org"
# Keys by the words in them. The first that fits decides.
_BY_KEY: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), made_up)
    for pattern, made_up in (
        (
            r"secret|pass(w|phrase|code)|token|credential|authorization|cookie|session|signature"
            r"|csrf|bearer|(api|private|access|license|encryption|signing)_?key"
            r"|(^|_)(pass|pwd|otp|pin|cvc|cvv|ssn|iban|card_?number|account_number)$",
            REPLACED,
        ),
        (r"(first|given|middle)_?name$", "Ada"),
        (r"(last|family|maiden)_?name$|surname$", "Lovelace"),
        (r"(full|display|legal|contact)_?name$", "Ada Lovelace"),
        (r"(user|nick|screen)_?name$|(^|_)login$", "ada"),
        (r"(^|_)((tele)?phone|mobile|fax|tel)(_?number)?$", "+1 202 555 0100"),
        (r"(^|_)(street|address|postal_?code|post_?code|zip_?code|zip)(_?line)?(_?\d)?$", REPLACED),
        (r"(^|_)(birth_?day|birth_?date|date_of_birth|dob)$", "1815-12-10"),
    )
)
_OF_A_PERSON: Final = re.compile(
    r"mail(_address)?$|(first|last|full|user)_?name$|(^|_)(login|phone|birth_?da(y|te))$"
)
# Formats of which every value is replaced by its form.
_BY_FORM: Final = ("uuid", "ipv4", "ipv6")
_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_QUERY: Final = re.compile(r"\?[\w.\[\]%-]+=[^\s\"'<>]*")  # of an address without a host
_MAIL: Final = re.compile(r"[^@\s<>\"']+@[^@\s<>\"',;]+")
_UUID: Final = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.IGNORECASE)
_TOKEN: Final = re.compile(
    r"\b(?:eyJ[\w-]+\.[\w-]+\.[\w-]*"  # a JSON Web Token
    r"|(?:sk|pk|ghp|gho|xox[abp]|AKIA|glpat)[-_A-Za-z0-9]{12,}"
    r"|[0-9a-f]{32,}|[0-9A-F]{32,}"
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
    words = _words(key)
    return next((made_up for pattern, made_up in _BY_KEY if pattern.search(words)), None)


def telling(key: str, above: str) -> str:
    """The key that tells of a value: its own, or that of the object it stands in."""
    return above if made_up_for(above) and not made_up_for(key) else key


def _words(key: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key).lower()


class Cleaner:
    """Cleans the values of one sample; equal ids stay equal, and different ones different.

    `public` are texts that stay under a key that tells: the document has them as members of enums.
    """

    def __init__(self, public: Collection[str] = ()) -> None:
        self._public = public
        self._ids: dict[str, str] = {}
        self._by_form: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
            (_URL, self._url),
            (_QUERY, lambda match: ""),
            (_MAIL, lambda match: MAIL),
            (_UUID, self._id),
            (_TOKEN, lambda match: REPLACED),
            (_IBAN, lambda match: _checked(match[0], _is_iban, REPLACED)),
            (_CARD, lambda match: _checked(match[0], _is_card, "4111 1111 1111 1111")),
            (_PHONE, lambda match: "+1 202 555 0100"),
            (_ADDRESS, _address),
        )

    def value(self, value: Any, key: str = "") -> Any:
        """A value under a key, clean, and of the type and format that it had."""
        if isinstance(value, dict):
            return self._object(value, key)
        if isinstance(value, list):
            return [self.value(part, key) for part in value]
        if isinstance(value, str):
            return self._named(value, made_up_for(key))
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return type(value)(0) if made_up_for(key) or _is_card(str(value)) else value
        return value

    def text(self, text: str) -> str:
        """A text without what its form gives away."""
        if CHECKS["date-time"](text) or CHECKS["date"](text):
            return text
        for pattern, replacement in self._by_form:
            text = pattern.sub(replacement, text)
        return text

    def _object(self, value: Mapping[str, Any], above: str) -> dict[str, Any]:
        cleaned = {
            self.text(key): self.value(part, telling(key, above)) for key, part in value.items()
        }
        is_person = any(_OF_A_PERSON.search(_words(key)) for key in value)
        if is_person and isinstance(value.get("name"), str):
            cleaned["name"] = "Ada Lovelace"
        return cleaned

    def _named(self, text: str, made_up: str | None) -> str:
        """What stands in for a text under a key that tells; its format stays."""
        if text in self._public:
            return text
        if not text or made_up is None or any(CHECKS[name](text) for name in _BY_FORM):
            return self.text(text)
        if CHECKS["email"](text):
            return MAIL
        is_day = CHECKS["date"](made_up)
        if CHECKS["date-time"](text):
            return f"{made_up}T00:00:00Z" if is_day else text
        if CHECKS["date"](text):
            return made_up if is_day else text
        return REPLACED if is_day else made_up

    def _id(self, match: re.Match[str]) -> str:
        number = len(self._ids) + 1
        return self._ids.setdefault(match[0].lower(), f"00000000-0000-4000-8000-{number:012}")

    def _url(self, match: re.Match[str]) -> str:
        """An address without credentials, query and fragment, on a host that is nobody's."""
        try:
            parts = urlsplit(match[0])
        except ValueError:  # a host in brackets that is no address
            return "https://example.org"
        return urlunsplit((parts.scheme, "example.org", self.text(parts.path), "", ""))


def _checked(text: str, is_right: Callable[[str], bool], made_up: str) -> str:
    """A text whose longest beginning that has right check digits is replaced; it ends a group."""
    ends = [len(text), *(match.start() for match in re.finditer("[ -]", text))]
    end = max((end for end in ends if is_right(text[:end])), default=0)
    return made_up + text[end:] if end else text


def _is_card(text: str) -> bool:
    """Luhn's check. Source: ISO/IEC 7812-1."""
    if not _CARD.fullmatch(text):
        return False
    digits = [int(character) for character in text if character.isdigit()][::-1]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_iban(text: str) -> bool:
    """Source: ISO 13616, the check of an international bank account number."""
    plain = text.replace(" ", "")
    if len(plain) < 15:
        return False
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def _address(match: re.Match[str]) -> str:
    try:
        version = ipaddress.ip_address(match[0]).version
    except ValueError:
        return match[0]
    return "192.0.2.1" if version == 4 else "2001:db8::1"
