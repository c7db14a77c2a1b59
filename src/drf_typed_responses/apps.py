"""The Django app: it tells drf-spectacular where our extensions are, and does nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

from django.apps import AppConfig


class TypedResponsesConfig(AppConfig):
    name = "drf_typed_responses"
    verbose_name = "Typed responses"

    def ready(self) -> None:
        import drf_spectacular.contrib as contrib

        # drf-spectacular loads its own extensions with `from drf_spectacular.contrib import *`
        # when a schema is first asked for. Ours stand in the same queue, so that installing the
        # app imports nothing at production start.
        plug = "typed_responses_plug"
        if plug not in contrib.__all__:
            contrib.__path__.append(str(Path(__file__).parent / "spectacular" / "contrib"))
            contrib.__all__.append(plug)
        if "drf_spectacular.openapi" in sys.modules:  # the queue has been read already
            from .spectacular import extensions  # noqa: F401
