"""The findings that are not rules: the level of each, and a sentence about it.

The table of docs/rules.md is written from it, and `apidocs explain` prints it. Their level cannot
be set, and they cannot be waived, except for those of `SETTABLE`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple


class OtherFinding(NamedTuple):
    """A finding that no rule makes; `meaning` is Markdown, with links between pages of docs/."""

    level: Literal["error", "warning", "info", "both"]
    meaning: str


OTHER_FINDINGS: Final[Mapping[str, OtherFinding]] = {
    "public-methods": OtherFinding(
        "error",
        "`public` is not a set of methods, or names an unknown method or one that the view lacks",
    ),
    "public-urls": OtherFinding(
        "error", "a view has several URLs and names none of them, or names one that does not exist"
    ),
    "url-taken": OtherFinding(
        "error",
        "two views would have one path of the document, or a URL of a public view always "
        "leads to another view",
    ),
    "excluded": OtherFinding(
        "error",
        "a public operation is left out, by `schema = None`, `exclude=True`, its schema class, a "
        "preprocessing hook or the project's generator, or its view is not one of REST framework",
    ),
    "schema-class": OtherFinding(
        "error",
        "a public view has [another schema class](adopting.md#a-schema-class-of-your-own), "
        "which would publish `Private` attributes",
    ),
    "view-failed": OtherFinding(
        "error", "code of the project raised an exception while the document was generated"
    ),
    "drf-spectacular": OtherFinding("both", "a warning or an error of drf-spectacular itself"),
    "type": OtherFinding(
        "error", "a type cannot be translated, and no other id of this table says why"
    ),
    "unsupported-type": OtherFinding("error", "a type has no schema, or cannot be rendered"),
    "missing-annotation": OtherFinding("error", "a `serialize` has no usable return annotation"),
    "unresolvable-name": OtherFinding("error", "a name in an annotation cannot be found"),
    "unrenderable-key": OtherFinding("error", "a dict has keys that JSON cannot have"),
    "infinite-alias": OtherFinding("error", "an alias expands to itself"),
    "name-conflict": OtherFinding(
        "error", "two types, or two serializers, are given one component name"
    ),
    "metadata": OtherFinding(
        "info", "metadata in `Annotated` that the schema does not express, such as a predicate"
    ),
    "null-unsaid": OtherFinding(
        "info",
        "a field of a serializer reads a method or a property of the model that has no return "
        "annotation, so nothing says whether it may be null",
    ),
    "name-collision": OtherFinding(
        "warning", "two types, or two serializers, have the same name; both get a longer one"
    ),
    "type-hook": OtherFinding("error", "an entry of `TYPE_HOOKS` failed or returned no schema"),
    "repeated-id": OtherFinding("error", "two titles give the same token for client generators"),
    "malformed": OtherFinding(
        "error",
        "raw OpenAPI of a decorator, a hook or the settings is malformed, or an argument of "
        "`@extend_schema` is of another kind",
    ),
    "discriminator": OtherFinding(
        "error", "an alternative of a union lacks the property that tells the alternatives apart"
    ),
    "outdated": OtherFinding(
        "error", "raw OpenAPI says `nullable` in a document of OpenAPI 3.1 or 3.2"
    ),
    "unresolved-reference": OtherFinding(
        "error", "a reference leads nowhere, in a circle, or out of the document or its folder"
    ),
    "expansion": OtherFinding(
        "error", "with its references expanded the document would be too large or too deep"
    ),
    "legacy-file": OtherFinding(
        "error", "a hand-written file, or a part of it, is not a path document"
    ),
    "legacy-key": OtherFinding("error", "a key occurs twice in an object of a hand-written file"),
    "legacy-unread": OtherFinding(
        "error", "a hand-written file has members beside its paths that are not read"
    ),
    "legacy-double": OtherFinding(
        "error", "an operation is documented twice; the finding names the file to delete"
    ),
    "legacy-vanish": OtherFinding("error", "deleting that file would delete other operations too"),
    "legacy-component": OtherFinding(
        "error", "a hand-written component differs from the one of its name in the document"
    ),
    "outdated-file": OtherFinding(
        "error", "`apidocs build --check`: a committed file is not what a build writes"
    ),
    "document-emptied": OtherFinding(
        "error",
        "`apidocs build`: no operation is public, and the file that it would overwrite has some",
    ),
    "baseline-stale": OtherFinding(
        "warning",
        "the baseline knows more findings than there are: what is gone must not come back",
    ),
    "waiver": OtherFinding(
        "error", "a waiver is not needed, has no reason, or names an unknown rule"
    ),
    "openapi": OtherFinding("error", "`apidocs test`: the document is not valid OpenAPI"),
    "contract-tests": OtherFinding(
        "error", "`apidocs test`: the command of `CONTRACT_TESTS` has failed"
    ),
    "contract-skip-unused": OtherFinding(
        "warning",
        "contract tests: no response needs an "
        "[exception](contract-tests.md#exceptions) any more; an error where "
        '`CONTRACT_SKIP_UNUSED` is `"fail"`',
    ),
    "broken-promise": OtherFinding(
        "error",
        "the document breaks a promise of a document that its `KEEPS` names; its level can be set "
        "by its id, and it can be waived",
    ),
    "build-errors": OtherFinding(
        "warning",
        "`apidocs diff`: the build has errors, so the compared document may be incomplete",
    ),
    "observed-null": OtherFinding(
        "both",
        "`apidocs observed`: null is documented, and no response had it; a warning if "
        "an annotation without it breaks no client",
    ),
    "observed-absence": OtherFinding(
        "both",
        "`apidocs observed`: an attribute may be absent, and never was; a warning if an annotation "
        "that requires it breaks no client",
    ),
    "observed-value": OtherFinding(
        "both",
        "`apidocs observed`: values of an enum are documented, and were never sent; a warning if "
        "an annotation without them breaks no client",
    ),
    "observed-type": OtherFinding(
        "info", "`apidocs observed`: a JSON type is documented, and was never sent"
    ),
    "observed-never": OtherFinding(
        "info", "`apidocs observed`: an attribute or a response is documented, and was never sent"
    ),
    "observed-use": OtherFinding(
        "info", "`apidocs observed`: how many clients use something deprecated"
    ),
    "not-built": OtherFinding("error", "`apidocs watch`: the project cannot be loaded at all"),
}
"""Every finding that is not a rule, by its id, in the order of the table."""

BROKEN_PROMISE: Final = "broken-promise"
SETTABLE: Final = frozenset({BROKEN_PROMISE})
"""The findings whose level can be set and that can be waived, as those of rules.

They compare two documents, so no rule of one document can make them.
"""
