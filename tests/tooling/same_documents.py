"""Compares the documents that this checkout makes with those of another one, byte by byte.

`python tests/tooling/same_documents.py OTHER_CHECKOUT` prints a line for each document: "same", or
the first line that differs. It ends with 1 if a document differs, or only one checkout makes it.

The documents are those of the example, of the projects and types that the benchmarks generate, and
of the real documents (see tests/real/README.md) where REAL_DOCUMENTS names them. Each is made in a
process that imports the one checkout or the other, by what is public in both: the commands of
Django, and `translate.schema_components`. The Python that runs this needs the test dependencies.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parents[2]
VERSIONS = ("3.0", "3.1", "3.2")
NEWER = "3.1.0"
# The spellings of the benchmarks' project, by the name of its documents here.
PROJECTS = {
    "as written": ["--copies", "1"],
    "postponed annotations": ["--copies", "1", "--strings"],
    "sampled": ["--copies", "1", "--sampled"],
}
TYPES = {
    "as written": {},
    "attribute docstrings": {"docstrings": True},
    "postponed annotations": {"future": True},
}
BUILD = ["manage.py", "apidocs", "build", "--fail-on", "never"]
# Run in a process of a checkout: the classes of a file, or its ROOTS, in each version.
TRANSLATE = """
import importlib.util, json, sys
from pathlib import Path
from drf_typed_responses.translate import schema_components

source, out, versions = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
spec = importlib.util.spec_from_file_location(source.stem, source)
module = sys.modules[source.stem] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
own = [v for v in vars(module).values() if getattr(v, "__module__", "") == source.stem]
types = [module.ROOTS] if hasattr(module, "ROOTS") else [v for v in own if isinstance(v, type)]
for version in versions:
    text = json.dumps(schema_components(types, version=version), indent=1)
    out.with_name(f"{out.name}, {version}.json").write_text(text)
"""


class Checkout(NamedTuple):
    """One of the two checkouts, and the folder of its documents."""

    root: Path
    out: Path

    def run(self, command: list[str], folder: Path) -> None:
        """Run Python in a folder, with the package of this checkout."""
        environment = {**os.environ, "PYTHONPATH": str(self.root / "src")}
        done = subprocess.run(
            [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True
        )
        if done.returncode:
            raise SystemExit(f"{self.root}: {' '.join(command)}\n{done.stdout}{done.stderr}")


def settings(folder: Path, name: str, base: str, **lines: Any) -> list[str]:
    """The options for settings like those of a project, with some more."""
    text = "".join(f"{key} = {value}\n" for key, value in lines.items())
    (folder / f"{name}.py").write_text(f"from {base} import *\n{text}")
    return ["--settings", name, "--pythonpath", str(folder)]


def make_example(checkout: Checkout, work: Path) -> None:
    example = checkout.root / "example"
    checkout.run([*BUILD, "--out", str(checkout.out / "example")], example)
    newer = f'{{**SPECTACULAR_SETTINGS, "OAS_VERSION": "{NEWER}"}}'
    options = settings(work, "newer", "config.settings", SPECTACULAR_SETTINGS=newer)
    checkout.run([*BUILD, *options, "--out", str(checkout.out / f"example, {NEWER}")], example)


def make_hand_written(checkout: Checkout, legacy: Path, work: Path) -> None:
    """The documents of the example with a real document as hand-written files."""
    rules = f'{{"LEGACY": {str(legacy)!r}, "RULES": {{"*": "off"}}}}'
    name = f"legacy_{legacy.name.replace('-', '_')}"
    options = settings(work, name, "config.settings", TYPED_RESPONSES=rules)
    out = checkout.out / f"real, hand-written, {legacy.name}"
    checkout.run([*BUILD, *options, "--out", str(out)], checkout.root / "example")


def make_project(checkout: Checkout, name: str, work: Path) -> None:
    """The documents that the commands of both libraries make of a project of the benchmarks."""
    project = work / f"project, {name}"
    written = checkout.root / "benchmarks" / "project.py"
    checkout.run([str(written), str(project), *PROJECTS[name]], work)
    out = checkout.out / f"benchmarks, project {name}"
    checkout.run([*BUILD, "--out", str(out)], project / "typed")
    file = ["--format", "openapi-json", "--file", str(out / "spectacular.json")]
    checkout.run(["manage.py", "spectacular", *file], project / "typed")


def make_schemas(checkout: Checkout, source: Path, name: str, work: Path) -> None:
    """The schemas of the types in a file, with the marks imported as in this checkout."""
    text = source.read_text(encoding="utf-8").replace(marks(HERE), marks(checkout.root))
    file = work / source.name
    file.write_text(text, encoding="utf-8")
    checkout.run(["-c", TRANSLATE, str(file), str(checkout.out / name), *VERSIONS], work)


def marks(root: Path) -> str:
    """The import of the marks in the modules that tests/real writes."""
    text = (root / "tests/real/writer.py").read_text(encoding="utf-8")
    (line,) = re.findall(r"^from drf_typed_responses\b.* import .*Email.*$", text, re.MULTILINE)
    return line


def sources(folder: Path) -> Iterator[tuple[str, Path]]:
    """The types of the benchmarks and those of the real documents, written once for both."""
    import classes

    for number, (name, options) in enumerate(TYPES.items()):
        file = folder / f"classes_{number}.py"
        file.write_text(classes.source(300, **options), encoding="utf-8")
        yield f"benchmarks, types {name}", file
    from real.documents import DATES
    from real.documents import folder as real_documents
    from real.test_sentry_documents import written

    for date in DATES if real_documents() else ():
        file = folder / f"real_{date.replace('-', '_')}.py"
        file.write_text(written(date)[-1], encoding="utf-8")
        yield f"real, types of {date}", file


def hand_written(folder: Path) -> Iterator[Path]:
    """The oldest and the newest real document, as hand-written files."""
    from real.documents import DATES
    from real.documents import folder as real_documents
    from real.folding import folded, split

    found = real_documents()
    for date in (DATES[0], DATES[-1]) if found else ():
        assert found is not None
        document = json.loads((found / f"{date}.json").read_text(encoding="utf-8"))
        legacy = folder / date
        legacy.mkdir()
        split(folded(document), legacy)
        yield legacy


def make_all(checkouts: list[Checkout], work: Path) -> None:
    """Have both checkouts make their documents, as many at a time as there are cores."""
    common = work / "common"
    common.mkdir()
    types, legacies = list(sources(common)), list(hand_written(common))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        started = []
        for checkout in checkouts:
            own = work / f"{checkout.out.name}-work"
            own.mkdir()
            started.append(pool.submit(make_example, checkout, own))
            started += [pool.submit(make_project, checkout, name, own) for name in PROJECTS]
            started += [pool.submit(make_hand_written, checkout, at, own) for at in legacies]
            started += [pool.submit(make_schemas, checkout, at, n, own) for n, at in types]
        for each in started:
            each.result()


def documents(folder: Path) -> Mapping[str, bytes]:
    files = (path for path in folder.rglob("*.json"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def difference(old: bytes | None, new: bytes | None) -> str:
    """The first line that differs; empty if the bytes are the same."""
    if old is None or new is None:
        return "made by one of the two only"
    if old == new:
        return ""
    lines = zip_longest(old.splitlines(), new.splitlines(), fillvalue=b"(the end)")
    for number, (one, other) in enumerate(lines, 1):
        if one != other:
            said = (line.decode(errors="replace").strip()[:200] for line in (one, other))
            return f"line {number}: {' -> '.join(said)}"
    return "the ends of lines"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("other", type=Path, help="the checkout to compare with")
    given = parser.parse_args()
    sys.path[:0] = [str(HERE / name) for name in ("src", "tests", "benchmarks")]
    with TemporaryDirectory(prefix="same-documents-") as name:
        work = Path(name)
        old = Checkout(given.other.resolve(), work / "old")
        new = Checkout(HERE, work / "new")
        for checkout in (old, new):
            checkout.out.mkdir()
        make_all([old, new], work)
        before, after = documents(old.out), documents(new.out)
    found = {
        name: difference(before.get(name), after.get(name)) for name in sorted({*before, *after})
    }
    for name, said in found.items():
        print(f"{name}: {said or 'same'}")
    print(f"{sum(map(bool, found.values()))} of {len(found)} documents differ")
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main())
