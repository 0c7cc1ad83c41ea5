"""One run of one case, as every page of the report begins: who may see it, and its captures."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from validator.models import Analysis, Capture, Case
from validator.models.case import Actor
from validator.services import cases
from validator.services.captures import chain
from validator.services.errors import NotFound


class NotRun(NotFound):
    """The case is still taking files: there is no report to show."""


class Totals(NamedTuple):
    """What the conclusion of a run counted, so that no page counts instances again."""

    files: tuple[int, ...]
    """By position of the capture."""
    states: Mapping[str, int]
    """Files by what became of them."""
    lineages: int
    looked_at: int
    """Lineages that changes are told of: the drawn ones of a sample, else all."""
    refused: int | None
    """Archives of which nothing was unpacked; ``None`` where nobody counted them then."""
    not_compared: int
    """Lineages that took the comparison with them and were left behind."""
    not_explained: int
    """Lineages of which that is true while rules were looked for."""
    writers: tuple[tuple[str, ...], ...] = ()
    """By position of the capture: who wrote most of its files."""


class Point(NamedTuple):
    """A capture as it was when the run read it; the case's own may have changed since."""

    position: int
    label: str
    ae_title: str = ""
    """As it is said now; empty where nobody said it, or the capture has another name by now. So of the next two."""
    method: str = Capture.Method.UNKNOWN
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A case and one of its analyses, with the captures in order."""

    case: Case
    analysis: Analysis
    captures: tuple[Point, ...]
    latest: bool
    """Whether this is the case's last run."""
    reopened: bool
    """Whether the case takes files for its next run."""

    @property
    def is_trace(self) -> bool:
        """Whether there is a hop at all; one capture is a validation."""
        return len(self.captures) > 1

    @property
    def is_done(self) -> bool:
        return self.analysis.state == Analysis.State.DONE

    @property
    def totals(self) -> Totals:
        """Of a run that is done."""
        summary = self.analysis.summary
        states: Counter[str] = Counter()
        for capture in summary["captures"]:
            states.update(capture["states"])
        files = tuple(capture["files"] for capture in summary["captures"])
        sampling = summary.get("sampling")
        return Totals(
            files=files,
            states=states,
            lineages=summary["lineages"],
            looked_at=sampling["compared"] if sampling else summary["lineages"],
            refused=summary.get("refused"),
            not_compared=len(summary.get("not_compared", ())),
            not_explained=len(summary.get("not_explained", ())),
            writers=tuple(tuple(capture.get("writers", ())) for capture in summary["captures"]),
        )

    @property
    def query(self) -> str:
        """What keeps an address on this run: nothing while it is the last one."""
        return "" if self.latest else f"run={self.analysis.number}"

    def label(self, position: int | None) -> str:
        """The name of the capture at a position."""
        return next((capture.label for capture in self.captures if capture.position == position), "")


def find_run(actor: Actor, *, number: int, run: int | None = None) -> Run:
    """The run asked for, else the last one.

    Raises ``NotFound`` where the actor sees no such case or it has no such run, and ``NotRun`` where it has none yet.
    """
    case = cases.find(actor, number)
    last = case.analyses.order_by("-number").first()
    if last is None:
        raise NotRun(f"Case {number} has not been analysed yet.")
    analysis = last if run in (None, last.number) else case.analyses.filter(number=run).first()
    if analysis is None:
        raise NotFound(f"Case {number} has no run {run}.")
    captures = list(chain(case.pk))
    points = [
        Point(capture.position, capture.label, capture.ae_title, capture.method, capture.taken_at)
        for capture in captures
    ]
    if analysis.state == Analysis.State.DONE:
        said = {point.label: point for point in points}
        told = [capture["label"] for capture in analysis.summary["captures"]]
        points = [said.get(label, Point(at, label))._replace(position=at) for at, label in enumerate(told)]
    reopened = any(capture.sealed_at is None for capture in captures)
    return Run(case, analysis, tuple(points), latest=analysis.pk == last.pk, reopened=reopened)
