"""FIL001 to FIL009: whether it is a DICOM file, and the 128 bytes that nobody reads."""

from collections.abc import Iterable, Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import FaultKind, Severity
from validator.engine.rules.subject import DataSet, Hit

EXECUTABLES = {
    b"MZ": "a Windows program",
    b"\x7fELF": "a Linux program",
    b"\xfe\xed\xfa\xce": "a macOS program",
    b"\xfe\xed\xfa\xcf": "a macOS program",
    b"\xce\xfa\xed\xfe": "a macOS program",
    b"\xcf\xfa\xed\xfe": "a macOS program",
    b"\xca\xfe\xba\xbe": "a macOS program",
    b"#!": "a script",
}
TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
"""Little and big endian, classic and BigTIFF."""


@rule(
    "FIL001",
    "The file is not DICOM",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="This is not a DICOM file{detail}: leave it out, or export the instance again.",
    reference="PS3.10 7.1",
)
def not_dicom(data_set: DataSet) -> Iterable[Hit]:
    """There is no DICM prefix, and no place in the first bytes reads as a data element either.

    Why it matters
    Nothing in the file can be checked or compared. Archives skip or reject it, and an import that counts files
    instead of instances reports one too many.

    Example
    A JPEG preview, a PDF or a directory listing that an export put beside the images.

    How to fix
    Leave it out of the capture. If it should be an instance, export it again from the system that holds it.
    """
    return data_set.faulty(FaultKind.NOT_DICOM)


@rule(
    "FIL002",
    "No preamble and no DICM prefix",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="The 128 bytes of preamble and the prefix DICM are not where a DICOM file has them: write the file again "
    "in the format of PS3.10.",
    reference="PS3.10 7.1",
)
def no_preamble(data_set: DataSet) -> Iterable[Hit]:
    """The file starts with data elements, as a data set does that was dumped from the network.

    Why it matters
    Media readers, importers and many viewers look for DICM at byte 128 and refuse everything else.

    Example
    A file whose first bytes are 08 00 05 00: the first element of the data set.

    How to fix
    Let the writing application produce a Part 10 file, with preamble, prefix and File Meta Information.
    """
    return data_set.faulty(FaultKind.NO_PREAMBLE)


@rule(
    "FIL003",
    "The preamble starts a program",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="The preamble begins like {kind}: treat the file as malware until it is explained, and have the preamble "
    "cleared.",
    reference="PS3.10 7.1",
)
def executable_preamble(data_set: DataSet) -> Iterator[Hit]:
    """The first bytes are those of an executable, so the same file is an image to DICOM and a program to the system.

    Why it matters
    Such a file passes through archives as an image and runs when it is opened. Virus scanners often exempt the
    folders of an archive.

    Example
    The bytes 4D 5A ("MZ") at offset 0, and further on a valid CT image.

    How to fix
    Do not open the file. Tell your security staff, find the system that wrote it, and set the 128 bytes of the
    preamble to zero before the instance is sent on.
    """
    preamble = data_set.header.preamble or b""
    for signature, kind in EXECUTABLES.items():
        if preamble.startswith(signature):
            yield Hit({"kind": kind}, offset=0)


@rule(
    "FIL004",
    "The preamble starts a TIFF image",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="The preamble begins like a TIFF image: the file can be read as both, and a change to one side does not "
    "reach the other.",
    reference="PS3.10 7.1",
)
def tiff_preamble(data_set: DataSet) -> Iterator[Hit]:
    """The first bytes are those of TIFF, so that TIFF software finds its own way to the pixels.

    Why it matters
    It is allowed and usual for whole slide images. But the TIFF side may hold a label or a name that
    de-identification of the DICOM side does not reach, and its offsets are wrong once the header was rewritten.

    Example
    The bytes 49 49 2A 00 at offset 0 of a whole slide image.

    How to fix
    Nothing, where both sides are wanted. Otherwise clear the preamble when the instance is de-identified or changed.
    """
    if (data_set.header.preamble or b"").startswith(TIFF):
        yield Hit(offset=0)


@rule(
    "FIL005",
    "The preamble holds unknown bytes",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="The preamble is not empty: its 128 bytes should be zero unless an application profile uses them.",
    reference="PS3.10 7.1",
)
def unknown_preamble(data_set: DataSet) -> Iterator[Hit]:
    """The preamble holds something that is neither a program nor a TIFF image.

    Why it matters
    DICOM readers ignore the preamble, so nobody notices what travels in it. De-identification often leaves it alone.

    Example
    The words of another file format, or the rest of a buffer that was not cleared.

    How to fix
    Let the writing application set the 128 bytes to zero.
    """
    preamble = data_set.header.preamble or b""
    if preamble.strip(b"\0") and not preamble.startswith((*EXECUTABLES, *TIFF)):
        yield Hit(offset=0)
