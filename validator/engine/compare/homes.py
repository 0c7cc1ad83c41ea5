"""Which study and series an instance belongs to, whatever UIDs these have at which capture."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from validator.engine.compare.census import Belonging


class Origin(NamedTuple):
    """A study or series, by the capture that held it first and its UID there."""

    position: int
    uid: str


class Home(NamedTuple):
    """The study and the series of an instance."""

    study: Origin
    series: Origin


Members = Sequence[Belonging | None]
"""Where some instances belong at each capture, ``None`` where they are not."""


def find_homes(strands: Sequence[Members], counts: Sequence[int]) -> list[Home]:
    """The home of each strand of instances, in their order; ``counts`` are the instances of each.

    Who is there from the start is at home where it is then. Who is added later is at home with those that share its
    study, or series, at that capture; else in the study, or series, that had this UID before, unless that goes by
    another one now.
    """
    newcomers: dict[int, list[int]] = defaultdict(list)
    for index, members in enumerate(strands):
        newcomers[next(at for at, member in enumerate(members) if member)].append(index)
    found: dict[int, Home] = {}
    studies, series = _Register(), _Register()
    for position in sorted(newcomers):
        studies.enter(position)
        series.enter(position)
        for index, home in found.items():
            member = strands[index][position]
            if member is not None:
                studies.note(("", member.study), home.study, counts[index])
                series.note((home.study, member.series), home.series, counts[index])
        for index in newcomers[position]:
            member = strands[index][position]
            if member is not None:
                study = studies.origin(("", member.study))
                found[index] = Home(study, series.origin((study, member.series)))
    return [found[index] for index in range(len(strands))]


_Key = tuple[Origin | str, str]
"""A UID, and within what it counts: a Series UID that stands in two studies names two series."""


@dataclass(slots=True)
class _Register:
    """Who bears which UID at the capture that is looked at, and who bore it first."""

    position: int = 0
    first: dict[_Key, Origin] = field(default_factory=dict)
    bearers: dict[_Key, Counter[Origin]] = field(default_factory=dict)
    present: set[Origin] = field(default_factory=set)

    def enter(self, position: int) -> None:
        self.position, self.bearers, self.present = position, {}, set()

    def note(self, key: _Key, origin: Origin, count: int) -> None:
        self.bearers.setdefault(key, Counter())[origin] += count
        self.present.add(origin)

    def origin(self, key: _Key) -> Origin:
        """Of a newcomer with this UID."""
        if key in self.bearers:
            bearers = self.bearers[key]
            return min(bearers, key=lambda origin: (-bearers[origin], origin))
        known = self.first.get(key)
        if known is None or (known in self.present and known.position < self.position):
            known = self.first[key] = Origin(self.position, key[1])
        return known
