"""Findings of a generation by operation; outside a public document, drf-spectacular's messages."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from ..exceptions import SettingsError, TranslationError
from ..findings import Finding
from ..project_files import is_of_project, is_of_python
from ..translate.settlement import Collision
from . import upstream_texts
from .locations import NOWHERE, Location, class_location
from .method_annotations import function_line
from .misdeclared import misdeclared, misdeclared_scopes
from .operation_facts import owner_of
from .view_methods import view_method


class OperationFindings:
    """Collects findings, each with the operation it is about.

    If `public` is set, an error becomes a finding; otherwise a message of drf-spectacular.
    """

    def __init__(self) -> None:
        self.public = False
        self.findings: list[Finding] = []
        self.operation = ""
        self.in_callback = False
        self._handled: tuple[Any, str] | None = None
        # Called with name, number and count as each operation begins: the progress of a build.
        self.on_operation: Callable[[str, int, int], None] | None = None
        self.total = self.number = 0
        # The operation in which drf-spectacular first gave each message, by raw text.
        self.said_in: dict[str, str] = {}
        # The ids of the views whose operation is not in the document, with a finding that says why.
        self.explained: set[int] = set()
        self._reported: list[TranslationError] = []
        self._by_serializer: dict[Hashable, list[TranslationError]] = {}

    @contextmanager
    def in_operation(self, method: str, path: str, view: Any) -> Iterator[None]:
        """Attribute the findings of the block to one operation.

        In a public document an exception of the project's code ends the block and becomes a
        finding, and only this operation is left out. In other documents it is raised. SettingsError
        is always raised.
        """
        outer, self.in_callback = self.operation, bool(self.operation)
        outer_handled, self._handled = self._handled, (view, method)
        self.operation = f"{method.upper()} {path}"
        self.number += not self.in_callback
        if self.on_operation is not None:
            self.on_operation(self.operation, self.number, self.total)
        before = upstream_texts.Progress.now()
        try:
            yield
        except SettingsError:
            raise
        except Exception as failure:  # views, serializers and fields are code of the project
            if not self.public:
                raise
            before.unwind()
            self.findings.append(self._failed(failure, view, method))
            self.explained.add(id(view))
        finally:
            self.said_in |= dict.fromkeys(before.said_since(), self.operation)
            # drf-spectacular generates the mocked view of a callback inside its operation.
            self.operation, self.in_callback = outer, False
            self._handled = outer_handled

    def place(self) -> Location:
        """The method of the operation that is documented at present; NOWHERE outside of one."""
        return function_line(view_method(*self._handled)) if self._handled else NOWHERE

    def _failed(self, failure: Exception, view: Any, method: str) -> Finding:
        function = view_method(view, method)
        place = function_line(function)
        finding = view_failed(failure, type(view), self.operation, place)
        finding = replace(finding, owner=owner_of(view, function))
        file, line = place
        with suppress(Exception):  # the code of the project that has failed may fail again
            for message, hint in misdeclared(view.schema):
                return replace(finding, message=message, hint=hint, file=file, line=line)
        return finding

    def report_excluded(self, view: Any, excluding: str) -> None:
        """Add a finding about a public operation that its schema class excludes."""
        self.explained.add(id(view))
        cls = type(view)
        method = self.operation.partition(" ")[0].lower()
        file, line = function_line(getattr(cls, getattr(view, "action", None) or method))
        self.findings.append(
            Finding(
                level="error",
                id="excluded",
                message=f"{cls.__name__} is public, but {excluding} leaves it out",
                hint="Remove one of the two.",
                operation=self.operation,
                path=cls.__name__,
                file=file,
                line=line,
                owner=owner_of(view),
            )
        )

    def report_scopes(self, view: Any) -> None:
        """Add a finding for each `versions=` and `methods=` that drf-spectacular misreads."""
        for path, message, hint in misdeclared_scopes(view.schema):
            file, line = self.place()
            self.findings.append(
                Finding(
                    "error",
                    "malformed",
                    message,
                    hint=hint,
                    operation=self.operation,
                    path=path,
                    file=file,
                    line=line,
                    owner=owner_of(view),
                )
            )

    def report(self, error: TranslationError, operation: str = "") -> None:
        """Report an error of a type, in the operation that is generated if no other is given."""
        self._reported.append(error)
        if not self.public:
            upstream_texts.error(str(error))
            return
        self.findings.append(
            Finding(
                level="error",
                id=error.id,
                message=error.message,
                hint=error.hint,
                operation=operation or self.operation,
                path=error.path,
                file=error.file,
                line=error.line,
            )
        )

    def warn(self, collision: Collision, operation: str = "") -> None:
        """Report two types that claim the same component name, at the place of one of them."""
        message = collision.message
        if self.public:
            found = Finding(
                "warning",
                "name-collision",
                message,
                operation=operation,
                file=collision.file,
                line=collision.line,
            )
            self.findings.append(found)
        else:
            upstream_texts.warn(message)

    def note(self, message: str, path: str, file: str, line: int | None) -> None:
        """Report metadata beside a type that its schema does not express."""
        if not self.public:
            upstream_texts.warn(f"{path}: {message}" if path else message)
            return
        self.findings.append(
            Finding(
                level="info",
                id="metadata",
                message=message,
                hint="Say it in the description, if clients should know.",
                operation=self.operation,
                path=path,
                file=file,
                line=line,
            )
        )

    def report_unsaid(self, method: Callable[..., Any], path: str) -> None:
        """Report a method of a model without the annotation that would say whether it is null."""
        file, line = function_line(method)
        self.findings.append(
            Finding(
                level="info",
                id="null-unsaid",
                message=f"nothing says whether {method.__qualname__} returns None; the document "
                "says that it does not",
                hint="Annotate what it returns, or give the field `allow_null=True` or `=False`.",
                operation=self.operation,
                path=path,
                file=file,
                line=line,
            )
        )

    @contextmanager
    def in_serializer(self, serializer: Hashable) -> Iterator[None]:
        """Report the errors inside a serializer again in every operation that uses it.

        drf-spectacular maps each serializer once in a document.
        """
        before = len(self._reported)
        yield
        new, known = self._reported[before:], self._by_serializer.setdefault(serializer, [])
        known += (error for error in new if error not in known)
        for error in known:
            if error not in new:
                self.report(error)


def view_failed(
    failure: Exception, cls: type, operation: str = "", place: Location = NOWHERE
) -> Finding:
    """The finding of an exception that the project's code raised during the generation.

    If no line of the project is in the traceback, the place is the class of the project whose
    inherited code failed, such as a serializer; else `place`, or that of the view class.
    """
    places = (raised_at(failure), _failed_class(failure, cls), place, class_location(cls))
    file, line = next((each for each in places if each[0]), NOWHERE)
    return Finding(
        level="error",
        id="view-failed",
        message=f"{type(failure).__name__} while its document was generated: {failure}",
        hint="Views run without a real request here; `swagger_fake_view` is then true on the view.",
        operation=operation,
        path=cls.__name__,
        file=file,
        line=line,
        owner=owner_of(cls),
    )


def raised_at(failure: BaseException) -> Location:
    """The innermost line of the project's own code in the traceback of an exception.

    For a project that is an installed package, the innermost line that is not a framework's.
    """
    lines = [
        (frame.f_code.co_filename, line, frame.f_globals.get("__name__", ""))
        for frame, line in traceback.walk_tb(failure.__traceback__)
    ]
    own = [line for line in lines if is_of_project(line[0])]
    own = own or [line for line in lines if not _is_of_framework(line[2], line[0])]
    return own[-1][:2] if own else NOWHERE


def _failed_class(failure: BaseException, view: type) -> Location:
    """The innermost class of the project, apart from the view, whose inherited code raised."""
    frames = [frame for frame, _ in traceback.walk_tb(failure.__traceback__)]
    for frame in reversed(frames):
        owner = type(frame.f_locals.get("self"))
        file, line = class_location(owner)
        if owner is not view and is_of_project(file):
            return file, line
    return NOWHERE


def _is_of_framework(module: str, file: str) -> bool:
    return module.partition(".")[0] in _FRAMEWORK or is_of_python(file)


_FRAMEWORK = {__name__.partition(".")[0], "adrf", "django", "drf_spectacular", "rest_framework"}
