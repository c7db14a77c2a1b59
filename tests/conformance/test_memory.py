"""The memory of a process stays the same however many responses it checks.

LIVE_CHECKS is their number, which a longer run may set.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKS = int(os.environ.get("LIVE_CHECKS", "6000"))
STATM = Path("/proc/self/statm")
# What allocators keep, and caches that are full early; a leak of 100 bytes a check is more.
MEGABYTES = max(1.0, CHECKS * 60 / 1e6)

PROGRAM = """
import json, os, sys
from pathlib import Path
import django
from django.conf import settings
from django.http import HttpResponse
from django.urls import path, resolve

folder, number = Path(sys.argv[1]), int(sys.argv[2])
text = {"type": "string"}
team = {"type": "object", "properties": {"id": text, "nick": {**text, "deprecated": True,
        "x-sunset": "2027-03-01"}, "lead": {**text, "nullable": True}}}
responses = {"200": {"content": {"application/json": {"schema": {"type": "array", "items": team}}}}}
contract = {"openapi": "3.0.3", "paths": {"/team/{id}/": {"get": {"responses": responses}}}}
(folder / "contract.json").write_text(json.dumps(contract))
settings.configure(
    ALLOWED_HOSTS=["*"], ROOT_URLCONF="__main__", SECRET_KEY="of a test",
    TYPED_RESPONSES={"CONTRACT": folder / "contract.json", "SAMPLE_RATES": 1.0,
                     "SAMPLE_TIME_SHARE": 1, "OBSERVED": folder / "observed",
                     "CLIENT_KEY": lambda request: request.headers.get("User-Agent")},
    LOGGING={"version": 1, "disable_existing_loggers": True},
)
bodies = [
    json.dumps([{"id": "1", "nick": "", "lead": None}] * 3).encode(),
    b'[{"id": "1", "colour%d": 1}]',
    b'[{"id": 5}]',
    b'[{"id": "1"',
]

def view(request, id):
    body = bodies[id % 4]
    return HttpResponse(body % id if b"%d" in body else body, "application/json")

urlpatterns = [path("team/<int:id>/", view)]
django.setup()
from django.test import RequestFactory
from drf_typed_responses.conformance import ContractMiddleware, contract_counts

through = ContractMiddleware(lambda request: view(request, request.resolver_match.kwargs["id"]))
factory = RequestFactory()

def check(id):
    request = factory.get(f"/team/{id}/?a={id}", headers={"User-Agent": f"client {id % 50}"})
    request.resolver_match = resolve(request.path_info)
    through(request).close()

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

for id in range(number // 3):
    check(id)
before = resident()
for id in range(number // 3, number):
    check(id)
assert sum(contract_counts.snapshot().values()) == number
print(resident() - before)
"""


@pytest.mark.slow
@pytest.mark.skipif(not STATM.exists(), reason="the platform does not tell the memory of a process")
def test_checks_leave_nothing_in_memory(tmp_path: Path) -> None:
    """Valid, additive, breaking and malformed bodies, with calls of what ends, and counts."""
    program = [sys.executable, "-c", PROGRAM, str(tmp_path), str(CHECKS)]
    run = subprocess.run(program, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert float(run.stdout) < MEGABYTES
