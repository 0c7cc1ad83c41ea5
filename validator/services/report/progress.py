"""How far a run is, phase by phase."""

from typing import NamedTuple

from validator.models import Analysis
from validator.models.analysis import Phase
from validator.services import analysis as analyses
from validator.services.analysis import Progress


class PhaseLine(NamedTuple):
    """One phase of the run."""

    label: str
    state: str
    """``done``, ``now`` or ``waiting``."""


class RunProgress(NamedTuple):
    """Everything the page of a running case shows."""

    now: Progress
    phases: tuple[PhaseLine, ...]
    remaining: str
    """In words; empty until it can be said."""


def progress_of(analysis: Analysis) -> RunProgress:
    """The present phase in numbers, the others in words."""
    now = analyses.progress(analysis)
    order = list(Phase)
    here = order.index(Phase(analysis.phase))
    ended = analysis.state != Analysis.State.RUNNING
    phases = tuple(
        PhaseLine(phase.label[0].upper() + phase.label[1:], _state(at, here, stopped=ended))
        for at, phase in enumerate(order)
    )
    return RunProgress(now, phases, _duration(now.remaining))


def _state(at: int, here: int, *, stopped: bool) -> str:
    if at < here:
        return "done"
    if at == here:
        return "stopped" if stopped else "now"
    return "waiting"


def _duration(seconds: int | None) -> str:
    if seconds is None:
        return ""
    if seconds < 90:
        return f"about {max(1, seconds)} s"
    return f"about {round(seconds / 60)} min" if seconds < 5400 else f"about {seconds / 3600:.1f} h"
