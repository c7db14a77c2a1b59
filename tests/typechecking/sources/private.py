# A private attribute is of its type, whether or not it says why it is private.
from typing import Annotated, TypedDict

from drf_typed_responses.serializers import Private, Reason


class TeamResponse(TypedDict):
    id: str
    nickname: Private[str]
    shard: Annotated[Private[int], Reason("it names a machine")]


TEAM: TeamResponse = {"id": "1", "nickname": "Hoots", "shard": 3}
WRONG: TeamResponse = {"id": "1", "nickname": "Hoots", "shard": "3"}  # error
shard: int = TEAM["shard"]
name: str = TEAM["shard"]  # error
Reason(3)  # error
