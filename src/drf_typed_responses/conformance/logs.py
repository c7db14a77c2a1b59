"""The log of production checks; no log handler of the project reaches a response."""

from __future__ import annotations

import logging
from typing import Final

LOGGER: Final = logging.getLogger("drf_typed_responses.conformance")


def log(level: int, message: str, *arguments: object) -> None:
    """Log a message. A handler that raises is ignored, because nobody can be told."""
    try:
        LOGGER.log(level, message, *arguments)
    except KeyboardInterrupt:
        raise
    except BaseException:  # a handler may call sys.exit()
        return


def described(failure: BaseException) -> str:
    """The type of an exception and the line that raised it, without its text."""
    trace = failure.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(failure).__name__
    where = trace.tb_frame.f_code.co_filename
    return f"{type(failure).__name__} at {where}:{trace.tb_lineno}"
