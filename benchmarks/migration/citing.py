"""Where references lead in the archive, compared with what they cite at the source."""

from collections.abc import Collection, Iterator, Sequence

from benchmarks.migration.coercions import Planted
from benchmarks.migration.elements import walk
from benchmarks.migration.studies import Instance

REFERENCED_INSTANCE = 0x00081155
CITED_AROUND = (0x0020000D, 0x0020000E)
"""Study and Series Instance UID, where they stand in a sequence around a citation."""


def cited_changes(source: Sequence[Instance], archive: Sequence[Instance], gone: Collection[int]) -> Iterator[Planted]:
    """Every reference of a study that was changed, or whose instance is gone or has another UID in the archive."""
    now = {
        before.uid: after.uid for at, (before, after) in enumerate(zip(source, archive, strict=True)) if at not in gone
    }
    for before, after in zip(source, archive, strict=True):
        for old, new in zip(_references(before), _references(after), strict=True):
            path, cited, is_instance = old
            if cited != new[1]:
                yield Planted(after, path, "reference.remapped")
            elif is_instance and now.get(cited) != cited:
                yield Planted(after, path, "reference.dangling")


def _references(instance: Instance) -> list[tuple[str, str, bool]]:
    """Path, UID, and whether it is that of an instance."""
    return [
        (place.path, place.element.value.decode().rstrip("\0"), place.tag == REFERENCED_INSTANCE)
        for place in walk(instance.item)
        if "." in place.path and place.tag in (REFERENCED_INSTANCE, *CITED_AROUND)
    ]
