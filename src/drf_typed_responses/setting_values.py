"""Readers of the values of settings.

Each takes the name of a setting and the project's value, and returns the value of the field of
`conf.Settings`, or raises SettingsError.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, TypeAlias

from .document_names import DEFAULT
from .exceptions import SettingsError
from .openapi.stability import BY_DEFAULT, STABLE, Stability
from .openapi.stability import LEVELS as STABILITIES
from .project_files import project_folder

LEVELS = ("error", "warning", "off")
# The presets of rules; each has those of the one before it.
Preset: TypeAlias = Literal["minimal", "recommended", "publishing"]
PRESETS: tuple[Preset, ...] = ("minimal", "recommended", "publishing")
EXTENDS = "extends"
# Shares by operation, a function that returns them, or its dotted path.
Rates: TypeAlias = Mapping[str, float] | Callable[[], object] | str
NO_RATES: Rates = {}
# A function, or its dotted path; "" for none.
Function: TypeAlias = Callable[[Any], object] | str
NO_FUNCTION: Function = ""
CHANGE_LEVELS = ("error", "warning", "info")


def _wrong(key: str, expected: str, value: object) -> SettingsError:
    return SettingsError(f'TYPED_RESPONSES["{key}"] must be {expected}, not {value!r}')


def path(key: str, value: object) -> Path:
    """A path; a relative one starts at the project's folder."""
    if not isinstance(value, (str, Path)):
        raise _wrong(key, "a path", value)
    return project_folder() / value


def dotted_paths(key: str, value: object) -> tuple[str, ...]:
    """Dotted paths of Python objects."""
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise _wrong(key, "a list of dotted paths", value)


def flag(key: str, value: object) -> bool:
    """True or False."""
    if not isinstance(value, bool):
        raise _wrong(key, "True or False", value)
    return value


def levels(key: str, value: object) -> Mapping[str, str]:
    """Levels of rules, by id; `extends` names the preset that they change."""
    if not isinstance(value, dict):
        raise _wrong(key, "a dict of levels", value)
    for name, level in value.items():
        if name != EXTENDS and level in PRESETS:
            raise SettingsError(
                f'TYPED_RESPONSES["{key}"]["{name}"] is the preset {level!r}; a preset is the '
                f'value of "{EXTENDS}"'
            )
        known = PRESETS if name == EXTENDS else LEVELS
        if level not in known:
            raise _wrong(f'{key}"]["{name}', f"one of {', '.join(known)}", level)
    return value


def words(key: str, value: object) -> tuple[str, ...]:
    """A command, as its words."""
    if isinstance(value, (list, tuple)) and value and all(isinstance(w, str) for w in value):
        return tuple(value)
    raise _wrong(key, "a command as a list of words", value)


def additive(key: str, value: object) -> str:
    """ "report" or "fail"."""
    if value not in ("report", "fail"):
        raise _wrong(key, '"report" or "fail"', value)
    return str(value)


_SKIPPED = re.compile(r"[A-Z]+ /\S*( [1-5][0-9][0-9])?\Z")


def skips(key: str, value: object) -> Mapping[str, str]:
    """Reasons by operation, or by operation and status."""
    expected = 'a dict of reasons, such as {"GET /teams/ 500": "Fixed in October."}'
    if not isinstance(value, dict):
        raise _wrong(key, expected, value)
    for given, reason in value.items():
        if not isinstance(given, str) or not _SKIPPED.match(given):
            raise _wrong(key, expected, value)
        if not isinstance(reason, str) or not reason.strip():
            raise _wrong(f'{key}"]["{given}', "the reason", reason)
    return value


def public(key: str, value: object) -> str:
    """ "declared", "all" or the dotted path of a function."""
    if value in ("declared", "all") or (isinstance(value, str) and "." in value.strip(".")):
        return str(value)
    raise _wrong(key, '"declared", "all" or the dotted path of a function', value)


def text(key: str, value: object) -> str:
    """A text."""
    if not isinstance(value, str):
        raise _wrong(key, "a text", value)
    return value


# A name is a part of the path of a folder.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def documents(key: str, value: object) -> Mapping[str, Mapping[str, object]]:
    """The settings of further documents, by name."""
    if not isinstance(value, dict):
        raise _wrong(key, "a dict of settings by the name of a document", value)
    for name, own in value.items():
        if not isinstance(name, str) or not _NAME.fullmatch(name) or name == DEFAULT:
            raise _wrong(key, f'keys such as "partners", other than "{DEFAULT}"', name)
        if not isinstance(own, dict):
            raise _wrong(f'{key}"]["{name}', "a dict of settings", own)
    return value


def document_names(key: str, value: object) -> tuple[str, ...]:
    """Names of documents."""
    if isinstance(value, (list, tuple)) and all(isinstance(name, str) for name in value):
        return tuple(value)
    raise _wrong(key, "a list of names of documents", value)


def nulls(key: str, value: object) -> str:
    """ "exact" or "plain"."""
    if value not in ("exact", "plain"):
        raise _wrong(key, '"exact" or "plain"', value)
    return str(value)


def refusals(key: str, value: object) -> str:
    """ "off", "rule" or "document"."""
    if value not in ("off", "rule", "document"):
        raise _wrong(key, '"off", "rule" or "document"', value)
    return str(value)


def source(key: str, value: object) -> str:
    """A path, an address or `git:REV`, as `diff` takes them."""
    if not isinstance(value, (str, Path)) or not str(value):
        raise _wrong(key, "a path or an address", value)
    is_file = isinstance(value, Path) or not re.match(r"git:|[a-z]+://", value)
    return str(project_folder() / value) if is_file else str(value)


def change_levels(key: str, value: Any) -> Mapping[str, str]:
    """Levels of changes, by id; `extends` names the preset that they change."""
    given = value if isinstance(value, dict) else {"": value}
    levels = [level for name, level in given.items() if name != EXTENDS]
    if not all(level in CHANGE_LEVELS for level in levels):
        raise _wrong(key, f"a dict from ids to {', '.join(CHANGE_LEVELS)}", value)
    return {**value, EXTENDS: text(key, value[EXTENDS])} if EXTENDS in value else dict(value)


def prefixes(key: str, value: object) -> Mapping[str, str]:
    """Beginnings of addresses by those that they had."""
    given: dict[Any, Any] = value if isinstance(value, dict) else {"": value}
    if not all(str(path).startswith("/") for pair in given.items() for path in pair):
        raise _wrong(key, 'paths by the paths that they were, such as {"/v1": "/v2"}', value)
    return given


def share(key: str, value: object) -> float:
    """A number from 0 to 1."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise _wrong(key, "from 0 to 1", value)
    return float(value)


def shares(key: str, value: object) -> Mapping[str, float]:
    """One share for every operation, or shares by operation."""
    if not isinstance(value, dict):
        return {"*": share(key, value)}
    return {str(name): share(f'{key}"]["{name}', rate) for name, rate in value.items()}


def rates(key: str, value: object) -> Rates:
    """Shares, or a function that returns them, or its dotted path."""
    if callable(value) or (isinstance(value, str) and "." in value.strip(".")):
        return value
    return shares(key, value)


def function(key: str, value: object) -> Function:
    """A function, or its dotted path."""
    if callable(value) or (isinstance(value, str) and "." in value.strip(".")):
        return value
    raise _wrong(key, "a function or its dotted path", value)


def stability(key: str, value: object) -> Stability:
    """The key of the extension, and the values that are promised."""
    given = value if isinstance(value, dict) else {"": ""}
    name, promised = given.get("key", BY_DEFAULT.key), given.get("promised", [STABLE])
    is_known = isinstance(promised, (list, tuple)) and all(each in STABILITIES for each in promised)
    if given.keys() - {"key", "promised"} or not is_known or not str(name).startswith("x-"):
        raise _wrong(key, f'a dict of "key" and "promised", of {", ".join(STABILITIES)}', value)
    return Stability(str(name), tuple(promised))


def count(key: str, value: object) -> int:
    """A number of bytes."""
    return _whole(key, value, "bytes")


def days(key: str, value: object) -> int:
    """A number of days."""
    return _whole(key, value, "days")


def _whole(key: str, value: object, unit: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _wrong(key, f"a number of {unit}", value)
    return value


_LINK = re.compile(r"https?://[!-~]+")


def documentation_link(key: str, value: object) -> str:
    """An address for a header, with the placeholders method, path and operation_id."""
    # Neither ">" nor a character that would end the header.
    if isinstance(value, str) and _LINK.fullmatch(value) and not set("<>") & set(value):
        return value
    raise _wrong(key, 'an address such as "https://docs.example.com/#{operation_id}"', value)


def editor_url(key: str, value: object) -> str:
    """An address that opens another program, and that browsers do not run as code."""
    scheme = value.partition(":")[0].lower() if isinstance(value, str) else ""
    if "{file}" not in str(value) or not re.fullmatch(r"[a-z][a-z0-9+.-]*", scheme):
        raise _wrong(key, 'an address such as "vscode://file/{file}:{line}"', value)
    if scheme in ("javascript", "data", "vbscript", "blob"):
        raise SettingsError(f'TYPED_RESPONSES["{key}"]: {scheme} opens no editor')
    return str(value)
