"""Production checks report, and change nothing."""

from __future__ import annotations

import gzip
import json
import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler

from drf_typed_responses.conformance import ContractMiddleware, contract_checked
from drf_typed_responses.conformance.announcements import Announcer
from drf_typed_responses.conformance.call_counts import DeprecatedCalls
from drf_typed_responses.conformance.check_thread import CheckThread
from drf_typed_responses.conformance.counts_file import CountsFile
from drf_typed_responses.conformance.reports import ContractCounts, Report, ReportedViolation
from drf_typed_responses.conformance.sampling import SECONDS, ChangingSampler, ResponseSampler
from drf_typed_responses.exceptions import SettingsError
from drf_typed_responses.validation import Validator

from . import serving
from .serving import OPERATION, answers, project, served, served_async

SECRET = "s3cr3t"


@pytest.fixture
def reports() -> Iterator[list[Report]]:
    """The reports that the signal sends."""
    received: list[Report] = []

    def receive(sender: Any, report: Report, **kwargs: Any) -> None:
        assert sender is ContractMiddleware
        received.append(report)

    contract_checked.connect(receive)
    yield received
    contract_checked.disconnect(receive)


OUTCOMES = [
    ({}, "valid", "", []),
    ({"content": b'{"id": "1", "colour": "s3cr3t"}'}, "additive", "", ["`colour`: undocumented"]),
    ({"content": b'{"id": 5}'}, "breaking", "", ["`id`: integer, not string"]),
    ({"content": b'{"id": null}'}, "breaking", "", ["`id`: null, not string"]),
    ({"content": b"{}"}, "breaking", "", ["`id`: missing"]),
    ({"content": b"{"}, "breaking", "the body is not JSON", ["the value: body"]),
    (
        {"status": 201},
        "breaking",
        "the status 201 is not documented; 200, 206 are",
        ["the value: status"],
    ),
    (
        {"status": 206},
        "unchecked",
        "the schema refers to #/components/schemas/Nowhere, which leads nowhere",
        [],
    ),
    ({"streamed": serving.in_one}, "unchecked", "the response is streamed", []),
    ({"content": b'"' + b"x" * 999 + b'"'}, "unchecked", "the body has more than 999 bytes", []),
]


@pytest.mark.parametrize(("answer", "outcome", "reason", "violations"), OUTCOMES)
def test_what_is_reported(
    tmp_path: Path, reports: list[Report], answer: Any, outcome: str, reason: str, violations: Any
) -> None:
    with project(tmp_path, SAMPLE_MAX_BYTES=999):
        answers.update(answer)
        served(WSGIHandler())
    [report] = reports
    assert (report.operation, report.outcome, report.reason) == (OPERATION, outcome, reason)
    assert [str(violation) for violation in report.violations] == violations


def test_private_operations_are_left_alone(tmp_path: Path, reports: list[Report]) -> None:
    with project(tmp_path):
        served(WSGIHandler(), "private/")
        served(WSGIHandler(), "nowhere/")
    assert reports == []


LEAKS = [
    f'{{"id": {{"{SECRET}": 1}}}}',
    f'{{"id": ["{SECRET}"]}}',
    f'{{"id": "1", "ann@{SECRET}": 1}}',
    f'{{"id": "1", "{SECRET}9": {{"a": 1}}}}',
    f'{{"id": "1", "a.{SECRET}": 1}}',
    f'{{"id": "1", "[\\"{SECRET}\\"]": 1}}',
    f'"{SECRET}"',
    SECRET,
]


@pytest.mark.parametrize("content", LEAKS)
def test_a_log_record_has_no_value(
    tmp_path: Path, reports: list[Report], caplog: pytest.LogCaptureFixture, content: str
) -> None:
    with project(tmp_path), caplog.at_level(logging.DEBUG):
        answers["content"] = content.encode()
        served(WSGIHandler())
    [record] = [r for r in caplog.records if r.name.startswith("drf_typed_responses")]
    assert SECRET not in repr(vars(record)) + repr(reports)
    assert (record.operation, record.outcome) == (OPERATION, reports[0].outcome)


MEDIA_TYPES = [
    ("text/html", "text/html"),
    (f"\x1b[31m{SECRET}", "(malformed)"),
    (f"text/{SECRET} {SECRET}", "(malformed)"),
]


@pytest.mark.parametrize(("given", "shown"), MEDIA_TYPES)
def test_a_media_type_is_shown_where_it_is_one(
    tmp_path: Path, reports: list[Report], given: str, shown: str
) -> None:
    with project(tmp_path):
        answers["type"] = given
        served(WSGIHandler())
    [report] = reports
    assert report.reason == f"the media type {shown} is not documented; application/json is"


EVERY_KEYWORD = {
    "const": {"enum": ["a"]},
    "pattern": {"type": "string", "pattern": "^a$"},
    "format": {"type": "string", "format": "date"},
    "length": {"type": "string", "maxLength": 1},
    "minimum": {"type": "integer", "minimum": 8_000_000},
    "multiple": {"type": "integer", "multipleOf": 8_000_000},
    "unique": {"type": "array", "uniqueItems": True},
    "closed": {"type": "object", "additionalProperties": False},
    "union": {"anyOf": [{"type": "integer"}, {"type": "boolean"}]},
    "one": {"oneOf": [{"type": "string"}, {"type": "string", "minLength": 1}]},
    "values": {"type": "object", "additionalProperties": {"type": "integer"}},
}
CANARY = 7_777_777
BROKEN_BODY = {
    **dict.fromkeys(EVERY_KEYWORD, SECRET),
    "minimum": CANARY,
    "multiple": CANARY,
    "unique": [SECRET, SECRET],
    "closed": {SECRET: SECRET},
    "values": {SECRET: SECRET},
}


def test_no_kind_of_violation_tells_a_value(
    tmp_path: Path, reports: list[Report], caplog: pytest.LogCaptureFixture
) -> None:
    response = {
        **serving.body({"type": "object", "properties": EVERY_KEYWORD}),
        "headers": {"X-Left": {"schema": {"type": "integer"}}},
    }
    document = {"openapi": "3.0.3", "paths": {"/team/": {"get": {"responses": {"200": response}}}}}
    with project(tmp_path, contract=document), caplog.at_level(logging.DEBUG):
        answers["content"] = json.dumps(BROKEN_BODY).encode()
        answers["headers"] = {"X-Left": SECRET}
        served(WSGIHandler())
    [report] = reports
    assert {violation.place.partition(".")[0] for violation in report.violations} == {
        *EVERY_KEYWORD,
        "header X-Left",
    }
    said = repr([vars(record) for record in caplog.records]) + repr(report) + str(report)
    assert SECRET not in said
    assert str(CANARY) not in said


def test_a_valid_response_makes_no_record(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with project(tmp_path), caplog.at_level(logging.DEBUG):
        served(WSGIHandler())
    assert caplog.records == []


def test_a_check_begins_when_all_is_sent(tmp_path: Path, reports: list[Report]) -> None:
    with project(tmp_path):
        found: list[int] = []
        served(WSGIHandler(), sent=lambda: found.append(len(reports)))
    assert (found, len(reports)) == ([0], 1)


def test_a_response_that_is_compressed_on_its_way_out(
    tmp_path: Path, reports: list[Report]
) -> None:
    with project(tmp_path, around=["compressing"]):
        answers["content"] = b'{"id": "%s"}' % (b"x" * 999)
        _, headers, content = served(WSGIHandler())
    assert ("Content-Encoding", "gzip") in headers
    assert len(content) < 200
    assert [report.outcome for report in reports] == ["valid"]


def test_a_response_that_a_cache_keeps(tmp_path: Path, reports: list[Report]) -> None:
    """It is checked when it is made, but not when it comes from the cache."""
    with project(tmp_path, around=["caching"]):
        answers_of_two = [served(WSGIHandler())[2] for _ in range(2)]
        cache.clear()
    assert answers_of_two == [serving.GOOD, serving.GOOD]
    assert [report.outcome for report in reports] == ["valid"]


def test_a_view_that_compresses_by_itself(tmp_path: Path, reports: list[Report]) -> None:
    with project(tmp_path):
        answers["headers"] = {"Content-Encoding": "br"}
        served(WSGIHandler())
    assert [report.reason for report in reports] == ["the body is compressed"]


@pytest.mark.parametrize(
    ("content", "outcome"), [(serving.GOOD, "valid"), (b"{}", "breaking"), (b"[" * 9, "breaking")]
)
def test_a_body_that_the_view_has_compressed_with_gzip(
    tmp_path: Path, reports: list[Report], content: bytes, outcome: str
) -> None:
    with project(tmp_path):
        answers.update(content=gzip.compress(content), headers={"Content-Encoding": "gzip"})
        served(WSGIHandler())
    assert [report.outcome for report in reports] == [outcome]


def test_a_body_that_is_large_only_without_its_compression(
    tmp_path: Path, reports: list[Report]
) -> None:
    with project(tmp_path, SAMPLE_MAX_BYTES=1_000):
        answers.update(
            content=gzip.compress(b'"' + b"x" * 1_000 + b'"'), headers={"Content-Encoding": "gzip"}
        )
        served(WSGIHandler())
    assert [report.reason for report in reports] == ["the body is compressed"]


@pytest.mark.parametrize("coding", ["identity", "Identity", " IDENTITY"])
def test_a_view_that_says_that_it_does_not_compress(
    tmp_path: Path, reports: list[Report], coding: str
) -> None:
    with project(tmp_path):
        answers["headers"] = {"Content-Encoding": coding}
        served(WSGIHandler())
    assert [report.outcome for report in reports] == ["valid"]


@pytest.mark.parametrize(("around", "outcome"), [([], "breaking"), (["naming"], "valid")])
def test_a_header_may_be_set_on_the_way_out(
    tmp_path: Path, reports: list[Report], around: list[str], outcome: str
) -> None:
    response = {**serving.body(serving.TEXT), "headers": {"X-Served-By": {"required": True}}}
    document = {"openapi": "3.0.3", "paths": {"/team/": {"get": {"responses": {"200": response}}}}}
    with project(tmp_path, contract=document, around=around):
        answers["content"] = b'"text"'
        served(WSGIHandler())
    assert [report.outcome for report in reports] == [outcome]


def test_what_an_async_server_streams(tmp_path: Path, reports: list[Report]) -> None:
    with project(tmp_path):
        answers["streamed"] = serving.in_parts
        found = async_to_sync(served_async)(ASGIHandler())
    assert found[2] == serving.GOOD
    assert [report.reason for report in reports] == ["the response is streamed"]


@pytest.fixture(autouse=True)
def counts(monkeypatch: pytest.MonkeyPatch) -> ContractCounts:
    """The counts of one test, although a process has one counter."""
    fresh = ContractCounts()
    monkeypatch.setattr(ContractMiddleware, "counts", fresh)
    return fresh


def middleware() -> ContractMiddleware:
    """A new middleware before the view."""

    def answer(request: Any) -> Any:
        return serving.team(request)

    return ContractMiddleware(answer)


def requested(through: ContractMiddleware) -> Any:
    from django.test import RequestFactory
    from django.urls import resolve

    request = RequestFactory().get("/team/")
    request.resolver_match = resolve("/team/")
    response = through(request)
    response.close()
    return response


def test_counts_by_operation_and_outcome(tmp_path: Path, counts: ContractCounts) -> None:
    with project(tmp_path):
        through = middleware()
        for content in (b'{"id": ""}', b'{"id": ""}', b"{}"):
            answers["content"] = content
            requested(through)
    assert counts.snapshot() == {(OPERATION, "valid"): 2, (OPERATION, "breaking"): 1}


def test_counts_go_to_the_function_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of checks, of calls and of what was seen."""
    monkeypatch.setattr(Announcer, "calls", DeprecatedCalls())
    counted: list[Any] = []
    given = json.loads(json.dumps({**serving.CONTRACT, "owners": {OPERATION: "team-owls"}}))
    given["contract"]["paths"]["/team/"]["get"] |= {"deprecated": True, "x-sunset": "2027-03-01"}
    settings = {
        "COUNTER": lambda *arguments: counted.append(arguments),
        "OBSERVED": tmp_path / "observed",
        "CLIENT_KEY": lambda request: "app",
        "CLIENT_KEY_HASHED": False,
    }
    with project(tmp_path, contract=given, **settings):
        served(WSGIHandler())
    at = {"document": ""}
    assert counted == [
        (f"{NAME}.deprecated_calls", 1, {"operation": OPERATION, "part": "", "client": "app"}),
        (f"{NAME}.seen", 1, {**at, "place": f"{OPERATION} 200", "what": "object"}),
        (f"{NAME}.seen", 1, {**at, "place": "Team.id", "what": "string"}),
        (f"{NAME}.seen", 1, {**at, "place": "Team.size", "what": "absent"}),
        (
            f"{NAME}.contract_checks",
            1,
            {"operation": OPERATION, "outcome": "valid", "owner": "team-owls"},
        ),
    ]


NAME = "drf_typed_responses"


@pytest.mark.parametrize("failure", [RuntimeError, SystemExit, GeneratorExit])
def test_a_function_of_the_project_that_fails_loses_no_count(
    tmp_path: Path,
    reports: list[Report],
    counts: ContractCounts,
    caplog: pytest.LogCaptureFixture,
    failure: type[BaseException],
) -> None:
    def fail(*arguments: Any) -> None:
        raise failure(SECRET)

    with project(tmp_path, COUNTER=fail):
        application = WSGIHandler()
        for _ in range(2):
            served(application)
    assert counts.snapshot() == {(OPERATION, "valid"): 2}
    assert len(reports) == 2
    (record,) = caplog.records
    assert record.getMessage().startswith(f"The function of COUNTER failed: {failure.__name__} at ")
    assert SECRET not in caplog.text


def test_a_counter_that_cannot_be_imported_fails_at_start(tmp_path: Path) -> None:
    with (
        project(tmp_path, COUNTER=f"{__name__}.nowhere"),
        pytest.raises(SettingsError, match="COUNTER"),
    ):
        middleware()


def test_counts_go_to_opentelemetry(tmp_path: Path) -> None:
    metrics = pytest.importorskip("opentelemetry.sdk.metrics")
    export = pytest.importorskip("opentelemetry.sdk.metrics.export")
    api = pytest.importorskip("opentelemetry.metrics")
    reader = export.InMemoryMetricReader()
    api.set_meter_provider(metrics.MeterProvider([reader]))
    with project(tmp_path, contract={**serving.CONTRACT, "owners": {OPERATION: "team-owls"}}):
        requested(middleware())
    [resource] = reader.get_metrics_data().resource_metrics
    [metric] = resource.scope_metrics[0].metrics
    [point] = metric.data.data_points
    assert metric.name == "drf_typed_responses.contract_checks"
    assert (dict(point.attributes), point.value) == (
        {"operation": OPERATION, "outcome": "valid", "owner": "team-owls"},
        1,
    )


# ---------------------------------------------------------------- faults


class Boom(Exception):
    """The exception that every step raises."""


def boom(*args: Any, **kwargs: Any) -> Any:
    raise Boom(SECRET)


class Panic(BaseException):
    """Like PyO3's exception for a panic in Rust."""


def panic(*args: Any, **kwargs: Any) -> Any:
    raise Panic(SECRET)


class RaisingHandler(logging.Handler):
    emit = boom


def patched(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> None:
    monkeypatch.setattr(owner, name, boom)


def crashing(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The steps that run only for a body that is not exactly as documented."""
    patched(monkeypatch, Validator, name)
    answers["content"] = b'{"id": "1", "colour": "s3cr3t"}'


def receiver_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contract_checked, "send_robust", boom)


def leave(*args: Any, **kwargs: Any) -> Any:
    raise SystemExit(SECRET)


def stop(*args: Any, **kwargs: Any) -> Any:
    """As `close()` of a generator does, such as that of a response."""
    raise GeneratorExit(SECRET)


def handler_leaves(monkeypatch: pytest.MonkeyPatch, how: Any = leave) -> None:
    handler_raises(monkeypatch)
    monkeypatch.setattr(RaisingHandler, "emit", how)


def handler_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    handler = RaisingHandler()
    logger = logging.getLogger("drf_typed_responses.conformance")
    monkeypatch.setattr(logger, "handlers", [handler])
    answers["content"] = b"{}"


FAULTS: dict[str, Callable[[pytest.MonkeyPatch], object]] = {
    "nothing": lambda patch: None,
    "a validator that crashes": lambda patch: patched(patch, Validator, "is_surely_fine"),
    "a validator that panics": lambda patch: patch.setattr(Validator, "is_surely_fine", panic),
    "a search for violations that crashes": lambda patch: crashing(patch, "violations"),
    "an extractor that crashes": lambda patch: crashing(patch, "undocumented"),
    "a sampler that crashes": lambda patch: patched(patch, ResponseSampler, "is_free"),
    "a choice that crashes": lambda patch: patched(patch, ResponseSampler, "is_chosen"),
    "a counter that crashes": lambda patch: patched(patch, ContractCounts, "add"),
    "a signal that crashes": receiver_raises,
    "a log handler that raises": handler_raises,
    "a counter that exits": lambda patch: patch.setattr(ContractCounts, "add", leave),
    "a receiver that exits": lambda patch: patch.setattr(contract_checked, "send_robust", leave),
    "a log handler that exits": handler_leaves,
    "a counter that stops": lambda patch: patch.setattr(ContractCounts, "add", stop),
    "a receiver that stops": lambda patch: patch.setattr(contract_checked, "send_robust", stop),
    "a log handler that stops": lambda patch: handler_leaves(patch, stop),
    "half of a surrogate pair": lambda patch: answers.update(content=b'{"id": "\\ud83d s3cr3t"}'),
    "an integer of 5,000 digits": lambda patch: answers.update(
        content=b'{"id": "s3cr3t", "size": 1' + b"0" * 5_000 + b"}"
    ),
    "a schema that is missing": lambda patch: answers.update(status=206),
    "a body too deep to read": lambda patch: answers.update(content=b"[" * 200_000),
    "a huge body": lambda patch: answers.update(content=b'"' + b"x" * 400_000 + b'"'),
    "a broken encoding": lambda patch: answers.update(content=b'{"id": "s3cr3t\xff\xfe"}'),
    "a response that breaks its contract": lambda patch: answers.update(
        content=b'{"id": ["s3cr3t"]}'
    ),
    "a response that is compressed": lambda patch: answers.update(
        headers={"Content-Encoding": "s3cr3t"}
    ),
}
REQUESTS = 10_000 // len(FAULTS) + 1


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.slow
def test_no_fault_alters_or_loses_a_response(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    reports: list[Report],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    counts: ContractCounts,
    fault: str,
) -> None:
    """10,000 requests in all, each answered byte for byte as without the middleware.

    No log, signal or counter holds a value of a response.
    """
    with ExitStack() as stack:
        stack.enter_context(project(tmp_path, on=False))
        FAULTS[fault](monkeypatch)
        expected = served(WSGIHandler())
        kept = dict(answers)
        stack.enter_context(project(tmp_path))
        answers.update(kept)
        application = WSGIHandler()
        found = Counter(repr(served(application)) for _ in range(REQUESTS))
    assert found == {repr(expected): REQUESTS}
    assert len(reports) == REQUESTS or caplog.text.count("A contract check failed") == REQUESTS
    said = [repr(vars(record)) for record in caplog.records if "drf_typed" in record.name]
    said += [caplog.text, repr(reports), repr(counts.snapshot()), *capfd.readouterr()]
    assert SECRET not in "".join(said)


def fail_to_rate() -> Any:
    raise RuntimeError


# What makes the middleware log something else than a report, while it checks or announces.
LOGGED: dict[str, Any] = {
    "a contract that cannot be read": {"contract": "{"},
    "rates of unknown operations": {"SAMPLE_RATES": {"*": 1, "GET /nowhere/": 1}},
    "rates that fail": {"SAMPLE_RATES": fail_to_rate},
    "rates that exit": {"SAMPLE_RATES": leave},
    "rates that stop": {"SAMPLE_RATES": stop},
    "a file of counts that cannot be written": {"OBSERVED": Path("/dev/null/counts")},
    "a counter that fails": {"COUNTER": boom},
    "a client that has no name": {"CLIENT_KEY": boom},
    "a client that exits": {"CLIENT_KEY": leave},
    "a client that stops": {"CLIENT_KEY": stop},
}


@pytest.mark.parametrize("how", [leave, stop, boom])
@pytest.mark.parametrize("case", LOGGED)
@pytest.mark.parametrize("announces", [False, True])
def test_no_log_handler_reaches_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: Any, case: str, announces: bool
) -> None:
    handler = RaisingHandler()
    logger = logging.getLogger("drf_typed_responses.conformance")
    monkeypatch.setattr(logger, "handlers", [handler])
    monkeypatch.setattr(RaisingHandler, "emit", how)
    monkeypatch.setattr(CountsFile, "is_due", lambda self: True)
    monkeypatch.setattr(Announcer, "calls", DeprecatedCalls())
    settings = {"contract": serving.CONTRACT, **LOGGED[case]}
    if announces:
        given = json.loads(json.dumps(serving.CONTRACT))
        ended = {"deprecated": True, "x-sunset": "2027-03-01"}
        given["contract"]["paths"]["/team/"]["get"] |= ended
        is_broken = isinstance(settings["contract"], str)
        settings["contract"] = '{"x-sunset": ' if is_broken else given
    with project(tmp_path, **settings):
        answers["content"] = b"{}"
        application = WSGIHandler()
        for _ in range(2):
            assert served(application)[2] == b"{}"


@pytest.mark.parametrize("route", ["team/", "async/"])
@pytest.mark.parametrize("fault", FAULTS)
def test_no_fault_alters_a_response_of_an_async_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, route: str
) -> None:
    with ExitStack() as stack:
        stack.enter_context(project(tmp_path, on=False))
        FAULTS[fault](monkeypatch)
        expected = async_to_sync(served_async)(ASGIHandler(), route)
        kept = dict(answers)
        stack.enter_context(project(tmp_path))
        answers.update(kept)
        application = ASGIHandler()
        for _ in range(3):
            assert async_to_sync(served_async)(application, route) == expected


def test_a_check_runs_under_an_async_server(tmp_path: Path, reports: list[Report]) -> None:
    with project(tmp_path):
        async_to_sync(served_async)(ASGIHandler())
    assert [report.outcome for report in reports] == ["valid"]


def test_a_failed_check_is_logged_without_the_text_of_its_exception(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Validator, "is_surely_fine", boom)
    with project(tmp_path):
        served(WSGIHandler())
    assert "A contract check failed: Boom at " in caplog.text
    assert SECRET not in caplog.text


def test_a_rate_of_an_operation_that_is_not_documented_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """For example a mistyped path, or the path of a request."""
    with project(tmp_path, SAMPLE_RATES={"*": 1, OPERATION: 1, "GET /teem/": 0.5}):
        application = WSGIHandler()
        served(application)
        served(application)
    said = "SAMPLE_RATES names operations that are not documented: GET /teem/"
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        said
    ]


UNUSABLE = ["", "{", "[]", "{}", '{"paths": null}', '{"paths": {"/": 1}}', "[" * 100_000]


@pytest.mark.parametrize("contract", UNUSABLE, ids=lambda text: text[:20])
def test_a_contract_that_cannot_be_read_ends_the_checks(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, contract: str
) -> None:
    with project(tmp_path, contract=contract):
        application = WSGIHandler()
        for _ in range(3):
            assert served(application)[2] == serving.GOOD
    assert told(caplog) == ["No more responses are checked"]


def test_a_contract_that_is_a_folder_or_missing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for contract in (tmp_path, tmp_path / "none.json"):
        caplog.clear()
        with project(tmp_path, CONTRACT=contract):
            application = WSGIHandler()
            for _ in range(3):
                assert served(application)[2] == serving.GOOD
        assert told(caplog) == ["No more responses are checked"]


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the log has of this package, without the reasons."""
    ours = (record for record in caplog.records if record.name.startswith("drf_typed_responses"))
    return [record.getMessage().partition(":")[0] for record in ours]


# ---------------------------------------------------------------- who is responsible


def test_a_report_names_the_owner(
    tmp_path: Path, reports: list[Report], caplog: pytest.LogCaptureFixture
) -> None:
    """In the signal and in the log record; the file that `build` writes has the owners."""
    contract = {**serving.CONTRACT, "owners": {OPERATION: "team-owls"}}
    with project(tmp_path, contract=contract):
        answers["content"] = b"{}"
        served(WSGIHandler())
    assert [report.owner for report in reports] == ["team-owls"]
    assert [vars(record)["owner"] for record in caplog.records] == ["team-owls"]


# ---------------------------------------------------------------- a thread


def test_a_check_in_a_thread_delays_no_response(tmp_path: Path, reports: list[Report]) -> None:
    """The server waits for `close()` before it ends a body of unknown length."""
    checking, closed = threading.Event(), threading.Event()

    def wait(**kwargs: Any) -> None:
        checking.set()
        assert closed.wait(serving.PATIENCE)

    contract_checked.connect(wait)
    try:
        with project(tmp_path, SAMPLE_IN_THREAD=True):
            served(WSGIHandler())
            assert checking.wait(serving.PATIENCE)  # after the response was closed
            closed.set()
    finally:
        contract_checked.disconnect(wait)


def test_a_thread_checks_what_it_is_given_and_goes_on_after_a_fault() -> None:
    seen: list[int] = []

    def check(number: int) -> None:
        seen.append(number)
        if number == 1:
            raise SystemExit

    thread = CheckThread(check)
    for number in range(3):
        thread(number)
    thread.wait()
    assert seen == [0, 1, 2]


def test_a_thread_drops_what_does_not_fit() -> None:
    begun, going = threading.Event(), threading.Event()
    seen: list[int] = []

    def check(number: int) -> None:
        begun.set()
        assert going.wait(serving.PATIENCE)
        seen.append(number)

    thread = CheckThread(check, most=1)
    thread(0)
    assert begun.wait(serving.PATIENCE)
    for number in (1, 2, 3):
        thread(number)
    going.set()
    thread.wait()
    assert seen == [0, 1]


# ---------------------------------------------------------------- sampling


def chosen_rates() -> dict[str, float]:
    return {OPERATION: 1.0}


@pytest.mark.parametrize("rates", [chosen_rates, f"{__name__}.chosen_rates"], ids=["", "path"])
def test_a_function_chooses_the_rates(tmp_path: Path, reports: list[Report], rates: Any) -> None:
    with project(tmp_path, SAMPLE_RATES=rates):
        served(WSGIHandler())
    assert [report.outcome for report in reports] == ["valid"]


def test_an_operator_changes_the_rates_of_a_running_process() -> None:
    """At the latest after ten seconds. While the function fails, nothing is sampled."""
    now, rates = [0.0], [1.0]
    sampler = ChangingSampler(lambda: rates[0], 1, clock=lambda: now[0])
    found = []
    for seconds, answer in [(0, [1.0]), (SECONDS, [0.5]), (1, [0.5]), (11, []), (11, ["much"])]:
        now[0] += seconds
        rates[:] = answer
        found.append(sampler.highest)
    assert found == [1.0, 1.0, 0.5, 0.0, 0.0]
    rates[:] = [1.0]
    now[0] += 11
    assert sampler.highest == 1.0
    sampler.stop()
    now[0] += 11
    assert sampler.highest == 0.0


@pytest.mark.parametrize("rates", [0, {}, {"*": 0, OPERATION: 0.0}])
def test_rate_0_removes_the_middleware(tmp_path: Path, rates: Any) -> None:
    """Django leaves out a middleware that raises MiddlewareNotUsed."""
    with project(tmp_path, SAMPLE_RATES=rates), pytest.raises(MiddlewareNotUsed):
        middleware()


def draws(*numbers: float) -> Callable[[], float]:
    return iter(numbers).__next__


RATES = [
    ({"*": 0.5}, [0.4], True),
    ({"*": 0.5}, [0.6], False),
    ({"*": 0.1, OPERATION: 0.5}, [0.4], True),
    ({"*": 0.5, OPERATION: 0.1}, [0.4, 0.1], True),
    ({"*": 0.5, OPERATION: 0.1}, [0.4, 0.3], False),
    ({"*": 0.5, OPERATION: 0.0}, [0.0, 0.0], False),
    ({"GET /other/": 1.0}, [0.5, 0.5], False),
]


@pytest.mark.parametrize(("rates", "numbers", "drawn"), RATES)
def test_the_rate_of_an_operation(rates: Any, numbers: list[float], drawn: bool) -> None:
    sampler = ResponseSampler(rates, 1.0, draws(*numbers))
    assert (sampler.draw() < sampler.highest and sampler.is_chosen(OPERATION)) is drawn


def test_checks_take_their_share_of_the_time_and_no_more() -> None:
    now = [0.0]
    sampler = ResponseSampler({"*": 1.0}, 0.01, clock=lambda: now[0])
    now[0] = 1.0
    sampler.spend(1.0)
    now[0] = 99.0
    assert not sampler.is_free()
    now[0] = 100.0
    assert sampler.is_free()


def test_a_short_check_of_another_thread_ends_no_pause() -> None:
    now = [0.0]
    sampler = ResponseSampler({"*": 1.0}, 0.01, clock=lambda: now[0])
    for seconds in (1.0, 0.001):
        sampler.spend(seconds)
    now[0] = 99.05
    assert not sampler.is_free()
    now[0] = 99.1
    assert sampler.is_free()


def test_a_reported_violation_as_text() -> None:
    broken = ReportedViolation("type", "teams[].id", "string", "integer", "Team", "id")
    report = Report(OPERATION, 200, "breaking", (broken,))
    assert str(report) == "GET /team/ 200 breaking: `teams[].id`: integer, not string"
