"""The page on which expectations are written: the list line by line, what may go into it, and what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from validator.engine.catalogue import KINDS
from validator.engine.contract import Complaint, entry, example
from validator.engine.model import ExpectationResult
from validator.models import Analysis, Case, ExpectationList, Group, Row
from validator.services import analysis as analyses
from validator.services import expectations, tables
from validator.services.captures import chain
from validator.services.errors import NotFound
from validator.services.expectations import Draft
from validator.services.report.sections import path_name

OFFERS_SHOWN = 40
SPARE_LINES, LEAST_LINES = 6, 14
"""Empty lines under the text, to write on, and how many lines there are at least; the page's module knows them too."""


class NumberedLine(NamedTuple):
    """One line of the text."""

    number: int
    said: str
    """What is wrong with it; empty where nothing is."""


class ValueMap(NamedTuple):
    """A CSV file that lies beside the list."""

    name: str
    size: int


class Offer(NamedTuple):
    """A change that the last run saw and nothing allows."""

    group: int
    hop: str
    path: str
    name: str
    kind: str
    title: str
    impact: str
    lineages: int


class Outcome(NamedTuple):
    """What came of the list in the last run."""

    run: int
    version: int
    is_present: bool
    """Whether that is the version that is shown."""
    results: tuple[ExpectationResult, ...]


class ExpectationPage(NamedTuple):
    """The whole page."""

    case: Case
    text: str
    lines: tuple[NumberedLine, ...]
    complaints: tuple[Complaint, ...]
    version: int | None
    """The one that is kept for the next run."""
    is_kept: bool
    """Whether what is shown is what is kept."""
    maps: tuple[ValueMap, ...]
    offers: tuple[Offer, ...]
    more_offers: int
    outcome: Outcome | None
    hops: int
    has_report: bool
    is_news: bool
    """Whether the last run was judged by another version than the one that is kept, so that a new run tells more."""


def expectation_page(case: Case, draft: Draft, complaints: Sequence[Complaint] = ()) -> ExpectationPage:
    """The page with a list as it is being written."""
    kept = expectations.current(case)
    last = analyses.latest(case)
    run = case.analyses.filter(state=Analysis.State.DONE).order_by("-number").first()
    offers = _offers(run) if run else []
    return ExpectationPage(
        case=case,
        text=draft.text,
        lines=tuple(_lines(draft.text, complaints)),
        complaints=tuple(complaints),
        version=kept.number if kept else None,
        is_kept=draft.text == (kept.text if kept else ""),
        maps=tuple(ValueMap(name, len(text.encode())) for name, text in sorted(draft.tables.items())),
        offers=tuple(offers[:OFFERS_SHOWN]),
        more_offers=max(0, len(offers) - OFFERS_SHOWN),
        outcome=_outcome(run, kept) if run else None,
        hops=chain(case.pk).count() - 1,
        has_report=last is not None,
        is_news=run is not None and run == last and run.expectations != (kept if kept and kept.text else None),
    )


def with_entry(case: Case, text: str, group: int) -> str:
    """The text and an entry that allows what this line of the report stands for. Raises ``NotFound``."""
    found = Group.objects.filter(pk=group, analysis__case=case).first()
    if found is None or found.capture is None:
        raise NotFound("The report has no such change any more: reload the page.")
    labels = _labels(found.analysis)
    path = "" if found.scope == Group.Scope.PRESENCE else found.path
    return _joined(text, entry(labels[found.capture], path, found.code))


def with_example(case: Case, text: str) -> str:
    """The text and a list to begin with, for the first hop of the case."""
    labels = list(chain(case.pk).values_list("label", flat=True))
    return _joined(text, example(labels[1] if len(labels) > 1 else "router"))


def _joined(text: str, addition: str) -> str:
    return f"{text.rstrip()}\n\n{addition}" if text.strip() else addition


def _lines(text: str, complaints: Iterable[Complaint]) -> Iterable[NumberedLine]:
    said: dict[int, list[str]] = {}
    for complaint in complaints:
        said.setdefault(complaint.line, []).append(complaint.text)
    for number in range(1, max(LEAST_LINES, text.count("\n") + 1 + SPARE_LINES) + 1):
        yield NumberedLine(number, " ".join(said.get(number, ())))


def _offers(run: Analysis) -> list[Offer]:
    """The worst first."""
    found = Group.objects.filter(analysis=run, expected=False, scope__in=[Group.Scope.CHANGE, Group.Scope.PRESENCE])
    labels = _labels(run)
    return [
        Offer(
            group=group.pk,
            hop=labels[group.capture],
            path=group.path,
            name=path_name(group.path) if group.path else "",
            kind=group.code,
            title=KINDS[group.code].title if group.code in KINDS else group.code,
            impact=group.impact,
            lineages=group.members,
        )
        for group in found.exclude(level="encoding").defer("sample").order_by("rank")
        if group.capture
    ]


def _labels(run: Analysis) -> Mapping[int, str]:
    """The captures as the run read them, by position."""
    return {capture["position"]: capture["label"] for capture in run.summary["captures"]}


def _outcome(run: Analysis, kept: ExpectationList | None) -> Outcome | None:
    if run.expectations is None:
        return None
    results = tuple(tables.read(run, Row.Table.EXPECTATIONS))
    return Outcome(run.number, run.expectations.number, kept == run.expectations, results)
