"""The same source gives the same schemas, byte by byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laws.program import Loaded
from laws.strategies import loaded
from laws.supersets import VERSIONS
from laws.validators import translate_or_reject

FEWER = settings(max_examples=max(10, settings().max_examples // 4))
TESTS = Path(__file__).parents[1]
# Other interpreters, by path, each with the test dependencies: /a/bin/python:/b/bin/python
INTERPRETERS = os.environ.get("LAWS_INTERPRETERS", "")


class Worker:
    """A process that translates the programs that it is sent."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def translate(self, case: Loaded, version: str) -> str | None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        request = {"sources": case.program.sources(), "version": version}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer: str | None = json.loads(self.process.stdout.readline())
        return answer


@contextmanager
def worker(interpreter: str, seed: str) -> Iterator[Worker]:
    places = [str(TESTS), str(TESTS.parent / "src"), str(TESTS.parent / "example")]
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": os.pathsep.join(places),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [interpreter, "-m", "laws.worker"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        yield Worker(process)


@pytest.fixture(scope="module")
def seeded() -> Iterator[list[Worker]]:
    with ExitStack() as stack:
        yield [stack.enter_context(worker(sys.executable, seed)) for seed in ("0", "1", "4242")]


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[list[Worker]]:
    if not INTERPRETERS:
        pytest.skip("LAWS_INTERPRETERS names no other interpreter")
    with ExitStack() as stack:
        paths = INTERPRETERS.split(os.pathsep)
        yield [stack.enter_context(worker(path, "7")) for path in paths]


@FEWER
@given(case=loaded(), version=st.sampled_from(VERSIONS))
def test_same_under_every_hash_seed(seeded: list[Worker], case: Loaded, version: str) -> None:
    """The bytes do not depend on the process or on how it hashes."""
    expected = translate_or_reject(case.hints, version).text()
    assert [one.translate(case, version) for one in seeded] == [expected] * len(seeded)


@FEWER
@given(case=loaded(), version=st.sampled_from(VERSIONS))
def test_same_on_every_interpreter(elsewhere: list[Worker], case: Loaded, version: str) -> None:
    """The bytes do not depend on the version of Python that knows the syntax."""
    expected = translate_or_reject(case.hints, version).text()
    for one in elsewhere:
        assert one.translate(case, version) in (expected, None)


@given(case=loaded(), version=st.sampled_from(VERSIONS), data=st.data())
def test_same_in_every_order(case: Loaded, version: str, data: st.DataObject) -> None:
    """A type's schema and the components do not depend on which type comes first."""
    order = data.draw(st.permutations(range(len(case.hints))))
    expected = translate_or_reject(case.hints, version)
    found = translate_or_reject([case.hints[index] for index in order], version)
    assert found.components == expected.components
    assert found.roots == [expected.roots[index] for index in order]


@given(case=loaded(), version=st.sampled_from(VERSIONS))
def test_same_twice(case: Loaded, version: str) -> None:
    """A second translation in the same process gives the same result."""
    assert (
        translate_or_reject(case.hints, version).text()
        == translate_or_reject(case.hints, version).text()
    )
