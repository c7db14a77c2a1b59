"""No sample shows an attribute that is private, not documented or never returned."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from ...validation import Violation
from ..rule import Draft, Problem, problem, rule
from ..samples import Sample


@rule(
    "sample-leak",
    "it shows an attribute that {what}",
    "Take it out of the sample, or document it. Its name is not repeated here if it is private.",
)
def sample_leak(draft: Draft) -> Iterator[Problem]:
    for sample in draft.samples:
        if not sample.is_written:
            continue
        private = list(_private(draft, sample))
        for component, path in dict.fromkeys(place for place, _ in private):
            where = f" in {component}" + (f", at `{path}`" if path else "")
            yield _leak(draft, sample, component, UNDOCUMENTED + where)
        said = {path for _, path in private}
        for violation in _undocumented(sample):
            if violation.path not in said:
                yield _leak(draft, sample, violation.component, _words(draft, violation))


UNDOCUMENTED = "its type does not document"


def _words(draft: Draft, violation: Violation) -> str:
    component, path = violation.component, f"`{violation.path}`"
    known = draft.schemas.get(component, {}).get("properties", {})
    what = "is write-only" if violation.property in known else UNDOCUMENTED
    return f"{what} in {component}: {path}" if component else f"{what}: {path}"


def _leak(draft: Draft, sample: Sample, component: str, what: str) -> Problem:
    return problem(sample.operation, sample.place, draft.places(component), what=what)


def _private(draft: Draft, sample: Sample) -> Iterator[tuple[tuple[str, str], str]]:
    """`((component, path of the object), path)` for each attribute that is private there."""
    for path, components, value in sample.described():
        for component in components:
            for name in sorted(draft.places.private(component) & value.keys()):
                yield (component, path), f"{path}.{name}".lstrip(".")


def _undocumented(sample: Sample) -> Iterator[Violation]:
    """What no schema names, but for typos in a required attribute: that is found missing."""
    missing = [m.path.rpartition(".") for m in sample.violations if m.kind == "missing"]
    for violation in sample.undocumented:
        parent, _, name = violation.path.rpartition(".")
        beside = [other for within, _, other in missing if within == parent]
        if not get_close_matches(name, beside, cutoff=0.8):
            yield violation
