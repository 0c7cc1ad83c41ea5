"""The sentences about instances that are missing, added, doubled or in conflict, and the one that nothing was lost."""

from collections import defaultdict

from validator.engine.compare import impact_of
from validator.engine.compare.instance_kinds import ADDED, CONFLICT, DUPLICATED, MISSING
from validator.engine.model import Evidence, Impact, Sentence, Topic
from validator.engine.verdict.tally import Case
from validator.engine.verdict.wording import counted

WORDS = {
    MISSING: ("{capture} lacks 1 instance that {before} had", "{capture} lacks {n:,} instances that {before} had"),
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
NUMBERS = {2: "both", 3: "all three", 4: "all four", 5: "all five", 6: "all six"}


def presence_sentences(case: Case) -> list[Sentence]:
    """One sentence a capture and kind."""
    files: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for entry in case.presence:
        files[entry.capture, entry.kind].setdefault(entry.lineage, entry.file)
    sentences = []
    for (capture, kind), found in sorted(files.items(), key=lambda group: case.labels.index(group[0][0])):
        before = case.labels[case.labels.index(capture) - 1]
        text = WORDS[kind][len(found) > 1].format(capture=capture, before=before, n=len(found))
        holder = before if kind == MISSING else capture
        detail = _examples(list(found.values()))
        line = Evidence(capture, kind, "")
        sentences.append(
            Sentence(
                *(impact_of(kind, 0), capture, text, len(found), case.held[holder], detail),
                topic=Topic.PRESENCE,
                evidence=(line,),
            )
        )
    return sentences


def _examples(files: list[str]) -> str:
    more = len(files) - 1
    return f"{files[0]} and {more:,} more" if more else files[0]


def _is_harmless(case: Case) -> bool:
    return all(tally.impact is Impact.COSMETIC for tally in case.tallies.values())


def reassurance(case: Case) -> list[Sentence]:
    """What is well: said last, and only where it is true."""
    if len(case.labels) < 2:
        return []
    if not case.lineages:
        text = "No capture holds a DICOM instance: there is nothing to compare."
        return [Sentence(Impact.DEGRADES, None, text, 0, 0)]
    sentences = []
    kinds = {tally.kind for tally in case.of_meaning()}
    lost = any(entry.kind == MISSING for entry in case.presence)
    everywhere = NUMBERS.get(len(case.labels), f"all {len(case.labels)}")
    if not kinds and not case.presence:
        encoding = sum(tally.changes for tally in case.tallies.values())
        detail = f"{counted(encoding, 'difference')} of encoding, which mean nothing" if encoding else ""
        what = "Nothing" if _is_harmless(case) else "No value"
        text = f"{what} changed: {case.lineages:,} of {case.lineages:,} say the same at {everywhere} captures."
        return [Sentence(None, None, text, case.lineages, case.lineages, detail)]
    whole = all(case.held[label] == case.lineages for label in case.labels)
    if not lost and whole:
        pixels = not any(kind.startswith("pixel.") and kind != "pixel.description" for kind in kinds)
        same = f", pixel data equal at {everywhere}" if pixels else ""
        text = f"Nothing was lost: {case.lineages:,} of {case.lineages:,} at every capture{same}."
        sentences.append(Sentence(None, None, text, case.lineages, case.lineages))
    elif not lost:
        text = "Nothing was lost: every instance is still there at every later capture."
        sentences.append(Sentence(None, None, text, case.lineages, case.lineages))
    return sentences
