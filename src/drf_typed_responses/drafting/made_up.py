"""Made-up values: for each kind of personal data, for each format, and for each shape of a text."""

from __future__ import annotations

import ipaddress
import mimetypes
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final, TypeAlias

from ..openapi.formats import CHECKS
from .key_kinds import Kind, words_of

# Makes the text of a number: 0 for the first value of a kind, and another text for each number.
Made: TypeAlias = Callable[[int], str]

_PEOPLE: Final = (
    "Ada Lovelace",
    "Grace Hopper",
    "Alan Turing",
    "Emmy Noether",
    "Mary Jackson",
    "Edsger Dijkstra",
)
_FIRST_DAY: Final = date(1980, 1, 31)


def numbered(text: str, separator: str = " ") -> Made:
    """The text, and for further values the text with a number."""
    return lambda number: f"{text}{separator}{number + 1}" if number else text


def _person(pick: Callable[[str], str]) -> Made:
    def made(number: int) -> str:
        rest, position = divmod(number, len(_PEOPLE))
        return pick(_PEOPLE[position]) + (f" {rest + 1}" if rest else "")

    return made


def mail(number: int) -> str:
    """An e-mail address of a domain that nobody has."""
    return f"person{number + 1 if number else ''}@example.org"


def day(number: int) -> str:
    """A birthday."""
    return str(_FIRST_DAY + timedelta(days=number))


def phone(number: int) -> str:
    """A phone number that is reserved for fiction."""
    return f"+1 202 555 {100 + number:04}"


def uuid(number: int) -> str:
    """A UUID."""
    return f"00000000-0000-4000-8000-{number + 1:012}"


REPLACED: Final = numbered("replaced")
CARD: Final = numbered("4111 1111 1111 1111")
IBAN: Final = numbered("GB33BUKB20201555555555")
_IPV4: Final[Made] = lambda number: str(ipaddress.IPv4Address("192.0.2.1") + number)  # noqa: E731
_IPV6: Final[Made] = lambda number: str(ipaddress.IPv6Address("2001:db8::1") + number)  # noqa: E731
# Source: RFC 7042 section 2.1.2, the addresses for documentation.
_MAC: Final[Made] = lambda number: f"00:00:5e:00:53:{number % 256:02x}"  # noqa: E731

BY_KIND: Final[dict[Kind, Made]] = {
    Kind.SECRET: REPLACED,
    Kind.MAIL: mail,
    Kind.MAC: _MAC,
    Kind.IP: _IPV4,
    Kind.USER_AGENT: numbered("ExampleBrowser/1.0"),
    Kind.GIVEN_NAME: _person(lambda name: name.partition(" ")[0]),
    Kind.FAMILY_NAME: _person(lambda name: name.partition(" ")[2]),
    Kind.USERNAME: _person(lambda name: name.partition(" ")[0].lower()),
    Kind.NAME: _person(str),
    Kind.PHONE: phone,
    Kind.CITY: numbered("Exampletown"),
    Kind.ADDRESS: lambda number: f"{number + 1} Example Street",
    Kind.HOUSE_NUMBER: lambda number: f"{number + 1}",
    Kind.BIRTH_YEAR: lambda number: f"{1980 + number}",
    Kind.BIRTHDAY: numbered("31 January 1980"),
    Kind.LATITUDE: lambda number: f"51.{477 + number}",
    Kind.LONGITUDE: lambda number: f"-0.{number + 1:03}",
    Kind.COORDINATES: lambda number: f"51.{477 + number},-0.001",
    Kind.AGE: lambda number: f"{36 + number}",
    Kind.INCOME: lambda number: f"{50000 + number}",
}
# Numbers for the kinds whose numbers tell something; those of other kinds are ids and counts.
NUMBERS: Final[dict[Kind, float]] = {
    Kind.SECRET: 0,
    Kind.IP: 3221225985,  # 192.0.2.1
    Kind.PHONE: 12025550100,
    Kind.POSTCODE: 10000,
    Kind.HOUSE_NUMBER: 1,
    Kind.ADDRESS: 1,  # below the key of an address
    Kind.BIRTH_YEAR: 1980,
    Kind.BIRTHDAY: 1980,
    Kind.NATIONAL_ID: 123456789,
    Kind.CARD: 4111111111111111,
    Kind.ACCOUNT: 12345678,
    Kind.LATITUDE: 51.477,
    Kind.LONGITUDE: -0.001,
    Kind.COORDINATES: 0,
    Kind.AGE: 36,
    Kind.INCOME: 50000,
}
# A smaller integer under a key of the kind is an id or a count, as in `{"mobile": 12}`.
LEAST: Final[dict[Kind, int]] = {
    Kind.IP: 10**6,
    Kind.PHONE: 10**5,
    Kind.POSTCODE: 1000,
    Kind.NATIONAL_ID: 1000,
    Kind.CARD: 1000,
    Kind.ACCOUNT: 1000,
    Kind.LATITUDE: 1000,
    Kind.LONGITUDE: 1000,
    Kind.COORDINATES: 1000,
}

_MAC_FORM: Final = re.compile(r"([0-9a-fA-F]{2}([:-]))([0-9a-fA-F]{2}\2){4}[0-9a-fA-F]{2}")
_TOKEN: Final = re.compile(
    r"(Basic|Bearer|Token|Digest) .*"
    r"|eyJ[\w-]+\.[\w-]+\.[\w-]*"  # a JSON Web Token
    r"|(?:sk|pk|rk|ghp|gho|xox[abp]|AKIA|glpat|whsec)[-_A-Za-z0-9]{12,}"
    r"|\$(2[aby]|argon2\w*|[156y])\$.*"  # bcrypt, argon2 and those of crypt
    r"|(pbkdf2|bcrypt|scrypt|argon2|md5|sha1|sha256)\w*\$.*"  # as Django writes hashes
    r"|[0-9a-f]{32,}|[0-9A-F]{32,}"
    r"|(?=[\w+/-]*[0-9])(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])[\w+/-]{24,}=*"
)
_MAIL_WITH_NAME: Final = re.compile(r"[^<>]+<[^@\s<>]+@[^@\s<>]+>")
_CARD: Final = re.compile(r"[3-6]\d{3}(?:[ -]?\d){9,15}")
_IBAN: Final = re.compile(r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?")
_PHONE: Final = re.compile(r"\+\d[\d ().-]{6,18}\d")
_BROWSER: Final = re.compile(r"(Mozilla|Opera|Dalvik|curl|okhttp|python-requests)/.*")
_POINT: Final = re.compile(r"-?\d{1,3}\.\d{3,}[,; ]+-?\d{1,3}\.\d{3,}")


def is_card(text: str) -> bool:
    """Whether a text is the number of a payment card. Source: ISO/IEC 7812-1, Luhn's check."""
    if not _CARD.fullmatch(text):
        return False
    digits = [int(character) for character in text if character.isdigit()][::-1]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


# What a text is made of: the first test that holds chooses what takes its place.
_BY_FORM: Final[tuple[tuple[Callable[[str], object], Made], ...]] = (
    (CHECKS["uuid"], uuid),
    (CHECKS["ipv4"], _IPV4),
    (CHECKS["ipv6"], _IPV6),
    (_MAC_FORM.fullmatch, _MAC),
    (_TOKEN.fullmatch, REPLACED),
    (_MAIL_WITH_NAME.fullmatch, lambda number: f"Ada Lovelace <{mail(number)}>"),
    (CHECKS["email"], mail),
    (is_card, CARD),
    (_IBAN.fullmatch, IBAN),
    (_PHONE.fullmatch, phone),
    (_BROWSER.fullmatch, BY_KIND[Kind.USER_AGENT]),
    (_POINT.fullmatch, BY_KIND[Kind.COORDINATES]),
)


def of_form(text: str) -> Made | None:
    """What takes the place of a text of a known form; None for another text."""
    return next((made for has_form, made in _BY_FORM if has_form(text)), None)


def of_kind(text: str, kind: Kind) -> Made:
    """What takes the place of a text of a kind. Numbers of documents keep their shape."""
    return BY_KIND.get(kind) or (lambda number: masked(text, number + 1))


def is_data(key: str) -> bool:
    """Whether a key is an id, a date or an address, and no name of an attribute."""
    is_name_of_day = CHECKS["date"](key) or CHECKS["date-time"](key)
    return key.isdecimal() or is_name_of_day or "://" in key or of_form(key) is not None


_HOST_KEY: Final = re.compile(r"(^|_)(host|host_?name|domain|server|fqdn)$")
_WORDS: Final = {
    "-": re.compile("[a-z0-9]+(-[a-z0-9]+)*"),
    "_": re.compile("[a-z0-9]+([_.][a-z0-9]+)*"),
}


def of_shape(text: str, key: str) -> Made:
    """What takes the place of any other text: words of its key, written as the text is."""
    words = words_of(key) or "text"
    _, dot, extension = text.rpartition(".")
    if dot and f".{extension.lower()}" in mimetypes.types_map and " " not in text:
        return lambda number: f"{numbered('example', '-')(number)}.{extension}"
    if _HOST_KEY.search(words) and "." in text:
        return lambda number: f"host{number + 1}.example.org"
    if re.search(r"\d", text) and re.fullmatch(r"[A-Z\d ()/_.,:#+-]+", text):
        return lambda number: masked(text, number + 1)
    for separator, pattern in _WORDS.items():
        if pattern.fullmatch(text):
            return numbered(f"example_{words}".replace("_", separator), separator)
    if re.fullmatch(r"[A-Z0-9_]{2,}", text):
        return numbered(f"EXAMPLE_{words.upper()}", "_")
    return numbered(f"Example {words.replace('_', ' ')}")


def masked(text: str, number: int) -> str:
    """A text of the same shape: its letters are x or X, and its digits those of the number."""
    digits = iter(str(number).zfill(sum(map(str.isdecimal, text))))
    return "".join(_mask(character, digits) for character in text)


def _mask(character: str, digits: Iterator[str]) -> str:
    if character.isdecimal():
        return next(digits)
    if character.isalpha():
        return "X" if character.isupper() else "x"
    return character
