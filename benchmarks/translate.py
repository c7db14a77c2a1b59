"""Translate 300 and 2,400 TypedDicts: us, msgspec, drf-spectacular and bare get_type_hints.

Beside them, the time to parse the text of the classes.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import sys
import typing
from collections.abc import Callable, Sequence
from functools import partial

import classes
import django
import msgspec.json
from django.conf import settings
from measure import cpu_seconds, interleave, median, progress, ratio, table, verdict

Translate = Callable[[list[type]], object]
Costs = dict[str, dict[int, list[float]]]

OURS = "drf-typed-responses"
MSGSPEC = "msgspec"
SPECTACULAR = "resolve_type_hint"
HINTS = "get_type_hints"
EXTRAS = "get_type_hints, extras kept"
PARSE = "ast.parse of the module"

VARIANTS: dict[str, dict[str, bool]] = {
    "as written": {},
    "attribute docstrings on every third field": {"docstrings": True},
    "from __future__ import annotations": {"future": True},
}
COUNTS = (300, 2400)


def contenders() -> dict[str, Translate]:
    """All contenders by name; the imports happen here, outside of every measurement."""
    if not settings.configured:
        settings.configure(INSTALLED_APPS=["rest_framework", "drf_spectacular"])
        django.setup()
    from drf_spectacular.plumbing import resolve_type_hint

    from drf_typed_responses.translate import schema_components

    return {
        OURS: schema_components,
        MSGSPEC: msgspec.json.schema_components,
        SPECTACULAR: lambda types: [resolve_type_hint(each) for each in types],
        HINTS: lambda types: [typing.get_type_hints(each) for each in types],
        EXTRAS: lambda types: [typing.get_type_hints(each, include_extras=True) for each in types],
        PARSE: lambda types: ast.parse(inspect.getsource(sys.modules[types[0].__module__])),
    }


def measure(counts: Sequence[int], rounds: int) -> dict[str, Costs]:
    """CPU seconds by variant, contender and number of classes, one figure per round."""
    return {
        variant: _measure_variant(variant, options, counts, rounds)
        for variant, options in VARIANTS.items()
    }


def _measure_variant(
    variant: str, options: dict[str, bool], counts: Sequence[int], rounds: int
) -> Costs:
    texts = {count: classes.source(count, **options) for count in counts}
    runs = {
        (name, count): partial(_once, translate, texts[count])
        for count in counts
        for name, translate in contenders().items()
    }
    progress(f"translate: {variant}, {rounds} rounds")
    for run in runs.values():
        run()  # A first call, so that lazy imports and caches of the libraries are not measured.
    costs = interleave(runs, rounds)
    return {name: {count: costs[name, count] for count in counts} for name in contenders()}


def _once(translate: Translate, text: str) -> float:
    with classes.fresh(text) as types:
        return cpu_seconds(lambda: translate(types))


def report(results: dict[str, Costs]) -> str:
    return "\n\n".join(_report_variant(variant, costs) for variant, costs in results.items())


def _report_variant(variant: str, costs: Costs) -> str:
    counts = list(costs[OURS])
    limit = 2.2 if VARIANTS[variant].get("docstrings") else 1.5
    times = table(
        ["CPU ms", *(f"{count} classes" for count in counts), "growth per class"],
        [
            [name, *(_milliseconds(by_count[n]) for n in counts), verdict(growth(by_count))]
            for name, by_count in costs.items()
        ],
    )
    ratios = table(
        ["ratio", *(f"{count} classes" for count in counts)],
        [
            ["msgspec / ours", *(_faster(costs, MSGSPEC, n, 2) for n in counts)],
            ["resolve_type_hint / ours", *(_faster(costs, SPECTACULAR, n, 6) for n in counts)],
            ["ours / get_type_hints", *(_slower(costs, HINTS, n, limit) for n in counts)],
            ["ours / get_type_hints, extras kept", *(_slower(costs, EXTRAS, n) for n in counts)],
            [
                "resolve_type_hint / get_type_hints",
                *(_limit(costs, SPECTACULAR, n) for n in counts),
            ],
            ["ast.parse / get_type_hints", *(_limit(costs, PARSE, n) for n in counts)],
        ],
    )
    return f"#### {variant.capitalize()}\n\n{times}\n\n{ratios}"


def _milliseconds(costs: list[float]) -> str:
    return f"{median(costs) * 1000:.1f}"


def growth(by_count: dict[int, list[float]]) -> float:
    """Cost per class at the largest number over cost per class at the smallest; linear is 1."""
    small, large = min(by_count), max(by_count)
    return ratio(by_count[large], by_count[small]) * small / large


def _faster(costs: Costs, other: str, count: int, target: float) -> str:
    return verdict(ratio(costs[other][count], costs[OURS][count]), at_least=target)


def _slower(costs: Costs, other: str, count: int, target: float | None = None) -> str:
    return verdict(ratio(costs[OURS][count], costs[other][count]), at_most=target)


def _limit(costs: Costs, other: str, count: int) -> str:
    """The times of the contenders divided by that of get_type_hints alone."""
    return verdict(ratio(costs[other][count], costs[HINTS][count]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", action="store_true", help="print the raw figures")
    options = parser.parse_args()
    results = measure(options.counts, options.rounds)
    print(json.dumps(results) if options.json else report(results))


if __name__ == "__main__":
    main()
