"""The asynchronous views of adrf, whose actions have other names than those of REST framework."""

from __future__ import annotations

from typing import Any


def acting(view: Any, action: str) -> bool:
    """Whether a view handles an action of that name."""
    return getattr(view, "action", None) == action


def creates(view: Any, method: str) -> bool:
    """Whether a view of adrf creates an object: the action `acreate`, or `post` of its generics."""
    if method != "POST":
        return False
    if hasattr(view, "action"):
        return acting(view, "acreate")
    return getattr(type(view).post, "__module__", "") == "adrf.generics"
