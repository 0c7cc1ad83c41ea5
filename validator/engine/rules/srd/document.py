"""SRD020 to SRD024: the document as a whole: its title, template, completeness and relatives."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.level import Level
from validator.engine.rules.srd import tags
from validator.engine.rules.srd.tree import content_tree
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import SOP_INSTANCE_UID

TITLES = {
    "1.2.840.10008.5.1.4.1.1.88.50": ("111036", "Mammography CAD Report"),
    "1.2.840.10008.5.1.4.1.1.88.65": ("112000", "Chest CAD Report"),
    "1.2.840.10008.5.1.4.1.1.88.67": ("113701", "X-Ray Radiation Dose Report"),
    "1.2.840.10008.5.1.4.1.1.88.68": ("113500", "Radiopharmaceutical Radiation Dose Report"),
    "1.2.840.10008.5.1.4.1.1.88.69": ("112220", "Colon CAD Report"),
    "1.2.840.10008.5.1.4.1.1.88.72": ("125200", "Adult Echocardiography Procedure Report"),
    "1.2.840.10008.5.1.4.1.1.88.73": ("128401", "Patient Radiation Dose Report"),
    "1.2.840.10008.5.1.4.1.1.78.6": ("111671", "Spectacle Prescription Report"),
    "1.2.840.10008.5.1.4.1.1.79.1": ("111690", "Macular Grid Thickness and Volume Report"),
}
"""The one title of a class, by its code in DCM: of its root template in PS3.16 (TID 4000, 4100, 10001 …)."""
RELATIVES = (tags.PREDECESSOR_DOCUMENTS_SEQUENCE, tags.IDENTICAL_DOCUMENTS_SEQUENCE)


@rule(
    "SRD020",
    "Document with the title of another kind",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is not ({code}, DCM, {title}), the one title that this SOP Class has.",
    reference="PS3.3 A.35, PS3.16 A",
)
def wrong_title(data_set: DataSet) -> Iterator[Hit]:
    """Reports of some SOP Classes are made by one template, and that gives the root its concept name.

    Why it matters
    Dose registries and CAD viewers look for the title before they read on: a report with another one is passed over,
    and a dose is missing from the statistics.

    Example
    An X-Ray Radiation Dose SR with the title of an imaging report.

    How to fix
    Have the system write the concept name that the message gives, or another SOP Class.
    """
    expected = TITLES.get(data_set.sop_class)
    if expected is None or not data_set.top.items(tags.CONCEPT_NAME_CODE_SEQUENCE):
        return
    tree = content_tree(data_set)
    value, scheme = tree.root.concept() if tree else ("", "")
    if value and scheme and (value, scheme) != (expected[0], "DCM"):
        yield data_set.at(tags.CONCEPT_NAME_CODE_SEQUENCE, code=expected[0], title=expected[1])


@rule(
    "SRD021",
    "Template named in another way",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is not a plain number: a template of PS3.16 is named by its number alone, without TID.",
    reference="PS3.3 C.18.8, PS3.16 6",
)
def odd_template_identifier(data_set: DataSet) -> Iterator[Hit]:
    """The templates of DICOM have numbers: the identifier of TID 1500 is "1500".

    Why it matters
    Systems compare the identifier with the number that they know. They do not find the template, and read the report
    without it or not at all.

    Example
    "TID 1500", "TID1500" or "01500".

    How to fix
    Have the system write the digits alone.
    """
    tree = content_tree(data_set)
    for item in tree.items if tree else ():
        for template in item.level.items(tags.CONTENT_TEMPLATE_SEQUENCE):
            identifier = template.text(tags.TEMPLATE_IDENTIFIER)
            if identifier and template.text(tags.MAPPING_RESOURCE) == "DCMR" and not _is_number(identifier):
                yield template.at(tags.TEMPLATE_IDENTIFIER)


@rule(
    "SRD022",
    "Verified although it is not complete",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is VERIFIED, and the Completion Flag is PARTIAL: only a complete document can be verified.",
    reference="PS3.3 C.17.2",
)
def verified_but_partial(data_set: DataSet) -> Iterator[Hit]:
    """Who verifies a document answers for all of it, so that it has to be complete.

    Why it matters
    The report counts as signed, and parts of it may still be missing. Systems that hide partial reports do not show
    what somebody has answered for.

    Example
    A report system that never sets the Completion Flag and leaves it at PARTIAL.

    How to fix
    Have the system set COMPLETE when the report is verified.
    """
    if data_set.text(tags.VERIFICATION_FLAG) == "VERIFIED" and data_set.text(tags.COMPLETION_FLAG) == "PARTIAL":
        yield data_set.at(tags.VERIFICATION_FLAG)


@rule(
    "SRD023",
    "Document that is its own predecessor or copy",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is the document's own SOP Instance UID: an earlier version or a copy has a UID of its own.",
    reference="PS3.3 C.17.2.2, C.17.2.4",
)
def own_relative(data_set: DataSet) -> Iterator[Hit]:
    """A new version of a document, and a copy of it in another study, is an instance with a UID of its own.

    Why it matters
    The archive already has this UID. It keeps the first version and drops the second, or the other way round.

    Example
    A corrected report that was stored under the UID of the first one, which it names as its predecessor.

    How to fix
    Have the system make a new SOP Instance UID for each version and each copy.
    """
    own = data_set.text(SOP_INSTANCE_UID)
    for tag in RELATIVES:
        if own and data_set.get(tag) is not None:
            yield from (
                instance.at(tags.REFERENCED_SOP_INSTANCE_UID)
                for instance in listed(data_set.top, tag)
                if instance.text(tags.REFERENCED_SOP_INSTANCE_UID) == own
            )


def listed(level: Level, tag: int) -> Iterator[Level]:
    """The instances in a sequence that lists studies, their series and in those the instances (PS3.3 C.17.2.1)."""
    for study in level.items(tag):
        for series in study.items(tags.REFERENCED_SERIES_SEQUENCE):
            yield from series.items(tags.REFERENCED_SOP_SEQUENCE)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and not text.startswith("0")
