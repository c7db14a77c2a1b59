"""The rules of a public document: one file each, found by being here."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from ..rule import Rule


@cache
def own_rules() -> tuple[Rule, ...]:
    """The rules of this package, sorted by id."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    found = [value for module in modules for value in vars(module).values() if type(value) is Rule]
    return tuple(sorted(found, key=lambda rule: rule.id))
