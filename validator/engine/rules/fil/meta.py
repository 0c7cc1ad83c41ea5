"""FIL010 to FIL029: the File Meta Information."""

from collections.abc import Iterable, Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import FaultKind, Severity
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import (
    FILE_META_INFORMATION_VERSION,
    IMPLEMENTATION_CLASS_UID,
    MEDIA_STORAGE_SOP_CLASS_UID,
    MEDIA_STORAGE_SOP_INSTANCE_UID,
    PRIVATE_INFORMATION,
    PRIVATE_INFORMATION_CREATOR_UID,
    SOP_CLASS_UID,
    SOP_INSTANCE_UID,
    TRANSFER_SYNTAX_UID,
)
from validator.engine.standard import dictionary

REQUIRED = (
    FILE_META_INFORMATION_VERSION,
    MEDIA_STORAGE_SOP_CLASS_UID,
    MEDIA_STORAGE_SOP_INSTANCE_UID,
    TRANSFER_SYNTAX_UID,
    IMPLEMENTATION_CLASS_UID,
)
"""The Type 1 elements, group length apart (PS3.10 table 7.1-1)."""


@rule(
    "FIL010",
    "No File Meta Information",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="The File Meta Information is missing, so the file does not say how it is encoded: write it again with "
    "group 0002.",
    reference="PS3.10 7.1",
)
def no_meta(data_set: DataSet) -> Iterable[Hit]:
    """The data set starts at once, without the group that names the Transfer Syntax.

    Why it matters
    The reader must guess the encoding. Importers reject the file; those that guess, guess wrong for compressed images.

    Example
    A data set saved from the network without the header that a file needs.

    How to fix
    Let the writing application produce a Part 10 file, with group 0002 in front of the data set.
    """
    return data_set.faulty(FaultKind.NO_META)


@rule(
    "FIL011",
    "File Meta group length missing or wrong",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="The group length of the File Meta Information does not lead to its end{detail}: write the group again.",
    reference="PS3.10 7.1",
)
def meta_group_length(data_set: DataSet) -> Iterable[Hit]:
    """(0002,0000) must say how many bytes of File Meta Information follow it.

    Why it matters
    Readers that trust the number start reading the data set in the middle of an element: the import fails, or
    everything after it is nonsense.

    Example
    A tool replaced the SOP Instance UID in the File Meta Information by a shorter one and left the length as it was.

    How to fix
    Write the File Meta Information with a library that computes the length. Never edit it in place.
    """
    return data_set.faulty(FaultKind.META_GROUP_LENGTH)


@rule(
    "FIL012",
    "File Meta Information in another encoding",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="The File Meta Information is not Explicit VR Little Endian{detail}: write it again in that encoding, "
    "whatever the data set uses.",
    reference="PS3.10 7.1",
)
def meta_encoding(data_set: DataSet) -> Iterable[Hit]:
    """Group 0002 is always Explicit VR Little Endian, so that it can be read before the encoding is known.

    Why it matters
    A reader that follows the standard cannot find the Transfer Syntax, and rejects the file.

    Example
    A whole file written as Implicit VR Little Endian, the File Meta Information included.

    How to fix
    Correct the writer: group 0002 has one encoding, the data set another.
    """
    return data_set.faulty(FaultKind.META_ENCODING)


@rule(
    "FIL013",
    "A File Meta element is missing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing from the File Meta Information: it is required in every file.",
    reference="PS3.10 7.1, table 7.1-1",
)
def meta_element_missing(data_set: DataSet) -> Iterator[Hit]:
    """Version, Media Storage SOP Class and Instance, Transfer Syntax and Implementation Class UID are all Type 1.

    Why it matters
    Importers decide by these elements, before the data set, whether they accept the file. Without a Transfer Syntax
    the rest can only be guessed.

    Example
    A file without (0002,0010) Transfer Syntax UID.

    How to fix
    Let the writing application complete the group; most libraries do when they are asked for the standard's format.
    """
    present = {element.tag for element in data_set.header.meta}
    if present:
        yield from (data_set.at(tag) for tag in REQUIRED if tag not in present)


@rule(
    "FIL014",
    "A File Meta element is empty",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is empty: it is required, with a value, in every file.",
    reference="PS3.10 7.1, table 7.1-1",
)
def meta_element_empty(data_set: DataSet) -> Iterator[Hit]:
    """An element of the File Meta Information that must have a value has none.

    Why it matters
    It is as if the element were missing: importers cannot tell what is in the file or how to read it.

    Example
    (0002,0003) Media Storage SOP Instance UID of zero length.

    How to fix
    Let the writing application fill it; the UIDs of class and instance are those of the data set.
    """
    for element in data_set.header.meta:
        padding = b"" if element.tag == FILE_META_INFORMATION_VERSION else b" \0"
        if element.tag in REQUIRED and element.value is not None and not element.value.strip(padding):
            yield data_set.at(element.tag)


@rule(
    "FIL015",
    "Unknown File Meta Information version",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is not the version 00 01 that PS3.10 defines: readers may refuse the file.",
    reference="PS3.10 7.1, table 7.1-1",
)
def meta_version(data_set: DataSet) -> Iterator[Hit]:
    """The version is two bytes, 00H and 01H; a reader need only look at the lowest bit of the second.

    Why it matters
    Strict readers take another version for a format that they do not know.

    Example
    The bytes 01 00 or 00 02, written by software that took the field for a number, or the text "1".

    How to fix
    Write the bytes 00 01.
    """
    element = data_set.get(FILE_META_INFORMATION_VERSION)
    if element is not None and element.value and (len(element.value) != 2 or not element.value[1] & 1):
        yield data_set.at(FILE_META_INFORMATION_VERSION)


@rule(
    "FIL016",
    "Unknown element in the File Meta Information",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is not an element of the File Meta Information: remove it, private information has its place "
    "in (0002,0102).",
    reference="PS3.10 7.1",
)
def meta_element_unknown(data_set: DataSet) -> Iterator[Hit]:
    """Group 0002 holds an element that the standard does not define.

    Why it matters
    Strict readers refuse the group. What was meant to be said there is lost at the first hop, because every writer
    makes its own File Meta Information.

    Example
    (0002,0099), added by a script that marks files as processed.

    How to fix
    Move the information to a private block of the data set or to (0002,0102) Private Information, with its creator.
    """
    seen = set()
    for element in data_set.header.meta:
        if element.tag not in seen and element.tag & 0xFFFF and dictionary.lookup(element.tag) is None:
            seen.add(element.tag)
            yield data_set.at(element.tag)


@rule(
    "FIL017",
    "Media Storage SOP Class differs from the data set's",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is not the SOP Class UID of the data set: one of the two is wrong.",
    reference="PS3.10 7.1, table 7.1-1",
)
def media_storage_class(data_set: DataSet) -> Iterator[Hit]:
    """(0002,0002) repeats (0008,0016) SOP Class UID, so that a reader can choose before it reads the data set.

    Why it matters
    Routers and importers decide by one, viewers by the other: the instance is stored as something that it is not, or
    is refused because no presentation context fits.

    Example
    A converter made a Secondary Capture of a CT image and kept the CT class in the File Meta Information.

    How to fix
    Find out which class the attributes of the data set belong to, and write both elements with it.
    """
    return _differs(data_set, MEDIA_STORAGE_SOP_CLASS_UID, SOP_CLASS_UID)


@rule(
    "FIL018",
    "Media Storage SOP Instance differs from the data set's",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is not the SOP Instance UID of the data set: a tool changed one and not the other.",
    reference="PS3.10 7.1, table 7.1-1",
)
def media_storage_instance(data_set: DataSet) -> Iterator[Hit]:
    """(0002,0003) repeats (0008,0018) SOP Instance UID.

    Why it matters
    Senders that read only the File Meta Information announce one UID and transfer another. The archive rejects the
    instance or files it where a query does not find it.

    Example
    De-identification gave the data set new UIDs and left the File Meta Information as it was.

    How to fix
    Write the File Meta Information again from the data set, which is the one that counts.
    """
    return _differs(data_set, MEDIA_STORAGE_SOP_INSTANCE_UID, SOP_INSTANCE_UID)


@rule(
    "FIL019",
    "Private information without its creator",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is present without (0002,0100) Private Information Creator UID: nobody can tell whose it is.",
    reference="PS3.10 7.1, table 7.1-1",
)
def private_information_creator(data_set: DataSet) -> Iterator[Hit]:
    """(0002,0102) needs the UID of its creator beside it.

    Why it matters
    A reader cannot know what the bytes mean and has to drop them.

    Example
    (0002,0102) alone, after a tool removed (0002,0100) as an element that it did not know.

    How to fix
    Write both elements or neither.
    """
    if data_set.get(PRIVATE_INFORMATION) is not None and data_set.get(PRIVATE_INFORMATION_CREATOR_UID) is None:
        yield data_set.at(PRIVATE_INFORMATION)


@rule(
    "FIL020",
    "Private information announced, but not there",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} {problem}, although (0002,0100) Private Information Creator UID says whose it is: write both "
    "elements or neither.",
    reference="PS3.10 7.1, table 7.1-1",
)
def private_information(data_set: DataSet) -> Iterator[Hit]:
    """(0002,0102) must be there, with a value, where (0002,0100) names its creator.

    Why it matters
    The application that wrote the file looks for its information and finds none; strict importers reject the file.

    Example
    A tool removed the private information and left its creator.

    How to fix
    Remove (0002,0100), or take the information from the source.
    """
    if data_set.get(PRIVATE_INFORMATION_CREATOR_UID) is None:
        return
    element = data_set.get(PRIVATE_INFORMATION)
    if element is not None and element.length == 0:
        yield data_set.at(PRIVATE_INFORMATION, problem="is empty")
    elif data_set.lacks(PRIVATE_INFORMATION):
        yield data_set.at(PRIVATE_INFORMATION, problem="is missing")


def _differs(data_set: DataSet, meta_tag: int, tag: int) -> Iterator[Hit]:
    in_meta, in_data_set = data_set.text(meta_tag), data_set.text(tag)
    if in_meta and in_data_set and in_meta != in_data_set:
        yield data_set.at(meta_tag)
