"""Words and numbers that the formats for people share."""

from validator.engine.catalogue import KINDS
from validator.engine.model import Change, ExpectationResult, Severity, State
from validator.engine.report.contents import SEVERITIES
from validator.engine.report.hops import HopOverview
from validator.engine.report.inert import visible
from validator.engine.report.overview import CheckOverview, Place

NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
SHOWN = 80
"""Characters of a value that a line shows."""


def count_of(number: int, noun: str) -> str:
    """``1 file``, ``2,048 files``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def paragraphs(words: str) -> list[str]:
    """The paragraphs of a page's text, each as one line."""
    return [" ".join(paragraph.split()) for paragraph in words.split("\n\n")]


def cut_value(value: str | None) -> str:
    """A value in quotes, cut with an ellipsis; a word where there is none. Not yet safe to show."""
    if value is None:
        return "absent"
    return f"“{value[:SHOWN]}{'…' if len(value) > SHOWN else ''}”"


def shown_value(value: str | None) -> str:
    """The same, safe to show."""
    return visible(cut_value(value))


def shown_sides(change: Change) -> tuple[str, ...]:
    """What stood there and what stands there now; once where a reference broke that nobody touched."""
    if change.before == change.after:
        return (shown_value(change.after),)
    return shown_value(change.before), shown_value(change.after)


def named_files(place: Place) -> str:
    """The files of a place in one line: ``a.dcm, b.dcm and 12 more``; not yet safe to show."""
    return ", ".join(place.files) + (f" and {place.more:,} more" if place.more else "")


def check_verdict(overview: CheckOverview) -> str:
    """The one sentence that a check comes down to."""
    counted = [
        count_of(overview.severities[severity], NOUNS[severity])
        for severity in SEVERITIES
        if overview.severities[severity]
    ]
    files = count_of(overview.files, "file")
    verdict = f"{_joined(counted)} in {files}." if counted else f"Nothing to report in {files}."
    if overview.states[State.DAMAGED]:
        verdict += f" Damaged: {overview.states[State.DAMAGED]:,}."
    if overview.states[State.NOT_DICOM]:
        verdict += f" Not DICOM: {overview.states[State.NOT_DICOM]:,}."
    return verdict


def kind_title(kind: str) -> str:
    """``Zero-padded``; the name of a kind that the catalogue does not know."""
    return KINDS[kind].title if kind in KINDS else kind


def expected_counts(hop: HopOverview) -> str:
    """What a hop was allowed to do, by kind: ``Prefixed 512, New UID 3``; empty where that is nothing."""
    return ", ".join(f"{kind_title(kind)} {count:,}" for kind, count in sorted(hop.expected.items()) if count)


def expectation_outcome(result: ExpectationResult) -> str:
    """What came of an entry: ``unmet in 3 instances, 509 changes``."""
    parts = [f"unmet in {count_of(result.unmet, 'instance')}"] if result.unmet else []
    parts.append(count_of(result.allowed, "change"))
    if result.undecided:
        parts.append(f"{result.undecided:,} with values too long to be judged")
    return ", ".join(parts)


def _joined(parts: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
