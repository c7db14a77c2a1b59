"""The examples of docs/type-checkers.md: both checkers refuse the lines that the page says."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Callable
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest

from .environments import ROOT, environment, mypy_errors, pyright_errors

PAGE = (ROOT / "docs/type-checkers.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("checker", [mypy_errors, pyright_errors], ids=["mypy", "pyright"])
def test_the_lines_that_are_refused(
    checker: Callable[..., Any], folder: Path, tmp_path: Path
) -> None:
    if importlib.util.find_spec(checker.__name__.partition("_")[0]) is None:
        pytest.skip("not installed")
    expected = {}
    for number, text in enumerate(blocks("python")):
        (tmp_path / f"example_{number}.py").write_text(text)
        lines = enumerate(text.splitlines(), 1)
        expected[f"example_{number}.py"] = {n for n, line in lines if "# refused" in line}
    files = sorted(tmp_path.glob("*.py"))
    assert checker(environment("bare", folder), files, tmp_path / "run") == expected
    assert list(map(len, expected.values())) == [1, 1]


def test_both_files_of_settings_say_the_same(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    from drf_typed_responses.mypy_plugin.plugin_settings import read_settings

    (ini,), (toml,) = blocks("ini"), blocks("toml")
    (tmp_path / "mypy.ini").write_text(ini)
    (tmp_path / "pyproject.toml").write_text(toml)
    of_ini, of_toml = (read_settings(str(tmp_path / n)) for n in ("mypy.ini", "pyproject.toml"))
    assert of_ini == of_toml
    assert of_ini.serializer_modules == ["shop.serializers", "shop.orders.serializers"]
    parser = ConfigParser()
    parser.read_string(ini)
    assert tomllib.loads(toml)["tool"]["mypy"]["plugins"] == [parser["mypy"]["plugins"]]


def test_the_bound_of_mypy() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    [bound] = project["optional-dependencies"]["mypy"]
    [named] = re.findall(r"installs mypy ([\d.]+) or later", PAGE)
    assert bound.startswith(f"mypy>={named},")
