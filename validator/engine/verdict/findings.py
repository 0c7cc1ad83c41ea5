"""The sentences about what is wrong with the files themselves."""

from collections.abc import Iterable
from typing import NamedTuple

from validator.engine.catalogue import RULES
from validator.engine.model import Impact, Sentence, Severity
from validator.engine.verdict.wording import counted

IMPACTS = {
    Severity.ERROR: Impact.BREAKS,
    Severity.WARNING: Impact.DEGRADES,
    Severity.INFO: Impact.COSMETIC,
}
MOST_SENTENCES = 8
"""So many rules are named; the rest is one line."""


class RuleTally(NamedTuple):
    """How many files of the only capture break one rule."""

    capture: str
    code: str
    severity: Severity
    files: int
    total: int
    """Files of the capture."""


def finding_sentences(tallies: Iterable[RuleTally]) -> list[Sentence]:
    """One sentence for each rule that is broken, errors first; notes (info) are only counted."""
    ranked = sorted(tallies, key=lambda tally: (list(Severity).index(tally.severity), -tally.files, tally.code))
    told = [tally for tally in ranked if tally.severity is not Severity.INFO]
    sentences = [_sentence(tally) for tally in told[:MOST_SENTENCES]]
    rest = len(told) - len(sentences)
    if rest:
        sentences.append(Sentence(Impact.DEGRADES, None, f"{counted(rest, 'more rule')} broken", rest, len(told)))
    return sentences


def _sentence(tally: RuleTally) -> Sentence:
    rule = RULES.get(tally.code)
    name = rule.name if rule else tally.code
    detail = f"{tally.code} · {rule.reference}" if rule else tally.code
    return Sentence(IMPACTS[tally.severity], tally.capture, name, tally.files, tally.total, detail)


def clean_sentence(files: int) -> Sentence:
    """What is said of DICOM files in which nothing was found; ``files`` counts those that were read."""
    if not files:
        return Sentence(Impact.DEGRADES, None, "Nothing was checked: there is no DICOM file here.", 0, 0)
    text = f"No error and no warning in {'this file' if files == 1 else f'{files:,} files'}."
    return Sentence(None, None, text, files, files)
