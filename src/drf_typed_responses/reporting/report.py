"""The report: the standing of every operation, with sums by owner, tag and app."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from ..publish import Publication
from .measured import measured
from .saved_reports import Tested
from .standing import Standing

MEASURES: Final[Mapping[str, Callable[[Standing], bool | None]]] = {
    "published": lambda each: each.is_published,
    "typed": lambda each: each.is_typed,
    "described": lambda each: each.is_described,
    "sampled": lambda each: each.is_sampled,
    "tested": lambda each: each.is_tested,
}


def standings(
    published: Mapping[str, Publication], private: Publication, tested: Tested | None = None
) -> list[Standing]:
    """The standing of each operation of a project, sorted by path.

    `published` are the builds of its documents by name, and `private` is that of the operations
    that none of them has. `tested` is None without a report of contract tests.
    """
    found: dict[str, Standing] = {}
    for document, publication in published.items():
        for key, standing in measured(publication, document):
            each = _with_tests(standing, tested, document)
            found[key] = found[key].joined(each) if key in found else each
    for key, standing in measured(private):
        found.setdefault(key, _with_tests(standing, tested))
    return sorted(found.values(), key=lambda each: each.operation.split(" ", 1)[::-1])


def _with_tests(standing: Standing, tested: Tested | None, document: str = "") -> Standing:
    if tested is None:
        return standing
    shown = tested.get(document, {}).get(standing.operation, False)
    return replace(standing, is_tested=bool(shown))


def report(
    operations: Iterable[Standing], earlier: Mapping[str, int | None] | None = None
) -> dict[str, Any]:
    """The report as plain data; `earlier` are the counts of an earlier one."""
    every = list(operations)
    summary = {
        "all": counts(every),
        "public": counts([each for each in every if each.is_published]),
        "owners": _grouped(every, lambda each: (each.owner,)),
        "tags": _grouped(every, lambda each: each.tags or ("",)),
        "apps": _grouped(every, lambda each: (each.app,)),
    }
    if earlier is not None:
        summary["earlier"] = dict(earlier)
    return {"operations": [each.as_json() for each in every], "summary": summary}


def counts(operations: Iterable[Standing]) -> dict[str, int | None]:
    """The number of operations, and of those that are published, typed and so on.

    A measure that nobody has taken is None.
    """
    every = list(operations)
    found: dict[str, int | None] = {"operations": len(every)}
    for name, measure in MEASURES.items():
        taken = [measure(each) for each in every]
        found[name] = None if None in taken else sum(map(bool, taken))
    return found


def _grouped(
    operations: Iterable[Standing], names: Callable[[Standing], Iterable[str]]
) -> dict[str, dict[str, int | None]]:
    """The counts by name, sorted; an operation with several tags counts for each."""
    groups: defaultdict[str, list[Standing]] = defaultdict(list)
    for each in operations:
        for name in names(each):
            groups[name].append(each)
    return {name: counts(groups[name]) for name in sorted(groups)}
