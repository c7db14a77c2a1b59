"""The pages for newcomers, teams and operators, followed word for word."""

from __future__ import annotations

import json
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from .terminal import Terminal
from .walking import ROOT, blocks, commands, consoles, done, run, walk

WHERE = 'python -c "import drf_typed_responses; print(drf_typed_responses.__file__)"'


def assert_uses_what_it_installed(terminal: Terminal, environment: Terminal) -> None:
    """The terminal uses the wheel of this checkout, not the package of the tests' environment."""
    for command in (WHERE, "command -v pip"):
        printed = terminal.succeed(command).strip()
        assert Path(printed).is_relative_to(environment.folder / ".venv")


def test_getting_started(started: Terminal) -> None:
    assert (started.folder / "public" / "openapi-derefed.json").exists()
    assert_uses_what_it_installed(started, started)


@pytest.mark.parametrize("page", ["contract-tests.md", "production-checks.md"])
def test_pages_that_go_on_from_there(page: str, shop: Terminal) -> None:
    walk(page, shop)


def test_adopting(existing: Terminal, established: Terminal) -> None:
    """Day one of a project of 300 operations."""
    git(existing)
    existing.succeed("git add . && git commit --quiet --message existing")
    walk("adopting.md", existing)
    [recording] = (existing.folder / "contract-recordings").glob("*.jsonl")
    assert "hedy@lamarr.org" in recording.read_text()
    for document in ("internal", "public"):
        text = (existing.folder / document / "openapi.json").read_text()
        assert "hedy" not in text.lower()
    assert_uses_what_it_installed(existing, established)


def git(terminal: Terminal) -> None:
    for command in ("init -b main", "config user.name Ada", "config user.email ada@example.org"):
        terminal.succeed(f"git {command}")


# ---------------------------------------------------------------- the page that follows the editor


def test_the_preview(shop: Terminal) -> None:
    """The page shows the project, and calls it where it is served."""
    install_and_watch, serve_and_watch = consoles("preview.md")
    with held(8010), done(install_and_watch, shop) as [page]:
        assert page.address != "127.0.0.1:8010"
        assert "<title>API documentation, live</title>" in page.get("/")[1]
        assert page.get("/assets/redoc.js")[0] == 200
    with done(serve_and_watch, shop) as [api, page]:
        status, body = api.get("/api/teams/none/")
        assert (status, json.loads(body)["detail"]) == (404, "No Team matches the given query.")
        [token] = re.findall(r'name="preview-token" content="([^"]+)"', page.get("/")[1])
        form = {"operation": "GET /api/teams/{slug}/", "path": {"slug": "none"}}
        headers = {"Content-Type": "application/json", "X-Preview-Token": token}
        answer = json.loads(page.ask("POST", "/try", json.dumps(form), headers)[1])
        assert (answer["status"], answer["verdict"]) == (404, "valid")


def test_the_project_is_served_elsewhere_where_its_port_is_taken(shop: Terminal) -> None:
    [_, block] = consoles("preview.md")
    [(serve, _), _] = commands(block.text)
    with held(8000), shop.serving(serve) as api:
        assert api.address != "127.0.0.1:8000"
        assert api.get("/api/teams/none/")[0] == 404


@contextmanager
def held(port: int) -> Iterator[None]:
    """Occupies a port, unless another process has it already."""
    with ExitStack() as stack:
        with suppress(OSError):
            stack.enter_context(socket.create_server(("127.0.0.1", port)))
        yield


# ---------------------------------------------------------------- the commands beside the snippets


def test_publishing(shop: Terminal) -> None:
    for block in consoles("publishing.md"):
        with done(block, shop):
            pass


def test_the_promise(shop: Terminal) -> None:
    """The example address is replaced by one of this machine."""
    document = (shop.folder / "public" / "openapi.json").read_text()
    for name in ("old.json", "new.json", "openapi.json"):
        (shop.folder / name).write_text(document)
    (shop.folder / "new.yaml").write_text(yaml.safe_dump(json.loads(document)))
    with (shop.folder / "shop" / "settings.py").open("a") as settings:
        settings.write('\nTYPED_RESPONSES["BASE"] = "git:HEAD"\n')
    git(shop)
    shop.succeed("git add public && git commit --quiet --message one")
    lines = [line for block in consoles("promise.md") for line in commands(block.text)]
    with served(shop.folder) as address:
        for command, expected in lines:
            run(command.replace("https://example.org", address), expected, shop)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None: ...


# ---------------------------------------------------------------- the front page


TESTS = [f"tests/{name}.py" for name in ("conftest", "quick", "workers", "test_parameters")]
PIP, CHECKOUT, *FURTHER = consoles("../README.md")
INSTALLATION = [PIP, *FURTHER]
_, SETTINGS, _ = [block.text for block in blocks("../README.md") if block.kind == "python"]


def test_the_front_page_in_a_project(legacy: Terminal, established: Terminal) -> None:
    """The settings of the page, with the apps of the project in addition."""
    own = '\nINSTALLED_APPS += ["django.contrib.contenttypes", "django.contrib.auth", "orders"]\n'
    with (legacy.folder / "shop" / "settings.py").open("a") as settings:
        settings.write(f"\n{SETTINGS}{own}")
    for block in INSTALLATION:
        with done(block, legacy):
            pass
    assert_uses_what_it_installed(legacy, established)
    assert (legacy.folder / "public" / "openapi-derefed.json").exists()


def test_the_front_page_in_a_checkout(tmp_path: Path, shelf: Path) -> None:
    """In a copy of the checkout that is set up and has a few of the tests."""
    terminal = Terminal.new(tmp_path, shelf)
    ignored = shutil.ignore_patterns("public", "*.sqlite3", "__pycache__")
    shutil.copytree(ROOT / "example", tmp_path / "example", ignore=ignored)
    (tmp_path / "tests").mkdir()
    for name in ("Makefile", "pyproject.toml", *TESTS):
        shutil.copy2(ROOT / name, tmp_path / name)
    shutil.copytree(shelf / "bin", tmp_path / ".venv" / "bin")
    for name in ("venv", "runtime", "test"):
        (tmp_path / ".venv" / f"{name}.stamp").touch()
    with done(CHECKOUT, terminal):
        pass
    assert (tmp_path / "example" / "public" / "openapi.json").exists()


# ---------------------------------------------------------------- installations

IN_SENTENCES = {
    command
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
    for command in re.findall(r"`(pip install [^`]+)`", page.read_text(encoding="utf-8"))
}
IN_BLOCKS = {
    c
    for page in ("preview.md", "adopting.md")
    for block in consoles(page)
    for c, _ in commands(block.text)
}
BRINGS = {
    "draft": "libcst",
    "fast": "jsonschema_rs",
    "preview": "drf_spectacular_sidecar",
}


@pytest.mark.parametrize("command", sorted(IN_SENTENCES - IN_BLOCKS))
def test_an_installation_in_running_text(command: str, shop: Terminal, started: Terminal) -> None:
    shop.succeed(command)
    [extra] = re.findall(r"\[(\w+)\]", command)
    printed = shop.succeed(f'python -c "import {BRINGS[extra]} as it; print(it.__file__)"').strip()
    assert Path(printed).is_relative_to(started.folder / ".venv")


PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "shop"
version = "1"
dependencies = ["drf-typed-responses"]

[tool.hatch.build.targets.wheel]
packages = ["shop", "orders"]
"""


def test_the_installation_of_the_recipes(legacy: Terminal, established: Terminal) -> None:
    """A project that declares its dependencies; tests/compat runs the other steps."""
    (legacy.folder / "pyproject.toml").write_text(PROJECT)
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    [command] = set(re.findall(r"run: (pip install \.)$", page, re.MULTILINE))
    legacy.succeed(command)
    assert_uses_what_it_installed(legacy, established)
    legacy.succeed("pip uninstall --yes shop")
