"""SRD001 to SRD004: what stands in the content tree of a document, and how its items are related."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.srd import tags
from validator.engine.rules.srd.constraints import RELATIONSHIPS, VALUE_TYPES, constraints_of
from validator.engine.rules.srd.tree import ROOT, ContentItem, content_tree
from validator.engine.rules.subject import DataSet, Hit


@rule(
    "SRD001",
    "Value Type that the document may not hold",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {value_type}, which has no place in a {document}: write the document as a class that "
    "allows it, or say it in another way.",
    reference="PS3.3 A.35, C.17.3.2.1",
)
def value_type_not_allowed(data_set: DataSet) -> Iterator[Hit]:
    """Each kind of SR document allows only some types of content: a Basic Text SR holds no measurements.

    Why it matters
    Systems choose by the SOP Class how they show a report. What they do not expect there is left out silently, and
    nobody sees that the report had a measurement.

    Example
    A numeric measurement (NUM) in a Basic Text SR, or coordinates in space (SCOORD3D) in a Comprehensive SR.

    How to fix
    Have the reporting system use the class that fits its content: Enhanced SR for measurements, Comprehensive 3D SR
    for coordinates in space.
    """
    tree = content_tree(data_set)
    constraints = tree and constraints_of(data_set.sop_class)
    if not tree or not constraints:
        return
    for item in tree.items[1:]:
        if item.value_type in VALUE_TYPES and item.value_type not in constraints.value_types:
            yield item.level.at(tags.VALUE_TYPE, value_type=item.value_type, document=constraints.document)


@rule(
    "SRD002",
    "Relationship that the document may not have",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {relationship}, from {source} to {target}: a {document} has no such relationship.",
    reference="PS3.3 A.35, C.17.3.2.4",
)
def relationship_not_allowed(data_set: DataSet) -> Iterator[Hit]:
    """For each kind of SR document a table says which type of content may be related to which, and how.

    Why it matters
    A report is read by following its relationships. Content at the end of one that does not exist is not found, or is
    taken for something else: a finding for a property of another.

    Example
    A text that CONTAINS a measurement; only containers contain. The measurement belongs behind INFERRED FROM.

    How to fix
    Correct the template or the program that builds the report; the tables are in PS3.3 A.35, one for each class.
    """
    tree = content_tree(data_set)
    constraints = tree and constraints_of(data_set.sop_class)
    if not tree or not constraints:
        return
    for item in tree.items[1:]:
        source, target = tree.parent(item), tree.target(item)
        if target is None or item.relationship not in RELATIONSHIPS or _is_odd_root(source):
            continue
        if {source.value_type, target.value_type} <= constraints.value_types and not constraints.allows(
            source.value_type, item.relationship, target.value_type
        ):
            yield item.level.at(
                tags.RELATIONSHIP_TYPE,
                relationship=item.relationship,
                source=source.value_type,
                target=target.value_type,
                document=constraints.document,
            )


@rule(
    "SRD003",
    "Root of the document is no container",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {value_type} at the root of the document: the root is a CONTAINER.",
    reference="PS3.3 C.17.3",
)
def root_is_no_container(data_set: DataSet) -> Iterator[Hit]:
    """The data set itself is the first content item, and it is a container with the title of the document.

    Why it matters
    Programs take the root for a container without looking. With another type they find no content, and the report
    comes up empty.

    Example
    A Value Type of TEXT at the top level, and the whole report in one Text Value.

    How to fix
    Have the reporting system put its content into items below a CONTAINER.
    """
    tree = content_tree(data_set)
    if tree and constraints_of(data_set.sop_class):
        value_type = tree.root.value_type
        if value_type in VALUE_TYPES and value_type != "CONTAINER":
            yield tree.root.level.at(tags.VALUE_TYPE, value_type=value_type)


def _is_odd_root(item: ContentItem) -> bool:
    """Whether an item is a root that is no container: SRD003 says so, and its children are not to blame."""
    return item.number == ROOT and item.value_type != "CONTAINER"


@rule(
    "SRD004",
    "Measurement without value and without reason",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} has no item, and no Numeric Value Qualifier says why the measurement has no value.",
    reference="PS3.3 C.18.1",
)
def measurement_without_value(data_set: DataSet) -> Iterator[Hit]:
    """A measurement may have no value, and then a qualifier can say why: not calculated, outside of the range.

    Why it matters
    A reader cannot tell whether the value was forgotten, lost on the way, or could not be measured.

    Example
    An ejection fraction whose Measured Value Sequence is empty.

    How to fix
    Have the system leave out what was not measured, or write the Numeric Value Qualifier Code Sequence.
    """
    tree = content_tree(data_set)
    for item in tree.items if tree else ():
        if item.value_type != "NUM":
            continue
        values = item.level.get(tags.MEASURED_VALUE_SEQUENCE)
        if (
            values is not None
            and values.items == ()
            and not item.level.items(tags.NUMERIC_VALUE_QUALIFIER_CODE_SEQUENCE)
        ):
            yield item.level.at(tags.MEASURED_VALUE_SEQUENCE)
