"""Where references lead in the archive, compared with what they cite at the source."""

from collections.abc import Collection, Iterator, Sequence

from benchmarks.migration.coercions import INSTANCE, SERIES, STUDY, Planted
from benchmarks.migration.elements import walk
from benchmarks.migration.studies import Instance

CITED = (0x00081155, STUDY, SERIES)
"""Referenced SOP Instance UID, and what stands in sequences around it."""


def cited_changes(source: Sequence[Instance], archive: Sequence[Instance], gone: Collection[int]) -> Iterator[Planted]:
    """Every reference of a study that was changed, or that leads to what the archive has no more under this UID."""
    arrived = [instance for at, instance in enumerate(archive) if at not in gone]
    there = {instance.text(tag) for instance in arrived for tag in (STUDY, SERIES, INSTANCE)}
    for before, after in zip(source, archive, strict=True):
        for (path, cited), (_, now_cited) in zip(_references(before), _references(after), strict=True):
            if cited != now_cited:
                yield Planted(after, path, "reference.remapped")
            elif cited not in there:
                yield Planted(after, path, "reference.dangling")


def _references(instance: Instance) -> list[tuple[str, str]]:
    """Path and UID of all citations, and of the series and studies around them."""
    return [
        (place.path, place.element.value.decode().rstrip("\0"))
        for place in walk(instance.item)
        if "." in place.path and place.tag in CITED
    ]
