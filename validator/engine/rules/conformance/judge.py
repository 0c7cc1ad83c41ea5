"""Judges instances against their IODs, and remembers how.

Instances of one series hardly differ in what a judgement depends on: which attributes are there and filled, and the
values of the few that conditions and terms are about. A judgement is therefore kept together with the tags whose
values it consulted, and serves every instance that is the same in that.
"""

from collections.abc import Collection
from typing import Any, NamedTuple

from validator.engine.model import Element
from validator.engine.rules.conformance.deviation import Deviation
from validator.engine.rules.conformance.place import Instance
from validator.engine.rules.conformance.walk import Walk
from validator.engine.rules.level import Level
from validator.engine.standard import iods
from validator.engine.standard.conditions import is_filled

REMEMBERED = 512
"""How many judgements are kept; when there are more, all are forgotten and made again."""
WAYS = 4
"""How many sets of consulted tags are tried for the same list of attributes, the latest first."""


class Judgement(NamedTuple):
    """How an instance was judged."""

    deviations: tuple[Deviation, ...] = ()
    """Where it differs from its IOD; nothing for a SOP Class that has none here."""
    consulted: frozenset[int] = frozenset()
    """The tags whose values decided something; of all others it only counted whether they are there and filled."""


UNJUDGED = Judgement()


class Judge:
    """Judges, and remembers what it judged."""

    def __init__(self) -> None:
        self._consulted: dict[tuple[Any, ...], list[frozenset[int]]] = {}
        """By SOP Class and tags."""
        self._judged: dict[tuple[Any, ...], Judgement] = {}

    def judgement(self, top: Level, *, sop_class: str, encapsulated: bool, is_cut: bool) -> Judgement:
        """How an instance was judged, or one that is the same in all that the judgement depends on."""
        iod = iods.iod_of(sop_class)
        if iod is None:
            return UNJUDGED
        case = (sop_class, encapsulated, is_cut, top.little)
        form = (sop_class, *[element[0] for element in top.elements])
        ways = self._consulted.get(form)
        for consulted in ways or ():
            judged = self._judged.get((*case, consulted, _outline(top.elements, consulted)))
            if judged is not None:
                return judged
        instance = Instance(top, iod=iod.key, sop_class=sop_class, encapsulated=encapsulated, is_cut=is_cut)
        deviations = tuple(Walk(iod, instance).deviations())
        consulted = frozenset(instance.consulted)
        judged = Judgement(deviations, consulted)
        if ways is None:
            # Hardly anything is like what is met for the first time: it is remembered when there is another.
            self._meet(form)
            return judged
        self._keep((*case, consulted, _outline(top.elements, consulted)), judged)
        if consulted in ways:
            ways.remove(consulted)
        ways.insert(0, consulted)
        del ways[WAYS:]
        return judged

    def _meet(self, form: tuple[Any, ...]) -> None:
        if len(self._consulted) >= REMEMBERED:
            self._consulted.clear()
        self._consulted[form] = []

    def _keep(self, key: tuple[Any, ...], judged: Judgement) -> None:
        if len(self._judged) >= REMEMBERED:
            self._judged.clear()
        self._judged[key] = judged


def _outline(elements: Collection[Element], consulted: frozenset[int]) -> tuple[Any, ...]:
    """All that a judgement depends on that consulted the values of these tags and no others."""
    told: list[Any] = []
    for element in elements:
        tag, _, _, _, _, _, value, items, fragments = element
        if tag in consulted:
            told.append((tag, value, element.vr))
        elif items is not None:
            told.append((tag, tuple([_outline(item[2], consulted) for item in items])))
        elif value is not None and fragments is None and value[:1] > b" ":
            told.append((tag, True))  # as nearly all are; the first byte tells
        else:
            told.append((tag, is_filled(element)))
    return tuple(told)
