"""The rule `chosen-fields`: a serializer has the same fields wherever it is used."""

from __future__ import annotations

from collections.abc import Iterator

from . import Breach, CheckedDocument, breach, rule

_SERIALIZER = """\
class ChosenSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="The number of the team.")
    slug = serializers.CharField(help_text="The team's URL-safe short name.")
    lead = serializers.CharField(help_text="The username of the lead.", allow_null=True)

    def __init__(self, *args, fields=("id", "slug", "lead"), **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(fields):
            del self.fields[name]


"""


@rule(
    "chosen-fields",
    "{serializer} has other fields here than where it is first used, which are documented for all: "
    "{difference}",
    "Give each choice of fields a serializer class of its own.",
    level="warning",
    bad=(
        _SERIALIZER
        + '''\
class TeamEndpoint(APIView):
    public = {"GET", "PUT"}

    @extend_schema(responses=ChosenSerializer)
    def get(self, request, slug):
        """Return a team."""

    @extend_schema(request=ChosenSerializer(fields=["slug"]))
    def put(self, request, slug):
        """Give a team another short name."""
''',
    ),
    good=(
        _SERIALIZER
        + '''\
class RenameSerializer(ChosenSerializer):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, fields=["slug"], **kwargs)


class TeamEndpoint(APIView):
    public = {"GET", "PUT"}

    @extend_schema(responses=ChosenSerializer)
    def get(self, request, slug):
        """Return a team."""

    @extend_schema(request=RenameSerializer)
    def put(self, request, slug):
        """Give a team another short name."""
''',
    ),
)
def chosen_fields(document: CheckedDocument) -> Iterator[Breach]:
    """A serializer class is one component, with the fields of its first use.

    A serializer that chooses its fields at run time, such as by an argument `fields=`, is
    documented with that choice in every other operation too.
    """
    for operation in document.operations:
        chosen = operation.source.facts.chosen_fields if operation.source else {}
        for serializer, difference in chosen.items():
            yield breach(operation, serializer=serializer, difference=difference)
