"""Every error of the package: facts as fields; `__str__` builds the text."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = [
    "DocumentError",
    "GenerationError",
    "InfiniteAliasError",
    "MissingAnnotationError",
    "NameConflictError",
    "OutputError",
    "PreviewError",
    "ReportError",
    "SettingsError",
    "TranslationError",
    "TypeHookError",
    "TypedResponsesError",
    "UnrenderableKeyError",
    "UnresolvableNameError",
    "UnsupportedTypeError",
]


class TypedResponsesError(Exception):
    """Base of all errors of this package."""


class SettingsError(TypedResponsesError):
    """A value in `TYPED_RESPONSES` cannot be used; the message names the key."""


class OutputError(TypedResponsesError):
    """The output folder or a file in it cannot be written; the old files are as they were."""


class DocumentError(TypedResponsesError):
    """The given value is not an OpenAPI document that can be compared; the message says why."""


class PreviewError(TypedResponsesError):
    """The page cannot be served: a port is in use, or an address is on another machine."""


class ReportError(TypedResponsesError):
    """A file is not the report that it is given as; the message names the file."""


class GenerationError(TypedResponsesError):
    """No document can be generated, for example if the URLconf cannot be imported."""


@dataclass(eq=False)
class TranslationError(TypedResponsesError):
    """A type that has no schema: the fact, the place and a remedy.

    `path` grows from the inside out: a leaf states the fact, and each container adds its step.
    """

    message: str
    hint: str = ""
    path: str = ""
    file: str = ""
    line: int | None = None
    notes: list[str] = field(default_factory=list, repr=False)

    # The id of the build's finding about the error.
    id = "type"

    def under(self, piece: str) -> TranslationError:
        """The same error, one container further out."""
        self.path = piece + self.path
        return self

    def at(self, file: str, line: int | None) -> TranslationError:
        """The same error with its place, unless a deeper place is already known."""
        if not self.file:
            self.file, self.line = file, line
        return self

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line) if part)
        place = f"{self.path}: " if self.path else ""
        text = f"{place}{self.message}"
        if where:
            text += f" ({where})"
        return f"{text}. {self.hint}" if self.hint else text


class UnsupportedTypeError(TranslationError):
    """No schema is known for the type, or the renderer cannot write its values."""

    id = "unsupported-type"


class UnresolvableNameError(TranslationError):
    """A name in an annotation exists neither at run time nor under `if TYPE_CHECKING:`."""

    id = "unresolvable-name"


class UnrenderableKeyError(TranslationError):
    """A type of dict key that JSON cannot have."""

    id = "unrenderable-key"


class InfiniteAliasError(TranslationError):
    """An alias that expands to itself without end."""

    id = "infinite-alias"

    @classmethod
    def of(cls, name: str) -> InfiniteAliasError:
        """The error about the alias of that name."""
        return cls(
            f"the alias {name} expands to itself",
            hint="Put a list, a dict or a TypedDict between the alias and itself.",
            path=name,
        )

    @classmethod
    def without_end(cls, name: str) -> InfiniteAliasError:
        """The error about the type of that name, which is nested without end."""
        return cls(
            f"the type {name} refers to itself without end, or is nested too deeply",
            hint="Give the part that repeats a name: a TypedDict, or `type X = ...`.",
        )


class NameConflictError(TranslationError):
    """Two different types claim one component name and nothing tells them apart."""

    id = "name-conflict"


class MissingAnnotationError(TranslationError):
    """A `serialize` that does not say what it returns."""

    id = "missing-annotation"


class TypeHookError(TranslationError):
    """An entry of `TYPED_RESPONSES["TYPE_HOOKS"]` that cannot be imported or returned no schema."""

    id = "type-hook"
