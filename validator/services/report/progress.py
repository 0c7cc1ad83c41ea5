"""How far a run is, in words."""

from collections.abc import Sequence
from typing import NamedTuple

from validator.models import Analysis
from validator.models.analysis import Phase
from validator.services.progress import PhaseProgress, Progress, progress_of
from validator.services.report.run import Run
from validator.services.retrying import Failure, Left, failures, left_by

UNITS = {
    Phase.GATHER: "file",
    Phase.UNPACK: "archive",
    Phase.READ: "file",
    Phase.COMPARE: "instance",
    Phase.EXPLAIN: "instance",
}
"""What a phase counts; the others look at the whole case."""
LINE_UNITS = {**UNITS, Phase.GATHER: "folder"}
"""What the line of a phase counts: how many files folders hold is known at their end only."""


class PhaseLine(NamedTuple):
    """One phase of the run."""

    label: str
    state: str
    """``done``, ``now``, ``waiting`` or ``stopped``."""
    told: str
    """What there is to say of it now: so many of so many, how long it took."""
    remark: str
    """What of it failed, or was taken over; mostly empty."""


class RunProgress(NamedTuple):
    """Everything the page of a running case shows."""

    now: Progress
    unit: str
    """What the present phase counts, in the plural; empty where it looks at the whole case."""
    phases: tuple[PhaseLine, ...]
    """Without those in which there was nothing to do."""
    remaining: str
    """In words; empty until it can be said."""
    hidden: int
    """How many failures there are beside those that are named."""


class Undone(NamedTuple):
    """What a run left undone, for the page that offers to try it again."""

    left: Left
    failed: int
    """How much could not be done, archives that are refused for good included."""
    failures: Sequence[Failure]
    hidden: int
    """How many there are beside those that are named."""


def run_progress(run: Analysis) -> RunProgress:
    """The present phase in numbers, the others in words."""
    now = progress_of(run)
    unit = UNITS.get(now.phase, "")
    return RunProgress(
        now,
        f"{unit}s" if unit else "",
        tuple(_line(phase) for phase in now.phases if phase.state != "skipped"),
        _duration(now.remaining),
        max(0, now.failed - len(now.failures)),
    )


def undone_of(run: Run) -> Undone:
    """What the last run of a case left undone."""
    left, named = left_by(run.analysis), failures(run.analysis)
    failed = max(left.failed, len(named))
    return Undone(left, failed, named, failed - len(named))


def _line(phase: PhaseProgress) -> PhaseLine:
    return PhaseLine(phase.label[0].upper() + phase.label[1:], phase.state, _told(phase), _remark(phase))


def _told(phase: PhaseProgress) -> str:
    if phase.state == "waiting":
        return ""
    unit = LINE_UNITS.get(phase.phase)
    took = "" if phase.seconds is None else _took(phase.seconds)
    if phase.state == "done":
        counted = f"{phase.total:,} {unit}{'' if phase.total == 1 else 's'}" if unit else ""
        return ", ".join(filter(None, (counted, took))) or "done"
    counted = f"{phase.done:,} of {phase.total:,}" if unit and phase.total else ""
    if phase.state == "stopped":
        return f"stopped here, at {counted}" if counted else "stopped here"
    return counted or "now"


def _remark(phase: PhaseProgress) -> str:
    said = []
    if phase.taken_over:
        said.append(f"{phase.taken_over:,} taken over from an earlier run")
    if phase.failed:
        said.append(f"{phase.failed:,} could not be done")
    return ", ".join(said)


def _took(seconds: float) -> str:
    return "under 1 s" if seconds < 1 else _in_words(seconds)


def _duration(seconds: int | None) -> str:
    return "" if seconds is None else f"about {_in_words(max(1, seconds))}"


def _in_words(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
