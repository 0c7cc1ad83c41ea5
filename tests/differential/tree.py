"""A data set as a tree of raw values, so that anything can be put into it and written, however wrong it is."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO

from pydicom import Dataset, dcmread
from pydicom.charset import convert_encodings
from pydicom.dataelem import DataElement
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import correct_ambiguous_vr, write_data_element

from tests.build import LONG_FORM, UNDEFINED, part10

EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
NATIVE = frozenset({"1.2.840.10008.1.2", EXPLICIT_LITTLE, "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"})
META_GROUP, GROUP_LENGTH, TRANSFER_SYNTAX = 0x0002, 0x00020000, 0x00020010


@dataclass(slots=True)
class Node:
    """One element: its raw bytes, or the items of a sequence."""

    tag: int
    vr: str
    value: bytes
    items: list[list["Node"]] | None = None
    encapsulated: bool = False
    """Whether ``value`` is the fragments of compressed pixel data, to be written with an undefined length."""


@dataclass(slots=True)
class Tree:
    """A file: what stands in its meta information (without the group length) and in its data set."""

    meta: list[Node]
    elements: list[Node]

    def copy(self, path: str) -> "Tree":
        """A copy in which what stands at this path can be changed; the rest is shared with this one."""
        top = int(path[1:5] + path[6:10], 16)
        return Tree(_copied(self.meta, top), _copied(self.elements, top))

    def walk(self) -> Iterator[tuple[str, list[Node], int]]:
        """Every element, with its path as findings write it, the list that it stands in and its place there."""
        yield from _walk("", self.meta)
        yield from _walk("", self.elements)

    def to_bytes(self) -> bytes:
        """A Part 10 file in Explicit VR Little Endian, compressed pixel data as they were."""
        meta = b"".join(_element(node) for node in self.meta)
        length = _element(Node(GROUP_LENGTH, "UL", len(meta).to_bytes(4, "little")))
        return part10(b"".join(_element(node) for node in self.elements), meta=length + meta)


def read_tree(content: bytes) -> Tree:
    """The tree of a file that pydicom can read; raises what pydicom raises."""
    dataset = dcmread(BytesIO(content), force=True)
    meta = _nodes(dataset.file_meta, "ISO_IR 6")
    syntax = next((node for node in meta if node.tag == TRANSFER_SYNTAX), None)
    if syntax is None:
        raise ValueError("there is no transfer syntax")
    if syntax.value.rstrip(b"\0").decode() in NATIVE:
        syntax.value = EXPLICIT_LITTLE.encode() + b"\0" * (len(EXPLICIT_LITTLE) % 2)
    dataset = correct_ambiguous_vr(dataset, True)
    return Tree([node for node in meta if node.tag != GROUP_LENGTH], _nodes(dataset, "ISO_IR 6"))


def _copied(nodes: list[Node], top: int) -> list[Node]:
    return [deepcopy(node) if node.tag == top else node for node in nodes]


def _nodes(dataset: Dataset, inherited: str | list[str]) -> list[Node]:
    charset = dataset.get("SpecificCharacterSet") or inherited
    return [_node(element, charset) for element in dataset if element.tag.element != 0]


def _node(element: DataElement, charset: str | list[str]) -> Node:
    if element.VR == "SQ":
        return Node(element.tag, "SQ", b"", [_nodes(item, charset) for item in element.value])
    buffer = DicomBytesIO()
    buffer.is_little_endian, buffer.is_implicit_VR = True, False
    write_data_element(buffer, element, convert_encodings(charset))
    written = buffer.getvalue()
    vr = written[4:6].decode()
    undefined = vr in LONG_FORM and written[8:12] == b"\xff\xff\xff\xff"
    value = written[12 if vr in LONG_FORM else 8 :]
    return Node(element.tag, vr, value, encapsulated=undefined)


def _walk(above: str, nodes: list[Node]) -> Iterator[tuple[str, list[Node], int]]:
    for place, node in enumerate(nodes):
        path = f"{above}({node.tag >> 16:04X},{node.tag & 0xFFFF:04X})"
        yield path, nodes, place
        for number, item in enumerate(node.items or ()):
            yield from _walk(f"{path}[{number}].", item)


def _element(node: Node) -> bytes:
    value = node.value if node.items is None else b"".join(_item(item) for item in node.items)
    tag = (node.tag >> 16).to_bytes(2, "little") + (node.tag & 0xFFFF).to_bytes(2, "little")
    length = UNDEFINED if node.encapsulated else len(value)
    if node.vr in LONG_FORM:
        return tag + node.vr.encode() + b"\0\0" + length.to_bytes(4, "little") + value
    if len(value) > 0xFFFF:
        return tag + b"UN\0\0" + length.to_bytes(4, "little") + value
    return tag + node.vr.encode() + length.to_bytes(2, "little") + value


def _item(nodes: list[Node]) -> bytes:
    content = b"".join(_element(node) for node in nodes)
    return b"\xfe\xff\x00\xe0" + len(content).to_bytes(4, "little") + content
