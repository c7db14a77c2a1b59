"""The schema of each type form in OpenAPI 3.0 and 3.1; docs/type-forms.md is made from it."""

from __future__ import annotations

from typing import Any, NamedTuple

from . import examples

Schema = dict[str, Any]
NULL_30: Schema = {"type": "string", "nullable": True, "enum": [None]}
NULL_31: Schema = {"type": "null"}
NULLABLE_STRING: Schema = {"type": "string", "nullable": True}
TEAM: Schema = {"$ref": "#/components/schemas/Team"}


class Row(NamedTuple):
    """`code` is the hint as an author writes it, in the module `examples`."""

    section: str
    code: str
    v30: Schema
    v31: Schema | None = None
    note: str = ""

    @property
    def modern(self) -> Schema:
        return self.v30 if self.v31 is None else self.v31

    @property
    def hint(self) -> Any:
        return eval(self.code, vars(examples))


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def arms(*schemas: Schema) -> Schema:
    return {"anyOf": list(schemas)}


def or_null(name: str, /, **properties: Schema) -> Schema:
    """A reference to an object of required properties, or null, in 3.0."""
    copy = {**obj(**properties), "nullable": True}
    return {"type": "object", "nullable": True, "anyOf": [ref(name), copy]}


def obj(required: list[str] | None = None, /, **properties: Schema) -> Schema:
    schema: Schema = {"type": "object", "properties": properties}
    names = list(properties) if required is None else required
    return {**schema, "required": names} if names else schema


STRING = {"type": "string"}
INTEGER = {"type": "integer"}
NUMBER = {"type": "number"}
TIME = r"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{6})?$"
CAT_OR_DOG: Schema = {
    **arms(ref("Cat"), ref("Dog")),
    "discriminator": {
        "propertyName": "kind",
        "mapping": {
            "cat": "#/components/schemas/Cat",
            "dog": "#/components/schemas/Dog",
            "puppy": "#/components/schemas/Dog",
        },
    },
}
NEW = "Django REST framework 3.17 or later"

ROWS = [
    Row("Scalars", "str", STRING),
    Row("Scalars", "int", INTEGER),
    Row("Scalars", "float", NUMBER),
    Row("Scalars", "bool", {"type": "boolean"}),
    Row("Scalars", "None", NULL_30, NULL_31),
    Row("Scalars", "Any", {}),
    Row("Scalars", "object", {}),
    Row("Scalars", "Never", {"not": {}}),
    Row("Scalars", "LiteralString", STRING),
    Row("Scalars", "bytes", STRING, note="decoded as UTF-8"),
    Row("Scalars", "decimal.Decimal", NUMBER, note="DRF's encoder writes a float"),
    Row("Scalars", "uuid.UUID", {"type": "string", "format": "uuid"}),
    Row("Scalars", "datetime.datetime", {"type": "string", "format": "date-time"}),
    Row("Scalars", "datetime.date", {"type": "string", "format": "date"}),
    Row(
        "Scalars",
        "datetime.time",
        {"type": "string", "format": "time-local", "pattern": TIME},
        note="a time with a zone does not render",
    ),
    Row(
        "Scalars",
        "datetime.timedelta",
        {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?(e-0[0-9])?$"},
        note='seconds as text: "90.0"',
    ),
    *(
        Row(
            "Scalars", f"ipaddress.IPv{v}Address", {"type": "string", "format": f"ipv{v}"}, note=NEW
        )
        for v in (4, 6)
    ),
    Row("Scalars", "ipaddress.IPv4Network", STRING, note=NEW),
    Row("Arrays", "list[int]", {"type": "array", "items": INTEGER}),
    Row("Arrays", "List[int]", {"type": "array", "items": INTEGER}),
    Row("Arrays", "Sequence[int]", {"type": "array", "items": INTEGER}),
    Row("Arrays", "Iterable[int]", {"type": "array", "items": INTEGER}),
    Row("Arrays", "Iterator[int]", {"type": "array", "items": INTEGER}),
    Row("Arrays", "Generator[int, None, None]", {"type": "array", "items": INTEGER}),
    Row("Arrays", "Collection[int]", {"type": "array", "items": INTEGER}),
    Row("Arrays", "memoryview", {"type": "array", "items": INTEGER}, note="its `tolist()`"),
    Row("Arrays", "map", {"type": "array", "items": {}}, note="`zip`, `filter`, `reversed` too"),
    Row("Arrays", "set[int]", {"type": "array", "items": INTEGER, "uniqueItems": True}),
    Row("Arrays", "frozenset[str]", {"type": "array", "items": STRING, "uniqueItems": True}),
    Row(
        "Arrays",
        "set[decimal.Decimal]",
        {"type": "array", "items": NUMBER},
        note="two Decimals may be one float",
    ),
    *(
        Row("Arrays", bare, {"type": "array", "items": {}}, note=f"means `{whole}`")
        for bare, whole in (
            ("list", "list[Any]"),
            ("tuple", "tuple[Any, ...]"),
            ("set", "set[Any]"),
            ("Iterable", "Iterable[Any]"),
        )
    ),
    Row("Arrays", "Teams", ref("Teams"), note="a class derived from `list[Team]`"),
    Row("Arrays", "tuple[int, ...]", {"type": "array", "items": INTEGER}),
    Row("Arrays", "tuple[()]", {"type": "array", "items": {}, "maxItems": 0}),
    Row(
        "Arrays",
        "tuple[int, str]",
        {"type": "array", "items": arms(INTEGER, STRING), "minItems": 2, "maxItems": 2},
        {"type": "array", "prefixItems": [INTEGER, STRING], "minItems": 2, "maxItems": 2},
        note="3.0 cannot say the order: a superset",
    ),
    Row(
        "Arrays",
        "tuple[int, *tuple[str, ...]]",
        {"type": "array", "items": arms(INTEGER, STRING), "minItems": 1},
        {"type": "array", "prefixItems": [INTEGER], "items": STRING, "minItems": 1},
    ),
    Row(
        "Arrays",
        "tuple[int, *tuple[str, ...], bool]",
        {"type": "array", "items": arms(INTEGER, STRING, {"type": "boolean"}), "minItems": 2},
        {
            "type": "array",
            "prefixItems": [INTEGER],
            "items": arms(STRING, {"type": "boolean"}),
            "minItems": 2,
        },
        note="what follows the variadic part may come in any order: a superset",
    ),
    Row(
        "Arrays",
        "ItemsView[str, int]",
        {
            "type": "array",
            "items": {
                "type": "array",
                "items": arms(STRING, INTEGER),
                "minItems": 2,
                "maxItems": 2,
            },
        },
        {
            "type": "array",
            "items": {
                "type": "array",
                "prefixItems": [STRING, INTEGER],
                "minItems": 2,
                "maxItems": 2,
            },
        },
    ),
    Row("Objects", "dict[str, int]", {"type": "object", "additionalProperties": INTEGER}),
    Row("Objects", "Mapping[str, int]", {"type": "object", "additionalProperties": INTEGER}),
    Row("Objects", "defaultdict[str, int]", {"type": "object", "additionalProperties": INTEGER}),
    Row("Objects", "OrderedDict[str, int]", {"type": "object", "additionalProperties": INTEGER}),
    Row("Objects", "ChainMap[str, int]", {"type": "object", "additionalProperties": INTEGER}),
    Row("Objects", "UserDict[str, int]", {"type": "object", "additionalProperties": INTEGER}),
    Row(
        "Objects", "MappingProxyType[str, int]", {"type": "object", "additionalProperties": INTEGER}
    ),
    Row("Objects", "Counter[str]", {"type": "object", "additionalProperties": INTEGER}),
    Row("Objects", "dict[str, Any]", {"type": "object", "additionalProperties": {}}),
    Row(
        "Objects",
        "dict",
        {"type": "object", "additionalProperties": {}},
        note="means `dict[Any, Any]`",
    ),
    Row("Objects", "Mapping", {"type": "object", "additionalProperties": {}}),
    Row(
        "Objects",
        "list[dict]",
        {"type": "array", "items": {"type": "object", "additionalProperties": {}}},
    ),
    Row("Objects", "Counter", {"type": "object", "additionalProperties": INTEGER}),
    Row(
        "Objects",
        "dict[int, str]",
        {"type": "object", "additionalProperties": STRING},
        {
            "type": "object",
            "additionalProperties": STRING,
            "propertyNames": {"pattern": "^(0|-?[1-9][0-9]*)$"},
        },
        note="3.0 cannot say anything about keys: a superset",
    ),
    Row(
        "Objects",
        'dict[Literal["a", "b"], int]',
        {
            "type": "object",
            "properties": {"a": INTEGER, "b": INTEGER},
            "additionalProperties": False,
        },
    ),
    Row(
        "Objects",
        "dict[Colour, int]",
        {
            "type": "object",
            "properties": {"red": INTEGER, "blue": INTEGER},
            "additionalProperties": False,
        },
    ),
    Row(
        "Objects",
        "dict[bool, int]",
        {
            "type": "object",
            "properties": {"true": INTEGER, "false": INTEGER},
            "additionalProperties": False,
        },
    ),
    Row(
        "Null and unions",
        "Optional[str]",
        {"type": "string", "nullable": True},
        {"type": ["string", "null"]},
    ),
    Row(
        "Null and unions",
        "None | str",
        {"type": "string", "nullable": True},
        {"type": ["string", "null"]},
    ),
    Row(
        "Null and unions",
        "Team | None",
        or_null(
            "Team",
            id=STRING,
            slug={**STRING, "description": "The team's URL-safe short name."},
            lead=NULLABLE_STRING,
        ),
        arms(TEAM, NULL_31),
        note="by the letter, `nullable` has no effect beside a reference",
    ),
    Row(
        "Null and unions",
        "Colour | None",
        {"type": "string", "nullable": True, "enum": ["red", "blue", None]},
        arms(ref("Colour"), NULL_31),
    ),
    Row(
        "Null and unions",
        "Point | None",
        {
            "type": "array",
            "nullable": True,
            "items": arms(INTEGER, NUMBER),
            "minItems": 2,
            "maxItems": 2,
        },
        arms(ref("Point"), NULL_31),
    ),
    Row(
        "Null and unions",
        "Json | None",
        arms(
            ref("Json"),
            {"type": "integer", "nullable": True},
        ),
        arms(ref("Json"), NULL_31),
    ),
    Row(
        "Null and unions",
        "dict[str, Tree | None]",
        {
            "type": "object",
            "additionalProperties": or_null(
                "Tree", children={"type": "array", "items": ref("Tree")}
            ),
        },
        {"type": "object", "additionalProperties": arms(ref("Tree"), NULL_31)},
    ),
    Row(
        "Null and unions",
        "list[Ping | None]",
        {"type": "array", "items": or_null("Ping", pong=ref("Pong"))},
        {"type": "array", "items": arms(ref("Ping"), NULL_31)},
        note="within the copy, `Pong | None` is narrowed to `Pong`",
    ),
    Row(
        "Null and unions",
        "list[int] | None",
        {"type": "array", "items": INTEGER, "nullable": True},
        {"type": ["array", "null"], "items": INTEGER},
    ),
    Row("Null and unions", "int | str", arms(INTEGER, STRING)),
    Row(
        "Null and unions",
        "Union[int, None, str]",
        arms(INTEGER, NULLABLE_STRING),
        arms(INTEGER, STRING, NULL_31),
    ),
    Row("Null and unions", "int | Any", {}),
    Row(
        "Null and unions",
        "Cat | Dog",
        CAT_OR_DOG,
    ),
    Row("Null and unions", "Cat | Team", arms(ref("Cat"), TEAM)),
    Row(
        "Null and unions",
        "Cat | Dog | None",
        {
            "type": "object",
            "nullable": True,
            "anyOf": [
                CAT_OR_DOG,
                {**obj(kind={"type": "string", "enum": ["dog", "puppy"]}), "nullable": True},
            ],
        },
        arms(CAT_OR_DOG, NULL_31),
    ),
    Row(
        "Null and unions",
        "Cat | Tree | None",
        {
            "type": "object",
            "nullable": True,
            "anyOf": [
                ref("Cat"),
                ref("Tree"),
                {**obj(children={"type": "array", "items": ref("Tree")}), "nullable": True},
            ],
        },
        arms(ref("Cat"), ref("Tree"), NULL_31),
    ),
    Row(
        "Null and unions",
        "Pet | Bird | Fish",
        {
            **arms(ref("Pet"), ref("Bird"), ref("Fish")),
            "discriminator": {
                "propertyName": "kind",
                "mapping": {
                    "cat": "#/components/schemas/Pet",
                    "dog": "#/components/schemas/Pet",
                    "puppy": "#/components/schemas/Pet",
                    "bird": "#/components/schemas/Bird",
                    "cod": "#/components/schemas/Fish",
                    "eel": "#/components/schemas/Fish",
                },
            },
        },
        note="the alias `Pet` is a union itself, and has its own discriminator",
    ),
    Row("Values", 'Literal["a", "b"]', {"type": "string", "enum": ["a", "b"]}),
    Row(
        "Values",
        'Literal[1, True, "x"]',
        arms(
            {"type": "integer", "enum": [1]},
            {"type": "boolean", "enum": [True]},
            {"type": "string", "enum": ["x"]},
        ),
    ),
    Row(
        "Values",
        'Literal["a", None]',
        {"type": "string", "nullable": True, "enum": ["a", None]},
        arms({"type": "string", "enum": ["a"]}, NULL_31),
    ),
    Row("Values", "Literal[Colour.RED]", {"type": "string", "enum": ["red"]}),
    Row("Values", "Colour", ref("Colour")),
    Row("Values", "Level", ref("Level")),
    Row("Values", "Literal[Landing.FIRST]", {"type": "string", "enum": ["1969-07-20"]}),
    Row("Values", "Flags", INTEGER, note="a value may combine members"),
    Row("Named", "Team", TEAM),
    Row("Named", "OldAlias", {"type": "array", "items": TEAM}),
    Row("Named", "Page[Team]", ref("PageTeam")),
    Row("Named", "Status", ref("Status")),
    Row("Named", "Json", ref("Json")),
    Row("Named", "AnyJson", ref("AnyJson"), note="assigned; it refers to itself"),
    Row("Named", "Page", ref("PageAny"), note="means `Page[Any]`"),
    Row("Named", "Pair[int]", ref("PairInt")),
    Row("Named", "Point", ref("Point")),
    Row("Named", "Renamed", ref("Squad")),
    Row("Named", "UserId", INTEGER),
    Row("Named", "Final[int]", INTEGER),
    Row("Beside a type", "Url", {"type": "string", "format": "uri"}),
    Row("Beside a type", "Email", {"type": "string", "format": "email"}),
    Row("Beside a type", "Slug", {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}),
    Row(
        "Beside a type",
        'Annotated[float, Format("double")]',
        {"type": "number", "format": "double"},
    ),
    Row("Beside a type", 'Annotated[str, Pattern("^x$")]', {"type": "string", "pattern": "^x$"}),
    Row("Beside a type", "Annotated[int, Ge(1), Le(9)]", {**INTEGER, "minimum": 1, "maximum": 9}),
    Row(
        "Beside a type",
        "Annotated[int, Gt(1), Lt(9)]",
        {
            **INTEGER,
            "minimum": 1,
            "exclusiveMinimum": True,
            "maximum": 9,
            "exclusiveMaximum": True,
        },
        {**INTEGER, "exclusiveMinimum": 1, "exclusiveMaximum": 9},
    ),
    Row("Beside a type", "Annotated[int, Interval(ge=1)]", {**INTEGER, "minimum": 1}),
    Row(
        "Beside a type",
        'Annotated[float, Gt(float("-inf")), Le(float("inf"))]',
        NUMBER,
        note="JSON has no infinity",
    ),
    Row("Beside a type", "Annotated[int, MultipleOf(5)]", {**INTEGER, "multipleOf": 5}),
    Row("Beside a type", "Annotated[str, Len(1, 9)]", {**STRING, "minLength": 1, "maxLength": 9}),
    Row(
        "Beside a type",
        "Annotated[list[int], MinLen(1)]",
        {"type": "array", "items": INTEGER, "minItems": 1},
    ),
    Row(
        "Beside a type",
        "Annotated[dict[str, int], MaxLen(9)]",
        {"type": "object", "additionalProperties": INTEGER, "maxProperties": 9},
    ),
    Row(
        "Beside a type",
        'Annotated[Team, Doc("Ours.")]',
        {"allOf": [TEAM], "description": "Ours."},
        {**TEAM, "description": "Ours."},
        note="3.0 ignores what stands beside a $ref",
    ),
    Row(
        "Beside a type",
        'Annotated[str, deprecated("Use slug.")]',
        {**STRING, "deprecated": True, "description": "Deprecated: Use slug."},
    ),
    Row(
        "Beside a type",
        'Annotated[str, deprecated("Use slug."), Sunset("2027-03-01")]',
        {
            **STRING,
            "deprecated": True,
            "x-sunset": "2027-03-01",
            "description": "Deprecated: Use slug.",
        },
        note="it may be [removed](promise.md#the-end-of-a-part) after that day",
    ),
    Row("Beside a type", 'Annotated[dict[str, int], Component("Scores")]', ref("Scores")),
]


COMPONENTS = [
    Row(
        "TypedDict",
        "Team",
        {
            "type": "object",
            "description": "A team of an organization.",
            "properties": {
                "id": STRING,
                "slug": {**STRING, "description": "The team's URL-safe short name."},
                "lead": {"type": "string", "nullable": True},
            },
            "required": ["id", "slug", "lead"],
        },
        {
            "type": "object",
            "description": "A team of an organization.",
            "properties": {
                "id": STRING,
                "slug": {**STRING, "description": "The team's URL-safe short name."},
                "lead": {"type": ["string", "null"]},
            },
            "required": ["id", "slug", "lead"],
        },
    ),
    Row("TypedDict", "Optionals", obj([], a=INTEGER)),
    Row("TypedDict", "Both", obj(["b"], a=INTEGER, b=INTEGER)),
    Row(
        "TypedDict",
        "Qualified",
        obj(
            ["a", "c"],
            a={**INTEGER, "minimum": 0},
            b={**STRING, "description": "Maybe."},
            c={"type": "boolean"},
        ),
    ),
    Row("TypedDict", "Hidden", obj(id=STRING)),
    Row("TypedDict", "Closed", {**obj(id=STRING), "additionalProperties": False}),
    Row("TypedDict", "Extra", {**obj(id=STRING), "additionalProperties": INTEGER}),
    Row("TypedDict", "ClosedHidden", obj(id=STRING), note="private attributes keep it open"),
    Row("TypedDict", "Functional", obj(["class"], **{"class": INTEGER, "user.name": STRING})),
    Row("TypedDict", "Tree", obj(children={"type": "array", "items": ref("Tree")})),
    Row(
        "TypedDict",
        "Ping",
        obj(pong=or_null("Pong", ping=ref("Ping"))),
        obj(pong=arms(ref("Pong"), NULL_31)),
    ),
    Row(
        "TypedDict",
        "TeamPage",
        obj(
            data={"type": "array", "items": TEAM},
            next={"type": "string", "nullable": True},
            total=INTEGER,
        ),
        obj(
            data={"type": "array", "items": TEAM},
            next={"type": ["string", "null"]},
            total=INTEGER,
        ),
    ),
    Row("TypedDict", "Defaulted", obj(value=STRING)),
    Row("TypedDict", "Bounded", obj(value=INTEGER)),
    Row("TypedDict", "Constrained", obj(value=arms(INTEGER, STRING))),
    Row(
        "TypedDict",
        "Old",
        {
            "type": "object",
            "description": "Deprecated: Use Team.",
            "deprecated": True,
            "properties": {
                "id": {**STRING, "deprecated": True, "description": "Deprecated: Use slug."}
            },
            "required": ["id"],
        },
    ),
    Row("Enum", "Colour", {"type": "string", "enum": ["red", "blue"]}),
    Row(
        "Enum",
        "OldColour",
        {
            "type": "string",
            "enum": ["red"],
            "description": "A colour.\n\nDeprecated: Use Colour.",
            "deprecated": True,
        },
    ),
    Row("Enum", "Mixed", {"type": "string", "enum": ["a"]}),
    Row("Enum", "Landing", {"type": "string", "enum": ["1969-07-20"]}),
    Row("Enum", "Level", {"type": "integer", "enum": [1, 2], "description": "How bad it is."}),
    Row(
        "NamedTuple",
        "Point",
        {"type": "array", "items": arms(INTEGER, NUMBER), "minItems": 2, "maxItems": 2},
        {"type": "array", "prefixItems": [INTEGER, NUMBER], "minItems": 2, "maxItems": 2},
    ),
    Row(
        "NamedTuple",
        "Loose",
        {"type": "array", "items": {}, "minItems": 2, "maxItems": 2},
        {"type": "array", "prefixItems": [{}, {}], "minItems": 2, "maxItems": 2},
        note="`collections.namedtuple`",
    ),
    Row("type alias", "Status", {"type": "string", "enum": ["open", "closed"]}),
    Row(
        "type alias",
        "Json",
        arms(
            INTEGER,
            STRING,
            {"type": "array", "items": ref("Json")},
            {"type": "object", "additionalProperties": ref("Json")},
        ),
    ),
    Row(
        "alias by assignment that refers to itself",
        "AnyJson",
        arms(
            {"type": "object", "additionalProperties": ref("AnyJson")},
            {"type": "array", "items": ref("AnyJson")},
            STRING,
            INTEGER,
        ),
    ),
    Row(
        "alias by assignment that refers to itself",
        "Cells",
        {
            "type": "array",
            "items": arms(
                INTEGER,
                arms(
                    ref("Cells"),
                    {
                        "type": "array",
                        "nullable": True,
                        "items": arms(INTEGER, ref("Cells")),
                        "minItems": 2,
                        "maxItems": 2,
                    },
                ),
            ),
            "minItems": 2,
            "maxItems": 2,
        },
        {
            "type": "array",
            "prefixItems": [INTEGER, arms(ref("Cells"), NULL_31)],
            "minItems": 2,
            "maxItems": 2,
        },
    ),
]
