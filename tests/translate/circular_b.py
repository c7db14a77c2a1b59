"""The partner of circular_a."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from .circular_a import Pet


class Owner(TypedDict):
    pets: list[Pet]
