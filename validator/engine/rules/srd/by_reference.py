"""SRD005 to SRD008: content items that only refer to another one."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.srd import tags
from validator.engine.rules.srd.constraints import RELATIONSHIPS, constraints_of
from validator.engine.rules.srd.tree import ContentItem, ContentTree, content_tree
from validator.engine.rules.subject import DataSet, Hit


def _references(data_set: DataSet) -> Iterator[tuple[ContentTree, ContentItem]]:
    """Every content item that refers to another, with the tree in which it stands."""
    tree = content_tree(data_set)
    if tree:
        yield from ((tree, item) for item in tree.items[1:] if item.refers_to)


@rule(
    "SRD005",
    "Reference to a content item that does not exist",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} leads to no content item: it counts from the root, which is 1, and then the items of each "
    "Content Sequence from 1.",
    reference="PS3.3 C.17.3.2.5",
)
def refers_to_nothing(data_set: DataSet) -> Iterator[Hit]:
    """The identifier of another content item is the way to it: 1 for the root, then its place at each level.

    Why it matters
    The basis of a conclusion, or the image of an outline, cannot be found; some programs reject the whole report.

    Example
    1\\3\\2 where the third item has only one child, after items were removed by anonymisation.

    How to fix
    Correct the system that builds or edits the report: who adds or removes content items must renumber the references.
    """
    for tree, item in _references(data_set):
        if tree.whole and tree.target(item) is None:
            yield item.level.at(tags.REFERENCED_CONTENT_ITEM_IDENTIFIER)


@rule(
    "SRD006",
    "Content item that leads back to itself",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} leads to an item in which this one stands: a {document} must not go round in circles.",
    reference="PS3.3 A.35.3.3.1.2, A.35.13.3.1.2, A.35.15.3.1.2",
)
def leads_back(data_set: DataSet) -> Iterator[Hit]:
    """A reference must not lead to an item that the reference itself belongs to.

    Why it matters
    Who follows the relationships never comes to an end: viewers hang or break off with an error.

    Example
    A finding that is INFERRED FROM the measurement group in which it stands.

    How to fix
    Have the system refer to the one item that is meant, not to the container around it.
    """
    constraints = constraints_of(data_set.sop_class)
    if not constraints or not constraints.loops_forbidden:
        return
    for tree, item in _references(data_set):
        target = tree.target(item)
        if target is not None and tree.is_around(target, item):
            yield item.level.at(tags.REFERENCED_CONTENT_ITEM_IDENTIFIER, document=constraints.document)


@rule(
    "SRD007",
    "Reference where the document allows none",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} refers to another content item with {relationship}: in a {document} this stands where it "
    "belongs, not as a reference.",
    reference="PS3.3 A.35",
)
def reference_not_allowed(data_set: DataSet) -> Iterator[Hit]:
    """Many kinds of SR document forbid relationships by reference, others allow them for some relationships only.

    Why it matters
    Programs made for simple reports read a plain tree. They show a reference as an empty line, or reject the report.

    Example
    A Basic Text SR or an Enhanced SR with a Referenced Content Item Identifier.

    How to fix
    Have the system repeat the content where it is needed, or write a Comprehensive SR.
    """
    constraints = constraints_of(data_set.sop_class)
    if not constraints:
        return
    for _, item in _references(data_set):
        if item.relationship in RELATIONSHIPS and item.relationship not in constraints.by_reference:
            yield item.level.at(
                tags.REFERENCED_CONTENT_ITEM_IDENTIFIER,
                relationship=item.relationship,
                document=constraints.document,
            )


@rule(
    "SRD008",
    "Reference to a reference",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} leads to a content item that only refers to another one itself: refer to that one.",
    reference="PS3.3 C.17.3.2.5",
)
def reference_to_reference(data_set: DataSet) -> Iterator[Hit]:
    """The way to a content item runs along items that stand for themselves.

    Why it matters
    Programs look up one reference, not a chain of them: the content at its end is not found.

    Example
    An item that refers to 1\\2\\1, which holds nothing but the identifier 1\\4.

    How to fix
    Have the system write the identifier of the item that has the value.
    """
    for tree, item in _references(data_set):
        target = tree.target(item)
        if target is not None and target.refers_to:
            yield item.level.at(tags.REFERENCED_CONTENT_ITEM_IDENTIFIER)
