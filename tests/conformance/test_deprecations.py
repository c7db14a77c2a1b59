"""Headers of deprecation, and who still calls what ends."""

from __future__ import annotations

import copy
import gzip
import io
import json
import logging
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import given
from hypothesis import strategies as st

from drf_typed_responses.conformance import ContractMiddleware, DeprecatedCall
from drf_typed_responses.conformance.announcements import Announcer, relations
from drf_typed_responses.conformance.call_counts import OTHERS, UNNAMED, DeprecatedCalls
from drf_typed_responses.exceptions import SettingsError
from drf_typed_responses.openapi.json_keys import has_key

from . import serving
from .serving import OPERATION, TEXT, answers, project

SUNSET = {"deprecated": True, "x-sunset": "2027-03-01"}
SOONER = {"deprecated": True, "x-sunset": "2027-01-31", "x-deprecated-since": "2026-06-01"}
# The day on which the contract was written.
BUILT = 1_790_000_000
DAY = BUILT // 86_400 * 86_400
HEADERS = {"Deprecation": f"@{DAY}", "Sunset": "Mon, 01 Mar 2027 00:00:00 GMT"}


@pytest.fixture(autouse=True)
def calls(monkeypatch: pytest.MonkeyPatch) -> DeprecatedCalls:
    """The counts of one test, although a process has one counter."""
    fresh = DeprecatedCalls()
    monkeypatch.setattr(Announcer, "calls", fresh)
    return fresh


def contract(operation: Any = None, parameters: Any = (), attributes: Any = None) -> dict[str, Any]:
    """The contract in which these parts end."""
    made: dict[str, Any] = copy.deepcopy(serving.CONTRACT)
    made["contract"]["paths"]["/team/"]["get"] |= {**(operation or {}), "parameters": parameters}
    made["contract"]["components"]["schemas"]["Team"]["properties"] |= attributes or {}
    return made


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Any]:
    """Begins a project with a contract, and returns the function that requests."""
    from contextlib import ExitStack

    with ExitStack() as stack:

        def begin(given: Any, **settings: Any) -> Any:
            stack.enter_context(
                project(tmp_path, contract=given, **{"SAMPLE_RATES": 0, **settings})
            )
            os.utime(tmp_path / "contract.json", (BUILT, BUILT))
            application = WSGIHandler()
            return lambda *args, **kwargs: requested(application, *args, **kwargs)

        yield begin


def requested(application: Any, query: str = "", method: str = "GET", **environ: str) -> Any:
    """The headers of a response that have to do with deprecation."""
    started: list[Any] = []
    request = {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/team/",
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
        **environ,
    }
    response = application(request, lambda *given: started.append(given))
    b"".join(response)
    response.close()
    assert not started[0][0].startswith("500")
    return {name: text for name, text in started[0][1] if name in ("Deprecation", "Sunset", "Link")}


def test_an_operation_deprecates_each_call(begun: Any, calls: DeprecatedCalls) -> None:
    request = begun(contract(SUNSET))
    assert request() == HEADERS
    answers["status"] = 404
    assert request() == HEADERS
    assert request(method="HEAD") == HEADERS
    assert request(method="POST") == {}
    assert calls.snapshot() == {DeprecatedCall(OPERATION, "", ""): 3}


def test_a_part_without_a_sunset_is_not_announced(begun: Any) -> None:
    begun(contract({"deprecated": True}))
    with pytest.raises(MiddlewareNotUsed):
        ContractMiddleware(lambda request: None)


def test_the_first_dates_of_all_parts_are_sent(begun: Any) -> None:
    """The deprecation is not after the sunset, although the contract is younger."""
    sooner = {"in": "query", "name": "q", **SOONER}
    past = {"in": "query", "name": "old", "deprecated": True, "x-sunset": "2020-01-01"}
    request = begun(contract(SUNSET, [sooner, past]))
    assert request("q=1") == {
        "Deprecation": "@1780272000",
        "Sunset": "Sun, 31 Jan 2027 00:00:00 GMT",
    }
    assert request("old=1") == {
        "Deprecation": "@1577836800",
        "Sunset": "Wed, 01 Jan 2020 00:00:00 GMT",
    }


PARAMETERS = [
    ("query", "q", {"query": "q=1"}),
    ("query", "q", {"query": "q"}),
    ("query", "q", {"query": "q[a]=1"}),
    ("header", "X-Old", {"HTTP_X_OLD": ""}),
    ("cookie", "old", {"HTTP_COOKIE": "old=1"}),
    ("path", "id", {}),
]


@pytest.mark.parametrize(("location", "name", "request_facts"), PARAMETERS)
def test_a_parameter_deprecates_the_requests_that_send_it(
    begun: Any, calls: DeprecatedCalls, location: str, name: str, request_facts: dict[str, str]
) -> None:
    request = begun(contract(parameters=[{"in": location, "name": name, **SUNSET}]))
    assert request(**request_facts) == HEADERS
    part = f"{location} parameter `{name}`"
    assert calls.snapshot() == {DeprecatedCall(OPERATION, part, ""): 1}
    if location != "path":
        assert request("other=1", HTTP_X_OTHER="1", HTTP_COOKIE="other=1") == {}


NAMES = ["nick", "höhe", "a/b", 'a"b', "a\\b", "a\nb", "a.b", "💪"]
SPELLED: dict[str, Any] = {
    "as text": lambda name: json.dumps({"id": "", name: ""}, ensure_ascii=False),
    "as ASCII": lambda name: json.dumps({"id": "", name: ""}),
    "with white space": lambda name: json.dumps({"id": "", name: ""}, indent=1).replace(
        ":", "\n\t:"
    ),
    "escaped": lambda name: f'{{"id": "", "{escaped(name)}": ""}}',
    "escaped in capitals": lambda name: f'{{"{escaped(name).upper().replace("U", "u")}": ""}}',
    "below": lambda name: json.dumps({"id": {"of": [{name: None}]}}),
}


def keys_of(text: str | bytes) -> list[str]:
    found: list[str] = []
    json.loads(text, object_pairs_hook=lambda pairs: found.extend(key for key, _ in pairs))
    return found


def escaped(name: str) -> str:
    """Each letter as an escape, as RFC 8259 section 7 allows."""
    units = name.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("spelling", SPELLED)
def test_an_attribute_deprecates_the_responses_that_have_it(
    begun: Any, calls: DeprecatedCalls, name: str, spelling: str
) -> None:
    request = begun(contract(attributes={name: {**TEXT, **SUNSET}}))
    assert request() == {}
    answers["content"] = SPELLED[spelling](name).encode()
    assert name in keys_of(answers["content"])
    assert request() == HEADERS
    answers["status"] = 404
    assert request() == {}
    assert calls.snapshot() == {DeprecatedCall(OPERATION, f"attribute `Team.{name}`", ""): 1}


@pytest.mark.parametrize("name", NAMES)
def test_a_value_or_another_key_is_not_taken_for_an_attribute(begun: Any, name: str) -> None:
    request = begun(contract(attributes={name: {**TEXT, **SUNSET}}))
    values = [{"id": name}, [name], name, {f"{name} ": 1}, {f" {name}": 1}, {f'a"{name}': name}]
    values += [{"id": json.dumps({name: 1})}, {"id": f'"{name}":'}, {"id": f"{name}:"}, {}]
    for value in values:
        for to_ascii in (True, False):
            answers["content"] = json.dumps(value, ensure_ascii=to_ascii).encode()
            assert request() == {}, value


@given(st.text(st.sampled_from('ab"\\/:{} \nü💪'), min_size=1, max_size=3), st.data())
def test_a_key_is_found_if_and_only_if_a_parser_finds_it(name: str, data: st.DataObject) -> None:
    letters = st.one_of(st.text(st.sampled_from('ab"\\/:{} \nü💪'), max_size=5), st.just(name))
    inner = st.recursive(
        st.one_of(letters, st.none()),
        lambda below: st.lists(below, max_size=2) | st.dictionaries(letters, below, max_size=3),
    )
    value = data.draw(inner)
    text = json.dumps(value, ensure_ascii=data.draw(st.booleans()))
    assert has_key(text.encode(), name) == (name in keys_of(text))


CODINGS: list[tuple[str, Any]] = [
    ("gzip", gzip.compress),
    ("GZIP", gzip.compress),
    ("x-gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", lambda content: zlib.compress(content, wbits=-15)),
    ("identity", bytes),
]


@pytest.mark.parametrize(("coding", "compress"), CODINGS)
def test_a_compressed_body_is_read(begun: Any, coding: str, compress: Any) -> None:
    request = begun(contract(attributes={"nick": {**TEXT, **SUNSET}}))
    answers["headers"] = {"Content-Encoding": coding}
    answers["content"] = compress(b'{"id": "1"}')
    assert request() == {}
    answers["content"] = compress(b'{"id": "1", "nick": ""}')
    assert request() == HEADERS


@pytest.mark.parametrize("coding", ["br", "gzip", "gzip, br", "deflate"])
def test_a_body_that_cannot_be_decompressed_has_no_attribute(begun: Any, coding: str) -> None:
    request = begun(contract(attributes={"nick": {**TEXT, **SUNSET}}))
    answers["headers"] = {"Content-Encoding": coding}
    answers["content"] = b'{"id": "1", "nick": ""}'
    assert request() == {}


def test_an_attribute_of_a_streamed_response_is_not_looked_for(begun: Any) -> None:
    request = begun(contract(attributes={"id": {**TEXT, **SUNSET}}))
    assert request() == HEADERS
    answers["streamed"] = serving.in_one
    assert request() == {}


def test_headers_of_the_view_stay(begun: Any) -> None:
    request = begun(contract(SUNSET), DEPRECATION_LINK="https://docs.example.com/")
    own = {"Deprecation": "@1", "Sunset": "own", "Link": '</2>; rel="next"'}
    answers["headers"] = own
    assert request() == {
        **own,
        "Link": '</2>; rel="next", '
        '<https://docs.example.com/>; rel="deprecation"; type="text/html", '
        '<https://docs.example.com/>; rel="sunset"; type="text/html"',
    }


LINKS = [
    ('</why>; rel="deprecation"', {"deprecation"}),
    ("</why>; rel=deprecation", {"deprecation"}),
    ("</why>;REL = Deprecation ; type=text/html", {"deprecation"}),
    ('</why>; title="a, b"; rel="next DEPRECATION"', {"next", "deprecation"}),
    ("</a>; rel=next, </why>; rel=sunset, </b>", {"next", "sunset"}),
    ("</why?;rel=deprecation>; rel=next", {"next"}),
    ('</why>; title="; rel=deprecation"; rel=next', {"next"}),
    ('</why>; title="\\"; rel=deprecation"', set()),
    ("</why>; relation=deprecation", set()),
    ("</why>; rel", set()),
    ("rel=deprecation", set()),
]


@pytest.mark.parametrize(("link", "said"), LINKS)
def test_the_view_may_say_where_its_documentation_is(begun: Any, link: str, said: set[str]) -> None:
    request = begun(contract(SUNSET), DEPRECATION_LINK="https://docs.example.com/")
    answers["headers"] = {"Link": link}
    assert relations(link) == said
    found = request()["Link"]
    assert found.startswith(link)
    added = found.removeprefix(link)
    assert relations(added) == {"deprecation", "sunset"} - said


def test_a_link_names_the_operation(begun: Any) -> None:
    link = "https://docs.example.com/{method}{path}#{operation_id}"
    request = begun(contract({**SUNSET, "operationId": "get Team"}), DEPRECATION_LINK=link)
    assert request()["Link"].startswith("<https://docs.example.com/get/team/#get%20Team>; rel=")


@pytest.mark.parametrize("link", ["/docs", "javascript:1", "https://a/\n", "https://a/>", 5])
def test_a_link_that_is_no_address(begun: Any, link: Any) -> None:
    with pytest.raises(SettingsError, match="DEPRECATION_LINK"):
        begun(contract(SUNSET), DEPRECATION_LINK=link)


def test_the_headers_can_be_switched_off(begun: Any) -> None:
    assert begun(contract(SUNSET), DEPRECATION_HEADERS=False)() == {}


@pytest.mark.parametrize("route", ["team/", "async/"])
def test_an_async_server_sends_them(tmp_path: Path, route: str) -> None:
    given = contract(SUNSET)
    given["contract"]["paths"]["/async/"] = given["contract"]["paths"]["/team/"]
    with project(tmp_path, contract=given, SAMPLE_RATES=0):
        found = async_to_sync(serving.served_async)(ASGIHandler(), route)
    names = {name.lower() for name, _ in found[1]}
    assert {b"deprecation", b"sunset"} <= names


PLACES = [
    ({"around": ["caching"]}, [HEADERS, HEADERS], 1),
    ({"inside": ["caching"]}, [HEADERS, HEADERS], 2),
    ({"around": ["refusing"]}, [{}, {}], 0),
    ({"inside": ["refusing"]}, [HEADERS, HEADERS], 2),
]


@pytest.mark.parametrize(("place", "found", "counted"), PLACES)
def test_the_place_of_the_middleware_decides_which_answers_it_sees(
    begun: Any, calls: DeprecatedCalls, place: Any, found: list[Any], counted: int
) -> None:
    request = begun(contract(SUNSET), **place)
    answers["headers"] = {"Cache-Control": "max-age=60"}
    assert [request(), request()] == found
    cache.clear()
    assert sum(calls.snapshot().values()) == counted


def test_what_another_middleware_compresses_is_read_further_out(begun: Any) -> None:
    request = begun(contract(attributes={"nick": {**TEXT, **SUNSET}}), inside=["compressing"])
    answers["content"] = b'{"id": "%s"}' % (b"x" * 999)
    assert request(HTTP_ACCEPT_ENCODING="gzip") == {}
    answers["content"] = b'{"id": "%s", "nick": ""}' % (b"x" * 999)
    assert request(HTTP_ACCEPT_ENCODING="gzip") == HEADERS


# ---------------------------------------------------------------- who still calls


def name_agent(request: Any) -> Any:
    return request.headers.get("User-Agent")


def fail(request: Any) -> Any:
    raise RuntimeError("s3cr3t")


def test_a_client_is_hashed_with_a_key(begun: Any, calls: DeprecatedCalls, settings: Any) -> None:
    settings.SECRET_KEY = "one"
    request = begun(contract(SUNSET), CLIENT_KEY=f"{__name__}.name_agent")
    for agent in ("ann", "ann", "bob"):
        request(HTTP_USER_AGENT=agent)
    request()
    found = calls.snapshot()
    assert sorted(found.values()) == [1, 1, 2]
    assert "ann" not in repr(found)
    settings.SECRET_KEY = "two"
    request(HTTP_USER_AGENT="ann")
    assert len(calls.snapshot()) == 4


def test_a_project_may_want_its_keys_as_they_are(begun: Any, calls: DeprecatedCalls) -> None:
    begun(contract(SUNSET), CLIENT_KEY=name_agent, CLIENT_KEY_HASHED=False)(HTTP_USER_AGENT="app")
    assert calls.snapshot() == {DeprecatedCall(OPERATION, "", "app"): 1}


def test_a_client_that_cannot_be_named(
    begun: Any, calls: DeprecatedCalls, caplog: pytest.LogCaptureFixture
) -> None:
    request = begun(contract(SUNSET), CLIENT_KEY=fail)
    assert [request(), request()] == [HEADERS, HEADERS]
    assert calls.snapshot() == {DeprecatedCall(OPERATION, "", UNNAMED): 2}
    (record,) = caplog.records
    assert record.getMessage().startswith("Headers of deprecation failed: RuntimeError at ")
    assert "s3cr3t" not in caplog.text


def test_the_memory_of_the_counts_is_bounded() -> None:
    counts = DeprecatedCalls(most=2)
    for client in "abcd":
        counts.add(DeprecatedCall(OPERATION, "", client))
    assert counts.snapshot() == {
        DeprecatedCall(OPERATION, "", "a"): 1,
        DeprecatedCall(OPERATION, "", "b"): 1,
        DeprecatedCall(OPERATION, "", OTHERS): 2,
    }


# ---------------------------------------------------------------- faults


def test_a_contract_that_cannot_be_read_is_logged_once(
    begun: Any, caplog: pytest.LogCaptureFixture
) -> None:
    request = begun('{"x-sunset": ')
    assert [request(), request()] == [{}, {}]
    (record,) = caplog.records
    assert record.getMessage().startswith("No headers of deprecation are sent: the contract ")


@pytest.mark.parametrize("method", ["announce", "_endings", "_count"])
def test_no_fault_reaches_the_response(
    begun: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    monkeypatch.setattr(Announcer, method, fail)
    request = begun(contract(SUNSET))
    assert {len(request()) for _ in range(3)} <= {0, 2}
    assert len(caplog.records) == 1


def test_a_log_handler_that_raises(begun: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Raising(logging.Handler):
        emit = fail

    logger = logging.getLogger("drf_typed_responses.conformance")
    monkeypatch.setattr(logger, "handlers", [Raising()])
    monkeypatch.setattr(Announcer, "announce", fail)
    assert begun(contract(SUNSET))() == {}


def test_the_names_of_the_package_are_objects() -> None:
    """A module of the same name would hide one as soon as it is imported."""
    from drf_typed_responses import conformance

    assert conformance.deprecated_calls.snapshot is not None
    assert conformance.contract_counts.snapshot is not None
