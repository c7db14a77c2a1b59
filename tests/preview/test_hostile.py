"""The page is for browsers on this machine: any other request is refused."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drf_typed_responses.preview import guard
from drf_typed_responses.preview.calls import Api
from drf_typed_responses.preview.server import HEARTBEAT, MOST_LISTENERS, PreviewServer

from .serving import DOCUMENT, ask, parsed, post, raw, serving

ROUTES = ["/", "/frame", "/openapi.json", "/events", "/assets/page.js", "/assets/redoc.js"]
FOREIGN = "https://evil.example"


@pytest.fixture(scope="module")
def server() -> Iterator[PreviewServer]:
    with serving(DOCUMENT) as running:
        yield running


def test_only_loopback_listens(server: PreviewServer) -> None:
    """127.0.0.2 is this machine too, and would respond if the server listened on every address."""
    assert server.server_address[0] == "127.0.0.1"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", server.server_address[1]), timeout=60)


class TestHost:
    """DNS rebinding: a foreign name that leads to 127.0.0.1 shows in the Host header."""

    @pytest.mark.parametrize("route", [*ROUTES, "/nothing"])
    def test_a_foreign_name(self, server: PreviewServer, route: str) -> None:
        answer = ask(server, route, {"Host": "evil.example"})
        assert (answer.status, answer.body) == (
            421,
            b"This page answers to 127.0.0.1 and localhost only.\n",
        )

    @pytest.mark.parametrize(
        "host",
        [
            "",
            "evil.example:8010",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "evil.example#127.0.0.1",
            "127.0.0.1@evil.example",
            "127.0.0.1:evil",
            "127.0.0.1:80:80",
            "127.0.0.1:\u00b2",
            "0.0.0.0",
            "127.1",
            "2130706433",
        ],
    )
    def test_what_only_looks_local(self, server: PreviewServer, host: str) -> None:
        assert ask(server, "/", {"Host": host}).status == 421

    def test_two_of_them(self, server: PreviewServer) -> None:
        assert ask(server, "/", {"Host": ["127.0.0.1", "evil.example"]}).status == 421

    def test_none(self, server: PreviewServer) -> None:
        assert parsed(raw(server, b"GET / HTTP/1.1\r\n\r\n")).status == 421

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LocalHost:9", "127.0.0.1:8010"])
    def test_a_local_name_and_a_forwarded_port(self, server: PreviewServer, host: str) -> None:
        assert ask(server, "/", {"Host": host}).status == 200


class TestOrigin:
    """A page of another site can send requests to the server, but reads and changes nothing."""

    @pytest.mark.parametrize("route", ROUTES)
    @pytest.mark.parametrize("origin", [FOREIGN, "null", "http://localhost:3000"])
    def test_another_origin_is_refused(
        self, server: PreviewServer, route: str, origin: str
    ) -> None:
        answer = ask(server, route, {"Origin": origin})
        assert (answer.status, answer.body) == (403, b"This page answers to itself only.\n")

    @pytest.mark.parametrize("site", ["cross-site", "same-site"])
    @pytest.mark.parametrize("route", ROUTES)
    def test_what_another_site_embeds_is_refused(
        self, server: PreviewServer, route: str, site: str
    ) -> None:
        embedded = {"Sec-Fetch-Site": site, "Sec-Fetch-Dest": "iframe"}
        assert ask(server, route, embedded).status == 403

    def test_a_link_that_leads_here_is_followed(self, server: PreviewServer) -> None:
        visit = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}
        assert ask(server, "/", visit).status == 200
        assert ask(server, "/openapi.json", visit).status == 403

    @pytest.mark.parametrize("route", [*ROUTES, "/try"])
    def test_a_preflight_allows_nothing(self, server: PreviewServer, route: str) -> None:
        asked = {"Origin": FOREIGN, "Access-Control-Request-Method": "POST"}
        answer = ask(server, route, asked, method="OPTIONS")
        assert answer.status == 405
        assert not any(name.startswith("Access-Control") for name in answer.headers)

    @pytest.mark.parametrize("route", [*(r for r in ROUTES if r != "/events"), "/nothing"])
    @pytest.mark.parametrize("origin", [{}, {"Origin": FOREIGN}], ids=["own", "foreign"])
    def test_every_answer_keeps_others_out(
        self, server: PreviewServer, route: str, origin: dict[str, str]
    ) -> None:
        headers = ask(server, route, origin).headers
        assert not any(name.startswith("Access-Control") for name in headers)
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in headers["Content-Security-Policy"]

    def test_no_other_page_may_frame_this_one(self, server: PreviewServer) -> None:
        assert "frame-ancestors 'none'" in ask(server, "/").headers["Content-Security-Policy"]


class TestPost:
    """A call of the API is sent only for clients that may read the page."""

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"Origin": FOREIGN}, 403),
            ({"Origin": "null"}, 403),
            ({"Sec-Fetch-Site": "cross-site"}, 403),
            ({"X-Preview-Token": ""}, 403),
            ({"X-Preview-Token": "a-token-of-an-earlier-run"}, 403),
            ({"X-Preview-Token": "t\u00f6ken"}, 403),
            ({"Content-Type": "text/plain"}, 415),
            ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
            ({"Transfer-Encoding": "chunked"}, 415),
            ({"Content-Length": "-1"}, 411),
            ({"Content-Length": "\u00b2"}, 411),
            ({"Content-Length": str(guard.MAX_BODY + 1)}, 413),
        ],
    )
    def test_refused(self, server: PreviewServer, headers: dict[str, str], status: int) -> None:
        assert post(server, {}, headers).status == status

    @pytest.mark.parametrize("route", [*ROUTES, "/nothing", "/try/", "/try?x=1"])
    def test_nothing_else_is_posted_to(self, server: PreviewServer, route: str) -> None:
        assert ask(server, route, method="POST").status == 404

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD", "TRACE", "CONNECT", "X"])
    def test_other_methods(self, server: PreviewServer, method: str) -> None:
        assert ask(server, "/", method=method).status == 405

    def test_what_is_posted_by_the_page_itself(self, server: PreviewServer) -> None:
        """With an Origin, as browsers send it."""
        answer = post(server, {}, {"Origin": f"http://127.0.0.1:{server.server_address[1]}"})
        assert answer.status == 200
        assert json.loads(answer.body)["problem"].startswith("Start `apidocs watch` with --api")


SECRET = "what stands in the file"


@pytest.mark.parametrize(
    "target",
    [
        "/secret.txt",
        "/link.json",
        "/../secret.txt",
        "/assets/../../../../../../../../{folder}/secret.txt",
        "/assets/..%2f..%2f..%2f..%2f..%2f..%2f{folder}/secret.txt",
        "/%2e%2e/%2e%2e/{folder}/secret.txt",
        "/assets/%252e%252e/secret.txt",
        "/assets/....//....//secret.txt",
        "/assets/..\\..\\secret.txt",
        "{folder}/secret.txt",
        "//{folder}/secret.txt",
        "file://{folder}/secret.txt",
        "/assets/page.js%00/../secret.txt",
        "/assets/page.js\0",
        "/assets/",
        "/assets",
        "/assets/page.html",
        "/assets/frame.html",
        "/server.py",
        "/static/page.js",
        "*",
        "/assets/PAGE.JS",
    ],
)
def test_no_file_is_served_by_its_path(
    server: PreviewServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    """Neither from the current folder, nor through a link in it, nor from anywhere else."""
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "link.json").symlink_to(tmp_path / "secret.txt")
    monkeypatch.chdir(tmp_path)
    answer = ask(server, target.format(folder=tmp_path))
    assert answer.status in (400, 404)
    assert SECRET.encode() not in answer.body


class TestMalformed:
    """For malformed input the server sends a plain line or nothing, and serves the next request."""

    def fine(self, server: PreviewServer) -> bool:
        return ask(server, "/").status == 200

    @pytest.mark.parametrize(
        ("sent", "status"),
        [
            (b"GET /\r\n\r\n", 421),
            (b"GET / HTTP/9\r\n\r\n", 400),
            (b"GET / HTTP/2.0\r\n\r\n", 505),
            (b"GET  /  HTTP/1.1 more\r\n\r\n", 400),
            (b"\xff\xfe\r\n\r\n", 400),
            (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", 421),
            (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", 414),
            (b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", 431),
            (b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 200 + b"\r\n", 431),
        ],
    )
    def test_said_in_one_line(
        self, server: PreviewServer, capfd: pytest.CaptureFixture[str], sent: bytes, status: int
    ) -> None:
        answer = parsed(raw(server, sent))
        assert answer.status == status
        assert answer.headers["Content-Type"].startswith("text/plain")
        assert answer.body.count(b"\n") == 1
        assert self.fine(server)
        assert capfd.readouterr() == ("", "")

    @given(st.binary(max_size=200) | st.binary(max_size=50).map(b"GET / HTTP/1.1\r\n".__add__))
    def test_never_a_traceback(self, server: PreviewServer, sent: bytes) -> None:
        received = raw(server, sent + b"\r\n\r\n")
        assert not received or received.startswith(b"HTTP/1.0 4") or b" 505 " in received
        assert b"Traceback" not in received

    @pytest.mark.parametrize(
        "form",
        [
            b"",
            b"no json",
            b"\xff",
            b"[1]",
            b"[" * 100_000,
            b'{"operation": 1}',
            b'{"query": [1]}',
            b'{"query": [["a", "b", "c"]]}',
            b'{"operation": "GET /", "body": "\\ud800"}',
            b'{"operation": "GET /", "query": [["\\ud800", 1]]}',
        ],
    )
    def test_malformed_bodies_of_calls(self, form: bytes) -> None:
        document = {**DOCUMENT, "paths": {"/": {"get": {"responses": {}}}}}
        with serving(document, Api("127.0.0.1", 9)) as server:
            answer = post(server, form)
        assert answer.status == 200
        assert json.loads(answer.body)["problem"].startswith("The form ")


def is_kept_waiting(connection: socket.socket) -> bool:
    """Whether the server has neither responded nor closed the connection."""
    connection.setblocking(False)
    try:
        connection.recv(1)
    except BlockingIOError:
        return True
    return False


class TestSlow:
    """A slow client does not delay others."""

    def test_half_a_request(self, server: PreviewServer) -> None:
        slow = [socket.create_connection(server.server_address[:2]) for _ in range(30)]
        try:
            for connection in slow:
                connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1")
            assert ask(server, "/").status == 200
            assert all(map(is_kept_waiting, slow))
        finally:
            for connection in slow:
                connection.close()

    def test_an_answer_that_nobody_reads(self, server: PreviewServer) -> None:
        with socket.create_connection(server.server_address[:2]) as idle:
            idle.sendall(b"GET /assets/redoc.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert ask(server, "/").status == 200
            idle.settimeout(60)
            answer = parsed(b"".join(iter(lambda: idle.recv(1 << 16), b"")))
        # The server still waits for it after it has responded to the other.
        assert len(answer.body) == int(answer.headers["Content-Length"])

    def test_more_listeners_than_a_person_has_pages(self, server: PreviewServer) -> None:
        listening = [socket.create_connection(server.server_address[:2]) for _ in range(60)]
        try:
            answers = []
            for connection in listening:
                connection.sendall(b"GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                answers.append(connection.recv(12))
            assert answers.count(b"HTTP/1.0 200") == MOST_LISTENERS
            assert answers.count(b"HTTP/1.0 503") == 60 - MOST_LISTENERS
            assert ask(server, "/").status == 200
        finally:
            for connection in listening:
                connection.close()

    def test_a_closed_page_frees_its_place_at_once(self) -> None:
        """Within a fraction of the heartbeat."""
        with serving(DOCUMENT) as server:
            for _ in range(MOST_LISTENERS):
                with socket.create_connection(server.server_address[:2]) as page:
                    page.sendall(b"GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                    assert page.recv(12) == b"HTTP/1.0 200"
            closed = time.monotonic()
            for _ in range(MOST_LISTENERS):
                assert server.listeners.acquire(timeout=HEARTBEAT)
            assert time.monotonic() - closed < HEARTBEAT / 2


def test_data_for_the_checks_does_not_reach_the_page() -> None:
    """The names of private attributes never reach the page."""
    with serving(DOCUMENT) as server:
        server.store.change(private={"TeamResponse": ["nickname"]}, places={"TeamResponse": {}})
        state = server.store.state
        assert "nickname" not in json.dumps(state.for_page()) + state.files.whole.decode()
