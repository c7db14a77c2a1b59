"""The claims of the pages, each with the tests that hold it, and numbers that the code has.

A sentence with a word such as "never" promises something about every case. A page that makes such a
promise needs a row here, so that nobody writes one that nothing holds.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from drf_typed_responses.compat.documents import fetching
from drf_typed_responses.conformance import recording
from drf_typed_responses.output import text as output_text
from drf_typed_responses.preview import watcher

TESTS = Path(__file__).parent
ROOT = TESTS.parent
# A claim about other software, or a word of advice, has a reason instead of tests.
Row = tuple[str, str, tuple[str, ...] | str]

WRONG_BODY = "typechecking/test_a_wrong_body.py"
CHECKERS = "typechecking/test_checkers.py::test_each_bad_line_and_no_other"
STATUSES = "spectacular/test_annotated_statuses.py"
PRIVACY = "publish/test_privacy.py::test_nothing_private_gets_out"
ADOPTION = "spectacular/test_adoption.py::test_the_same_bytes"
MIDDLEWARE = "conformance/test_middleware.py"

CLAIMS: list[Row] = [
    ("README.md", "your type checker and your tests hold the code to it", (
        f"{WRONG_BODY}::test_a_type_checker_finds_it",
        f"{WRONG_BODY}::test_a_contract_test_finds_it",
    )),
    ("README.md", "the build does not read bodies", (f"{WRONG_BODY}::test_no_build_finds_it",)),
    ("README.md", "of the operations that you declare public, and of nothing else", (PRIVACY,)),
    ("README.md", "in a build that writes nothing while there are any", (
        "publish/test_command.py::test_an_error_leaves_the_old_files",
    )),
    ("README.md", "change nothing of a response but the headers of a deprecation", (
        "conformance/test_servers.py::test_the_bytes_of_every_answer_are_the_same",
        f"{MIDDLEWARE}::test_no_fault_alters_or_loses_a_response",
    )),
    ("README.md", "byte for byte", (ADOPTION,)),
    ("README.md", "returned, never documented", (PRIVACY,)),
    ("README.md", "never silently a `string`", (
        "translate/test_errors.py::test_unsupported",
    )),
    ("docs/adopting.md", "byte for byte, until you add", (ADOPTION,)),
    ("docs/adopting.md", "byte for byte, until something is annotated", (
        "spectacular/test_own_schema_class.py::test_the_order_of_the_classes_does_not_matter",
        "spectacular/test_own_schema_class.py::test_an_override_acts_as_in_plain_drf_spectacular",
    )),
    ("docs/adopting.md", "The same recordings give the same draft", (
        "drafting/test_drafting.py::test_the_same_recordings_make_the_same_draft_in_any_order",
    )),
    ("docs/adopting.md", "was never null in a test", "what a recording cannot show"),
    ("docs/adopting.md", "every attribute that is always returned", (
        "spectacular/test_required.py::test_each_direction_has_its_component",
    )),
    ("docs/alternatives.md", "not always what a response has", (
        f"{WRONG_BODY}::test_no_build_finds_it",
    )),
    ("docs/alternatives.md", "one that it requires is never missing", "about django-ninja"),
    ("docs/alternatives.md", "that your tests never provoke", "what is not tested is not known"),
    ("docs/ci.md", "at most 65,536 characters", "about GitHub"),
    ("docs/ci.md", "--fail-on never", "an option"),
    ("docs/ci.md", "`warning` or `never`", "an option"),
    ("docs/how-it-works.md", "The build reads no bodies", (
        f"{WRONG_BODY}::test_no_build_finds_it",
    )),
    ("docs/migrating.md", "its response requires what is always rendered", (
        "spectacular/test_required.py::test_each_direction_has_its_component",
    )),
    ("docs/publishing.md", "is always returned and never changes its type", (
        "compat/test_law.py",
    )),
    ("docs/publishing.md", "Nothing outside the folder is read", (
        "publish/test_legacy.py::test_nothing_outside_the_folder_is_read",
    )),
    ("docs/publishing.md", "No document has the owner", (
        "publish/rules/test_owner.py::test_no_document_names_the_owner",
    )),
    ("docs/publishing.md", "The responses of a decorator always win", (
        "publish/rules/test_refusals.py",
        f"{STATUSES}::test_the_decorator_wins",
    )),
    ("docs/publishing.md", "The example's document passes `redocly lint`", (
        "clients/test_linters.py",
    )),
    ("docs/type-checkers.md", "`apidocs test` and `apidocs diff` find nothing", (
        f"{WRONG_BODY}::test_no_build_finds_it",
    )),
    ("docs/type-checkers.md", "documents a 200 with `TeamResponse` and a 404", (
        f"{STATUSES}::test_the_annotation_documents_its_statuses",
    )),
    ("docs/type-checkers.md", "Nothing changes at run time", (
        "test_responses.py::test_the_types_of_a_response_change_nothing",
    )),
    ("docs/type-checkers.md", "the decorator wins", (f"{STATUSES}::test_the_decorator_wins",)),
    ("docs/type-checkers.md", "but never both pairs", "both install the same files"),
    ("docs/type-checkers.md", "which count only where there are no stubs", (CHECKERS,)),
    ("docs/type-checkers.md", "refuses each part of a body", (CHECKERS,)),
    ("docs/type-checkers.md", "other calls return `Any`", (CHECKERS,)),
]  # fmt: skip

# The pages whose promises all have a row. Others are made from the code, or have tests of each
# paragraph: `compat/test_hostile.py`, `conformance/test_middleware.py`, `walks/test_pages.py`.
PAGES = (
    "README.md",
    *(
        f"docs/{name}.md"
        for name in ("adopting", "alternatives", "ci", "drafts", "getting-started")
    ),
    *(f"docs/{name}.md" for name in ("how-it-works", "migrating", "publishing", "type-checkers")),
)
PROMISE = re.compile(r"\b(?:never|always|byte for byte|at most)\b")
WRITTEN = {page: (ROOT / page).read_text(encoding="utf-8") for page in {row[0] for row in CLAIMS}}


@pytest.mark.parametrize(("page", "claim", "held"), CLAIMS, ids=[row[1] for row in CLAIMS])
def test_a_claim_stands_on_its_page_and_its_tests_are_there(
    page: str, claim: str, held: tuple[str, ...] | str
) -> None:
    assert claim in WRITTEN[page]
    for test in held if isinstance(held, tuple) else ():
        file, _, name = test.partition("::")
        source = (TESTS / file).read_text(encoding="utf-8")
        assert f"def {name or 'test_'}" in source, test


@pytest.mark.parametrize("page", PAGES)
def test_each_promise_has_a_row(page: str) -> None:
    lines = (ROOT / page).read_text(encoding="utf-8").splitlines()
    rows = [claim for of, claim, _ in CLAIMS if of == page]
    bare = [line for line in lines if PROMISE.search(line) and not any(c in line for c in rows)]
    assert bare == [], f"a promise of {page} needs a row of CLAIMS, with the test that holds it"


NUMBERS = {
    "documents of a comparison": ("promise", "at most 64 MB", fetching.MAX_BYTES / 2**20, 64),
    "patience": ("promise", "within 30 seconds", fetching.PATIENCE, 30),
    "recordings": ("adopting", "up to 200 for each", recording._MAX_RECORDED, 200),
    "findings of a rule": ("publishing", "more than ten findings", output_text.MANY, 10),
    "findings in all": ("publishing", "more than thirty in all", output_text.LONG, 30),
    "polls": ("preview", "ten times a second", round(1 / watcher.PAUSE), 10),
    "share of a core": ("preview", "at most a tenth of one core", watcher.SHARE, 0.1),
}


@pytest.mark.parametrize(("page", "words", "in_code", "said"), NUMBERS.values(), ids=NUMBERS)
def test_a_number_of_a_page_is_that_of_the_code(
    page: str, words: str, in_code: Any, said: Any
) -> None:
    assert words in (ROOT / f"docs/{page}.md").read_text(encoding="utf-8")
    assert in_code == said
