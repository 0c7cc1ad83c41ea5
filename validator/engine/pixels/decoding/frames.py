"""The bytes of a picture, frame by frame: native ones cut by their description, compressed ones by their fragments."""

from array import array
from collections.abc import Iterator, Sequence

from validator.engine.header import read_value
from validator.engine.model import Fragment
from validator.engine.pixels.codestream import JPEG, JPEG2000
from validator.engine.pixels.decoding.limits import LARGEST_CODESTREAM, LARGEST_INFLATED
from validator.engine.pixels.decoding.picture import Picture, Undecodable
from validator.engine.pixels.digest import CHUNK, WORD_CODES
from validator.engine.pixels.fragments import basic_offsets, starts, wrong_offset
from validator.engine.pixels.syntaxes import CODECS, syntax_name
from validator.engine.standard.representations import word_size

BEGINNINGS = (JPEG + b"\xff", JPEG2000)
"""With which a frame begins where fragments do not tell: never with what a fragment within a frame would begin."""


def frames_of(picture: Picture) -> Iterator[bytes]:
    """Each frame in turn, native ones as little endian words; raises ``Undecodable``.

    A native frame of one bit a sample may begin and end within a byte (PS3.5 8.1.1): the bytes then hold parts of the
    frames around it, and the first bit is number ``index * native_frame_bits % 8``.
    """
    if not picture.is_native:
        return _compressed(picture)
    return _native(picture)


def is_same_native(one: Picture, other: Picture) -> bool:
    """Whether both are native and the same to the byte, whatever is said of them, byte order apart."""
    if not (one.is_native and other.is_native and one.element.length == other.element.length):
        return False
    one, other = _held(one), _held(other)
    for start in range(0, one.element.length, CHUNK):
        stop = min(start + CHUNK, one.element.length)
        if _words(one, start, stop) != _words(other, start, stop):
            return False
    return True


def _native(picture: Picture) -> Iterator[bytes]:
    element, frames, bits = picture.element, picture.described.frames, picture.native_frame_bits
    described = (bits * frames + 7) // 8
    if not picture.header.encoding.little and picture.sample_bits > 8 * word_size(element.vr) > 8:
        raise Undecodable(f"systems do not agree on the order of the words of {picture.sample_bits} bits in Big Endian")
    if element.length < described:
        raise Undecodable(f"{element.length:,} of {described:,} bytes are there")
    picture = _held(picture)
    for index in range(frames):
        first, end = bits * index // 8, (bits * (index + 1) + 7) // 8
        yield _words(picture, first, end)


def _held(picture: Picture) -> Picture:
    """The picture with its bytes where they are deflated: each reading inflates from the start, so one must do."""
    element = picture.element
    if not picture.header.encoding.deflated or element.value is not None:
        return picture
    if element.length > LARGEST_INFLATED:
        raise Undecodable("the deflated data set is too large to be decoded here")
    return picture._replace(element=element._replace(value=_read(picture, element.value_offset, element.length)))


def _words(picture: Picture, first: int, end: int) -> bytes:
    """Native bytes from ``first`` to ``end``, in little endian order whatever the data set has."""
    element = picture.element
    size = 1 if picture.header.encoding.little else word_size(element.vr)
    start, stop = first - first % size, min(end + -end % size, element.length)
    content = _part(picture, start, stop)
    if size > 1:
        words = array(WORD_CODES[size], content[: len(content) - len(content) % size])
        words.byteswap()
        content = words.tobytes() + content[len(words) * size :]
    content = content[first - start : end - start]
    if len(content) < end - first:
        raise Undecodable("the file ends within the pixel data")
    return content


def _part(picture: Picture, start: int, stop: int) -> bytes:
    value = picture.element.value
    if value is not None:
        return value[start:stop]
    return _read(picture, picture.element.value_offset + start, stop - start)


def _read(picture: Picture, offset: int, length: int) -> bytes:
    piece = picture.element._replace(value=None, fragments=None, value_offset=offset, length=length)
    return read_value(picture.source, picture.header, piece)


def _compressed(picture: Picture) -> Iterator[bytes]:
    codec = CODECS.get(picture.syntax)
    if codec is None:
        raise Undecodable(f"{syntax_name(picture.syntax) or 'this transfer syntax'} cannot be decoded here")
    if codec.is_video:
        raise Undecodable(f"{codec.name} video is not decoded here")
    if codec.is_remote:
        raise Undecodable("the pixels are not in the file, but at an address")
    for group in _groups(picture):
        if sum(fragment.length for fragment in group) > LARGEST_CODESTREAM:
            raise Undecodable("a compressed frame is too large to be decoded here")
        content = b"".join(_read(picture, fragment.offset + 8, fragment.length) for fragment in group)
        if len(content) < sum(fragment.length for fragment in group):
            raise Undecodable("the file ends within the pixel data")
        yield content


def _groups(picture: Picture) -> list[Sequence[Fragment]]:
    """The fragments of each frame."""
    fragments, frames = picture.element.fragments or (), picture.described.frames
    data = fragments[1:]
    if frames == 1 and data:
        return [data]
    if len(data) == frames:
        return [[fragment] for fragment in data]
    begins = _by_table(picture) or _by_content(picture)
    if len(begins) != frames:
        raise Undecodable(f"{len(data):,} fragments cannot be told apart into {frames:,} frames")
    return [data[begin:end] for begin, end in zip(begins, [*begins[1:], len(data)], strict=True)]


def _by_table(picture: Picture) -> list[int]:
    """With which fragments frames begin, by the Basic Offset Table; empty where it is not there or wrong."""
    fragments = picture.element.fragments or ()
    if not fragments or not fragments[0].length or fragments[0].length > LARGEST_CODESTREAM:
        return []
    offsets = basic_offsets(_read(picture, fragments[0].offset + 8, fragments[0].length))
    begins = starts(fragments)
    if not offsets or wrong_offset(offsets, begins) is not None:
        return []
    places = {begin: place for place, begin in enumerate(begins)}
    return [places[offset] for offset in offsets]


def _by_content(picture: Picture) -> list[int]:
    """With which fragments frames begin, by their first bytes."""
    begins = []
    for place, fragment in enumerate((picture.element.fragments or ())[1:]):
        head = _read(picture, fragment.offset + 8, min(fragment.length, 4))
        if head.startswith(BEGINNINGS):
            begins.append(place)
    return begins if begins[:1] == [0] else []
