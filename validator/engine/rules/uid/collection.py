"""UID032 to UID034: studies and series over all instances of one capture."""

from collections.abc import Iterator
from itertools import combinations

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.agreement import disagreement
from validator.engine.rules.collection import Collection
from validator.engine.rules.subject import CollectionHit

LEVELS = {"study": "a study", "series": "a series", "sop_instance": "an instance"}
"""The fields of an identity that name objects, and what each names."""


@rule(
    "UID032",
    "One series in two studies",
    severity=Severity.ERROR,
    scope=Scope.COLLECTION,
    message="One Series Instance UID occurs in {count} studies: a series belongs to exactly one.",
    reference="PS3.3 A.1.2.3, C.7.3.1",
)
def series_in_two_studies(collection: Collection) -> Iterator[CollectionHit]:
    """The same Series Instance UID stands beside different Study Instance UIDs. The files named are those outside the
    study that holds most of the series.

    Why it matters
    The archive files the series where its first instance said; the others are refused, or move the whole series into
    another study.

    Example
    A study was split by hand and the series kept its UID in both parts.

    How to fix
    Give the instances that were moved a Series Instance UID of their own, or move them back.
    """
    for _, group in collection.by("series"):
        yield from disagreement(group, "study", path="(0020,000D)")


@rule(
    "UID033",
    "One study with two patients",
    severity=Severity.ERROR,
    scope=Scope.COLLECTION,
    message="One Study Instance UID occurs with {count} different Patient IDs: part of the study is in the wrong "
    "record, or the Patient ID was changed on the way.",
    reference="PS3.3 A.1.2.2, C.7.1.1",
)
def study_with_two_patients(collection: Collection) -> Iterator[CollectionHit]:
    """The same Study Instance UID stands beside different Patient IDs. The files named are those that differ from most.

    Why it matters
    Images of one patient appear in the record of another, or the study is shown in two halves.

    Example
    The Patient ID was corrected in the archive after the first series had been sent on.

    How to fix
    Find out which Patient ID is right, from the order or the hospital's index, and correct the other files. Look for
    the hop that changes it.
    """
    for _, group in collection.by("study"):
        yield from disagreement(group, "patient_id", path="(0010,0020)")


@rule(
    "UID034",
    "One UID at two levels of the collection",
    severity=Severity.ERROR,
    scope=Scope.COLLECTION,
    message="The same UID names {what}: each level needs UIDs of its own.",
    reference="PS3.5 9",
)
def levels_mixed(collection: Collection) -> Iterator[CollectionHit]:
    """A UID that names a study in one file names a series or an instance in another.

    Why it matters
    Systems that address objects by UID alone return the wrong one, and cannot move or delete one without the other.

    Example
    A converter uses the Study Instance UID of the source as the Series Instance UID of everything derived from it.

    How to fix
    Correct the system that makes the UIDs, and give the derived instances new ones.
    """
    owners = {
        level: {key[0]: group.alike[0].first.file for key, group in collection.by(level)}
        for level in ("study", "series")
    }
    named = collection.with_uids(uid for known in owners.values() for uid in known)
    owners["sop_instance"] = {uid: identity.file for uid, identity in named.items()}
    mixed = {uid for one, other in combinations(LEVELS, 2) for uid in owners[one].keys() & owners[other].keys()}
    for uid in sorted(mixed):
        levels = [level for level in LEVELS if uid in owners[level]]
        files = {owners[level][uid] for level in levels}
        # Within one file it is UID012 that tells.
        if len(files) > 1:
            what = " and ".join(LEVELS[level] for level in levels)
            yield CollectionHit(files=tuple(sorted(files)), words={"what": what}, values=(uid,))
