"""OPS030 to OPS049: operational attributes with values that are legal, and odd."""

from collections.abc import Iterator
from datetime import date

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.pixels.syntaxes import CODECS
from validator.engine.rules.classes import SECONDARY_CAPTURE
from validator.engine.rules.ops.terms import (
    BODY_PARTS_MEANT,
    CONVERSION_TYPES,
    EMPTY_NAMES,
    MODALITIES,
    MODALITIES_BY_CLASS,
    RETIRED_MODALITIES,
)
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import (
    BITS_ALLOCATED,
    BODY_PART_EXAMINED,
    CONVERSION_TYPE,
    MODALITY,
    PATIENT_BIRTH_DATE,
    PATIENT_NAME,
    STUDY_DATE,
    TRANSFER_SYNTAX_UID,
)

OLDEST_YEARS = 130
FIRST_DIGITAL_YEAR = 1970
"""The year before which no examination was stored as data; earlier dates stand for "not known"."""
RARE_CODECS = ("JPEG-LS", "JPEG XL", "JPIP", "HEVC", "frames without", "Deflated")
RARE_SYNTAXES = {
    "1.2.840.10008.1.2.1.99": "Deflated Explicit VR Little Endian",
    "1.2.840.10008.1.2.4.201": "High-Throughput JPEG 2000",
    "1.2.840.10008.1.2.4.202": "High-Throughput JPEG 2000",
    "1.2.840.10008.1.2.4.203": "High-Throughput JPEG 2000",
}


@rule(
    "OPS030",
    "Unknown Modality",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is none of the standard's terms: rules that go by modality do not match it.",
    reference="PS3.3 C.7.3.1.1.1",
)
def unknown_modality(data_set: DataSet) -> Iterator[Hit]:
    """The Modality is a term that the standard does not define.

    Why it matters
    Worklists, routing and hanging protocols have no entry for it; the study appears in no department's list.

    Example
    "CBCT", or "SECONDARY" from a converter.

    How to fix
    Write the term of PS3.3 C.7.3.1.1.1 that comes nearest, and keep the detail in the Series Description.
    """
    term = data_set.text(MODALITY)
    if term and term not in MODALITIES and term not in RETIRED_MODALITIES:
        yield data_set.at(MODALITY)


@rule(
    "OPS031",
    "Retired Modality",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is a term that was removed from the standard: newer systems may not know it.",
    reference="PS3.3 C.7.3.1.1.1",
)
def retired_modality(data_set: DataSet) -> Iterator[Hit]:
    """Terms such as CD, DF, ST or VF are no longer defined.

    Why it matters
    Rules of newer systems do not list them, so the study falls through.

    Example
    DF (digital fluoroscopy), which became RF.

    How to fix
    Nothing for single old studies. For a migration, decide on one term and map it in one place.
    """
    if data_set.text(MODALITY) in RETIRED_MODALITIES:
        yield data_set.at(MODALITY)


@rule(
    "OPS032",
    "Modality does not fit the SOP Class",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is not {right}, as this SOP Class requires: systems that look at one or the other disagree.",
    reference="PS3.3 A, C.7.3.1.1.1",
)
def modality_of_class(data_set: DataSet) -> Iterator[Hit]:
    """For most classes the standard fixes the Modality.

    Why it matters
    The archive files by class, the viewer hangs by modality: the CT opens with the tools for nothing in particular,
    and its units are not shown.

    Example
    CT Image Storage with Modality OT, from a router that maps modalities.

    How to fix
    Look for the hop that maps the modality. Where the class is wrong, convert the object properly.
    """
    right = MODALITIES_BY_CLASS.get(data_set.sop_class)
    term = data_set.text(MODALITY)
    if right and term and term not in right:
        yield data_set.at(MODALITY, right=" or ".join(right))


@rule(
    "OPS033",
    "A birth date that cannot be",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} lies {problem}: ages, and all that is computed from them, are wrong.",
    reference="PS3.3 C.7.1.1",
)
def birth_date(data_set: DataSet) -> Iterator[Hit]:
    """The patient would have been examined before birth, or at an age that nobody reaches.

    Why it matters
    Matching with other records fails. Dose and uptake that depend on the age are computed for another one.

    Example
    A birth date of 18000101 for "not known", or one behind the Study Date.

    How to fix
    Take the date from the hospital's index. Where it is not known, leave it empty.
    """
    born, studied = _day(data_set.text(PATIENT_BIRTH_DATE)), _day(data_set.text(STUDY_DATE))
    if born is None or studied is None:
        return
    if born > studied:
        yield data_set.at(PATIENT_BIRTH_DATE, problem="behind the Study Date")
    elif studied.year - born.year > OLDEST_YEARS:
        yield data_set.at(PATIENT_BIRTH_DATE, problem=f"more than {OLDEST_YEARS} years before the Study Date")


@rule(
    "OPS034",
    "A study date from before there were data",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} lies before 1970: it stands for a date that was not known, or was shifted.",
    reference="PS3.3 C.7.2.1",
)
def study_date(data_set: DataSet) -> Iterator[Hit]:
    """Nothing was stored in digital form so early; only digitised films are.

    Why it matters
    Retention deletes such a study first, and no query by date finds it.

    Example
    19000101, the zero of some database, or a date that de-identification moved by decades.

    How to fix
    Write the date of the examination, or leave it empty where it is not known.
    """
    studied = _day(data_set.text(STUDY_DATE))
    if studied is not None and studied.year < FIRST_DIGITAL_YEAR and data_set.sop_class not in SECONDARY_CAPTURE:
        yield data_set.at(STUDY_DATE)


@rule(
    "OPS035",
    "A body part in other words",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is not in the standard's terms: write {right}, so that hanging protocols match it.",
    reference="PS3.16 L",
)
def body_part(data_set: DataSet) -> Iterator[Hit]:
    """Body Part Examined has a list of terms, and the value is another word for one of them.

    Why it matters
    Protocols for CHEST do not match THORAX. Each vendor's images then need an entry of their own.

    Example
    THORAX instead of CHEST, C-SPINE instead of CSPINE.

    How to fix
    Change the protocols of the modality, or map the words in one place, at the entry to the archive.
    """
    right = BODY_PARTS_MEANT.get((data_set.text(BODY_PART_EXAMINED) or "").upper())
    if right:
        yield data_set.at(BODY_PART_EXAMINED, right=right)


@rule(
    "OPS036",
    "Unknown Conversion Type",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is none of the standard's terms.",
    reference="PS3.3 C.8.6.1",
)
def conversion_type(data_set: DataSet) -> Iterator[Hit]:
    """Secondary Capture images say what they were made from, in one of eight terms.

    Why it matters
    Rules that keep scanned films apart from screen shots do not match.

    Example
    "PDF" or "SCAN".

    How to fix
    Write SD for a scanned document, DF for a digitised film, WSD for a workstation, DI for a digital interface.
    """
    term = data_set.text(CONVERSION_TYPE)
    if term and term not in CONVERSION_TYPES:
        yield data_set.at(CONVERSION_TYPE)


@rule(
    "OPS037",
    "A word where the name should be",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} holds a word for no name: everyone with the same word looks like one patient.",
    reference="PS3.3 C.7.1.1",
)
def empty_name(data_set: DataSet) -> Iterator[Hit]:
    """The name is a word such as ANONYMOUS.

    Why it matters
    Lists show many entries that look alike. Systems that match by name put them into one record.

    Example
    "Anonymous" in all studies of a teaching file.

    How to fix
    Use a pseudonym for each patient, such as the Patient ID.
    """
    name = (data_set.text(PATIENT_NAME) or "").strip("^ ").upper()
    if name in EMPTY_NAMES:
        yield data_set.at(PATIENT_NAME)


@rule(
    "OPS038",
    "A Transfer Syntax that few systems read",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is {name}: ask whether the receiver reads it before the instance is sent on.",
    reference="PS3.5 10, A",
)
def rare_syntax(data_set: DataSet) -> Iterator[Hit]:
    """The encoding is part of the standard, but not of what most archives and viewers implement.

    Why it matters
    The receiver refuses the instance, or stores it and cannot show it.

    Example
    Deflated Explicit VR Little Endian, JPEG-LS or High-Throughput JPEG 2000.

    How to fix
    Let the sending side convert to Explicit VR Little Endian where the receiver does not accept the encoding.
    """
    syntax = data_set.text(TRANSFER_SYNTAX_UID) or ""
    codec = CODECS.get(syntax)
    name = RARE_SYNTAXES.get(syntax) or (codec.name if codec and codec.name.startswith(RARE_CODECS) else None)
    if name:
        yield data_set.at(TRANSFER_SYNTAX_UID, name=name)


@rule(
    "OPS039",
    "More bits than viewers show",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is {bits}: most viewers show samples of 8 and 16 bits only.",
    reference="PS3.5 8.1.1",
)
def many_bits(data_set: DataSet) -> Iterator[Hit]:
    """The standard permits any multiple of 8; images beyond 16 bits are rare outside of radiotherapy.

    Why it matters
    The image stays black, or every second pixel is shown.

    Example
    A parametric image of 32 bits.

    How to fix
    Ask whether the receiver shows it. RT Dose with 32 bits is usual and fine.
    """
    bits = data_set.description.allocated if data_set.description else None
    if bits is not None and bits > 16 and bits % 8 == 0 and data_set.text(MODALITY) != "RTDOSE":
        yield data_set.at(BITS_ALLOCATED, bits=bits)


def _day(text: str | None) -> date | None:
    """A date of DA; ``None`` for what is none, which the VRV family reports."""
    if not text or len(text) != 8 or not text.isascii() or not text.isdigit():
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
