"""Describes what a contract depends on beside files: settings, environment, interpreter."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from enum import Enum
from functools import partial
from pathlib import PurePath
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any, Final

from ...process_inputs.facts import digest
from ...project_files import is_of_project

# The environment of a terminal or of a test runner, which no project reads for its API.
_TERMINAL: Final = re.compile(
    r"_|PWD|OLDPWD|SHLVL|COLUMNS|LINES|TERM.*|WINDOWID|WINDOWPATH|LS_COLORS|PS[0-9]|PROMPT.*|"
    r"SSH_.*|XDG_.*|DBUS_.*|TMUX.*|STY|GPG_.*|PYTEST_.*|COV_CORE_.*|COVERAGE_.*|VSCODE_.*|"
    r"DRF_TYPED_RESPONSES_(RUN|TEST)"
)
# The options of pytest and of its plugins that choose tests or write reports.
_OF_THE_RUN: Final = re.compile(
    r"contract.*|file_or_dir|keyword|markexpr|maxfail|verbose|lf|failedfirst|newfirst|stepwise.*|"
    r"last_failed.*|quiet|cacheshow|cacheclear|tbstyle|reportchars|fold_skipped|color|code_highlight|"
    r"showlocals|showcapture|showfixtures|show_fixtures_per_test|durations.*|capture|usepdb.*|trace|deselect|ignore.*|collectonly|xmlpath|junit.*|"
    r"basetemp|tx|px|dist|numprocesses|maxprocesses|maxworkerrestart|max_worker_restart|"
    r"looponfail|loadgroup|loadscopereorder|usepdb|cov.*|no_cov.*|plugins|help|version|"
    r"disable_warnings|no_header|no_summary|no_fold_skipped|xfail_tb|force_short_summary|"
    r"strict.*|pastebin|debug|keepduplicates|runxfail|setuponly|setupshow|setupplan|"
    r"rsyncdir|rsyncignore|testrunuid|distload|boxed|"
    r"hypothesis.*|randomly.*|timeout.*|reuse_db|create_db|itv|dc|ds"
)
_PLAIN: Final = (str, bytes, int, float, complex, type(None), PurePath, range, re.Pattern)
_MOST_VALUES: Final = 20_000
# A longer text is shortened, because what is shared may stand in it many times.
_LONG: Final = 500
_ADDRESS: Final = re.compile(r" at 0x[0-9a-f]+")


class Undescribed(Exception):
    """A value that nothing describes; the text says which."""


def process_state(options: Mapping[str, object], plugins: Collection[str]) -> dict[str, str]:
    """A digest of each fact, by what a person calls it. Raises Undescribed, which names the fact.

    `options` are those of the run of tests, and `plugins` the files of its plugins, of which each
    conftest.py is one.
    """
    from django.conf import settings

    environment = {k: v for k, v in os.environ.items() if not _TERMINAL.fullmatch(k)}
    chosen = {k: v for k, v in options.items() if not _OF_THE_RUN.fullmatch(k)}
    facts = {
        # A module may read the day when it is imported, such as for the choices of a year.
        "the day": date.today().isoformat(),
        "the interpreter": [sys.version, sys.executable, sys.flags.optimize],
        "the search path of modules": sys.path,
        "the working directory": os.getcwd(),
        "the registered extensions": [*_extensions()],
        # Such as that of conftest.py in the folder of the tests that run.
        "the list of plugins": sorted(filter(is_of_project, plugins)),
        **{f"the option {name}": value for name, value in chosen.items()},
        **{f"the environment variable {name}": value for name, value in environment.items()},
        **{f"the setting {name}": getattr(settings, name) for name in _setting_names(settings)},
    }
    return {name: _digest_of(name, value) for name, value in facts.items()}


def _digest_of(name: str, value: object) -> str:
    try:
        return digest(described(value).encode())
    except Undescribed as error:
        raise Undescribed(f"{name} holds {error}") from None


def _setting_names(settings: Any) -> Iterator[str]:
    return (name for name in sorted(dir(settings)) if name.isupper())


def _extensions() -> Iterator[str]:
    """The extensions of drf-spectacular so far; a test module may define some."""
    loaded = sys.modules.get("drf_spectacular.plumbing")
    waiting = [loaded.OpenApiGeneratorExtension] if loaded is not None else []
    while waiting:
        extension = waiting.pop()
        yield _name(extension)
        waiting += extension.__subclasses__()


def described(value: object) -> str:
    """A text that equal values share, in every process, and that different values do not.

    Raises Undescribed for a value of which only an address is known, and for one that is too large.
    """
    return _Description().of(value)


class _Description:
    """Describes one value; what several parts of it share is described once."""

    def __init__(self) -> None:
        # By identity, with the value itself, so that no other one gets its identity.
        self._known: dict[int, tuple[object, str]] = {}

    def of(self, value: object) -> str:
        if isinstance(value, Enum):
            return f"{_name(type(value))}.{value.name}"
        if isinstance(value, _PLAIN):
            return f"{_name(type(value))} {value!r}"
        if isinstance(value, (type, BuiltinFunctionType, ModuleType)):
            return _name(value)
        if id(value) not in self._known:
            if len(self._known) > _MOST_VALUES:
                raise Undescribed(f"more than {_MOST_VALUES} values")
            self._known[id(value)] = value, f"the value {len(self._known)}"  # if it is in itself
            text = f"{_name(type(value))} {self._inside(value)}"
            short = text if len(text) < _LONG else digest(text.encode())
            self._known[id(value)] = value, short
        return self._known[id(value)][1]

    def _inside(self, value: Any) -> str:
        from django.utils.functional import Promise

        if isinstance(value, Promise):
            return str(value)
        if isinstance(value, Mapping):
            return str([(self.of(k), self.of(v)) for k, v in value.items()])
        if isinstance(value, (list, tuple)):
            return str([*map(self.of, value)])
        if isinstance(value, (set, frozenset)):
            return str(sorted(map(self.of, value)))
        if isinstance(value, FunctionType):
            cells = [self.of(cell.cell_contents) for cell in value.__closure__ or ()]
            line = value.__code__.co_firstlineno
            return f"{_name(value)} {line} {cells} {self.of(value.__defaults__)}"
        if isinstance(value, MethodType):
            return f"{self.of(value.__func__)} of {self.of(value.__self__)}"
        if isinstance(value, partial):
            return f"{self.of(value.func)} {self.of(value.args)} {self.of(value.keywords)}"
        return self._of_object(value)

    def _of_object(self, value: object) -> str:
        text = repr(value)
        if hasattr(value, "__dict__"):
            return f"{_ADDRESS.sub('', text)} {self.of(vars(value))}"
        if _ADDRESS.search(text):
            raise Undescribed(f"a value of {_name(type(value))}")
        return text


def _name(value: Any) -> str:
    return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', value.__class__)}"
