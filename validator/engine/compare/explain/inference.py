"""The rules behind the pairs of a case, inferred from a sample and held against every pair."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from validator.engine.compare.explain.collisions import Clashes, Crowd, identifies
from validator.engine.compare.explain.evidence import best, input_of, is_proven
from validator.engine.compare.explain.expressions import expressions_of
from validator.engine.compare.explain.observation import Observation
from validator.engine.compare.explain.proposals import propose, propose_composed
from validator.engine.compare.explain.replacements import Table, UnderRoot
from validator.engine.compare.explain.rule import Rule
from validator.engine.compare.explain.sample import Sample
from validator.engine.model import ChangeGroup, InferredRule, RuleException
from validator.engine.text import shorten

MOST_EXCEPTIONS, EXCEPTIONS_TOLD = 100_000, 100
"""Different exceptions of a rule that still is one, and how many of them are told."""
LEAST_ROOT, MOST_ROOT = 2, 8
"""Components of a root that is worth naming: what follows a longer one names a machine, a process or a time."""
LEAST_UNDER, MOST_UNDER_BEFORE = 0.9, 0.1
"""The part of the new UIDs that must be under a root, and of the old ones that may have been."""

Place = tuple[str, str]
"""Capture and path."""
Read = Callable[[], Iterable[Observation]]


class Found(NamedTuple):
    """A rule to apply, and what is told of it."""

    rule: Rule | None
    told: InferredRule


def infer(read: Read, *, labels: Sequence[str]) -> list[InferredRule]:
    """The inferred rules of a case, and collisions where no rule explains them; by capture, then by path.

    ``read`` gives all observations, in any order and merged in any way; it is called twice. ``labels`` are those of
    the captures from left to right. What is held in memory depends on the number of attributes, and by 16 bytes on
    that of the values that identify.
    """
    return [found.told for found in find_rules(read, labels=labels)]


def find_rules(read: Read, *, labels: Sequence[str]) -> list[Found]:
    """``infer`` with the rules themselves."""
    samples: dict[Place, Sample] = {}
    crowds: dict[Place, Crowd] = {}
    for seen in read():
        place = seen.capture, seen.path
        if place not in samples:
            samples[place] = Sample()
            if identifies(seen.path):
                crowds[place] = Crowd()
        samples[place].add(seen)
        if place in crowds:
            crowds[place].add(seen)
    accounts = {
        place: _Account(find_rule(sample), Clashes(crowds[place].count() if place in crowds else {}))
        for place, sample in samples.items()
    }
    for seen in read():
        accounts[seen.capture, seen.path].add(seen)
    order = {label: position for position, label in enumerate(labels)}
    places = sorted(accounts, key=lambda place: (order.get(place[0], len(order)), place))
    return [
        found
        for place in places
        if (found := _told(place, accounts[place], samples[place])).rule or found.told.collisions
    ]


def find_rule(sample: Sample) -> Rule | None:
    """The shortest rule that the pairs of a sample prove."""
    if not sample.changed.observations:
        return None
    simple = propose(sample)
    rule, is_whole = best(simple, sample)
    # Two steps are worth looking for where one does not do, or where it spells out the values themselves.
    if not is_whole or rule is None or isinstance(rule.steps[0] if rule.steps else None, Table):
        rule, _ = best([*simple, *propose_composed(sample, rule)], sample)
    return rule or (_common_root(sample) if sample.vr == "UI" else None)


def _common_root(sample: Sample) -> Rule | None:
    """The longest root that the new UIDs, and not the old ones, have in common."""
    seen = sample.changed.observations
    before, after = _uids({each.before for each in seen}), _uids({each.after for each in seen})
    roots = Counter(root for uid in after for root in _roots(uid))
    common = [root for root, count in roots.items() if count >= LEAST_UNDER * len(after)]
    for root in sorted(common, key=lambda root: (-len(root), root)):
        rule = Rule((UnderRoot(root),), "UI")
        under = sum(uid.startswith(f"{root}.") for uid in before)
        if under <= MOST_UNDER_BEFORE * len(before) and is_proven(rule, sample):
            return rule
    return None


def _uids(texts: Iterable[str | None]) -> list[str]:
    return [uid for text in texts if text for uid in text.split("\\")]


def _roots(uid: str) -> list[str]:
    parts = uid.split(".")
    return [".".join(parts[:count]) for count in range(LEAST_ROOT, min(len(parts), MOST_ROOT + 1))]


class _Account:
    """What all pairs of one attribute at one hop say of its rule."""

    def __init__(self, rule: Rule | None, clashes: Clashes) -> None:
        self.rule = rule
        self.clashes = clashes
        self.support = 0
        self._missed: dict[tuple[str | None, str | None, str | None], tuple[int, int]] = {}

    def add(self, seen: Observation) -> None:
        self.clashes.add(seen)
        if self.rule is None:
            return
        start = input_of(self.rule, seen)
        if self.rule.reproduces(start, seen.after):
            self.support += seen.count
            return
        key = seen.before, seen.after, self.rule.apply(start)
        lineage, count = self._missed.get(key, (seen.lineage, 0))
        self._missed[key] = min(lineage, seen.lineage), count + seen.count
        if len(self._missed) > MOST_EXCEPTIONS:
            self.rule, self.support = None, 0
            self._missed.clear()

    def exceptions(self) -> tuple[RuleException, ...]:
        """The most frequent first; of equal ones that of the first lineage."""
        found = [RuleException(*texts, lineage, count) for texts, (lineage, count) in self._missed.items()]
        return tuple(_shortened(exception) for exception in sorted(found, key=_rank)[:EXCEPTIONS_TOLD])


def _rank(exception: RuleException) -> tuple[int, int, str, str]:
    return -exception.count, exception.lineage, exception.before or "", exception.after or ""


def _shortened(exception: RuleException) -> RuleException:
    before, after, expected = (text if text is None else shorten(text) for text in exception[:3])
    return exception._replace(before=before, after=after, expected=expected)


def _told(place: Place, account: _Account, sample: Sample) -> Found:
    capture, path = place
    rule = account.rule
    told = InferredRule(
        capture=capture,
        path=path,
        text="",
        practice="",
        support=0,
        pairs=sample.pairs,
        collisions=account.clashes.collisions(),
        collision_count=account.clashes.total,
    )
    if rule is None:
        return Found(None, told)
    return Found(
        rule,
        told._replace(
            text=rule.text,
            practice=rule.practice(path),
            support=account.support,
            exceptions=account.exceptions(),
            exception_count=sample.pairs - account.support,
            source=rule.source,
            expressions=expressions_of(rule, path, several=sample.several),
        ),
    )


def explained(groups: Iterable[ChangeGroup], rules: Iterable[InferredRule]) -> list[ChangeGroup]:
    """The groups of a summary with the rule of their attribute at their hop, where there is one."""
    by_place = {(rule.capture, rule.path): rule for rule in rules if rule.text}
    return [
        group._replace(rule=rule.text, support=rule.support, exceptions=rule.exception_count)
        if (rule := by_place.get((group.capture, group.path))) is not None
        else group
        for group in groups
    ]
