"""The time from a save to the document that shows it, in builds that go on from a copy or do not.

One project has the shape of a real document. The other is the same with a start that imports many
more modules, as a large project's does.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import shape
from measure import environment, median, progress, ratio, run_child, table, verdict
from plan import plan
from project import write_projects

MODULE = """
import dataclasses

@dataclasses.dataclass
class Part{number}:
    name: str
    size: int = {number}

def largest(parts: list[Part{number}]) -> Part{number}:
    return max(parts, key=lambda part: part.size)
"""
SEEN = "A title that was saved {number} times"


def measure(saves: int, modules: int, endpoints: int | None) -> dict[str, dict[str, list[float]]]:
    """Wall seconds of each save, by project and kind of build."""
    found = {}
    for name, more in (("223 operations", 0), (f"and {modules} modules", modules)):
        with tempfile.TemporaryDirectory() as folder:
            project = _project(Path(folder), more, endpoints)
            found[name] = _measured(project, saves)
    return found


def _project(folder: Path, modules: int, endpoints: int | None) -> Path:
    write_projects(folder, [plan(shape.load(), 0, None)[:endpoints]])
    project = folder / "typed"
    with (project / "settings.py").open("a") as settings:
        settings.write("import start\nimport title\nSPECTACULAR_SETTINGS['POSTPROCESSING_HOOKS']")
        settings.write(" = ['saved.named']\n")
    (project / "title.py").write_text("")
    (project / "many").mkdir()
    for number in range(modules):
        (project / f"many/part{number}.py").write_text(MODULE.format(number=number))
    imports = "".join(f"import many.part{number}\n" for number in range(modules))
    (project / "start.py").write_text(imports)
    return project


def _save(project: Path, number: int) -> None:
    """Save a module that the start of the project does not load."""
    title = SEEN.format(number=number)
    hook = f"def named(result, **_):\n    result['info']['title'] = {title!r}\n    return result\n"
    (project / "saved.new").write_text(hook)
    (project / "saved.new").replace(project / "saved.py")


def _measured(project: Path, saves: int) -> dict[str, list[float]]:
    """In a process of its own, because a process has one project."""
    found = {}
    for kind in ("from nothing", "from a copy"):
        progress(f"watch: {saves} saves, {kind}")
        target = project.parent / "seconds.json"
        given = ["--project", str(project), "--kind", kind, "--saves", str(saves)]
        run_child([sys.executable, __file__, *given, "--target", str(target)], project.parent)
        found[kind] = json.loads(target.read_text())
    return found


def _follow(project: Path, kind: str, saves: int) -> list[float]:
    """The seconds of each save. A build that should be a copy, and is not, does not count."""
    os.chdir(project)
    _save(project, 0)
    sys.path.insert(0, str(project))
    os.environ |= {**environment(), "DJANGO_SETTINGS_MODULE": "settings"}
    from drf_typed_responses.preview import rebuilder
    from drf_typed_responses.preview.state import StateStore

    setattr(rebuilder, "roots", lambda: [str(project)])  # noqa: B010 (of a name it imports)
    if kind == "from nothing":
        setattr(rebuilder, "KeptCopy", _NoCopy)  # noqa: B010
    store, over = StateStore(), threading.Event()
    following = rebuilder.Rebuilder(store, 120, project.parent / "built", lambda *_: None)
    thread = threading.Thread(target=following.run, args=(over.is_set,))
    thread.start()
    found: list[float] = []
    number = 0
    try:
        _until_shown(store, 0)
        while len(found) < saves and number < 4 * saves:
            while not following.is_idle:
                time.sleep(0.01)
            number += 1
            begun = time.perf_counter()
            _save(project, number)
            _until_shown(store, number)
            if following.is_copied == (kind == "from a copy"):
                found.append(time.perf_counter() - begun)
    finally:
        over.set()
        thread.join()
    if len(found) < saves:
        raise SystemExit(f"builds did not begin {kind}: {following.refusal}")
    return found


def _until_shown(store: Any, number: int) -> None:
    over = time.monotonic() + 300
    while (store.state.document or {}).get("info", {}).get("title") != SEEN.format(number=number):
        if time.monotonic() > over:
            raise SystemExit(f"a save is not shown: {store.state.failure}")
        time.sleep(0.005)


class _NoCopy:
    """As on systems where processes cannot be copied."""

    theirs = ()
    refusal = ""

    def is_inherited(self) -> None: ...

    def build(self, changed: object) -> None: ...

    def close(self) -> None: ...


def report(found: dict[str, dict[str, list[float]]]) -> str:
    rows = []
    for name, costs in found.items():
        cold, copied = costs["from nothing"], costs["from a copy"]
        # A large start has a target in seconds.
        limits = {"at_most": 0.75} if len(rows) == 0 else {}
        seconds = verdict(median(copied), at_most=0.8) if rows else f"{median(copied):.2f}"
        rows.append([name, f"{median(cold):.2f}", seconds, verdict(ratio(copied, cold), **limits)])
    return table(["from save to visible", "from nothing, s", "from a copy, s", "times"], rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--saves", type=int, default=7)
    parser.add_argument("--modules", type=int, default=3000, help="more that the start imports")
    parser.add_argument("--endpoints", type=int, help="only so many of the project")
    parser.add_argument("--json", action="store_true", help="print the raw figures")
    for name in ("--project", "--kind", "--target"):
        parser.add_argument(name, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.project:
        seconds = _follow(Path(given.project), given.kind, given.saves)
        Path(given.target).write_text(json.dumps(seconds))
        return
    found = measure(given.saves, given.modules, given.endpoints)
    print(json.dumps(found) if given.json else report(found))


if __name__ == "__main__":
    main()
