"""The sentences about what each hop did."""

from collections import defaultdict
from collections.abc import Sequence

from validator.engine.compare.equality import VR_UNKNOWN
from validator.engine.model import Impact, Level, Sentence
from validator.engine.verdict.authorship import Authored, authored
from validator.engine.verdict.evidence import LABEL_KINDS, RELABELLED, evidence_of, vital
from validator.engine.verdict.tally import Case, Tally, count_of
from validator.engine.verdict.wording import (
    PRECISE_PHRASES,
    VR_PHRASES,
    collisions_phrase,
    counted,
    listed,
    objects_of,
    pair_phrase,
    phrase_of,
    precise_phrase,
    uids_phrase,
)

RANK = {Impact.BREAKS: 0, Impact.DEGRADES: 1, Impact.COSMETIC: 2}
IDENTITY_KINDS = ("uid.regenerated", "uid.split", "uid.merged")
REINTERPRETED = "charset.reinterpreted"


def hop_sentences(case: Case) -> list[Authored]:
    """One sentence for what belongs together: the same kind, on the same hop, with the same impact.

    What a changed label did to the texts is told with the label.
    """
    gathered: dict[tuple[str, str, Impact, str], list[Tally]] = defaultdict(list)
    labelled = {tally.capture: tally.kind for tally in case.tallies.values() if tally.kind in LABEL_KINDS}
    read: dict[str, list[Tally]] = defaultdict(list)
    for tally in case.tallies.values():
        if tally.kind == REINTERPRETED and tally.capture in labelled:
            read[tally.capture].append(tally)
        elif tally.level is Level.MEANING or tally.kind == VR_UNKNOWN:
            gathered[tally.capture, tally.kind, tally.impact, _apart(tally)].append(tally)
    return [
        _sentence(case, tallies, read[tallies[0].capture] if tallies[0].kind in LABEL_KINDS else [])
        for tallies in gathered.values()
    ]


def _apart(tally: Tally) -> str:
    """What keeps changes of one kind from sharing a sentence."""
    if tally.kind in PRECISE_PHRASES:
        return tally.detail or tally.pattern
    evidence = dict(tally.sample.evidence)
    return "strayed" if evidence.get("strayed") else str(evidence.get("vr", ""))


def _sentence(case: Case, tallies: list[Tally], read: list[Tally]) -> Authored:
    first = tallies[0]
    total = case.held[first.capture]
    count = count_of(tallies)
    phrase = _phrase(tallies, count=count, everywhere=count == total)
    if read:
        phrase += f"; {listed(_names(read))} now {'reads' if len(read) == 1 else 'read'} {_reading(read)}"
    sentence = Sentence(
        impact=min((tally.impact for tally in (*tallies, *read)), key=lambda impact: RANK[impact]),
        capture=first.capture,
        text=f"{first.capture} {phrase}",
        count=count,
        total=total,
        detail=" · ".join(filter(None, evidence_of(case, tallies, read, count=count))),
        evidence=tuple(tally.line for tally in (*tallies, *read)),
    )
    return authored(sentence, tallies)


def _reading(read: list[Tally]) -> str:
    if all(tally.repaired == tally.changes for tally in read):
        return "right again"
    if not all(tally.recoverable == tally.changes for tally in read):
        return "differently"
    return f"differently; the {'text' if len(read) == 1 else 'texts'} can be recovered"


def _phrase(tallies: list[Tally], *, count: int, everywhere: bool) -> str:
    first = tallies[0]
    if first.kind in IDENTITY_KINDS:
        uids = uids_phrase(first.kind, _parts(tallies), count=count, everywhere=everywhere)
        return uids or f"gave new UIDs to {listed(_names(tallies))}"
    if first.kind == RELABELLED and _only_pair(tallies):
        return "relabelled texts from {} to {}".format(*_only_pair(tallies))
    alone = _apart(first)
    if alone == "strayed":
        return "pointed references to other instances than before"
    elements = sum(tally.changes for tally in tallies)
    if first.kind == VR_UNKNOWN:
        return VR_PHRASES[alone].format(counted(elements, "attribute"))
    phrase = _exact_phrase(tallies)
    if phrase is None:
        objects = objects_of((sop_class for tally in tallies for sop_class in tally.objects), count)
        phrase = phrase_of(first.kind, _names(tallies), objects=objects, elements=elements)
    merged = [number for tally in tallies for number in tally.collisions]
    return f"{phrase}; {collisions_phrase(merged)}" if merged else phrase


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
