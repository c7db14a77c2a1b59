"""Imports its partner for the type checker only, which imports it back."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    import decimal as dec
    from datetime import date as day

    from . import circular_b
    from .circular_b import Owner

    Names = list[str]

if typing.TYPE_CHECKING:
    from os import absent

    from missing_package import Missing


class Pet(TypedDict):
    owner: Owner | None
    other: circular_b.Owner
    born: day
    weight: dec.Decimal
    names: Names


class Broken(TypedDict):
    value: Missing


class Absent(TypedDict):
    value: absent


class Unknown(TypedDict):
    value: list[Nowhere]


def pets() -> list[Pet]:
    raise NotImplementedError
