"""The objects that all sample bodies show: each is written once."""

from __future__ import annotations

from drf_typed_responses.samples import SampleData

data = SampleData()
data.organization = {
    "id": "1",
    "slug": "the-interstellar-jurisdiction",
    "name": "The Interstellar Jurisdiction",
    "status": "active",
    "dateCreated": "2026-01-05T08:00:00Z",
    "role": "owner",
    "features": ["alerts", "categories"],
    "teamCount": 2,
    "projectCount": 3,
}
data.team = {
    "id": "1",
    "slug": "powerful-abolitionist",
    "name": "Powerful Abolitionist",
    "dateCreated": "2026-01-06T09:30:00Z",
    "isMember": True,
    "memberCount": 2,
    "avatar": {"avatarType": "upload", "avatarUrl": "https://example.org/avatars/1.png"},
}
data.new_team = {
    "id": "3",
    "slug": "my-team",
    "name": "My Team",
    "dateCreated": "2026-02-01T12:00:00Z",
    "isMember": False,
    "memberCount": 0,
    "avatar": None,
}
data.member = {
    "id": "1",
    "email": "ada@example.org",
    "role": "owner",
    "user": {"id": "1", "username": "ada", "name": "Ada Lovelace"},
    "dateCreated": "2026-01-05T08:00:00Z",
}
data.invitation = {
    "id": "3",
    "email": "mary@example.org",
    "role": "member",
    "user": None,
    "dateCreated": "2026-01-20T10:00:00Z",
}
data.project = {
    "id": "1",
    "slug": "pump-station",
    "name": "Pump Station",
    "platform": "python",
    "dateCreated": "2026-01-07T07:15:00Z",
    "errorBudget": 0.5,
    "category": "water",
    "teams": [data.team("id", "slug", "name")],
    "alerts": [
        {"kind": "email", "address": "pumps@example.org"},
        {"kind": "webhook", "url": "https://example.org/hooks/pumps"},
    ],
}
