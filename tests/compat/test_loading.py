"""Documents are loaded from every kind of source; any other is refused in one sentence."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from drf_typed_responses.compat.documents import fetching
from drf_typed_responses.compat.documents.fetching import MAX_BYTES
from drf_typed_responses.compat.documents.loading import read
from drf_typed_responses.exceptions import DocumentError

DOCUMENT = {"openapi": "3.0.3", "info": {"title": "Teams", "version": "1"}, "paths": {}}
TEXT = json.dumps(DOCUMENT)


def refused(source: str | Path, committed: Path | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        read(str(source), committed)
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 400
    return message


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_json_in_every_encoding_of_unicode(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.json").write_text(TEXT, encoding=encoding)
    (tmp_path / "a").write_text(TEXT, encoding=encoding)
    assert read(str(tmp_path / "a.json")) == DOCUMENT
    assert read(str(tmp_path / "a")) == DOCUMENT


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert refused(tmp_path / "absent").endswith("absent cannot be read: No such file or directory")
    assert refused(tmp_path).endswith("cannot be read: Is a directory")
    assert "cannot be read" in refused("a\0b")


def test_a_file_without_end() -> None:
    assert refused("/dev/zero") == "/dev/zero is larger than 64 MB"


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(100_000_000)
    began = time.process_time()
    assert refused(tmp_path / "huge.json").endswith("huge.json is larger than 64 MB")
    assert time.process_time() - began < 10
    assert MAX_BYTES == 64 << 20


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("{", "is not JSON: Expecting property name enclosed in double quotes (line 1, column 2)"),
        ('{"openapi": "3.0.3",\n "paths": nan}', "Expecting value (line 2, column 11)"),
        ('{"openapi": NaN}', "is not JSON: NaN is not JSON"),
        ('{"a": 1, "a": 2}', 'is not JSON: the key "a" stands twice in one object'),
        ("[]", "is not an OpenAPI document: it is not an object"),
        ("12", "is not an OpenAPI document: it is not an object"),
        ("{}", 'is not an OpenAPI document: it has no "openapi"'),
        ('{"swagger": "2.0"}', "is Swagger 2.0, and only OpenAPI 3 can be compared"),
        ('{"openapi": 3.0}', '"openapi" must be a string such as "3.0.3"'),
        ('{"openapi": "4.0.0"}', "is OpenAPI 4.0.0; known are 3.0, 3.1, 3.2"),
        ('{"openapi": "3.0.3", "paths": []}', '"paths" is not an object'),
        ('{"a":' * 100_000, "is nested too deeply"),
        ("[" * 100_000 + "]" * 100_000, "is nested too deeply"),
        (f'{{"openapi": "3.0.3", "x": {"[" * 300}{"]" * 300}}}', "more than 200 levels"),
        (f'{{"openapi": "3.0.3", "x": 1{"0" * 5000}}}', "Exceeds the limit"),
        ("<html><body>Not found</body></html>", "is not JSON: Expecting value"),
    ],
)
def test_refused_documents(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "a.json").write_text(content)
    assert said in refused(tmp_path / "a.json")


def test_bytes_that_are_not_text(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b'{"openapi": "\xff"}')
    assert "is not JSON" in refused(tmp_path / "a.json")


# ---------------------------------------------------------------- git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """One commit with a document in `public/`, which is deleted in the working tree."""

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
        subprocess.run(["git", "-C", str(tmp_path), *identity, *arguments], check=True)

    git("init", "--quiet", "--initial-branch=main")
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "openapi.json").write_text(TEXT)
    git("add", ".")
    git("commit", "--quiet", "--message=one")
    (tmp_path / "public" / "openapi.json").unlink()
    (tmp_path / "public").rmdir()
    return tmp_path


@pytest.mark.slow
def test_the_committed_document(repository: Path) -> None:
    assert read("git:main", repository / "public" / "openapi.json") == DOCUMENT


@pytest.mark.slow
def test_a_path_in_the_repository(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    assert read("git:HEAD:public/openapi.json") == DOCUMENT


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("git:gone:a.json", "git:gone:a.json cannot be read: unknown revision gone"),
        (
            "git:main:gone.json",
            "git:main:gone.json cannot be read: gone.json does not exist in main",
        ),
        ("git:main:public", "git:main:public cannot be read: public is not a file in main"),
        ("git:main", "git:main names no file: write git:main:PATH"),
        ("git:", "git: names no file: write git:REV:PATH"),
        ("git::public/openapi.json", "names no revision: write git:REV or git:REV:PATH"),
        ("git:--output=x:y", "names no revision: write git:REV or git:REV:PATH"),
    ],
)
@pytest.mark.slow
def test_revisions_that_cannot_be_read(
    repository: Path, monkeypatch: pytest.MonkeyPatch, source: str, said: str
) -> None:
    monkeypatch.chdir(repository)
    assert said in refused(source)


@pytest.mark.slow
def test_no_repository(tmp_path: Path) -> None:
    assert "not a git repository" in refused("git:main", tmp_path / "openapi.json")


@pytest.mark.slow
def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused("git:main:a.json") == "git:main:a.json cannot be read: git is not installed"


# ---------------------------------------------------------------- web


class Handler(BaseHTTPRequestHandler):
    done = threading.Event()  # with the test

    def do_GET(self) -> None:
        {
            "/slow": self.slow,
            "/endless": self.endless,
            "/file": self.file,
            "/around": self.around,
            "/silent": self.silent,
            "/trickle": self.trickle,
        }.get(self.path.partition("?")[0], self.document)()

    def document(self) -> None:
        self.send_response(200 if self.path.startswith("/openapi.json") else 404)
        self.end_headers()
        self.wfile.write(TEXT.encode())

    def slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.done.wait(0.02):
            self.wfile.write(b" ")

    def trickle(self) -> None:
        """Sends headers without end."""
        self.send_response(200)
        self.flush_headers()
        while not self.done.wait(0.02):
            self.wfile.write(b"X-More: ")

    def endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b" " * (1 << 20))

    def file(self) -> None:
        self.send_response(302)
        self.send_header("Location", "file:///etc/hosts")
        self.end_headers()

    def around(self) -> None:
        self.send_response(302)
        self.send_header("Location", "/around")
        self.end_headers()

    def silent(self) -> None:
        self.done.wait()

    def log_message(self, *_: object) -> None: ...

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:  # the reader closed the connection, as it should
            self.close_connection = True

    def finish(self) -> None:
        try:
            super().finish()
        except OSError:
            self.rfile.close()


@pytest.fixture
def server() -> Iterator[Callable[[str], str]]:
    """Addresses of a server on this machine."""
    Handler.done.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield lambda path: f"http://127.0.0.1:{serving.server_port}/{path}"
        Handler.done.set()
        serving.shutdown()


def test_an_address(server: Callable[[str], str]) -> None:
    assert read(server("openapi.json?token=1")) == DOCUMENT


def test_an_address_that_is_not_there(server: Callable[[str], str]) -> None:
    """The address is shown without its query, which may hold tokens."""
    assert refused(server("other?token=1")) == f"{server('other')} answers 404 Not Found"


def test_a_server_that_never_ends(server: Callable[[str], str]) -> None:
    assert refused(server("endless")) == f"{server('endless')} is larger than 64 MB"


@pytest.mark.parametrize("path", ["slow", "trickle", "silent"])
def test_a_server_that_takes_its_time(
    server: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(fetching, "PATIENCE", 0.2)
    assert refused(server(path)) == f"{server(path)} did not arrive within 0 seconds"


def test_a_redirect_without_end(server: Callable[[str], str]) -> None:
    assert "answers 302" in refused(server("around"))


def test_a_redirect_to_a_file(server: Callable[[str], str]) -> None:
    assert refused(server("file")).startswith(f"{server('file')} answers 302")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("http://127.0.0.1:1/a?token=1", "http://127.0.0.1:1/a cannot be fetched"),
        ("http://ada:secret@127.0.0.1/a", "http://127.0.0.1/a: an address with a password"),
        ("http://", "http:// cannot be fetched: no host given"),
        ("http://[a", "http://[a cannot be fetched: Invalid IPv6 URL"),
        ("http://127.0.0.1:x/", "http://127.0.0.1:x/ cannot be fetched: nonnumeric port: 'x'"),
        ("http://127.0.0.1/a b", "cannot be fetched"),
    ],
)
def test_addresses_that_cannot_be_fetched(source: str, said: str) -> None:
    message = refused(source)
    assert said in message
    assert "token" not in message
    assert "secret" not in message
