"""Replaces secrets and personal data in recorded values by made-up ones.

They are recognised by the key, such as `api_key`, or by the form of the text, such as an e-mail
address. A person's name inside a text, or under another key, is not recognised.
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
# Substitutes by the words in a key. The first matching pattern applies.
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
_PERSONAL_KEY: Final = re.compile(
    r"mail(_address)?$|(first|last|full|user)_?name$|(^|_)(login|phone|birth_?da(y|te))$"
)
# Formats with values that `text` replaces under any key.
_BY_FORM: Final = ("uuid", "ipv4", "ipv6")
_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_QUERY: Final = re.compile(r"\?[\w.\[\]%-]+=[^\s\"'<>]*")  # for a URL without a host
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


def substitute_for(key: str) -> str | None:
    """The text that replaces values under a key; None if the key suggests no secret."""
    words = _words(key)
    return next((made_up for pattern, made_up in _BY_KEY if pattern.search(words)), None)


def telling_key(key: str, above: str) -> str:
    """The key that describes a value: its own, or else that of the object around it."""
    return above if substitute_for(above) and not substitute_for(key) else key


def _words(key: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key).lower()


class Anonymizer:
    """Replaces secrets and personal data in one sample.

    Equal UUIDs become equal UUIDs, and different UUIDs become different ones. `public` are texts
    that are kept under any key, such as members of enums in the document.
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
        """The value with secrets and personal data replaced; its type and format are kept."""
        if isinstance(value, dict):
            return self._object(value, key)
        if isinstance(value, list):
            return [self.value(part, key) for part in value]
        if isinstance(value, str):
            return self._named(value, substitute_for(key))
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return type(value)(0) if substitute_for(key) or _is_card(str(value)) else value
        return value

    def text(self, text: str) -> str:
        """The text with secrets and personal data that have a known form replaced."""
        if CHECKS["date-time"](text) or CHECKS["date"](text):
            return text
        for pattern, replacement in self._by_form:
            text = pattern.sub(replacement, text)
        return text

    def _object(self, value: Mapping[str, Any], above: str) -> dict[str, Any]:
        found = {
            self.text(key): self.value(part, telling_key(key, above)) for key, part in value.items()
        }
        is_person = any(_PERSONAL_KEY.search(_words(key)) for key in value)
        if is_person and isinstance(value.get("name"), str):
            found["name"] = "Ada Lovelace"
        return found

    def _named(self, text: str, made_up: str | None) -> str:
        """The substitute for a text in the same format; `made_up` is the substitute for its key."""
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
        """A URL without credentials, query and fragment, on a reserved host."""
        try:
            parts = urlsplit(match[0])
        except ValueError:  # a host in brackets that is not an IP address
            return "https://example.org"
        return urlunsplit((parts.scheme, "example.org", self.text(parts.path), "", ""))


def _checked(text: str, is_right: Callable[[str], bool], made_up: str) -> str:
    """A text with its longest beginning that has right check digits replaced by `made_up`.

    The beginning ends where a group of digits ends.
    """
    ends = [len(text), *(match.start() for match in re.finditer("[ -]", text))]
    end = max((end for end in ends if is_right(text[:end])), default=0)
    return made_up + text[end:] if end else text


def _is_card(text: str) -> bool:
    """Whether a text is the number of a payment card. Source: ISO/IEC 7812-1, Luhn's check."""
    if not _CARD.fullmatch(text):
        return False
    digits = [int(character) for character in text if character.isdigit()][::-1]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_iban(text: str) -> bool:
    """Whether a text is an international bank account number. Source: ISO 13616, the check."""
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
