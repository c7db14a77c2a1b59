"""The folder at which the relative paths of `TYPED_RESPONSES` start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import override_settings

from drf_typed_responses.conf import Settings, current_settings

PRINT = "from drf_typed_responses.project_files import project_folder; print(project_folder())"
GIVEN = "import django; django.setup(); " + PRINT


def said(code: str, folder: Path, module: str) -> str:
    """The output of a process that starts in a folder, with the settings below `shop` in it."""
    path = os.pathsep.join([str(folder / "shop"), *filter(None, sys.path)])
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": module, "PYTHONPATH": path}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    return done.stdout.decode().strip()


@pytest.mark.slow
@pytest.mark.parametrize("module", ["settings", "site.settings", "site.settings.local"])
def test_the_folder_of_the_settings_without_a_base_dir(tmp_path: Path, module: str) -> None:
    """It is the folder of manage.py, from whichever folder a server starts."""
    file = tmp_path.joinpath("shop", *f"my{module}".split(".")).with_suffix(".py")
    file.parent.mkdir(parents=True)
    file.write_text("INSTALLED_APPS = ['drf_typed_responses']\n")
    assert said(GIVEN, tmp_path, f"my{module}") == str(tmp_path / "shop")


@pytest.mark.slow
def test_the_working_directory_without_a_module(tmp_path: Path) -> None:
    code = f"from django.conf import settings; settings.configure(); {PRINT}"
    assert said(code, tmp_path, "") == str(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(("module", "below"), [("site.local", "shop"), ("installed.base", "")])
def test_no_folder_of_an_installed_package(tmp_path: Path, module: str, below: str) -> None:
    """Settings that import those of an installed project have its folder as `BASE_DIR`."""
    packages = tmp_path / "shop" / "site-packages"
    text = {
        packages / "myinstalled" / "base.py": "from pathlib import Path\n"
        "BASE_DIR = Path(__file__).parent\nINSTALLED_APPS = ['drf_typed_responses']\n",
        tmp_path / "shop" / "mysite" / "local.py": "from myinstalled.base import *\n",
    }
    for file, lines in text.items():
        file.parent.mkdir(parents=True)
        file.write_text(lines)
    code = f"import sys; sys.path.append({str(packages)!r}); {GIVEN}"
    assert said(code, tmp_path, f"my{module}") == str(tmp_path / below)


@override_settings(BASE_DIR=Path("/srv/shop"))
def test_every_path_of_the_settings() -> None:
    given = {
        "OUT": "api",
        "LEGACY": Path("docs/legacy"),
        "CONTRACT": "/etc/contract.json",
        "BASE": "api/base.json",
    }
    with override_settings(TYPED_RESPONSES=given):
        read = current_settings()
    assert read.out == Path("/srv/shop/api")
    assert read.legacy == Path("/srv/shop/docs/legacy")
    assert read.contract == Path("/etc/contract.json")
    assert read.base == "/srv/shop/api/base.json"
    assert read.accepted is None


@pytest.mark.parametrize("base", ["git:main", "git:main:api.json", "https://example.org/api.json"])
def test_a_base_that_is_not_a_file(base: str) -> None:
    with override_settings(TYPED_RESPONSES={"BASE": base}):
        assert current_settings().base == base


@override_settings(BASE_DIR="/srv/shop")
def test_the_default_folder() -> None:
    assert Settings().out == Path("public")
    with override_settings(TYPED_RESPONSES={}):
        assert current_settings().out == Path("/srv/shop/public")
    with override_settings():
        del django_settings.TYPED_RESPONSES
        assert current_settings().out == Path("/srv/shop/public")
