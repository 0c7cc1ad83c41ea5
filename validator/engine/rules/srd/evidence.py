"""SRD030 to SRD033: the evidence of a document, which lists every instance that it cites (PS3.3 C.17.2.3)."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.level import Level
from validator.engine.rules.srd import tags
from validator.engine.rules.srd.document import listed
from validator.engine.rules.srd.once import once
from validator.engine.rules.srd.tree import content_tree
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import SOP_INSTANCE_UID

EVIDENCE = (tags.CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE, tags.PERTINENT_OTHER_EVIDENCE_SEQUENCE)
CITING = ("COMPOSITE", "IMAGE", "WAVEFORM")


@rule(
    "SRD030",
    "Cited instance missing from the evidence",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is cited in the content and stands in neither sequence of evidence: nothing says in which "
    "study and series it is.",
    reference="PS3.3 C.17.2, C.17.2.3",
)
def not_in_evidence(data_set: DataSet) -> Iterator[Hit]:
    """Each instance that the content cites is listed in the Current Requested Procedure Evidence Sequence or the
    Pertinent Other Evidence Sequence, with its study and series.

    Why it matters
    The content has only the UID of the instance. Without study and series a viewer cannot retrieve it, and the images
    of the report are not shown.

    Example
    A report whose measurements cite images and that has no evidence at all.

    How to fix
    Have the system list every cited instance, presentation states and value mappings included.
    """
    for reference in _cited(data_set):
        known = _evidence(data_set)
        uid = reference.text(tags.REFERENCED_SOP_INSTANCE_UID)
        if uid and uid not in known:
            yield reference.at(tags.REFERENCED_SOP_INSTANCE_UID)


@rule(
    "SRD031",
    "Evidence names another SOP Class",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} of a cited instance is not the one that the evidence gives for it.",
    reference="PS3.3 C.17.2.3",
)
def other_class_in_evidence(data_set: DataSet) -> Iterator[Hit]:
    """An instance has one SOP Class, in the content as in the list of evidence.

    Why it matters
    The viewer chooses by the class how it shows what the report cites, and asks the archive for the wrong kind.

    Example
    Images that were converted to an enhanced class, while the evidence was left as it was.

    How to fix
    Look up the class of the instance, and have the system write the same in both places.
    """
    for reference in _cited(data_set):
        known = _evidence(data_set)
        uid, sop_class = (
            reference.text(tags.REFERENCED_SOP_INSTANCE_UID), reference.text(tags.REFERENCED_SOP_CLASS_UID)
        )  # fmt: skip
        classes = known.get(uid or "")
        if sop_class and classes and "" not in classes and sop_class not in classes:
            yield reference.at(tags.REFERENCED_SOP_CLASS_UID)


@rule(
    "SRD032",
    "Document that is its own evidence",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is the document's own SOP Instance UID: a document is no evidence for itself.",
    reference="PS3.3 C.17.2.3, C.17.6.2",
)
def own_evidence(data_set: DataSet) -> Iterator[Hit]:
    """The evidence and the content of a document cite other instances, those that it is about.

    Why it matters
    Who follows the references comes back to the document. Exports that collect what is cited never come to an end, or
    miss the images.

    Example
    A Key Object Selection that was made from all instances of a study, itself included.

    How to fix
    Have the system leave the document out of its own lists.
    """
    own = data_set.text(SOP_INSTANCE_UID)
    if not own or not _has_evidence(data_set):
        return
    for tag in EVIDENCE:
        for instance in listed(data_set.top, tag):
            if instance.text(tags.REFERENCED_SOP_INSTANCE_UID) == own:
                yield instance.at(tags.REFERENCED_SOP_INSTANCE_UID)


@rule(
    "SRD033",
    "Instance listed in two series of the evidence",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} stands in another series of the evidence too: it is not clear which study and series are "
    "right.",
    reference="PS3.3 C.17.2.3",
)
def listed_twice(data_set: DataSet) -> Iterator[Hit]:
    """The evidence lists each instance below the one study and series to which it belongs.

    Why it matters
    A viewer asks for the instance in the first series that it finds, and does not get it if that is the wrong one.

    Example
    The same images as current and as other evidence, after two reports were merged.

    How to fix
    Have the system list each instance once, in its own series.
    """
    if not _has_evidence(data_set):
        return
    seen: dict[str, str] = {}
    for tag in EVIDENCE:
        for instance in listed(data_set.top, tag):
            uid = instance.text(tags.REFERENCED_SOP_INSTANCE_UID)
            series = instance.parent.prefix if instance.parent else ""
            if uid and seen.setdefault(uid, series) != series:
                yield instance.at(tags.REFERENCED_SOP_INSTANCE_UID)


def _has_evidence(data_set: DataSet) -> bool:
    return any(data_set.get(tag) is not None for tag in EVIDENCE)


@once
def _evidence(data_set: DataSet) -> dict[str, set[str]]:
    """The SOP Classes that the evidence gives for each instance, by SOP Instance UID."""
    known: dict[str, set[str]] = {}
    for tag in EVIDENCE:
        for instance in listed(data_set.top, tag):
            uid = instance.text(tags.REFERENCED_SOP_INSTANCE_UID)
            if uid:
                known.setdefault(uid, set()).add(instance.text(tags.REFERENCED_SOP_CLASS_UID) or "")
    return known


def _cited(data_set: DataSet) -> Iterator[Level]:
    """The references of the content items that cite instances, those to presentation states below them included."""
    tree = content_tree(data_set)
    if tree is None or not tree.whole:
        return
    for item in tree.items:
        if item.value_type in CITING:
            for reference in item.level.items(tags.REFERENCED_SOP_SEQUENCE):
                yield reference
                yield from reference.items(tags.REFERENCED_SOP_SEQUENCE)
                yield from reference.items(tags.REFERENCED_REAL_WORLD_VALUE_MAPPING_INSTANCE_SEQUENCE)
