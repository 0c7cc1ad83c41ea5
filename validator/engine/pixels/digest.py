"""One digest for the pixel data of an instance, whatever transfer syntax carries the same bytes."""

from array import array
from collections.abc import Iterator

from validator.engine.header import Excerpt, Source, read_value
from validator.engine.model import PIXEL_DATA, Element, Header, tag_text
from validator.engine.pixels.codestream import Coding, coding
from validator.engine.pixels.description import Description
from validator.engine.standard.representations import word_size

NATIVE, BLANK, ENCAPSULATED = "n", "b", "e"
"""The first character of a digest: what was digested."""
HEAD = 1 << 16
"""Bytes of a codestream in which its parameters stand."""
CHUNK = 1 << 20
"""Bytes read at a time; a multiple of every word size."""
PART = 1 << 22
"""Bytes of one digest among those that are digested together."""
DIGITS = 32
CLAIMED = frozenset(map(tag_text, PIXEL_DATA))
"""The paths of what a browser leaves out."""
WORD_CODES = {2: "H", 4: "I", 8: "Q"}
"""The array code of an unsigned word of so many bytes."""
SAMPLES, PHOTOMETRIC, FRAMES, ROWS, COLUMNS = 0x00280002, 0x00280004, 0x00280008, 0x00280010, 0x00280011
PLANAR_CONFIGURATION = 0x00280006
BITS_ALLOCATED, BITS_STORED, HIGH_BIT, PIXEL_REPRESENTATION = 0x00280100, 0x00280101, 0x00280102, 0x00280103


def digest_pixels(source: Source, header: Header) -> str:
    """A digest of the pixel data; empty where there are none.

    Native pixel data count as little endian words without the pad byte that makes their length even, so that the
    native transfer syntaxes give the same digest (``n`` and 32 hexadecimal digits; ``b`` where all bytes are equal:
    many instances may share such a picture). Of encapsulated ones all fragments are read as one codestream without
    the offset table (``e`` and the digits): the same compressed frames cut into other fragments give the same digest,
    another compression another one. Not even run lengths are unpacked: that took ten times as long as all the rest
    that is done to pair an instance.

    The digits are the first of SHA-256 over the SHA-256 of every 4 MiB, so that a browser, whose digests are made of
    whole buffers, can tell the same. An excerpt brings its digest along.

    Raises the ``OSError`` of a source that cannot be read.
    """
    element = next((found for tag in PIXEL_DATA if (found := header.get(tag)) is not None), None)
    if element is None:
        return ""
    if isinstance(source, Excerpt):
        return source.pixels
    if header.claimed_pixels:
        return header.claimed_pixels
    digest = _Digest()
    for chunk in _content(source, header, element):
        digest.update(chunk)
    if element.fragments is not None:
        return ENCAPSULATED + digest.hexdigest
    return (BLANK if digest.constant else NATIVE) + digest.hexdigest


class _Digest:
    """A digest of digests that also sees whether all bytes are equal."""

    def __init__(self) -> None:
        from hashlib import sha256

        self._new = sha256
        self._whole, self._part = sha256(), sha256()
        self._room = PART
        """Bytes until the present part is full."""
        self._first = b""
        self.constant = True

    def update(self, chunk: bytes) -> None:
        self._first = self._first or chunk[:1]
        self.constant = self.constant and not chunk.strip(self._first)
        while len(chunk) >= self._room:
            self._part.update(chunk[: self._room])
            chunk = chunk[self._room :]
            self._whole.update(self._part.digest())
            self._part, self._room = self._new(), PART
        self._part.update(chunk)
        self._room -= len(chunk)

    @property
    def hexdigest(self) -> str:
        """Ask once, at the end."""
        if self._room < PART:
            self._whole.update(self._part.digest())
        return self._whole.hexdigest()[:DIGITS]


def read_coding(source: Source, header: Header) -> Coding:
    """How the first compressed frame was made.

    ``UNKNOWN`` of native pixel data, of methods not known here, and of pixel data that were not received.
    """
    element = header.get(PIXEL_DATA[0])
    if header.claimed_pixels or element is None or not element.fragments or len(element.fragments) < 2:
        return Coding.UNKNOWN
    first = element.fragments[1]
    head = element._replace(value=None, fragments=None, value_offset=first.offset + 8, length=min(first.length, HEAD))
    return coding(read_value(source, header, head))


def digest_value(source: Source, header: Header, element: Element) -> str:
    """A digest, in 32 hexadecimal digits, of one value that may be on disk: read in the same way as pixel data."""
    from hashlib import blake2b

    digest = blake2b(digest_size=16)
    for chunk in _content(source, header, element):
        digest.update(chunk)
    return digest.hexdigest()


def digest_left_on_disk(source: Source, header: Header) -> str:
    """A digest, in 32 hexadecimal digits, of all values that the header does not hold, pixel data mostly.

    Raises the ``OSError`` of a source that cannot be read.
    """
    from hashlib import blake2b

    digest = blake2b(digest_size=16)
    digest.update(header.claimed_pixels.encode())
    for path, element in header.walk():
        if header.claimed_pixels and path in CLAIMED:
            continue
        if element.fragments is not None or (element.value is None and element.items is None):
            digest.update(f"{path}={digest_value(source, header, element)}".encode())
    return digest.hexdigest()


def _content(source: Source, header: Header, element: Element) -> Iterator[bytes]:
    return _native(source, header, element) if element.fragments is None else _fragments(source, header, element)


def _fragments(source: Source, header: Header, element: Element) -> Iterator[bytes]:
    for fragment in (element.fragments or ())[1:]:
        yield from _pieces(source, header, element, offset=fragment.offset + 8, length=fragment.length)


def _native(source: Source, header: Header, element: Element) -> Iterator[bytes]:
    described = described_length(header) if element.tag in PIXEL_DATA else None
    length = described if described is not None and described + 1 == element.length else element.length
    code = "" if header.encoding.little else WORD_CODES.get(word_size(element.vr), "")
    left = length
    for chunk in _pieces(source, header, element, offset=element.value_offset, length=element.length):
        if code:
            words = array(code, chunk[: len(chunk) - len(chunk) % array(code).itemsize])
            words.byteswap()
            chunk = words.tobytes() + chunk[len(words) * words.itemsize :]
        yield chunk[:left]
        left -= len(chunk)


def _pieces(source: Source, header: Header, element: Element, *, offset: int, length: int) -> Iterator[bytes]:
    """The bytes in bounded chunks, as far as the source has them."""
    if element.value is not None and element.fragments is None:
        yield element.value
        return
    # A deflated data set is inflated from its start for every reading: then one reading must do.
    step = length if header.encoding.deflated else CHUNK
    for at in range(0, length, max(step, 1)):
        piece = element._replace(value=None, fragments=None, value_offset=offset + at, length=min(step, length - at))
        yield read_value(source, header, piece)


def described_length(header: Header) -> int | None:
    """How many bytes native pixel data must have by the Image Pixel Module, without the pad byte (PS3.5 8.1.1).

    ``None`` where an attribute that is needed is missing or no number.
    """
    return describe(header).native_length


def describe(header: Header) -> Description:
    """What the attributes at the top of the data set say of the pixel data."""
    photometric = header.get(PHOTOMETRIC)
    return Description(
        rows=_word(header, ROWS),
        columns=_word(header, COLUMNS),
        samples=_word(header, SAMPLES),
        photometric=(photometric.value or b"").decode("latin-1").strip(" \0") if photometric else None,
        allocated=_word(header, BITS_ALLOCATED),
        stored=_word(header, BITS_STORED),
        high_bit=_word(header, HIGH_BIT),
        representation=_word(header, PIXEL_REPRESENTATION),
        planar=_word(header, PLANAR_CONFIGURATION),
        frames=_frames(header),
    )


def _frames(header: Header) -> int:
    element = header.get(FRAMES)
    text = (element.value or b"").strip(b" \0") if element else b""
    if not text:
        return 1
    return int(text) if text.isdigit() and len(text) < 10 else 0


def _word(header: Header, tag: int) -> int | None:
    element = header.get(tag)
    if element is None or element.value is None or len(element.value) < 2:
        return None
    return int.from_bytes(element.value[:2], "little" if header.encoding.little else "big")
