"""The checks that `apidocs test` adds to a build: the OpenAPI specification and a test command."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO

from ..conf import current_settings
from ..exceptions import SettingsError
from ..findings import Finding
from ..spectacular.upstream import validate


def check_document(document: dict[str, Any]) -> Iterator[Finding]:
    """A finding for each error of a document against the OpenAPI specification.

    Uses openapi-spec-validator if it is installed, because it also checks rules that a JSON Schema
    cannot express. Otherwise uses drf-spectacular's copy of the JSON Schema of OpenAPI.
    """
    for words, path in _errors(document):
        message, _, _ = words.partition("\n")  # the rest is the schema and the document
        yield Finding(
            "error",
            "openapi",
            f"the document is not valid OpenAPI: {message}",
            hint="It comes from a hook, raw OpenAPI in a decorator, or a hand-written file.",
            path=path,
        )


def _errors(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    try:
        from openapi_spec_validator.shortcuts import get_validator_cls
    except ImportError:
        yield from _errors_of(lambda: validate(document))
    else:
        validator = get_validator_cls(document)(document)
        yield from _errors_of(validator.iter_errors)


def _errors_of(check: Callable[[], Iterable[Any] | None]) -> Iterator[tuple[str, str]]:
    try:
        for found in check() or ():
            yield found.message, _path(found)
    except Exception as error:  # validators raise their own errors and those of libraries
        yield getattr(error, "message", "") or repr(error), _path(error)


def _path(error: object) -> str:
    return ".".join(map(str, getattr(error, "absolute_path", ())))


def run_contract_tests(err: TextIO) -> Iterator[Finding]:
    """Run the command of CONTRACT_TESTS, if one is set; a finding if it fails.

    The output of a command that fails is written to `err`. Raises SettingsError for a command that
    cannot be run.
    """
    command = current_settings().contract_tests
    if not command:
        return
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
    except OSError as error:
        raise SettingsError(
            f'TYPED_RESPONSES["CONTRACT_TESTS"]: {command[0]} cannot be run: {error.strerror}'
        ) from error
    if done.returncode:
        err.write(done.stdout)
        yield Finding(
            "error",
            "contract-tests",
            f"`{' '.join(command)}` ended with the exit code {done.returncode}",
            hint="See its output above.",
        )
