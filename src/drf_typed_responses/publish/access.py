"""Whom the permissions of a view refuse, and the scopes that they require."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

from rest_framework import permissions
from rest_framework.permissions import AND, NOT, OR, SAFE_METHODS
from rest_framework.views import APIView

from ..exceptions import SettingsError

# A function of the project: the scopes that a permission requires for a method of a view.
ScopesOf: TypeAlias = Callable[[Any, str, Any], Iterable[str]]
# Scopes of which one tuple is enough.
Alternatives: TypeAlias = tuple[tuple[str, ...], ...]
T = TypeVar("T")


class Refused(NamedTuple):
    """Whether a request without an account may be refused, and one with an account."""

    anonymous: bool
    account: bool


NOBODY: Final = Refused(anonymous=False, account=False)
_WITHOUT_ACCOUNT: Final = Refused(anonymous=True, account=False)
_ANYBODY: Final = Refused(anonymous=True, account=True)


def refused_by(permission: Any, method: str, *, has_object: bool) -> Refused:
    """Whom a permission may refuse; `has_object` if the view checks it for an object.

    A permission of the project whose code decides may refuse anybody.
    """
    if isinstance(permission, (AND, OR)):
        parts = _parts(permission)
        found = [refused_by(each, method, has_object=has_object) for each in parts]
        decide = any if isinstance(permission, AND) else all
        return Refused(*(decide(each) for each in zip(*found, strict=True)))
    if isinstance(permission, NOT):
        return _ANYBODY
    view_level = _refused_at_all(permission, method)
    if has_object and _refuses_objects(permission, method):
        return Refused(view_level.anonymous, account=True)
    return view_level


def _parts(permission: Any) -> tuple[Any, Any]:
    return permission.op1, permission.op2


def is_composed(permission: object) -> bool:
    """Whether a permission is made of others, such as `A & B`."""
    return isinstance(permission, (AND, OR, NOT))


def _refused_at_all(permission: Any, method: str) -> Refused:
    """Whom `has_permission` may refuse."""
    is_safe = method in SAFE_METHODS
    decides = getattr(type(permission), "has_permission", None)
    if decides in (permissions.BasePermission.has_permission, permissions.AllowAny.has_permission):
        return NOBODY
    if decides is permissions.IsAuthenticated.has_permission:
        return _WITHOUT_ACCOUNT
    if decides is permissions.IsAuthenticatedOrReadOnly.has_permission:
        return NOBODY if is_safe else _WITHOUT_ACCOUNT
    if _permits_everything(permission, method):
        return _WITHOUT_ACCOUNT if permission.authenticated_users_only else NOBODY
    return _ANYBODY


def _permits_everything(permission: Any, method: str) -> bool:
    """Whether it is one of Django's model permissions, which asks for none for the method."""
    of_django = permissions.DjangoModelPermissions
    if not isinstance(permission, of_django) or permission.perms_map.get(method, True):
        return False
    own = ("has_permission", "get_required_permissions")
    return all(getattr(type(permission), name) is getattr(of_django, name) for name in own)


def _refuses_objects(permission: Any, method: str) -> bool:
    """Whether `has_object_permission` may refuse one."""
    decides = getattr(type(permission), "has_object_permission", None)
    if decides is permissions.DjangoObjectPermissions.has_object_permission:
        return bool(permission.perms_map.get(method, True))
    return decides is not permissions.BasePermission.has_object_permission


# ------------------------------------------------------------ scopes


def required_scopes(view: APIView, method: str, scopes_of: ScopesOf) -> Alternatives:
    """The alternatives of scopes that the permissions of a view require for a method.

    One alternative without scopes means that none is required.
    """
    alternatives: Alternatives = ((),)
    for permission in view.get_permissions():
        alternatives = _both(alternatives, _scopes(permission, view, method, scopes_of))
    return alternatives


def _scopes(permission: Any, view: APIView, method: str, scopes_of: ScopesOf) -> Alternatives:
    if isinstance(permission, (AND, OR)):
        one, other = (_scopes(each, view, method, scopes_of) for each in _parts(permission))
        return _both(one, other) if isinstance(permission, AND) else _unique((*one, *other))
    if isinstance(permission, NOT):
        return ((),)
    found = scopes_of(permission, method, view)
    if not isinstance(found, (list, tuple)) or not all(isinstance(each, str) for each in found):
        raise SettingsError(
            f'the function of TYPED_RESPONSES["SCOPES"] returned {found!r} for '
            f"{type(permission).__name__}; it must return a list of texts"
        )
    return (tuple(found),)


def _unique(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))


def _both(one: Alternatives, other: Alternatives) -> Alternatives:
    """Each alternative of the one together with each of the other; each scope once."""
    return _unique(_unique((*these, *those)) for these in one for those in other)
