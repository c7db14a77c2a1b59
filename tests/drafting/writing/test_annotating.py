"""A drafted return annotation is written so that a type checker takes what is returned."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent, indent

import pytest

from drf_typed_responses.drafting.annotated_places import AnnotatedPlace
from drf_typed_responses.drafting.placed_values import DraftedAnnotation
from drf_typed_responses.drafting.writing.annotating import annotate_place
from drf_typed_responses.drafting.writing.source_files import SourceFile
from drf_typed_responses.drafting.writing.type_checkers import is_strictly_checked

needs_stubs = pytest.mark.skipif(
    find_spec("rest_framework-stubs") is None or find_spec("mypy") is None,
    reason="mypy and djangorestframework-stubs are in the group `types`",
)
IMPORTS = "from typing import {}\n\n\n"


def annotated(folder: Path, method: str, annotation: str, *, overrides: bool = False) -> str:
    """A class with a method, after a draft; the class is left out."""
    file = folder / "views.py"
    file.write_text(f"class View:\n{indent(dedent(method), '    ')}")
    source = SourceFile.read(file, "views")
    place = AnnotatedPlace(str(file), "views", "View.get", (), None, overrides=overrides)
    is_class = annotation[:1].isupper() or "[T" in annotation
    annotate_place(source, DraftedAnnotation(place, annotation, is_class))
    written = source.module.code
    used = [name for name, sign in (("Any", ": Any"), ("cast", "cast(")) if sign in written]
    head = IMPORTS.format(", ".join(used)) if used else ""
    assert written.startswith(f"{head}class View:\n")
    return dedent(written.removeprefix(head).partition("\n")[2])


WRITTEN = [
    (
        "def get(self, obj):\n    return {'id': 1}\n",
        "def get(self, obj) -> Team:\n    return {'id': 1}\n",
    ),
    (
        "def get(self, obj):\n    data = {}\n    return data\n",
        "def get(self, obj) -> Team:\n    data = {}\n    return cast(Team, data)\n",
    ),
    (
        "def get(self, obj):\n    if obj:\n        return (\n            data\n        )  # a\n"
        "    return None\n",
        "def get(self, obj) -> Team:\n    if obj:\n        return cast(Team, data)  # a\n"
        "    return None\n",
    ),
    (
        "def get(self, obj):\n    def inner():\n        return data\n    return {'id': inner()}\n",
        "def get(self, obj) -> Team:\n    def inner():\n        return data\n"
        "    return {'id': inner()}\n",
    ),
    (
        "async def get(self, obj):\n    return[*data]\n",
        "async def get(self, obj) -> Team:\n    return cast(Team, [*data])\n",
    ),
    ("def get(self, obj) -> dict:\n    return data\n",) * 2,
]


@pytest.fixture
def checked(tmp_path: Path) -> Path:
    """A folder of a project with mypy."""
    (tmp_path / "mypy.ini").touch()
    return tmp_path


@pytest.mark.parametrize(("method", "result"), WRITTEN)
def test_what_is_not_written_out_is_cast(checked: Path, method: str, result: str) -> None:
    assert annotated(checked, method, "Team") == result


def test_a_property_is_annotated_and_not_its_setter(checked: Path) -> None:
    getter = "@property\ndef get(self){}:\n    return 1\n\n"
    setter = "@get.setter\ndef get(self, value):\n    pass\n"
    assert annotated(checked, getter.format("") + setter, "int") == (
        getter.format(" -> int") + setter
    )


def test_a_scalar_is_not_cast(checked: Path) -> None:
    method = "def get(self, obj):\n    return obj.id\n"
    assert annotated(checked, method, "str | None") == method.replace("):", ") -> str | None:")


def test_nothing_is_cast_without_a_type_checker(tmp_path: Path) -> None:
    method = "def get(self, obj):\n    return data\n"
    found = annotated(tmp_path, method, "Team", overrides=True)
    assert found == method.replace("):", ") -> Team:")


@pytest.mark.parametrize("given", ["obj", "obj, attrs, user", "obj: object = None"])
def test_parameters_stand_alone_if_the_line_is_too_long(tmp_path: Path, given: str) -> None:
    head = f"def get(self, {given})"
    width = len(f"    {head} -> Team:")
    body = "\n    return None\n"
    (tmp_path / "ruff.toml").write_text(f"line-length = {width}\n")
    assert annotated(tmp_path, f"{head}:{body}", "Team") == f"{head} -> Team:{body}"
    narrow = tmp_path / "narrow"
    narrow.mkdir()
    (narrow / "ruff.toml").write_text(f"line-length = {width - 1}\n")
    broken = f"def get(\n    self, {given}\n) -> Team:{body}"
    assert annotated(narrow, f"{head}:{body}", "Team") == broken


HELD = [
    (
        "def get(self, obj):\n    return obj.at.days\n",
        "def get(self, obj: Any) -> int:\n    value: int = obj.at.days\n    return value\n",
    ),
    (
        "def get(self, obj, *many, flag=None, **more):\n"
        "    if flag:\n        return more['a']  # b\n"
        "    return obj\n",
        "def get(self, obj: Any, *many: Any, flag: Any = None, **more: Any) -> int:\n"
        "    if flag:\n        value: int = more['a']  # b\n        return value\n"
        "    value = obj\n    return value\n",
    ),
    (
        "def get(self, obj: int):\n    days = obj + 1\n    return days\n",
        "def get(self, obj: int) -> int:\n    days = obj + 1\n"
        "    value: int = days\n    return value\n",
    ),
    (
        "@staticmethod\ndef get(obj):\n    return len(obj)\n",
        "@staticmethod\ndef get(obj: Any) -> int:\n    return len(obj)\n",
    ),
    ("def get(self):\n    return self.days\n", "def get(self) -> int:\n    return self.days\n"),
    (
        "def get(self):\n    def inner(obj):\n        return obj\n    return 1\n",
        "def get(self) -> int:\n    def inner(obj):\n        return obj\n    return 1\n",
    ),
]


@pytest.mark.parametrize(("method", "result"), HELD)
def test_a_strict_type_checker_is_told_the_types_of_parameters_and_values(
    strict: Path, method: str, result: str
) -> None:
    assert annotated(strict, method, "int") == result


@pytest.fixture
def strict(tmp_path: Path) -> Path:
    """A folder of a project with strict mypy."""
    (tmp_path / "mypy.ini").write_text("[mypy]\nstrict = true\n")
    return tmp_path


@needs_stubs
@pytest.mark.parametrize(
    ("head", "result"),
    [
        ("def get(self, obj):", "def get(self, obj) -> Team:  # type: ignore[override]"),
        (
            "def get(self, obj):  # noqa",
            "def get(self, obj) -> Team:  # type: ignore[override]  # noqa",
        ),
        (
            "def get(\n    self,\n    obj,\n):",
            "def get(  # type: ignore[override]\n    self,\n    obj,\n) -> Team:",
        ),
    ],
)
def test_an_override_says_that_it_returns_another_type(
    checked: Path, head: str, result: str
) -> None:
    body = "\n    return {'id': 1}\n"
    assert annotated(checked, f"{head}{body}", "Team", overrides=True) == f"{result}{body}"


@pytest.mark.parametrize(
    ("file", "content", "is_checked"),
    [
        ("pyproject.toml", "[tool.mypy]\nstrict = true\n", True),
        ("pyproject.toml", "[tool.pyright]\n", True),
        ("pyproject.toml", "[tool.ruff]\n", False),
        ("pyproject.toml", "no TOML", False),
        ("setup.cfg", "[mypy]\n", True),
        ("setup.cfg", "[flake8]\n", False),
        ("mypy.ini", "no settings", True),
        ("pyrightconfig.json", "// none\n{}", True),
    ],
)
def test_a_type_checker_has_settings(
    tmp_path: Path, file: str, content: str, is_checked: bool
) -> None:
    (tmp_path / file).write_text(content)
    (tmp_path / "shop").mkdir()
    found = annotated(tmp_path / "shop", "def get(self, obj):\n    return data\n", "Team")
    assert ("cast(" in found) == is_checked


@pytest.mark.parametrize(
    ("file", "content", "is_strict"),
    [
        ("pyproject.toml", "[tool.mypy]\nstrict = true\n", True),
        ("pyproject.toml", "[tool.mypy]\nstrict = false\n", False),
        ("pyproject.toml", '[tool.pyright]\ntypeCheckingMode = "strict"\n', True),
        ("pyrightconfig.json", '{"typeCheckingMode": "basic"}', False),
        (".mypy.ini", "[mypy]\ndisallow_untyped_defs = True\n", True),
        ("setup.cfg", "[mypy]\nwarn_return_any = True\n", False),
    ],
)
def test_settings_of_a_type_checker_are_strict(
    tmp_path: Path, file: str, content: str, is_strict: bool
) -> None:
    (tmp_path / file).write_text(content)
    assert is_strictly_checked(tmp_path) == is_strict


CHECKED = """\
from typing import Any, TypedDict

from rest_framework import serializers


class Team(TypedDict):
    id: int


class View(serializers.Serializer[Any]):
    def get_days(self, obj):
        return (obj.end - obj.start).days

    def get(self, instance: Any):
        return {"id": instance.id}

    def to_representation(self, instance: Any):
        data = super().to_representation(instance)
        data["id"] = 1
        return data

    def get_teams(self, obj: Any):
        if not obj:
            return []
        teams = [{"id": each.id} for each in obj]
        return teams
"""


@needs_stubs
@pytest.mark.slow
def test_the_result_passes_mypy(strict: Path) -> None:
    file = strict / "views.py"
    file.write_text(CHECKED)
    source = SourceFile.read(file, "views")
    drafts = {
        "get_days": "int",
        "get": "Team",
        "to_representation": "Team",
        "get_teams": "list[Team]",
    }
    for name, annotation in drafts.items():
        overrides = name == "to_representation"
        place = AnnotatedPlace(str(file), "views", f"View.{name}", (), None, overrides=overrides)
        annotate_place(source, DraftedAnnotation(place, annotation, annotation != "int"))
    file.write_bytes(source.content)
    command = [sys.executable, "-m", "mypy", "--no-incremental", file.name]
    done = subprocess.run(command, cwd=strict, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("Success"), done.stdout
