"""`apidocs draft --write --all` where serializers are written by hand and say nothing."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path

import pytest

from .library import FILES
from .test_whole_project import Shop

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The project after `draft --write --all`, which is not committed."""
    library = Shop.written(tmp_path_factory.mktemp("library"), FILES)
    library.apidocs("draft", "--write", "--all")
    return library


def test_functions_are_annotated_with_types_named_after_the_serializers(library: Shop) -> None:
    added = [
        line.removeprefix("+").removesuffix("  # type: ignore[override]")
        for line in library.git("diff", "--unified=0", "shop/serializers.py").splitlines()
        if line.startswith("+") and not line.startswith("+++")
    ]
    assert added == [
        "from decimal import Decimal",
        "from typing import Any, cast",
        "from shop.responses import AuthorResponse, ShelfResponse, StatsResponse",
        "    def to_representation(self, instance: Author) -> AuthorResponse:",
        "        return cast(AuthorResponse, data)",
        "    def get_opens(self, obj: Book) -> time:",
        "    def get_ratio(self, obj: Book) -> Decimal | float:",
        "        ratio: Decimal | float = unknown(obj)",
        "        return ratio",
        "    def get_stats(self, obj: Book) -> StatsResponse:",
        "    def to_representation(self, instance: Book) -> ShelfResponse:",
    ]
    models = library.text("shop/models.py")
    properties = {"caption": "str", "gross": "Decimal", "kept": "timedelta", "net": "Decimal"}
    for name, annotation in properties.items():
        assert f"    def {name}(self) -> {annotation}:\n" in models


def test_the_types_follow_the_serializers(library: Shop) -> None:
    types = library.text("shop/responses.py")
    assert "class AuthorResponse(TypedDict):\n    name: str\n    books: int\n" in types


def test_the_document_keeps_the_rules(library: Shop) -> None:
    answer = json.loads(library.apidocs("test", "--format", "json").stdout)
    assert answer["findings"] == []
    assert answer["summary"]["operations"] == 3


def test_the_responses_keep_the_contract(library: Shop) -> None:
    assert "3 responses: 3 valid" in library.run("pytest", "-q", "--contract").stdout


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("ruff", ("check", "--select", "I,E,F,W,B,UP,RUF", "--ignore", "RUF012")),
        ("ruff", ("format", "--check")),
        ("mypy", ("shop",)),
    ],
    ids=["isort and linters", "formatter", "mypy"],
)
def test_tools_leave_it_alone(library: Shop, tool: str, arguments: tuple[str, ...]) -> None:
    for name in (tool, "rest_framework-stubs") if tool == "mypy" else (tool,):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed")
    library.run(tool, *arguments)


def test_a_second_run_writes_nothing(library: Shop) -> None:
    again = library.apidocs("draft", "--write", "--all", "--force")
    assert (again.stdout, again.stderr) == ("", "Nothing to write.\n")


def test_a_run_after_the_code_has_changed_completes_the_types(
    library: Shop, tmp_path: Path
) -> None:
    later = Shop(shutil.copytree(library.folder, tmp_path / "later"))
    later.replace("shop/serializers.py", '"pages": 100,', '"pages": None, "readers": 3,')
    later.replace("shop/serializers.py", '"title": instance.title,\n            "at"', '"at"')
    later.replace("shop/serializers.py", '"at": ', '"shelf": 1, "at": ')
    later.replace("shop/responses.py", "class StatsResponse", "# Of a year.\nclass StatsResponse")
    later.commit()
    later.record()
    done = later.apidocs("draft", "--write", "GET /books/{id}/", "GET /shelf/")
    types = later.text("shop/responses.py")
    assert (
        "# Of a year.\nclass StatsResponse(TypedDict):\n"
        "    pages: int\n    readers: int\n    fee: Decimal\n    lent_at: datetime\n"
    ) in types
    assert "class ShelfResponse(TypedDict):\n    title: str\n    at: str\n    shelf: int\n" in types
    assert "GET /shelf/: no response shows title of ShelfResponse" in done.stderr
    assert "StatsResponse.pages is int, but responses show None" in done.stderr
    assert '"at": "2026-01-31T00:00:00+00:00", "shelf": 1}' in types
