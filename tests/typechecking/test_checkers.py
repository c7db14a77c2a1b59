"""mypy and pyright report a wrong body on its line, and no other line.

The lines that must be errors end in `# error` in the files of `sources`.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import drf_typed_responses

SOURCES = Path(__file__).parent / "sources"
FILES = sorted(path.name for path in SOURCES.glob("*.py"))
PACKAGES = str(Path(drf_typed_responses.__file__).parent.parent)

# Without the plugins of the stubs, which need settings; the sources have no models.
MYPY_INI = f"""
[mypy]
strict = {{strict}}
python_version = 3.11
mypy_path = {PACKAGES}
[mypy-drf_typed_responses.*]
follow_imports = silent
"""


def expected(name: str) -> set[int]:
    lines = (SOURCES / name).read_text().splitlines()
    return {number for number, line in enumerate(lines, 1) if "# error" in line}


def run(*command: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


@cache
def mypy_errors(folder: Path) -> dict[str, set[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for strict in (True, False):
        # mypy's `strict` refuses arguments without types in the file itself.
        names = [name for name in FILES if (name != "untyped_arguments.py") == strict]
        ini = folder / "mypy.ini"
        ini.write_text(MYPY_INI.format(strict=strict))
        output = run(
            *("mypy", "--config-file", str(ini), "--output", "json"),
            *("--cache-dir", str(folder / f"cache-{strict}")),
            *(str(SOURCES / name) for name in names),
            folder=folder,
        )
        for line in output.splitlines():
            error = json.loads(line)
            if error["severity"] == "error":
                found[Path(error["file"]).name].add(error["line"])
    return found


@cache
def pyright_errors(folder: Path) -> dict[str, set[int]]:
    config = {
        "extraPaths": [PACKAGES],
        "pythonVersion": "3.11",
        "typeCheckingMode": "standard",
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(config))
    output = run(
        *("pyright", "--outputjson", "--pythonpath", sys.executable, "-p", str(folder)),
        *(str(SOURCES / name) for name in FILES),
        folder=folder,
    )
    found: defaultdict[str, set[int]] = defaultdict(set)
    for error in json.loads(output)["generalDiagnostics"]:
        if error["severity"] == "error":
            found[Path(error["file"]).name].add(error["range"]["start"]["line"] + 1)
    return found


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("checkers")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    ("checker", "errors"),
    [("mypy", mypy_errors), ("pyright", pyright_errors)],
    ids=["mypy", "pyright"],
)
def test_each_bad_line_and_no_other(
    checker: str, errors: Callable[[Path], dict[str, set[int]]], name: str, folder: Path
) -> None:
    for needed in (checker, "rest_framework-stubs", "django-stubs"):
        if not _installed(needed):
            pytest.skip(f"{needed} is not installed")
    assert errors(folder)[name] == expected(name)


def _installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None
