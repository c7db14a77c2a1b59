"""Every single mistake in the example is caught by the rule for it, and by no other."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from .mutations import MUTATIONS, Mutation

EXAMPLE = Path(__file__).parents[2] / "example"
WORKERS = os.cpu_count() or 1


def mutated(mutation: Mutation, folder: Path) -> Path:
    """A copy of the example with the mistake in it."""
    shutil.copytree(
        EXAMPLE, folder, ignore=shutil.ignore_patterns("__pycache__", "public", "*.sqlite3")
    )
    for file, old, new in ((mutation.file, mutation.old, mutation.new), *mutation.beside):
        path = folder / file
        if not old and new:
            path.parent.mkdir(exist_ok=True)
            path.write_text(new)
            continue
        text = path.read_text()
        assert old in text, f"{file} no longer holds {old!r}"
        path.write_text(text.replace(old, new, 1))
    return folder


def findings(project: Path) -> list[dict[str, str]]:
    """What `apidocs test` finds in a project."""
    command = [sys.executable, "manage.py", "apidocs", "test", "--format", "json"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode in (0, 1), done.stderr
    found: list[dict[str, str]] = json.loads(done.stdout)["findings"]
    assert bool(found) == bool(done.returncode)
    return found


@pytest.fixture(scope="module")
def caught(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Future[list[dict[str, str]]]]:
    """The findings of every mutation, by its name."""
    folder = tmp_path_factory.mktemp("mutations")

    def run(number: int, mutation: Mutation) -> list[dict[str, str]]:
        return findings(mutated(mutation, folder / str(number)))

    with ThreadPoolExecutor(WORKERS) as workers:
        return {
            mutation.name: workers.submit(run, number, mutation)
            for number, mutation in enumerate(MUTATIONS)
        }


def test_the_example_as_it_is(tmp_path: Path) -> None:
    nothing = Mutation("nothing", "", "manage.py", "#!", "#!")
    assert findings(mutated(nothing, tmp_path / "example")) == []


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_mutation(mutation: Mutation, caught: dict[str, Future[list[dict[str, str]]]]) -> None:
    found = caught[mutation.name].result()
    assert {finding["id"] for finding in found} == {mutation.rule}
    assert all(finding["hint"] for finding in found)


def test_there_are_enough() -> None:
    assert len(MUTATIONS) >= 60
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)
