"""Keeps contracts on disk: for the other workers of a run, and for the next run."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...atomic_writing import write_all
from ...openapi.pointers import objects
from ..contract import Contract, SourcePlace
from ..coverage import points_of
from ..points import ContractPoints, Point
from .build_inputs import BuildInputs, changed, digest, imported_elsewhere
from .process_state import Undescribed, process_state

Contracts = tuple[Contract, ...]
# Part of the name of a file, so that another version of this package does not read it.
_FORMAT = 1


@dataclass
class KeptContracts:
    """The contracts of a project, built when what they depend on has changed, else read.

    `run` is the id of a run of several workers, which share one build; "" for a run of one process.
    `inputs` have noted what this process has read so far. `options` are those of the run, and
    `tests` the files of its test modules, on which a contract does not depend; `plugins` are the
    files of its plugins. Afterwards `told`
    says where the contracts come from.
    """

    folder: Path
    run: str
    inputs: BuildInputs | None
    options: Mapping[str, object]
    tests: Set[str]
    plugins: Set[str] = frozenset()
    told: str = ""

    def contracts(self, build: Callable[[], Contracts]) -> Contracts:
        """The contracts that `build` returns, or returned in an earlier process."""
        try:
            state, doubt = process_state(self.options, self.plugins), ""
        except Undescribed as error:
            state, doubt = {}, str(error)
        file = self.folder / f"{self._name()}.json"
        with _locked(file.with_suffix(".lock")):
            kept = _read(file)
            reason = "none was kept" if kept is None else self._refused(kept, state, doubt)
            if kept is not None and not reason:
                self._end()
                self.told = "The contract is that of an earlier build, on whose inputs it depends"
                return tuple(map(_contract_of, kept["contracts"]))
            self.told = f"The contract was built: {reason}"
            contracts = build()
            self._write(file, contracts, state, doubt)
            return contracts

    def _name(self) -> str:
        from django.conf import settings

        facts = (_FORMAT, getattr(settings, "SETTINGS_MODULE", ""))
        return f"contract-{digest(repr(facts).encode())}"

    def _refused(self, kept: Mapping[str, Any], state: Mapping[str, str], doubt: str) -> str:
        """Why what is kept may not be that of a build now; "" if it is."""
        if self.run and kept["run"] == self.run:
            return ""
        if doubt or kept["doubts"]:
            return doubt or ", ".join(kept["doubts"])
        if self.inputs is None or self.inputs.doubts:
            return ", ".join(self.inputs.doubts) if self.inputs else "the reading was not noted"
        before = kept["state"]
        facts = before.keys() | state.keys()
        other = min((k for k in facts if before.get(k) != state.get(k)), default="")
        what = other or changed(kept["inputs"], self._written())
        return f"{what} has changed" if what else ""

    def _write(
        self, file: Path, contracts: Contracts, state: Mapping[str, str], doubt: str
    ) -> None:
        # `folder` is two folders below that of pytest's cache.
        cache = self.folder.parents[1]
        ignored = self.tests - imported_elsewhere(self.tests)
        inputs, written = self.inputs, self._written()
        signatures = inputs.signatures(ignored, cache, written) if inputs is not None else {}
        doubts = [*filter(None, [doubt]), *(self.inputs.doubts if self.inputs else ["unnoted"])]
        rows = [_saved(contract) for contract in contracts]
        doubts += sorted(f"{path} is a test module" for path in self.tests & _sources(rows))
        self._end()
        kept = {
            "run": self.run,
            "doubts": doubts,
            "state": state,
            "inputs": signatures,
            "contracts": rows,
        }
        write_all({file: json.dumps(kept).encode()})

    def _written(self) -> set[str]:
        """The files that the run writes by its options, and the folders that it makes for them."""
        names = ("contract_report", "contract_record", "xmlpath")
        files = [Path(str(self.options[name])) for name in names if self.options.get(name)]
        here = Path.cwd()
        paths = {path for file in files for path in (here / file, *(here / file).parents)}
        return {str(path) for path in paths if here in path.parents}

    def _end(self) -> None:
        if self.inputs is not None:
            self.inputs.end()


def _saved(contract: Contract) -> dict[str, Any]:
    schemas = contract.document.get("components", {}).get("schemas", {})
    places = {name: _places(contract, name, schema) for name, schema in schemas.items()}
    return {
        "saved": contract.saved(),
        "version": contract.version,
        "name": contract.name,
        "findings": contract.findings,
        "places": places,
        "views": contract.view_files,
        "points": points_of(contract),
    }


def _places(contract: Contract, component: str, schema: Any) -> dict[str, SourcePlace]:
    """The places of a component, under "", and of its attributes."""
    names = {
        "": None,
        **{key: None for node in objects(schema) for key in node.get("properties", ())},
    }
    return {name: contract.place(component, name) for name in names}


def _sources(rows: Collection[Mapping[str, Any]]) -> set[str]:
    """The files of the URLconf, and of the views and types of contracts."""
    from django.conf import settings

    urlconf = sys.modules.get(str(settings.ROOT_URLCONF))
    views = {file for row in rows for file in row["views"]}
    types = (each for row in rows for places in row["places"].values() for each in places.values())
    return {getattr(urlconf, "__file__", ""), *views, *(file for file, _ in types)}


def _contract_of(row: Mapping[str, Any]) -> Contract:
    contract = Contract.of_saved(row["saved"], row["version"], row["name"])
    contract.findings = row["findings"]
    contract.points = ContractPoints(*([Point(*each) for each in of] for of in row["points"]))
    places = row["places"]

    def place(component: str, property: str = "") -> SourcePlace:
        known = places.get(component, {})
        file, line = known.get(property, known.get("", ("", None)))
        return file, line

    contract.place = place
    return contract


def _read(file: Path) -> dict[str, Any] | None:
    try:
        kept = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) else None


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Let one process at a time build."""
    from django.core.files import locks

    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as opened:
        locks.lock(opened, locks.LOCK_EX)
        try:
            yield
        finally:
            locks.unlock(opened)
