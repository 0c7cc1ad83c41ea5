"""Whether everything is there: instances missing, added, doubled or in conflict, and the sentence that all is well."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from validator.engine.compare import impact_of
from validator.engine.compare.instance_kinds import ADDED, CONFLICT, DUPLICATED, MISSING
from validator.engine.kept import Marks
from validator.engine.model import (
    Ambiguity,
    Entity,
    EntityCount,
    Evidence,
    Facts,
    Impact,
    Presence,
    Sampling,
    Sentence,
    Topic,
)
from validator.engine.verdict.drafts import Draft
from validator.engine.verdict.known import Known
from validator.engine.verdict.methods import doubt
from validator.engine.verdict.tally import Case
from validator.engine.verdict.wording import counted, entities, listed

WORDS = {
    ADDED: (
        "{capture} has 1 instance that was not there before",
        "{capture} has {n:,} instances that were not there before",
    ),
    DUPLICATED: (
        "{capture} holds 1 instance more than once",
        "{capture} holds {n:,} instances more than once",
    ),
    CONFLICT: (
        "{capture} holds 1 instance in different versions under one UID",
        "{capture} holds {n:,} instances in different versions under one UID",
    ),
}
NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
"""From two on, in words."""
MOST_SERIES = 3
"""So many series that lack instances are named."""


def presence_sentences(known: Known) -> list[Draft]:
    """One sentence a capture and kind, and one a capture for files that fit several instances."""
    case, facts = known.case, known.facts
    gone: dict[tuple[str, str], _Befallen] = defaultdict(_Befallen)
    for entry in case.presence:
        if entry.expected is None:
            gone[entry.capture, entry.kind].add(entry)
    told = [_sentence(known, *place, found) for place, found in gone.items()]
    return told + [_ambiguity(case, capture, facts) for capture in case.labels if _of(facts, capture)]


@dataclass(slots=True)
class _Befallen:
    """The instances that a capture lacks, adds or holds more than once."""

    lineages: Marks = field(default_factory=Marks)
    example: str = ""
    """A file of the one that was told first."""

    def add(self, entry: Presence) -> None:
        self.example = self.example or entry.file
        self.lineages.add(entry.lineage)


def _sentence(known: Known, capture: str, kind: str, found: _Befallen) -> Draft:
    case, facts, line = known.case, known.facts, Evidence(capture, kind, "")
    number = len(found.lineages)
    detail = [f"{found.example} and {number - 1:,} more" if number > 1 else found.example]
    if kind == MISSING:
        text, where = _missing(case, facts, capture, number)
        unsure = {each for one in _of(facts, capture) for each in one.lineages if each in found.lineages}
        perhaps = f"{len(unsure):,} of them may be in files that fit several instances" if unsure else ""
        detail = [where, *detail, perhaps]
    else:
        text = WORDS[kind][number > 1].format(capture=capture, n=number)
    detail.append(doubt([line], known.taken(capture)))
    sentence = Sentence(
        impact=impact_of(kind, 0),
        capture=capture,
        text=text,
        count=number,
        total=case.held[case.before(capture) if kind == MISSING else capture],
        detail=" · ".join(filter(None, detail)),
        topic=Topic.PRESENCE,
        evidence=(line,),
    )
    return Draft(sentence, lineages=found.lineages.bits)


def _missing(case: Case, facts: Facts, capture: str, number: int) -> tuple[str, str]:
    """What a capture lacks, and of which series, where it was counted by series and the counts are of this hop."""
    at = case.labels.index(capture)
    series_counts = [row for row in facts.studies if row.entity is Entity.SERIES]
    since = [(row, row.missing[at] - max(row.missing[:at], default=0)) for row in series_counts]
    rows = [(row, missing) for row, missing in since if missing > 0]
    if sum(missing for _, missing in rows) != number:
        return f"{capture} lacks {counted(number, 'instance')} that {case.before(capture)} had", ""
    whole = [row for row, _ in rows if not row.counts[at]]
    parts = [(row, missing) for row, missing in rows if row.counts[at]]
    if len(rows) == 1:
        ((row, missing),) = rows
        series = f"{row.modality} series".strip()
        if whole:
            return f"{capture} lacks a whole {series}, {counted(missing, 'instance')}", f"series {row.series}"
        return (
            f"{capture} lacks {missing:,} of {missing + row.counts[at]:,} instances of one {series}",
            f"series {row.series}",
        )
    ways = [f"{len(whole):,} whole series"] if whole else []
    if parts:
        ways.append(f"{'part' if len(parts) == 1 else 'parts'} of {len(parts):,} series")
    had = f"{counted(number, 'instance')} that {case.before(capture)} had"
    return f"{capture} lacks {had}: {listed(ways)}", _named(rows, at)


def _named(rows: Sequence[tuple[EntityCount, int]], at: int) -> str:
    """The series that lack most."""
    ranked = sorted(rows, key=lambda one: (-one[1], one[0].series))
    named = [
        f"{row.modality} series {row.series}: {missing:,} of {missing + row.counts[at]:,}".strip()
        for row, missing in ranked[:MOST_SERIES]
    ]
    more = [f"{len(ranked) - MOST_SERIES:,} more series"] if len(ranked) > MOST_SERIES else []
    return "; ".join([*named, *more])


def _of(facts: Facts, capture: str) -> list[Ambiguity]:
    return [one for one in facts.ambiguous if one.capture == capture]


def _ambiguity(case: Case, capture: str, facts: Facts) -> Draft:
    """Files that fit several instances: all of a capture together."""
    found = _of(facts, capture)
    number = sum(len(one.files) for one in found)
    ended = Marks()
    for lineage in (lineage for one in found for lineage in one.lineages):
        ended.add(lineage)
    began = sum(len(one.began) for one in found)
    chosen = "none was chosen" if began else "nothing tells those apart, so any was taken"
    text = f"{counted(number, 'file')} at {capture} {'fits' if number == 1 else 'fit'} several instances equally well"
    agreeing = list(dict.fromkeys(reason for one in found for reason in one.reasons))
    detail = (
        f"{listed(agreeing)} {'agrees' if len(agreeing) == 1 else 'agree'}" if agreeing else "",
        f"they stand as {len(ended):,} missing and {began:,} added" if began else "",
    )
    sentence = Sentence(
        impact=Impact.DEGRADES,
        capture=capture,
        text=f"{text}; {chosen}",
        count=number,
        total=case.held[capture],
        detail=" · ".join(filter(None, detail)),
        topic=Topic.AMBIGUITY,
    )
    return Draft(sentence, lineages=ended.bits)


def completeness_sentences(case: Case, facts: Facts) -> list[Sentence]:
    """What is well, where it is true: that nothing changed, or at least that nothing was lost."""
    if len(case.labels) < 2:
        return []
    if not case.lineages:
        text = "No capture holds a DICOM instance: there is nothing to compare."
        return [Sentence(Impact.DEGRADES, None, text, 0, 0, topic=Topic.COMPLETENESS)]
    if facts.sampling is not None:
        return [_sampled(case, facts.sampling)]
    if any(entry.kind == MISSING for entry in case.presence):
        return []
    everywhere = _everywhere(len(case.labels))
    if not case.kinds and not case.presence:
        return [_unchanged(case, facts, everywhere)]
    instances = counted(case.lineages, "instance")
    if any(case.held[label] != case.lineages for label in case.labels):
        text = "Nothing was lost: every instance is still there at every later capture."
        return [_well(case, text, _extent(facts))]
    pixels = not any(kind.startswith("pixel.") and kind != "pixel.description" for kind in case.kinds)
    same = ", with equal pixel data" if pixels else ""
    verb = "is" if case.lineages == 1 else "are"
    text = f"{case.lineages:,} of {instances} {verb} there at {everywhere}{same}."
    if all(tally.is_expected for tally in case.noteworthy()) and all(entry.expected for entry in case.presence):
        text = f"Nothing unexpected changed: {text}"
    return [_well(case, text, _extent(facts))]


def _sampled(case: Case, sampling: Sampling) -> Sentence:
    """What was compared, so that nobody takes what follows for more, and whether nothing changed in that."""
    drawn = f"{sampling.compared:,} of {counted(sampling.population, 'instance')} were compared, drawn at random"
    unchanged = "" if case.kinds else "No value changed in a sample: "
    is_lost = any(entry.kind == MISSING for entry in case.presence)
    return Sentence(
        impact=None,
        capture=None,
        text=f"{unchanged}{drawn}; of the others it is told only which are there.",
        count=sampling.compared,
        total=sampling.population,
        detail="" if is_lost else "nothing was lost: every instance is still there at every later capture",
        topic=Topic.COMPLETENESS,
    )


def _everywhere(captures: int) -> str:
    """``both captures``, ``all three captures``, ``all 12 captures``"""
    if captures == 2:
        return "both captures"
    return f"all {NUMBERS[captures - 2] if captures - 2 < len(NUMBERS) else f'{captures:,}'} captures"


def _unchanged(case: Case, facts: Facts, everywhere: str) -> Sentence:
    encoding = sum(tally.changes for tally in case.tallies.values())
    harmless = all(tally.impact is Impact.COSMETIC for tally in case.tallies.values())
    say = "says" if case.lineages == 1 else "say"
    text = (
        f"{'Nothing' if harmless else 'No value'} changed: "
        f"{case.lineages:,} of {counted(case.lineages, 'instance')} {say} the same at {everywhere}."
    )
    detail = (
        _extent(facts),
        f"{counted(facts.elements, 'element')} compared" if facts.elements else "",
        f"{counted(encoding, 'difference')} of encoding, none of meaning" if encoding else "",
    )
    return _well(case, text, " · ".join(filter(None, detail)))


def _extent(facts: Facts) -> str:
    """How many studies and series that is, where it was counted."""
    series = sum(row.entity is Entity.SERIES for row in facts.studies)
    studies = len(facts.studies) - series
    return f"{entities(studies, Entity.STUDY)}, {entities(series, Entity.SERIES)}" if studies and series else ""


def _well(case: Case, text: str, detail: str) -> Sentence:
    return Sentence(None, None, text, case.lineages, case.lineages, detail, topic=Topic.COMPLETENESS)
