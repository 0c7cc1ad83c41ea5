"""SRD130 to SRD136: coding schemes and the codes in them (PS3.3 chapter 8)."""

import re
from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.srd import tags
from validator.engine.rules.srd.coded_entries import Places, at, coded_entries, joined
from validator.engine.rules.subject import DataSet, Hit, Value, reads

SHORT = 16
"""Characters that a Code Value may have; longer ones are Long Code Values."""
DEPRECATED = {"SRT": "SCT", "SNM3": "SCT", "99SDM": "SCT"}
"""Designators of PS3.16 8 that are not to be used any more, and what stands in their place."""
DESIGNATORS = frozenset(
    """ACR ANS+ ART AS4 AS4E ASTM-sigpurpose ATC BARI BI C4 C5 CADSR CAS CD2 CDCA CDCM CDS CE CLP CPTM CST CTV3 CVX DC
    DCM DCMUID E E5 E6 E7 ENZC FDDC FDDX FDK FMA HB HCPCS HHC HI HPC I10 I10C I10P I11 I9 I9C IBSI IBT IC2 ICD10AM
    ICD10CA ICDO ICDO3 ICS IETF4646 ISO3166_1 ISO639_1 ISO639_2 ISO_OID ITIS_TSN IUPC IUPP JC10 JC8 JJ1017 L LB LN
    LOINC MA MAYOASRG MCD MCR MD MDC MDDX MDNS MEDC MEDR MEDX MGI MGPI MSH MVX NCDR NCIt NDA NDC NDFR-RT NDFRT NEU
    NIC NICIP NPI NYUMCCG OHA OPCS4 PATHLEX POS PUBCHEM_CID RADELEMENT RADLEX RC RFC3066 RFC5646 RO RRID RXNORM
    SCPECG SCT SDM SNM SNM3 SNT SRT UBERON UC UCUM UMD UML UMLS UNII UPC UPIN W1 W2 W4 WC caDSR""".split()
)
"""The coding schemes of PS3.16 8 and of HL7 table 0396."""
HL7_TABLE = re.compile(r"HL7\d{4}|ISO\d{4,}.*")
FORMS = {
    "SCT": re.compile(r"[1-9][0-9]{5,17}"),
    "SRT": re.compile(r"[A-Z0-9]+-[A-Z0-9]+"),
    "SNM3": re.compile(r"[A-Z0-9]+-[A-Z0-9]+"),
    "99SDM": re.compile(r"[A-Z0-9]+-[A-Z0-9]+"),
    "DCM": re.compile(r"[A-Z0-9_]+"),
    "LN": re.compile(r"(?:L[APG])?[0-9]+-[0-9]"),
}
"""How codes of some schemes are built; whole values must match."""


@rule(
    "SRD130",
    "Long Code Value that is short",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} has {length} characters: up to 16 belong into Code Value.",
    reference="PS3.3 8.1, 8.8",
)
@reads("UC")
def short_long_value(value: Value) -> Iterator[Hit]:
    """Code Value holds codes of up to 16 characters, Long Code Value those that are longer.

    Why it matters
    Systems look for a short code in Code Value only, and take the entry for one without a code.

    Example
    A program that writes every code into Long Code Value, to be on the safe side.

    How to fix
    Have the system choose the attribute by the length of the code.
    """
    length = len(value.raw.strip(b" \0"))
    if value.tag == tags.LONG_CODE_VALUE and 0 < length <= SHORT:
        yield Hit({"length": length})


@rule(
    "SRD131",
    "Deprecated coding scheme",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is {scheme}, which the standard has replaced by {successor}; {count} codes in this instance "
    "use it.",
    reference="PS3.16 8, PS3.3 8.2",
)
def deprecated_scheme(data_set: DataSet) -> Iterator[Hit]:
    """SNOMED International no longer supports the codes of SNOMED-RT (SRT) and older ones; SNOMED CT (SCT) has the same
    concepts under other codes.

    Why it matters
    Newer systems look for the codes of SNOMED CT. They do not recognise the anatomy, the finding or the organ that was
    segmented.

    Example
    T-62000, SRT, Liver, which is 10200004 in SCT.

    How to fix
    Ask the manufacturer for a version that writes SCT. PS3.16 has the mapping; existing objects are valid and may stay.
    """
    yield from _by_scheme(
        data_set,
        (
            (entry.scheme, places, {"scheme": entry.scheme, "successor": DEPRECATED[entry.scheme]})
            for entry, places in coded_entries(data_set).items()
            if entry.scheme in DEPRECATED
        ),
    )


@rule(
    "SRD132",
    "Coding scheme that nobody knows",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is none of the standard's and does not begin with 99, as a designator of one's own does; "
    "{count} codes in this instance use it.",
    reference="PS3.3 8.2, PS3.16 8",
)
def unknown_scheme(data_set: DataSet) -> Iterator[Hit]:
    """The designator says in which catalogue a code is to be looked up. The standard lists those that are known to all;
    designators of a house begin with 99.

    Why it matters
    The code means nothing to anybody else, and may be mistaken for one of another catalogue with the same name.

    Example
    "SNOMED" in place of SCT, or the name of a program.

    How to fix
    Have the system write the designator of PS3.16 chapter 8, or one of its own that begins with 99.
    """
    yield from _by_scheme(
        data_set,
        ((entry.scheme, places, {}) for entry, places in coded_entries(data_set).items() if _is_unknown(entry.scheme)),
    )


@rule(
    "SRD133",
    "Odd characters in a private coding scheme",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} of a private scheme has characters other than letters and digits; {count} codes in this "
    "instance use it.",
    reference="PS3.3 8.2",
)
def odd_private_scheme(data_set: DataSet) -> Iterator[Hit]:
    """A designator of one's own is made of 99 and then letters and digits.

    Why it matters
    Interfaces to HL7 and others split or reject designators with other characters.

    Example
    99_OFFIS_DCMTK.

    How to fix
    Have the system leave the other characters out.
    """
    yield from _by_scheme(
        data_set,
        (
            (entry.scheme, places, {})
            for entry, places in coded_entries(data_set).items()
            if entry.scheme.startswith("99") and not (entry.scheme.isascii() and entry.scheme.isalnum())
        ),
    )


@rule(
    "SRD134",
    "Code that its scheme cannot have",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is not built as the codes of {scheme} are; {count} entries have it.",
    reference="PS3.3 8.1, PS3.16 8",
)
def impossible_code(data_set: DataSet) -> Iterator[Hit]:
    """Codes of SNOMED CT are numbers, those of SNOMED-RT a letter, a hyphen and more, those of LOINC end with a check
    digit: code and scheme must fit.

    Why it matters
    The code is looked up where it does not exist. The concept is lost, although its meaning is written beside it.

    Example
    T-62000 with the scheme SCT: the scheme was renamed, and the code was not.

    How to fix
    Look up the code of the concept in the scheme, and have the system write both from one table.
    """
    for entry, places in coded_entries(data_set).items():
        form = FORMS.get(entry.scheme)
        value = entry.value
        if form and value and len(value) <= SHORT and not form.fullmatch(value):
            yield at(data_set, places, tags.CODE_VALUE, scheme=entry.scheme)


@rule(
    "SRD135",
    "Context group named in another way",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is not a plain number: a context group of PS3.16 is named by its number alone, without CID; "
    "{count} entries have it.",
    reference="PS3.3 8.6",
)
def odd_context_identifier(data_set: DataSet) -> Iterator[Hit]:
    """The context groups of DICOM have numbers: the identifier of CID 4031 is "4031".

    Why it matters
    Systems that check a code against its group do not find the group.

    Example
    "CID 4031", or "CID4031".

    How to fix
    Have the system write the digits alone.
    """
    for entry, places in coded_entries(data_set).items():
        if entry.context and entry.resource == "DCMR" and not re.fullmatch(r"[1-9][0-9]*", entry.context):
            yield at(data_set, places, tags.CONTEXT_IDENTIFIER)


def _is_unknown(scheme: str) -> bool:
    if not scheme or scheme in DESIGNATORS or scheme.startswith("99"):
        return False
    return HL7_TABLE.fullmatch(scheme) is None


def _by_scheme(data_set: DataSet, entries: Iterator[tuple[str, Places, dict[str, str]]]) -> Iterator[Hit]:
    """One hit for each scheme, at its first place, with the number of all entries that use it."""
    found: dict[str, tuple[Places, dict[str, str]]] = {}
    for scheme, places, words in entries:
        before = found.get(scheme)
        found[scheme] = (joined(before[0] if before else None, places), words)
    for places, words in found.values():
        yield at(data_set, places, tags.CODING_SCHEME_DESIGNATOR, **words)
