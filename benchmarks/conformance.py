"""The cost of checks: to a suite with `--contract`, and to a small view behind ContractMiddleware.

The suite is the example's and runs in new processes. The first test of the day is one of a project
with the shape of a real document, whose contract an earlier run has kept. The small view is a view
of Django REST framework that returns a small JSON body and uses no database.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import shape
from compare import document
from measure import (
    ROOT,
    cpu_seconds,
    interleave,
    median,
    progress,
    ratio,
    run_child,
    table,
    verdict,
)
from plan import plan
from project import write_projects

SUITE = [sys.executable, "-m", "pytest", "-q", "tests/example"]
SUITES = {"as it is": SUITE, "with --contract": [*SUITE, "--contract"]}
SETUPS = {
    "without the middleware": None,
    "rate 0": {"SAMPLE_RATES": 0},
    "not drawn": {"SAMPLE_RATES": 1e-12},
    "a sunset elsewhere": {"SAMPLE_RATES": 0},
}
ONE_TEST = """
from rest_framework.test import APIClient

def test_one():
    assert APIClient().get("/no-operation/").status_code == 404
"""
RATE = 0.01
SERVERS = ("threads", "async")
BODY = json.dumps({"id": "1", "slug": "blue", "lead": None, "tags": ["a", "b"]}).encode()
TEXT = {"type": "string"}
TEAM = {
    "type": "object",
    "required": ["id", "slug", "lead"],
    "properties": {
        "id": TEXT,
        "slug": TEXT,
        "lead": {**TEXT, "nullable": True},
        "tags": {"type": "array", "items": TEXT},
    },
}
RESPONSES = {"200": {"content": {"application/json": {"schema": TEAM}}}}
DOCUMENT = {"openapi": "3.0.3", "paths": {"/team/": {"get": {"responses": RESPONSES}}}}
# Another operation of it ends, so that clients of that are told.
OLD = {"get": {"deprecated": True, "x-sunset": "2027-03-01", "responses": RESPONSES}}
ENDING = {**DOCUMENT, "paths": {**DOCUMENT["paths"], "/old/": OLD}}


def measure_suite(rounds: int) -> dict[str, list[float]]:
    """CPU seconds of the example's suite, each in a new process; the contract is kept already."""
    progress(f"conformance: {rounds} rounds of the example's suite")
    with tempfile.TemporaryDirectory() as cache:
        own = ["-o", f"cache_dir={cache}"]
        runs = {name: partial(_suite, [*command, *own]) for name, command in SUITES.items()}
        for run in runs.values():
            run()
        return interleave(runs, rounds)


def _suite(command: list[str]) -> float:
    return run_child(["env", "-C", str(ROOT), *command], Path(tempfile.gettempdir())).cpu


def measure_one_test(rounds: int, endpoints: int | None = None) -> dict[str, list[float]]:
    """CPU seconds of one test of a project with 223 operations, whose contract is kept already."""
    progress(f"conformance: {rounds} rounds of one test")
    with tempfile.TemporaryDirectory() as folder:
        write_projects(Path(folder), [plan(shape.load(), 0, None)[:endpoints]])
        project = Path(folder) / "typed"
        ini = "[pytest]\npythonpath = .\nDJANGO_SETTINGS_MODULE = settings\n"
        (project / "pytest.ini").write_text(ini)
        (project / "test_one.py").write_text(ONE_TEST)
        command = [sys.executable, "-m", "pytest", "-q", "test_one.py"]
        commands = {"as it is": command, "with --contract": [*command, "--contract"]}
        runs = {name: partial(_one_test, each, project) for name, each in commands.items()}
        for run in (*runs.values(), *runs.values()):
            run()
        return interleave(runs, rounds)


def _one_test(command: list[str], project: Path) -> float:
    return run_child(command, project).cpu


def measure_requests(rounds: int, requests: int) -> dict[str, dict[str, list[float]]]:
    """Microseconds: of a small view, of our part in a request that is not drawn, and of a check.

    The first part is tenths of a microsecond and lost in the noise of a whole request, so it is
    timed in front of a view that does nothing. A check is timed where it happens, after one in a
    hundred of whole requests, which leave nothing that it needs in the caches.
    """
    contract = Path(tempfile.mkdtemp()) / "contract.json"
    contract.write_text(json.dumps(DOCUMENT))
    ending = contract.with_name("ending.json")
    ending.write_text(json.dumps(ENDING))
    _configure()
    found = {}
    for server in SERVERS:
        progress(f"conformance: {rounds} rounds of {requests} requests, {server}")
        serve = _threads if server == "threads" else _async
        # Many short rounds, because the noise is larger than the figure and changes.
        parts = {
            name: partial(serve, _chain(sample, file, server), requests // 10)
            for name, sample in SETUPS.items()
            for file in [ending if name == "a sunset elsewhere" else contract]
        }
        wholes = requests // (4 if server == "threads" else 20)
        checked = _application(server, SAMPLE_RATES=RATE, SAMPLE_TIME_SHARE=1, CONTRACT=contract)
        runs = {
            "a small view": partial(_whole, _application(server), server, wholes),
            "a check": partial(_check_cost, checked, server, wholes),
        }
        for run in (*parts.values(), *runs.values()):
            run()
        found[server] = interleave(parts, 20 * rounds) | interleave(runs, rounds)
    return found


def _check_cost(application: Any, server: str, requests: int) -> float:
    """The time of a sampled response beyond that of another response, in microseconds."""
    from timed import Timed

    _whole(application, server, requests)
    return Timed.microseconds()


def measure_memory(rounds: int) -> dict[str, list[float]]:
    """Peak megabytes of a process that could check, and of one that has checked every response.

    The contract has the shape of a real document. The process checks nothing in the first case.
    """
    progress(f"conformance: {rounds} rounds of memory")
    folder = Path(tempfile.mkdtemp())
    (folder / "contract.json").write_text(json.dumps(document(1)))
    child = [sys.executable, __file__, "--checked"]
    runs = {
        "without checks": partial(_peak, [*child, ""], folder),
        "every response checked": partial(_peak, [*child, "contract.json"], folder),
    }
    return interleave(runs, rounds)


def _peak(command: list[str], folder: Path) -> float:
    return run_child(command, folder).peak_mb


def _check_every_response(contract: str) -> None:
    """The memory of a process after it has checked each documented body once."""
    _configure()
    import drf_typed_responses.conformance.middleware

    assert drf_typed_responses.conformance.middleware.ContractMiddleware
    if not contract:
        return
    from drf_typed_responses.conformance import Contract

    loaded = Contract.load(Path(contract))
    for operation in loaded.operations.values():
        for response in operation.spec["responses"].values():
            for media in response.get("content", {}).values():
                loaded.responses.violations(media["schema"], None)


def _configure() -> None:
    import django
    from django.conf import settings

    urls = ModuleType("benchmark_urls")
    settings.configure(
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=urls,
        MIDDLEWARE=[],
        REST_FRAMEWORK={"UNAUTHENTICATED_USER": None, "DEFAULT_AUTHENTICATION_CLASSES": []},
    )
    django.setup()
    from django.urls import path
    from rest_framework.renderers import JSONRenderer
    from rest_framework.response import Response
    from rest_framework.views import APIView

    class TeamView(APIView):
        renderer_classes = (JSONRenderer,)

        def get(self, request: Any) -> Response:
            return Response(json.loads(BODY))

    urls.urlpatterns = [path("team/", TeamView.as_view())]  # type: ignore[attr-defined]


def _chain(sample: Any, contract: Path, server: str) -> Any:
    """A view that answers at once, behind the middleware as Django wraps it."""
    from django.core.exceptions import MiddlewareNotUsed
    from django.core.handlers.exception import convert_exception_to_response
    from django.http import HttpResponse
    from django.test import override_settings

    def answer(request: Any) -> Any:
        return HttpResponse(BODY, "application/json")

    async def answer_async(request: Any) -> Any:
        return HttpResponse(BODY, "application/json")

    view = convert_exception_to_response(answer if server == "threads" else answer_async)
    if sample is None:
        return view
    from drf_typed_responses.conformance import ContractMiddleware

    with override_settings(TYPED_RESPONSES={**sample, "CONTRACT": contract}):
        try:
            return convert_exception_to_response(ContractMiddleware(view))
        except MiddlewareNotUsed:
            return view


def _application(server: str, **sampling: Any) -> Any:
    """Django's handler for the small view, behind the timed middleware where there is sampling."""
    from django.core.handlers.asgi import ASGIHandler
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import override_settings

    middleware = ["timed.Timed"] if sampling else []
    with override_settings(TYPED_RESPONSES=sampling, MIDDLEWARE=middleware):
        return WSGIHandler() if server == "threads" else ASGIHandler()


def _request() -> Any:
    from django.test import RequestFactory
    from django.urls import resolve

    request = RequestFactory().get("/team/")
    request.resolver_match = resolve("/team/")
    return request


def _threads(chain: Any, requests: int) -> float:
    request = _request()

    def serve(count: int) -> None:
        for _ in range(count):
            chain(request).close()

    return _cpu(partial(_in_a_thread, serve, requests), requests)


def _async(chain: Any, requests: int) -> float:
    request = _request()

    async def serve() -> None:
        for _ in range(requests):
            (await chain(request)).close()

    return _cpu(lambda: asyncio.run(serve()), requests)


def _whole(application: Any, server: str, requests: int) -> float:
    """A whole request to the small view of Django REST framework."""
    if server == "threads":
        serve = partial(_whole_sync, application)
        return _cpu(partial(_in_a_thread, serve, requests), requests)
    return _cpu(lambda: asyncio.run(_whole_async(application, requests)), requests)


def _cpu(call: Callable[[], object], requests: int) -> float:
    """Microseconds a request."""
    return 1e6 * cpu_seconds(call) / requests


def _in_a_thread(serve: Callable[[int], object], requests: int) -> None:
    # One at a time, because two threads would measure the interpreter's lock.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(serve, requests).result()


def _whole_sync(application: Any, requests: int) -> None:
    for _ in range(requests):
        environ: dict[str, Any] = {"REQUEST_METHOD": "GET", "PATH_INFO": "/team/"}
        environ |= {"SERVER_NAME": "x", "SERVER_PORT": "80", "wsgi.url_scheme": "http"}
        environ["wsgi.input"] = io.BytesIO()
        response = application(environ, lambda *given: None)
        assert response.status_code == 200, response.status_code
        response.close()


async def _whole_async(application: Any, requests: int) -> None:
    async def send(message: Any) -> None: ...

    for _ in range(requests):
        asked: asyncio.Queue[Any] = asyncio.Queue()
        asked.put_nowait({"type": "http.request", "body": b""})
        scope = {"type": "http", "method": "GET", "path": "/team/", "headers": []}
        await application(scope, asked.get, send)


def report_suite(costs: dict[str, list[float]]) -> str:
    base = costs["as it is"]
    rows = [
        [name, f"{median(spent):.2f}", verdict(ratio(spent, base), at_most=1.05)]
        for name, spent in costs.items()
    ]
    return table(["the example's suite", "CPU s", "times as long"], rows)


def report_one_test(costs: dict[str, list[float]]) -> str:
    base = costs["as it is"]
    rows = [
        [name, f"{median(spent):.2f}", verdict(_more(spent, base), at_most=0.3)]
        for name, spent in costs.items()
    ]
    return table(["the first test of the day", "CPU s", "more, s"], rows)


def report_requests(costs: dict[str, dict[str, list[float]]]) -> str:
    rows = []
    for server, found in costs.items():
        view, check = median(found["a small view"]), median(found["a check"])
        base = found["without the middleware"]
        off, idle, told = (_more(found[name], base) for name in [*SETUPS][1:])
        share = 100 * (idle + RATE * check) / view
        figures = [
            f"{view:.0f}",
            verdict(off, at_most=1),
            f"{idle:.2f}",
            verdict(told, at_most=1),
            f"{check:.0f}",
        ]
        rows.append([server, *figures, verdict(share, at_most=1)])
    headers = [
        "server",
        "a small view, us",
        "off, us",
        "not drawn, us",
        "a sunset elsewhere, us",
        "a check, us",
    ]
    return table([*headers, "at 1 %, % of the view"], rows)


def _more(costs: list[float], base: list[float]) -> float:
    """The median of the differences round by round."""
    return median([cost - other for cost, other in zip(costs, base, strict=True)])


def report_memory(peaks: dict[str, list[float]]) -> str:
    low, high = (median(peaks[name]) for name in ("without checks", "every response checked"))
    rows = [["223 operations", f"{low:.0f}", f"{high:.0f}", f"{high - low:.0f}"]]
    return table(["contract", "a process, MB", "that checks, MB", "more, MB"], rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--json", action="store_true", help="print the raw figures")
    parser.add_argument("--no-suite", action="store_true", help="measure the middleware only")
    parser.add_argument("--only-suite", action="store_true", help="measure runs of tests only")
    parser.add_argument("--endpoints", type=int, help="the project of one test has only so many")
    parser.add_argument("--checked", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.checked is not None:
        _check_every_response(given.checked)
        return
    # First, because a child process inherits the peak memory of its parent.
    memory = {} if given.only_suite else measure_memory(given.rounds)
    requests = {} if given.only_suite else measure_requests(given.rounds, given.requests)
    suite = {} if given.no_suite else measure_suite(given.rounds)
    one_test = {} if given.no_suite else measure_one_test(given.rounds, given.endpoints)
    if given.json:
        found = {"suite": suite, "one_test": one_test, "requests": requests, "memory": memory}
        print(json.dumps(found))
        return
    reports = {
        report_suite: suite,
        report_one_test: one_test,
        report_requests: requests,
        report_memory: memory,
    }
    print("\n\n".join(report(found) for report, found in reports.items() if found))


if __name__ == "__main__":
    main()
