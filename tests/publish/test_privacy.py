"""No private name is in a file or in the output of a build."""

from __future__ import annotations

import atexit
import hashlib
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from django.core.management import call_command
from django.test import override_settings
from drf_spectacular.settings import patched_settings
from hypothesis import given
from hypothesis import strategies as st

from drf_typed_responses.output.output_formats import formats_of

from .mixes import SECRET, Mix, mixes

FOLDER: Final = Path(tempfile.mkdtemp(prefix="mixes-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
TAGS = [
    {"name": "Shown", "description": "What is shown."},
    {"name": "Zqsecret", "description": "What is not."},
]


@contextmanager
def imported(source: str) -> Iterator[str]:
    """The name of a module with that source; its classes can be read as those of any project."""
    name = f"mix_{hashlib.sha256(source.encode()).hexdigest()[:16]}"
    file = FOLDER / f"{name}.py"
    file.write_text(source)
    module = sys.modules[name] = ModuleType(name)
    module.__file__ = str(file)
    try:
        exec(compile(source, str(file), "exec", dont_inherit=True), vars(module))
        yield name
    finally:
        del sys.modules[name]


def said_and_written(mix: Mix, format: str) -> dict[str, str]:
    """The whole output of a build: its text and its files."""
    out, err = StringIO(), StringIO()
    with tempfile.TemporaryDirectory(prefix="mix-") as temporary:
        folder = Path(temporary)
        with (
            imported(mix.source) as name,
            override_settings(ROOT_URLCONF=name, TYPED_RESPONSES={"RULES": {"*": "error"}}),
            patched_settings({"SCHEMA_PATH_PREFIX": "", "TAGS": TAGS}),
        ):
            options = ["--format", format, "--fail-on", "never", "--waivers"]
            call_command(
                "apidocs", "build", "--out", str(folder / "out"), *options, stdout=out, stderr=err
            )
        files = {file.name: file.read_text() for file in (folder / "out").iterdir()}
    return {"out": out.getvalue(), "err": err.getvalue(), **files}


@given(mix=mixes(), format=st.sampled_from(formats_of("findings")))
def test_nothing_private_gets_out(mix: Mix, format: str) -> None:
    """No private name is in any output, and all public parts are in the document."""
    output = said_and_written(mix, format)
    for where, text in output.items():
        found = re.search(f".*{SECRET}.*", text, re.IGNORECASE)
        assert found is None, f"{where}: {found and found[0]}"
    document = json.loads(output["openapi.json"])
    assert operations(document) == mix.operations
    schemas = document.get("components", {}).get("schemas", {})
    known = {shown.name: set(shown.attributes) for shown in mix.types}
    objects = {name: schema for name, schema in schemas.items() if "enum" not in schema}
    assert {name: set(schema["properties"]) for name, schema in objects.items()} == {
        name: known[name] for name in objects
    }


def operations(document: Any) -> dict[str, str]:
    return {
        f"{method.upper()} {path}": operation["summary"]
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }
