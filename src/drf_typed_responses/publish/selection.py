"""Which operations of the project are in a document: the setting PUBLIC."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeAlias

from ..conf import Settings
from ..exceptions import SettingsError
from .public import declared_public

# Of a path as its URL pattern writes it, a method in capitals, and the class of the view.
IsChosen: TypeAlias = Callable[[str, str, type], bool]

# `format_suffix_patterns` routes each operation a second time, as `/teams{format}`.
FORMAT_SUFFIX: Final = "<drf_format_suffix"


class Unpublished(NamedTuple):
    """The operations that no document has; `published` are the `(regex, method)` of the others.

    With `every_url`, they are also those at URLs that `public_urls` of their views do not name.
    """

    published: frozenset[tuple[str, str]]
    every_url: bool = False
    is_all: bool = True

    def has(self, path: str, regex: str, method: str, callback: Any) -> bool:
        """Whether no document has an endpoint; a route of a format suffix is not one of its own."""
        return (regex, method) not in self.published and FORMAT_SUFFIX not in regex


class Selection(NamedTuple):
    """The operations of a document.

    With `is_all` it has every operation whose view and function do not say that it is private.
    `chosen` decides alone, whatever views declare; without it, a document has what they declare.
    """

    is_all: bool = False
    chosen: IsChosen | None = None
    name: str = ""
    every_url: bool = False

    @classmethod
    def of(cls, settings: Settings) -> Selection:
        """The selection of a project's settings. Raises SettingsError as `imported_public` does."""
        return cls(settings.public == "all", settings.imported_public(), settings.public)

    def has(self, path: str, regex: str, method: str, callback: Any) -> bool:
        """Whether an endpoint is in the document. Raises SettingsError if `chosen` fails."""
        if self.chosen is not None:
            return self._chooses(path, method, callback.cls)
        declared = declared_public(callback, method)
        if self.is_all:
            return declared is not False
        return bool(declared) and FORMAT_SUFFIX not in regex

    def _chooses(self, path: str, method: str, view: type) -> bool:
        assert self.chosen is not None
        try:
            return bool(self.chosen(path, method, view))
        except Exception as failure:  # code of the project
            # To leave out the operation, or to publish it, would be a guess.
            raise SettingsError(
                f'TYPED_RESPONSES["PUBLIC"]: {self.name} failed for {method} {path}: '
                f"{type(failure).__name__}: {failure}"
            ) from failure


# Which operations a document has; with `is_all` a view may have several of its URLs there.
Selects: TypeAlias = Selection | Unpublished
