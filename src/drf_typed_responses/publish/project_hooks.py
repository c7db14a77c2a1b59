"""The hooks of drf-spectacular that a project has."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from drf_spectacular.settings import spectacular_settings

from ..exceptions import GenerationError

# By setting: what its hooks return.
_RETURNED: Final = {"PREPROCESSING_HOOKS": "endpoints", "POSTPROCESSING_HOOKS": "document"}


@contextmanager
def hooks_that_return() -> Iterator[None]:
    """Inside the block, a hook that returns None raises GenerationError with its name."""
    given = {name: getattr(spectacular_settings, name) for name in _RETURNED}
    try:
        for name, hooks in given.items():
            setattr(spectacular_settings, name, [_returning(hook, name) for hook in hooks])
        yield
    finally:
        for name, hooks in given.items():
            setattr(spectacular_settings, name, hooks)


def _returning(hook: Callable[..., Any], setting: str) -> Callable[..., Any]:
    @functools.wraps(hook)
    def call(*args: Any, **named: Any) -> Any:
        returned = hook(*args, **named)
        if returned is None:
            raise GenerationError(
                "the document cannot be generated: the hook "
                f"{hook.__module__}.{getattr(hook, '__qualname__', hook)} of {setting} returned "
                f"None; it must return the {_RETURNED[setting]}"
            )
        return returned

    return call
