"""Every way around a broken contract, in real runs of pytest, pytest-xdist and Django's runner.

Most ways are the tests of one suite, which each runner runs once; the name of each must be that of
a failure. A way that concerns the whole run has a run of its own.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from textwrap import indent
from typing import Final, NamedTuple

import pytest

from .test_plugin import EXAMPLE, SOURCE

pytestmark = pytest.mark.slow

HELPERS: Final = '''
import contextlib, os
from unittest import mock
from django.test import AsyncClient, Client
from rest_framework.response import Response
from rest_framework.test import APIClient

TEAM = "/api/0/teams/the-interstellar-jurisdiction/powerful-abolitionist/"

@contextlib.contextmanager
def broken():
    """The view breaks its contract, and needs no database."""
    from teams_api.endpoints.teams import TeamDetailsEndpoint as view
    given = lambda *a, **k: Response({"id": 5})
    with mock.patch.object(view, "initial", lambda *a, **k: None):
        with mock.patch.object(view, "get", given):
            yield

def ask(get=None):
    with broken():
        return (get or APIClient().get)(TEAM)

def swallow(get=None):
    with contextlib.suppress(Exception):
        ask(get)

async def swallow_async():
    with broken(), contextlib.suppress(Exception):
        await AsyncClient().get(TEAM)

def swallow_in_new_process():
    import django
    django.setup()
    from drf_typed_responses.conformance import ContractClient
    ContractClient().get("/nowhere/")  # builds the contract before the view is patched
    swallow(ContractClient().get)

def fork(child):
    pid = os.fork()
    if pid == 0:
        try:
            child()
        finally:
            os._exit(0)
    os.waitpid(pid, 0)

class OwnRequest(Client):
    """A client that does not call the `request` of its base."""
    def request(self, **request):
        return self.handler(self._base_environ(**request))
'''
HEADER: Final = """
import asyncio, contextlib, multiprocessing, subprocess, sys, threading, time, unittest
from concurrent.futures import ThreadPoolExecutor
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory, SimpleTestCase
from rest_framework.test import RequestsClient
from drf_typed_responses.conformance import ContractClient, assert_contract
from asking import ask, broken, fork, swallow, swallow_async, swallow_in_new_process, OwnRequest
"""
BEGIN: Final = """
POOL = ThreadPoolExecutor(1)
GO = threading.Event()
LEFT = []

def later():
    GO.wait(20)
    swallow()

class Ways(SimpleTestCase):
    def test_00_the_pool_has_a_thread(self):
        POOL.submit(int).result()
"""
# By name: the body of a test method. They run in this order.
WAYS: Final = {
    "try": "swallow()",
    "assert_raises": "with self.assertRaises(AssertionError): ask()",
    "contract_client": "swallow(ContractClient().get)",
    "assert_contract": (
        "with contextlib.suppress(AssertionError):\n    assert_contract(ask(OwnRequest().get))"
    ),
    "retry": "any(swallow() for _ in range(3))",
    "skip": "swallow()\nself.skipTest('later')",
    "sub_test": "with self.subTest(): swallow()",
    "thread": "t = threading.Thread(target=swallow); t.start(); t.join()",
    "thread_of_thread": (
        "def inner():\n    t = threading.Thread(target=swallow); t.start(); t.join()\n"
        "t = threading.Thread(target=inner); t.start(); t.join()"
    ),
    "executor": "with ThreadPoolExecutor() as pool: pool.submit(ask)",
    "shared_executor": "POOL.submit(swallow).result()",
    "to_thread": (
        "async def run(): await asyncio.gather(asyncio.to_thread(ask), return_exceptions=True)\n"
        "asyncio.run(run())"
    ),
    "async_client": "asyncio.run(swallow_async())",
    "fork": "fork(swallow)",
    "fork_of_fork": "fork(lambda: fork(swallow))",
    "new_process": (
        "code = 'import asking; asking.swallow_in_new_process()'\n"
        "subprocess.run([sys.executable, '-c', code], check=True)"
    ),
    "multiprocessing_fork": (
        "p = multiprocessing.get_context('fork').Process(target=swallow)\np.start(); p.join()"
    ),
    "multiprocessing_spawn": (
        "p = multiprocessing.get_context('spawn').Process(target=swallow_in_new_process)\n"
        "p.start(); p.join()"
    ),
    "own_request": "ask(OwnRequest().get)",
    "handler": "ask(lambda path: Client().handler(RequestFactory().get(path).environ))",
    "get_response": (
        "handler = Client().handler; handler.load_middleware()\n"
        "ask(lambda path: handler.get_response(RequestFactory().get(path)))"
    ),
    "wsgi": (
        "start = lambda *given: None\n"
        "ask(lambda path: WSGIHandler()(RequestFactory().get(path).environ, start))"
    ),
    "requests_client": "ask(lambda path: RequestsClient().get('http://testserver' + path))",
    "expected_failure": "ask()",
    "swallowed_in_expected_failure": "swallow(); 1 / 0",
    "left_thread": "t = threading.Thread(target=later); LEFT.append(t); t.start()",
}
END: Final = """
    def test_90_excused(self):
        GO.set()
        LEFT[0].join()
        ask()
"""
# Without a second class, `--parallel` runs in one process.
OTHER: Final = """
class Other(SimpleTestCase):
    def test_other(self):
        pass
"""
# With the options of pytest alone.
OF_PYTEST: Final = """
import pytest

@pytest.mark.xfail
def test_50_xfail_raised():
    ask()

@pytest.mark.xfail
def test_51_xfail_swallowed():
    swallow()
    1 / 0

@pytest.mark.xfail(strict=True)
def test_52_xfail_strict():
    swallow()
    1 / 0

def test_53_xfail_called():
    swallow()
    pytest.xfail("later")

def test_54_skip_called():
    swallow()
    pytest.skip("later")

@pytest.fixture
def before():
    swallow()

def test_55_fixture(before):
    pass

@pytest.fixture
def after():
    yield
    swallow()

def test_56_end_of_fixture(after):
    pass

def test_57_later_excuse(request):
    swallow()
    request.node.add_marker(pytest.mark.contract(skip="Too late."))
"""
EXPECTING: Final = ("expected_failure", "swallowed_in_expected_failure")


# A worker of Django's runner may have no children of this kind.
NOT_PARALLEL: Final = ("multiprocessing_fork", "multiprocessing_spawn")


def methods() -> str:
    """The ways as test methods; those of `EXPECTING` are expected to fail."""
    lines = []
    for number, (name, body) in enumerate(WAYS.items(), 1):
        mark = "    @unittest.expectedFailure\n" if name in EXPECTING else ""
        head = f"{mark}    def test_{number:02}_{name}(self):\n"
        lines.append(head + indent(body, " " * 8))
    return "\n".join(lines)


SUITE: Final = HEADER + BEGIN + methods() + END + OTHER
EXCUSED: Final = SUITE.replace(
    "    def test_90", '    @contract_skip("It is known.")\n    def test_90'
).replace("import ContractClient", "import contract_skip, ContractClient")
PYTEST: Final = ("pytest", "-p", "no:cacheprovider", "-q", "-rfE")
RUNNERS: Final = {
    "pytest": (*PYTEST, "--contract"),
    "xdist": (*PYTEST, "--contract", "-n", "2", "--dist", "loadfile"),
    "django": ("django", "test", "--contract"),
    "parallel": ("django", "test", "--contract", "--parallel", "2"),
}
SETTINGS: Final = """
from config.settings import *
TEST_RUNNER = "drf_typed_responses.conformance.ContractRunner"
"""


class Run(NamedTuple):
    code: int
    text: str

    @property
    def failed(self) -> set[str]:
        """The names of the tests that failed, or that the failure of the run names."""
        found = re.findall(
            r"^(?:FAILED|FAIL|ERROR|SUBFAILED)\S* .*?test_\d\d_(\w+)", self.text, re.MULTILINE
        )
        return set(found)


def run(folder: Path, source: str, command: Iterable[str], **files: str) -> Run:
    """Run a suite in a process."""
    given = {"running": SETTINGS, "asking": HELPERS, "test_suite": source, **files}
    for name, text in given.items():
        (folder / f"{name}.py").write_text(text)
    (folder / "pytest.ini").write_text("[pytest]\nDJANGO_SETTINGS_MODULE=running\n")
    path = os.pathsep.join(map(str, (folder, EXAMPLE, SOURCE)))
    # Not that of the run that this test belongs to.
    own = {k: v for k, v in os.environ.items() if not k.startswith("DRF_TYPED_RESPONSES_")}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**own, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "running"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return Run(done.returncode, done.stdout + done.stderr)


@pytest.mark.parametrize("runner", RUNNERS)
def test_every_way_around_fails(runner: str, tmp_path: Path) -> None:
    more = OF_PYTEST if "pytest" in RUNNERS[runner] else ""
    done = run(tmp_path, EXCUSED + more, RUNNERS[runner])
    assert done.failed == {*WAYS, *re.findall(r"def test_\d\d_(\w+)", more)}, done.text
    if runner == "parallel":
        assert done.text.count("daemonic processes are not allowed") == len(NOT_PARALLEL)
    assert done.code == 1


AFTER: Final = """
class Last(SimpleTestCase):
    def test_01_last(self):
        threading.Thread(target=late).start()
"""
# After the report of the run, and after everything but the threads.
LATE: Final = {
    "a_second_later": "\ndef late():\n    time.sleep(1.5); swallow()\n",
    "at_the_end": "\ndef late():\n    threading.main_thread().join(); swallow()\n",
}


@pytest.mark.parametrize("runner", RUNNERS)
@pytest.mark.parametrize("late", LATE)
def test_a_thread_that_ends_last_fails_the_run(late: str, runner: str, tmp_path: Path) -> None:
    done = run(tmp_path, HEADER + LATE[late] + AFTER + OTHER, RUNNERS[runner])
    assert done.failed == {"last"}, done.text
    assert "memberCount" in done.text
    assert done.code == 1, done.text


LIVE: Final = """
import urllib.request
from django.test import LiveServerTestCase

class Live(LiveServerTestCase):
    def test_01_first(self):
        from asking import TEAM
        with broken():
            assert urllib.request.urlopen(self.live_server_url + TEAM).status == 200
"""


@pytest.mark.parametrize("runner", ["pytest", "django"])
def test_a_live_server_is_checked_and_not_disturbed(runner: str, tmp_path: Path) -> None:
    done = run(tmp_path, HEADER + LIVE, RUNNERS[runner])
    assert "`slug` is missing" in done.text
    assert "HTTPError" not in done.text
    assert done.code == 1, done.text


ONE: Final = "\ndef test_01_one():\n    swallow()\n"
# By name: the suite, and the conftest.py beside it.
GREEN: Final = {
    "exit": (ONE + "    import pytest\n    pytest.exit('enough', returncode=0)\n", ""),
    "exit_later": (ONE + "\ndef test_02(): __import__('pytest').exit('no', returncode=0)\n", ""),
    "exit_status": (
        ONE,
        "import pytest\n@pytest.hookimpl(trylast=True)\n"
        "def pytest_sessionfinish(session): session.exitstatus = 0\n",
    ),
    "outcome": (
        ONE,
        "import pytest\n@pytest.hookimpl(tryfirst=True)\n"
        "def pytest_runtest_logreport(report): report.outcome = 'passed'\n",
    ),
    "rerun": (
        "\nTRIED = []\ndef test_01_flaky():\n    if not TRIED: TRIED.append(1); ask()\n",
        "from _pytest.runner import runtestprotocol\n"
        "def pytest_runtest_protocol(item, nextitem):\n"
        "    runtestprotocol(item, nextitem=nextitem, log=False)\n"
        "    for report in runtestprotocol(item, nextitem=nextitem, log=False):\n"
        "        item.ihook.pytest_runtest_logreport(report=report)\n"
        "    return True\n",
    ),
    "outside": (
        "\ndef test_01_nothing(): pass\n",
        "import pytest\nfrom asking import swallow\n@pytest.hookimpl(wrapper=True)\n"
        "def pytest_runtestloop():\n    result = yield\n    swallow()\n    return result\n",
    ),
}


# Such an exit of a worker is an internal error of pytest-xdist.
@pytest.mark.parametrize(
    ("way", "runner"),
    [
        (way, runner)
        for way in GREEN
        for runner in ("pytest", "xdist")
        if runner == "pytest" or way not in ("exit", "exit_later")
    ],
)
def test_no_way_of_pytest_ends_a_run_with_0(way: str, runner: str, tmp_path: Path) -> None:
    source, conftest = GREEN[way]
    done = run(tmp_path, HEADER + source, RUNNERS[runner], conftest=conftest)
    assert done.code == 1, done.text
    assert "`slug` is missing" in done.text


WITHOUT_OPTION: Final = """
ContractClient().get("/nowhere/")  # builds the contract before the view is patched

class OwnClient(SimpleTestCase):
    client_class = ContractClient

    def test_01_swallowed(self):
        swallow(self.client.get)

    def test_02_expected(self):
        with self.assertRaises(AssertionError):
            ask(self.client.get)

    def test_03_assert_contract(self):
        with contextlib.suppress(AssertionError):
            assert_contract(ask())

    def test_04_thread(self):
        t = threading.Thread(target=swallow, args=(self.client.get,)); t.start(); t.join()

    def test_05_fork(self):
        fork(lambda: swallow(self.client.get))

    def test_06_other_client(self):
        ask()

    @contract_skip("It is known.")
    def test_07_skipped(self):
        ask(self.client.get)

    def test_08_one_call(self):
        ask(self.client.unchecked("It is known.").get)
"""


@pytest.mark.parametrize("runner", RUNNERS)
def test_the_client_that_checks_needs_no_option(runner: str, tmp_path: Path) -> None:
    command = [word for word in RUNNERS[runner] if word != "--contract"]
    lead = "\nfrom drf_typed_responses.conformance import contract_skip\n"
    done = run(tmp_path, HEADER + lead + WITHOUT_OPTION + OTHER, command)
    assert done.failed == {"swallowed", "expected", "assert_contract", "thread", "fork"}, done.text
    assert done.code == 1, done.text


def test_a_client_that_is_imported_in_a_test_fails_the_run(tmp_path: Path) -> None:
    source = (
        "def test_01_one():\n"
        "    from asking import swallow\n"
        "    from drf_typed_responses.conformance import ContractClient\n"
        "    ContractClient().get('/nowhere/')\n"
        "    swallow(ContractClient().get)\n"
    )
    done = run(tmp_path, source, PYTEST)
    assert done.failed == {"one"}, done.text
    assert done.code == 1


def test_a_break_that_is_caught_fails_a_run_of_the_runner_of_django(tmp_path: Path) -> None:
    plain = "from config.settings import *\n"
    lead = "\nfrom drf_typed_responses.conformance import contract_skip\n"
    source = HEADER + lead + WITHOUT_OPTION.split("    def test_02")[0]
    done = run(tmp_path, source, ("django", "test"), running=plain)
    assert "OK\n" in done.text
    assert "FAIL: GET /api/0/teams/" in done.text
    assert "ContractRunner" in done.text
    assert done.code == 1, done.text


ALL_EXCUSED: Final = """
from drf_typed_responses.conformance import contract_skip

class Known(SimpleTestCase):
    @contract_skip("It is known.")
    def test_01_raised(self):
        ask()

    @contract_skip("It is known in a thread.")
    def test_02_thread(self):
        t = threading.Thread(target=ask); t.start(); t.join()

    @contract_skip("It is known in a pool.")
    def test_03_pool(self):
        with ThreadPoolExecutor() as pool: pool.submit(ask).result()

    @contract_skip("It is known in a task.")
    def test_04_task(self):
        asyncio.run(swallow_async())

    @contract_skip("It is known in a child.")
    def test_05_fork(self):
        fork(ask)

    @contract_skip("It is known in a new process.")
    def test_06_new_process(self):
        code = "import asking; asking.swallow_in_new_process()"
        subprocess.run([sys.executable, "-c", code], check=True)

    def test_07_one_call(self):
        for broken in (ask, lambda get: get("/nowhere/")):
            broken(ContractClient().unchecked("It is known of the call.").get)

@contract_skip("It is known of the class.")
class KnownClass(SimpleTestCase):
    def test_08_class(self):
        ask()

    def test_09_nothing(self):
        pass
"""


@pytest.mark.parametrize("runner", RUNNERS)
def test_an_excuse_reaches_all_that_its_test_starts(runner: str, tmp_path: Path) -> None:
    done = run(tmp_path, HEADER + ALL_EXCUSED, RUNNERS[runner])
    assert done.code == 0, done.text
    assert " 0 breaking" in done.text
    assert " 6 skipped" in done.text
    assert "contract-skip-unused" not in done.text
