"""Where lists from an archive's index and files do not agree, as rows of one run: as many as there are."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from validator.engine.model import Discrepancy
from validator.engine.report import plain
from validator.models import Analysis, Row
from validator.services.values import restore

LEVEL = "level"
"""The key of a row that counts one level of one list against one capture; the others are discrepancies, by kind."""
BATCH = 500
READ = 2000
FIRST = 1_000_000
"""The rank of the first discrepancy: the counts stand before it."""


class Stored(Collection[Discrepancy]):
    """The discrepancies of a run, read anew each time; ``only`` narrows by fields of their rows."""

    def __init__(self, run: Analysis, **only: Any) -> None:
        self._rows = rows_of(run).filter(**only)

    def __len__(self) -> int:
        return self._rows.count()

    def __bool__(self) -> bool:
        return self._rows.exists()

    def __iter__(self) -> Iterator[Discrepancy]:
        return map(_restored, self._rows.values_list("value", flat=True).iterator(chunk_size=READ))

    def __contains__(self, value: object) -> bool:
        return any(each == value for each in self)

    def page(self, first: int, most: int) -> list[Discrepancy]:
        """So many from the ``first`` on."""
        return [_restored(value) for value in self._rows.values_list("value", flat=True)[first : first + most]]


def rows_of(run: Analysis) -> QuerySet[Row]:
    """The rows of all discrepancies, in their order."""
    return Row.objects.filter(analysis=run, table=Row.Table.RECONCILED).exclude(key=LEVEL).order_by("rank")


def batches(run: Analysis, found: Iterable[Discrepancy], place: Mapping[str, int]) -> Iterator[list[Row]]:
    """The rows to write, some at a time; ``place`` has captures by label."""
    rows = (
        Row(
            analysis=run,
            table=Row.Table.RECONCILED,
            rank=rank,
            capture=place.get(one.against),
            key=one.kind,
            value=plain(one),
        )
        for rank, one in enumerate(found, FIRST)
    )
    while some := list(islice(rows, BATCH)):
        yield some


def _restored(value: Any) -> Discrepancy:
    found: Discrepancy = restore(Discrepancy, value)
    return found
