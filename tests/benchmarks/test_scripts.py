"""The benchmarks run, on inputs too small to measure speed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"


def figures(script: str, *options: str) -> Any:
    return json.loads(output(script, *options, "--json"))


def output(script: str, *options: str) -> str:
    command = [sys.executable, str(FOLDER / script), *options]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def translations() -> Any:
    return figures("translate.py", "--counts", "20", "120", "--rounds", "1")


def test_everybody_translates_every_variant(translations: Any) -> None:
    contenders = [set(costs) for costs in translations.values()]
    assert len(contenders) == 3
    assert all(len(names) == 6 for names in contenders)
    assert contenders[0] == contenders[1] == contenders[2]


def test_translation_is_linear(translations: Any) -> None:
    """With quadratic growth a class would take six times as long, which is more than noise."""
    for costs in translations.values():
        ours = costs["drf-typed-responses"]
        assert min(ours["120"]) / 120 < 3 * min(ours["20"]) / 20


def test_typed_and_plain_projects_build() -> None:
    """The script itself refuses a command that publishes less than the whole API."""
    costs = figures("build.py", "--copies", "1", "--rounds", "1", "--endpoints", "4")
    assert set(costs) == {
        "typed: apidocs build",
        "typed: spectacular",
        "plain: spectacular",
        "typed: spectacular, YAML",
        "plain: spectacular, YAML",
    }


def test_rules_are_run_over_every_sample() -> None:
    """The script itself refuses a build that checks fewer samples than there are bodies."""
    costs = figures("rules.py", "--rounds", "1", "--endpoints", "4")
    assert set(costs["builds"]) == {"rules off", "rules on"}
    assert len(costs["samples"]) == 3


def test_comparison_grows_with_the_documents_and_with_their_changes() -> None:
    costs = figures("compare.py", "--copies", "1", "--changes", "40", "--rounds", "2")
    assert set(costs["costs"]) == {
        "json.load and one walk",
        "compare",
        "compare, identical",
        "the command, from files to verdict",
    }
    growth = {name: min(spent) for name, spent in costs["growth"].items()}
    assert growth["2 documents"] < 3.5 * growth["1 document"]
    assert growth["twice the changes"] < 3.5 * growth["1 document"]


def test_nothing_of_the_translator_is_imported_at_start() -> None:
    starts = figures("startup.py", "--rounds", "1")
    for each in starts.values():
        (_, _, modules) = each["with its AutoSchema configured"][0]
        ours = {name for name in modules if name.startswith("drf_typed_responses.")}
        assert ours == {"drf_typed_responses.apps"}


def test_the_stored_shape_is_that_of_the_real_document() -> None:
    """960 objects in 223 operations."""
    stored = json.loads((FOLDER / "shape.json").read_text(encoding="utf-8"))
    operations = sum(len(words.split()) * n for words, n in stored["paths"].items())
    assert (operations, sum(stored["response_objects"]["levels"])) == (223, 960)


def test_the_readme_has_the_markers_for_the_results() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert text.count("<!-- results: written by run.py -->") == 1
    assert text.count("<!-- end of results -->") == 1


def test_checks_are_timed_with_threads_and_async() -> None:
    costs = figures("conformance.py", "--rounds", "1", "--requests", "8000", "--no-suite")
    assert set(costs["requests"]) == {"threads", "async"}
    for setups in costs["requests"].values():
        assert set(setups) == {
            *("without the middleware", "rate 0", "not drawn", "a sunset elsewhere"),
            *("a small view", "a check"),
        }
    assert costs["requests"]["threads"]["a check"][0] > 0  # one in a hundred of 2,000 requests
    [least], [most] = costs["memory"]["without checks"], costs["memory"]["every response checked"]
    assert 0 < least < most


def test_operators_are_told_how_their_figures_are_measured() -> None:
    page = (FOLDER.parent / "docs/production-checks.md").read_text(encoding="utf-8")
    assert "`python benchmarks/conformance.py --no-suite`" in page


def test_components_that_refer_to_each_other_are_compared() -> None:
    costs = figures("giant.py", "--components", "30", "--net", "5", "--rounds", "1")
    assert [len(rounds) for spent in costs.values() for rounds in spent] == [1] * 6
