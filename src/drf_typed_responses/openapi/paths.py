"""Path templates and the runtime expressions of links and callbacks.

Sources: OpenAPI 3.0.3 "Path Templating", "Runtime Expressions".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_VARIABLE: Final = re.compile(r"\{([^{}]+)\}")
_EXPRESSION: Final = re.compile(r"\{\$[^{}]*\}")
_REQUEST_PATH: Final = re.compile(r"(?<=\$request\.path\.)[^{}]+")


def path_variables(template: str) -> tuple[str, ...]:
    """The names between braces, in order."""
    return tuple(_VARIABLE.findall(template))


def variables_in(path: str, template: str) -> dict[str, str]:
    """The text of each variable of a template that a path ends with; empty for any other path.

    A path may begin with what the template lacks, such as the folder in which a server serves.
    """
    parts = _VARIABLE.split(template)
    expression = "".join("([^/]+?)" if n % 2 else re.escape(part) for n, part in enumerate(parts))
    found = re.search(f"{expression}\\Z", path)
    return dict(zip(parts[1::2], found.groups(), strict=True)) if found else {}


def replace_variables(template: str, replacement: Callable[[str], str]) -> str:
    """The template with `replacement(name)` in place of each variable and its braces."""
    return _VARIABLE.sub(lambda match: replacement(match[1]), template)


def without_names(template: str) -> str:
    """The template with `{}` for each variable: equal for templates that match the same paths."""
    return replace_variables(template, lambda name: "{}")


def without_expressions(address: str) -> str:
    """The address of a callback without its embedded runtime expressions, such as `{$url}`."""
    return _EXPRESSION.sub("", address)


def numbered_expression(expression: str, variables: tuple[str, ...]) -> str:
    """A runtime expression with each variable of the path named by its position.

    `variables` are those of the operation's path: for `("slug",)`, `$request.path.slug` becomes
    `$request.path.0`. Other variables lose their names as in `without_names`.
    """
    positions = {name: str(index) for index, name in enumerate(variables)}
    numbered = _REQUEST_PATH.sub(lambda match: positions.get(match[0], match[0]), expression)
    return replace_variables(numbered, lambda name: f"{{{name}}}" if name[0] == "$" else "{}")
