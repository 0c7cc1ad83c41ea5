"""The verdict: what a case comes to, in at most seven sentences, the worst first."""

from collections.abc import Iterable

from validator.engine.model import Change, Facts, Lineage, Presence, Sentence
from validator.engine.verdict.authorship import signed
from validator.engine.verdict.deidentified import deidentifications
from validator.engine.verdict.delta import DeltaTally
from validator.engine.verdict.drafts import Draft, place_of
from validator.engine.verdict.expected import expected_sentences, unmet_sentences
from validator.engine.verdict.findings import RuleTally, clean_sentence, delta_sentences, finding_sentences
from validator.engine.verdict.folding import MOST_SENTENCES, fitted
from validator.engine.verdict.hops import hop_sentences
from validator.engine.verdict.known import known_of
from validator.engine.verdict.names import attribute_names
from validator.engine.verdict.presence import completeness_sentences, presence_sentences
from validator.engine.verdict.reconciled import reconciled_sentences
from validator.engine.verdict.references import reference_sentences, reuse_sentences
from validator.engine.verdict.tally import Case
from validator.engine.verdict.unread import Unread, uncompared_sentences, unread_sentences

__all__ = [
    "MOST_SENTENCES",
    "NO_FACTS",
    "Case",
    "DeltaTally",
    "RuleTally",
    "Unread",
    "attribute_names",
    "clean_sentence",
    "finding_sentences",
    "reconciled_sentences",
    "sentences",
    "uncompared_sentences",
    "unread_sentences",
    "verdict",
]

NO_FACTS = Facts()


def sentences(
    changes: Iterable[Change],
    *,
    labels: Iterable[str],
    lineages: Iterable[Lineage],
    presence: Iterable[Presence],
    facts: Facts = NO_FACTS,
) -> list[Sentence]:
    """The verdict on settled changes, read once, lineage by lineage."""
    case = Case(labels, lineages, presence)
    for change in changes:
        case.add(change)
    return verdict(case, facts)


def verdict(
    case: Case, facts: Facts = NO_FACTS, *, unread: Iterable[Unread] = (), uncompared: int = 0
) -> list[Sentence]:
    """At most seven sentences: whether everything is there, then by impact, along the chain and by number.

    At the end stands what was expected. ``unread`` tells what of each capture could not be read, ``uncompared`` how
    many instances could not be compared.
    """
    left = [*unread_sentences(unread), *uncompared_sentences(uncompared, case.lineages)]
    drafts = [*map(Draft, left), *_drafts(case, facts)]
    ranked = signed(sorted(drafts, key=lambda one: place_of(one, case.labels)))
    well, expected = completeness_sentences(case, facts), expected_sentences(case, facts)
    room = MOST_SENTENCES - len(well) - len(expected)
    return [*well, *fitted(ranked, room=room), *expected]


def _drafts(case: Case, facts: Facts) -> list[Draft]:
    known = known_of(case, facts)
    unexpected = [tally for tally in case.noteworthy() if not tally.is_expected]
    deidentified, rest = deidentifications(unexpected, known)
    return [
        *presence_sentences(known),
        *deidentified,
        *hop_sentences(rest, known),
        *reference_sentences(case, known.broken),
        *reuse_sentences(facts.uids, case),
        *delta_sentences(case, facts.delta),
        *unmet_sentences(case, facts),
        *reconciled_sentences(facts),
    ]
