"""Judges an instance by what is known of another that is nearly the same, as the instances of a series are.

Of one instance of a series it is noted what each rule asked of it (``watching``). Of the next only those rules are
called that asked for something that differs; what the others found holds for it too. The findings are those that a
judgement without any memory has: what is not known to be the same is judged anew.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import compress
from operator import is_not, itemgetter, ne
from typing import NamedTuple

from validator.engine.catalogue import Rule
from validator.engine.model import Element, Finding, Header, Item
from validator.engine.rules.findings import FINDINGS_PER_RULE, Found, hits_of, shown_tag, worded
from validator.engine.rules.subject import DataSet
from validator.engine.rules.tags import SPECIFIC_CHARACTER_SET
from validator.engine.rules.watching import Notes, WatchedDataSet, watched
from validator.engine.standard.conditions import is_filled

SIGHTINGS = 3
"""So many instances with the same attributes are judged in full; the last of them is noted and remembered."""
FORMS = 128
"""How many lists of attributes are remembered; when there are more, what was not met for longest is forgotten."""
FOLLOWED = 8
"""So many instances of another series than what is remembered are worth remembering one of them."""
OFTEN = 24
"""So many instances of the same length, other than those that are remembered, are worth remembering one of them."""
ANYWHERE = -1
"""Instead of a length: instances that are like no remembered one are counted whatever their length."""
SIGHTED = 4096
"""How many lists of attributes, with lengths, are known by sight; when there are more, all are sighted anew."""
WAYS = 8
"""How many instances with the same attributes are remembered, the latest first."""
MOST_DIFFERENT = 32
"""An instance in which more attributes have another value is not of the same series."""
PLANS = 128
"""How many sets of differences from one instance are remembered."""

ElementJudge = Callable[[tuple[Element, ...], tuple[str, ...], bool], Iterable[Found]]
"""What the element rules object to in some elements and what they contain, by character set and byte order."""
Form = tuple[object, ...]
_WRITING = itemgetter(0, 1, 3, 6)
"""Of an element: tag, VR and length as written, and value."""


class Change(NamedTuple):
    """In what a header differs from one that has the same attributes."""

    values: tuple[int, ...]
    """The tags of the elements with another value, or perhaps another one; those of the file meta too."""
    lengths: tuple[int, ...]
    offsets: tuple[int, ...]
    size: bool
    presence: bool
    """Whether an element holds something in one of them and nothing in the other, or a sequence may differ."""


class Plan(NamedTuple):
    """What has to be judged anew, for one set of differences."""

    rules: tuple[Rule, ...]
    known: tuple[Finding, ...]
    """What was found by all other rules, and in all other elements."""
    meta: tuple[int, ...]
    """Indices of the elements whose values the element rules judge anew."""
    elements: tuple[int, ...]


class Asked(NamedTuple):
    """One rule, what it asked for in an instance, and what it found there."""

    rule: Rule
    notes: Notes
    findings: tuple[Finding, ...]


class Judged:
    """An instance with all that was found in it, and what each rule asked for."""

    def __init__(
        self,
        header: Header,
        asked: tuple[Asked, ...],
        elements: tuple[tuple[Finding, ...], ...],
        meta: tuple[tuple[Finding, ...], ...],
        index: "_Index",
        judge_element: ElementJudge,
    ) -> None:
        self.header = header
        self.end = _end(header)
        self._asked = asked
        self._elements = elements
        """What the element rules found in each element, items included; likewise of the file meta."""
        self._meta = meta
        self._judge_element = judge_element
        self._plans: dict[Change, Plan] = {}
        self.uses: Counter[Change] = Counter()
        """How many instances differed in this."""
        self._found = sum(1 << at for at, each in enumerate(asked) if each.findings)
        self._index = index

    @classmethod
    def of(cls, header: Header, data_set: DataSet, rules: Iterable[Rule], judge_element: ElementJudge) -> "Judged":
        """An instance of which nothing is known: every rule is asked."""
        asked = tuple(_asked(header, data_set, rules))
        elements = tuple(
            tuple(worded(judge_element((element,), data_set.charset, data_set.little), data_set))
            for element in header.elements
        )
        meta = tuple(tuple(worded(judge_element((element,), (), True), data_set)) for element in header.meta)
        return cls(header, asked, elements, meta, _Index.of(asked), judge_element)

    def like(self, change: Change, data_set: DataSet) -> "Judged":
        """Another instance, which differs in this: only the rules that it concerns are asked, and watched, anew.

        The others ask of it what they asked here, and are told the same.
        """
        header = data_set.header
        asked = list(self._asked)
        is_relabelled = SPECIFIC_CHARACTER_SET in change.values
        # Under another character set the values that findings show read otherwise, and so do those of all elements.
        concerned = self._index.concerned(change) | (self._found if is_relabelled else 0)
        places = [*_places(concerned)]
        anew = [*zip(places, _asked(header, data_set, [asked[at].rule for at in places]), strict=True)]
        for at, each in anew:
            asked[at] = each
        index = self._index.but(anew, concerned)
        plan = self._plan(change)
        elements, meta = list(self._elements), list(self._meta)
        for at in range(len(elements)) if is_relabelled else plan.elements:
            element = header.elements[at]
            elements[at] = tuple(worded(self._judge_element((element,), data_set.charset, data_set.little), data_set))
        for at in plan.meta:
            meta[at] = tuple(worded(self._judge_element((header.meta[at],), (), True), data_set))
        return Judged(header, tuple(asked), tuple(elements), tuple(meta), index, self._judge_element)

    def distance(self, label: Element | None, end: int) -> int:
        """How promising it is to begin with this one, for an instance with such a Specific Character Set and end."""
        mine = self.header.by_tag.get(SPECIFIC_CHARACTER_SET)
        is_labelled_alike = (mine and mine.value) == (label and label.value)
        return 2 * (not is_labelled_alike) + (self.end != end)

    @property
    def findings(self) -> list[Finding]:
        """All that was found, in no order."""
        found = [finding for each in self._asked for finding in each.findings]
        found += [finding for findings in (*self._elements, *self._meta) for finding in findings]
        return found

    def apply(self, change: Change, data_set: DataSet) -> list[Finding]:
        """What is found in a header that differs in this, in no order."""
        plan = self._plans.get(change)
        if plan is None:
            if len(self._plans) >= PLANS:
                self._plans.clear()
                self.uses.clear()
            plan = self._plans[change] = self._plan(change)
        self.uses[change] += 1
        findings = [*plan.known]
        if hits := hits_of(plan.rules, data_set):
            findings += worded([Found(*hit) for hit in hits], data_set)
        header = data_set.header
        if plan.elements:
            anew = tuple(header.elements[at] for at in plan.elements)
            findings += worded(self._judge_element(anew, data_set.charset, data_set.little), data_set)
        if plan.meta:
            anew = tuple(header.meta[at] for at in plan.meta)
            findings += worded(self._judge_element(anew, (), True), data_set)
        return findings

    def _plan(self, change: Change) -> Plan:
        concerned = self._index.concerned(change)
        known = [finding for at in _places(self._found & ~concerned) for finding in self._asked[at].findings]
        header = self.header
        changed = {*change.values, *change.lengths}
        moved = {*change.offsets}
        indices = []
        for elements, judged in ((header.meta, self._meta), (header.elements, self._elements)):
            anew = [
                index
                for index, (element, findings) in enumerate(zip(elements, judged, strict=True))
                if element.tag in changed or (findings and element.tag in moved)
            ]
            kept = {*anew}
            known += [finding for index, findings in enumerate(judged) if index not in kept for finding in findings]
            indices.append(tuple(anew))
        return Plan(tuple(self._asked[at].rule for at in _places(concerned)), tuple(known), *indices)


class _Index:
    """Which rules asked for what: a bit for each rule, by the tag whose value, length or offset it read."""

    def __init__(self) -> None:
        self._values: dict[int, int] = {}
        self._lengths: dict[int, int] = {}
        self._offsets: dict[int, int] = {}
        self._size = self._presence = 0

    @classmethod
    def of(cls, asked: Iterable[Asked]) -> "_Index":
        """The index of rules, each of which has the bit of its place."""
        index = cls()
        for place, each in enumerate(asked):
            index._enter(1 << place, each.notes)
        return index

    def but(self, anew: Iterable[tuple[int, Asked]], concerned: int) -> "_Index":
        """The same index for other notes of the rules that are concerned."""
        index = _Index()
        others = ~concerned
        for mine, its in (
            (self._values, index._values),
            (self._lengths, index._lengths),
            (self._offsets, index._offsets),
        ):
            its.update({tag: rules & others for tag, rules in mine.items()})
        index._size, index._presence = self._size & others, self._presence & others
        for place, each in anew:
            index._enter(1 << place, each.notes)
        return index

    def _enter(self, bit: int, notes: Notes) -> None:
        for tags, asked in (
            (notes.values, self._values),
            (notes.lengths, self._lengths),
            (notes.offsets, self._offsets),
        ):
            for tag in tags:
                asked[tag] = asked.get(tag, 0) | bit
        self._size |= bit if notes.size else 0
        self._presence |= bit if notes.presence else 0

    def concerned(self, change: Change) -> int:
        """The rules that asked for something that differs."""
        rules = (self._size if change.size else 0) | (self._presence if change.presence else 0)
        for tags, asked in (
            (change.values, self._values),
            (change.lengths, self._lengths),
            (change.offsets, self._offsets),
        ):
            for tag in tags:
                rules |= asked.get(tag, 0)
        return rules


def _asked(header: Header, data_set: DataSet, rules: Iterable[Rule]) -> Iterator[Asked]:
    copy = watched(header)
    for rule in rules:
        # Each gets a data set of its own: what rules keep for one another would be noted for the first of them.
        notes = copy.notebook.turn()
        hits = [Found(*hit) for hit in hits_of((rule,), WatchedDataSet(copy, data_set))]
        notes.values.update(tag for found in hits if (tag := shown_tag(found.hit)) is not None)
        yield Asked(rule, notes, tuple(worded(hits, data_set)))


def _places(bits: int) -> Iterator[int]:
    """The positions of the bits that are set, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


class Sighted:
    """What is remembered of the instances with the same attributes."""

    def __init__(self) -> None:
        self.known: tuple[Judged, ...] = ()
        self.latest: Header | None = None


class Series:
    """The instances that are remembered, by their attributes."""

    def __init__(self, rules: Iterable[Rule], judge_element: ElementJudge) -> None:
        self._rules = tuple(rules)
        self._judge_element = judge_element
        self._seen: dict[tuple[Form, int], int] = {}
        self._sighted: dict[Form, Sighted] = {}
        """The one that was met last at the end."""

    def findings(self, data_set: DataSet) -> list[Finding] | None:
        """All that the rules find, in no order; ``None`` where too little is known, or the findings are too many."""
        header = data_set.header
        form = (header.declared_syntax, *[element[0] for element in header.elements])
        sighted = self._sight(form)
        latest, sighted.latest = sighted.latest, header
        known = sighted.known
        end = _end(header)
        label = header.by_tag.get(SPECIFIC_CHARACTER_SET)
        for judged in known if len(known) < 2 else sorted(known, key=lambda judged: judged.distance(label, end)):
            change = change_between(judged.header, header)
            if change is not None:
                if (
                    SPECIFIC_CHARACTER_SET in change.values
                    or (change.offsets and self._is_due(form, end, OFTEN))
                    or self._is_outdated(judged, change, latest, header)
                ):
                    judged = judged.like(change, data_set)
                    break
                return _bounded(judged.apply(change, data_set))
        else:
            if not self._is_due(form, ANYWHERE, SIGHTINGS):
                return None
            judged = Judged.of(header, data_set, self._rules, self._judge_element)
        sighted.known = (judged, *known)[:WAYS]
        return _bounded(judged.findings)

    def _sight(self, form: Form) -> Sighted:
        sighted = self._sighted.pop(form, None)
        if sighted is None:
            sighted = Sighted()
            if len(self._sighted) >= FORMS:
                del self._sighted[next(iter(self._sighted))]
        self._sighted[form] = sighted
        return sighted

    def _is_due(self, form: Form, end: int, sightings: int) -> bool:
        """Whether so many instances of this form and length came by that one should be remembered."""
        if len(self._seen) >= SIGHTED:
            self._seen = {}
        seen = self._seen.get((form, end), 0) + 1
        self._seen[form, end] = seen % sightings
        return seen == sightings

    def _is_outdated(self, judged: Judged, change: Change, latest: Header | None, header: Header) -> bool:
        """Whether several instances differ from what is remembered in the same, and from one another in less.

        They are of another series then: what those of it have in common is judged for the last time.
        """
        if latest is None or judged.uses[change] != FOLLOWED:
            return False
        closer = change_between(latest, header)
        return closer is not None and len(closer.values) < len(change.values)


def change_between(known: Header, header: Header) -> Change | None:
    """In what a header with the same attributes differs; ``None`` where that is too much."""
    if (
        header.faults != known.faults
        or header.preamble != known.preamble
        or header.encoding != known.encoding
        or len(header.meta) != len(known.meta)
    ):
        return None
    found = _Differences()
    if not (found.add(known.meta, header.meta) and found.add(known.elements, header.elements)):
        return None
    if len(found.values) > MOST_DIFFERENT:
        return None
    if header.faults and found.offsets:
        return None
    moved = header.size != known.size or header.data_set_offset != known.data_set_offset
    return Change(tuple(found.values), tuple(found.lengths), tuple(found.offsets), moved, found.presence)


class _Differences:
    """Collects in what two lists of elements differ."""

    def __init__(self) -> None:
        self.values: list[int] = []
        self.lengths: list[int] = []
        self.offsets: list[int] = []
        self.presence = False

    def add(self, known: tuple[Element, ...], others: tuple[Element, ...]) -> bool:
        """False where they differ in more than a ``Change`` can say."""
        is_other = [*map(is_not, known, others)]
        ours, theirs = [*compress(known, is_other)], [*compress(others, is_other)]
        self.offsets += [other[0] for mine, other in zip(ours, theirs, strict=True) if mine[4] != other[4]]
        # Behind a longer value all elements stand elsewhere, most of which differ in nothing else.
        writings = map(ne, map(_WRITING, ours), map(_WRITING, theirs))
        for mine, other in [
            (mine, other)
            for mine, other, differs in zip(ours, theirs, writings, strict=True)
            if differs or other[7] is not None or other[8] is not None
        ]:
            tag, written, _, length, _, _, value, items, fragments = other
            if tag != mine[0] or written != mine[1] or (value is None) != (mine[6] is None):
                return False
            if (items is None) != (mine[7] is None) or (fragments is None) != (mine[8] is None):
                return False
            if length != mine[3]:
                self.lengths.append(tag)
            if items is not None:
                if length != mine[3] or not _is_same(mine[7] or (), items):
                    self.values.append(tag)
                    self.presence = True
            elif fragments is not None or value != mine[6]:
                self.values.append(tag)
                if not (_begins(value) and _begins(mine[6])) and is_filled(other) != is_filled(mine):
                    self.presence = True
        return True


def _begins(value: bytes | None) -> bool:
    """Whether the first byte of a value is no padding: then it is filled."""
    return value is not None and value[:1] > b" "


def _is_same(known: tuple[Item, ...], others: tuple[Item, ...]) -> bool:
    """Whether items hold the same, wherever in the file they stand."""
    if len(known) != len(others):
        return False
    levels = [(known, others)]
    while levels:
        for (_, mine, ours), (_, theirs, elements) in zip(*levels.pop(), strict=True):
            if mine != theirs or len(ours) != len(elements):
                return False
            for one, other in compress(zip(ours, elements, strict=True), map(is_not, ours, elements)):
                # The items of sequences are compared in their turn; a value on disk cannot be.
                if one[:4] != other[:4] or one[6] != other[6] or one[8] is not None or other[8] is not None:
                    return False
                if one[7] is None or other[7] is None:
                    if one[6] is None or one[7] is not other[7]:
                        return False
                elif len(one[7]) != len(other[7]):
                    return False
                else:
                    levels.append((one[7], other[7]))
    return True


def _end(header: Header) -> int:
    """Where the last element begins: all that stands before it is so long."""
    return header.elements[-1].offset if header.elements else 0


def _bounded(findings: list[Finding]) -> list[Finding] | None:
    """The findings, unless so many that some may have to be left out."""
    return findings if len(findings) <= FINDINGS_PER_RULE else None
