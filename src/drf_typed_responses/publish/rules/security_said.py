"""The rule `security-said`: an operation that asks for an account says how to authenticate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from ..access import required_scopes
from ..refusals import refuses_without_account
from . import Breach, CheckedDocument, breach, rule


@rule(
    "security-said",
    "{what}",
    "{remedy}",
    bad=(
        '''\
class SignedAuthentication(BaseAuthentication):
    def authenticate(self, request):
        return None


class TeamEndpoint(APIView):
    public = {"GET"}
    authentication_classes = [SignedAuthentication]
    permission_classes = [IsAuthenticated]

    @extend_schema(responses={200: TeamResponse, 403: RESPONSE_FORBIDDEN})
    def get(self, request, slug):
        """Return a team."""
''',
    ),
    good=(
        '''\
class TeamEndpoint(APIView):
    public = {"GET"}
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]

    @extend_schema(responses={200: TeamResponse, 401: RESPONSE_UNAUTHORIZED})
    def get(self, request, slug):
        """Return a team."""
''',
    ),
)
def security_said(document: CheckedDocument) -> Iterator[Breach]:
    """An operation without `security` tells clients that they need no account.

    drf-spectacular derives it from the authentication classes that have an
    `OpenApiAuthenticationExtension`. The scopes that `TYPED_RESPONSES["SCOPES"]` names are a part
    of it. An operation with `auth=` in its decorator is not checked.
    """
    scopes_of = document.settings.imported_scopes()
    for operation in document.operations:
        source = operation.source
        if source is None or operation.says("security"):
            continue
        view, requirements = source.facts.view, operation.spec.get("security", [])
        authenticators = view.get_authenticators()
        if not any(requirements):
            if authenticators and refuses_without_account(view, operation.method):
                names = ", ".join(type(each).__name__ for each in authenticators)
                yield breach(operation, what=_UNSAID.format(names), remedy=_EXTENSION)
        elif scopes_of is not None:
            required = required_scopes(view, operation.method, scopes_of)
            lost = sorted({*chain(*required)} - _scopes_in(requirements))
            if lost:
                yield breach(operation, what=_LOST.format(", ".join(lost)), remedy=_LATER)


def _scopes_in(requirements: Iterable[Mapping[str, Iterable[str]]]) -> set[str]:
    return {scope for each in requirements for scopes in each.values() for scope in scopes}


_UNSAID: Final = "its view authenticates ({}), but it documents no security"
_EXTENSION: Final = (
    "Write an OpenApiAuthenticationExtension of drf-spectacular for the authentication class, or "
    "auth=[...] in @extend_schema."
)
_LOST: Final = "its permissions require scopes that its security does not have: {}"
_LATER: Final = (
    'OpenAPI 3.0 has scopes for the types oauth2 and openIdConnect only: set "OAS_VERSION" to '
    '"3.1.0", or document the scheme as one of them.'
)
