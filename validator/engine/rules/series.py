"""Judges an instance by what is known of another that is nearly the same, as the instances of a series are.

Of one instance of a series it is noted what each rule asked of it (``watching``). Of the next only those rules are
called that asked for something that differs; what the others found holds for it too. The findings are those that a
judgement without any memory has: what is not known to be the same is judged anew.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import compress, count
from operator import is_not
from typing import NamedTuple

from validator.engine.catalogue import Rule
from validator.engine.model import Element, Finding, Header
from validator.engine.rules.findings import FINDINGS_PER_RULE, Found, hits_of, shown_tag, worded
from validator.engine.rules.subject import DataSet
from validator.engine.rules.tags import SPECIFIC_CHARACTER_SET
from validator.engine.rules.watching import Notes, WatchedDataSet, watched
from validator.engine.standard.conditions import is_filled

SIGHTINGS = 3
"""So many instances with the same attributes are judged in full; the last of them is noted and remembered."""
FORMS = 256
"""How many lists of attributes, with lengths, are known by sight; when there are more, all are forgotten."""
WAYS = 8
"""How many instances with the same attributes are remembered, the latest first."""
MOST_DIFFERENT = 32
"""An instance in which more attributes have another value is not of the same series."""
PLANS = 128
"""How many sets of differences from one instance are remembered."""

ElementJudge = Callable[[tuple[Element, ...], tuple[str, ...], bool], Iterable[Found]]
"""What the element rules object to in some elements and what they contain, by character set and byte order."""
Form = tuple[object, ...]


class Change(NamedTuple):
    """In what a header differs from one that has the same attributes."""

    values: tuple[int, ...]
    """The tags of the elements with another value, or perhaps another one; those of the file meta too."""
    lengths: tuple[int, ...]
    offsets: tuple[int, ...]
    size: bool
    presence: bool
    """Whether an element holds something in one of them and nothing in the other, or a sequence may differ."""


class Step(NamedTuple):
    """One rule, or what is known to have been found: the findings of an instance are those of all steps."""

    rule: Rule | None
    findings: tuple[Finding, ...] = ()


class Plan(NamedTuple):
    """What has to be judged anew, for one set of differences."""

    steps: tuple[Step, ...]
    meta: tuple[int, ...]
    """Indices of the elements whose values the element rules judge anew."""
    elements: tuple[int, ...]


class Judged:
    """An instance with all that was found in it, and what each rule asked for."""

    def __init__(self, header: Header, data_set: DataSet, rules: Iterable[Rule], judge_element: ElementJudge) -> None:
        self._header = header
        self.end = _end(header)
        self._judge_element = judge_element
        self._rules = tuple(self._asked(header, data_set, rules))
        self._elements = tuple(tuple(self._in_element(element, data_set)) for element in header.elements)
        self._meta = tuple(tuple(self._in_meta(element, data_set)) for element in header.meta)
        self._plans: dict[Change, Plan] = {}

    @property
    def findings(self) -> list[Finding]:
        """All that was found, in no order."""
        found = [finding for _, _, findings in self._rules for finding in findings]
        found += [finding for findings in (*self._elements, *self._meta) for finding in findings]
        return found

    def change(self, header: Header) -> Change | None:
        """In what a header with the same attributes differs; ``None`` where that is too much."""
        mine = self._header
        if (
            header.faults != mine.faults
            or header.preamble != mine.preamble
            or header.encoding != mine.encoding
            or len(header.meta) != len(mine.meta)
        ):
            return None
        found = _Differences()
        if not (found.add(mine.meta, header.meta) and found.add(mine.elements, header.elements)):
            return None
        if len(found.values) > MOST_DIFFERENT or SPECIFIC_CHARACTER_SET in found.values:
            return None
        if header.faults and found.offsets:
            return None
        moved = header.size != mine.size or header.data_set_offset != mine.data_set_offset
        return Change(tuple(found.values), tuple(found.lengths), tuple(found.offsets), moved, found.presence)

    def apply(self, change: Change, data_set: DataSet) -> list[Finding]:
        """What is found in a header that differs in this, in no order."""
        plan = self._plans.get(change)
        if plan is None:
            if len(self._plans) >= PLANS:
                self._plans.clear()
            plan = self._plans[change] = self._plan(change)
        findings: list[Finding] = []
        for rule, known in plan.steps:
            if rule is None:
                findings += known
            elif found := [Found(*hit) for hit in hits_of((rule,), data_set)]:
                findings += worded(found, data_set)
        header = data_set.header
        for index in plan.elements:
            findings += self._in_element(header.elements[index], data_set)
        for index in plan.meta:
            findings += self._in_meta(header.meta[index], data_set)
        return findings

    def _asked(
        self, header: Header, data_set: DataSet, rules: Iterable[Rule]
    ) -> Iterator[tuple[Rule, Notes, tuple[Finding, ...]]]:
        copy = watched(header)
        for rule in rules:
            # Each gets a data set of its own: what rules keep for one another would be noted for the first of them.
            notes = copy.notebook.turn()
            hits = [Found(*hit) for hit in hits_of((rule,), WatchedDataSet(copy, data_set))]
            notes.values.update(tag for found in hits if (tag := shown_tag(found.hit)) is not None)
            yield rule, notes, tuple(worded(hits, data_set))

    def _in_element(self, element: Element, data_set: DataSet) -> list[Finding]:
        return worded(self._judge_element((element,), data_set.charset, data_set.little), data_set)

    def _in_meta(self, element: Element, data_set: DataSet) -> list[Finding]:
        return worded(self._judge_element((element,), (), True), data_set)

    def _plan(self, change: Change) -> Plan:
        steps = []
        for rule, notes, findings in self._rules:
            if _concerns(change, notes):
                steps.append(Step(rule))
            elif findings:
                steps.append(Step(None, findings))
        header = self._header
        changed = {*change.values, *change.lengths}
        indices, kept = [], []
        for elements, judged in ((header.meta, self._meta), (header.elements, self._elements)):
            anew = tuple(
                index
                for index, (element, findings) in enumerate(zip(elements, judged, strict=True))
                if element.tag in changed or (findings and element.tag in change.offsets)
            )
            kept += [finding for index, findings in enumerate(judged) if index not in anew for finding in findings]
            indices.append(anew)
        steps.append(Step(None, tuple(kept)))
        return Plan(tuple(steps), *indices)


class Series:
    """The instances that are remembered, by their attributes."""

    def __init__(self, rules: Iterable[Rule], judge_element: ElementJudge) -> None:
        self._rules = tuple(rules)
        self._judge_element = judge_element
        self._seen: dict[tuple[Form, int], int] = {}
        self._known: dict[Form, tuple[Judged, ...]] = {}

    def findings(self, data_set: DataSet) -> list[Finding] | None:
        """All that the rules find, in no order; ``None`` where too little is known, or the findings are too many."""
        header = data_set.header
        form = (header.declared_syntax, *[element[0] for element in header.elements])
        known = self._known.get(form, ())
        end = _end(header)
        for judged in known if len(known) < 2 else sorted(known, key=lambda judged: judged.end != end):
            change = judged.change(header)
            if change is not None:
                if change.offsets and self._is_due(form, end):
                    break
                return _bounded(judged.apply(change, data_set))
        else:
            if not self._is_due(form, end):
                return None
        judged = Judged(header, data_set, self._rules, self._judge_element)
        self._known[form] = (judged, *known)[:WAYS]
        return _bounded(judged.findings)

    def _is_due(self, form: Form, end: int) -> bool:
        """Whether so many instances of this form and length came by that one should be remembered."""
        if len(self._seen) >= FORMS:
            self._seen, self._known = {}, {}
        seen = self._seen.get((form, end), 0) + 1
        self._seen[form, end] = seen % SIGHTINGS
        return seen == SIGHTINGS


class _Differences:
    """Collects in what two lists of elements differ."""

    def __init__(self) -> None:
        self.values: list[int] = []
        self.lengths: list[int] = []
        self.offsets: list[int] = []
        self.presence = False

    def add(self, known: tuple[Element, ...], others: tuple[Element, ...]) -> bool:
        """False where they differ in more than a ``Change`` can say."""
        for index in compress(count(), map(is_not, known, others)):
            tag, written, _, length, offset, _, value, items, fragments = others[index]
            mine = known[index]
            if tag != mine[0] or written != mine[1] or (value is None) != (mine[6] is None):
                return False
            if (items is None) != (mine[7] is None) or (fragments is None) != (mine[8] is None):
                return False
            if offset != mine[4]:
                self.offsets.append(tag)
            if length != mine[3]:
                self.lengths.append(tag)
            if items is not None or fragments is not None or value != mine[6]:
                self.values.append(tag)
                if items is not None or is_filled(others[index]) != is_filled(mine):
                    self.presence = True
        return True


def _end(header: Header) -> int:
    """Where the last element begins: all that stands before it is so long."""
    return header.elements[-1].offset if header.elements else 0


def _concerns(change: Change, notes: Notes) -> bool:
    """Whether a rule asked for something that differs."""
    return (
        not notes.values.isdisjoint(change.values)
        or not notes.lengths.isdisjoint(change.lengths)
        or not notes.offsets.isdisjoint(change.offsets)
        or (change.size and notes.size)
        or (change.presence and notes.presence)
    )


def _bounded(findings: list[Finding]) -> list[Finding] | None:
    """The findings, unless so many that some may have to be left out."""
    return findings if len(findings) <= FINDINGS_PER_RULE else None
