"""The types in the table of forms."""

import collections
import datetime
import decimal
import enum
import ipaddress
import uuid
import warnings
from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict
from collections.abc import (
    Collection,
    Generator,
    ItemsView,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from types import MappingProxyType
from typing import (
    Annotated,
    Any,
    Final,
    Generic,
    List,
    Literal,
    LiteralString,
    NamedTuple,
    Never,
    NewType,
    Optional,
    Union,
)

import typing_extensions as te
from annotated_types import Ge, Gt, Interval, Le, Len, Lt, MaxLen, MinLen, MultipleOf
from typing_extensions import (
    Doc,
    NotRequired,
    ReadOnly,
    Required,
    TypeAliasType,
    TypedDict,
    TypeVar,
    deprecated,
)

from drf_typed_responses.translate.metadata import (
    Component,
    Email,
    Format,
    Pattern,
    Private,
    Slug,
    Sunset,
    Url,
)

T = TypeVar("T")
D = TypeVar("D", default=str)
B = TypeVar("B", bound=int)
C = TypeVar("C", int, str)


class Team(TypedDict):
    """A team of an organization."""

    id: str
    slug: str
    """The team's URL-safe short name."""
    lead: str | None


class Optionals(TypedDict, total=False):
    a: int


class Both(Optionals):
    b: int


class Qualified(TypedDict, total=False):
    a: Required[Annotated[int, Ge(0)]]
    b: Annotated[NotRequired[str], Doc("Maybe.")]
    c: ReadOnly[Required[bool]]


class Hidden(TypedDict):
    id: str
    nickname: Private[str]


class Closed(TypedDict, closed=True):
    id: str


class Extra(TypedDict, extra_items=int):
    id: str


class ClosedHidden(TypedDict, closed=True):
    id: str
    nickname: Private[str]


Functional = TypedDict("Functional", {"class": int, "user.name": NotRequired[str]})


class Tree(TypedDict):
    children: list["Tree"]


class Ping(TypedDict):
    pong: "Pong | None"


class Pong(TypedDict):
    ping: Ping | None


class Page(TypedDict, Generic[T]):
    data: list[T]
    next: str | None


class TeamPage(Page[Team]):
    total: int


class Defaulted(TypedDict, Generic[D]):
    value: D


class Bounded(TypedDict, Generic[B]):
    value: B


class Constrained(TypedDict, Generic[C]):
    value: C


class Cat(TypedDict):
    kind: Literal["cat"]
    lives: int


class Dog(TypedDict):
    kind: Literal["dog", "puppy"]


class Bird(TypedDict):
    kind: "BirdKind"


class Fish(TypedDict):
    kind: "FishKind"


class FishKind(enum.StrEnum):
    COD = "cod"
    EEL = "eel"


@Component("Squad")
class Renamed(TypedDict):
    id: str


@deprecated("Use Team.")
class Old(TypedDict):
    id: Annotated[str, deprecated("Use slug.")]


class Point(NamedTuple):
    x: int
    y: float


class Colour(enum.StrEnum):
    RED = "red"
    BLUE = "blue"


@deprecated("Use Colour.")
class OldColour(enum.StrEnum):
    """A colour."""

    RED = "red"


class Level(enum.IntEnum):
    """How bad it is."""

    LOW = 1
    HIGH = 2


class Landing(datetime.date, enum.Enum):
    FIRST = 1969, 7, 20


class Mixed(str, enum.Enum):
    A = "a"


class Flags(enum.IntFlag):
    A = 1
    B = 2


class Plain(enum.Enum):
    A = "a"


class Money:
    pass


UserId = NewType("UserId", int)
Status = TypeAliasType("Status", Literal["open", "closed"])
Json = TypeAliasType("Json", "int | str | list[Json] | dict[str, Json]")
Pair = TypeAliasType("Pair", tuple[T, T], type_params=(T,))
AnyJson = dict[str, "AnyJson"] | list["AnyJson"] | str | int
Cells = tuple[int, "Cells | None"]
Loose = collections.namedtuple("Loose", "x y")
Pet = TypeAliasType("Pet", Cat | Dog)
BirdKind = TypeAliasType("BirdKind", Literal["bird"])
OldAlias = list[Team]


class Teams(list[Team]):
    pass
