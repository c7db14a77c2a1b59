"""A plugin of mypy, for what types alone do not say: `plugins = drf_typed_responses.mypy_plugin`.

Passes each response of a union its expected body, types `serialize(obj, user)` by `@register`, and,
where the settings ask for it, refuses a body whose type is Any. Only mypy imports this package.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from mypy.nodes import ImportFrom, MypyFile
from mypy.options import Options
from mypy.plugin import (
    ClassDefContext,
    FunctionContext,
    FunctionSigContext,
    Plugin,
    ReportConfigContext,
)
from mypy.types import FunctionLike, Type

from .any_bodies import refuse_any
from .expected_responses import RESPONSE, choose_expected
from .plugin_settings import read_settings
from .registrations import REGISTER, SERIALIZE, note_models, registered_type

__all__ = ["TypedResponsesPlugin", "plugin"]

# "10 is a good choice for priority": mypy.plugin.Plugin.get_additional_deps.
_PRIORITY = 10


class TypedResponsesPlugin(Plugin):
    """The hooks, each in a module of its own."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self._settings = read_settings(options.config_file)

    def report_config_data(self, ctx: ReportConfigContext) -> Any:
        """The settings: mypy checks every module anew if they change."""
        return asdict(self._settings)

    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        """The modules of serializers, which mypy then reads before a module that serializes."""
        named = {n for i in file.imports if isinstance(i, ImportFrom) for n, _ in i.names}
        modules = self._settings.serializer_modules if "serialize" in named else []
        return [(_PRIORITY, name, -1) for name in modules if name != file.fullname]

    def get_function_signature_hook(
        self, fullname: str
    ) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """For the constructor of `Response`, before its arguments are checked."""
        return choose_expected if fullname == RESPONSE else None

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        """For the function `serialize`, and for bodies of Any."""
        if fullname == SERIALIZE:
            return self._registered_type
        asked = fullname == RESPONSE and self._settings.disallow_any_bodies
        return refuse_any if asked else None

    def get_class_decorator_hook_2(self, fullname: str) -> Callable[[ClassDefContext], bool] | None:
        """For `@register`."""
        return note_models if fullname == REGISTER else None

    def _registered_type(self, ctx: FunctionContext) -> Type:
        return registered_type(ctx, self._settings.serializer_modules)


def plugin(version: str) -> type[Plugin]:
    """The entry point that mypy calls with its version."""
    return TypedResponsesPlugin
