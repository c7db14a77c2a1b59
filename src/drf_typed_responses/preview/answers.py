"""Does an answer keep its contract?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..publish.validation import Mistake, Validator, value_of
from .board import State

MOST = 50


def checked(
    operation: Mapping[str, Any], answer: Mapping[str, Any], state: State
) -> dict[str, Any]:
    """`verdict` and `mistakes` of an answer.

    The verdict is "valid", "additive" (attributes that the document does not name), "broken", or
    "unchecked" with a `why`.
    """
    status = str(answer["status"])
    response = _response(operation, status, state.document)
    if response is None:
        return _verdict("broken", why=f"The operation documents no status {status}.")
    content = response.get("content") or {}
    if not content:
        if answer["body"]:
            return _verdict("broken", "A body where none is documented.")
        return _verdict()
    if answer["isCut"]:
        return _verdict("unchecked", "The answer is larger than 5 MB.")
    media = _bare(answer["type"])
    schema = _schema(content, media)
    if schema is None:
        documented = ", ".join(content)
        return _verdict("broken", f"It answers {media or 'no type'}; documented is {documented}.")
    if "json" not in media:
        return _verdict("unchecked", f"Bodies of {media} are not checked.")
    return _body(schema, answer["body"], state)


def _schema(content: Mapping[str, Any], media: str) -> Any:
    """Source: OpenAPI 3.0.3 "Response Object": the most specific key wins."""
    by_name = {_bare(name): given.get("schema", {}) for name, given in content.items()}
    names = (media, f"{media.partition('/')[0]}/*", "*/*")
    return next((by_name[name] for name in names if name in by_name), None)


def _bare(media: str) -> str:
    return media.partition(";")[0].strip().lower()


def _body(schema: Mapping[str, Any], body: str, state: State) -> dict[str, Any]:
    try:
        return _value(schema, value_of(body), state)
    except ValueError:
        return _verdict("broken", "The body is no JSON.")
    except RecursionError:
        return _verdict("unchecked", "The body is nested too deeply.")


def _value(schema: Mapping[str, Any], value: Any, state: State) -> dict[str, Any]:
    validator = Validator(state.document, unnamed=state.private)
    if mistakes := validator.mistakes(schema, value):
        return _verdict("broken", "", mistakes, state)
    if more := validator.undocumented(schema, value):
        return _verdict("additive", "", more, state)
    return _verdict()


def _response(
    operation: Mapping[str, Any], status: str, document: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    """The response of a status. Source: OpenAPI 3.0.3 "Responses Object"."""
    responses = operation.get("responses", {})
    for key in (status, f"{status[0]}XX", "default"):
        if key in responses:
            found = responses[key]
            name = str(found.get("$ref", "")).removeprefix("#/components/responses/")
            shared = document.get("components", {}).get("responses", {})
            return shared.get(name, {}) if name else found  # type: ignore[no-any-return]
    return None


def _verdict(
    verdict: str = "valid",
    why: str = "",
    mistakes: list[Mistake] | None = None,
    state: State | None = None,
) -> dict[str, Any]:
    found = mistakes or []
    places = state.places if state else {}
    return {
        "verdict": verdict,
        "why": why,
        "mistakes": [_shown(mistake, places) for mistake in found[:MOST]],
        "more": max(0, len(found) - MOST),
    }


def _shown(mistake: Mistake, places: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    names = [name for name in (mistake.component, mistake.property) if name]
    where = places.get(".".join(names)) or places.get(mistake.component) or {}
    return {"path": mistake.path, "kind": mistake.kind, "message": mistake.message, **where}
