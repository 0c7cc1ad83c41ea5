"""The sentences about what the owner of a chain allows and demands of it."""

from validator.engine.kept import Marks
from validator.engine.model import Evidence, ExpectationResult, Facts, Impact, Sentence, Topic
from validator.engine.verdict.drafts import Draft
from validator.engine.verdict.tally import Case, befell
from validator.engine.verdict.wording import counted

MOST_NAMED = 3
"""So many expectations are named in one sentence."""
EVERY_HOP = "*"


def expected_sentences(case: Case, facts: Facts) -> list[Sentence]:
    """One sentence on all changes that something allows; none where there are none."""
    tallies = [tally for tally in case.noteworthy() if tally.is_expected]
    number = sum(tally.changes for tally in tallies)
    came_or_went = Marks()
    lines = dict.fromkeys(tally.line for tally in tallies)
    for entry in case.presence:
        if entry.expected is not None:
            number += 1
            came_or_went.add(entry.lineage)
            lines.setdefault(Evidence(entry.capture, entry.kind, ""))
    if not number:
        return []
    lineages = befell(tallies) | came_or_went.bits
    met = sorted((one for one in facts.expectations if one.allowed), key=lambda one: (-one.allowed, one.number))
    named = [f"{one.text} ({one.allowed:,})" for one in met[:MOST_NAMED]]
    more = [f"{len(met) - MOST_NAMED:,} more"] if len(met) > MOST_NAMED else []
    return [
        Sentence(
            impact=None,
            capture=None,
            text=f"{counted(number, 'change')} {'was' if number == 1 else 'were'} expected",
            count=lineages.bit_count(),
            total=case.lineages,
            detail="; ".join((*named, *more)),
            topic=Topic.EXPECTED,
            evidence=tuple(lines),
        )
    ]


def unmet_sentences(case: Case, facts: Facts) -> list[Draft]:
    """One sentence for each demand that was not met."""
    return [Draft(_unmet(case, result)) for result in facts.expectations if result.required and result.unmet]


def _unmet(case: Case, result: ExpectationResult) -> Sentence:
    everywhere = result.capture == EVERY_HOP
    what = result.text.removeprefix(f"{result.capture}: ")
    passed = counted(result.unmet, "instance")
    if everywhere:
        text = f"{passed} passed a hop without the change that is required: {what}"
    else:
        text = f"{result.capture} let {passed} pass without the change that is required: {what}"
    return Sentence(
        impact=Impact.BREAKS,
        capture=None if everywhere else result.capture,
        text=text,
        count=result.unmet,
        total=case.lineages if everywhere else case.compared[result.capture],
        detail=f"expectation {result.number:,}, line {result.line:,}",
        topic=Topic.UNMET,
    )
