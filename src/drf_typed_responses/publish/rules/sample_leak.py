"""The rule `sample-leak`: no sample shows a private, undocumented or write-only attribute."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from ...validation import Violation
from ..published_samples import PublishedSample
from . import Breach, CheckedDocument, breach, rule


@rule(
    "sample-leak",
    "it shows an attribute that {what}",
    "Remove it from the sample, or document it.",
    bad=(
        """\
@extend_schema(
    examples=[
        OpenApiExample(
            "A team",
            value={"id": "1", "slug": "owls", "lead": None, "nickname": "hoots"},
            response_only=True,
            status_codes=["200"],
        )
    ],
)
""",
        """\
@extend_schema(
    examples=[
        OpenApiExample(
            "A team",
            value={"id": "1", "slug": "owls", "lead": None, "members": 3},
            response_only=True,
            status_codes=["200"],
        )
    ],
)
""",
    ),
    good=(
        """\
@extend_schema(
    examples=[
        OpenApiExample(
            "A team",
            value={"id": "1", "slug": "owls", "lead": None},
            response_only=True,
            status_codes=["200"],
        )
    ],
)
""",
    ),
)
def sample_leak(document: CheckedDocument) -> Iterator[Breach]:
    """Clients rely on what a sample shows.

    A `write_only` field of a DRF serializer must not be in a response either.
    """
    for sample in document.samples:
        if not sample.is_written:
            continue
        private = list(_private(document, sample))
        for component, path in private:
            yield _leak(document, sample, component, f"is private in {component}: `{path}`")
        said = {path for _, path in private}
        for violation in _undocumented(sample):
            if violation.path not in said:
                yield _leak(document, sample, violation.component, _predicate(document, violation))


_NOTHING: Final = frozenset[str]()
_UNDOCUMENTED: Final = "its type does not document"


def _predicate(document: CheckedDocument, violation: Violation) -> str:
    component, path = violation.component, f"`{violation.path}`"
    known = document.schemas.get(component, {}).get("properties", {})
    what = "is write-only" if violation.property in known else _UNDOCUMENTED
    return f"{what} in {component}: {path}" if component else f"{what}: {path}"


def _leak(document: CheckedDocument, sample: PublishedSample, component: str, what: str) -> Breach:
    return breach(sample.operation, sample.place, document.locations(component), what=what)


def _private(document: CheckedDocument, sample: PublishedSample) -> Iterator[tuple[str, str]]:
    """`(component, path)` for each attribute that is private there."""
    for path, components, value in sample.described() if document.private else ():
        for component in components:
            for name in sorted(document.private.get(component, _NOTHING) & value.keys()):
                yield component, f"{path}.{name}".lstrip(".")


def _undocumented(sample: PublishedSample) -> Iterator[Violation]:
    """The undocumented attributes, except misspelled required ones, which are missing."""
    if not sample.undocumented:
        return
    missing = [m.path.rpartition(".") for m in sample.violations if m.kind == "missing"]
    for violation in sample.undocumented:
        parent, _, name = violation.path.rpartition(".")
        beside = [other for within, _, other in missing if within == parent]
        if not get_close_matches(name, beside, cutoff=0.8):
            yield violation
