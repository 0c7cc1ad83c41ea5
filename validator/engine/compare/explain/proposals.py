"""The rules that are worth weighing: those to which the changed pairs of a sample themselves point."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from validator.engine.compare.explain.characters import CLASSES, Substitute
from validator.engine.compare.explain.ends import RemovePrefix, RemoveSuffix
from validator.engine.compare.explain.evidence import input_of
from validator.engine.compare.explain.guesses import PLAIN, Steps, delimiters_in, single_steps, step_pairs
from validator.engine.compare.explain.observation import Observation
from validator.engine.compare.explain.parts import LAST, Component, First
from validator.engine.compare.explain.replacements import Table
from validator.engine.compare.explain.rule import Rule
from validator.engine.compare.explain.sample import Sample
from validator.engine.compare.explain.steps import Step
from validator.engine.compare.explain.values import is_several

PROBES, PROBES_COMPOSED = 32, 16
"""So many changed pairs are asked what may have been done to them, in one step or in two."""
LEAST_VOTES = 0.5
"""Of the probes that a rule must reproduce to be weighed at all."""
MOST_SECOND, MOST_SOURCES = 3, 6
LONGEST_COMPOSED = 1_024
"""Characters of the longest text that is asked for two steps: the limit of ST."""
LONGEST_EDGE = 16
"""Characters of the longest beginning or end that many values are asked to share."""
COMMON_LIMITS = (8, 10, 12, 16, 20, 32, 64)
"""At which fields end."""
EXCHANGED_FOR = (" ", "_", "-", "^", ".", "?")
MOST_ENTRIES, RECURS = 200, 2
"""Of a table: how many entries it may have, and how many studies must show each."""
LEAST_AGREED = 0.9
"""Of the pairs with the same value before: how many must agree about the one after."""

Pair = tuple[str | None, str | None]


def propose(sample: Sample) -> list[Rule]:
    """Rules of one step, from the same attribute or from another one, also with one step; in no special order."""
    seen = sample.changed.observations[:PROBES]
    rules = [Rule(steps, sample.vr) for steps in _singles([(each.before, each.after) for each in seen], sample.vr)]
    for source in _sources(seen):
        rule = Rule((), sample.vr, source)
        pairs = [(input_of(rule, each), each.after) for each in seen]
        rules.append(rule)
        rules += [Rule(steps, sample.vr, source) for steps in _singles(pairs, sample.vr)]
    return [rule for rule in dict.fromkeys(rules) if _is_plausible(rule, seen)] + _tables(sample)


def propose_composed(sample: Sample, rule: Rule | None) -> list[Rule]:
    """Rules of two steps from the same attribute, in no special order; also ``rule`` with a second step."""
    seen = sample.changed.observations[:PROBES]
    texts = [
        (each.before, each.after)
        for each in seen[:PROBES_COMPOSED]
        if each.before and each.after and len(each.before) + len(each.after) <= 2 * LONGEST_COMPOSED
    ]
    rules = dict.fromkeys(Rule(steps, sample.vr) for steps in _doubles(texts, sample.vr))
    plausible = [each for each in rules if _is_plausible(each, seen)]
    return plausible if rule is None else [*plausible, *_extended(rule, sample)]


def _extended(rule: Rule, sample: Sample) -> Iterator[Rule]:
    """The rule with a second step that the pairs need which it does not reproduce: they may be few."""
    if rule.source or len(rule.steps) != 1:
        return
    (first,) = rule.steps
    missed = [each for each in sample.changed.observations if not rule.reproduces(each.before, each.after)]
    several = is_several(sample.vr)
    made = [(first.apply(each.before, several=several), each.after) for each in missed[:PROBES]]
    yield from (Rule((first, *second), sample.vr) for second in _singles(made, sample.vr))


def _is_plausible(rule: Rule, seen: Sequence[Observation]) -> bool:
    held = sum(rule.reproduces(input_of(rule, each), each.after) for each in seen)
    return held >= LEAST_VOTES * len(seen)


def _singles(pairs: Sequence[Pair], vr: str) -> Iterator[Steps]:
    votes: Counter[Step] = Counter()
    for before, after in pairs:
        votes.update(set(single_steps(before, after, vr)))
    yield from ((step,) for step, count in votes.items() if count >= LEAST_VOTES * LEAST_VOTES * len(pairs))


def _doubles(texts: Sequence[tuple[str, str]], vr: str) -> Iterator[Steps]:
    """Two steps: those with parameters on both sides from the pairs, the rest by taking every likely first one."""
    both: Counter[Steps] = Counter()
    for before, after in texts:
        both.update(set(step_pairs(before, after)))
    yield from _elected(both, len(texts), most=4 * MOST_SECOND)
    several = is_several(vr)
    for first in _first_steps([before for before, _ in texts]):
        made = [(first.apply(before, several=several), after) for before, after in texts]
        if not any(one != before for (one, _), (before, _) in zip(made, texts, strict=True)):
            continue
        votes: Counter[Step] = Counter()
        for one, after in made:
            votes.update(set(single_steps(one, after, vr)))
        yield from ((first, *second) for second in _elected(Counter({(s,): n for s, n in votes.items()}), len(texts)))


def _elected(votes: Counter[Steps], voters: int, *, most: int = MOST_SECOND) -> list[Steps]:
    """The steps with the most votes; of equal ones the shorter."""
    enough = [steps for steps, count in votes.items() if count >= LEAST_VOTES * LEAST_VOTES * voters]
    order = sorted(enough, key=lambda steps: (-votes[steps], sum(step.cost for step in steps), repr(steps)))
    return order[:most]


def _first_steps(texts: Sequence[str]) -> list[Step]:
    """What may have been done first, whatever was done then."""
    found: list[Step] = [*PLAIN, *(Substitute(name) for name in CLASSES)]
    delimiters = Counter(character for text in texts for character in delimiters_in(text))
    for delimiter, _ in sorted(delimiters.items(), key=lambda entry: (-entry[1], entry[0]))[:6]:
        if delimiter != "\\":
            found += [Substitute(delimiter), *(Substitute(delimiter, by) for by in EXCHANGED_FOR if by != delimiter)]
        found += [Component(delimiter, number) for number in (1, 2, 3, LAST)]
    longest = max(map(len, texts), default=0)
    found += [First(limit) for limit in COMMON_LIMITS if limit < longest]
    found += [RemovePrefix(edge) for edge in _edges(texts)]
    found += [RemoveSuffix(edge[::-1]) for edge in _edges([text[::-1] for text in texts])]
    return found


def _edges(texts: Sequence[str]) -> Iterator[str]:
    """The beginnings that at least half of the texts share."""
    for length in range(1, LONGEST_EDGE + 1):
        shared = Counter(text[:length] for text in texts if len(text) > length)
        edge, count = min(shared.items(), key=lambda entry: (-entry[1], entry[0]), default=("", 0))
        if count < max(LEAST_VOTES * len(texts), 2):
            return
        yield edge


def _sources(seen: Sequence[Observation]) -> list[str]:
    """The other attributes that are noted most often, those first that stand first in the file."""
    paths = Counter(path for each in seen for path, _ in each.sources)
    often = [path for path, count in paths.items() if count >= LEAST_VOTES * len(seen)]
    return sorted(sorted(often, key=lambda path: (-paths[path], path))[:MOST_SOURCES])


def _tables(sample: Sample) -> list[Rule]:
    """The table of the values that became the same one wherever they stood, if there are few enough of them."""
    if not sample.changed.is_complete:
        return []
    became: dict[str | None, list[Observation]] = defaultdict(list)
    for each in sample.changed.observations:
        became[each.before].append(each)
    if len(became) > MOST_ENTRIES:
        return []
    entries = []
    for before, outcomes in became.items():
        usual = min(outcomes, key=lambda each: (-each.count, each.after or ""))
        agreed = usual.count >= LEAST_AGREED * sum(each.count for each in outcomes)
        if agreed and len(usual.contexts) >= RECURS:
            entries.append((before, usual.after))
    return [Rule((Table.of(entries),), sample.vr)] if entries else []
