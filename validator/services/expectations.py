"""The expectations of a case: written down, checked, kept version by version, and held against its next run."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from django.db import transaction

from validator.engine.contract import Chain, Complaint, Expectations, Refused, load_expectations
from validator.engine.contract.limits import LARGEST_MAP
from validator.models import Case, ExpectationList
from validator.models.case import Actor
from validator.services import audit
from validator.services.captures import chain, clean_label, one_line, require_change
from validator.services.errors import Invalid, NotFound

MOST_TABLES = 20
UNKEPT = re.compile("[\0\ud800-\udfff]")
"""What no database keeps as text."""


class Draft(NamedTuple):
    """A list as it is being written."""

    text: str = ""
    tables: Mapping[str, str] = {}
    """Value maps: CSV by file name."""


class Unusable(Invalid):
    """The list cannot be used as it stands. The text says where and why, for whoever wrote it."""

    def __init__(self, complaints: tuple[Complaint, ...]) -> None:
        self.complaints = complaints
        super().__init__("\n".join(f"Line {one.line}: {one.text}" for one in complaints))


def current(case: Case) -> ExpectationList | None:
    """The version for the next run; ``None`` where nothing was ever written."""
    return case.expectation_lists.order_by("-number").first()


def draft_of(case: Case) -> Draft:
    """What may be edited: the present version, or an empty list."""
    kept = current(case)
    return Draft(kept.text, kept.tables) if kept else Draft()


def save(actor: Actor, case: Case, draft: Draft) -> ExpectationList:
    """A new version of the list, for the next run, unless it is the present one; a report stays with its own.

    Raises ``Unusable`` with every mistake in it, ``Invalid`` where a value map cannot be kept.
    """
    require_change(case)
    draft = Draft(clean_text(draft.text), clean_tables(draft.tables))
    if draft.text:
        check(case, draft)
    with transaction.atomic():
        if not Case.objects.select_for_update().filter(pk=case.pk).exists():
            raise NotFound(f"Case {case.pk} has been deleted.")
        last = current(case)
        if last is not None and draft == Draft(last.text, last.tables):
            return last
        number = last.number + 1 if last else 1
        # What no run cites is nobody's history.
        case.expectation_lists.filter(analyses=None).delete()
        saved = ExpectationList.objects.create(case=case, number=number, text=draft.text, tables=draft.tables)
        audit.record(actor, "expectations.saved", case=case.pk, version=number, size=len(draft.text))
    return saved


def check(case: Case, draft: Draft) -> Expectations:
    """The list for the captures of the case as they are now. Raises ``Unusable``."""
    labels = list(chain(case.pk).values_list("label", flat=True))
    return _load(draft, labels if len(labels) > 1 else [])


def fitting(case: Case) -> ExpectationList | None:
    """The version for a run that is about to start; ``None`` where nothing is expected. Raises ``Invalid``."""
    kept = current(case)
    if kept is None or not kept.text:
        return None
    try:
        check(case, Draft(kept.text, kept.tables))
    except Unusable as error:
        first = error.complaints[0]
        raise Invalid(
            f"The expectations do not fit the captures any more (line {first.line}: {first.text}). Correct them on the "
            "page Expectations, and start again."
        ) from error
    return kept


@lru_cache(maxsize=8)
def of_run(analysis: int) -> Expectations:
    """What a run is judged by, read once by each process: it never changes."""
    kept = ExpectationList.objects.filter(analyses=analysis).first()
    return _load(Draft(kept.text, kept.tables), []) if kept else Expectations()


def with_tables(draft: Draft, files: Mapping[str, bytes]) -> Draft:
    """The draft with further value maps, or newer ones. Raises ``Invalid`` where one is no text."""
    tables = dict(draft.tables)
    for name, data in files.items():
        try:
            tables[name] = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Invalid(
                f"{one_line(name)} is no text in UTF-8: save it in that encoding and send it again."
            ) from error
    return draft._replace(tables=clean_tables(tables))


def clean_text(text: str) -> str:
    """With line ends as they are counted; a list of nothing but space is an empty one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.strip() else ""


def clean_tables(tables: Mapping[str, str]) -> dict[str, str]:
    """Value maps under names that an entry can give. Raises ``Invalid``."""
    named = {clean_label(name.replace("\\", "/").rpartition("/")[2]): text for name, text in tables.items()}
    for name, text in named.items():
        if UNKEPT.search(text):
            raise Invalid(f"{name} is no text in UTF-8: save it in that encoding and send it again.")
    if len(named) > MOST_TABLES:
        raise Invalid(f"There are at most {MOST_TABLES} value maps in a case: join some of them.")
    if sum(len(text.encode()) for text in named.values()) > LARGEST_MAP:
        raise Invalid(f"The value maps are larger than {LARGEST_MAP:,} bytes together: shorten them.")
    return named


def _load(draft: Draft, labels: list[str]) -> Expectations:
    def table(name: str) -> bytes:
        if name not in draft.tables:
            raise FileNotFoundError(None, "there is no value map of that name")
        return draft.tables[name].encode()

    try:
        return load_expectations(draft.text.encode("utf-8", "surrogatepass"), Chain(labels, table))
    except Refused as refused:
        raise Unusable(refused.complaints) from refused
