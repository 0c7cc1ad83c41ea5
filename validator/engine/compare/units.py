"""What one capture holds of one instance: usually one file, sometimes copies or versions of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from validator.engine.compare.acquisition import AcquisitionKey, likeness
from validator.engine.compare.outline import Outline

Unit = tuple[Outline, ...]
"""All files of one capture with the same SOP Instance UID, in an order that does not depend on their arrival."""


def units_of(outlines: Iterable[Outline]) -> list[Unit]:
    """Gather a capture's files by SOP Instance UID; a file without one stands for itself."""
    by_uid: dict[str, list[Outline]] = defaultdict(list)
    units: list[Unit] = []
    for outline in outlines:
        if not outline.is_instance:
            continue
        if outline.sop_instance:
            by_uid[outline.sop_instance].append(outline)
        else:
            units.append((outline,))
    units += [tuple(sorted(files, key=_order)) for files in by_uid.values()]
    return sorted(units, key=lambda unit: _order(unit[0]))


def _order(outline: Outline) -> tuple[str, ...]:
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
        here = {file.data_set_digest for file in unit or ()}
        elsewhere = {file.key for other in units for file in other or () if file.data_set_digest not in here}
        arranged.append(tuple(sorted(unit or (), key=lambda file: _preference(file, unit or (), holders, elsewhere))))
    return tuple(arranged)


def _preference(
    file: Outline, unit: Unit, holders: Counter[str], elsewhere: set[AcquisitionKey]
) -> tuple[int, int, int, str]:
    copies = sum(other.data_set_digest == file.data_set_digest for other in unit)
    like = max((likeness(key, file.key).score for key in elsewhere), default=0)
    return -holders[file.data_set_digest], -like, -copies, file.file


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
