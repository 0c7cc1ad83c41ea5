"""What one capture holds of one instance: usually one file, sometimes copies or versions of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from validator.engine.compare.acquisition import AcquisitionKey, likeness
from validator.engine.compare.outline import Outline

Unit = tuple[Outline, ...]
"""All files of one capture with the same SOP Instance UID, in an order that does not depend on their arrival."""
MOST_WEIGHED = 16
"""Versions elsewhere that are asked how alike they are; many more are no versions, but one UID given to all."""


def unit_of(files: Iterable[Outline]) -> Unit:
    """Files of one capture that are one instance, in their order."""
    return tuple(sorted(files, key=order_of))


def order_of(outline: Outline) -> tuple[str, ...]:
    """Sorts the files of a capture, whatever their order of arrival: no two have the same name."""
    return outline.study, outline.series, outline.sop_instance, outline.data_set_digest, outline.file


def arrange(units: Sequence[Unit | None]) -> tuple[Unit, ...]:
    """Put first, at each capture, the version of an instance that the captures have in common.

    ``units`` are one lineage's, ``None`` where a capture lacks it (an empty unit in the result). The version that
    most captures hold comes first; else the one most like another version elsewhere; else the one with most copies.
    """
    if all(unit is None or len(unit) == 1 for unit in units):
        return tuple(unit or () for unit in units)
    holders = Counter(digest for unit in units for digest in {file.data_set_digest for file in unit or ()})
    arranged: list[Unit] = []
    for unit in units:
        here = Counter(file.data_set_digest for file in unit or ())
        elsewhere = {file.key for other in units for file in other or () if file.data_set_digest not in here}
        weighed = sorted(elsewhere)[:MOST_WEIGHED]
        like = {key: max((likeness(other, key).score for other in weighed), default=0) for key in _keys(unit)}
        order = partial(_preference, holders=holders, like=like, copies=here)
        arranged.append(tuple(sorted(unit or (), key=order)))
    return tuple(arranged)


def _keys(unit: Unit | None) -> set[AcquisitionKey]:
    return {file.key for file in unit or ()}


def _preference(
    file: Outline, *, holders: Counter[str], like: Mapping[AcquisitionKey, int], copies: Counter[str]
) -> tuple[int, int, int, str]:
    digest = file.data_set_digest
    return -holders[digest], -like[file.key], -copies[digest], file.file


def copies_of(unit: Unit) -> tuple[list[Outline], list[Outline]]:
    """Of an arranged unit: the files that repeat an earlier one of it, and those that are another version."""
    seen: set[str] = set()
    duplicates, conflicts = [], []
    for file in unit:
        if file.data_set_digest in seen:
            duplicates.append(file)
        elif seen:
            conflicts.append(file)
        seen.add(file.data_set_digest)
    return duplicates, conflicts
