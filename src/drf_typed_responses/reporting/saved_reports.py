"""Reports that are read from files: of contract tests, and earlier ones of this kind."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from ..conformance.document_coverage import DocumentCoverage
from ..conformance.excuses import Excuses
from ..document_names import DEFAULT
from ..exceptions import ReportError

_NOT_OF_TESTS: Final = (
    "is not a report of contract tests: write it with `pytest --contract --contract-report FILE`"
)
# Whether a test called each operation, by the name of the document.
Tested = Mapping[str, Mapping[str, bool]]


def tested_operations(file: Path) -> Tested:
    """The operations of a file of `pytest --contract-report`. Raises ReportError."""
    report = _read(file)
    documents = {DEFAULT: report, **report.get("documents", {})}
    try:
        return {name: dict(each["operations"]) for name, each in documents.items()}
    except (KeyError, TypeError, ValueError) as error:
        raise ReportError(f"{file} {_NOT_OF_TESTS}") from error


def merged_coverage(files: Iterable[Path]) -> DocumentCoverage:
    """The coverage of several files of `pytest --contract-report`, added up. Raises ReportError.

    A point is shown if one of the runs showed it.
    """
    coverage = DocumentCoverage()
    for file in files:
        report = _read(file)
        try:
            coverage.merge({"": report, **report.get("documents", {})})
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ReportError(f"{file} {_NOT_OF_TESTS}") from error
    return coverage


def merged_exceptions(files: Iterable[Path]) -> Excuses:
    """The exceptions of several files of `pytest --contract-report`. Raises ReportError.

    One is used if one of the runs used it.
    """
    excuses = Excuses()
    for file in files:
        try:
            excuses.merge(_read(file))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ReportError(f"{file} {_NOT_OF_TESTS}") from error
    return excuses


def earlier_counts(file: Path) -> dict[str, Any]:
    """The counts of all operations in an earlier report. Raises ReportError."""
    try:
        counts = _read(file)["summary"]["all"]
        return {name: None if count is None else int(count) for name, count in counts.items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ReportError(
            f"{file} is not an earlier report: write it with `apidocs report --format json`"
        ) from error


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_bytes())
    except OSError as error:
        raise ReportError(f"cannot read {file}: {error.strerror}") from error
    except ValueError as error:
        raise ReportError(f"{file} is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise ReportError(f"{file} is not a report, but a {type(found).__name__}")
    return found
