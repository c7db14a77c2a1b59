"""Tells from a key which kind of secret or personal data is below it."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum, auto
from functools import lru_cache
from typing import Final, NamedTuple

from .operation_names import singular


class Kind(Enum):
    """A kind of secret or personal data."""

    SECRET = auto()
    MAIL = auto()
    MAC = auto()
    IP = auto()
    USER_AGENT = auto()
    GIVEN_NAME = auto()
    FAMILY_NAME = auto()
    USERNAME = auto()
    NAME = auto()
    PHONE = auto()
    POSTCODE = auto()
    CITY = auto()
    ADDRESS = auto()
    HOUSE_NUMBER = auto()
    BIRTH_YEAR = auto()
    BIRTHDAY = auto()
    NATIONAL_ID = auto()
    CARD = auto()
    ACCOUNT = auto()
    LATITUDE = auto()
    LONGITUDE = auto()
    COORDINATES = auto()
    AGE = auto()
    INCOME = auto()


_NUMBER: Final = r"(_?(number|no|nr|num))?"
# A text under one of these keys is the name of a person.
_PERSON: Final = (
    r"(user|author|customer|owner|creator|employee|patient|recipient|sender|receiver|assignee"
    r"|reviewer|person|buyer|seller|guest|participant|attendee|student|teacher|driver|doctor|spouse"
    r"|card_?holder|account_?holder|beneficiary|payer|payee|applicant|signatory|signer|editor"
    r"|reporter|commenter|requester|approver|next_of_kin|emergency_contact|resident|traveller"
    r"|passenger|subscriber|follower|nurse|physician)"
)
# An object under one of these keys may be a person, and then has a name.
_PARTY: Final = (
    rf"({_PERSON}|client|member|contact|profile|agent|account|lead|manager|partner|admin|staff"
    r"|actor|holder|friend|people|child|parent|me|viewer|sibling|billing|shipping|supplier)"
)
_DONE_BY: Final = (
    r"((?!sorted|grouped|filtered)[a-z]+ed|made|sent|written|built|paid|sold|given)_by"
)
# Whole words at the end of a key, in the singular. The first matching pattern applies.
_AT_END: Final = tuple(
    (kind, re.compile(rf"(^|_)({pattern})(_?\d{{1,2}})?$"))
    for kind, pattern in (
        (
            Kind.SECRET,
            r"pass|pwd|pw|otp|totp|pin|pin_hash|cvc|cvv|csc|hash|digest|salt|nonce|dsn|jwt|hmac"
            r"|connection_string|connection_ur[il]|(database|db|redis|broker|amqp|mongo)_ur[il]"
            r"|webhook_url|seed_phrase|mnemonic|(recovery|backup|verification|security|access"
            r"|activation|invite|reset|confirmation|sms|mfa|2fa|two_factor|login|auth|one_time|otp|door|gate"
            r"|pin)_?code|security_(answer|question)|auth|sid",
        ),
        (Kind.MAIL, r"e?_?mail(_addr(ess)?)?|b?cc|reply_to|gravatar"),
        (Kind.MAC, r"mac(_addr(ess)?)?|bssid|imei|imsi|(hw|hardware|ethernet)_addr(ess)?"),
        (Kind.IP, r"ip(_?v[46])?(_addr(ess)?)?|ipv[46]|(remote|peer)_addr(ess)?|x_forwarded_for"),
        (Kind.USER_AGENT, r"user_?agent|ua"),
        (
            Kind.GIVEN_NAME,
            r"(first|given|middle|christian|fore|preferred)_?name|fname|call_name|initial",
        ),
        (Kind.FAMILY_NAME, r"(last|family|maiden|second|birth|sur)_?name|lname"),
        (
            Kind.USERNAME,
            r"(user|nick|screen|login|account)_?name|login|handle|nick|gamer_?tag"
            r"|(github|twitter|slack|skype|telegram|discord|instagram)(_?(handle|name|user))?",
        ),
        (
            Kind.NAME,
            rf"(full|display|legal|contact|real|public|{_PARTY})_?name|name_on_card|{_PERSON}"
            rf"|{_DONE_BY}|(mother|father|parent|partner|guardian|manager)_?name",
        ),
        (Kind.PHONE, rf"((tele|cell|work|home)?_?phone|mobile|cell|fax|tel|msisdn|sms){_NUMBER}"),
        (Kind.POSTCODE, r"post(al)?_?code|zip(_?code)?|plz"),
        (
            Kind.CITY,
            r"city|town|village|suburb|municipality|locality|(place_of_)?birth_?place|hometown"
            r"|place_of_birth|neighbou?rhood|county|province",
        ),
        (
            Kind.ADDRESS,
            r"(street|road|address|addr|po_?box|apartment)(_?line)?(_?name)?|line_?[1-4]"
            r"|formatted_?address",
        ),
        (
            Kind.HOUSE_NUMBER,
            r"(house|street|address|building|po_?box|apartment)_?(number|no|nr)",
        ),
        (Kind.BIRTH_YEAR, r"birth_?year|year_?of_?birth|yob|born_(in|year)|year_born"),
        (
            Kind.BIRTHDAY,
            r"birth_?da(y|te)|date_?of_?birth|dob|b_?day|born(_on|_at|_date)?|birth|birth_?month"
            r"|(day|month)_of_birth",
        ),
        (
            Kind.NATIONAL_ID,
            r"social_?security(_?(number|no))?|ssn|nin|nino|itin|cpf|curp|bsn|dni|pesel|aadhaar|mrn"
            r"|(national|personal|citizen|identity|id_card|government|tax|tax_?payer|vat|insurance"
            r"|medical_record|nhs|driv(er|ing)s?_?licen[cs]e|passport|identification)"
            r"_?(id|no|nr|number|code)|passport|driv(er|ing)s?_?licen[cs]e|licen[cs]e_plate"
            r"|number_plate|vin|(employee|student|customer|patient|policy|client)_?(number|no|nr)",
        ),
        (
            Kind.CARD,
            rf"(credit|debit|bank|payment)_?card{_NUMBER}|card_?(number|no|num)|pan"
            r"|cc_?(number|num)|last_?(4|four)(_digit)?",
        ),
        (
            Kind.ACCOUNT,
            r"iban|bic|swift(_code)?|bank_?account(_?(number|no))?|account_?(number|no|nr|num)"
            r"|routing_?(number|no)|sort_?code|acct(_no)?",
        ),
        (Kind.LATITUDE, r"lat|latitude"),
        (Kind.LONGITUDE, r"lng|lon|long|longitude"),
        (
            Kind.COORDINATES,
            r"coordinate|coord|geo|geo_?(location|point|json|hash|position)|lat_?l(ng|on)|lnglat"
            r"|lonlat|geometry|gp|gps|gp_\w+|gps_\w+|centroid|polygon|line_?string|boundary|viewport|bbox|northing|easting|bounding_box|waypoint|polyline",
        ),
        (Kind.INCOME, r"salary|wage|income|net_worth"),
        # A cache or a file has an age too, such as `max_age`.
        (Kind.AGE, rf"(?<!.)age(_in)?(_year)?|{_PARTY}_age(_in)?(_year)?"),
    )
)
_SECRET: Final = re.compile(
    r"secret|passw|passphrase|passcode|token|credential|authori[sz]ation(?!_?id)|cook(ie|y)|session"
    r"|signature|[cx]srf|bearer|(api|private|access|license|encryption|signing|ssh)_?key"
    r"|finger_?print|password"
)
# Says how much, when or which sort; such a value is not the secret that the key names too.
_MEASURE: Final = re.compile(
    r"(^|_)(count|total|type|kind|at|on|in|expir\w*|ttl|lifetime|length|len|size|limit|max|min|used"
    r"|left|remaining|version|required|enabled|disabled|policy|alg|algorithm|status|second|minute"
    r"|hour|day|ms|until|date|time|timestamp|since|rate|quota|index|position|score|strength|attempt"
    r"|failure|retry|format|duration|percent|average|avg|sum|cost|price|created|updated|started"
    r"|ended|scheme|country|country_code|currency|language|locale|time_?zone)$"
    r"|^(max|min|num|number_of|total|n|count|avg|has|is)_"
)
_POINT: Final = re.compile(r"(^|_)(location|position|point|center|centre|origin)$")
_BIRTH: Final = re.compile(r"birth|born|bday|(^|_)dob(_|$)")
_ID: Final = re.compile(r"(^|_)(id|pk)$")
# Keys that say nothing beyond the key of the object around.
_GENERIC: Final = re.compile(
    r"^(number|value|no|nr|raw|national|international|formatted|digit|data|content|main|home|work"
    r"|mobile|primary|other|point|[xyz]|text|year|month|day)(_?\d)?$"
)
_A_PARTY: Final = re.compile(rf"(^|_)({_PARTY}|{_DONE_BY})$")
_KEYED: Final = re.compile(r"(^|(?<!ed)_)(by|per)_[a-z]+(_[a-z]+)?$")
_NAME_OF: Final = frozenset({"name", "label", "title", "display", "text"})
_PERSONAL: Final = frozenset(
    {Kind.MAIL, Kind.GIVEN_NAME, Kind.FAMILY_NAME, Kind.USERNAME, Kind.PHONE, Kind.BIRTHDAY}
)
# Whatever is below a key of these kinds is of the kind.
_WHOLE: Final = frozenset({Kind.SECRET, Kind.BIRTHDAY})
# An object under a key of another kind holds nothing else.
_NOT_INHERITED: Final = frozenset({Kind.NAME, Kind.USERNAME, Kind.AGE, None})


@lru_cache(maxsize=4096)
def words_of(key: str) -> str:
    """A key in snake case, with its last word in the singular: `phoneNumbers` is phone_number."""
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", key)
    return singular(re.sub(r"[\W_]+", "_", split).strip("_").lower())


@lru_cache(maxsize=4096)
def kind_of(key: str) -> Kind | None:
    """The kind of secret or personal data that a key names; None if it names none."""
    words = words_of(key)
    kind = next((kind for kind, pattern in _AT_END if pattern.search(words)), None)
    if kind is None and _SECRET.search(words) and not _MEASURE.search(words):
        return Kind.SECRET
    return kind


class Place(NamedTuple):
    """A place in a body: its key, the kind of the values there, and the key of the object around.

    For the whole body the key is empty, and `around` says what the operation is about.
    `is_own` says that the key of the place tells the kind, and not that of an object around it.
    """

    key: str = ""
    kind: Kind | None = None
    is_own: bool = False
    around: str = ""

    def below(self, key: str, beside: Collection[str] = ()) -> Place:
        """The place of a member of the object here; `beside` are the keys of that object."""
        own = kind_of(key)
        if own is None and words_of(key) in _NAME_OF and self._is_person(beside):
            own = Kind.NAME
        if key in ("x", "y") and self.is_point:
            own = Kind.COORDINATES
        is_aside = self.kind is not Kind.BIRTHDAY and _is_aside(key)
        inherited = None if self.kind in _NOT_INHERITED or is_aside else self.kind
        return Place(key, own or inherited, own is not None, self.key or self.around)

    def _is_person(self, beside: Collection[str]) -> bool:
        return bool(_A_PARTY.search(words_of(self.key or self.around))) or any(
            kind_of(key) in _PERSONAL for key in beside
        )

    @property
    def telling(self) -> Kind | None:
        """The kind of a value here: its key tells it, or says nothing beyond the key around it."""
        if self.is_own or self.kind in _WHOLE or _GENERIC.search(words_of(self.key)):
            return self.kind
        return None

    @property
    def is_point(self) -> bool:
        """Whether the key may name a point on the earth, or one of a picture."""
        return bool(_POINT.search(words_of(self.key)))

    @property
    def is_id(self) -> bool:
        """Whether the value is the id of something, such as `session_id`."""
        return bool(_ID.search(words_of(self.key)))

    @property
    def is_of_birth(self) -> bool:
        """Whether a date here may be a birthday."""
        return self.kind is Kind.BIRTHDAY or bool(_BIRTH.search(words_of(self.key)))

    @property
    def is_plural(self) -> bool:
        """Whether the key is a plural."""
        return singular(self.key) != self.key

    @property
    def is_keyed(self) -> bool:
        """Whether an object here may have a key for each of many: `scores_by_user`, `users`."""
        words = words_of(self.key)
        return bool(_KEYED.search(words) or (self.is_plural and _A_PARTY.search(words)))


def _is_aside(key: str) -> bool:
    """Whether a key names something else than what the object around it is."""
    words = words_of(key)
    return bool(_MEASURE.search(words) or _ID.search(words))
