"""The functions of a project that run for a request, by the source of those that call them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import CodeType, FunctionType
from typing import Any, Final, TypeAlias

from ..spectacular.method_annotations import FRAMEWORKS as FRAMEWORKS_OF_VIEWS
from ..spectacular.view_methods import syntax_of

_DJANGO: Final = "django."
# The modules, by the beginnings of their names, whose functions are not followed.
_SKIPPED_IN_GENERIC: Final = (_DJANGO,)
_SKIPPED: Final = (_DJANGO, *FRAMEWORKS_OF_VIEWS)

# The parameters of a function that hold the request, by position or by name.
Given: TypeAlias = frozenset[int | str]
NOTHING: Final[Given] = frozenset()


class FunctionSource:
    """What the code of a function says, whatever class runs it; the source is read on demand."""

    def __init__(self, code: CodeType) -> None:
        self._code = code

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """The globals, attributes and outer variables that its byte code names.

        It uses no others, and they are found much faster than its source is parsed.
        """
        return _mentioned(self._code)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """The nodes of its syntax tree; none without readable source."""
        syntax = syntax_of(self._code)
        return tuple(ast.walk(syntax)) if syntax else ()

    @cached_property
    def parameters(self) -> list[str]:
        """The names of its positional parameters."""
        heads = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
        head = next((node.args for node in self.nodes if isinstance(node, heads)), None)
        return [each.arg for each in (*head.posonlyargs, *head.args)] if head else []

    @cached_property
    def uses(self) -> tuple[ast.Attribute | ast.Call, ...]:
        """The members of the view that it names, and its calls, in the order of the tree."""
        return tuple(
            node
            for node in self.nodes
            if isinstance(node, ast.Call)
            or (isinstance(node, ast.Attribute) and self.is_of_view(node))
        )

    def is_of_view(self, node: ast.Attribute) -> bool:
        """Whether a node is `self.create` or `super().create`."""
        owner = node.value
        if isinstance(owner, ast.Call):
            return getattr(owner.func, "id", "") == "super"
        return getattr(owner, "id", "") in self.parameters[:1]


@dataclass(frozen=True)
class RunningFunction:
    """A function that runs for a request of the view class `cls`.

    `given` are its parameters that hold the request. With `generic`, the functions of REST
    framework's own views are followed too, and not only those of the project.
    """

    function: Any  # a FunctionType, which type checkers take for a method here
    cls: type
    given: Given = NOTHING
    generic: bool = False

    @property
    def source(self) -> FunctionSource:
        """Its source, read once for all view classes that run it."""
        return _source_of(self.function.__code__)

    @property
    def nodes(self) -> tuple[ast.AST, ...]:
        """The nodes of its syntax tree; none without readable source."""
        return self.source.nodes

    @property
    def parameters(self) -> list[str]:
        """The names of its positional parameters."""
        return self.source.parameters

    @cached_property
    def requests(self) -> set[str]:
        """The names of the variables that hold the request."""
        names = {"request", *(each for each in self.given if isinstance(each, str))}
        names |= {name for at, name in enumerate(self.parameters) if at in self.given}
        for node in self.nodes:
            if isinstance(node, ast.Assign) and is_request(node.value, names):
                names |= {each.id for each in node.targets if isinstance(each, ast.Name)}
        return names

    @property
    def given_the_request(self) -> Iterator[RunningFunction]:
        """The view's methods and properties that it uses, and functions that get the request."""
        for node in self.uses_that_lead_on:
            if isinstance(node, ast.Attribute):
                yield from self.members(node, NOTHING, offset=0)
                continue
            given = _given(node, self.requests)
            if given and isinstance(node.func, ast.Attribute):
                yield from self.members(node.func, given, offset=1)
            elif given and isinstance(node.func, ast.Name):
                yield from self.functions_named(node.func.id, given)

    @property
    def used(self) -> tuple[RunningFunction, ...]:
        """The view's methods and properties that it uses, and every function that it calls."""
        return _used(self)

    @property
    def uses_that_lead_on(self) -> tuple[ast.Attribute | ast.Call, ...]:
        """What it uses, if it mentions any function to follow."""
        mentioned = self.source.mentioned
        if mentioned.isdisjoint(_followed_members(self.cls, self.generic)):
            named = map(self.named, mentioned)
            if not any(_is_followed(each, self.generic) for each in named):
                return ()
        return self.source.uses

    def named(self, name: str) -> Any:
        """The value of a global or of a variable of an outer function."""
        outer = self.function.__code__.co_freevars
        if name not in outer:
            return self.function.__globals__.get(name)
        try:
            return self.function.__closure__[outer.index(name)].cell_contents
        except ValueError:  # not assigned yet
            return None

    def functions_named(self, name: str, given: Given) -> Iterator[RunningFunction]:
        """The function that a global or outer variable holds, called with `given`."""
        return functions(self.named(name), self.cls, given, self.generic)

    def members(self, node: ast.Attribute, given: Given, offset: int) -> Iterator[RunningFunction]:
        """What `self.create` or `super().create` is; `given` are the arguments of its call."""
        if not self.source.is_of_view(node):
            return
        above = isinstance(node.value, ast.Call)
        found = _members_from(self.cls, self._home + 1 if above else 0).get(node.attr)
        shift = 0 if isinstance(found, staticmethod) else offset
        given = frozenset(each + shift if isinstance(each, int) else each for each in given)
        yield from functions(_function_in(found), self.cls, given, self.generic)

    @property
    def _home(self) -> int:
        """The place in the order of base classes of the class that has the function."""
        owner = self.function.__qualname__.rpartition(".")[0]
        names = [base.__qualname__ for base in self.cls.__mro__]
        return names.index(owner) if owner in names else -1


def functions(
    function: Any, cls: type, given: Given = NOTHING, generic: bool = False
) -> Iterator[RunningFunction]:
    """A function and those that it wraps, if they are the project's, or generic ones."""
    while isinstance(function, FunctionType):
        if _is_of_followed_module(function, generic):
            yield RunningFunction(function, cls, given, generic)
        function = getattr(function, "__wrapped__", None)


def _is_of_followed_module(function: FunctionType, generic: bool) -> bool:
    # The module of a wrapper; `__module__` is that of the wrapped function.
    module = str(function.__globals__.get("__name__"))
    return not module.startswith(_SKIPPED_IN_GENERIC if generic else _SKIPPED)


def _is_followed(function: Any, generic: bool) -> bool:
    """Whether a value is a function to follow, or wraps one."""
    while isinstance(function, FunctionType):
        if _is_of_followed_module(function, generic):
            return True
        function = getattr(function, "__wrapped__", None)
    return False


@lru_cache(maxsize=4096)  # the operations of a view share most of the functions that they run
def _used(function: RunningFunction) -> tuple[RunningFunction, ...]:
    found: list[RunningFunction] = []
    for node in function.uses_that_lead_on:
        if isinstance(node, ast.Attribute):
            found += function.members(node, NOTHING, offset=0)
        elif isinstance(node.func, ast.Name):
            found += function.functions_named(node.func.id, NOTHING)
    return tuple(found)


@lru_cache(maxsize=4096)
def deciding_class(cls: type) -> type:
    """The nearest base of a class for which the same functions run as for the class.

    Many views of a project only set attributes such as `queryset`, and run what their base runs.
    """
    bases = cls.__mro__[1:]
    if not bases or bases != bases[0].__mro__:
        return cls
    own = vars(cls)
    if any(isinstance(_function_in(each), FunctionType) for each in own.values()):
        return cls
    inherited = _members_from(bases[0], 0)
    hidden = (inherited[name] for name in own if name in inherited)
    if any(isinstance(_function_in(each), FunctionType) for each in hidden):
        return cls
    return deciding_class(bases[0])


def all_running(
    first: Iterable[RunningFunction],
    further: Callable[[RunningFunction], Iterable[RunningFunction]],
) -> Iterator[RunningFunction]:
    """The first functions and those that follow, each once."""
    pending, seen = list(first), set[RunningFunction]()
    for function in pending:  # grows in the loop
        if function not in seen:
            seen.add(function)
            yield function
            pending += further(function)


def is_request(node: ast.AST, names: set[str]) -> bool:
    """Whether a node is the request of REST framework or of Django."""
    return getattr(node, "id", "") in names or getattr(node, "attr", "") in ("request", "_request")


def _function_in(member: Any) -> Any:
    """The function of a method or property of a class."""
    for name in ("__func__", "fget", "func"):
        member = getattr(member, name, member)
    return member


# The next three are asked for each function that runs for a view; views share base classes.


@lru_cache(maxsize=1024)
def _members_from(cls: type, first: int) -> dict[str, Any]:
    """What the names in the body of a class mean, looked up from its base at `first` on."""
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__[first:]):
        found.update(vars(base))
    return found


@lru_cache(maxsize=1024)
def _followed_members(cls: type, generic: bool) -> frozenset[str]:
    """The names of methods and properties of a class or a base that are functions to follow."""
    return frozenset[str]().union(*(_followed_in(base, generic) for base in cls.__mro__))


@lru_cache(maxsize=1024)
def _followed_in(base: type, generic: bool) -> frozenset[str]:
    members = vars(base).items()
    return frozenset(name for name, each in members if _is_followed(_function_in(each), generic))


_source_of = lru_cache(maxsize=1024)(FunctionSource)  # views share helpers


def _mentioned(code: CodeType) -> frozenset[str]:
    """The globals, attributes and outer variables that code names, with code inside it."""
    inner = (each for each in code.co_consts if isinstance(each, CodeType))
    return frozenset((*code.co_names, *code.co_freevars)).union(*map(_mentioned, inner))


def _given(call: ast.Call, requests: set[str]) -> Given:
    """The arguments of a call that are the request, by position or by name."""
    placed = {at for at, each in enumerate(call.args) if is_request(each, requests)}
    named = {each.arg for each in call.keywords if each.arg and is_request(each.value, requests)}
    return frozenset(placed | named)
