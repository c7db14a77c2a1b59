"""`--rule` and `--operation`: which of the findings a command prints."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from drf_typed_responses.conf import current_settings
from drf_typed_responses.exceptions import SettingsError
from drf_typed_responses.findings import Finding
from drf_typed_responses.openapi.operations import operations_of
from drf_typed_responses.remedies import did_you_mean

from .documents import BuiltDocument, counted_findings
from .terminal import Options


def add_filters(parser: ArgumentParser) -> None:
    """Add `--rule` and `--operation`."""
    parser.add_argument(
        "--rule", action="append", default=[], metavar="ID", help="print only its findings"
    )
    parser.add_argument(
        "--operation", default="", metavar="NAME", help='only its findings, such as "GET /teams/"'
    )


@dataclass(frozen=True, slots=True)
class Filter:
    """The ids and the operation whose findings are printed; without any, all are."""

    ids: Collection[str]
    operation: str

    @classmethod
    def of(cls, options: Options) -> Filter:
        """The filter of a command line. Raises SettingsError for an unknown id."""
        from drf_typed_responses.publish.explanations import explained

        for id in options["rule"]:
            explained(id, current_settings())
        return cls(options["rule"], options["operation"])

    def __bool__(self) -> bool:
        return bool(self.ids or self.operation)

    def admits(self, id: str, operation: str = "") -> bool:
        """Whether a finding of an id at an operation is printed."""
        is_of_rule = not self.ids or id in self.ids
        return is_of_rule and self.operation in ("", operation)

    def shown(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that are printed."""
        return [finding for finding in findings if self.admits(finding.id, finding.operation)]

    def verdict(self, findings: Sequence[Finding], known: int) -> str:
        """The number of findings that are printed, in words, and of the others."""
        shown = len(self.shown(findings))
        left_out = len(findings) - shown
        others = "1 other is" if left_out == 1 else f"{left_out:,} others are"
        said = counted_findings(shown, known)
        return f"{said}; {others} not shown" if left_out else said

    def require_operation(
        self, findings: Iterable[Finding], documents: Iterable[BuiltDocument]
    ) -> None:
        """Raises SettingsError for an operation that neither a document nor a finding has."""
        known = {finding.operation for finding in findings}
        for each in documents:
            known |= {operation.name for operation in operations_of(each.publication.document)}
        if self.operation and self.operation not in known:
            guess = did_you_mean(self.operation, sorted(known))
            raise SettingsError(f'there is no operation "{self.operation}"{guess}')
