"""The list of cases: each with its chain, its state and the first sentence of its verdict."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db.models import Count

from validator.models import Analysis, AuditEvent, Capture, Case, File
from validator.models.case import Actor
from validator.services import cases, results
from validator.services.progress import progress_of
from validator.services.report.hops import HopCount, hop_counts

CASES_A_PAGE = 50
DOT_GAP = 34


class Dot(NamedTuple):
    """A capture or a hop in the thumbnail of a chain."""

    x: int
    impact: str


class CaseLine(NamedTuple):
    """One case of the list."""

    case: Case
    state: str
    """``draft``, ``running``, ``done``, ``failed`` or ``cancelled``."""
    impact: str | None
    """The worst of the verdict; ``None`` where there is none."""
    sentence: str
    more: int
    """How many further sentences of the verdict tell of something wrong."""
    captures: tuple[str, ...]
    files: int
    dots: tuple[Dot, ...]
    width: int


class CaseList(NamedTuple):
    """A page of the list."""

    lines: tuple[CaseLine, ...]
    total: int
    page: int
    pages: int
    moving: bool
    """Whether something is on its way: a run, or at the first start the sample case."""

    @property
    def only_sample(self) -> bool:
        """Whether nobody has made a case yet."""
        return self.total == 1 and self.lines[0].case.is_sample


def case_list(actor: Actor, *, page: int = 1, sought: str = "") -> CaseList:
    """The cases that the actor may see, the newest first."""
    found = cases.visible(actor)
    for word in sought.split():
        found = found.filter(title__icontains=word)
    total = found.count()
    pages = max(1, -(-total // CASES_A_PAGE))
    page = min(page, pages)
    shown = list(found[(page - 1) * CASES_A_PAGE : page * CASES_A_PAGE])
    runs = _last_runs(shown)
    hops = hop_counts(run.pk for run in runs.values())
    captures = _captures(shown)
    files = _files(shown, runs)
    lines = tuple(
        _line(
            case,
            run := runs.get(case.pk),
            labels=captures.get(case.pk, []),
            files=files.get(case.pk, 0),
            hops=hops.get(run.pk, {}) if run else {},
        )
        for case in shown
    )
    first_start = not total and not sought and not AuditEvent.objects.exists()
    moving = first_start or any(line.state == Analysis.State.RUNNING for line in lines)
    return CaseList(lines, total, page, pages, moving)


def _last_runs(shown: Sequence[Case]) -> dict[int, Analysis]:
    """The last run of each case that has one."""
    return {run.case_id: run for run in Analysis.objects.filter(case__in=shown).order_by("number")}


def _captures(shown: Sequence[Case]) -> dict[int, list[str]]:
    """The labels of each case, in order."""
    labels: dict[int, list[str]] = {}
    holding = Capture.objects.filter(case__in=shown).exclude(kind=Capture.Kind.MANIFEST)
    for case, label in holding.order_by("position").values_list("case_id", "label"):
        labels.setdefault(case, []).append(label)
    return labels


def _files(shown: Sequence[Case], runs: Mapping[int, Analysis]) -> dict[int, int]:
    """How many files each case has: from the summary of a finished run, else counted."""
    told = {
        case: sum(capture["files"] for capture in run.summary["captures"])
        for case, run in runs.items()
        if run.state == Analysis.State.DONE
    }
    rest = [case.pk for case in shown if case.pk not in told]
    counted = File.objects.filter(capture__case__in=rest).values_list("capture__case").annotate(n=Count("pk"))
    return told | dict(counted.order_by("capture__case"))


def _line(
    case: Case, run: Analysis | None, *, labels: Sequence[str], files: int, hops: Mapping[int, HopCount]
) -> CaseLine:
    state = str(run.state) if run else "draft"
    verdict = results.sentences(run) if run and run.state == Analysis.State.DONE else []
    wrong = [sentence for sentence in verdict if sentence.impact]
    first = next(iter(wrong or verdict), None)
    return CaseLine(
        case=case,
        state=state,
        impact=first.impact if first else None,
        sentence=_sentence(run, first.text if first else ""),
        more=max(0, len(wrong) - 1),
        captures=tuple(labels),
        files=files,
        dots=_dots(labels, hops, done=state == "done"),
        width=8 + (len(labels) - 1) * DOT_GAP + 8,
    )


def _sentence(run: Analysis | None, verdict: str) -> str:
    if run is None:
        return "No run yet: add files and start."
    if run.state == Analysis.State.RUNNING:
        progress = progress_of(run)
        counted = f": {progress.done:,} of {progress.total:,}" if progress.total > 1 else ""
        return f"Now {progress.label}{counted}."
    if run.state == Analysis.State.CANCELLED:
        return "Cancelled before the verdict."
    if run.state == Analysis.State.FAILED:
        return run.error or "The run failed."
    return verdict


def _dots(labels: Sequence[str], hops: Mapping[int, HopCount], *, done: bool) -> tuple[Dot, ...]:
    dots = []
    for position in range(len(labels)):
        if position and done:
            dots.append(Dot(8 + position * DOT_GAP - DOT_GAP // 2, hops.get(position, HopCount()).impact or "fine"))
        dots.append(Dot(8 + position * DOT_GAP, "node"))
    return tuple(dots)
