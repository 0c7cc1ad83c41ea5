"""CHR030 and CHR031: character sets that change within a study and within an instance."""

from collections.abc import Iterable, Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Element, Severity, tag_text
from validator.engine.rules.collection import Collection
from validator.engine.rules.identity import Identity
from validator.engine.rules.subject import CollectionHit, DataSet, Hit
from validator.engine.rules.tags import SPECIFIC_CHARACTER_SET
from validator.engine.text import TEXT_VRS, character_set, charset_of

DIRECTORY_RECORDS = 0x00041220


@rule(
    "CHR030",
    "Several character sets in one study",
    severity=Severity.INFO,
    scope=Scope.COLLECTION,
    message="One study uses {count} character sets, most of it {usual}. Check that the names read the same in "
    "all of it.",
    reference="PS3.3 C.12.1.1.2",
)
def several_sets(collection: Collection) -> Iterator[CollectionHit]:
    """Instances of one study carry different values of Specific Character Set. The files named are those which differ
    from most. Instances without the attribute are not counted: ASCII is part of every set.

    Why it matters
    It is legal, and often the trace of a hop that converts or relabels only part of a study; names then sort and match
    differently within it.

    Example
    The images say ISO_IR 100, the reports of the same study ISO_IR 192.

    How to fix
    Nothing where the texts are right in both. Otherwise find the system that writes the odd label.
    """
    for _, group in collection.by("study"):
        counts = group.count(_label)
        if len(counts) > 1:
            ranked = sorted(counts, key=lambda label: (-counts[label], label))
            yield CollectionHit(
                files=group.without(_label, ranked[0]),
                path="(0008,0005)",
                words={"count": len(counts), "usual": character_set(tuple(ranked[0].split("\\")))},
                values=tuple(ranked),
            )


def _label(identity: Identity) -> str | None:
    return identity.charset or None


@rule(
    "CHR031",
    "Item in another character set",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute}: from here the item is in {inner}, what holds it in {outer}. Systems that convert texts "
    "by the set of the data set damage those of the item.",
    reference="PS3.3 C.12.1.1.2, PS3.5 7.5.3",
)
def item_in_another_set(data_set: DataSet) -> Iterator[Hit]:
    """An item of a sequence has a Specific Character Set of its own, and texts that read differently by that of the
    data set. The records of a DICOMDIR are left out: each has the set of the instance it stands for.

    Why it matters
    It is legal, and many systems look at the first Specific Character Set only: they show the texts of the item wrongly
    and convert them wrongly when the object is sent on.

    Example
    A worklist answers in ISO_IR 192, and the modality copies its Request Attributes Sequence into objects that are in
    ISO_IR 100.

    How to fix
    Have the system that puts the item in convert its texts to the set of the data set.
    """
    stack = [("", data_set.header.elements, charset_of(data_set.header.elements))]
    while stack:
        prefix, elements, outer = stack.pop()
        for element in elements:
            if element.items is None or element.tag == DIRECTORY_RECORDS:
                continue
            for index, item in enumerate(element.items):
                path = f"{prefix}{tag_text(element.tag)}[{index}]."
                inner = charset_of(item.elements, outer)
                if inner != outer and _has_foreign_text(item.elements):
                    offset = next(own.offset for own in item.elements if own.tag == SPECIFIC_CHARACTER_SET)
                    yield Hit({"inner": inner, "outer": outer}, path=f"{path}(0008,0005)", offset=offset)
                stack.append((path, item.elements, inner))


def _has_foreign_text(elements: Iterable[Element]) -> bool:
    return any(
        element.vr in TEXT_VRS and element.value and (not element.value.isascii() or b"\x1b" in element.value)
        for element in elements
    )
