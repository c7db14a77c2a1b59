"""What was wrong with the types of one document: findings, or drf-spectacular's own messages."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any

from drf_spectacular.drainage import GENERATOR_STATS, error, warn

from ..exceptions import SettingsError, TranslationError
from ..findings import Finding
from .facts import owner_of
from .places import NOWHERE, Place
from .sources import function_line


class Problems:
    """What was wrong, and in which operation.

    `public` is set for a public document: there an error is a finding instead of a message of
    drf-spectacular.
    """

    def __init__(self) -> None:
        self.public = False
        self.findings: list[Finding] = []
        self.operation = ""
        self.in_callback = False
        # For the progress of a long build: told of each operation as it begins.
        self.on_operation: Callable[[str, int, int], None] | None = None
        self.total = self.number = 0
        # In which operation drf-spectacular said something first, by its text.
        self.spoken: dict[str, str] = {}
        self._reported: list[TranslationError] = []
        self._of_component: dict[Hashable, list[TranslationError]] = {}

    @contextmanager
    def operating(self, method: str, path: str, view: Any) -> Iterator[None]:
        """Findings from now on are of this operation, also what the project's code raises.

        An exception ends the operation, which is then left out, and not the public document.
        """
        outer, self.in_callback = self.operation, bool(self.operation)
        self.operation = f"{method.upper()} {path}"
        self.number += not self.in_callback
        if self.on_operation is not None:
            self.on_operation(self.operation, self.number, self.total)
        traces, said = len(GENERATOR_STATS._traces), [len(cache) for cache in _caches()]
        try:
            yield
        except SettingsError:
            raise
        except Exception as failure:  # views, serializers and fields are code of the project
            if not self.public:
                raise
            del GENERATOR_STATS._traces[traces:]
            self.findings.append(failed(failure, type(view), self.operation))
        finally:
            for cache, before in zip(_caches(), said, strict=True):
                self.spoken |= dict.fromkeys(islice(cache, before, None), self.operation)
            # The mocked view of a callback is generated inside its operation.
            self.operation, self.in_callback = outer, False

    def excluded(self, view: Any) -> None:
        """A view that is public and that its own decorator keeps out of every document."""
        cls = type(view)
        method = self.operation.partition(" ")[0].lower()
        file, line = function_line(getattr(cls, getattr(view, "action", None) or method))
        message = f"{cls.__name__} is public and @extend_schema(exclude=True) leaves it out"
        hint = "Remove one of the two."
        self.findings.append(
            Finding(
                "error",
                "excluded",
                message,
                hint=hint,
                operation=self.operation,
                path=cls.__name__,
                file=file,
                line=line,
                owner=owner_of(cls),
            )
        )

    def report(self, problem: TranslationError) -> None:
        """An error of a type: a finding of a public document, else drf-spectacular's error."""
        self._reported.append(problem)
        if not self.public:
            error(str(problem))
            return
        self.findings.append(
            Finding(
                "error",
                problem.id,
                problem.message,
                hint=problem.hint,
                operation=self.operation,
                path=problem.path,
                file=problem.file,
                line=problem.line,
            )
        )

    @contextmanager
    def making(self, serializer: Any) -> Iterator[None]:
        """What is wrong inside a serializer is so in every operation that has it.

        drf-spectacular looks into a serializer once in a document.
        """
        before = len(self._reported)
        yield
        new, known = self._reported[before:], self._of_component.setdefault(serializer, [])
        known += (problem for problem in new if problem not in known)
        for problem in known:
            if problem not in new:
                self.report(problem)

    def warn(self, message: str) -> None:
        if self.public:
            self.findings.append(Finding("warning", "name-collision", message))
        else:
            warn(message)


def failed(failure: Exception, cls: type, operation: str = "") -> Finding:
    """The finding of an exception that a project's code raised while it was looked at."""
    file, line = raised_at(failure)
    return Finding(
        "error",
        "view-failed",
        f"{type(failure).__name__} while its document was generated: {failure}",
        hint="Views run without a real request here; `swagger_fake_view` on the view says so.",
        operation=operation,
        path=cls.__name__,
        file=file,
        line=line,
        owner=owner_of(cls),
    )


def raised_at(failure: BaseException) -> Place:
    """Where the project's own code was when an exception was raised."""
    frames = [frame for frame, _ in traceback.walk_tb(failure.__traceback__)]
    own = [f for f in frames if f.f_globals.get("__name__", "").partition(".")[0] not in _FRAMEWORK]
    return (own[-1].f_code.co_filename, own[-1].f_lineno) if own else NOWHERE


def _caches() -> tuple[Mapping[str, int], ...]:
    """What drf-spectacular has said so far of a document, the latest last."""
    return GENERATOR_STATS._error_cache, GENERATOR_STATS._warn_cache


_FRAMEWORK = {
    __name__.partition(".")[0],
    "contextlib",
    "django",
    "drf_spectacular",
    "importlib",
    "rest_framework",
}
