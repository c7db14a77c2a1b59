"""Aliases that another module uses, which has other types of the same names."""

from typing import TypedDict, Union


class Team(TypedDict):
    number: int


Teams = list["Team"]
Tagged = Union["Team", list["Tagged"]]


class Holder(TypedDict):
    tagged: Tagged


TeamsByName = dict[str, "Team"]
TeamOrNumber = list["Team"] | int
Branch = dict[str, Union["Branch", "Twig"]]
Twig = list["Branch"]


class Tree(TypedDict):
    branch: Branch
    twig: Twig
