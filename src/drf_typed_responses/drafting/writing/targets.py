"""Finds where the code of an operation stands: file, class and function."""

from __future__ import annotations

import inspect
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rest_framework.viewsets import ViewSetMixin

from ...project_files import is_of_project
from ...publish.public import written_view
from ...publish.published_operations import OperationSource
from ...spectacular.view_methods import (
    is_action,
    is_api_view,
    is_own,
    method_name,
)
from .source_files import SourceError


@dataclass(frozen=True, slots=True)
class Target:
    """The source of an operation.

    `owner` is the qualified name of the view class, "" for a function of `@api_view`; `function` is
    the name of the method or function. `is_inherited` says that the class inherits the method, and
    `is_action` that the method has `@action`. `shares_function` says that the function handles
    other methods of HTTP too.
    """

    file: Path
    module: str
    owner: str
    function: str
    view: type
    is_inherited: bool = False
    is_action: bool = False
    shares_function: bool = False

    @property
    def qualname(self) -> str:
        """The qualified name of the function."""
        return f"{self.owner}.{self.function}" if self.owner else self.function


def target_of(source: OperationSource) -> Target:
    """The target of an operation's source. Raises SourceError if the source cannot be edited."""
    cls, name = source.view, method_name(source.facts.view, source.method)
    if is_api_view(cls, name):
        return _of_function(source)
    cls = written_view(cls)
    if _is_hidden(cls):
        raise SourceError(f"its module has another class of that name, {cls.__qualname__}")
    return Target(
        _file(source, inspect.getsourcefile(cls), cls.__qualname__),
        cls.__module__,
        cls.__qualname__,
        name,
        cls,
        is_inherited=not is_own(cls, source.function) or name not in vars(cls),
        is_action=is_action(cls, name),
        shares_function=_handled(cls, name) > 1,
    )


def _is_hidden(cls: type) -> bool:
    """Whether a later class of its module has its name, so that this one is not found by it."""
    found: object = sys.modules.get(cls.__module__)
    for name in cls.__qualname__.split("."):
        found = getattr(found, name, None)
    return isinstance(found, type) and found is not cls and _dotted(found) == _dotted(cls)


def _dotted(cls: type) -> tuple[str, str]:
    return cls.__module__, cls.__qualname__


def _of_function(source: OperationSource) -> Target:
    function: Any = source.function
    # A decorator of another module may be around it.
    written = inspect.getsourcefile(inspect.unwrap(function))
    file = _file(source, written, function.__qualname__)
    methods = {*source.view.http_method_names} - {"options"}  # type: ignore[attr-defined]
    name = function.__qualname__
    return Target(
        file, function.__module__, "", name, source.view, shares_function=len(methods) > 1
    )


def _file(source: OperationSource, file: str | None, qualname: str) -> Path:
    if not file or not is_of_project(file):
        raise SourceError(f"{source.operation} is in an installed package, {qualname}")
    if "<locals>" in qualname:
        raise SourceError(f"a function makes the view of {source.operation}, {qualname}")
    return Path(file)


def _handled(cls: type, name: str) -> int:
    """The number of methods of HTTP that a method handles; `@action` may name several."""
    if not issubclass(cls, ViewSetMixin):
        return 1
    actions: Any = cls.get_extra_actions()
    mappings = [list(action.mapping.values()) for action in actions]
    return max((each.count(name) for each in mappings), default=1)
