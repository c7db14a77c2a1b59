"""The generated project has what it should, and its own tests pass."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .project import write_project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("existing")
    write_project(folder)
    return folder


def test_the_same_bytes_come_out_of_each_run(project: Path, tmp_path: Path) -> None:
    write_project(tmp_path)
    files = sorted(path.relative_to(project) for path in project.rglob("*.*") if path.is_file())
    assert [(tmp_path / name).read_bytes() for name in files] == [
        (project / name).read_bytes() for name in files
    ]


def test_it_has_sixty_viewsets_and_no_annotation(project: Path) -> None:
    views = "".join(path.read_text() for path in project.glob("*/views.py"))
    assert len(re.findall(r"^class \w+ViewSet\(", views, re.MULTILINE)) == 60
    for path in project.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text())))
        functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
        assert not any(isinstance(node, ast.AnnAssign) for node in nodes)
        assert not any(
            each.returns or any(a.annotation for a in each.args.args) for each in functions
        )


@pytest.mark.slow
def test_its_document_has_300_operations_and_its_tests_pass(project: Path) -> None:
    written = run(project, "manage.py", "spectacular")
    assert written.count("operationId: ") == 300
    assert "252 passed" in run(project, "-m", "pytest", "-q", "-p", "no:cacheprovider")


def run(folder: Path, *command: str) -> str:
    own = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO")}
    command = (sys.executable, *command)
    done = subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
