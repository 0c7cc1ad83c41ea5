"""The head of every tab: the verdict, the hop strip, the counts and the filters that would leave something."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Sum

from validator.engine.catalogue import KINDS
from validator.engine.model import Sentence
from validator.models import Analysis, File, Group, Instance, Row
from validator.services import results
from validator.services.report.evidence import evidence_of
from validator.services.report.filters import Filters
from validator.services.report.hops import PRESENCE, HopCount, hop_counts
from validator.services.report.lists import count_lists
from validator.services.report.references import count_broken
from validator.services.report.run import Run
from validator.services.report.strip import Stop, Strip, draw_strip
from validator.services.report.taken import Taken, taken_of


class VerdictLine(NamedTuple):
    """One sentence of the verdict, and the address of its evidence."""

    impact: str | None
    capture: str
    """The name of the system, where the sentence begins with it."""
    text: str
    found: int
    total: int
    detail: str
    tab: str
    """Where its evidence is."""
    address: str
    """The filters that narrow the tab to it."""


class Choice(NamedTuple):
    """One value that a filter can take."""

    value: str
    words: str
    entries: int


class Overview(NamedTuple):
    """What stands above the tabs, and on them."""

    verdict: tuple[VerdictLine, ...]
    strip: Strip
    lineages: int
    files: int
    changes: int
    encoding: int
    expected: int
    """Changes of either level that the expectations allow; they are in no other number."""
    findings: int
    errors: int
    unread: int
    """Files that are not DICOM, damaged or could not be read."""
    refused: int
    """Archives of which nothing was unpacked."""
    crashed: int
    """Files that took their reader with them and were left behind."""
    not_compared: int
    """Lineages of which that is true in the comparison."""
    not_explained: int
    """Lineages of which that is true in the search for rules."""
    lost: int
    """Lineages that are missing or in conflict somewhere."""
    cites: bool
    """Whether any instance cites another one."""
    broken: int
    """Broken references, at the capture that has most of them."""
    kinds: tuple[Choice, ...]
    impacts: tuple[Choice, ...]
    taken: tuple[Taken, ...]
    """How the captures were taken."""
    lists: int
    """How many counts lists from an archive's index and files came to; 0 where there is no list."""
    disagreeing: int
    """Lines in which they do not agree."""
    runs: tuple[Analysis, ...]
    first_tab: str
    """The tab that has most to say."""

    @property
    def doubts(self) -> bool:
        """Whether something may be the doing of how a capture was taken."""
        return any(capture.remarks for capture in self.taken)


def overview_of(run: Run, filters: Filters) -> Overview:
    """Everything above the tabs of one run."""
    groups = Group.objects.filter(analysis=run.analysis)
    every = groups.filter(scope=Group.Scope.CHANGE)
    changes = every.filter(expected=False)
    findings = groups.filter(scope__in=[Group.Scope.FINDING, Group.Scope.COLLECTION])
    presence = groups.filter(
        scope=Group.Scope.PRESENCE, code__in=["instance.missing", "instance.conflict"], expected=False
    )
    lists, disagreeing = count_lists(run)
    totals = run.totals
    sentences = [_line(run, number, each) for number, each in enumerate(results.sentences(run.analysis), start=1)]
    changed, lost = _total(changes.filter(level="meaning")), presence.aggregate(sum=Sum("members"))["sum"] or 0
    return Overview(
        verdict=tuple(sentences),
        strip=_strip(run),
        lineages=totals.lineages,
        files=sum(totals.files),
        changes=changed,
        encoding=_total(changes.filter(level="encoding")),
        expected=_total(every.filter(expected=True)),
        findings=_total(findings),
        errors=_total(findings.filter(severity="error")),
        unread=sum(totals.files) - totals.states.get(Instance.State.CHECKED, 0),
        refused=_count_refused(run) if totals.refused is None else totals.refused,
        crashed=totals.states.get(Instance.State.CRASHED, 0),
        not_compared=totals.not_compared,
        not_explained=totals.not_explained,
        lost=lost,
        cites=Row.objects.filter(analysis=run.analysis, table=Row.Table.LINKS).exists(),
        broken=max(count_broken(run).values(), default=0),
        kinds=tuple(_kinds(every, filters)),
        impacts=tuple(_impacts(changes)),
        taken=taken_of(run),
        lists=lists,
        disagreeing=disagreeing,
        runs=tuple(run.case.analyses.order_by("-number").defer("summary")[:10]),
        first_tab=_first_tab(run, changed=changed, lost=lost, told=bool(totals.lineages) or findings.exists()),
    )


def _first_tab(run: Run, *, changed: int, lost: int, told: bool) -> str:
    if not told:
        return "files"
    if not run.is_trace:
        return "findings"
    return "instances" if lost and not changed else "changes"


def _count_refused(run: Run) -> int:
    return Instance.objects.filter(analysis=run.analysis, file__state=File.State.REFUSED).count()


def _total(groups: Any) -> int:
    return groups.aggregate(sum=Sum("n"))["sum"] or 0


def _line(run: Run, number: int, sentence: Sentence) -> VerdictLine:
    text, capture = sentence.text, sentence.capture or ""
    starts = bool(capture) and text.startswith(capture)
    tab, filters = evidence_of(run, number, sentence)
    return VerdictLine(
        impact=sentence.impact,
        capture=capture if starts else "",
        text=text.removeprefix(capture) if starts else text,
        found=sentence.count,
        total=sentence.total,
        detail=sentence.detail,
        tab=tab,
        address=filters.address(),
    )


def _strip(run: Run) -> Strip:
    hops = hop_counts([run.analysis.pk]).get(run.analysis.pk, {})
    files = run.totals.files
    return draw_strip([_stop(run, at, files[at], hops.get(at, HopCount())) for at in range(len(files))])


def _stop(run: Run, position: int, files: int, hop: HopCount) -> Stop:
    ae_title, writers = run.captures[position].ae_title, run.totals.writers[position]
    first = " · ".join(part for part in (ae_title, f"{files:,} file{'' if files == 1 else 's'}") if part)
    more = f" and {len(writers) - 1} more" if len(writers) > 1 else ""
    return Stop(
        position=position,
        label=run.label(position),
        notes=(first, f"by {writers[0].partition(' (AE ')[0]}{more}") if writers else (first,),
        kinds=hop.kinds + len(hop.presence),
        changes=hop.changes,
        impact=hop.impact,
        presence=tuple(f"{lineages:,} {PRESENCE[kind]}" for kind, lineages in hop.presence),
        encoding=hop.encoding,
        expected=hop.expected,
    )


def _kinds(changes: Any, filters: Filters) -> Sequence[Choice]:
    if filters.level == "expected":
        changes = changes.filter(expected=True)
    elif filters.level != "all":
        changes = changes.filter(level=filters.level, expected=False)
    rows = changes.values("code").annotate(sum=Sum("n")).order_by("-sum", "code")
    return [
        Choice(row["code"], KINDS[row["code"]].title if row["code"] in KINDS else row["code"], row["sum"])
        for row in rows
    ]


def _impacts(changes: Any) -> Sequence[Choice]:
    rows = changes.filter(level="meaning").values("impact").annotate(sum=Sum("n"))
    sums = {row["impact"]: row["sum"] for row in rows.order_by("impact")}
    return [Choice(impact, impact, sums[impact]) for impact in ("breaks", "degrades", "cosmetic") if impact in sums]
