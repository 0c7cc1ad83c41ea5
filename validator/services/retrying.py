"""A new run that does what the last one left undone, and takes over the rest.

A run that has ended is never changed: its report, its exports and whoever cites it stand on it. So what is tried again
is a run of its own over the same instances. What the last one read is taken over as it is; what it compared is taken
over where nothing is read again, for then the pairs are the same. Pairing, settling and concluding are always done.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet, Sum

from validator.jobs import queue
from validator.models import Analysis, Capture, Case, ChunkResult, File, Instance, Job, Member, Pack
from validator.models.analysis import Phase
from validator.models.case import Actor
from validator.services import analysis as analyses
from validator.services import audit, captures, packing, plans, retention, unpacking
from validator.services.errors import Invalid, NotFound, Sealed

SHOWN = 20
"""Of each kind of failure: how many are named."""
WORTH_TRYING = (unpacking.CRASHED, "Its bytes are gone from the spool.")
"""Why an archive may have been refused that need not be so the next time."""
STOPPED = {
    Phase.COMPARE: "It stopped the program that compares it, twice, so it was left out.",
    Phase.EXPLAIN: "It stopped the program that looks for the rules behind its changes, twice, so it was left out.",
}
OPEN_CASE = "This case takes files again, so its last run is not what would be tried again: start a new run."
NOTHING = "Run {number} left nothing undone, so there is nothing to try again."
RUNNING = "The analysis is still running: what fails can be tried again when it has ended."


class Failure(NamedTuple):
    """Something that a run could not do."""

    what: str
    """``archive``, ``instance``, ``comparison`` or ``explanation``."""
    name: str
    """Of the file, or of the first file of the lineage."""
    reason: str
    """A sentence."""
    lineage: int | None = None
    ordinal: int | None = None


class Left(NamedTuple):
    """What a run left undone."""

    archives: int = 0
    """That were refused for a reason that may have passed."""
    instances: int = 0
    comparisons: int = 0
    """Lineages that were not compared."""
    explanations: int = 0
    """Lineages that were not searched for rules."""
    ended_early: bool = False
    """Whether the run was cancelled, or failed."""

    @property
    def failed(self) -> int:
        """How many failed, one by one."""
        return self.archives + self.instances + self.comparisons + self.explanations

    def __bool__(self) -> bool:
        return self.ended_early or self.failed > 0


class Retry(NamedTuple):
    """What became of it."""

    run: int
    """The number of the new run."""
    of: int
    """The number of the one whose failures it is about."""
    failed: int
    """How many there were."""
    taken_over: int
    """Instances whose reading is taken over."""
    whole: bool
    """Whether nothing could be taken over, so that this is a run like the first one."""


def left_by(run: Analysis) -> Left:
    """What could be tried again of a run."""
    return Left(
        archives=_archives(run).count(),
        instances=_crashed(run).count(),
        comparisons=_left_behind(run, Phase.COMPARE).count(),
        explanations=_left_behind(run, Phase.EXPLAIN).count(),
        ended_early=run.state in (Analysis.State.FAILED, Analysis.State.CANCELLED),
    )


def failures(run: Analysis, most: int = SHOWN) -> list[Failure]:
    """What failed so far and why: of each kind so many, the first ones."""
    found = [Failure("archive", file.name, file.detail) for file in _refused(run).order_by("pk")[:most]]
    crashed = _crashed_so_far(run).select_related("file").order_by("ordinal")[:most]
    found += [Failure("instance", each.file.name, each.kind, ordinal=each.ordinal) for each in crashed]
    for phase, what in ((Phase.COMPARE, "comparison"), (Phase.EXPLAIN, "explanation")):
        lineages = list(_left_behind(run, phase).order_by("first").values_list("first", flat=True)[:most])
        named = _names(run, lineages)
        found += [Failure(what, named.get(lineage, ""), STOPPED[phase], lineage=lineage) for lineage in lineages]
    return found


def retry(actor: Actor, case: Case) -> Retry:
    """Start a run that does what the last one left undone.

    Raises ``Sealed`` while one is going on, ``Invalid`` where there was none, it left nothing undone, the case takes
    files again or does not keep them any more.
    """
    captures.require_change(case)
    retention.require_files(case)
    with transaction.atomic():
        last = _last_of(case)
        left = left_by(last)
        if not left:
            raise Invalid(NOTHING.format(number=last.number))
        is_whole = not _can_be_taken_over(last, left)
        run = Analysis.objects.create(
            case=case,
            number=last.number + 1,
            engine_version=packing.engine_version(),
            expectations=last.expectations,
            sample=last.sample,
        )
        if is_whole:
            _archives(last).update(state=File.State.ARCHIVE, detail="")
            specs = plans.plan(run, Phase.GATHER)
            queue.enqueue(run.pk, Phase.GATHER, specs, priority=analyses.priority(run))
        else:
            _take_over(last, run, left)
        audit.record(actor, "analysis.retried", case=case.pk, analysis=run.number, of=last.number, failed=left.failed)
    analyses.advance(run.pk)
    analyses.wake(run.pk)
    return Retry(run.number, last.number, left.failed, taken_over(run, Phase.READ), is_whole)


def taken_over(run: Analysis, phase: Phase) -> int:
    """How many instances or lineages of a phase an earlier run did."""
    jobs = Job.objects.filter(analysis=run, phase=phase, state=Job.State.DONE, attempts=0)
    total: int = jobs.aggregate(total=Sum("size", default=0))["total"]
    return total


def _last_of(case: Case) -> Analysis:
    if not Case.objects.select_for_update().filter(pk=case.pk).exists():
        raise NotFound(f"Case {case.pk} has been deleted.")
    last = analyses.latest(case)
    if last is None or Capture.objects.filter(case=case, sealed_at__isnull=True).exists():
        raise Invalid(OPEN_CASE if last else f"Case {case.pk} has not been analysed yet: start its first run.")
    if last.state == Analysis.State.RUNNING:
        raise Sealed(RUNNING)
    return last


def _can_be_taken_over(last: Analysis, left: Left) -> bool:
    """Whether the instances are the same, are all listed, and what was read of them can be read by this version."""
    is_listed = Job.objects.filter(analysis=last, phase=Phase.READ).exists()
    return is_listed and not left.archives and last.engine_version == packing.engine_version()


def _take_over(last: Analysis, run: Analysis, left: Left) -> None:
    """Give a run the instances of the last one and the results that stand, and begin where reading begins."""
    priority = analyses.priority(run)
    _copy(Instance, Q(analysis=last), analysis=run.pk)
    crashed = set(_crashed(last).values_list("ordinal", flat=True))
    again = [
        job
        for job in Job.objects.filter(analysis=last, phase=Phase.READ)
        if job.state != Job.State.DONE or any(ordinal in crashed for ordinal in range(job.first, job.last + 1))
    ]
    _take_over_phase(last, run, Phase.READ, again, priority)
    queue.enqueue(run.pk, Phase.READ, (queue.Spec(job.first, job.last) for job in again), priority=priority)
    for job in again:
        anew = Instance.objects.filter(analysis=run, ordinal__range=(job.first, job.last))
        anew.update(state=Instance.State.WAITING, kind="")
    repeated = [job.first for job in again]
    _copy(Pack, Q(analysis=last) & ~Q(first__in=repeated), analysis=run.pk)
    if not again:
        _take_over_phase(last, run, Phase.COMPARE, (), priority)
        if not Job.objects.filter(analysis=last, phase=Phase.COMPARE).exclude(state=Job.State.DONE).exists():
            _take_over_phase(last, run, Phase.EXPLAIN, (), priority)
    Analysis.objects.filter(pk=run.pk).update(phase=Phase.READ, inputs_digest=last.inputs_digest)


def _take_over_phase(last: Analysis, run: Analysis, phase: Phase, again: Iterable[Job], priority: int) -> None:
    """The jobs of a phase that are done, as jobs that nobody ever claimed, with their results; without ``again``."""
    done = Q(analysis=last, phase=phase, state=Job.State.DONE) & ~Q(pk__in=[job.pk for job in again])
    _copy(Job, done, analysis=run.pk, attempts=0, losses=0, error="", worker="", priority=priority)
    _copy_results(last, run, phase)


def _copy(model: type[Model], which: Q, **changes: int | str) -> None:
    """Copy rows inside the database, as they are but for these columns."""
    quote = connection.ops.quote_name
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    kept = [field for field in fields if field.name not in changes]
    changed = [field for field in fields if field.name in changes]
    rows = model._default_manager.filter(which).order_by("pk").values_list(*(field.attname for field in kept))
    selected, parameters = rows.query.sql_with_params()
    columns = ", ".join(quote(str(field.column)) for field in (*changed, *kept))
    values = "".join("%s, " for _ in changed)
    selected = selected.replace("SELECT ", f"SELECT {values}", 1)
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) {selected}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*[changes[field.name] for field in changed], *parameters])


def _copy_results(last: Analysis, run: Analysis, phase: Phase) -> None:
    """The results of the jobs of a phase that have the same key in both runs and are done in the new one."""
    quote = connection.ops.quote_name
    jobs, results = quote(Job._meta.db_table), quote(ChunkResult._meta.db_table)
    statement = (
        f"INSERT INTO {results} (job_id, blob) SELECT mine.id, found.blob FROM {jobs} mine"  # noqa: S608  (names of our own)
        f" JOIN {jobs} theirs ON theirs.phase = mine.phase AND theirs.key = mine.key"
        f" JOIN {results} found ON found.job_id = theirs.id"
        " WHERE mine.analysis_id = %s AND theirs.analysis_id = %s AND mine.phase = %s AND mine.state = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [run.pk, last.pk, phase, Job.State.DONE])


def _archives(run: Analysis) -> QuerySet[File]:
    refused = File.objects.filter(capture__case_id=run.case_id, state=File.State.REFUSED)
    return refused.filter(detail__in=WORTH_TRYING)


def _refused(run: Analysis) -> QuerySet[File]:
    """The archives that the run unpacked in vain, with those in them; when it has ended, those taken over as well."""
    tried = Job.objects.filter(analysis=run, phase=Phase.UNPACK).values("first")
    of_run = Q(pk__in=tried) | Q(archive__in=tried)
    if run.state != Analysis.State.RUNNING:
        listed = Instance.objects.filter(analysis=run, file__state=File.State.REFUSED)
        of_run |= Q(pk__in=listed.values("file"))
    return File.objects.filter(of_run, state=File.State.REFUSED)


def _crashed_so_far(run: Analysis) -> QuerySet[Instance]:
    """While a run goes on it is asked for every second, and its jobs tell without a look at a million instances."""
    if run.state != Analysis.State.RUNNING:
        return _crashed(run)
    return Instance.objects.filter(analysis=run, ordinal__in=_left_behind(run, Phase.READ).values("first"))


def _crashed(run: Analysis) -> QuerySet[Instance]:
    return Instance.objects.filter(analysis=run, state=Instance.State.CRASHED)


def _left_behind(run: Analysis, phase: Phase) -> QuerySet[Job]:
    return Job.objects.filter(analysis=run, phase=phase, state=Job.State.FAILED)


def _names(run: Analysis, lineages: Iterable[int]) -> dict[int, str]:
    """By lineage the name of the first of its files."""
    members = Member.objects.filter(analysis=run, lineage__in=list(lineages), rank=0).order_by("-capture")
    return dict(members.values_list("lineage", "instance__file__name"))
