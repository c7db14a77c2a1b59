"""An operation of the served project is called, and its response is checked at once."""

from __future__ import annotations

import copy
import email
import json
import shlex
import socket
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.core.management import call_command

from drf_typed_responses.preview.calls import MAX_ANSWER, Api, api_at
from drf_typed_responses.preview.server import PreviewServer
from drf_typed_responses.publish import build
from drf_typed_responses.publish.rendering import rendered

from .serving import answering, post, serving

TEAMS = "/api/0/organizations/{organization_slug}/teams/"
FORM = {
    "operation": f"GET {TEAMS}",
    "path": {"organization_slug": "the-interstellar-jurisdiction"},
    "headers": {"Authorization": "Token ada-demonstration-token"},
}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(rendered(build().document))
    return found


@pytest.fixture
def address(live_server: Any) -> str:
    """The example, served with its demo data."""
    call_command("loaddata", "demo", verbosity=0)
    url: str = live_server.url
    return url


def tried(server: PreviewServer, form: Any) -> dict[str, Any]:
    answer = post(server, form)
    assert answer.status == 200
    found: dict[str, Any] = json.loads(answer.body)
    return found


def test_an_answer_that_keeps_the_contract(address: str, document: dict[str, Any]) -> None:
    with serving(document, api_at(address)) as server:
        server.store.change(private={"TeamResponse": ["nickname"]})
        found = tried(server, FORM)
        assert (found["status"], found["verdict"]) == (200, "valid")
        assert json.loads(found["body"])[0]["slug"] == "ancient-gabelers"
        refused = tried(server, {**FORM, "headers": {}})
        assert (refused["status"], refused["verdict"]) == (401, "valid")


def test_a_response_with_more_than_is_documented(address: str, document: dict[str, Any]) -> None:
    """Without the list of private names, the nickname is undocumented."""
    with serving(document, api_at(address)) as server:
        found = tried(server, FORM)
    assert found["verdict"] == "additive"
    assert "nickname" in found["violations"][0]["message"]


def test_a_response_that_breaks_the_contract(address: str, document: dict[str, Any]) -> None:
    wrong = copy.deepcopy(document)
    wrong["components"]["schemas"]["TeamResponse"]["properties"]["memberCount"] = {"type": "string"}
    with serving(wrong, api_at(address)) as server:
        found = tried(server, FORM)
    assert found["verdict"] == "breaking"
    assert found["violations"][0]["path"] == "[0].memberCount"


def test_a_write_with_a_query_and_a_body(address: str, document: dict[str, Any]) -> None:
    form = {**FORM, "operation": f"POST {TEAMS}", "body": json.dumps({"name": "Night Owls"})}
    with serving(document, api_at(address)) as server:
        made = tried(server, form)
        assert (made["status"], made["verdict"]) == (201, "valid")
        found = tried(server, {**FORM, "query": [["slug", "night-owls"]]})
    assert [team["slug"] for team in json.loads(found["body"])] == ["night-owls"]


SMALL = {
    "openapi": "3.0.3",
    "info": {"title": "Small", "version": "1"},
    "paths": {
        "/a/{name}/": {
            "get": {"responses": {"200": {"description": "", "content": {"application/json": {}}}}}
        }
    },
}
CALL = {"operation": "GET /a/{name}/", "path": {"name": "b"}}


def test_an_answer_that_is_too_large() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.wfile.write(b'"' + b"a" * MAX_ANSWER + b'"')

    with answering(answer) as api, serving(SMALL, api) as server:
        found = tried(server, CALL)
    assert (found["verdict"], len(found["body"])) == ("unchecked", MAX_ANSWER)


MEDIA = [
    ({}, {}, ("application/json", "application/json")),
    ({"text/csv": {}}, {}, ("text/csv", "application/json")),
    (
        {"text/csv": {}, "application/vnd.api+json": {}},
        {"application/vnd.api+json": {}},
        ("application/vnd.api+json", "application/vnd.api+json"),
    ),
]


@pytest.mark.parametrize(("answered", "taken", "sent"), MEDIA)
def test_the_documented_media_types_are_asked_for(
    answered: dict[str, Any], taken: dict[str, Any], sent: tuple[str, str]
) -> None:
    seen = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append((handler.headers["Accept"], handler.headers["Content-Type"]))
        handler.send_response(204)
        handler.end_headers()

    responses = {"200": {"$ref": "#/components/responses/Found"}, "204": {"description": ""}}
    document = {
        **SMALL,
        "paths": {"/a/": {"post": {"requestBody": {"content": taken}, "responses": responses}}},
        "components": {"responses": {"Found": {"description": "", "content": answered}}},
    }
    with answering(answer) as api, serving(document, api) as server:
        tried(server, {"operation": "POST /a/", "body": "{}"})
    assert seen == [sent]


@pytest.mark.parametrize("method", ["OPTIONS", "HEAD"])
def test_a_method_that_only_a_hand_written_document_has(method: str) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()

    item = {method.lower(): {"responses": {"200": {"description": ""}}}}
    with answering(answer) as api, serving({**SMALL, "paths": {"/a/": item}}, api) as server:
        found = tried(server, {"operation": f"{method} /a/"})
    assert (found["status"], found["verdict"]) == (200, "valid")


def test_a_redirect_is_shown_and_not_followed() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", "http://evil.example/")
        handler.end_headers()

    with answering(answer) as api, serving(SMALL, api) as server:
        found = tried(server, CALL)
    assert found["status"] == 302
    assert found["violations"][0]["message"] == "the status 302 is not documented; 200 are"


def test_what_is_typed_stays_one_piece_of_the_path() -> None:
    seen = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.path)
        handler.send_response(200)
        handler.end_headers()

    with answering(answer) as api, serving(SMALL, api) as server:
        tried(server, {**CALL, "path": {"name": "../x?y=1#z /é"}})
    assert seen == ["/a/..%2Fx%3Fy%3D1%23z%20%2F%C3%A9/"]


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ({**CALL, "operation": "GET /b/"}, "The document has no operation GET /b/."),
        ({**CALL, "operation": "get /a/{name}/"}, "The document has no operation get /a/{name}/."),
        ({**CALL, "path": {}}, "name is part of the path: give it a value."),
        ({**CALL, "path": {"name": ".."}}, "name cannot be ..: it would be another path."),
        ({**CALL, "headers": {"X": "a\r\nY: b"}}, "did not answer: Invalid header value"),
    ],
)
def test_what_cannot_be_sent(form: dict[str, Any], problem: str) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        raise AssertionError("it was sent")

    with answering(answer) as api, serving(SMALL, api) as server:
        assert problem in tried(server, form)["problem"]


def test_the_project_is_not_served() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with serving(SMALL, Api("127.0.0.1", port)) as server:
        problem = tried(server, CALL)["problem"]
    assert problem == f"http://127.0.0.1:{port} did not answer: Connection refused"


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("http://localhost:8000", "http://127.0.0.1:8000"),
        ("http://127.0.0.1/v1/", "http://127.0.0.1:80/v1"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_addresses_of_this_machine(given: str, address: str) -> None:
    assert api_at(given).address == address


UPLOAD = {
    "openapi": "3.0.3",
    "info": {"title": "Photos", "version": "1"},
    "paths": {
        "/photos/": {
            method: {
                "requestBody": {"content": {type: {}}},
                "responses": {"200": {"description": "", "content": {"application/json": {}}}},
            }
            for method, type in {
                "post": "multipart/form-data",
                "put": "application/x-www-form-urlencoded",
            }.items()
        }
    },
}
FILE = {
    "name": 'owl "1".png',
    "type": "image/png",
    "content": "AG93bA==",
}
FIELDS = {"fields": [["title", "@owl"], ["photo", FILE]]}


def echo(handler: BaseHTTPRequestHandler) -> None:
    body = handler.rfile.read(int(handler.headers["Content-Length"]))
    text = f"{handler.headers['Content-Type']}\n{body.decode('latin-1')}"
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Set-Cookie", "a=1")
    handler.send_header("Set-Cookie", "b=2")
    handler.end_headers()
    handler.wfile.write(json.dumps(text).encode())


def test_a_file_is_sent_as_a_browser_sends_it() -> None:
    with answering(echo) as api, serving(UPLOAD, api) as server:
        said = json.loads(tried(server, {"operation": "POST /photos/", **FIELDS})["body"])
    head, _, body = said.partition("\n")
    assert head.startswith("multipart/form-data; boundary=")
    message = email.message_from_string(f"Content-Type: {head}\n\n{body}")
    title, photo = message.get_payload()
    assert title.get_param("name", header="content-disposition") == "title"
    assert title.get_payload() == "@owl"
    assert photo.get_content_type() == "image/png"
    assert photo.get_payload(decode=True) == b"\x00owl"


def test_fields_without_a_file_are_sent_as_the_document_says() -> None:
    form = {"operation": "PUT /photos/", "fields": [["title", "a&b"]]}
    with answering(echo) as api, serving(UPLOAD, api) as server:
        said = tried(server, form)["body"]
        refused = tried(server, {**form, **FIELDS})
    assert json.loads(said) == "application/x-www-form-urlencoded\ntitle=a%26b"
    assert refused["problem"].startswith("The operation takes no file")


def test_all_headers_of_a_response() -> None:
    with answering(echo) as api, serving(UPLOAD, api) as server:
        headers = tried(server, {"operation": "POST /photos/", **FIELDS})["headers"]
    assert [value for name, value in headers if name == "Set-Cookie"] == ["a=1", "b=2"]


def test_a_file_that_is_none() -> None:
    form = {"operation": "POST /photos/", "fields": [["photo", {"name": "a", "content": "?"}]]}
    with serving(UPLOAD, Api("127.0.0.1", 9)) as server:
        assert tried(server, form)["problem"] == "The form has a file that cannot be read."


COMMANDS = [
    (
        {**CALL, "query": [["q", "a b"]], "headers": {"X-Owl": "it's"}},
        ["{}/a/b/?q=a+b", "-H", "Accept: application/json", "-H", "X-Owl: it's"],
    ),
    (
        {"operation": "POST /a/{name}/", "path": {"name": "b"}, "body": '{"a": "@b"}'},
        [
            *("{}/a/b/", "-H", "Accept: application/json"),
            *("-H", "Content-Type: application/json", "--data-raw", '{"a": "@b"}'),
        ],
    ),
    (
        {"operation": "DELETE /a/{name}/", "path": {"name": "b"}},
        ["-X", "DELETE", "{}/a/b/", "-H", "Accept: application/json"],
    ),
    (
        {"operation": "HEAD /a/{name}/", "path": {"name": "b"}},
        ["--head", "{}/a/b/", "-H", "Accept: application/json"],
    ),
    (
        {"operation": "POST /photos/", **FIELDS},
        [
            *("{}/photos/", "-H", "Accept: application/json", "--form-string", "title=@owl"),
            *("-F", 'photo=@"owl \\"1\\".png";type=image/png'),
        ],
    ),
    (
        {"operation": "PUT /photos/", "fields": [["title", "a&b"]]},
        [
            *("-X", "PUT", "{}/photos/", "-H", "Accept: application/json"),
            *("--data-urlencode", "title=a&b"),
        ],
    ),
]


@pytest.mark.parametrize(("form", "words"), COMMANDS, ids=lambda each: str(each)[:40])
def test_a_call_as_a_curl_command(form: dict[str, Any], words: list[str]) -> None:
    """Nothing is sent: no server listens at the address."""
    every = dict.fromkeys(("get", "post", "delete", "head"), SMALL["paths"]["/a/{name}/"]["get"])
    document = {**UPLOAD, "paths": {**UPLOAD["paths"], "/a/{name}/": every}}
    api = Api("127.0.0.1", 9, "/prefix")
    with serving(document, api) as server:
        answer = post(server, form, path="/curl")
    command = json.loads(answer.body)["curl"]
    assert shlex.split(command) == ["curl", *(word.replace("{}", api.address) for word in words)]
