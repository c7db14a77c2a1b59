"""The Django app, which makes drf-spectacular load our extensions and registers checks."""

from __future__ import annotations

import sys
from pathlib import Path

from django.apps import AppConfig
from django.core.checks import CheckMessage, register


def check_settings(**arguments: object) -> list[CheckMessage]:
    """The messages of `manage.py check`, which alone imports them."""
    from .checks import messages

    return list(messages())


class TypedResponsesConfig(AppConfig):
    """The app `drf_typed_responses`."""

    name = "drf_typed_responses"
    verbose_name = "Typed responses"

    def ready(self) -> None:
        """Add our extensions to those that drf-spectacular loads, and register the checks."""
        register(check_settings)
        from drf_spectacular import contrib

        # drf-spectacular imports its own extensions with `from drf_spectacular.contrib import *`
        # when `drf_spectacular.openapi` is first imported. Ours join that list, so that the app
        # itself imports nothing at production start.
        plug = "typed_responses_plug"
        if plug not in contrib.__all__:
            contrib.__path__.append(str(Path(__file__).parent / "spectacular" / "contrib"))
            contrib.__all__.append(plug)
        if "drf_spectacular.openapi" in sys.modules:  # the list has been read already
            from .spectacular import extensions  # noqa: F401
