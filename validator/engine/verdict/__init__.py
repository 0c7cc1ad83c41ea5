"""The verdict: what a case comes to, in sentences, the worst first."""

from collections.abc import Iterable

from validator.engine.model import Change, Lineage, Presence, Sentence
from validator.engine.verdict.authorship import Authored, signed
from validator.engine.verdict.delta import DeltaTally
from validator.engine.verdict.findings import RuleTally, clean_sentence, finding_sentences
from validator.engine.verdict.hops import RANK, hop_sentences
from validator.engine.verdict.presence import presence_sentences, reassurance
from validator.engine.verdict.tally import Case
from validator.engine.verdict.unread import Unread, uncompared_sentences, unread_sentences

__all__ = [
    "Case",
    "DeltaTally",
    "RuleTally",
    "Unread",
    "clean_sentence",
    "finding_sentences",
    "sentences",
    "uncompared_sentences",
    "unread_sentences",
    "verdict",
]


def sentences(
    changes: Iterable[Change],
    *,
    labels: Iterable[str],
    lineages: Iterable[Lineage],
    presence: Iterable[Presence],
) -> list[Sentence]:
    """The verdict on settled changes, read once, lineage by lineage."""
    case = Case(labels, lineages, presence)
    for change in changes:
        case.add(change)
    return verdict(case)


def verdict(case: Case) -> list[Sentence]:
    """By impact, then along the chain, then by number; at the end what is well."""
    order = {label: position for position, label in enumerate(case.labels)}

    def place(sentence: Sentence) -> tuple[int, int, int]:
        rank = RANK[sentence.impact] if sentence.impact else len(RANK)
        return rank, order.get(sentence.capture or "", len(order)), -sentence.count

    told = [*hop_sentences(case), *map(Authored, presence_sentences(case))]
    return [*signed(sorted(told, key=lambda each: place(each.sentence))), *reassurance(case)]
