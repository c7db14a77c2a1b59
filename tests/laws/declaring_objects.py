"""Draws TypedDicts, alone and as the arms of a tagged union."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import Any, Final

from hypothesis import strategies as st

from laws.base import Node, Scope, Use
from laws.builder import Place
from laws.declarations import Declaration
from laws.declaring import IDENTIFIERS, DeclaringBuilder
from laws.objects import Field, Shape, TypedDictClass
from laws.scalars import Scalar
from laws.unions import LiteralOf, UnionOf

ODD_KEYS: Final = ("class", "user.name", "", "a b", "$ref", "été", "0", "a/b~c", "properties")
KNOWS_READ_ONLY: Final = sys.version_info >= (3, 13)


@dataclass
class ProgramBuilder(DeclaringBuilder):
    """The whole builder."""

    def typed_dict(self, place: Place) -> Declaration:
        if not self.full and self.chance(4):
            self.typed_dict(place.beside())  # perhaps a base of this one
        how: Any = self.pick("class", "class", "class", "functional", "new_class")
        known = [one.library for one in self.done.values() if isinstance(one, TypedDictClass)]
        library: Any = self.pick("typing", "te", *known[-2:])
        made = TypedDictClass(self.name(), how=how, library=library, doc=self._doc(how))
        if how == "class" and self.chance(4):
            parameters = self.parameters(made.name)
            made = replace(made, parameters=parameters, generics=self.generics(parameters))
        made = self._with_bases(made)
        made = self._with_extras(made, self._inherited(made))
        return self._with_fields(made, place)

    def _doc(self, how: str) -> str:
        return self.doc() if how == "class" else ""

    def _inherited(self, made: TypedDictClass) -> Shape:
        return replace(made, parameters=()).shape((), self._scope())

    def _scope(self) -> Scope:
        return Scope(self.done)

    def _with_bases(self, made: TypedDictClass) -> TypedDictClass:
        known = [one for one in self.done.values() if isinstance(one, TypedDictClass)]
        known = [one for one in known if one.library == made.library]
        if made.how == "functional" or not known or not self.chance(2):
            return made
        bases = (self._base(made, self.pick(*known)),)
        made = replace(made, bases=bases)
        others = (one for one in known if one.name != bases[0].name)
        both = [replace(made, bases=(*bases, self._base(made, other))) for other in others]
        fitting = [one for one in both if self._fit(one)]
        return self.pick(*fitting) if fitting else made

    def _base(self, made: TypedDictClass, base: TypedDictClass) -> Use:
        if not base.parameters:
            return Use(base.name)
        names = tuple(one.name for one in made.parameters)
        arguments = []
        for one in base.parameters:
            if one.bound or one.constraints:
                arguments.append(one.bound or self.pick(*one.constraints))
            else:
                arguments.append(self.argument(base, Place(1, names, early=True)))
        return Use(base.name, tuple(arguments))

    def _fit(self, made: TypedDictClass) -> bool:
        """Whether the bases agree, as type checkers demand."""
        first, second = (
            replace(made, parameters=(), bases=(base,)).shape((), self._scope())
            for base in made.bases
        )
        if first.closed or second.closed or first.extra or second.extra:
            return False
        shared = first.slots.keys() & second.slots.keys()
        return all(first.slots[key] == second.slots[key] for key in shared)

    def _with_extras(self, made: TypedDictClass, inherited: Shape) -> TypedDictClass:
        if made.library == "typing" or inherited.closed or inherited.extra:
            return made
        match self.pick("", "", "", "closed", "open", "extra"):
            case "closed":
                return replace(made, closed=True)
            case "open":
                return replace(made, closed=False)
            case "extra":
                return replace(made, extra=self.node(Place(1, early=True)))
        return made

    def _with_fields(self, made: TypedDictClass, place: Place) -> TypedDictClass:
        made = replace(
            made,
            total=not self.chance(3),
            says_total=self.chance(4),
            quote=self.pick("whole", "names"),
        )
        inherited = self._inherited(made)
        if inherited.closed is False or made.closed:
            made = replace(made, fields=self._fields(made, inherited, place))
        self.close(made)
        return made

    def _fields(self, made: TypedDictClass, inherited: Shape, place: Place) -> tuple[Field, ...]:
        if made.bases and inherited.extra and made.extra is None:
            return ()
        keys = IDENTIFIERS if made.how == "class" else (*IDENTIFIERS, *ODD_KEYS)
        free = [key for key in keys if key not in inherited.slots]
        chosen = self.draw(st.lists(st.sampled_from(free), max_size=4, unique=True))
        names = tuple(one.name for one in made.parameters)
        inner = Place(place.depth - 1, names)
        with self.opened(made):
            fields = [Field(key, self.node(inner), self._wraps(made)) for key in chosen]
        fields += self._narrowed(made)
        if made.how == "class":
            fields = [replace(one, doc=self.pick("", "", "Of the key.")) for one in fields]
        return tuple(fields)

    def _wraps(self, made: TypedDictClass) -> tuple[str, ...]:
        options = ["Doc", "deprecated", "Private"]
        if made.library == "te" or KNOWS_READ_ONLY:
            options.append("ReadOnly")
        if self.layout in ("late", "two modules") and made.how == "class":
            options += ["Final", "ClassVar"]
        chosen = self.draw(st.lists(st.sampled_from(options), max_size=2, unique=True))
        if "ClassVar" in chosen:
            return ("ClassVar",)
        if "Final" in chosen:
            return ("Final",)
        marker = self.pick("", "", "Required", "NotRequired")
        return tuple(self.draw(st.permutations([*chosen, marker] if marker else chosen)))

    def _narrowed(self, made: TypedDictClass) -> list[Field]:
        """A read-only optional key of a base may be required in the class."""
        # In a string the class of 3.13 does not see that the key of the base is read-only.
        late = self.layout in ("late", "two modules")
        if late or len(made.bases) != 1 or made.bases[0].arguments or not self.chance(2):
            return []
        base = self.done[made.bases[0].name]
        return [
            Field(field.key, field.node, ("Required", "ReadOnly"))
            for field in getattr(base, "fields", ())
            if {"ReadOnly", "NotRequired"} <= set(field.wraps) and not base.parameters
            if field.key.isidentifier() or made.how != "class"
            if "Private" not in field.wraps
        ]

    def tagged(self, place: Place) -> Node:
        """A union of TypedDicts that share a key with distinct literals."""
        if self.full:
            return self.union(place)
        key = self.pick("kind", "type")
        tags = self.pick((("a",), ("b",), ("c",)), (("a", "b"), ("c",), ("d",)), ((1,), (2,), (3,)))
        count = self.draw(st.integers(2, 3))
        arms: list[Node] = [self._tagged_arm(key, options, place) for options in tags[:count]]
        if self.chance(3):
            arms.append(Scalar("None"))
        return UnionOf(tuple(arms), self.pick("Union", "|"))

    def _tagged_arm(self, key: str, options: tuple[Any, ...], place: Place) -> Node:
        library: Any = self.pick("typing", "te")
        made = TypedDictClass(self.name(), library=library, total=not self.chance(4))
        tag = Field(key, LiteralOf(options), () if made.total else ("Required",))
        other = Place(place.depth - 1)
        with self.opened(made):
            fields = [Field("id", self.node(other), self._wraps(made))] if self.chance(2) else []
        return self.close(replace(made, fields=(tag, *fields)))
