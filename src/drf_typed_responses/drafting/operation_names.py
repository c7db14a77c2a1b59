"""Names for an operation without documentation, from its method and path."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from itertools import takewhile
from typing import Final

from ..conformance.contract import Contract

_VERBS: Final = {"POST": "Create", "PUT": "Update", "PATCH": "Change", "DELETE": "Delete"}
# Verbs in paths, as in "POST /orders/{id}/pay/"; a plural such as "refunds" names things.
_ACTIONS: Final = frozenset(
    re.findall(
        r"\w+",
        """
        accept acknowledge activate add apply approve archive assign attach ban block book cancel
        change check clear clone close complete confirm connect copy deactivate decline deliver
        detach disable disconnect dismiss duplicate enable export finish flag follow generate hide
        import install join leave like lock mark merge move mute notify open pause pay pin ping
        process publish reactivate read recalculate refresh refund register reindex reject release
        remove rename renew reopen reorder replace resend reset resolve restart restore resume retry
        revert revoke rotate run save send set ship sign snooze star start stop submit subscribe
        suspend swap sync toggle trigger unarchive unassign unblock undo unfollow unlink unlock
        unmute unpublish unsubscribe update upgrade upload validate verify withdraw
        """,
    )
)


class OperationNames:
    """Names for an operation such as "GET /api/teams/{slug}/"; `is_list` if it returns a list.

    `titles` are those of other drafts.
    """

    def __init__(
        self, operation: str, contract: Contract, is_list: bool, titles: Collection[str] = ()
    ) -> None:
        self.method, _, self.path = operation.partition(" ")
        self._contract = contract
        self._is_list = is_list
        self._titles = titles

    @property
    def component(self) -> str:
        """The name of the type of its responses."""
        words = self._one if self._is_one and not self._is_list else self._words
        verb = "" if words[0][0].isalpha() else self.verb  # a name must not begin with a digit
        return verb + "".join(word.capitalize() for word in words) + "Response"

    @property
    def request(self) -> str:
        """The name of the type of its requests."""
        return "".join(map(str.capitalize, [self.verb, *self._one])) + "Request"

    @property
    def verb(self) -> str:
        """The verb of its title, such as "Create"."""
        return _VERBS.get(self.method, "List" if self._is_list else "Retrieve")

    @cached_property
    def title(self) -> str:
        """A title that no documented operation has."""
        own = self._contract.operation(self.method, self.path)
        if self._does:
            title = self._does
        elif self._is_about_one:
            noun = _capitalized(self._one)
            title = f"{self.verb} {_article(noun)} {noun}"
        else:
            title = f"{self.verb} {_capitalized(self._words)}"
        taken = {
            other.spec.get("summary")
            for other in self._contract.operations.values()
            if other is not own
        }
        taken.update(self._titles)
        return title if title not in taken else f"{title} ({self.path.strip('/')})"

    @property
    def sentence(self) -> str:
        """A description for it, such as "Return a team."."""
        if self._does:
            return f"{self._does.capitalize()}."
        noun = " ".join(self._one if self._is_about_one else self._words).lower()
        article = _article(noun) if self._is_about_one else "the"
        verb = "Return" if self.verb in ("List", "Retrieve") else self.verb
        return f"{verb} {article} {noun}."

    @property
    def noun(self) -> str:
        """What it is about, in the singular: "team"."""
        return "_".join(self._above if self._does else self._one).lower()

    @property
    def owners(self) -> tuple[str, ...]:
        """What the name of a type may begin with if another type has it: "Price", "Order"."""
        words = (_singular_of(self._words), self._above)
        return tuple("".join(map(str.capitalize, each)) for each in words if each)

    @property
    def constant(self) -> str:
        """The name of the constant that holds its sample."""
        return re.sub(r"[^A-Z0-9]+", "_", self.title.upper()).strip("_")

    def description_of(self, variable: str) -> str:
        """The description of a variable of the path: "The slug of the team."."""
        if "_" in variable:
            return f"The {variable.replace('_', ' ')}."
        before = self.path.partition(f"{{{variable}}}")[0]
        noun = " ".join(_singular_of(_last_words(before))).lower()
        return f"The {variable} of the {noun}." if noun else f"The {variable}."

    def tag(self, defined: Collection[str]) -> str:
        """The defined tag with words in the path, or else the tag of the most similar path."""
        words = {word.lower() for part in self.path.split("/") for word in _last_words(part)}
        for name in defined:
            if {word.lower() for word in _last_words(name)} <= words:
                return name
        tagged = [o for o in self._contract.operations.values() if o.spec.get("tags")]
        if tagged:
            near = max(tagged, key=lambda other: _common_parts(other.path, self.path))
            return str(near.spec["tags"][0])
        return next(iter(defined), "...")

    @property
    def _words(self) -> list[str]:
        return _last_words(self.path) or ["root"]

    @property
    def _one(self) -> list[str]:
        return _singular_of(self._words)

    @property
    def _does(self) -> str:
        """The title of an action: "Pay an Order" or "Import Orders"; "" for another operation."""
        verb, *rest = self._words
        if "".join(self._words).lower() in _ACTIONS:  # "re-index" too
            verb, rest = "".join(self._words), []
        if self.method != "POST" or verb.lower() not in _ACTIONS or not self._above:
            return ""
        things = _capitalized(self._above)
        if "}" in _between(self.path):
            things = f"{_article(things)} {things}"
        else:
            things = _capitalized(_last_words(_before_last(self.path)))
        if not rest:
            return f"{verb.capitalize()} {things}"
        if verb.lower() == "mark":
            return f"Mark {things} {_capitalized(rest)}"
        return f"{_capitalized(self._words)} of {things}"

    @property
    def _above(self) -> list[str]:
        """The singular of the things that the last word of the path belongs to, or []."""
        words = _last_words(_before_last(self.path))
        one = _singular_of(words)
        return one if one != words or "}" in _between(self.path) else []

    @property
    def _is_about_one(self) -> bool:
        """Whether title and sentence are about one thing, not about a list."""
        return self._is_one and self.verb != "List"

    @property
    def _is_one(self) -> bool:
        return self.path.rstrip("/").endswith("}") or self.method == "POST"


def _last_words(path: str) -> list[str]:
    """The words of the last part of a path that has no variable."""
    literal = [part for part in path.split("/") if part and "{" not in part]
    return re.findall(r"[A-Za-z0-9]+", literal[-1]) if literal else []


def _before_last(path: str) -> str:
    """The path above its last part that has no variable: "/orders/{id}" of "/orders/{id}/pay/"."""
    parts = path.strip("/").split("/")
    last = max((at for at, part in enumerate(parts) if "{" not in part), default=0)
    return "/".join(parts[:last])


def _between(path: str) -> str:
    """The variables that stand above the last part without one."""
    return _before_last(path).rpartition("/")[2]


def _singular_of(words: list[str]) -> list[str]:
    return [*words[:-1], singular(words[-1])] if words else []


def singular(word: str) -> str:
    """The singular of an English noun, guessed from its ending."""
    for ending, replacement in _ENDINGS:
        if re.search(ending, word):
            return re.sub(ending, replacement, word)
    return word


_ENDINGS: Final = (
    (r"ies$", "y"),
    (r"(ss|x|ch|sh)es$", r"\1"),
    (r"([^aisu])s$", r"\1"),
)


def _article(noun: str) -> str:
    return "an" if noun[0] in "AEIOUaeiou" else "a"


def _capitalized(words: list[str]) -> str:
    return " ".join(word.capitalize() for word in words)


def _common_parts(one: str, other: str) -> int:
    """The number of parts at the beginning of two paths that are equal."""
    pairs = zip(one.split("/"), other.split("/"), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
