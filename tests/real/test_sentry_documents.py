"""Real documents: every success body of six published documents, as Python types and back.

README.md says how to get the documents; the tests are skipped without them.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openapi_schema_validator import (
    OAS30Validator,
    OAS31Validator,
    oas30_format_checker,
    oas31_format_checker,
)

from .documents import DATES, Body, bodies, needs_documents
from .lifting import Lifter, dereferenced
from .loading import imported, translated
from .normal import RULES, Rule, Schema, normal, one_of_as_any_of
from .writer import write_module

pytestmark = needs_documents

MUTATIONS = 4
VALIDATORS = {"3.0": OAS30Validator, "3.1": OAS31Validator}
FORMATS = {"3.0": oas30_format_checker, "3.1": oas31_format_checker}


class Figures(NamedTuple):
    """The expected figures of one document."""

    bodies: int
    equal: int
    overlapping: int  # the exceptions: `oneOf` of arms that a value can match two of
    samples: int  # all of which the document's own schemas accept


EXPECTED = {
    "2022-05-18": Figures(70, 63, 7, 69),
    "2023-07-25": Figures(83, 76, 7, 73),
    "2024-05-30": Figures(117, 110, 7, 107),
    "2025-05-29": Figures(146, 141, 5, 137),
    "2026-01-30": Figures(172, 167, 5, 149),
    "2026-08-14": Figures(185, 184, 1, 173),
}
HEADING = "| document | bodies | equal | exceptions | samples | still valid |"


class Crossed(NamedTuple):
    """A body that was translated to Python types and back."""

    body: Body
    overlapping: bool
    expected: Schema
    schema: Schema
    components: dict[str, Schema]

    @property
    def back(self) -> Schema:
        """The translated schema in normal form."""
        return normal(dereferenced(self.schema, self.components))

    def document(self) -> Schema:
        """The document as the translator wrote it, with its components."""
        return {"allOf": [self.schema], "components": {"schemas": self.components}}


@cache
def written(date: str) -> tuple[list[Schema], list[bool], str]:
    """The bodies of a document in normal form, which are exceptions, and one module for all."""
    lifter = Lifter()
    normals = [normal(body.schema) for body in bodies(date)]
    expected = [widened(schema) if has_one_of(schema) else schema for schema in normals]
    places = [body.place.split() for body in bodies(date)]
    roots = [lifter.lift(root, *place) for root, place in zip(expected, places, strict=True)]
    source = write_module(roots, lifter.components)
    return expected, [has_one_of(schema) for schema in normals], source


@cache
def crossed(date: str, version: str = "3.0") -> tuple[Crossed, ...]:
    """Every body of a document, translated at once."""
    expected, overlapping, source = written(date)
    with imported(source) as module:
        schemas, components = translated(module, version)
    rows = zip(bodies(date), overlapping, expected, schemas, strict=True)
    return tuple(Crossed(*row, components) for row in rows)


def has_one_of(schema: Any) -> bool:
    if isinstance(schema, list):
        return any(map(has_one_of, schema))
    return isinstance(schema, dict) and (
        isinstance(schema.get("oneOf"), list) or any(map(has_one_of, schema.values()))
    )


def widened(schema: Schema) -> Schema:
    """The exception: no Python type expresses "exactly one of" two overlapping types."""
    return normal(schema, (one_of_as_any_of, *RULES))


def accepts(schema: Schema, value: Any, version: str = "3.0") -> bool:
    validator = VALIDATORS[version](schema, format_checker=FORMATS[version])
    try:
        return bool(validator.is_valid(value))
    except TypeError:  # the validator fails for a tag that is not a string: {"type": []}
        return False


def mutations(value: Any, seed: str) -> Iterator[Any]:
    """A few copies of the sample with one change each, the same in every run."""
    dice = random.Random(seed)
    places = list(_places(value, ()))
    for _ in range(MUTATIONS if places else 0):
        changed = json.loads(json.dumps(value))
        *way, last = dice.choice(places)
        inner = changed
        for step in way:
            inner = inner[step]
        if dice.random() < 0.25:
            del inner[last]
        else:
            inner[last] = dice.choice([None, True, 1, 0.5, "x", [], {}, [None], {"x": None}])
        yield changed


def _places(value: Any, way: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    for step, inner in steps if isinstance(value, (dict, list)) else ():
        yield (*way, step)
        if isinstance(inner, (dict, list)):
            yield from _places(inner, (*way, step))


@pytest.mark.parametrize("date", DATES)
def test_every_body_comes_back_equal(date: str) -> None:
    """All bodies are equal; an exception is equal if its `oneOf` is read as `anyOf`."""
    figures = EXPECTED[date]
    results = crossed(date)
    unequal = [c.body.place for c in results if c.back != c.expected]
    overlapping = sum(c.overlapping for c in results)
    print(f"\n{date}: {len(results) - overlapping - len(unequal)} of {len(results)} bodies equal")
    print(f"  {overlapping} more once an overlapping oneOf is read as anyOf")
    print(f"  rules used: {dict(rules_used(date))}")
    assert unequal == []
    assert len(results) == figures.bodies == figures.equal + overlapping
    assert overlapping == figures.overlapping


def rules_used(date: str) -> Counter[str]:
    """How often each rule changed a schema of the document."""
    used: Counter[str] = Counter()

    def counted(rule: Rule) -> Rule:
        def apply(schema: Schema) -> Schema:
            result = rule(schema)
            used[rule.__name__] += result != schema
            return result

        return apply

    rules = tuple(map(counted, RULES))
    for body in bodies(date):
        normal(body.schema, rules)
    return used


@cache
def verdicts(date: str) -> tuple[tuple[bool, list[tuple[Any, bool]]], ...]:
    """For each body: whether it accepts its samples, and its verdicts on changed samples."""
    return tuple(
        (
            all(accepts(body.schema, sample) for sample in body.samples),
            [
                (changed, accepts(body.schema, changed))
                for sample in body.samples
                for changed in mutations(sample, f"{date} {number}")
            ],
        )
        for number, body in enumerate(bodies(date))
    )


@pytest.mark.parametrize("version", VALIDATORS)
@pytest.mark.parametrize("date", DATES)
def test_samples_are_still_valid(date: str, version: str) -> None:
    samples = [(c.document(), sample) for c in crossed(date, version) for sample in c.body.samples]
    valid = sum(accepts(schema, sample, version) for schema, sample in samples)
    print(f"\n{date}: {valid} of {len(samples)} samples valid in {version}")
    assert all(verdict for verdict, _ in verdicts(date))
    assert valid == len(samples) == EXPECTED[date].samples


@pytest.mark.parametrize("version", VALIDATORS)
@pytest.mark.parametrize("date", DATES)
def test_changed_samples_get_the_same_verdict(date: str, version: str) -> None:
    """A further check of the rules: they did not change the accepted values."""
    refused = 0
    for c, (_, changes) in zip(crossed(date, version), verdicts(date), strict=True):
        document = c.document()
        for changed, before in changes:
            after = accepts(document, changed, version)
            # If a oneOf was widened, ours may accept more, never less.
            assert before <= after if c.overlapping else before == after, c.body.place
            refused += not after
    print(f"\n{date}: {refused} changed samples refused, in the document and in {version}")
    assert refused > EXPECTED[date].samples


@pytest.mark.parametrize("date", DATES)
def test_3_2_is_spelled_as_3_1(date: str) -> None:
    one, other = crossed(date, "3.1"), crossed(date, "3.2")
    assert [(c.schema, c.components) for c in one] == [(c.schema, c.components) for c in other]


def test_readme_says_the_figures() -> None:
    text = Path(__file__).with_name("README.md").read_text(encoding="utf-8")
    assert HEADING in text
    for date, f in EXPECTED.items():
        row = (date, f.bodies, f.equal, f.overlapping, f.samples, f.samples)
        assert f"| {' | '.join(map(str, row))} |" in text
