"""Which column of a list is which attribute: by keyword, tag or name, or by what archives call it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from validator.engine.manifest.errors import ManifestError
from validator.engine.model import Entity
from validator.engine.standard import dictionary

UIDS = {"StudyInstanceUID": Entity.STUDY, "SeriesInstanceUID": Entity.SERIES, "SOPInstanceUID": Entity.INSTANCE}
"""By keyword, what its column lists."""
LEVELS = tuple(UIDS.values())
"""From the study down."""
_UID_OF = {entity: keyword for keyword, entity in UIDS.items()}
STUDY_SERIES, STUDY_INSTANCES, SERIES_INSTANCES = (
    "NumberOfStudyRelatedSeries", "NumberOfStudyRelatedInstances", "NumberOfSeriesRelatedInstances",
)  # fmt: skip
"""PS3.4 C.6.2.1: how archives count."""
COUNTS = {STUDY_SERIES: Entity.STUDY, STUDY_INSTANCES: Entity.STUDY, SERIES_INSTANCES: Entity.SERIES}
INSTANCES = "instances"
"""What stands for ``STUDY_INSTANCES`` in a list of studies, and for ``SERIES_INSTANCES`` in one of series."""
ATTRIBUTES = {
    "PatientID": Entity.STUDY,
    "IssuerOfPatientID": Entity.STUDY,
    "PatientName": Entity.STUDY,
    "PatientBirthDate": Entity.STUDY,
    "PatientSex": Entity.STUDY,
    "AccessionNumber": Entity.STUDY,
    "StudyID": Entity.STUDY,
    "StudyDate": Entity.STUDY,
    "StudyTime": Entity.STUDY,
    "StudyDescription": Entity.STUDY,
    "ReferringPhysicianName": Entity.STUDY,
    "ModalitiesInStudy": Entity.STUDY,
    "Modality": Entity.SERIES,
    "SeriesNumber": Entity.SERIES,
    "SeriesDate": Entity.SERIES,
    "SeriesTime": Entity.SERIES,
    "SeriesDescription": Entity.SERIES,
    "BodyPartExamined": Entity.SERIES,
    "ProtocolName": Entity.SERIES,
    "PatientPosition": Entity.SERIES,
    "Laterality": Entity.SERIES,
    "Manufacturer": Entity.SERIES,
    "ManufacturerModelName": Entity.SERIES,
    "SOPClassUID": Entity.INSTANCE,
    "InstanceNumber": Entity.INSTANCE,
}
"""What is compared, and whose attribute it is (PS3.3 A.1.2)."""
NAMES = {
    "StudyInstanceUID": "studyuid studyiuid suid studyinstance procedurestudyinstanceuid studieninstanzuid studienuid "
    "studieninstanceuid uidetude uiddeletude uiddetude",
    "SeriesInstanceUID": "seriesuid seriesiuid seriesinstance serieninstanzuid serienuid serieninstanceuid uidserie "
    "uiddeserie uiddelaserie",
    "SOPInstanceUID": "sopuid sopiuid sopinstance instanceuid imageuid objectuid sopinstanzuid instanzuid bilduid "
    "objektuid uidinstance uidimage",
    STUDY_INSTANCES: "numberofinstancesinstudy studyinstancecount studyimagecount imagesinstudy instancesinstudy",
    STUDY_SERIES: "series seriescount numberofseries numseries noofseries nseries numberofseriesinstudy serien "
    "anzahlserien serienanzahl nbseries nbdeseries nombredeseries numberofrelatedseries",
    SERIES_INSTANCES: "numberofinstancesinseries seriesinstancecount seriesimagecount imagesinseries instancesinseries",
    INSTANCES: "instances instancecount numberofinstances numinstances noofinstances numberofrelatedinstances "
    "images imagecount numberofimages numimages noofimages nimages imgcount objects objectcount numberofobjects "
    "noofobjects bilder anzahlbilder bildanzahl bilderanzahl anzahlinstanzen anzahlobjekte "
    "nbimages nbdimages nombredimages nbinstances nombredinstances",
    "PatientID": "patid pid mrn patientnumber patientennummer patientnummer patientnr patnr patientenid idpatient "
    "numeropatient ipp",
    "IssuerOfPatientID": "issuer patidissuer patientidissuer",
    "PatientName": "patname patient name patientenname nompatient nomdupatient nomprenom",
    "PatientBirthDate": "dob birthdate dateofbirth patbirthdate geburtsdatum gebdatum datedenaissance datenaissance",
    "PatientSex": "sex gender patsex geschlecht sexe",
    "AccessionNumber": "accession accessionno accno accnr accessionnr acc ordernumber auftragsnummer "
    "anforderungsnummer numerodacces numerodexamen numerodaccession",
    "StudyDate": "examdate examinationdate studiendatum untersuchungsdatum dateetude datedetude datedeletude "
    "datedexamen dateexamen",
    "StudyTime": "examtime examinationtime studienzeit untersuchungszeit heureetude heuredelexamen",
    "StudyDescription": "studydesc studienbeschreibung untersuchungsbeschreibung descriptionetude descriptiondeletude",
    "ReferringPhysicianName": "referringphysician refphysician ueberweiser uberweiser medecinprescripteur",
    "ModalitiesInStudy": "modalities modsinstudy studymodalities modalitaten modalitaeten modalites",
    "Modality": "mod modalitat modalitaet modalite seriesmodality",
    "SeriesDescription": "seriesdesc serienbeschreibung descriptionserie descriptiondelaserie",
    "SeriesNumber": "seriesno seriesnr serienummer seriennummer numerodeserie numeroserie",
    "InstanceNumber": "instanceno imagenumber bildnummer numeroimage numeroinstance",
    "SOPClassUID": "sopclass sopcuid sopklasse",
}
"""What archives, their databases and people who export from them call it beside keyword, name and tag; as ``bare``."""
_PLACE = re.compile(r"#([1-9][0-9]{0,3})")
_TAG_FIRST = re.compile(r"([0-9a-f]{8})([a-z].*)?")
_QUALIFIER = re.compile(r"^.*[./:]", re.DOTALL)


class Column(NamedTuple):
    """One column of a list."""

    place: int
    """Counted from 1, as ``#3`` names it."""
    head: str
    """As it stands in the list; empty where the list has no head line."""
    keyword: str
    """The attribute that it is; empty where it is not used."""
    reason: str = ""
    """Why it is not used."""


class Columns(NamedTuple):
    """What the columns of a list are."""

    all: tuple[Column, ...]

    @property
    def places(self) -> dict[str, int]:
        """By keyword, the index of the column in a line, counted from 0."""
        return {column.keyword: column.place - 1 for column in self.all if column.keyword}

    @property
    def levels(self) -> tuple[Entity, ...]:
        """What the list lists, from the study down."""
        return tuple(entity for keyword, entity in UIDS.items() if keyword in self.places)

    def of(self, entity: Entity) -> tuple[str, ...]:
        """The keywords that the list has of an entity beside its own UID, in the order of its columns.

        The UID of the study or series around it is among them: where it lies elsewhere, that is another value.
        """
        around = {keyword for keyword, level in UIDS.items() if LEVELS.index(level) < LEVELS.index(entity)}
        return tuple(
            column.keyword
            for column in self.all
            if column.keyword in around or (ATTRIBUTES | COUNTS).get(column.keyword) is entity
        )


def recognise(heads: Sequence[str], mapping: Mapping[str, str]) -> Columns:
    """The columns under these heads; ``mapping`` says by keyword which head or place (``#3``) it is, and goes first.

    Raises ``ManifestError`` where the mapping names what there is not.
    """
    chosen = {_chosen(heads, keyword, wanted): keyword for keyword, wanted in mapping.items() if wanted}
    silenced = {keyword for keyword, wanted in mapping.items() if not wanted}
    found = [chosen.get(at) or keyword_of(head) for at, head in enumerate(heads)]
    found = [_at_level(keyword, found) for keyword in found]
    columns: list[Column] = []
    taken = {_at_level(keyword, found): at for at, keyword in chosen.items()}
    for at, (head, keyword) in enumerate(zip(heads, found, strict=True)):
        reason = _unused(keyword, found, silenced, is_taken=taken.get(keyword, at) != at)
        if not reason:
            taken[keyword] = at
        columns.append(Column(at + 1, head, "" if reason else keyword, reason))
    return Columns(tuple(columns))


def check_mapping(mapping: Mapping[str, str]) -> None:
    """Raise ``ManifestError`` where a keyword is none that a list is compared by."""
    for keyword in mapping:
        if keyword not in UIDS and keyword not in COUNTS and keyword not in ATTRIBUTES:
            known = ", ".join((*UIDS, *COUNTS, *ATTRIBUTES))
            raise ManifestError(f"{keyword[:64]!r} is no attribute that a list is compared by: use one of {known}.")


def keyword_of(head: str) -> str:
    """The keyword that a head means; empty where it means nothing that is known here."""
    tag = dictionary.tag_of(head)
    keyword = dictionary.keyword(tag) if tag is not None else ""
    for text in (head, _QUALIFIER.sub("", head)):
        if keyword:
            break
        plain = bare(text)
        led = _TAG_FIRST.fullmatch(plain)
        keyword = _known().get(plain) or (dictionary.keyword(int(led[1], 16)) if led else "")
    return keyword


def bare(head: str) -> str:
    """A head without case, accents, spaces and signs: ``Étude-UID`` is ``etudeuid``."""
    folded = unicodedata.normalize("NFKD", head.replace("ß", "ss")).casefold()
    return "".join(letter for letter in folded if letter.isascii() and letter.isalnum())


@cache
def _known() -> dict[str, str]:
    """By what ``bare`` makes of a head, the keyword."""
    table = {}
    for keyword in (*UIDS, *COUNTS, *ATTRIBUTES):
        table[bare(keyword)] = table[bare(dictionary.name(dictionary.keywords()[keyword]))] = keyword
    for keyword, names in NAMES.items():
        table.update(dict.fromkeys(names.split(), keyword))
    return table


def _chosen(heads: Sequence[str], keyword: str, wanted: str) -> int:
    place = _PLACE.fullmatch(wanted)
    if place and int(place[1]) <= len(heads):
        return int(place[1]) - 1
    if wanted in heads:
        return heads.index(wanted)
    there = ", ".join(repr(head[:40]) for head in heads[:20])
    raise ManifestError(
        f"There is no column {wanted[:64]!r} for {keyword}: write its head as it stands there, or its place as #3. "
        f"There are {there}."
    )


def _at_level(keyword: str, found: Sequence[str]) -> str:
    """Which attribute it is in a list whose lines are studies, series or instances."""
    lists_series, lists_instances = "SeriesInstanceUID" in found, "SOPInstanceUID" in found
    if keyword == INSTANCES and not lists_instances:
        return SERIES_INSTANCES if lists_series else STUDY_INSTANCES
    if keyword == "Modality" and not lists_series and not lists_instances:
        return "ModalitiesInStudy"
    return keyword


def _unused(keyword: str, found: Sequence[str], silenced: set[str], *, is_taken: bool) -> str:
    """Why a column is left out; empty where it is not."""
    if not keyword:
        return "not known"
    if keyword in silenced:
        return "left out, as was asked"
    if keyword == INSTANCES:
        return "it says of one instance how many there are"
    owner = (ATTRIBUTES | COUNTS).get(keyword)
    if owner is None and keyword not in UIDS:
        return "not compared"
    if owner is not None and _UID_OF[owner] not in found:
        return f"no column has the {owner.uid_name} that it belongs to"
    return "another column is this attribute" if is_taken else ""
