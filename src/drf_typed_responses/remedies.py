"""Parts of the hints of several rooms: the nearest known name, published pages, serializers."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

# Where the pages of `docs/` are published; pyproject.toml has the same address.
DOCUMENTATION: Final = "https://drf-typed-responses.readthedocs.io/en/latest/"


def page(name: str, section: str = "") -> str:
    """The address of a published page; `page("rules", "title")` is a section of docs/rules.md."""
    return f"{DOCUMENTATION}{name}/" + (f"#{section}" if section else "")


def did_you_mean(given: object, known: Iterable[str]) -> str:
    """`; did you mean title?` after an unknown name; "" if no known name is near."""
    by_folded = {name.casefold(): name for name in known}
    near = get_close_matches(str(given).casefold(), by_folded, 1)
    return f"; did you mean {by_folded[near[0]]}?" if near else ""


def name_base(cls: type) -> str:
    """The remedy for a class with a `serialize` whose base is not known; "" without one."""
    owners = [each for each in reversed(cls.__mro__) if "serialize" in vars(each)]
    return "".join(
        f'Add "{base.__module__}.{base.__qualname__}" to TYPED_RESPONSES["SERIALIZER_BASES"], so '
        "that the annotation of `serialize` is read."
        for base in owners[:1]
    )
