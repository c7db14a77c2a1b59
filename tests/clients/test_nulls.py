"""Each form of null has the right type in generated TypeScript, and is read as null by clients.

Known to be wrong whatever the spelling: the inferred types of a recursive schema in zod, where
orval does not look into the second level; datamodel-code-generator without `--strict-nullable` in
3.0.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .nulls import NULLABLE, VALUES, VERSIONS, document

HERE = Path(__file__).parent
GOOD = {name: value for name, (value, _) in VALUES.items()}
# Whole responses by name, for the clients that check values.
BODIES = {
    "good": GOOD,
    **{f"{name} null": {**GOOD, name: None} for name in NULLABLE},
    **{f"{name} wrong": {**GOOD, name: wrong} for name, (_, wrong) in VALUES.items()},
}
TYPES = {
    "openapi-typescript": 'import type { components } from "./schema";\n'
    'export type Holder = components["schemas"]["Holder"];\n',
    **dict.fromkeys(
        ("hey-api", "orval", "swagger-typescript-api", "oazapfts"),
        'export type { Holder } from "./client";\n',
    ),
}
ZOD = ("hey-api-zod", "orval-zod")
typescript = pytest.mark.skipif(
    not (HERE / "node_modules" / "orval").is_dir(), reason="make test-clients installs them"
)


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    """The folder of all clients, and the bodies that the zod clients refuse."""
    root = tmp_path_factory.mktemp("nulls")
    (root / "of").mkdir()
    for version in VERSIONS:
        (root / "of" / version).mkdir()
        (root / "of" / version / "openapi.json").write_text(json.dumps(document(version)))
    (root / "node_modules").symlink_to(HERE / "node_modules")
    said = node("generate_nulls.mjs", str(root / "of"), given=json.dumps(BODIES))
    refused: dict[str, list[str]] = json.loads(said.splitlines()[-1])
    return root, refused


def node(*arguments: str, given: str = "") -> str:
    done = subprocess.run(
        ["node", *arguments], cwd=HERE, input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 2), done.stdout + done.stderr  # tsc ends with 2 on errors
    return done.stdout


@typescript
def test_the_types(clients: tuple[Path, dict[str, list[str]]]) -> None:
    """tsc --strict finds nothing in any client, and each attribute has its type."""
    root, _ = clients
    for version in VERSIONS:
        for generator, types in TYPES.items():
            (root / "of" / version / generator / "types.ts").write_text(types)
            shutil.copy(HERE / "nulls.ts", root / "of" / version / generator)
    config = json.loads((HERE / "tsconfig.json").read_text())
    (root / "tsconfig.json").write_text(json.dumps({**config, "include": ["of/*/*/**/*.ts"]}))
    said = node("node_modules/typescript/bin/tsc", "--project", str(root), "--pretty", "false")
    assert re.findall(r".*error TS.*", said) == []


@typescript
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("generator", ZOD)
def test_the_values(
    clients: tuple[Path, dict[str, list[str]]], generator: str, version: str
) -> None:
    """The zod clients accept null wherever it may be, and refuse every wrong value."""
    refused = set(clients[1][f"{generator} {version}"])
    assert refused == {name for name in BODIES if name.endswith("wrong")}


@pytest.mark.parametrize("version", VERSIONS)
def test_null_is_none_in_pydantic_models(tmp_path: Path, version: str) -> None:
    pytest.importorskip("datamodel_code_generator", reason="make test-clients installs it")
    (tmp_path / "openapi.json").write_text(json.dumps(document(version)))
    command = [sys.executable, "-m", "datamodel_code_generator", "--input", "openapi.json"]
    # Without --strict-nullable it ignores `nullable: true` of a required attribute.
    options = ["--input-file-type", "openapi", "--output", "models.py", "--strict-nullable"]
    model = ["--output-model-type", "pydantic_v2.BaseModel", "--target-python-version", "3.11"]
    subprocess.run([*command, *options, *model], cwd=tmp_path, check=True, capture_output=True)
    models = loaded(tmp_path / "models.py", f"nulls_{version.replace('.', '_')}")
    assert models.Holder.model_validate(GOOD).model_dump(mode="json") == GOOD
    read = {n: getattr(models.Holder.model_validate({**GOOD, n: None}), n) for n in NULLABLE}
    assert read == dict.fromkeys(NULLABLE)


def loaded(file: Path, name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # pydantic looks up the references of a model there
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("version", VERSIONS)
def test_null_is_none_in_a_python_client(
    tmp_path: Path, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("openapi_python_client", reason="make test-clients installs it")
    name = f"nulls_client_{version.replace('.', '_')}"
    (tmp_path / "openapi.json").write_text(json.dumps(document(version)))
    (tmp_path / "config.yml").write_text("post_hooks: []\n")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning"]
    options = ["--path", "openapi.json", "--meta", "none", "--config", "config.yml"]
    done = subprocess.run(
        [*command, *options, "--output-path", name], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout
    monkeypatch.syspath_prepend(tmp_path)
    holder = importlib.import_module(f"{name}.models").Holder
    assert holder.from_dict(GOOD).to_dict() == GOOD
    read = {n: getattr(holder.from_dict({**GOOD, n: None}), n) for n in NULLABLE}
    assert read == dict.fromkeys(NULLABLE)
