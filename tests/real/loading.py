"""Imports written source as a real module, so that its text can be read like any other."""

from __future__ import annotations

import importlib.util
import itertools
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from drf_typed_responses.translate import schema_components

_numbers = itertools.count()


@contextmanager
def imported(source: str) -> Iterator[ModuleType]:
    """The module of the source, importable and readable inside the block."""
    name = f"written_module_{next(_numbers)}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{name}.py")
        path.write_text(source, encoding="utf-8")
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        try:
            spec.loader.exec_module(module)
            yield module
        finally:
            del sys.modules[name]


def translated(
    module: ModuleType, version: str = "3.0"
) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """The schemas of the roots of a written module, and the components."""
    _, components = schema_components([module.ROOTS], version=version)
    roots = components.pop("ROOTS")
    return list(roots.get("properties", {}).values()), components
