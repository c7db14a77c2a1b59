"""A module with aliases of another one, and with a type of its own by a name in one of them."""

from typing import TypedDict

from .aliased import Branch, TeamOrNumber, TeamsByName
from .aliased import Twig as Leaf


class Team(TypedDict):
    name: str


class Imported(TypedDict):
    by_name: TeamsByName
    either: TeamOrNumber
    own: list["Team"]


class Here(TypedDict):
    branch: Branch
    renamed: Leaf
