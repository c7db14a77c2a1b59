"""The asynchronous views of adrf, whose actions have other names than those of REST framework."""

from __future__ import annotations

import sys
from types import ModuleType
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


def classes_of_adrf() -> list[type]:
    """The classes of adrf that are imported, whose docstrings describe no view of a project."""
    modules = (sys.modules[name] for name in sorted(sys.modules) if name.startswith(_PACKAGE))
    members = (vars(module).values() for module in modules if isinstance(module, ModuleType))
    return [
        member
        for values in members
        for member in list(values)
        if isinstance(member, type) and member.__module__.startswith(_PACKAGE)
    ]


_PACKAGE = "adrf."
