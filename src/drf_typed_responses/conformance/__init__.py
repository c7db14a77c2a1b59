"""Does a real response keep its contract? In tests, and for a sample of production traffic."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .client import (
        ContractBroken,
        ContractClient,
        ContractExceeded,
        NotChecked,
        assert_contract,
    )
    from .contract import Contract
    from .counting import contract_counts
    from .middleware import ContractMiddleware
    from .signals import contract_checked

__all__ = [
    "Contract",
    "ContractBroken",
    "ContractClient",
    "ContractExceeded",
    "ContractMiddleware",
    "NotChecked",
    "assert_contract",
    "contract_checked",
    "contract_counts",
]

# Production imports the middleware, and that must not load what only tests need.
_MODULES = {
    "Contract": "contract",
    "ContractBroken": "client",
    "ContractClient": "client",
    "ContractExceeded": "client",
    "ContractMiddleware": "middleware",
    "NotChecked": "client",
    "assert_contract": "client",
    "contract_checked": "signals",
    "contract_counts": "counting",
}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
