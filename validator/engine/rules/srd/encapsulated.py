"""SRD121 and SRD122: documents of another format inside a DICOM object (PS3.3 C.24)."""

import re
import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import DataSet, Hit

ENCAPSULATED_DOCUMENT = 0x00420011
ENCAPSULATED_DOCUMENT_LENGTH = 0x00420015
PDF_HEADER = 1024
"""Within how many bytes readers look for the header of a PDF."""
OBJ_LINE = re.compile(rb"^(?:#|mtllib|[gosv] |v[ntp] |vp )", re.MULTILINE)


def _is_pdf(document: bytes) -> bool:
    return b"%PDF-" in document[:PDF_HEADER]


def _is_cda(document: bytes) -> bool:
    text = document.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return text.startswith(b"<") and b"ClinicalDocument" in text


def _is_stl(document: bytes) -> bool:
    if document[:5].lower() == b"solid":
        return True
    if len(document) < 84:
        return False
    (triangles,) = struct.unpack("<I", document[80:84])
    return 0 <= len(document) - (84 + 50 * int(triangles)) <= 1


def _is_obj(document: bytes) -> bool:
    return OBJ_LINE.search(document) is not None


def _is_mtl(document: bytes) -> bool:
    return b"newmtl" in document


class Format(NamedTuple):
    """A format that has a SOP Class of its own."""

    name: str
    is_one: Callable[[bytes], bool]


FORMATS = {
    "1.2.840.10008.5.1.4.1.1.104.1": Format("PDF", _is_pdf),
    "1.2.840.10008.5.1.4.1.1.104.2": Format("CDA document", _is_cda),
    "1.2.840.10008.5.1.4.1.1.104.3": Format("STL model", _is_stl),
    "1.2.840.10008.5.1.4.1.1.104.4": Format("OBJ model", _is_obj),
    "1.2.840.10008.5.1.4.1.1.104.5": Format("MTL library", _is_mtl),
}


@rule(
    "SRD121",
    "Encapsulated document of another format",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} does not begin as a {name} does: it is something else, or damaged.",
    reference="PS3.3 A.45, A.85, C.24.2",
)
def not_the_format(data_set: DataSet) -> Iterator[Hit]:
    """A PDF begins with %PDF-, a CDA document is XML with a ClinicalDocument, and so on for models.

    Why it matters
    The report is there, and no program can open it. Nobody notices until it is needed.

    Example
    An HTML page with an error message, which an interface stored in place of the PDF that it could not fetch.

    How to fix
    Have the sending system check the document before it is wrapped. Fetch it again from its source.
    """
    expected = FORMATS.get(data_set.sop_class)
    if expected is None:
        return
    document = data_set.get(ENCAPSULATED_DOCUMENT)
    if document is not None and document.value and not expected.is_one(document.value):
        yield data_set.at(ENCAPSULATED_DOCUMENT, name=expected.name)


@rule(
    "SRD122",
    "Encapsulated Document Length does not fit",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {announced}, and the document has {length} bytes, a padding byte at most included.",
    reference="PS3.3 C.24.2",
)
def wrong_length(data_set: DataSet) -> Iterator[Hit]:
    """The length is that of the document before a byte was added to make it even.

    Why it matters
    Systems that unwrap the document cut it at this length. A document that is too short does not open, and checksums
    and signatures of it fail.

    Example
    The length of an earlier version, after the document was replaced.

    How to fix
    Have the system write the length of the document that it wraps.
    """
    announced = data_set.number(ENCAPSULATED_DOCUMENT_LENGTH)
    document = data_set.get(ENCAPSULATED_DOCUMENT)
    if announced is None or document is None or document.items is not None:
        return
    if announced + announced % 2 != document.length:
        yield data_set.at(ENCAPSULATED_DOCUMENT_LENGTH, announced=announced, length=document.length)
