"""Views and methods that `@warnings.deprecated` or its backport marks. Source: PEP 702."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rest_framework.views import APIView

from ..translate.declarations import own_deprecation, with_deprecation
from .upstream import Schema
from .view_methods import view_method

_MARK = "__deprecated__"


def deprecation(view: APIView, method: str) -> str | None:
    """The message of the decorator of a method or of its view; None without the decorator."""
    written = view_method(view, method)
    every = (vars(view), getattr(written, "__dict__", {}), vars(type(view)))
    return next((members[_MARK] for members in every if _MARK in members), None)


def mark(view: APIView, callback: Any) -> None:
    """Deprecate a view whose callback has the decorator above `@api_view`."""
    if _MARK in vars(callback):
        setattr(view, _MARK, vars(callback)[_MARK])


def add_message(described: Schema, message: str | None) -> None:
    """Add the message, if there is one, to the description of an operation."""
    if message:
        described["description"] = with_deprecation(described.get("description"), message)


@contextmanager
def quietly_made(cls: type) -> Iterator[None]:
    """Ignore the warning that a deprecated class gives when a view is made of it."""
    message = own_deprecation(cls)
    with warnings.catch_warnings():
        if message:
            warnings.filterwarnings("ignore", re.escape(message))
        yield
