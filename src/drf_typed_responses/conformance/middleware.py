"""Checks a sample of production responses after they are handed to the server, and only reports.

Django imports this module at start, so it imports what a check needs only when there is one.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.core.exceptions import MiddlewareNotUsed

from ..conf import current_settings
from .counting import contract_counts
from .exchange import Exchange, exchange_of
from .reports import Report, report_of
from .sampling import EVERY, Sampler
from .signals import contract_checked

if TYPE_CHECKING:
    from .contract import Contract

logger = logging.getLogger("drf_typed_responses.conformance")


class ContractMiddleware:
    """For `MIDDLEWARE`, as its last entry: it checks the body as the view has made it.

    It never changes, delays or fails a response: the check runs when the server closes a response
    that it has sent, and whatever goes wrong in it is a count and a log record. With all of
    `SAMPLE_RATES` at 0 Django leaves it out.

    Raises SettingsError at start for settings that cannot be read.
    """

    sync_capable = True
    async_capable = True
    counts = contract_counts

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        settings = current_settings()
        self._sampler = Sampler(settings.sample_rates, settings.sample_time_share)
        if not self._sampler.highest:
            raise MiddlewareNotUsed
        self._get_response = get_response
        self._file = settings.contract or settings.out / "openapi.json"
        self._max_bytes = settings.sample_max_bytes
        self._contract: Contract | None = None
        self._is_async = iscoroutinefunction(get_response)
        if self._is_async:
            markcoroutinefunction(self)

    def __call__(self, request: Any) -> Any:
        if self._is_async:
            return self._answer(request)
        response = self._get_response(request)
        # The draw stands here, and below, because it is all that most responses cost.
        if self._sampler.draw() < self._sampler.highest:
            self._observe(request, response)
        return response

    async def _answer(self, request: Any) -> Any:
        response = await self._get_response(request)
        if self._sampler.draw() < self._sampler.highest:
            self._observe(request, response)
        return response

    def _observe(self, request: Any, response: Any) -> None:
        """Have a response that was drawn checked when the server closes it."""
        try:
            if self._sampler.is_free():
                # The body as it is now: what stands further out may compress it in place.
                exchange = exchange_of(request, response)
                if exchange is not None:
                    # Source: `HttpResponseBase.close`, which a server calls when it has sent it.
                    response._resource_closers.append(_Later(self._check, exchange))
        except Exception as failure:
            self._failed(failure)

    def _check(self, exchange: Exchange) -> None:
        begun = time.perf_counter()
        try:
            self._checked(exchange, begun)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as failure:  # a panic of jsonschema-rs, which is written in Rust, too
            self._failed(failure)
        finally:
            self._sampler.spend(time.perf_counter() - begun)

    def _checked(self, exchange: Exchange, begun: float) -> None:
        contract = self._contract or self._loaded()
        expected = contract.expected(exchange)
        if expected is None or not self._sampler.is_chosen(expected.operation.name):
            return
        name = expected.operation.name
        if exchange.body is not None and len(exchange.body) > self._max_bytes:
            reason = f"the body has more than {self._max_bytes} bytes"
            self._tell(Report(name, exchange.status, "unchecked", (), reason))
            return
        done = self._checks.checked(contract, expected, exchange)
        self._tell(report_of(done, (time.perf_counter() - begun) * 1000))

    def _loaded(self) -> Contract:
        from . import checks
        from .contract import Contract, ContractError

        self._checks = checks
        try:
            self._contract = Contract.load(self._file)
        except ContractError as error:
            self._sampler.stop()
            logger.error("No response is checked from now on: %s", error)
            raise
        known = self._contract.operations.keys() | {EVERY}
        if unknown := sorted(self._sampler.rates.keys() - known):
            logger.warning("SAMPLE_RATES has no documented operation: %s", ", ".join(unknown))
        return self._contract

    def _tell(self, report: Report) -> None:
        """Count, send and log; one that fails does not keep the others from it."""
        for tell in (self.counts.add, self._send, _log):
            try:
                tell(report)
            except Exception as failure:
                self._failed(failure)

    def _send(self, report: Report) -> None:
        for receiver, answer in contract_checked.send_robust(type(self), report=report):
            if isinstance(answer, Exception):
                name = getattr(receiver, "__qualname__", type(receiver).__name__)
                logger.warning("The receiver %s of contract_checked failed", name)

    def _failed(self, failure: BaseException) -> None:
        """Say that a check failed: its type and line, as the text may hold a value."""
        try:
            logger.warning("A contract check failed: %s", _described(failure))
            self.counts.add(Report("", 0, "failed"))
        except Exception:  # a log handler that raises; there is nobody left to tell
            return


class _Later(partial[None]):
    """A call that stays with the response it is for: what a cache keeps of it is idle."""

    def __reduce__(self) -> Any:
        return partial, (bool,)


def _log(report: Report) -> None:
    if report.is_worth_a_line:
        level = logging.WARNING if report.outcome == "breaking" else logging.INFO
        facts = {"operation": report.operation, "status": report.status, "outcome": report.outcome}
        logger.log(level, "%s", report, extra={**facts, "mistakes": report.mistakes})


def _described(failure: BaseException) -> str:
    trace = failure.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(failure).__name__
    where = trace.tb_frame.f_code.co_filename
    return f"{type(failure).__name__} at {where}:{trace.tb_lineno}"
