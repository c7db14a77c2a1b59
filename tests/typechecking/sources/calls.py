# `serialize` returns what the serializer's own `serialize` is annotated with. Without stubs, mypy
# takes a model for Any, which may be a list as well.
from typing import Any, TypedDict

from django.contrib.auth.models import User
from django.db.models import QuerySet

from drf_typed_responses.responses import Response
from drf_typed_responses.serializers import Serializer, serialize


class UserResponse(TypedDict):
    id: str


class OtherResponse(TypedDict):
    id: int


class UserSerializer(Serializer):
    def serialize(self, obj: User, attrs: Any, user: Any, **kwargs: Any) -> UserResponse:
        return {"id": str(obj.pk)}


class OwnBase:
    """A serializer of a project that does not derive from ours."""

    def __call__(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> Any:
        return self.serialize(obj, attrs, user)

    def get_attrs(self, item_list: list[Any], user: Any, **kwargs: Any) -> dict[Any, Any]:
        return {}

    def serialize(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> OtherResponse:
        return {"id": 1}


def one(user: User) -> UserResponse:
    return serialize(user, user, UserSerializer())  # error[mypy bare]


def several(users: list[User]) -> list[UserResponse]:
    return serialize(users, serializer=UserSerializer(), expand=["teams"])


def query(users: QuerySet[User]) -> list[UserResponse]:
    return serialize(users, None, UserSerializer())  # error[mypy bare]


def nothing() -> None:
    return serialize(None)


def registered(user: User) -> UserResponse:
    body: UserResponse = serialize(user)
    return body


def all_registered(users: list[User]) -> list[UserResponse]:
    return serialize(users)  # error[mypy bare]


def own(user: User) -> OtherResponse:
    return serialize(user, user, OwnBase())  # error[mypy bare]


def view(users: QuerySet[User]) -> Response[list[UserResponse]]:
    return Response(serialize(users, None, UserSerializer()))


def not_a_list(user: User) -> list[UserResponse]:
    return serialize(user, user, UserSerializer())  # error


def not_one(users: list[User]) -> UserResponse:
    return serialize(users, None, UserSerializer())  # error


def other(user: User) -> OtherResponse:
    return serialize(user, user, UserSerializer())  # error


def other_view(users: QuerySet[User]) -> Response[list[OtherResponse]]:
    return Response(serialize(users, None, UserSerializer()))  # error[stubs or pyright]


def no_list_of_registered(users: list[User]) -> UserResponse:
    return serialize(users)  # error


def a_class(user: User) -> UserResponse:
    return serialize(user, user, UserSerializer)  # error
