"""UID030, UID031 and UID035: several files of one capture with the same SOP Instance UID."""

from collections import defaultdict
from collections.abc import Iterator
from enum import Enum, auto

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.collection import Collection
from validator.engine.rules.identity import Identity
from validator.engine.rules.subject import CollectionHit


class Likeness(Enum):
    """What can be said of files that carry the same SOP Instance UID."""

    DIFFERENT = auto()
    SAME = auto()
    COMPRESSED_APART = auto()
    """Their attributes are the same; pixel data in several compressions are not compared without decoding them."""
    UNREAD = auto()
    """Their attributes are the same; what else they hold could not be read."""


UNCOMPARED = {
    Likeness.COMPRESSED_APART: "they are compressed in different ways",
    Likeness.UNREAD: "not all of them could be read again",
}
"""Why it is not known whether the files hold the same data."""


@rule(
    "UID030",
    "One SOP Instance UID, different contents",
    severity=Severity.ERROR,
    scope=Scope.COLLECTION,
    message="{count} files carry the same SOP Instance UID and do not hold the same data: an archive keeps only one of "
    "them.",
    reference="PS3.5 9, PS3.3 C.12.1",
)
def conflicting_instances(collection: Collection) -> Iterator[CollectionHit]:
    """Two files claim to be the same instance, and their attributes or their pixel data differ.

    Why it matters
    An archive overwrites the first with the second, or drops the second without a word. One of them is lost.

    Example
    A workstation changed the window of an image, or burned a mark into it, and stored it under the old UID.

    How to fix
    Find out which of them is the original. What was changed in substance needs a SOP Instance UID of its own.
    """
    return _copies(collection, Likeness.DIFFERENT)


@rule(
    "UID031",
    "The same instance twice",
    severity=Severity.INFO,
    scope=Scope.COLLECTION,
    message="{count} files hold the same instance with the same data: a count of files is not a count of instances.",
    reference="PS3.5 9",
)
def duplicated_instances(collection: Collection) -> Iterator[CollectionHit]:
    """Several files carry the same SOP Instance UID, the same attributes and the same pixel data.

    Why it matters
    Nothing is lost, but counts before and after a migration do not agree, which hides instances that are missing.

    Example
    An export that ran twice into the same folder.

    How to fix
    Keep one of the files, and count instances instead of files.
    """
    return _copies(collection, Likeness.SAME)


@rule(
    "UID035",
    "Copies of an instance that were not compared to the end",
    severity=Severity.INFO,
    scope=Scope.COLLECTION,
    message="{count} files carry the same SOP Instance UID and the same attributes; their pixel data were not "
    "compared, because {reason}.",
    reference="PS3.5 9, PS3.3 C.12.1",
)
def uncompared_instances(collection: Collection) -> Iterator[CollectionHit]:
    """Several files claim to be the same instance, and their attributes bear it out. Whether they show the same picture
    is not known.

    Why it matters
    A count of files is not a count of instances. And if the pictures differ, an archive keeps only one of them.

    Example
    A folder that holds each image twice, as it came from the modality and compressed without loss by the archive.

    How to fix
    Keep one of the files. Where loss is possible, keep the one that the modality made.
    """
    return _copies(collection, *UNCOMPARED)


def _copies(collection: Collection, *wanted: Likeness) -> Iterator[CollectionHit]:
    for identities in collection.same_instances():
        likeness = _likeness(identities, collection)
        if likeness in wanted:
            yield CollectionHit(
                files=tuple(sorted(identity.file for identity in identities)),
                path="(0008,0018)",
                words={"count": len(identities), "reason": UNCOMPARED.get(likeness)},
                values=(identities[0].sop_instance or "",),
            )


def _likeness(identities: list[Identity], collection: Collection) -> Likeness:
    if not all(identity.digest for identity in identities):
        return Likeness.UNREAD
    if len({identity.digest for identity in identities}) > 1:
        return Likeness.DIFFERENT
    if identities[0].is_whole:
        return Likeness.SAME
    contents: dict[str, set[str | None]] = defaultdict(set)
    for identity in identities:
        contents[identity.compression].add(collection.content(identity.file))
    if any(len(digests - {None}) > 1 for digests in contents.values()):
        return Likeness.DIFFERENT
    if any(None in digests for digests in contents.values()):
        return Likeness.UNREAD
    return Likeness.SAME if len(contents) == 1 else Likeness.COMPRESSED_APART
