"""Each example of a rule is found by that rule and by no other, or by none."""

from __future__ import annotations

import pytest

from drf_typed_responses.publish.rules import Rule, own_rules

from .examples import findings_of

BAD = [
    pytest.param(rule.id, example, id=f"{rule.id}-{number}")
    for rule in own_rules()
    for number, example in enumerate(rule.bad)
]
GOOD = [
    pytest.param(rule.id, example, id=f"{rule.id}-{number}")
    for rule in own_rules()
    for number, example in enumerate(rule.good)
]


def test_the_endpoint_that_completes_the_examples_keeps_every_rule() -> None:
    assert findings_of("") == []


@pytest.mark.parametrize("rule", own_rules(), ids=lambda rule: str(rule.id))
def test_every_rule_says_why_and_has_examples(rule: Rule) -> None:
    assert rule.why
    assert rule.bad
    assert rule.good


@pytest.mark.parametrize(("id", "example"), BAD)
def test_a_bad_example_breaks_its_rule_and_no_other(id: str, example: str) -> None:
    assert {finding.id for finding in findings_of(example, id)} == {id}


@pytest.mark.parametrize(("id", "example"), GOOD)
def test_a_good_example_breaks_no_rule(id: str, example: str) -> None:
    assert findings_of(example, id) == []
