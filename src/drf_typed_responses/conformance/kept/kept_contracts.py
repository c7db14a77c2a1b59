"""Keeps contracts on disk: for the other workers of a run, and for the next run."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...atomic_writing import write_all
from ...openapi.pointers import objects
from ...process_inputs import ProcessInputs
from ...process_inputs.facts import digest
from ..contract import Contract, SourcePlace
from ..coverage import points_of
from ..points import ContractPoints, Point
from .process_state import Undescribed, process_state

Contracts = tuple[Contract, ...]
# Part of the name of a file, so that another version of this package does not read it.
_FORMAT = 2


@dataclass
class KeptContracts:
    """The contracts of a project, built when what they depend on has changed, else read.

    `run` is the id of a run of several workers, which share one build; "" for a run of one process.
    `inputs` are what this process has learned so far. `options` are those of the run, and `plugins`
    the files of its plugins. Afterwards `told` says where the contracts come from.
    """

    folder: Path
    run: str
    inputs: ProcessInputs
    options: Mapping[str, object]
    plugins: Collection[str] = ()
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
                self.inputs.end()
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
        if self.inputs.doubts:
            return ", ".join(self.inputs.doubts)
        before = kept["state"]
        facts = before.keys() | state.keys()
        other = min((k for k in facts if before.get(k) != state.get(k)), default="")
        what = other or self.inputs.difference_from(kept["inputs"])
        return f"{what} has changed" if what else ""

    def _write(
        self, file: Path, contracts: Contracts, state: Mapping[str, str], doubt: str
    ) -> None:
        self.inputs.end()
        # `folder` is two folders below that of pytest's cache.
        inputs = self.inputs.kept(str(self.folder.parents[1].absolute()))
        kept = {
            "run": self.run,
            "doubts": [*filter(None, [doubt]), *self.inputs.doubts],
            "state": state,
            "inputs": inputs,
            "contracts": [_saved(contract) for contract in contracts],
        }
        write_all({file: json.dumps(kept).encode()})


def _saved(contract: Contract) -> dict[str, Any]:
    schemas = contract.document.get("components", {}).get("schemas", {})
    places = {name: _places(contract, name, schema) for name, schema in schemas.items()}
    return {
        "saved": contract.saved(),
        "version": contract.version,
        "name": contract.name,
        "findings": contract.findings,
        "places": places,
        "points": points_of(contract),
    }


def _places(contract: Contract, component: str, schema: Any) -> dict[str, SourcePlace]:
    """The places of a component, under "", and of its attributes."""
    names = {
        "": None,
        **{key: None for node in objects(schema) for key in node.get("properties", ())},
    }
    return {name: contract.place(component, name) for name in names}


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
