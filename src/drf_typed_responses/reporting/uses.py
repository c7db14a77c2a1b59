"""Who still calls what is deprecated: by files of counts, or by a function of the project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ..compat.comparison.still_used import Use
from ..conformance.counts_file import read_counts
from ..exceptions import SettingsError

_EXPECTED = (
    "must return numbers by operation, part and client, as deprecated_calls.snapshot() does, or by "
    "operation alone"
)


def uses_of_files(files: Iterable[Path], document: str) -> Counter[Use]:
    """The calls in files of one of the project's documents. Raises CountsFileError."""
    found: Counter[Use] = Counter()
    for counted, number in read_counts(files).numbers.items():
        if counted.kind == "call" and counted.document == document:
            found[Use(counted.place, counted.what, counted.client)] += number
    return found


def uses_of_function(ask: Callable[[], object]) -> Counter[Use]:
    """The calls that the function of DEPRECATED_CALLS returns.

    Raises SettingsError if it fails or returns anything else.
    """
    try:
        answer = ask()
    except Exception as error:  # the function is code of the project
        raise SettingsError(
            f'TYPED_RESPONSES["DEPRECATED_CALLS"] failed: {type(error).__name__}: {error}'
        ) from error
    if not isinstance(answer, Mapping):
        raise SettingsError(f'TYPED_RESPONSES["DEPRECATED_CALLS"] {_EXPECTED}')
    found: Counter[Use] = Counter()
    for key, number in answer.items():
        found[_use(key)] += _whole(number)
    return found


def _use(key: object) -> Use:
    if isinstance(key, str):
        return Use(key, "", "")
    if isinstance(key, tuple) and len(key) == 3 and all(isinstance(each, str) for each in key):
        return Use(*key)
    raise SettingsError(f'TYPED_RESPONSES["DEPRECATED_CALLS"] {_EXPECTED}, not {key!r}')


def _whole(number: object) -> int:
    if isinstance(number, int) and not isinstance(number, bool):
        return number
    raise SettingsError(f'TYPED_RESPONSES["DEPRECATED_CALLS"] {_EXPECTED}, not {number!r}')
