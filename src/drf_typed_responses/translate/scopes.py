"""Scopes: the place where a hint is written, and the objects behind the names in it."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import types
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import lru_cache, partial
from types import CodeType, MappingProxyType
from typing import Any, ForwardRef, NamedTuple, TypeAlias

from ..exceptions import UnresolvableNameError
from .module_source import NotUnderTypeChecking, import_under_type_checking, module_source

Hint: TypeAlias = Any
"""A type hint: a class, a form of `typing`, a quoted name, or any other object used as a hint."""
Arguments: TypeAlias = tuple[Hint, ...]
"""The arguments of a generic hint; for a Literal, its values."""
Metadata: TypeAlias = tuple[object, ...]
"""The objects beside a type in `Annotated`; those of other libraries can be anything."""
Bindings: TypeAlias = Mapping[Hint, Hint]
"""The hints that type variables are bound to."""

NO_BINDINGS: Mapping[Any, Any] = MappingProxyType({})
LAZY_ANNOTATIONS = sys.version_info >= (3, 14)  # PEP 649


class Scope(NamedTuple):
    """The place where a hint is written, which decides the meaning of names and type variables."""

    module: str = ""
    owner: object = None
    bindings: Bindings = NO_BINDINGS


@lru_cache(maxsize=4096)
def _compiled(text: str) -> CodeType:
    # In parentheses, as in `typing`: a quoted annotation may have several lines.
    return compile(f"({text}\n)", "<annotation>", "eval")


# The name of `_arm` in the evaluated text. It has a space, so no annotation can use the same name.
_ARM = "arm of a union"


def _arm(value: Hint, text: str) -> Hint:
    return ForwardRef(text) if isinstance(value, str) else value


class _Arms(ast.NodeTransformer):
    """Hands the arms of each `|` to `_arm`, with the names or the text that they are."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.BitOr):
            node.left, node.right = self._handed(node.left), self._handed(node.right)
        return node

    def _handed(self, arm: ast.expr) -> ast.expr:
        is_text = isinstance(arm, ast.Constant) and isinstance(arm.value, str)
        if not is_text and not isinstance(arm, (ast.Name, ast.Attribute)):
            return arm
        text = arm.value if isinstance(arm, ast.Constant) else ast.unparse(arm)
        return ast.Call(ast.Name(_ARM, ast.Load()), [arm, ast.Constant(text)], [])


def _evaluated_with_references(text: str, names: Mapping[str, Any], scope: Scope) -> Hint:
    """The value of an annotation with a forward reference for each text in a union.

    Python cannot evaluate such a union. Type checkers understand `"Team" | None`, and
    `Tree: TypeAlias = "list[Tree | None]"`.
    """
    tree = _Arms().visit(ast.parse(f"({text}\n)", mode="eval"))
    code = compile(ast.fix_missing_locations(tree), "<annotation>", "eval")
    globals_ = vars(sys.modules[scope.module]) if scope.module in sys.modules else {}
    return eval(code, globals_, {**names, _ARM: _arm})


def evaluate(text: str, scope: Scope) -> Hint:
    """The object that a quoted or postponed annotation stands for.

    Raises UnresolvableNameError with the name, the module, and the places that were searched.
    Source: PEP 563; PEP 484 "Forward references".
    """
    names = _visible_names(scope)
    _refuse_lost_names(text, names, scope)
    globals_ = vars(sys.modules[scope.module]) if scope.module in sys.modules else {}
    return _completed(lambda: eval(_compiled(text), globals_, names), names, text, scope)


def evaluate_reference(reference: ForwardRef, scope: Scope) -> Hint:
    """The object that a forward reference stands for. Raises UnresolvableNameError."""
    inner = scope_of_reference(reference, scope)
    if not LAZY_ANNOTATIONS:
        return evaluate(reference.__forward_arg__, inner)
    return _evaluate_lazily(reference, inner)


def scope_of_reference(reference: ForwardRef, scope: Scope) -> Scope:
    """The scope of a forward reference, which may name a module of its own."""
    module = reference.__forward_module__
    if module is not None and not isinstance(module, str):
        module = module.__name__
    return scope._replace(module=module) if module and module != scope.module else scope


def is_global(owner: object) -> bool:
    """Whether a class sees only the names of its module, and is the one that its name stands for.

    A function that calls `TypedDict("Page", ...)` makes several classes of one qualified name.
    """
    name = _qualname(owner)
    has_parameters = bool(getattr(owner, "__type_params__", ()))
    if "." in name or has_parameters:
        return False
    return getattr(sys.modules.get(owner.__module__), name, None) is owner


def _evaluate_lazily(reference: Any, scope: Scope) -> Hint:
    """PEP 649: the reference carries its own globals, closure and type parameters."""
    names = _visible_names(scope)
    globals_ = dict(vars(sys.modules[scope.module])) if scope.module in sys.modules else None
    text = reference.__forward_arg__
    if getattr(reference, "__cell__", None) is None:
        _refuse_lost_names(text, names, scope)
    evaluation = partial(reference.evaluate, globals=globals_, locals=names, owner=scope.owner)
    return _completed(evaluation, names, text, scope)


def _completed(
    evaluation: Callable[[], Hint], names: dict[str, Any], text: str, scope: Scope
) -> Hint:
    """The result of an evaluation, repeated after each missing name is added to `names`."""
    while True:
        try:
            try:
                return evaluation()
            except TypeError:
                return _evaluated_with_references(text, names, scope)
        except NameError as error:
            name = error.name or ""
            names[name] = _find(name, text, scope)
        except RecursionError:
            raise  # a type without end, whatever text its last level has
        except Exception as error:  # an author's expression can raise anything
            raise UnresolvableNameError(
                f"the annotation {text!r} in module {scope.module!r} cannot be evaluated: "
                f"{type(error).__name__}: {error}",
                hint="Write an annotation that Python can evaluate.",
            ) from error


def _visible_names(scope: Scope) -> dict[str, Any]:
    """The names around an owner: local variables, type parameters, and those of a class body."""
    owner = scope.owner
    names = {} if _SCOPE_OF_FUNCTION not in _qualname(owner) else _running_locals(owner)
    names.update((p.__name__, p) for p in getattr(owner, "__type_params__", ()))
    if isinstance(owner, types.FunctionType):
        names.update(_closure(owner))
    elif isinstance(owner, type):
        names.update(vars(owner))
    return names


_SCOPE_OF_FUNCTION = ".<locals>."


def _qualname(owner: object) -> str:
    name: str = getattr(owner, "__qualname__", "")
    return name


def _running_locals(owner: object) -> dict[str, Any]:
    """The local names of the function that declares an owner, while that function runs.

    The frame must hold the same owner: each call of the function makes new classes.
    """
    function, _, path = _qualname(owner).rpartition(_SCOPE_OF_FUNCTION)
    frame = sys._getframe(1)
    while frame := frame.f_back:  # type: ignore[assignment]
        if frame.f_code.co_qualname != function:
            continue
        if frame.f_globals.get("__name__") == owner.__module__ and _holds(
            frame.f_locals, path, owner
        ):
            return dict(frame.f_locals)
    return {}


def _holds(names: Mapping[str, Any], path: str, owner: object) -> bool:
    first, *attributes = path.split(".")
    found = names.get(first)
    for attribute in attributes:
        found = getattr(found, attribute, None)
    return inspect.unwrap(getattr(found, "__func__", found)) is owner if found else False


def _refuse_lost_names(text: str, names: Mapping[str, Any], scope: Scope) -> None:
    """Refuse a class local to a function that has returned.

    Otherwise a global of the same name would be used instead.
    """
    function, local, own = _qualname(scope.owner).rpartition(_SCOPE_OF_FUNCTION)
    source = module_source(scope.module) if function else None
    if source is None:
        return
    for name in re.findall(r"\w+", text):
        if name != own and name not in names and function + local + name in source.classes:
            raise UnresolvableNameError(
                f"the name {name!r} in the annotation {text!r} of module {scope.module!r} is local "
                f"to the function {function}, which has returned",
                hint=f"Declare {name} at the top level of the module, or write the annotation "
                "unquoted in a module without `from __future__ import annotations`.",
            )


def _closure(function: types.FunctionType) -> Iterator[tuple[str, Any]]:
    cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=False)
    for name, cell in cells:
        try:
            yield name, cell.cell_contents
        except ValueError:  # an empty cell: the name is not bound yet
            continue


def _find(name: str, text: str, scope: Scope) -> Hint:
    """The object behind a name that plain evaluation did not know."""
    if getattr(scope.owner, "__name__", None) == name:
        return scope.owner  # a class local to a function, naming itself
    where = f"{name!r} in the annotation {text!r} of module {scope.module!r}"
    try:
        found = import_under_type_checking(scope.module, name)
    except NotUnderTypeChecking:
        raise UnresolvableNameError(
            f"the name {where} exists neither at run time nor under `if TYPE_CHECKING:`",
            hint=f"Import or define {name!r} in that module.",
        ) from None
    except Exception as error:  # importing runs the code of another module
        raise UnresolvableNameError(
            f"the name {where} stands under `if TYPE_CHECKING:`, and importing it failed: "
            f"{type(error).__name__}: {error}",
            hint="Make the imports of the block work at run time, or use another type here.",
        ) from error
    if isinstance(found, ast.expr):
        return evaluate(ast.unparse(found), scope)
    return found


def arguments_of(hint: Hint) -> Arguments:
    """The arguments of a hint, none for one without.

    A class may have anything under the name: since Python 3.14 `Union` is a class.
    """
    args = getattr(hint, "__args__", ())
    return args if isinstance(args, tuple) else ()


def identity(hint: Hint) -> Hashable:
    """The hint as a key; the `id` of an unhashable one, such as Annotated with a list in it."""
    try:
        hash(hint)
    except TypeError:
        return id(hint)
    key: Hashable = hint
    return key
