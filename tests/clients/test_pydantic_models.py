"""pydantic models generated from the example's document read the responses of the example."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import urllib.request
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .documents import VERSIONS, example

pytest.importorskip("datamodel_code_generator", reason="make test-clients installs it")
ORGANIZATION = "/api/0/organizations/the-interstellar-jurisdiction"


@pytest.fixture(scope="module", params=VERSIONS)
def models(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    folder: Path = tmp_path_factory.mktemp("models")
    (folder / "openapi.json").write_text(json.dumps(example(request.param)))
    command = [sys.executable, "-m", "datamodel_code_generator", "--input", "openapi.json"]
    # Without --strict-nullable it ignores `nullable: true` of a required attribute.
    options = ["--input-file-type", "openapi", "--output", "models.py", "--strict-nullable"]
    model = ["--output-model-type", "pydantic_v2.BaseModel", "--target-python-version", "3.11"]
    subprocess.run([*command, *options, *model], cwd=folder, check=True, capture_output=True)
    name = f"models_{request.param.replace('.', '_')}"
    spec = importlib.util.spec_from_file_location(name, folder / "models.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # pydantic looks up the references of a model there
    spec.loader.exec_module(module)
    return module


def fetched(address: str) -> Any:
    asked = urllib.request.Request(
        address, headers={"Authorization": "Token ada-demonstration-token"}
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return json.load(answer)


def test_a_nullable_reference(models: ModuleType, served: str) -> None:
    sent = fetched(f"{served}{ORGANIZATION}/teams/?expand=members")
    avatars = [team["avatar"] for team in sent]
    assert {avatar is None for avatar in avatars} == {True, False}
    teams = [models.TeamResponse.model_validate(team) for team in sent]
    assert [team.model_dump(mode="json")["avatar"] for team in teams] == avatars


def test_a_tagged_union(models: ModuleType, served: str) -> None:
    sent = fetched(f"{served}{ORGANIZATION}/projects/")["results"]
    alerts = [a for p in sent for a in models.ProjectResponse.model_validate(p).alerts]
    kinds = {models.EmailAlertResponse, models.WebhookAlertResponse}
    assert {type(getattr(alert, "root", alert)) for alert in alerts} == kinds


def test_a_recursive_type(models: ModuleType, served: str) -> None:
    sent = fetched(f"{served}{ORGANIZATION}/categories/")
    read = [models.CategoryResponse.model_validate(category) for category in sent]
    assert [category.model_dump(mode="json") for category in read] == sent
