"""What stands under a sentence about a hop: how it was done, between which captures, and where."""

from collections.abc import Iterable, Sequence

from validator.engine.verdict.gathering import LABEL_CHANGED, LABEL_KINDS, Gathered
from validator.engine.verdict.tally import LOSSES, PARTED_KINDS, Case, Tally, befell, vital
from validator.engine.verdict.wording import PRECISE_PHRASES, counted, listed


def evidence_of(case: Case, gathered: Gathered, *, count: int) -> list[str]:
    """The parts of the detail of the sentence on these changes, which befell ``count`` instances."""
    tallies, read = gathered.tallies, gathered.read
    return [
        *_intervals(case, tallies),
        *(_ways(tallies) if gathered.is_set else _shares(tallies, count=count)),
        *([] if read else _manner(tallies)),
        *_losses(tallies),
        *_owners(tallies),
        *_readings(read or tallies),
        *(_places(tallies[:1]) if gathered.is_set else _places(tallies)),
    ]


def _ways(tallies: Sequence[Tally]) -> Iterable[str]:
    """In which ways an attribute got the same value, where there were several."""
    if len(tallies) > 1:
        ranked = sorted(tallies, key=vital)
        yield listed([f"{tally.kind.removeprefix('value.')} in {tally.instances:,}" for tally in ranked])


def _intervals(case: Case, tallies: Sequence[Tally]) -> Iterable[str]:
    """Between which captures it happened, where the one before the hop does not hold the instances."""
    capture = tallies[0].capture
    since = {label for tally in tallies for label in tally.since}
    adjacent = case.labels[case.labels.index(capture) - 1]
    for label in sorted(since - {adjacent}, key=case.labels.index):
        some = "some of them " if len(since) > 1 else ""
        yield f"{some}somewhere between {label} and {capture}"


def _shares(tallies: Sequence[Tally], *, count: int) -> Iterable[str]:
    """Which of several attributes it befell in fewer instances than the sentence counts."""
    fewer = [tally for tally in sorted(tallies, key=vital) if tally.instances < count and not tally.is_private]
    if fewer and not fewer[0].kind.startswith("reference."):
        yield listed([f"{tally.name} in {tally.instances:,}" for tally in fewer])


def _manner(tallies: Sequence[Tally]) -> Iterable[str]:
    """How it was done, where that was the same every time, as far as the sentence does not say it."""
    kind, detail = tallies[0].kind, tallies[0].detail
    if any(tally.detail != detail for tally in tallies) or kind in PARTED_KINDS:
        return
    if kind == LABEL_CHANGED and detail[:1].isdigit() and befell(tallies).bit_count() > 1:
        yield f"in each {detail}"
        return
    if kind not in PRECISE_PHRASES:
        yield detail
        return
    said, _, clue = detail.rpartition("”")[2].partition("; ")
    if kind == "value.truncated":
        yield said.partition(", ")[2]
    yield clue


def _losses(tallies: Sequence[Tally]) -> Iterable[str]:
    """The worst that pixel data lost, where it was not the same everywhere."""
    first = tallies[0]
    if first.kind not in LOSSES or first.detail:
        return
    if first.largest:
        noise = "" if first.noisiest is None else f", lowest PSNR {first.noisiest:.1f} dB"
        yield f"largest difference {first.largest:,g}{noise}"
    if first.undeclared:
        yield f"not declared in Lossy Image Compression in {first.undeclared:,}"
    if first.unrenewed:
        yield f"SOP Instance UID kept in {first.unrenewed:,}"


def _owners(tallies: Sequence[Tally]) -> Iterable[str]:
    """The creators of the private attributes, where there are several."""
    details = {tally.detail for tally in tallies}
    owners = sorted(detail.removeprefix("of ") for detail in details if detail.startswith("of "))
    if tallies[0].kind.startswith("private.") and len(owners) > 1:
        yield f"of {listed(owners)}"


def _readings(tallies: Sequence[Tally]) -> Iterable[str]:
    """A text before and after, where character sets are what it is about."""
    first = tallies[0]
    before, after = first.sample.before, first.sample.after
    if not first.kind.startswith("charset.") or not before or not after:
        return
    evidence = dict(first.sample.evidence)
    recovered = evidence.get("recovered")
    example = "for example " if first.kind in LABEL_KINDS | {LABEL_CHANGED} and len(first.pairs) > 1 else ""
    if recovered and evidence.get("recoverable") and recovered != after:
        yield f"“{after}” reads “{recovered}” when put right"
    else:
        yield f"{example}“{before}” became “{after}”"


def _places(tallies: Sequence[Tally]) -> Iterable[str]:
    """Where in the data set, unless the sentence names several attributes."""
    first, more = tallies[0], len(tallies) - 1
    if first.tag and (not more or first.kind.startswith("reference.")):
        place = f"{first.pattern} {first.attribute}"
        yield f"{place} and {counted(more, 'more place')}" if more else place
