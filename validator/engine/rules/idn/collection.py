"""IDN003, IDN030 to IDN059: whether the instances of one capture agree about patients, studies, series and orders."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.agreement import differences, disagreement
from validator.engine.rules.collection import Collection, Group
from validator.engine.rules.identity import PATIENT_ATTRIBUTES, SERIES_ATTRIBUTES, STUDY_ATTRIBUTES, Identity
from validator.engine.rules.subject import CollectionHit

ACCESSION_PATH = "(0008,0050)"
PATIENT_ID_PATH = "(0010,0020)"


@rule(
    "IDN003",
    "Patient ID without its issuer",
    severity=Severity.INFO,
    scope=Scope.COLLECTION,
    message="In {count} of {total} instances nothing says who issued the Patient ID: it is unique within its own "
    "hospital only.",
    reference="PS3.3 C.7.1.1, table 10-18",
)
def issuer_missing(collection: Collection) -> Iterator[CollectionHit]:
    """(0010,0021) Issuer of Patient ID is missing or empty, and (0010,0024) has no universal form of it. Hardly any
    modality writes it, so it is said once for all instances.

    Why it matters
    As long as one hospital uses the archive, nothing. After a merger, or in an archive shared by several, the same
    number means two people.

    Example
    Patient ID 4711 in two hospitals that migrate into one archive.

    How to fix
    Before archives are merged, let the router or the ingest add (0010,0021) for each source.
    """
    files = collection.all.files(lambda identity: bool(identity.patient_id and not identity.issuer))
    if files:
        words = {"count": len(files), "total": len(collection.identities)}
        yield CollectionHit(files=files, path="(0010,0021)", words=words)


@rule(
    "IDN030",
    "One patient, different particulars",
    severity=Severity.WARNING,
    scope=Scope.COLLECTION,
    message="{attribute} has {count} different values under one Patient ID; the files named differ from the usual one.",
    reference="PS3.3 A.1.2.1, C.7.1.1",
)
def patient_differs(collection: Collection) -> Iterator[CollectionHit]:
    """Name, birth date and sex belong to the patient: instances with the same Patient ID and issuer agree about them.

    Why it matters
    Either two people share a number, which is dangerous, or the record was corrected in one place and not in another.
    Archives keep whichever came first, or last.

    Example
    Three studies with the birth date 19700131, and one with 19700113.

    How to fix
    Ask the hospital's index which is right. Correct the others in the archive, not on the way.
    """
    for _, group in collection.by("patient_id", "issuer"):
        yield from differences(group, "patient_values", list(PATIENT_ATTRIBUTES))


@rule(
    "IDN031",
    "One study, different particulars",
    severity=Severity.ERROR,
    scope=Scope.COLLECTION,
    message="{attribute} has {count} different values in one study; the files named differ from the usual one.",
    reference="PS3.3 A.1.2.2, C.7.2.1",
)
def study_differs(collection: Collection) -> Iterator[CollectionHit]:
    """Date, time, Accession Number, description and referring physician belong to the study and are the same in all of
    its instances.

    Why it matters
    A query at study level returns one value: which one, depends on the order of arrival. A study with two Accession
    Numbers hangs on two orders or on none.

    Example
    511 instances with the Accession Number of the order, one with an empty one.

    How to fix
    Find out which value is right and which system wrote the others. A second system that adds instances to the study
    (a workstation, a dose reporter) must copy these attributes.
    """
    for _, group in collection.by("study"):
        yield from differences(group, "study_values", list(STUDY_ATTRIBUTES))


@rule(
    "IDN032",
    "One series, different particulars",
    severity=Severity.ERROR,
    scope=Scope.COLLECTION,
    message="{attribute} has {count} different values in one series; the files named differ from the usual one.",
    reference="PS3.3 A.1.2.3, C.7.3.1, C.7.5.1",
)
def series_differs(collection: Collection) -> Iterator[CollectionHit]:
    """Modality, number, description, equipment, body part and frame of reference belong to the series and are the same
    in all of its instances.

    Why it matters
    Hanging protocols sort and place whole series by these. With two values they take the first image's, and lists
    change with the order of arrival.

    Example
    A series of which some images say Modality CT and others OT, after a conversion that failed in between.

    How to fix
    Find the system that wrote the instances that differ. What does not belong together needs its own series.
    """
    for _, group in collection.by("series"):
        yield from differences(group, "series_values", list(SERIES_ATTRIBUTES))


@rule(
    "IDN033",
    "One Accession Number in several studies",
    severity=Severity.WARNING,
    scope=Scope.COLLECTION,
    message="One Accession Number occurs in {count} studies of one patient: they share an order, or the number was "
    "cut or used again.",
    reference="PS3.3 C.7.2.1",
)
def accession_over_studies(collection: Collection) -> Iterator[CollectionHit]:
    """The same Accession Number stands in studies with different Study Instance UIDs. The files named are those outside
    the study that has most of them.

    Why it matters
    The report of one study appears at the other. Worklists that go by the number show only one of them.

    Example
    The study was split when a router made new Study Instance UIDs for part of it.

    How to fix
    Where the studies belong together, look for the hop that made a second Study Instance UID. Otherwise look for the
    hop that cuts the number.
    """
    for _, group in collection.by("accession", "patient_id"):
        yield from disagreement(group, "study", path=ACCESSION_PATH)


@rule(
    "IDN034",
    "One Accession Number for several patients",
    severity=Severity.ERROR,
    scope=Scope.COLLECTION,
    message="One Accession Number occurs with {count} different Patient IDs: unless two departments number their "
    "orders alike, one of them has the wrong order.",
    reference="PS3.3 C.7.2.1",
)
def accession_over_patients(collection: Collection) -> Iterator[CollectionHit]:
    """The same Accession Number stands in studies of different Patient IDs. The files named are those outside the
    patient that has most of them.

    Why it matters
    The report of one patient is filed with the images of another.

    Example
    Numbers that were cut to 16 characters and became equal.

    How to fix
    Compare with the orders at once, and stop the forwarding until it is known which system changes the number or the
    Patient ID.
    """
    for _, group in collection.by("accession"):
        if _over_studies(group):
            yield from disagreement(group, "patient_id", path=ACCESSION_PATH)


@rule(
    "IDN035",
    "One Patient ID from several issuers",
    severity=Severity.INFO,
    scope=Scope.COLLECTION,
    message="One Patient ID occurs with {count} different issuers: make sure that the archive keeps them apart.",
    reference="PS3.3 C.7.1.1",
)
def patient_id_over_issuers(collection: Collection) -> Iterator[CollectionHit]:
    """The same number was given out by several authorities, as (0010,0021) Issuer of Patient ID says.

    Why it matters
    An archive that ignores the issuer merges two people.

    Example
    Patient ID 4711 of hospital A and of hospital B in one migration.

    How to fix
    Check with one such pair, before the migration, that the archive treats Patient ID and issuer together.
    """
    for _, group in collection.by("patient_id"):
        yield from disagreement(group, "issuer", path="(0010,0021)")


@rule(
    "IDN036",
    "One person under several Patient IDs",
    severity=Severity.INFO,
    scope=Scope.COLLECTION,
    message="The same name and birth date occur with {count} different Patient IDs: perhaps one person with two "
    "records.",
    reference="PS3.3 C.7.1.1",
)
def person_over_patient_ids(collection: Collection) -> Iterator[CollectionHit]:
    """Instances with the same Patient's Name and Birth Date carry different Patient IDs.

    Why it matters
    The earlier studies are not found when the new one is read. Or a hop put something in front of the Patient ID in
    part of the studies only.

    Example
    P-4711 and 0000P-4711 for the same name and birth date.

    How to fix
    Ask the hospital's index whether they are the same person, and merge the records there.
    """
    for group in collection.grouped(_person).values():
        if _over_studies(group):
            yield from disagreement(group, "patient_id", path=PATIENT_ID_PATH)


def _person(identity: Identity) -> tuple[str, str] | None:
    """Name and birth date, where the instance names a Patient ID beside them."""
    name, birth_date = identity.patient_values[:2]
    return (name, birth_date) if name and birth_date and identity.patient_id else None


def _over_studies(group: Group) -> bool:
    """Whether several studies are concerned; two patients in one study are the matter of UID033."""
    return len({each.first.study for each in group.alike}) > 1
