"""`apidocs draft --write --all` in a project without a typed response, and what tools say then."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import drf_typed_responses

from .shop import FILES

pytestmark = pytest.mark.slow
PACKAGES = str(Path(drf_typed_responses.__file__).parent.parent)


class Shop:
    """The project in a folder, with git."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def written(cls, folder: Path, files: Mapping[str, str]) -> Shop:
        """The project of these files, committed, with recordings of its tests."""
        shop = cls(folder)
        for name, text in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text)
        shop.git("init", "--quiet")
        shop.commit()
        shop.record()
        return shop

    def git(self, *arguments: str) -> str:
        identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
        command = ["git", *identity, *arguments]
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, check=True
        ).stdout

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "As it is")

    def run(self, module: str, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": PACKAGES, "DJANGO_SETTINGS_MODULE": "settings"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done

    def record(self) -> None:
        self.run("pytest", "-q", "--contract-record", "contract-recordings")

    def apidocs(self, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        return self.run("django", "apidocs", *arguments, code=code)

    def text(self, name: str) -> str:
        return (self.folder / name).read_text()

    def replace(self, name: str, old: str, new: str) -> None:
        text = self.text(name)
        assert old in text
        (self.folder / name).write_text(text.replace(old, new))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The project after `draft --write --all`, which is not committed."""
    shop = Shop.written(tmp_path_factory.mktemp("shop"), FILES)
    shown = shop.apidocs("draft", "--diff", "--all")
    assert shop.git("status", "--porcelain") == ""
    written = shop.apidocs("draft", "--write", "--all")
    assert written.stdout == shown.stdout
    said, wrote = written.stderr.splitlines()
    assert (
        said == "GET /api/version/: its decorator is that of GET /api/v1/version/, which is drafted"
    )
    assert wrote.startswith("Wrote 3 files.")
    return shop


def test_only_the_views_and_their_types_are_written(shop: Shop) -> None:
    changed = " M shop/serializers.py\n M shop/views.py\n?? shop/responses.py\n"
    assert shop.git("status", "--porcelain") == changed


def test_the_document_keeps_the_rules(shop: Shop) -> None:
    done = shop.apidocs("test", "--format", "json")
    answer = json.loads(done.stdout)
    assert answer["findings"] == []
    assert answer["summary"]["operations"] == 17


def test_the_responses_keep_the_contract(shop: Shop) -> None:
    done = shop.run("pytest", "-q", "--contract")
    assert "17 responses: 17 valid" in done.stdout


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("ruff", ("check", "--select", "I,E,F,W,B,UP,RUF", "--ignore", "RUF012")),
        ("ruff", ("format", "--check")),
        ("mypy", ("shop",)),
    ],
    ids=["isort and linters", "formatter", "mypy"],
)
def test_tools_leave_it_alone(shop: Shop, tool: str, arguments: tuple[str, ...]) -> None:
    needed = (tool, "rest_framework-stubs") if tool == "mypy" else (tool,)
    for name in needed:
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed")
    shop.run(tool, *arguments)


def test_what_was_there_stays(shop: Shop) -> None:
    """Comments, annotations, docstrings and arguments; the serializer keeps its operations."""
    removed = [
        line
        for line in shop.git("diff", "--unified=0", "shop/views.py").splitlines()
        if line.startswith("-") and not line.startswith("---")
    ]
    assert removed == [
        "-from drf_spectacular.utils import extend_schema",
        "-from rest_framework import viewsets",
        "-from rest_framework.response import Response",
        "-    @extend_schema(responses=OrderSerializer)",
        "-    def get(self, request: Request):",
        '-@extend_schema(tags=["Stats"])  # kept too',
    ]
    views = shop.text("shop/views.py")
    assert "200: OrderSerializer(many=True), 401: RESPONSE_UNAUTHORIZED" in views
    assert "200: builtins.list[UnpaidResponse], 401: RESPONSE_UNAUTHORIZED" in views
    assert "200: PayResponse," in views


def test_what_the_code_of_a_view_renders_is_annotated(shop: Shop) -> None:
    assert "    def get_tax(self, obj: Order) -> TaxResponse:\n" in shop.text("shop/serializers.py")
    assert "    id: int\n    tax: TaxResponse\n" in shop.text("shop/responses.py")


def test_a_method_says_its_body_and_a_view_the_url_that_is_drafted(shop: Shop) -> None:
    views = shop.text("shop/views.py")
    assert 'public = {"GET"}\n    public_urls = {"/api/v1/version/"}\n' in views
    assert "    def get(self, request: Request) -> Response[VersionResponse]:\n" in views
    assert "responses={401: RESPONSE_UNAUTHORIZED},\n        examples=[RETRIEVE_VERSION]" in views


def test_a_second_run_writes_nothing(shop: Shop) -> None:
    again = shop.apidocs("draft", "--write", "--all", "--force")
    said = "GET /api/version/: another URL of its view is documented, /api/v1/version/\n"
    assert (again.stdout, again.stderr) == ("", f"{said}Nothing to write.\n")


OPERATIONS = (
    "GET /api/invoices/", "GET /api/invoices/{pk}/", "GET /api/health/", "GET /api/notes/",
    "GET /api/orders/", "GET /api/stats/", "POST /api/notes/", "POST /api/orders/{pk}/pay/",
)  # fmt: skip
EDITS = {
    "shop/views.py": [
        ('"state": "ok"', '"total": {"paid": 1}'),
        ("PayResponse", "PaymentResponse"),
    ],
    "shop/responses.py": [
        ("    orders: int\n", '    orders: int\n    """How many there are."""\n'),
        ("PayResponse", "PaymentResponse"),
    ],
    "shop/serializers.py": [('"price": 2.5', '"price": 2.5, "sku": "a"')],
}


def test_operations_that_are_written_already_stay_as_they_are(shop: Shop) -> None:
    again = shop.apidocs("draft", "--write", *OPERATIONS, "--force")
    assert (again.stdout, again.stderr) == ("", "Nothing to write.\n")


def test_after_a_change_of_the_api_types_and_samples_are_completed(shop: Shop) -> None:
    """What a person renamed and described stays; what no response shows is named."""
    shop.commit()
    for name, pairs in EDITS.items():
        for old, new in pairs:
            shop.replace(name, old, new)
    shop.record()
    written = shop.apidocs("draft", "--write", *OPERATIONS, "--force")
    assert "GET /api/stats/: no response shows state of StatsResponse\n" in written.stderr
    responses = shop.text("shop/responses.py")
    assert "class TotalResponse(TypedDict):\n    paid: int\n" in responses
    assert '    """How many there are."""\n    total: TotalResponse\n' in responses
    assert "    price: float\n    sku: str\n" in responses
    assert responses.count('"sku": "example-sku"') == 2
    shop.run("ruff", "format", "--check", "shop/responses.py")
    assert json.loads(shop.apidocs("test", "--format", "json").stdout)["findings"] == []
    again = shop.apidocs("draft", "--write", *OPERATIONS, "--force")
    assert again.stdout == ""
