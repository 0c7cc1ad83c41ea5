"""One attribute: what PS3.6 says of it, where PS3.3 uses it, what breaks, and which rules speak of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from validator.engine.catalogue import Rule
from validator.engine.rules.mentions import rules_about
from validator.engine.standard import dictionary, registry
from validator.engine.standard.iods import Row
from validator.engine.standard.legend import TYPES, heading
from validator.engine.standard.occurrences import Occurrence, occurrences, users
from validator.engine.standard.registry import Attribute
from validator.engine.standard.wording import sentence
from validator.services.report.attributes import AttributePage as Operational
from validator.services.report.attributes import find_attribute
from validator.services.standard.lines import Terms, part

PLACES_AT_MOST = 60
"""Of more places inside sequences only the sequences are told, not each way to them."""
BEST_KNOWN = "ct-image"
LISTS_AT_ONCE = 8
"""How many lists of terms are shown before the rest must be unfolded."""


class User(NamedTuple):
    """An IOD that uses a module."""

    key: str
    name: str
    usage: str


class Place(NamedTuple):
    """One module that lists the attribute."""

    module: str
    name: str
    way: str
    """The keywords of the sequences that lead there, joined by dots; empty at the top level."""
    steps: str
    """The same in words."""
    type: str
    type_word: str
    condition: str
    users: tuple[User, ...]
    is_told: bool
    """Whether the IODs stand on the line before: it is of the same module."""

    @property
    def example(self) -> User:
        """The IOD that stands for all of them: the one that most people know, where it is among them."""
        return next((user for user in self.users if user.key == BEST_KNOWN), self.users[0])


class Holder(NamedTuple):
    """A sequence whose items have the attribute, in however many places."""

    key: str
    name: str
    types: str
    places: int
    modules: int


class ValueList(NamedTuple):
    """A list of terms, and the modules that give it."""

    terms: Terms
    modules: tuple[str, ...]


class AttributePage(NamedTuple):
    """The whole page."""

    attribute: Attribute
    command: str
    """How to print it with DCMTK."""
    operational: Operational | None
    rules: tuple[Rule, ...]
    places: tuple[Place, ...]
    """At the top level of a data set."""
    nested: tuple[Place, ...]
    """In items of sequences; empty where they are too many."""
    holders: tuple[Holder, ...]
    """Instead of too many nested places: the sequences."""
    nested_total: int
    values: tuple[ValueList, ...]
    more_values: tuple[ValueList, ...]
    """Those that must be unfolded."""


def attribute_page(text: str) -> AttributePage | None:
    """The page of the attribute that a keyword or tag means; ``None`` where PS3.6 has none."""
    attribute = registry.attribute(text)
    return _page(attribute) if attribute else None


@lru_cache(200)
def _page(attribute: Attribute) -> AttributePage:
    found = occurrences(attribute.tag)
    top = [each for each in found if not each.path]
    nested = [each for each in found if each.path]
    values = _values(found)
    are_many = len(nested) > PLACES_AT_MOST
    label = attribute.label.strip("()").replace("x", "0").lower()
    return AttributePage(
        attribute=attribute,
        command=f"dcmdump +P {label} FILE",
        operational=find_attribute(f"{attribute.tag:08X}"),
        rules=tuple(rules_about(attribute.tag, attribute.entry.name)),
        places=_places(top),
        nested=() if are_many else _places(nested),
        holders=_holders(nested) if are_many else (),
        nested_total=len(nested),
        values=values[:LISTS_AT_ONCE],
        more_values=values[LISTS_AT_ONCE:],
    )


def _places(found: Iterable[Occurrence]) -> tuple[Place, ...]:
    """Those of the most IODs first."""
    places = [
        Place(
            module=each.module.key,
            name=each.module.name,
            way=".".join(map(part, each.path)),
            steps=" › ".join(map(dictionary.name, each.path)),
            type=each.row.type,
            type_word=TYPES.get(each.row.type, ""),
            condition=_condition(each.row),
            users=_users(each.module.key),
            is_told=False,
        )
        for each in found
    ]
    places.sort(key=lambda place: (-len(place.users), place.name, place.module))
    before = [None, *(place.module for place in places)]
    return tuple(place._replace(is_told=place.module == module) for place, module in zip(places, before, strict=False))


def _condition(row: Row) -> str:
    return sentence(row.condition) if row.condition else ""


@lru_cache(1_000)
def _users(module: str) -> tuple[User, ...]:
    found = [
        User(iod.key, iod.name, next(each.usage for each in iod.modules if each.key == module)) for iod in users(module)
    ]
    return tuple(sorted(found, key=lambda user: user.name.casefold()))


def _holders(nested: Sequence[Occurrence]) -> tuple[Holder, ...]:
    """The sequences right around the attribute, those of the most places first."""
    by_sequence: dict[int, list[Occurrence]] = defaultdict(list)
    for each in nested:
        by_sequence[each.path[-1]].append(each)
    holders = [
        Holder(
            key=part(sequence),
            name=dictionary.name(sequence),
            types=", ".join(sorted({each.row.type for each in held})),
            places=len(held),
            modules=len({each.module.key for each in held}),
        )
        for sequence, held in by_sequence.items()
    ]
    return tuple(sorted(holders, key=lambda holder: (-holder.places, holder.name)))


def _values(found: Iterable[Occurrence]) -> tuple[ValueList, ...]:
    """Each list of terms once, with the modules that give it."""
    modules: dict[tuple[int, Terms], set[str]] = defaultdict(set)
    for each in found:
        for values in each.row.values:
            modules[values.position, Terms(heading(values), values.terms)].add(each.module.name)
    order = sorted(modules, key=lambda key: (key[0], -len(modules[key]), key[1]))
    return tuple(ValueList(terms, tuple(sorted(modules[position, terms]))) for position, terms in order)
