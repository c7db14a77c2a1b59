"""What to do about a schema class that does not derive from ours."""

from __future__ import annotations

from drf_spectacular.openapi import AutoSchema as PlainAutoSchema

OURS = "drf_typed_responses.spectacular.AutoSchema"
SETTING = 'REST_FRAMEWORK["DEFAULT_SCHEMA_CLASS"]'


def full_name(cls: type) -> str:
    """The dotted name of a class."""
    return f"{cls.__module__}.{cls.__qualname__}"


def remedy(cls: type, where: str) -> str:
    """How a project gets types into the documents of a schema class that `where` names."""
    if cls is PlainAutoSchema or not issubclass(cls, PlainAutoSchema):
        if where == SETTING:
            return f'Set {SETTING} to "{OURS}".'
        return f"Remove the {where}, or set it to an instance of {OURS}."
    name = cls.__name__
    return (
        f"Derive {name} from {OURS}. If {name} is not yours, use a class of your own as {where}: "
        f"`class YourSchema(AutoSchema, {name})`, with that AutoSchema."
    )
