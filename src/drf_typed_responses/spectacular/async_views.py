"""The asynchronous views of adrf, whose actions have other names than those of REST framework."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def acting(view: Any, action: str) -> bool:
    """Whether a view handles an action of that name."""
    return getattr(view, "action", None) == action


@contextmanager
def acting_as(view: Any, action: str) -> Iterator[None]:
    """Give a view another action inside the block."""
    own, view.action = view.action, action
    try:
        yield
    finally:
        view.action = own


def creates(view: Any, method: str) -> bool:
    """Whether a view of adrf creates an object: the action `acreate`, or `post` of its generics."""
    if method != "POST":
        return False
    if hasattr(view, "action"):
        return acting(view, "acreate")
    return getattr(type(view).post, "__module__", "") == "adrf.generics"
