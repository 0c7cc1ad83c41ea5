"""An analysis: started, advanced from phase to phase, cancelled."""

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now

from validator.jobs import hints, queue
from validator.jobs.limits import LATER, SOON
from validator.models import Analysis, Capture, Case, File
from validator.models.analysis import Phase
from validator.models.case import Actor
from validator.services import audit, captures, expectations, manifests, packing, plans, retention
from validator.services.errors import Invalid, Sealed

SMALL = 1000
"""Cases with fewer files go before larger ones, so that one file need not wait for a migration."""


def start(actor: Actor, case: Case) -> Analysis:
    """Seal the captures and begin.

    Raises ``Sealed`` where they are sealed already, ``Invalid`` where one is empty, the expectations name another one
    or the files of the case were deleted.
    """
    retention.require_files(case)
    with captures.open_case(case):
        manifests.require_known(case)
        captures.put_lists_last(case)
        if not captures.chain(case.pk).exists():
            raise Invalid("Every capture is a list: add one with files that the lists can be held against.")
        counts = {capture: capture.files.count() for capture in case.captures.all()}
        for capture, count in counts.items():
            if not count and capture.kind != Capture.Kind.FOLDER:
                raise Invalid(f"Capture {capture.label!r} has no files yet: add some, or remove the capture.")
        expected = expectations.fitting(case)
        captures.seal(case)
        last = Analysis.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
        analysis = Analysis.objects.create(
            case=case,
            number=last + 1,
            engine_version=packing.engine_version(),
            expectations=expected,
            sample=case.sample,
        )
        queue.enqueue(analysis.pk, Phase.GATHER, plans.plan(analysis, Phase.GATHER), priority=priority(analysis))
        audit.record(actor, "analysis.started", case=case.pk, analysis=analysis.number, files=sum(counts.values()))
    advance(analysis.pk)
    wake(analysis.pk)
    return analysis


def advance(number: int) -> bool:
    """Go on to the next phase where the present one has nothing open; whether it did.

    Runs in its own transaction, after that of the job that was finished: the last two workers of a phase cannot see
    each other's uncommitted rows, and whoever commits last sees all. Any number may call it at once.
    """
    moved = False
    while True:
        with transaction.atomic():
            analysis = Analysis.objects.filter(pk=number, state=Analysis.State.RUNNING).first()
            if analysis is None or queue.is_open(number, Phase(analysis.phase)):
                return moved
            following = plans.following(Phase(analysis.phase))
            if following is None:
                return moved
            here = Analysis.objects.filter(pk=number, state=Analysis.State.RUNNING, phase=analysis.phase)
            if not here.update(phase=following, phase_at=Now()):
                return moved
            specs = queue.uncovered(number, following, plans.plan(analysis, following))
            queue.enqueue(number, following, specs, priority=priority(analysis))
            moved = True


def wake(number: int) -> None:
    """Hint at what an analysis has due."""
    analysis = Analysis.objects.filter(pk=number, state=Analysis.State.RUNNING).first()
    if analysis is not None:
        phase = Phase(analysis.phase)
        hints.send(queue.LANE_OF[phase], queue.due(number, phase))


def cancel(actor: Actor, case: Case) -> Analysis:
    """Stop the running analysis; what it found so far is dropped. Raises ``Invalid`` where none is running."""
    captures.require_change(case)
    with transaction.atomic():
        analysis = Analysis.objects.filter(case=case, state=Analysis.State.RUNNING).first()
        if analysis is None or not _end(analysis.pk, Analysis.State.CANCELLED):
            raise Invalid("There is no analysis running, so there is nothing to cancel.")
        queue.cancel(analysis.pk)
        audit.record(actor, "analysis.cancelled", case=case.pk, analysis=analysis.number)
    analysis.refresh_from_db()
    return analysis


def reopen(actor: Actor, case: Case) -> None:
    """Open the captures for further files and a new run.

    Raises ``Sealed`` while one is going on, ``Invalid`` where the files of the case were deleted.
    """
    captures.require_change(case)
    retention.require_files(case)
    with transaction.atomic():
        if Analysis.objects.filter(case=case, state=Analysis.State.RUNNING).exists():
            raise Sealed("The analysis is still running: wait until it is done, or cancel it.")
        captures.unseal(case)
        audit.record(actor, "case.reopened", case=case.pk)


def fail(number: int, sentence: str) -> None:
    """The analysis cannot be finished: say why and drop what is open."""
    with transaction.atomic():
        if _end(number, Analysis.State.FAILED):
            Analysis.objects.filter(pk=number).update(error=sentence)
            queue.cancel(number)


def latest(case: Case) -> Analysis | None:
    return Analysis.objects.filter(case=case).order_by("-number").first()


def priority(analysis: Analysis) -> int:
    return SOON if File.objects.filter(capture__case_id=analysis.case_id).count() < SMALL else LATER


def _end(number: int, state: Analysis.State) -> bool:
    running = Analysis.objects.filter(pk=number, state=Analysis.State.RUNNING)
    return bool(running.update(state=state, finished_at=Now()))
