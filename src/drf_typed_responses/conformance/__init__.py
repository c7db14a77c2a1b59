"""Checks responses against the published contract, in tests and in production."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .assertions import ContractBroken, ContractExceeded, NotChecked
    from .call_counts import DeprecatedCall, deprecated_calls
    from .checks import Check
    from .client import ContractClient, assert_contract
    from .contract import Contract, ContractError
    from .django_runner import ContractRunner, ContractRunnerMixin
    from .excuses import contract_skip
    from .middleware import ContractMiddleware
    from .reports import Report, contract_checked, contract_counts

__all__ = [
    "Check",
    "Contract",
    "ContractBroken",
    "ContractClient",
    "ContractError",
    "ContractExceeded",
    "ContractMiddleware",
    "ContractRunner",
    "ContractRunnerMixin",
    "DeprecatedCall",
    "NotChecked",
    "Report",
    "assert_contract",
    "contract_checked",
    "contract_counts",
    "contract_skip",
    "deprecated_calls",
]

# Imported when first used: production imports the middleware, which must not load the test client.
_MODULES = {
    "Check": "checks",
    "Contract": "contract",
    "ContractBroken": "assertions",
    "ContractClient": "client",
    "ContractError": "contract",
    "ContractExceeded": "assertions",
    "ContractMiddleware": "middleware",
    "ContractRunner": "django_runner",
    "ContractRunnerMixin": "django_runner",
    "DeprecatedCall": "call_counts",
    "NotChecked": "assertions",
    "Report": "reports",
    "assert_contract": "client",
    "contract_checked": "reports",
    "contract_counts": "reports",
    "contract_skip": "excuses",
    "deprecated_calls": "call_counts",
}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
