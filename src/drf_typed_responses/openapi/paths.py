"""Path templates. Source: OpenAPI 3.0.3 "Path Templating"."""

from __future__ import annotations

import re
from typing import Final

_VARIABLE: Final = re.compile(r"\{([^{}]+)\}")


def path_variables(template: str) -> tuple[str, ...]:
    """The names between braces, in their order."""
    return tuple(_VARIABLE.findall(template))
