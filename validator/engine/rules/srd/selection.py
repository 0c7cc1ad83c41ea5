"""SRD040 to SRD043: Key Object Selection Documents (PS3.3 C.17.6)."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.level import Level
from validator.engine.rules.srd import tags
from validator.engine.rules.srd.evidence import CITING
from validator.engine.rules.srd.tree import content_tree
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import STUDY_INSTANCE_UID

KEY_OBJECT_SELECTION = "1.2.840.10008.5.1.4.1.1.88.59"
MODIFIER = ("113011", "DCM")
"""Document Title Modifier."""
MODIFIED = frozenset({("113001", "DCM"), ("113010", "DCM"), ("113013", "DCM"), ("113037", "DCM")})
"""The titles that TID 2010 lets be modified: rejected for quality or safety, quality issue, best in set."""


@rule(
    "SRD040",
    "Selection that selects nothing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has no image, waveform or other instance: the document selects nothing.",
    reference="PS3.3 C.17.6, PS3.16 TID 2010",
)
def nothing_selected(data_set: DataSet) -> Iterator[Hit]:
    """A Key Object Selection has at least one content item that cites an instance.

    Why it matters
    The mark "for the referring physician" or "rejected" is on no image, and nobody notices that a list is empty.

    Example
    A selection whose images were deleted or filtered out before it was sent.

    How to fix
    Have the system delete a selection that has become empty.
    """
    if data_set.sop_class != KEY_OBJECT_SELECTION:
        return
    tree = content_tree(data_set)
    if tree and tree.whole and not any(item.value_type in CITING or _cites(item.level) for item in tree.items):
        yield data_set.at(tags.CONTENT_SEQUENCE)


def _cites(item: Level) -> bool:
    """Whether an item cites an instance, whatever its Value Type says."""
    return item.get(tags.REFERENCED_SOP_SEQUENCE) is not None


@rule(
    "SRD041",
    "Selection over several studies without its copies",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing, and the evidence comes from {count} studies: each of them needs a copy of the "
    "document, and all copies name one another.",
    reference="PS3.3 C.17.6.2.1, C.17.2.2",
)
def copies_not_named(data_set: DataSet) -> Iterator[Hit]:
    """A document belongs to one study. If it selects from several, each study gets a copy, and the Identical
    Documents Sequence of each names the others.

    Why it matters
    Who opens the other study does not see that images of it were selected, or rejected.

    Example
    A selection of the current and a prior examination that is stored with the current one only.

    How to fix
    Have the system store a copy in each study and list the copies.
    """
    if data_set.sop_class != KEY_OBJECT_SELECTION or not data_set.lacks(tags.IDENTICAL_DOCUMENTS_SEQUENCE):
        return
    evidence = data_set.top.items(tags.CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE)
    studies = {study.text(STUDY_INSTANCE_UID) for study in evidence} - {None, ""}
    if len(studies) > 1:
        yield data_set.at(tags.IDENTICAL_DOCUMENTS_SEQUENCE, count=len(studies))


@rule(
    "SRD042",
    "Title Modifier under a title that has none",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} of this item is Document Title Modifier, which only titles about rejection, quality or best "
    "in set have.",
    reference="PS3.16 TID 2010",
)
def title_is_not_modified(data_set: DataSet) -> Iterator[Hit]:
    """The Document Title Modifier says why images were rejected, or what they are the best of.

    Why it matters
    Systems that hide rejected images read title and reason together. A reason without the title hides nothing.

    Example
    "For Teaching" with the modifier "Motion blur".

    How to fix
    Have the system write the title "Rejected for Quality Reasons", or leave the modifier out.
    """
    if data_set.sop_class != KEY_OBJECT_SELECTION:
        return
    tree = content_tree(data_set)
    if tree is None or tree.root.concept()[1] != "DCM" or tree.root.concept() in MODIFIED:
        return
    for item in tree.children(tree.root):
        if item.relationship == "HAS CONCEPT MOD" and item.concept() == MODIFIER:
            yield item.level.at(tags.CONCEPT_NAME_CODE_SEQUENCE)
