"""FIL030 to FIL049: how elements are encoded, against the Transfer Syntax and PS3.5."""

from collections.abc import Iterable

from validator.engine.catalogue import Scope, rule
from validator.engine.model import FaultKind, Severity
from validator.engine.rules.subject import DataSet, Hit


@rule(
    "FIL030",
    "The data set is not in the declared Transfer Syntax",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="The data set is encoded otherwise than (0002,0010) Transfer Syntax UID says{detail}: write the file "
    "again, or correct the UID.",
    reference="PS3.10 7.1, PS3.5 10",
)
def syntax_mismatch(data_set: DataSet) -> Iterable[Hit]:
    """The bytes of the data set have another byte order, or another form of VR, than the file claims.

    Why it matters
    A reader that believes the Transfer Syntax reads tags and lengths that are not there. Lenient viewers guess and
    show the image, so that the fault surfaces at the next strict system, often the archive after a migration.

    Example
    The Transfer Syntax UID says Explicit VR Little Endian, and the first element is 08 00 05 00 0A 00 00 00: a
    length where the VR should be.

    How to fix
    Find the system that copied a data set under a new File Meta Information without converting it. Correct the UID
    where the data set is otherwise sound.
    """
    return data_set.faulty(FaultKind.SYNTAX_MISMATCH)


@rule(
    "FIL031",
    "Implicit VR inside an explicit data set",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute}: from here the elements are written without VR, though the data set is Explicit VR{detail}: "
    "write the file again.",
    reference="PS3.5 7.1",
)
def implicit_in_explicit(data_set: DataSet) -> Iterable[Hit]:
    """The encoding changes from explicit to implicit within one data set.

    Why it matters
    A strict reader takes the length for a VR, finds none that it knows and stops. All that follows is lost to it.

    Example
    A private sequence that a gateway kept as bytes, from an implicit source, and put into an explicit file.

    How to fix
    Let the gateway convert the content of sequences too, or write what it does not know as UN.
    """
    return data_set.faulty(FaultKind.IMPLICIT_IN_EXPLICIT)


@rule(
    "FIL032",
    "Explicit VR inside an implicit data set",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute}: from here the elements carry a VR, though the data set is Implicit VR{detail}: write the "
    "file again.",
    reference="PS3.5 7.1",
)
def explicit_in_implicit(data_set: DataSet) -> Iterable[Hit]:
    """The encoding changes from implicit to explicit within one data set.

    Why it matters
    A strict reader takes VR and length together for one huge length, reads past the end and rejects the file.

    Example
    A router that adds its own element in explicit form to every data set, whatever the encoding.

    How to fix
    Find the system that adds elements without looking at the Transfer Syntax.
    """
    return data_set.faulty(FaultKind.EXPLICIT_IN_IMPLICIT)


@rule(
    "FIL033",
    "Not a Value Representation",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute}: the two bytes where the VR stands are not one of the standard's{detail}: write the element "
    "with its proper VR.",
    reference="PS3.5 6.2, 7.1.2",
)
def bad_vr(data_set: DataSet) -> Iterable[Hit]:
    """An explicit element names a VR that PS3.5 does not define.

    Why it matters
    The VR decides whether the length has two bytes or four. Readers have to guess, and guess differently.

    Example
    The VR "??" or two zero bytes, written for a private element of unknown type.

    How to fix
    Write UN where the VR is not known (PS3.5 6.2.2).
    """
    return data_set.faulty(FaultKind.BAD_VR)


@rule(
    "FIL034",
    "A value has an odd length",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has an odd number of bytes{detail}: pad the value to an even length.",
    reference="PS3.5 7.1.1",
)
def odd_length(data_set: DataSet) -> Iterable[Hit]:
    """Every value has an even number of bytes: texts are padded with a space, UIDs and bytes with a NUL.

    Why it matters
    Strict receivers abort the association at such an element. Others pad it themselves, so that the instance is no
    longer the same bytes after the hop.

    Example
    A Patient ID of seven characters written with length 7.

    How to fix
    Let the writer pad: space for texts, NUL for UI, OB and UN.
    """
    return data_set.faulty(FaultKind.ODD_LENGTH)


@rule(
    "FIL035",
    "A 16-bit length overflowed",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute}: the value is longer than its 16-bit length field can say{detail}: write it as UN or in an "
    "encoding with 32-bit lengths.",
    reference="PS3.5 6.2.2, 7.1.2",
)
def length_overflow(data_set: DataSet) -> Iterable[Hit]:
    """A value of 65,536 bytes or more was written under a VR whose length has 16 bits, and the length wrapped around.

    Why it matters
    Readers believe the small number and then take the rest of the value for elements. Everything behind it is lost.

    Example
    A list of contour points as DS with 70,000 bytes, its length written as 4,464.

    How to fix
    Write such values as UN with a 32-bit length, or send the instance in Implicit VR Little Endian.
    """
    return data_set.faulty(FaultKind.LENGTH_OVERFLOW)


@rule(
    "FIL036",
    "The deflated data set is corrupt",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="The deflated data set cannot be inflated to its end{detail}: fetch the instance again from its source.",
    reference="PS3.5 A.5",
)
def deflate(data_set: DataSet) -> Iterable[Hit]:
    """The compressed stream that holds the whole data set is damaged or ends early.

    Why it matters
    Everything after the damage is lost, pixel data first, because it stands last.

    Example
    A file whose copy was interrupted, or a stream written with the header of zlib instead of raw deflate.

    How to fix
    Copy the file again and compare the sizes. A writer that adds a zlib header must be corrected.
    """
    return data_set.faulty(FaultKind.DEFLATE)
