"""TypeScript generated from the example's document has the types that a person would write."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from .documents import SPOILT, VERSIONS, example, spoilt

HERE = Path(__file__).parent
GENERATORS = ("openapi-typescript", "hey-api")
pytestmark = pytest.mark.skipif(
    not (HERE / "node_modules" / "typescript").is_dir(), reason="make test-clients installs them"
)


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The errors of tsc by client, from one run over all clients, because a run is slow."""
    root = tmp_path_factory.mktemp("typescript")
    for generator in GENERATORS:
        for version in VERSIONS:
            write(root / generator / version, generator, example(version))
            for fact in SPOILT:
                write(root / generator / f"{version}-{fact}", generator, spoilt(version, fact))
    shutil.copy(HERE / "tsconfig.json", root)
    (root / "node_modules").symlink_to(HERE / "node_modules")
    node("generate.mjs", str(root))
    said = node("node_modules/typescript/bin/tsc", "--project", str(root), "--pretty", "false")
    return by_client(said, root)


def write(folder: Path, generator: str, document: object) -> None:
    folder.mkdir(parents=True)
    (folder / "openapi.json").write_text(json.dumps(document))
    shutil.copy(HERE / "facts.ts", folder)
    shutil.copy(HERE / generator / "types.ts", folder)


def node(script: str, *arguments: str) -> str:
    done = subprocess.run(
        ["node", script, *arguments], cwd=HERE, capture_output=True, text=True, check=False
    )
    # 2 is the exit code of tsc for errors in the sources, which are expected here.
    assert done.returncode in (0, 2), done.stdout + done.stderr
    return done.stdout


def by_client(said: str, root: Path) -> dict[str, list[str]]:
    """`facts.ts NAME` for an error within a fact, the whole line for any other."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in said.splitlines():
        match = re.match(r"(\S+?)\((\d+),\d+\): error", line)
        if match is None:  # the second line of a message
            continue
        path = Path(match[1])
        path = path if path.is_absolute() else HERE / path
        client, inside = "/".join(path.resolve().parts[-3:-1]), path.name
        for part in root.resolve().iterdir():
            if part.name in GENERATORS and path.resolve().is_relative_to(part.resolve()):
                relative = path.resolve().relative_to(part.resolve())
                client, inside = f"{part.name}/{relative.parts[0]}", "/".join(relative.parts[1:])
        fact = facts().get(int(match[2])) if inside == "facts.ts" else None
        found[client].append(fact or line)
    return found


def facts() -> dict[int, str]:
    """The lines of facts.ts that belong to a fact, with its name."""
    inside, lines = "", {}
    for number, line in enumerate((HERE / "facts.ts").read_text().splitlines(), 1):
        if line.startswith("// fact "):
            inside = line.removeprefix("// fact ")
        elif line == "// end":
            inside = ""
        elif inside:
            lines[number] = inside
    return lines


def test_every_fact_has_its_opposite() -> None:
    assert set(facts().values()) == set(SPOILT)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("generator", GENERATORS)
def test_the_example_compiles(errors: dict[str, list[str]], generator: str, version: str) -> None:
    """tsc --strict, and every fact holds."""
    assert errors[f"{generator}/{version}"] == []


@pytest.mark.parametrize("fact", SPOILT)
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("generator", GENERATORS)
def test_a_fact_fails_where_it_is_not_true(
    errors: dict[str, list[str]], generator: str, version: str, fact: str
) -> None:
    assert set(errors[f"{generator}/{version}-{fact}"]) == {fact}
