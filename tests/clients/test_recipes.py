"""The recipes of docs/recipes.md, as they are written, on a copy of the example."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from walks.walking import ROOT, blocks, commands, consoles, put

from .documents import example

PAGE = "recipes.md"
HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
INI = "[pytest]\nDJANGO_SETTINGS_MODULE = config.settings\npythonpath = .\n"
# The environment of this test has what these install.
INSTALLATIONS = ("npm install", "pip install")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The example with its public document, the files of the page, and the tools on PATH."""
    ignored = shutil.ignore_patterns("public", "*.sqlite3", "__pycache__")
    shutil.copytree(ROOT / "example", tmp_path / "project", ignore=ignored)
    folder = tmp_path / "project"
    (folder / "public").mkdir()
    (folder / "public" / "openapi.json").write_text(json.dumps(example("3.1.0")))
    (folder / "pytest.ini").write_text(INI)
    for block in blocks(PAGE):
        if block.kind in ("python", "typescript"):
            put(block, folder)
    if MODULES.is_dir():
        (folder / "node_modules").symlink_to(MODULES)
    return folder


def run(command: str, folder: Path) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), str(MODULES / ".bin")])
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment = {**kept, "PATH": f"{path}{os.pathsep}{os.environ['PATH']}"}
    environment["PYTHONPATH"] = str(ROOT / "src")
    done = subprocess.run(
        ["bash", "-euc", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_schemathesis(project: Path) -> None:
    pytest.importorskip("schemathesis", reason="make test-clients installs it")
    [(command, _)] = commands(consoles(PAGE)[0].text)
    assert "1 passed" in run(command, project)


@pytest.mark.skipif(not MODULES.is_dir(), reason="make test-clients installs the generators")
def test_the_clients_of_the_pipeline(project: Path) -> None:
    pytest.importorskip("openapi_python_client", reason="make test-clients installs it")
    [pipeline] = [block.text for block in blocks(PAGE) if block.kind == "yaml"]
    steps = yaml.safe_load(pipeline)["jobs"]["generate"]["steps"]
    for command in [step["run"] for step in steps if "run" in step]:
        if not command.startswith(INSTALLATIONS):
            run(command, project)
    options = "--noEmit --strict --skipLibCheck --moduleResolution bundler --module esnext"
    run(f"tsc {options} --target es2022 sdk/typescript/index.ts sdk/typescript/zod.gen.ts", project)
    sdk = (project / "sdk" / "typescript" / "sdk.gen.ts").read_text(encoding="utf-8")
    assert "responseValidator: async (data) => await zRetrieveATeamResponse" in sdk
    run(f"{sys.executable} -c 'import teams_api_client.models'", project / "sdk" / "python")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None: ...


def test_a_client_compares_its_copy(project: Path) -> None:
    public = project / "public"
    shutil.copy(public / "openapi.json", project)
    [(command, _)] = commands(consoles(PAGE)[1].text)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(public))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        here = f"http://127.0.0.1:{server.server_port}"
        python = re.sub("^python", sys.executable, command.replace("https://example.org", here))
        try:
            run(python, project)
        finally:
            server.shutdown()
            thread.join()
