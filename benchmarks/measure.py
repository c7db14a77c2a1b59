"""Helpers of all benchmarks: interleaved rounds, child processes, tables."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

Key = TypeVar("Key")
Cost = TypeVar("Cost")

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("Django", "djangorestframework", "drf-spectacular", "typing_extensions", "msgspec")


@dataclass(frozen=True)
class Usage:
    """The cost of one child process."""

    cpu: float
    wall: float
    peak_mb: float


def interleave(contenders: Mapping[Key, Callable[[], Cost]], rounds: int) -> dict[Key, list[Cost]]:
    """Every contender once per round, the first place rotating: noise hits all of them alike."""
    costs: dict[Key, list[Cost]] = {name: [] for name in contenders}
    names = list(contenders)
    for number in range(rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            costs[name].append(contenders[name]())
    return costs


def cpu_seconds(call: Callable[[], object]) -> float:
    """CPU time of one call, without the garbage collection of earlier rounds."""
    gc.collect()
    start = time.process_time()
    result = call()
    spent = time.process_time() - start
    del result
    return spent


def run_child(argv: Sequence[str], folder: Path) -> Usage:
    """Run a command to its end; if it fails, the benchmark ends with its output.

    The kernel hands a child its parent's peak memory at the moment of the fork, so a benchmark
    that asks for peaks must itself stay small: it imports nothing but the standard library.
    """
    start = time.perf_counter()
    with (folder / "child.log").open("w+b") as log:
        child = subprocess.Popen(argv, cwd=folder, env=environment(), stdout=log, stderr=log)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        said = log.read().decode(errors="replace")
    if child.returncode:
        raise SystemExit(f"{' '.join(argv)} exited with {child.returncode}:\n{said[-4000:]}")
    return Usage(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def environment() -> dict[str, str]:
    """The environment of a child: the package of this checkout, byte code on the disk."""
    variables = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "PYTHON"))}
    paths = [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    return {**variables, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def ratio(values: Sequence[float], base: Sequence[float]) -> float:
    """The median of the ratios round by round, so that the load of the machine cancels out."""
    return median([value / other for value, other in zip(values, base, strict=True)])


def verdict(figure: float, *, at_most: float | None = None, at_least: float | None = None) -> str:
    """A figure beside its target, marked where the target is missed."""
    if at_least is not None:
        return f"{figure:.2f} (>= {at_least:g})" + (" MISSED" if figure < at_least else "")
    if at_most is not None:
        return f"{figure:.2f} (<= {at_most:g})" + (" MISSED" if figure > at_most else "")
    return f"{figure:.2f}"


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, padded so that it is readable on a terminal."""
    widths = [max(len(cell) for cell in column) for column in zip(headers, *rows, strict=True)]
    lines = [headers, ["-" * width for width in widths], *rows]
    padded = ([c.ljust(w) for c, w in zip(line, widths, strict=True)] for line in lines)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in padded)


def versions() -> str:
    """One line: the interpreter and the packages a figure depends on."""
    return ", ".join([f"Python {sys.version.split()[0]}", *filter(None, map(_version, PACKAGES))])


def versions_of(python: str) -> str:
    """`versions` of another interpreter."""
    command = [python, __file__]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return ""


def progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    print(versions())
