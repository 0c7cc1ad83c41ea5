"""The sentences about what each hop did."""

from collections.abc import Iterable

from validator.engine.model import Sentence
from validator.engine.verdict.authorship import authored
from validator.engine.verdict.drafts import Draft, gravest
from validator.engine.verdict.evidence import evidence_of
from validator.engine.verdict.gathering import Gathered, gather
from validator.engine.verdict.inferred import rule_clause
from validator.engine.verdict.known import Known
from validator.engine.verdict.methods import doubt
from validator.engine.verdict.phrases import phrase
from validator.engine.verdict.references import uids_clause
from validator.engine.verdict.tally import Tally, befell


def hop_sentences(tallies: Iterable[Tally], known: Known) -> list[Draft]:
    """One sentence for what belongs together."""
    return [_sentence(gathered, known) for gathered in gather(tallies)]


def _sentence(gathered: Gathered, known: Known) -> Draft:
    first = gathered.tallies[0]
    lines = tuple(tally.line for tally in gathered.all)
    count = befell(gathered.tallies).bit_count()
    taken = known.taken(first.capture)
    detail = (
        uids_clause(first.kind, lines, known.facts.uids),
        *evidence_of(known.case, gathered, count=count),
        rule_clause(gathered.tallies, known.rules.of(gathered.tallies)),
        doubt(lines, taken),
    )
    sentence = Sentence(
        impact=gravest(tally.impact for tally in gathered.all),
        capture=first.capture,
        text=f"{first.capture} {phrase(gathered, known, count=count)}",
        count=count,
        total=known.case.compared[first.capture],
        detail=" · ".join(filter(None, detail)),
        evidence=lines,
    )
    return authored(sentence, gathered.tallies, method=taken[0][1])
