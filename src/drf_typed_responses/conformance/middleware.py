"""Checks a sample of production responses after they are sent, and reports violations.

Django imports this module at start, so the modules that a check needs are imported later.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.core.exceptions import MiddlewareNotUsed

from ..conf import Settings, current_settings
from ..openapi.deprecations import SUNSET
from .contract_files import contract_files, mention
from .exchange import Exchange, exchange_of
from .logs import LOGGER, described, log
from .reports import Report, contract_checked, contract_counts, report_of
from .sampling import EVERY, ChangingSampler, ResponseSampler

if TYPE_CHECKING:
    from .announcements import Announcer
    from .checks import Check
    from .contract import Contract
    from .observing import Observer


class ContractMiddleware:
    """Middleware of Django that checks sampled responses against the published contract.

    Make it the last entry of `MIDDLEWARE`, so that it sees the body as the view made it, or the
    first one, so that it sees what other middleware answers too, such as a cache. It never
    fails a response: a check runs when the server closes a response that it has sent, and a failed
    check is only counted and logged. It adds nothing to a response but the headers of deprecation,
    where the request or the response has something that the contract says ends. The settings
    CONTRACT, SAMPLE_RATES, SAMPLE_MAX_BYTES, SAMPLE_TIME_SHARE, SAMPLE_IN_THREAD,
    DEPRECATION_HEADERS, DEPRECATION_LINK, CLIENT_KEY, CLIENT_KEY_HASHED and OBSERVED control it. If
    every rate is 0, no function may change that, and nothing ends, Django does not use it.

    `get_response` is Django's, sync or async. Raises SettingsError at start for settings that
    cannot be read.
    """

    sync_capable = True
    async_capable = True
    counts = contract_counts

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        settings = current_settings()
        self._sampler = _sampler(settings)
        self._files = tuple(contract_files())
        # A contract without this word announces nothing; reading it as JSON comes later.
        self._announces = settings.deprecation_headers and mention(self._files, SUNSET)
        if not self._sampler.may_sample and not self._announces:
            raise MiddlewareNotUsed
        self._observer = _observer(settings)
        settings.imported_counter()  # at start, and not at the first count
        self._link = settings.deprecation_link
        self._client = settings.imported_client_key(), settings.client_key_hashed
        self._logged: set[str] = set()
        self._get_response = get_response
        self._max_bytes = settings.sample_max_bytes
        self._close = _in_thread(self._check) if settings.sample_in_thread else self._check
        self._contracts: tuple[Contract, ...] = ()
        self._announcer: Announcer | None = None
        self._loading = threading.Lock()
        self._is_async = iscoroutinefunction(get_response)
        if self._is_async:
            markcoroutinefunction(self)

    def __call__(self, request: Any) -> Any:
        """The response of the view, or a coroutine that returns it."""
        if self._is_async:
            return self._answer(request)
        response = self._get_response(request)
        if self._announces:
            self._announce(request, response)
        # Inlined here and below for speed: most responses execute nothing else.
        if self._sampler.draw() < self._sampler.highest:
            self._observe(request, response)
        return response

    async def _answer(self, request: Any) -> Any:
        response = await self._get_response(request)
        if self._announces:
            self._announce(request, response)
        if self._sampler.draw() < self._sampler.highest:
            self._observe(request, response)
        return response

    def _announce(self, request: Any, response: Any) -> None:
        """Add the headers of deprecation, and count who still uses what ends."""
        try:
            announcer = self._announcer or self._loaded_announcer()
            if announcer is not None:
                announcer.announce(request, response)
                if self._observer is not None and self._observer.file.is_due():
                    response._resource_closers.append(_DeferredCall(self._write))
        except KeyboardInterrupt:
            raise
        except BaseException as failure:  # the project's function may call sys.exit()
            self._log_once("Headers of deprecation failed", described(failure))

    def _loaded_announcer(self) -> Announcer | None:
        """The announcer, made once; None if a contract cannot be read, which is logged once."""
        from .announcements import Announcer
        from .contract import ContractError

        with self._loading:
            if self._announcer is None and self._announces:
                try:
                    self._announcer = Announcer(
                        self._files, self._client, self._link, self._observer
                    )
                except Exception as error:
                    self._announces = False
                    why = str(error) if isinstance(error, ContractError) else described(error)
                    self._log_once("No headers of deprecation are sent", why)
            return self._announcer

    def _write(self, contract: Contract | None = None, done: Check | None = None) -> None:
        """Add counts to the file of OBSERVED: those of a check, and those that wait."""
        try:
            if self._observer is not None and contract is not None and done is not None:
                self._observer.see(contract, done)
            elif self._observer is not None:
                self._observer.write_if_due()
        except Exception as failure:
            self._log_once("What was seen is not counted", described(failure))

    def _log_once(self, sentence: str, why: str) -> None:
        if why not in self._logged:
            self._logged.add(why)
            log(logging.ERROR, "%s: %s", sentence, why)

    def _observe(self, request: Any, response: Any) -> None:
        """Register the check of a response for when the server closes it."""
        try:
            if self._sampler.is_free():
                # Read now, because an outer middleware may compress the body in place.
                exchange = exchange_of(request, response)
                if exchange is not None:
                    # Source: `HttpResponseBase.close`, which a server calls after sending.
                    response._resource_closers.append(_DeferredCall(self._close, exchange))
        except Exception as failure:
            self._failed(failure)

    def _check(self, exchange: Exchange) -> None:
        begun = time.perf_counter()
        try:
            self._checked(exchange, begun)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as failure:  # such as a panic of jsonschema-rs (Rust)
            self._failed(failure)
        finally:
            self._sampler.spend(time.perf_counter() - begun)

    def _checked(self, exchange: Exchange, begun: float) -> None:
        for contract in self._contracts or self._loaded():
            self._checked_by(contract, exchange, begun)

    def _loaded(self) -> tuple[Contract, ...]:
        """The contracts, read once; none if one of them cannot be used, which is logged once."""
        with self._loading:
            if not self._contracts and self._sampler.highest:
                self._contracts = self._read()
            return self._contracts

    def _checked_by(self, contract: Contract, exchange: Exchange, begun: float) -> None:
        expected = contract.expected(exchange)
        if expected is None or not self._sampler.is_chosen(expected.operation.name):
            return
        name = expected.operation.name
        if exchange.body is not None and len(exchange.body) > self._max_bytes:
            reason = f"the body has more than {self._max_bytes} bytes"
            owner = contract.owners.get(name, "")
            self._tell(Report(name, exchange.status, "unchecked", (), reason, owner=owner))
            return
        done = self._checks.checked(contract, expected, exchange, self._max_bytes)
        if self._observer is not None:
            self._write(contract, done)
        milliseconds = (time.perf_counter() - begun) * 1000
        self._tell(report_of(done, milliseconds, contract.owners.get(name, "")))

    def _read(self) -> tuple[Contract, ...]:
        from . import checks
        from .contract import Contract, ContractError

        self._checks = checks
        try:
            contracts = tuple(Contract.load(*each) for each in self._files)
        except ContractError as error:
            self._sampler.stop()
            log(logging.ERROR, "No more responses are checked: %s", error)
            return ()
        known = {EVERY}.union(*(contract.operations for contract in contracts))
        if unknown := sorted(self._sampler.rates.keys() - known):
            names = ", ".join(unknown)
            message = "SAMPLE_RATES names operations that are not documented: %s"
            log(logging.WARNING, message, names)
        return contracts

    def _tell(self, report: Report) -> None:
        """Count, send and log a report; if one of these fails, the others still happen."""
        for tell in (self.counts.add, self._send, _log):
            try:
                tell(report)
            except KeyboardInterrupt:
                raise
            except BaseException as failure:  # a receiver may call sys.exit()
                self._failed(failure)

    def _send(self, report: Report) -> None:
        for receiver, answer in contract_checked.send_robust(type(self), report=report):
            if isinstance(answer, Exception):
                name = getattr(receiver, "__qualname__", type(receiver).__name__)
                log(logging.WARNING, "The receiver %s of contract_checked failed", name)

    def _failed(self, failure: BaseException) -> None:
        """Log and count a failed check, without the exception's text, which may show a value."""
        log(logging.WARNING, "A contract check failed: %s", described(failure))
        try:
            self.counts.add(Report("", 0, "failed"))
        except KeyboardInterrupt:
            raise
        except BaseException:  # it is what failed
            return


def _in_thread(check: Callable[[Exchange], None]) -> Callable[[Exchange], None]:
    from .check_thread import CheckThread

    return CheckThread(check)


def _observer(settings: Settings) -> Observer | None:
    if settings.observed is None:
        return None
    from .observing import Observer

    return Observer(settings.observed)


def _sampler(settings: Settings) -> ResponseSampler:
    rates, share = settings.imported_rates(), settings.sample_time_share
    return ChangingSampler(rates, share) if callable(rates) else ResponseSampler(rates, share)


class _DeferredCall(partial[None]):
    """A call for one response; a pickled copy of it, such as in a cache, does nothing."""

    def __reduce__(self) -> Any:
        return partial, (bool,)


_LOGGED: Final = ("operation", "status", "outcome", "owner", "violations")


def _log(report: Report) -> None:
    if report.is_logged:
        level = logging.WARNING if report.outcome == "breaking" else logging.INFO
        facts = {name: getattr(report, name) for name in _LOGGED}
        LOGGER.log(level, "%s", report, extra=facts)
