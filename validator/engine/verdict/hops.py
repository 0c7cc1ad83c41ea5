"""The sentences about what each hop did."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from validator.engine.compare.equality import VR_UNKNOWN
from validator.engine.model import Facts, Impact, Sentence
from validator.engine.verdict.authorship import authored
from validator.engine.verdict.evidence import LABEL_KINDS, RELABELLED, evidence_of, vital
from validator.engine.verdict.inferred import Rules, collisions_clause, rule_clause, rules_of
from validator.engine.verdict.methods import doubt
from validator.engine.verdict.references import Broken, broken_phrase, newly_broken, uids_clause
from validator.engine.verdict.tally import Case, Tally, befell
from validator.engine.verdict.told import Told, gravest
from validator.engine.verdict.wording import (
    PRECISE_PHRASES,
    VR_PHRASES,
    counted,
    listed,
    objects_of,
    pair_phrase,
    phrase_of,
    precise_phrase,
    uids_phrase,
)

IDENTITY_KINDS = ("uid.regenerated", "uid.split", "uid.merged")
REINTERPRETED = "charset.reinterpreted"


class Known(NamedTuple):
    """What is known of a case beside its changes, made ready for the sentences about them."""

    case: Case
    facts: Facts
    rules: Rules
    broken: Broken

    def taken(self, capture: str) -> list[tuple[str, str]]:
        """The captures on both sides of a hop with how they were taken, the later one first."""
        methods = dict(zip(self.case.labels, self.facts.methods, strict=False))
        return [(label, methods.get(label, "")) for label in (capture, self.case.before(capture))]


def known_of(case: Case, facts: Facts) -> Known:
    return Known(case, facts, rules_of(case, facts.rules), newly_broken(facts.references, case.labels))


def hop_sentences(tallies: Iterable[Tally], known: Known) -> list[Told]:
    """One sentence for what belongs together: the same kind, on the same hop, with the same impact.

    What a changed label did to the texts is told with the label.
    """
    tallies = list(tallies)
    gathered: dict[tuple[str, str, Impact, str], list[Tally]] = defaultdict(list)
    labelled = {tally.capture for tally in tallies if tally.kind in LABEL_KINDS}
    read: dict[str, list[Tally]] = defaultdict(list)
    for tally in tallies:
        if tally.kind == REINTERPRETED and tally.capture in labelled:
            read[tally.capture].append(tally)
        else:
            gathered[tally.capture, tally.kind, tally.impact, _apart(tally)].append(tally)
    return [
        _sentence(known, tallies, read[tallies[0].capture] if tallies[0].kind in LABEL_KINDS else [])
        for tallies in gathered.values()
    ]


def _apart(tally: Tally) -> str:
    """What keeps changes of one kind from sharing a sentence."""
    if tally.kind in PRECISE_PHRASES:
        return tally.detail or tally.pattern
    return "strayed" if tally.is_strayed else str(dict(tally.sample.evidence).get("vr", ""))


def _sentence(known: Known, tallies: list[Tally], read: list[Tally]) -> Told:
    first = tallies[0]
    total = known.case.held[first.capture]
    count = befell(tallies).bit_count()
    phrase = _phrase(known, tallies, count=count, everywhere=count == total)
    if read:
        phrase += f"; {listed(_names(read))} now {'reads' if len(read) == 1 else 'read'} {_reading(read)}"
    lines = tuple(tally.line for tally in (*tallies, *read))
    taken = known.taken(first.capture)
    detail = (
        uids_clause(first.kind, lines, known.facts.uids),
        *evidence_of(known.case, tallies, read, count=count),
        rule_clause(known.rules.of(tallies)),
        doubt(lines, taken),
    )
    sentence = Sentence(
        impact=gravest(tally.impact for tally in (*tallies, *read)),
        capture=first.capture,
        text=f"{first.capture} {phrase}",
        count=count,
        total=total,
        detail=" · ".join(filter(None, detail)),
        evidence=lines,
    )
    return authored(sentence, tallies, method=taken[0][1])


def _reading(read: list[Tally]) -> str:
    if all(tally.repaired == tally.changes for tally in read):
        return "right again"
    if not all(tally.recoverable == tally.changes for tally in read):
        return "differently"
    return f"differently; the {'text' if len(read) == 1 else 'texts'} can be recovered"


def _phrase(known: Known, tallies: list[Tally], *, count: int, everywhere: bool) -> str:
    first = tallies[0]
    if first.kind in IDENTITY_KINDS:
        uids = uids_phrase(first.kind, _parts(tallies), count=count, everywhere=everywhere)
        return uids or f"regenerated {listed(_names(tallies))}"
    if first.kind == RELABELLED and _only_pair(tallies):
        return "relabelled texts from {} to {}".format(*_only_pair(tallies))
    objects = objects_of((sop_class for tally in tallies for sop_class in tally.objects), count)
    if first.kind.startswith("reference."):
        return _reference_phrase(known, tallies, objects)
    elements = sum(tally.changes for tally in tallies)
    if first.kind == VR_UNKNOWN:
        return VR_PHRASES[_apart(first)].format(counted(elements, "attribute"))
    phrase = _exact_phrase(tallies)
    if phrase is None:
        phrase = phrase_of(first.kind, _names(tallies), objects=objects, elements=elements)
    collisions = collisions_clause(tallies, known.rules.of(tallies))
    return f"{phrase}; {collisions}" if collisions else phrase


def _reference_phrase(known: Known, tallies: Sequence[Tally], objects: str) -> str:
    """What became of references, with their number where somebody counted them."""
    first = tallies[0]
    if first.kind != "reference.remapped" or first.is_strayed:
        phrase = broken_phrase(first.kind, known.broken.get(first.capture, {}), objects=objects)
        if phrase:
            return phrase
    if first.is_strayed:
        return "pointed references to other instances than before"
    return phrase_of(first.kind, _names(tallies), objects=objects, elements=0)


def _names(tallies: Sequence[Tally]) -> list[str]:
    return [tally.name for tally in sorted(tallies, key=vital)]


def _parts(tallies: Sequence[Tally]) -> dict[int, dict[str, int]]:
    """By tag: how many UIDs each UID was divided into, or made of."""
    return {tally.tag: {} if tally.is_tangled else tally.parts for tally in tallies}


def _only_pair(tallies: Sequence[Tally]) -> tuple[str | None, str | None] | tuple[()]:
    """The values before and after, where they were the same every time."""
    pairs = {pair for tally in tallies for pair in tally.pairs}
    return pairs.pop() if len(pairs) == 1 else ()


def _exact_phrase(tallies: Sequence[Tally]) -> str | None:
    """The phrase with the very characters or values, where they were the same every time."""
    first, pair = tallies[0], _only_pair(tallies)
    if pair:
        phrase = pair_phrase(first.kind, _names(tallies), *pair)
        if phrase:
            return phrase
    if not first.detail or any(tally.detail != first.detail for tally in tallies):
        return None
    return precise_phrase(first.kind, _names(tallies), dict(first.sample.evidence))
