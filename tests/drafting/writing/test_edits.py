"""Imports where isort puts them, classes and return annotations, in the source of a module."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import libcst as cst
import pytest

from drf_typed_responses.drafting.writing.edits import add_class, annotate_return
from drf_typed_responses.drafting.writing.imports import Imported, add_imports
from drf_typed_responses.drafting.writing.source_files import SourceFile

WANTED = (
    Imported("datetime", "datetime"),
    Imported("typing", "Literal"),
    Imported("typing", "NotRequired"),
    Imported("drf_spectacular.utils", "extend_schema"),
    Imported("rest_framework", "serializers"),
    Imported("shop.responses", "LIST_ALL_THE_ORDERS_OF_A_CUSTOMER_OF_THE_SHOP"),
    Imported("shop.responses", "OrderResponse"),
)
MODULES = {
    "empty": "",
    "docstring": '"""The views of the shop."""\n',
    "one": "import os\n\nprint(os.name)\n",
    "future": "from __future__ import annotations\n\nx = 1\n",
    "sections": (
        "# The licence.\nimport json\n\nfrom rest_framework.views import APIView  # noqa\n\n"
        "from shop.models import Order\n\n\nclass View(APIView):\n    pass\n"
    ),
    "relative": "import typing as t\n\nfrom . import models\nfrom .urls import path\n\nx = 1\n",
    "exploded": "from typing import (\n    Any,\n    TypedDict,\n)\n\nx: Any = 1\n",
    "taken": (
        "import datetime\nfrom typing import Any as Each\n\n\nclass Literal: ...\n\n\n"
        "OrderResponse = 1\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "pyproject.toml").write_text('[tool.ruff]\nline-length = 60\n[project]\nname="x"\n')
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/__init__.py").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    sys.modules.pop("shop", None)


def read(folder: Path, source: str, name: str = "views") -> SourceFile:
    path = folder / f"shop/{name}.py"
    path.write_text(source)
    return SourceFile.read(path, f"shop.{name}")


def add(folder: Path, source: str, *wanted: Imported) -> tuple[str, dict[str, str]]:
    file = read(folder, source)
    names = add_imports(file, wanted)
    return file.module.code, names


@pytest.mark.slow
def test_isort_and_the_formatter_leave_imports_and_classes_alone(folder: Path) -> None:
    if importlib.util.find_spec("ruff") is None:
        pytest.skip("ruff is not installed")
    for name, source in MODULES.items():
        file = read(folder, source, name)
        add_imports(file, WANTED)
        for text in ("A = 1\n", "class B(dict[str, int]):\n    b = 1\n", "C = 1\n"):
            statement = cst.parse_statement(text)
            assert isinstance(statement, (cst.ClassDef, cst.SimpleStatementLine))
            add_class(file, statement)
        file.path.write_bytes(file.content)
        again = SourceFile.read(file.path, file.name)
        add_imports(again, WANTED)
        assert not again.is_changed
    for command in (("check", "--select", "I", "--diff"), ("format", "--diff")):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "."], capture_output=True, text=True
        )
        assert (done.stdout, done.returncode) == ("", 0), done.stderr


def test_imports_stand_in_their_section(folder: Path) -> None:
    code, _ = add(folder, MODULES["sections"], *WANTED[:2], WANTED[3])
    assert code.startswith(
        "# The licence.\nimport json\nfrom datetime import datetime\nfrom typing import Literal\n"
        "\nfrom drf_spectacular.utils import extend_schema\n"
        "from rest_framework.views import APIView  # noqa\n\nfrom shop.models import Order\n"
    )


def test_a_module_of_relative_imports_gets_a_relative_one(folder: Path) -> None:
    code, _ = add(folder, MODULES["relative"], WANTED[-1])
    assert "from . import models\nfrom .responses import OrderResponse\n" in code


NAMES = [
    ("from typing import Literal as One\n", "One"),
    ("import typing as t\n", "t.Literal"),
    ("Literal = 1\n", "DraftedLiteral"),
    ("try:\n    from typing import Literal\nexcept ImportError:\n    pass\n", "DraftedLiteral"),
    ("from typing import Literal\n", "Literal"),
    ("from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from a import b\n", "Literal"),
]


@pytest.mark.parametrize(("source", "local"), NAMES)
def test_the_name_of_an_import_in_a_module(folder: Path, source: str, local: str) -> None:
    code, names = add(folder, source, Imported("typing", "Literal"))
    assert names == {"Literal": local}
    exec(compile(f"{code}\nfound = {local}", "views.py", "exec"), namespace := {})
    assert namespace["found"] is __import__("typing").Literal


def test_a_return_annotation_has_the_names_of_the_module(folder: Path) -> None:
    source = "import typing as t\n\n\nclass A:\n    def b(self):  # kept\n        return 1\n"
    file = read(folder, source)
    annotate_return(file, "A.b", 'Literal["Literal"]', [Imported("typing", "Literal")])
    said = '    def b(self) -> t.Literal["Literal"]:  # kept\n'
    assert file.module.code == source.replace("    def b(self):  # kept\n", said)


def test_a_return_annotation_that_stands_there_stays(folder: Path) -> None:
    file = read(folder, "def a() -> int:\n    return 1\n")
    annotate_return(file, "a", "Literal[1]", [Imported("typing", "Literal")])
    assert not file.is_changed
