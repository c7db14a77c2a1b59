"""The build: generate, prune, title, dereference, and collect what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from drf_spectacular.drainage import GENERATOR_STATS

from ..conf import current_settings
from ..exceptions import GenerationError, TypedResponsesError
from ..findings import Finding
from .dereference import dereferenced, unresolved
from .generator import public_generator
from .prune import pruned
from .titles import repeated_ids, titled


@dataclass(frozen=True, slots=True)
class Publication:
    """A public document, the same with references expanded, and what was found."""

    document: dict[str, Any]
    dereferenced: dict[str, Any]
    findings: tuple[Finding, ...]

    @property
    def operations(self) -> int:
        return sum(
            "responses" in operation
            for item in self.document.get("paths", {}).values()
            for operation in item.values()
        )

    @property
    def schemas(self) -> int:
        return len(self.document.get("components", {}).get("schemas", {}))


def build() -> Publication:
    """The public document of the project as it stands.

    Nothing is written. Findings are complete and sorted; a mistake of the project is a finding,
    not an exception. Raises SettingsError for settings that cannot be read, and GenerationError
    where there is nothing to look at, such as for a URLconf that cannot be imported.
    """
    settings = current_settings()
    with GENERATOR_STATS.silence():
        generator = public_generator()
        generated = _generated(generator)
        spoken = [*_spoken("error"), *_spoken("warning")]
        GENERATOR_STATS.reset()
    document = pruned(generated)
    if not settings.keep_operation_ids:
        document = titled(document)
    found = {*generator.findings, *spoken, *unresolved(document), *repeated_ids(document)}
    findings = sorted(found, key=lambda finding: finding.sort_key)
    return Publication(document, dereferenced(document), tuple(findings))


def _generated(generator: Any) -> dict[str, Any]:
    try:
        return generator.get_schema(request=None, public=True)  # type: ignore[no-any-return]
    except TypedResponsesError:
        raise
    except Exception as failure:  # the URLconf and the hooks are code of the project
        raise GenerationError(
            f"the document cannot be generated: {type(failure).__name__}: {failure}"
        ) from failure


# drf-spectacular keeps what it says as text: "FILE:LINE: Warning [View > Serializer]: message".
_SPOKEN = re.compile(
    r"(?:(?P<file>.*?)(?::(?P<line>\d+))?: )?"
    r"(?:Warning|Error)(?: \[(?P<trace>.*?)\])?: (?P<text>.*)",
    re.DOTALL,
)


def _spoken(level: Any) -> list[Finding]:
    cache = GENERATOR_STATS._error_cache if level == "error" else GENERATOR_STATS._warn_cache
    return [_finding(level, text) for text in cache]


def _finding(level: Any, text: str) -> Finding:
    match = _SPOKEN.match(text)
    if match is None:
        return Finding(level, "drf-spectacular", text)
    return Finding(
        level,
        "drf-spectacular",
        match["text"],
        path=match["trace"] or "",
        file=match["file"] or "",
        line=int(match["line"]) if match["line"] else None,
    )
