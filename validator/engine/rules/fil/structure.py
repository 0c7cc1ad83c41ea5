"""FIL050 to FIL079: the order of elements, items and delimiters, and where the file ends."""

from collections.abc import Iterable, Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import FaultKind, Severity
from validator.engine.rules.subject import DataSet, Hit


@rule(
    "FIL050",
    "Tags out of order",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} stands behind a greater tag{detail}: elements must be in ascending order.",
    reference="PS3.5 7.1",
)
def tag_order(data_set: DataSet) -> Iterable[Hit]:
    """The elements of a data set, and of each item, are ordered by increasing tag.

    Why it matters
    Readers that stop once they have passed a tag do not find the element, and treat it as missing.

    Example
    A router appends (0008,0050) Accession Number at the end of the data set.

    How to fix
    Correct the system that inserts elements, so that it puts them where they belong.
    """
    return data_set.faulty(FaultKind.TAG_ORDER)


@rule(
    "FIL051",
    "A tag stands twice",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} stands a second time in the same data set{detail}: only one of the two can be meant.",
    reference="PS3.5 7.1",
)
def duplicate_tag(data_set: DataSet) -> Iterable[Hit]:
    """A data element occurs at most once in a data set or item.

    Why it matters
    Some readers take the first, some the last. Two systems then see two different patients in one file.

    Example
    A gateway adds its own (0010,0020) Patient ID and leaves the first one where it was.

    How to fix
    Find out which value is right, and correct the system that adds instead of replacing.
    """
    return data_set.faulty(FaultKind.DUPLICATE_TAG)


@rule(
    "FIL052",
    "A group that has no place in a data set",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} belongs to a group that may not stand in a data set{detail}: remove it.",
    reference="PS3.5 7.1",
)
def misplaced_group(data_set: DataSet) -> Iterable[Hit]:
    """Groups 0000 (commands), 0002 (File Meta Information) and FFFF do not occur in a data set.

    Why it matters
    Receivers take the command or meta elements for a protocol error and refuse the instance, or read the Transfer
    Syntax from the wrong place.

    Example
    A C-STORE receiver that saved the command set together with the data set.

    How to fix
    Correct the system that wrote the file; the elements can be removed without loss.
    """
    return data_set.faulty(FaultKind.MISPLACED_GROUP)


@rule(
    "FIL053",
    "Something else where an item must stand",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute}: inside the sequence stands something that is neither an item nor the delimiter{detail}.",
    reference="PS3.5 7.5",
)
def bad_item(data_set: DataSet) -> Iterable[Hit]:
    """A sequence, and encapsulated pixel data, consists of items (FFFE,E000) and nothing else.

    Why it matters
    Readers lose their place. They reject the file, or leave out the rest of the sequence without a word.

    Example
    A sequence that was cut and closed again at the wrong byte, so that an element stands where an item should.

    How to fix
    Fetch the instance again from its source. Where all of them have it, the writer of the sequence is at fault.
    """
    return data_set.faulty(FaultKind.BAD_ITEM)


@rule(
    "FIL054",
    "A delimiter where none may stand",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="A delimiter stands where it ends nothing, or has a length{detail}: correct the system that writes the "
    "sequence.",
    reference="PS3.5 7.5",
)
def bad_delimiter(data_set: DataSet) -> Iterable[Hit]:
    """Item and sequence delimiters end what was opened with an undefined length, and have the length zero.

    Why it matters
    Strict readers stop at the delimiter: what follows is lost to them.

    Example
    A sequence of defined length that is closed with a sequence delimiter all the same.

    How to fix
    Correct the writer: either a length or a delimiter, never both.
    """
    return data_set.faulty(FaultKind.BAD_DELIMITER)


@rule(
    "FIL055",
    "A length reaches past what holds the element",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute}: the length reaches past the end of the item or sequence around it{detail}.",
    reference="PS3.5 7.1, 7.5",
)
def length_past_parent(data_set: DataSet) -> Iterable[Hit]:
    """An element inside an item claims more bytes than are left in that item.

    Why it matters
    Either the element's length or the item's is wrong. Readers choose differently, and one of them loses elements.

    Example
    A tool replaced a value inside an item by a longer one and did not change the lengths around it.

    How to fix
    Correct the tool that edits in place; let a library write the data set again.
    """
    return data_set.faulty(FaultKind.LENGTH_PAST_PARENT)


@rule(
    "FIL056",
    "The file is cut off",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is cut off{detail}: fetch the instance again from its source.",
    reference="PS3.5 7.1",
)
def truncated(data_set: DataSet) -> Iterable[Hit]:
    """The last element, item or sequence announces more bytes than the file has.

    Why it matters
    Pixel data stands last, so the picture is missing its lower part or its last frames. What stands behind is gone.

    Example
    A copy that was interrupted, a full disk, or a transfer that was aborted and stored all the same.

    How to fix
    Compare the size with the source and copy the file again. Where the source is cut too, ask for the instance
    from the modality or the archive.
    """
    return data_set.faulty(FaultKind.TRUNCATED)


@rule(
    "FIL057",
    "Bytes that belong to no element",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{length} bytes from here on are no data element; reading went on after them{detail}.",
    reference="PS3.5 7.1",
)
def unreadable(data_set: DataSet) -> Iterable[Hit]:
    """Between two elements stand bytes that cannot be read as elements.

    Why it matters
    Other readers stop here. What this tool found behind the gap, they do not see.

    Example
    A value longer than its length says: the rest of it stands where the next tag should be.

    How to fix
    Look at the element before the gap: its length is probably wrong. Fetch the instance again from its source.
    """
    return data_set.faulty(FaultKind.UNREADABLE)


@rule(
    "FIL058",
    "Bytes after the last element",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{length} bytes follow the last element and belong to none{detail}: remove them, or use Data Set Trailing "
    "Padding.",
    reference="PS3.10 7.2",
)
def trailing_bytes(data_set: DataSet) -> Iterable[Hit]:
    """The file is longer than its data set.

    Why it matters
    Strict readers report a damaged file. Others ignore the bytes, so that nobody knows what is stored there.

    Example
    A file padded with zeros to a multiple of the block size.

    How to fix
    Let the writer use (FFFC,FFFC) Data Set Trailing Padding, which exists for this, or cut the file to its length.
    """
    return data_set.faulty(FaultKind.TRAILING_BYTES)


@rule(
    "FIL059",
    "There is no data set",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="The file ends after its File Meta Information: the data set is missing. Fetch the instance again.",
    reference="PS3.10 7.1",
)
def no_data_set(data_set: DataSet) -> Iterator[Hit]:
    """A file holds one data set; this one holds only the group that describes it.

    Why it matters
    There is no patient and no image in it. A count of files still counts it.

    Example
    A transfer that failed right after the file was opened.

    How to fix
    Fetch the instance again from its source.
    """
    header = data_set.header
    if header.is_dicom and header.meta and not header.elements:
        yield Hit(offset=header.data_set_offset)


@rule(
    "FIL060",
    "Wrong group length",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} says {said} bytes, but the group has {real}: remove the element, or have it computed again.",
    reference="PS3.5 7.2",
)
def group_length(data_set: DataSet) -> Iterator[Hit]:
    """Old objects say in the first element of each group how long the group is; the element is retired.

    Why it matters
    Readers of that time jump by the number, and land in the middle of an element after a tool changed the group.

    Example
    A router added (0010,0021) Issuer of Patient ID and left (0010,0000) as it was.

    How to fix
    Let the writing system leave out the group lengths of the data set, which nobody needs any more.
    """
    elements = data_set.header.elements
    for index, element in enumerate(elements):
        if element.tag & 0xFFFF or element.value is None or len(element.value) != 4:
            continue
        following = next((other for other in elements[index + 1 :] if other.group != element.group), None)
        if following is not None and following.offset > element.offset:
            said = int.from_bytes(element.value, "little" if data_set.little else "big")
            real = following.offset - element.value_offset - 4
            if said != real:
                yield data_set.at(element.tag, said=said, real=real)


@rule(
    "FIL061",
    "Pixel data not received",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute}: pixel data not received, digest claimed by the browser: send the whole file where its pixel "
    "data are to be judged.",
    reference="PS3.3 C.7.6.3",
)
def pixels_not_received(data_set: DataSet) -> Iterable[Hit]:
    """Only the header of this file was sent; its pixel data stayed where they are.

    Why it matters
    Nothing here has seen the pixel data. That two captures have the same ones is concluded from digests which the
    browsers of the senders computed, and no rule has looked at how the pixel data are compressed.

    Example
    A study of 500 MB sent from a workstation as 2 MB of headers.

    How to fix
    Nothing is wrong with the file. Send it whole where its pixel data are in doubt.
    """
    return data_set.faulty(FaultKind.PIXELS_NOT_RECEIVED)
