"""OPS050 to OPS059: numbers that order the images and series of one capture."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.collection import Collection
from validator.engine.rules.identity import INTEGER
from validator.engine.rules.subject import CollectionHit

INSTANCE_NUMBER_PATH = "(0020,0013)"
SERIES_NUMBER_PATH = "(0020,0011)"


@rule(
    "OPS050",
    "Instance Numbers repeat within a series",
    severity=Severity.WARNING,
    scope=Scope.COLLECTION,
    message="{count} instances of one series share their Instance Number with another: viewers sort them by chance.",
    reference="PS3.3 C.7.6.1",
)
def repeated_numbers(collection: Collection) -> Iterator[CollectionHit]:
    """Different instances of one series carry the same Instance Number.

    Why it matters
    Scrolling jumps, and "image 17" of a report is two images. Some importers keep only one of them.

    Example
    Two acquisitions that were merged into one series, each counted from 1.

    How to fix
    Let the system that merges number the instances again, or keep the series apart.
    """
    for _, group in collection.by("series"):
        numbers: dict[str, set[str | None]] = {}
        for identity in group:
            if identity.instance_number:
                numbers.setdefault(identity.instance_number, set()).add(identity.sop_instance)
        shared = {number for number, instances in numbers.items() if len(instances) > 1}
        if shared:
            files = sorted(identity.file for identity in group if identity.instance_number in shared)
            yield CollectionHit(files=tuple(files), path=INSTANCE_NUMBER_PATH, words={"count": len(files)})


@rule(
    "OPS051",
    "A gap in the Instance Numbers of a series",
    severity=Severity.INFO,
    scope=Scope.COLLECTION,
    message="The Instance Numbers of one series run from {first} to {last}, but {count} between them are not there: "
    "images may be missing.",
    reference="PS3.3 C.7.6.1",
)
def gaps(collection: Collection) -> Iterator[CollectionHit]:
    """A series that is numbered without repetition leaves out some numbers in between. The files named are those before
    the gaps.

    Why it matters
    After an interrupted transfer this is often the only sign in the files themselves.

    Example
    Numbers 1 to 120 without 57 and 58.

    How to fix
    Compare the count of the series with the source. Some modalities leave out numbers on purpose.
    """
    for _, group in collection.by("series"):
        files = {identity.instance_number or "": identity.file for identity in group}
        numbers = sorted(int(number) for number in files if INTEGER.fullmatch(number))
        if len(numbers) < len(group) or len(numbers) < 3:
            continue
        missing = numbers[-1] - numbers[0] + 1 - len(numbers)
        if 0 < missing < len(numbers):
            before = [number for number, after in pairwise(numbers) if after - number > 1]
            yield CollectionHit(
                files=tuple(files[str(number)] for number in before),
                path=INSTANCE_NUMBER_PATH,
                words={"first": numbers[0], "last": numbers[-1], "count": missing},
            )


@rule(
    "OPS052",
    "Series Numbers repeat within a study",
    severity=Severity.INFO,
    scope=Scope.COLLECTION,
    message="{count} series of one study share a Series Number: viewers list them in an order left to chance.",
    reference="PS3.3 C.7.3.1",
)
def repeated_series(collection: Collection) -> Iterator[CollectionHit]:
    """Different series of one study carry the same Series Number. One file of each is named.

    Why it matters
    Hanging protocols that place "series 2" take either. After a split, both halves of a series look like one.

    Example
    A series that a router split into two, by giving some instances another Series Instance UID.

    How to fix
    Where the series belong together, look for the hop that made the second UID. Otherwise let the writing systems
    number apart.
    """
    for _, group in collection.by("study"):
        first = {each.first.series: each.first for each in reversed(group.alike) if each.first.series}
        counts = Counter(identity.series_number for identity in first.values() if identity.series_number)
        for number in sorted(number for number, count in counts.items() if count > 1):
            files = sorted(identity.file for identity in first.values() if identity.series_number == number)
            yield CollectionHit(files=tuple(files), path=SERIES_NUMBER_PATH, words={"count": len(files)})
