# A private attribute is of its type, whether or not it says why it is private.
from enum import StrEnum
from typing import Annotated, Literal, TypedDict

from drf_typed_responses.serializers import Private, Reason, Withhold


@Withhold("internal", reason="it goes away")
class Kind(StrEnum):
    OPEN = "open"
    INTERNAL = "internal"


class TeamResponse(TypedDict):
    id: str
    nickname: Private[str]
    shard: Annotated[Private[int], Reason("it names a machine")]
    kind: Kind
    status: Annotated[Literal["new", "hidden"], Withhold("hidden")]


TEAM: TeamResponse = {
    "id": "1",
    "nickname": "Hoots",
    "shard": 3,
    "kind": Kind.INTERNAL,
    "status": "hidden",
}
shard: int = TEAM["shard"]
name: str = TEAM["shard"]  # error
Reason(3)  # error
TEAM["shard"] = "3"  # error
TEAM["kind"] = "open"  # error
TEAM["status"] = "old"  # error
