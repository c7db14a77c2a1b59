"""Runs `apidocs test` in many projects, each in its own process with the imports already done.

A fork server imports the modules that read no settings: Django, the validators, our translator.
Each project is then a fork of it, which runs the project's own `manage.py` from the top.
"""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import runpy
import shutil
import sys
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from multiprocessing.pool import AsyncResult
from pathlib import Path

from .mutations import Mutation

EXAMPLE = Path(__file__).parents[2] / "example"
Findings = list[dict[str, str]]

# The import of these modules reads no settings.
WARM = [
    "django.core.management",
    "django.db.models",
    "django.test",
    "drf_typed_responses.compat.comparison.table",
    "drf_typed_responses.compat.options",
    "drf_typed_responses.publish.final_checks",
    "drf_typed_responses.validation",
    "drf_typed_responses.translate.compiler",
    "openapi_spec_validator.shortcuts",
    "rest_framework.fields",
]


def all_findings(mutations: Iterable[Mutation], folder: Path) -> dict[str, AsyncResult[Findings]]:
    """The findings in the example with each mistake, by its name; returns when all are done."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(WARM)
    with context.Pool(maxtasksperchild=1) as pool:
        found = {
            mutation.name: pool.apply_async(_findings, (mutation, folder / str(number)))
            for number, mutation in enumerate(mutations)
        }
        pool.close()
        pool.join()
    return found


def _findings(mutation: Mutation, project: Path) -> Findings:
    return findings(mutated(mutation, project))


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


def findings(project: Path) -> Findings:
    """The findings of `apidocs test` in a project, for a process that does nothing else."""
    os.chdir(project)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    sys.path.insert(0, str(project))
    sys.argv = ["manage.py", "apidocs", "test", "--format", "json"]
    sys.dont_write_bytecode = True
    code, out, err = 0, io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            runpy.run_path("manage.py", run_name="__main__")
        except SystemExit as ended:
            code = int(ended.code or 0)
    assert code in (0, 1), err.getvalue()
    found: Findings = json.loads(out.getvalue())["findings"]
    assert bool(found) == bool(code)
    return found
