"""Everything that was received, and what became of each file."""

from typing import NamedTuple

from django.db.models import Count

from validator.engine.standard.uids import uid
from validator.models import File, Instance
from validator.services.report import postings
from validator.services.report.filters import Filters
from validator.services.report.instances import sought_instances
from validator.services.report.run import Run

FILES_A_PAGE = 200
MOST_OF_A_GROUP = 10_000
"""Files of one line of the report that can be paged through."""
STATES = {
    "checked": "checked",
    "damaged": "damaged",
    "not-dicom": "not DICOM",
    "crashed": "could not be read",
}


class FileRow(NamedTuple):
    """One file as the run read it."""

    instance: Instance
    capture: str
    what: str
    """SOP Class, or what it is where it is not DICOM."""
    state: str
    refused: bool
    """Whether it is an archive that was not unpacked."""


class StateCount(NamedTuple):
    """How many files are in one state."""

    state: str
    words: str
    files: int


class ArchiveRow(NamedTuple):
    """One archive, which became the files that it held."""

    name: str
    capture: str
    state: str
    detail: str
    entries: int


class FileList(NamedTuple):
    """A page of it."""

    rows: tuple[FileRow, ...]
    total: int
    page: int
    pages: int
    states: tuple[StateCount, ...]
    archives: tuple[ArchiveRow, ...]


def file_list(run: Run, filters: Filters) -> FileList:
    """The files that the filters leave, capture by capture."""
    found = sought_instances(run, filters.sought)
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.capture is not None:
        found = found.filter(capture__position=filters.capture)
    if filters.severity == "error":
        found = found.filter(errors__gt=0)
    if filters.group:
        found = found.filter(ordinal__in=postings.members([filters.group])[:MOST_OF_A_GROUP])
    total = found.count() if filters.narrowed else sum(run.totals.files)
    page, pages = filters.paged(total, size=FILES_A_PAGE)
    start = (page - 1) * FILES_A_PAGE
    # Without filters the ordinals have no gaps, and the database need not walk over the pages before.
    shown = found[start : start + FILES_A_PAGE]
    if not filters.narrowed:
        shown = found.filter(ordinal__range=(start, start + FILES_A_PAGE - 1))
    states = run.totals.states
    labels = dict(run.case.captures.values_list("pk", "label"))
    return FileList(
        tuple(_row(instance, labels) for instance in shown.select_related("file")),
        total,
        page,
        pages,
        tuple(StateCount(state, words, states[state]) for state, words in STATES.items() if state in states),
        tuple(_archives(run, labels)),
    )


def _row(instance: Instance, labels: dict[int, str]) -> FileRow:
    known = uid(instance.sop_class)
    what = instance.kind or (known.name if known else instance.sop_class)
    refused = instance.file.state == File.State.REFUSED
    state = "refused" if refused else STATES.get(instance.state, instance.state)
    return FileRow(instance, labels.get(instance.capture_id, ""), what or "SOP Class not said", state, refused)


def _archives(run: Run, labels: dict[int, str]) -> list[ArchiveRow]:
    states = (File.State.EXPANDED, File.State.REFUSED)
    found = File.objects.filter(capture__in=list(labels), state__in=states).annotate(held=Count("entries"))
    return [
        ArchiveRow(file.name, labels[file.capture_id], str(file.state), file.detail, file.held)
        for file in found.order_by("capture__position", "name")
    ]
