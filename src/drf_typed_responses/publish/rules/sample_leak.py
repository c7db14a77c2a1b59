"""No sample shows an attribute that is private or not documented."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from ..rule import Draft, Problem, problem, rule


@rule(
    "sample-leak",
    "it shows an attribute that its type does not document{where}",
    "Take it out of the sample, or document it. Its name is not repeated here if it is private.",
)
def sample_leak(draft: Draft) -> Iterator[Problem]:
    for sample in draft.samples:
        if not sample.is_written:
            continue
        missing = [m.path.rpartition(".") for m in sample.mistakes if m.kind == "missing"]
        for mistake in sample.undocumented:
            parent, _, name = mistake.path.rpartition(".")
            beside = [other for within, _, other in missing if within == parent]
            if get_close_matches(name, beside, cutoff=0.8):
                continue  # a typo in a required attribute, which is found missing
            is_private = name in draft.places.private(mistake.component)
            where = f" in {mistake.component}" if mistake.component else ""
            spoken = where if is_private else f"{where}: `{mistake.path}`"
            place = draft.places(mistake.component)
            yield problem(sample.operation, sample.place, place, where=spoken)
