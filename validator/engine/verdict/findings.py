"""The sentences about what is wrong with the files themselves, and what hops did about it."""

from collections.abc import Iterable
from typing import NamedTuple

from validator.engine.catalogue import RULES
from validator.engine.model import DeltaState, Evidence, FindingDelta, Impact, Sentence, Severity, Topic
from validator.engine.verdict.drafts import Draft
from validator.engine.verdict.folding import MOST_SENTENCES
from validator.engine.verdict.tally import Case
from validator.engine.verdict.wording import attribute_name, counted, listed

IMPACTS = {
    Severity.ERROR: Impact.BREAKS,
    Severity.WARNING: Impact.DEGRADES,
    Severity.INFO: Impact.COSMETIC,
}
GENERAL = "IOD"
"""The family whose rules hold for any attribute."""
MOST_CODES = 5
"""So many rules are named with their code under a sentence about a hop."""


class RuleTally(NamedTuple):
    """How many files of the only capture break one rule."""

    capture: str
    code: str
    severity: Severity
    files: int
    total: int
    """Files of the capture."""
    paths: tuple[str, ...] = ()
    """The attributes at which it is broken, the most frequent first."""


def finding_sentences(tallies: Iterable[RuleTally], *, room: int = MOST_SENTENCES) -> list[Sentence]:
    """One sentence for each rule that is broken, errors first; what does not fit into ``room`` lines is counted.

    Notes (info) are left out.
    """
    ranked = sorted(tallies, key=lambda tally: (list(Severity).index(tally.severity), -tally.files, tally.code))
    told = [tally for tally in ranked if tally.severity is not Severity.INFO]
    named = room if len(told) <= room else room - 1
    sentences = [_sentence(tally) for tally in told[:named]]
    rest = told[named:]
    if rest:
        text = f"{len(rest):,} more rules are broken"
        sentences.append(Sentence(IMPACTS[rest[0].severity], None, text, len(rest), len(told), topic=Topic.FINDINGS))
    return sentences


def _sentence(tally: RuleTally) -> Sentence:
    detail = f"{tally.code} · {RULES[tally.code].reference}" if tally.code in RULES else tally.code
    return Sentence(
        impact=IMPACTS[tally.severity],
        capture=tally.capture,
        text=f"{_name(tally.code)}{_attributes(tally)}",
        count=tally.files,
        total=tally.total,
        detail=detail,
        topic=Topic.FINDINGS,
        evidence=(Evidence(tally.capture, tally.code, ""),),
    )


def _name(code: str) -> str:
    return RULES[code].name if code in RULES else code


def _attributes(tally: RuleTally) -> str:
    """The attributes concerned, where the rule's own name leaves them open, as those about modules do."""
    names = [attribute_name(path) for path in tally.paths if path]
    return f": {listed(names)}" if names and tally.code.startswith(GENERAL) else ""


def clean_sentence(files: int) -> Sentence:
    """What is said of DICOM files in which nothing was found; ``files`` counts those that were read."""
    if not files:
        text = "Nothing was checked: there is no DICOM file here."
        return Sentence(Impact.DEGRADES, None, text, 0, 0, topic=Topic.FINDINGS)
    text = f"No error and no warning in {'this file' if files == 1 else f'{files:,} files'}."
    return Sentence(None, None, text, files, files, topic=Topic.FINDINGS)


def delta_sentences(case: Case, deltas: Iterable[FindingDelta]) -> list[Draft]:
    """One sentence for each hop that introduced or fixed errors or warnings.

    None of them breaks anything: they say by which rules the changes, told by themselves, are wrong. What was fixed
    by breaking the very attribute is no merit and is not told.
    """
    told = []
    broken = {(tally.capture, tally.pattern) for tally in case.noteworthy() if tally.impact is Impact.BREAKS}
    hops: dict[str, list[FindingDelta]] = {}
    for delta in deltas:
        if delta.severity is not Severity.INFO and delta.state is not DeltaState.INHERITED:
            hops.setdefault(delta.capture, []).append(delta)
    for capture, found in hops.items():
        introduced = [delta for delta in found if delta.state is DeltaState.INTRODUCED]
        fixed = [delta for delta in found if delta.state is DeltaState.FIXED and (capture, delta.path) not in broken]
        if not introduced and not fixed:
            continue
        told.append(Draft(_delta(case, capture, introduced, fixed)))
    return told


def _delta(case: Case, capture: str, introduced: list[FindingDelta], fixed: list[FindingDelta]) -> Sentence:
    """The number of instances is that of the rule which is broken most often: others may be the same or not."""
    foremost = introduced or fixed
    phrases = []
    if introduced:
        phrases.append(f"introduced {_kinds(introduced)}: {listed([_name(code) for code in _codes(introduced)])}")
    if fixed:
        names = "" if introduced else f": {listed([_name(code) for code in _codes(fixed)])}"
        phrases.append(f"fixed {_kinds(fixed)}{names}")
    return Sentence(
        impact=Impact.DEGRADES if introduced else None,
        capture=capture,
        text=f"{capture} {'; '.join(phrases)}",
        count=max(delta.count for delta in foremost),
        total=case.compared[capture],
        detail=_numbers(foremost),
        topic=Topic.DELTA,
        evidence=tuple(dict.fromkeys(Evidence(capture, delta.code, delta.path) for delta in (*introduced, *fixed))),
    )


def _codes(deltas: Iterable[FindingDelta]) -> list[str]:
    """The rules, errors first, then by number of instances."""
    ranked = sorted(deltas, key=lambda delta: (list(Severity).index(delta.severity), -delta.count, delta.code))
    return list(dict.fromkeys(delta.code for delta in ranked))


def _kinds(deltas: list[FindingDelta]) -> str:
    """``3 errors and 1 warning``, each counted once, in however many instances it is"""
    parts = []
    for severity in (Severity.ERROR, Severity.WARNING):
        number = len({delta.code for delta in deltas if delta.severity is severity})
        if number:
            parts.append(counted(number, severity))
    return " and ".join(parts)


def _numbers(deltas: list[FindingDelta]) -> str:
    """The rules by code, each with the instances at the place where it is broken most often."""
    most: dict[str, int] = {}
    for delta in deltas:
        most[delta.code] = max(most.get(delta.code, 0), delta.count)
    codes = [f"{code} in {most[code]:,}" for code in _codes(deltas)]
    more = [f"{len(codes) - MOST_CODES:,} more"] if len(codes) > MOST_CODES else []
    return ", ".join([*codes[:MOST_CODES], *more])
