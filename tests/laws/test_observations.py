"""What was seen of responses, on generated types and values."""

from __future__ import annotations

import json
from collections import Counter

from hypothesis import event, given, settings
from hypothesis import strategies as st

from drf_typed_responses.conformance.checks import check
from drf_typed_responses.conformance.contract import Contract
from drf_typed_responses.conformance.counts_file import Counted, Counts
from drf_typed_responses.conformance.exchange import Exchange
from drf_typed_responses.conformance.seen_values import SeenValues
from drf_typed_responses.openapi.nulls import exact_document
from drf_typed_responses.reporting.narrowings import narrowed, proven
from drf_typed_responses.reporting.observed import Observed
from drf_typed_responses.validation import Validator
from laws.documents import document
from laws.program import Loaded
from laws.strategies import loaded
from laws.test_laws import published, some_json

JSON = {"Content-Type": "application/json"}


@settings(max_examples=max(10, settings().max_examples // 4))
@given(case=loaded(), data=st.data())
def test_a_narrower_annotation_admits_all_that_was_seen(case: Loaded, data: st.DataObject) -> None:
    """Every counted place is documented, and the narrowed document accepts every response."""
    for version, schemas in published(case).items():
        whole = json.loads(json.dumps(exact_document(document(schemas))))
        contract = Contract(whole)
        values, counts = SeenValues(contract), Counts(Counter())
        bodies = []
        for index in range(len(schemas.roots)):
            for body in data.draw(st.lists(some_json(case, index), max_size=3)):
                sent = json.dumps(body).encode()
                checked = check(contract, Exchange("GET", "/", 200 + index, JSON, sent))
                assert checked is not None
                if checked.outcome not in ("valid", "additive"):
                    continue
                bodies.append((200 + index, body))
                for each, number in values.of(checked).items():
                    counts.numbers[Counted("seen", "", *each)] += number
        observed = Observed(whole, counts)
        places = {each.place for each in counts.numbers}
        assert places <= observed.places.by_name.keys(), version
        wished = observed.narrowings(least=1)
        kept = [each for each, holds in zip(wished, proven(whole, wished), strict=True) if holds]
        event(f"narrowed: {sorted({each.without for each in kept})}")
        narrow = narrowed(whole, kept)
        assert narrow is not None
        validator = Validator(narrow)
        for status, body in bodies:
            response = narrow["paths"]["/"]["get"]["responses"][str(status)]
            root = response["content"]["application/json"]["schema"]
            assert validator.is_valid(root, body), (version, body, kept)
