"""A build that begins as a copy shows what a build that starts from nothing would show."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from drf_typed_responses.preview import rebuilder
from drf_typed_responses.preview.rebuilder import Rebuilder
from drf_typed_responses.preview.state import State, StateStore

from ..watching import until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux only")

SRC = Path(__file__).parents[3] / "src"
FILES = {
    "shop_config.py": """
import os, pathlib, ssl
import dependency
try:
    from local_settings import NAME
except ImportError:
    NAME = "none"
SECRET_KEY = "a"
USE_TZ = True
INSTALLED_APPS = ["rest_framework", "drf_spectacular", "drf_typed_responses", "shop"]
ROOT_URLCONF = "shop.urls"
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_typed_responses.spectacular.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
}
HERE = pathlib.Path(__file__).parent
TITLE = (HERE / "title.txt").read_text()
if (HERE / "flags/loud").exists():
    TITLE += "!"
if os.access(HERE / ".state/app.lock", os.R_OK):
    TITLE += " (locked)"
TITLE += f" {os.path.getsize(HERE.parent / 'sized.bin')}"
TITLE += f" {(HERE.parent / 'aged').stat().st_mtime}"
TITLE += f" {os.readlink(HERE.parent / 'current')}"
TITLE += f" {sorted(os.listdir(HERE.parent / 'listed'))}"
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
try:  # a library in C reads the file
    context.load_verify_locations(HERE / "roots.pem")
except ssl.SSLError as error:
    TITLE += f" {error.reason}"
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [HERE / "templates"],
}]
SPECTACULAR_SETTINGS = {"TITLE": f"{TITLE} {NAME} {dependency.NAME}", "VERSION": "1"}
TYPED_RESPONSES = {"PUBLIC": "all"}
""",
    "title.txt": "Shop",
    "flags/README": "The start reads nothing here, but asks for a file.",
    "roots.pem": "none",
    "templates/about.txt": "Orders",
    ".state/README": "A hidden folder.",
    "shop/__init__.py": "",
    "shop/apps.py": """
from django.apps import AppConfig
class ShopConfig(AppConfig):
    name = "shop"
    def ready(self):
        from django.template.loader import render_to_string
        from . import models
        models.ABOUT = render_to_string("about.txt")
""",
    "shop/models.py": 'SIZES = ["S", "M"]\n',
    "shop/parts.py": "from typing import TypedDict\n\nclass Part(TypedDict):\n    name: str\n",
    "shop/views.py": """
from typing import Literal, TypedDict
from drf_spectacular.utils import extend_schema
from rest_framework.views import APIView
from drf_typed_responses.responses import Response
import late_dependency
from .models import ABOUT, SIZES
from .parts import Part

class Order(TypedDict):
    part: Part
    size: Literal[tuple(SIZES)]
    kind: late_dependency.KIND

class OrderView(APIView):
    @extend_schema(description=ABOUT)
    def get(self, request) -> Response[Order]:
        ...
""",
    "shop/urls.py": """
from django.urls import path
from .views import OrderView
urlpatterns = [path("orders/", OrderView.as_view())]
""",
}
OUTSIDE = {"dependency.py": 'NAME = "one"\n', "late_dependency.py": "KIND = str\n"}


class Shop:
    """A small project, and a dependency outside of it that its settings import."""

    def __init__(self, root: Path) -> None:
        self.root = root / "shop_project"
        self.outside = root / "site-packages"
        for folder, files in ((self.root, FILES), (self.outside, OUTSIDE)):
            for name, text in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text)
        (root / "sized.bin").touch()
        (root / "aged").touch()
        (root / "current").symlink_to("1")
        (root / "listed").mkdir()
        self.number = 0

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text()
        assert old in text
        # Written whole: a build of half a file fails, and is repeated from nothing.
        (self.root / f"{name}.tmp").write_text(text.replace(old, new))
        (self.root / f"{name}.tmp").replace(self.root / name)

    def next(self) -> int:
        self.number += 1
        return self.number

    # What a build reads only after the start of the project.
    def attribute(self) -> None:
        self.edit("shop/parts.py", "    name: str\n", f"    name: str\n    a{self.next()}: int\n")

    def new_module(self) -> None:
        name = f"more{self.next()}"
        (self.root / f"shop/{name}.py").write_text(f"{name} = float\n")
        text = f"from .{name} import {name}\nfrom typing import TypedDict"
        self.edit("shop/parts.py", "from typing import TypedDict", text)
        self.edit("shop/parts.py", "    name: str\n", f"    name: str\n    {name}: {name}\n")

    def syntax_error(self) -> None:
        self.edit("shop/parts.py", "class Part", "class class Part")

    # What the start of the project reads.
    def model(self) -> None:
        self.edit("shop/models.py", '"S"', f'"S", "XL{self.next()}"')

    def settings(self) -> None:
        self.edit("shop_config.py", '"VERSION": "1', f'"VERSION": "1{self.next()}')

    # What nobody watches, so that only the next save shows it.
    def text_file(self) -> None:
        (self.root / "title.txt").write_text(f"Shop {self.next()}")

    def text_file_of_the_same_size(self) -> None:
        text = (self.root / "title.txt").read_text()
        (self.root / "title.txt").write_text(text.swapcase())

    def flag(self) -> None:
        self.toggle(self.root / "flags/loud")

    def lock_in_a_hidden_folder(self) -> None:
        self.toggle(self.root / ".state/app.lock")

    def name_in_a_folder(self) -> None:
        self.toggle(self.root.parent / "listed/app.log")

    def toggle(self, path: Path) -> None:
        path.unlink() if path.exists() else path.touch()

    def size(self) -> None:
        (self.root.parent / "sized.bin").write_bytes(bytes(self.next()))

    def age(self) -> None:
        os.utime(self.root.parent / "aged", (self.next(), self.next()))

    def link(self) -> None:
        (self.root.parent / "new").symlink_to(str(self.next()))
        (self.root.parent / "new").replace(self.root.parent / "current")

    def template(self) -> None:
        (self.root / "templates/about.txt").write_text(f"Orders {self.next()}")

    def file_of_a_library(self) -> None:
        """It has a certificate, or none."""
        begin = "-----BEGIN CERTIFICATE-----\n" * (self.next() % 2)
        (self.root / "roots.pem").write_text(f"{begin}{self.number}")

    def local_settings(self) -> None:
        (self.root / "local_settings.py").write_text(f'NAME = "{self.next()}"\n')

    def dependency(self) -> None:
        (self.outside / "dependency.py").write_text(f'NAME = "{self.next()}"\n')

    def late_dependency(self) -> None:
        kind = random.choice(["int", "bool", "bytes"])
        (self.outside / "late_dependency.py").write_text(f"# {self.next()}\nKIND = {kind}\n")


LATER: list[Callable[[Shop], None]] = [Shop.attribute, Shop.attribute, Shop.new_module]
STARTS: list[Callable[[Shop], None]] = [Shop.model, Shop.settings]
UNWATCHED: list[Callable[[Shop], None]] = [
    *(Shop.text_file, Shop.text_file_of_the_same_size, Shop.local_settings),
    *(Shop.dependency, Shop.flag, Shop.lock_in_a_hidden_folder, Shop.name_in_a_folder),
    *(Shop.size, Shop.age, Shop.link, Shop.template, Shop.file_of_a_library),
]


class Followed:
    """A rebuilder that follows the project, and the builds that start from nothing beside it."""

    def __init__(self, shop: Shop, folder: Path) -> None:
        self.shop = shop
        self.folder = folder
        self.lines: list[str] = []
        self.store = StateStore()
        self.copied = 0
        self._over = threading.Event()
        self._rebuilder = Rebuilder(self.store, 60, folder / "a", self._show)
        self._thread = threading.Thread(target=self._rebuilder.run, args=(self._over.is_set,))
        self._thread.start()
        self._until_built(0)

    def _show(self, line: str, findings: object) -> None:
        self.lines.append(line)

    def save(self, *edits: Callable[[Shop], None]) -> bool:
        """Make the edits; returns whether the build that shows them began as a copy."""
        before = len(self.lines)
        for edit in edits:
            edit(self.shop)
        self._until_built(before)
        self.copied += self._rebuilder.is_copied
        return self._rebuilder.is_copied

    def save_copied(self, *edits: Callable[[Shop], None]) -> None:
        """Make the edits until a build begins as a copy.

        On a busy machine the copy may not answer in time, or the watcher may see a file vanish
        while it is replaced; then a build starts from nothing, as it always may.
        """
        refusals = []
        for _ in range(4):
            if self.save(*edits):
                return
            refusals.append(self._rebuilder.refusal)
        raise AssertionError(f"no build began as a copy: {refusals}")

    def _until_built(self, before: int) -> None:
        def is_built() -> bool:
            said = "".join(self.lines[before:])
            is_shown = " Built " in said or " Not built: " in said
            return is_shown and not self.store.state.building and self._rebuilder.is_idle

        until(is_built)

    def assert_as_from_nothing(self) -> None:
        worker = [sys.executable, "-P", "-B", "-m", "drf_typed_responses.preview.worker", "60"]
        done = subprocess.run(
            [*worker, str(self.folder / "b"), "default"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        messages = [json.loads(line) for line in done.stdout.splitlines()]
        told = {key: value for message in messages for key, value in message.items()}
        state = self.store.state
        if messages[0]["kind"] == "failure":
            assert [state.failure] == told["findings"]
            return
        assert state.failure is None
        assert shown(state) == {key: told[key] for key in shown(state)}
        for name in ("openapi.json", "openapi-derefed.json"):
            assert (self.folder / "a" / name).read_bytes() == (
                self.folder / "b" / name
            ).read_bytes()

    def close(self) -> None:
        self._over.set()
        self._thread.join()


def shown(state: State) -> dict[str, Any]:
    return {
        "document": state.document,
        "findings": list(state.findings),
        "counts": state.counts,
        "changes": list(state.changes),
        "places": state.places,
        "sources": state.sources,
        "private": state.private,
        "withheld": state.withheld,
    }


def is_of_checkout(entry: str) -> bool:
    path = Path(entry or ".").resolve()
    return path.is_relative_to(SRC.parent) and not path.is_relative_to(sys.prefix)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    shop = Shop(tmp_path)
    monkeypatch.chdir(shop.root)
    # Other tests may write into folders of the checkout, which would be changes of the project.
    libraries = [entry for entry in sys.path if entry == str(SRC) or not is_of_checkout(entry)]
    monkeypatch.setattr(sys, "path", [str(shop.root), str(shop.outside), *libraries])
    monkeypatch.setattr(rebuilder, "roots", lambda: [str(shop.root)])
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "shop_config")
    return shop


@pytest.fixture
def followed(shop: Shop, tmp_path: Path) -> Iterator[Followed]:
    followed = Followed(shop, tmp_path / "built")
    yield followed
    followed.close()


IS_NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
# New ones each night, which a failure names.
SEEDS = [1, 2] if not IS_NIGHTLY else [100 * date.today().toordinal() + n for n in range(40)]


@pytest.mark.parametrize("seed", SEEDS)
def test_law_copied_builds_show_what_others_would(followed: Followed, seed: int) -> None:
    """After any edits: of modules, imports, settings, files that settings read, dependencies."""
    chance = random.Random(seed)
    for _ in range(8):
        silent = chance.sample([*UNWATCHED, Shop.late_dependency], chance.choice([0, 0, 0, 1, 2]))
        edits = [*silent, chance.choice([*LATER, *LATER, *STARTS])]
        followed.save(*edits)
        followed.assert_as_from_nothing()
    assert followed.copied, "no build began as a copy"


@pytest.mark.parametrize("edit", [*STARTS, *UNWATCHED], ids=lambda each: each.__name__)
def test_a_change_of_the_start_makes_the_next_build_start_from_nothing(
    followed: Followed, edit: Callable[[Shop], None]
) -> None:
    followed.save_copied(Shop.attribute)
    assert not followed.save(edit, Shop.attribute)
    followed.assert_as_from_nothing()


def test_a_later_dependency_may_change(followed: Followed) -> None:
    followed.save_copied(Shop.late_dependency, Shop.attribute)
    followed.assert_as_from_nothing()


def test_a_failed_build_starts_from_nothing_before_it_is_shown(followed: Followed) -> None:
    assert not followed.save(Shop.syntax_error)
    followed.assert_as_from_nothing()
    followed.shop.edit("shop/parts.py", "class class Part", "class Part")
    followed.save_copied(Shop.attribute)
    followed.assert_as_from_nothing()


OBSTACLES = {
    "thread": """
import threading
threading.Thread(target=threading.Event().wait, daemon=True).start()
""",
    "connection": "import socket; server = socket.create_server(('127.0.0.1', 0))",
    "asked": """
import socket
server = socket.create_server(("127.0.0.1", 0))
socket.create_connection(server.getsockname()).close()
server.close()
""",
    "database": "import sqlite3; sqlite3.connect(':memory:').close()",
    "program": "import subprocess; subprocess.run(['true'])",
}


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_a_start_that_cannot_be_copied(shop: Shop, tmp_path: Path, obstacle: str) -> None:
    """Each build starts from nothing, as on systems without a safe fork."""
    with (shop.root / "shop_config.py").open("a") as settings:
        settings.write(f"\n{OBSTACLES[obstacle]}\n")
    followed = Followed(shop, tmp_path / "built")
    try:
        assert not followed.save(Shop.attribute)
    finally:
        followed.close()


def test_the_copy_ends_with_the_command(shop: Shop, tmp_path: Path) -> None:
    built = tmp_path / "built"

    def running() -> list[str]:
        found = []
        for file in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                found += [file.parent.name] if str(built) in file.read_text() else []
        return found

    followed = Followed(shop, built)
    assert running()
    followed.close()
    until(lambda: not running())
