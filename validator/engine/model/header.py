"""One file as the scanner read it."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from validator.engine.model.elements import Element, tag_text
from validator.engine.model.faults import Fault, FaultKind


class Encoding(NamedTuple):
    """How a data set is written (PS3.5 chapter 10 and annex A)."""

    explicit: bool
    little: bool
    deflated: bool = False


class _Fields(NamedTuple):
    size: int
    """Of the whole source, in bytes."""
    preamble: bytes | None
    """The 128 bytes before ``DICM`` (PS3.10 7.1), or ``None`` where there are none."""
    meta: tuple[Element, ...]
    """File Meta Information, group 0002."""
    elements: tuple[Element, ...]
    """The data set, in the order of the file."""
    declared_syntax: str | None
    """(0002,0010) Transfer Syntax UID as written, without padding."""
    encoding: Encoding
    """What the bytes of the data set really are."""
    data_set_offset: int
    """Where the data set starts, in bytes of the file (also for a deflated one)."""
    faults: tuple[Fault, ...]
    claimed_pixels: str = ""
    """Of an excerpt whose pixel data never came: their digest, which is the word of who sent it."""


class Header(_Fields):
    """Everything that one file says before and around its pixel data."""

    @property
    def is_dicom(self) -> bool:
        return not any(fault.kind is FaultKind.NOT_DICOM for fault in self.faults)

    @property
    def actual_syntax(self) -> str | None:
        """The Transfer Syntax UID that the bytes bear out: the declared one where they agree with it."""
        # An encapsulated or unknown syntax is Explicit VR Little Endian on the outside (PS3.5 A.4).
        plain = PLAIN_SYNTAXES.get(self.declared_syntax or "")
        if self.declared_syntax and (plain == self.encoding or (plain is None and self.encoding == EXPLICIT_LITTLE)):
            return self.declared_syntax
        return next((uid for uid, encoding in PLAIN_SYNTAXES.items() if encoding == self.encoding), None)

    def get(self, tag: int) -> Element | None:
        """The element of this tag at the top level (file meta included); the first where it stands twice."""
        return self.by_tag.get(tag)

    @cached_property
    def by_tag(self) -> Mapping[int, Element]:
        """The elements at the top level and of the file meta by tag; the first where it stands twice."""
        backwards = (*reversed(self.elements), *reversed(self.meta))
        return dict(zip([element.tag for element in backwards], backwards, strict=True))

    def walk(self) -> Iterator[tuple[str, Element]]:
        """Every element of the data set with its path, parents before their items' elements, in file order."""
        stack: list[tuple[str, Iterator[Element]]] = [("", iter(self.elements))]
        while stack:
            prefix, elements = stack[-1]
            for element in elements:
                path = f"{prefix}{tag_text(element.tag)}"
                yield path, element
                if element.items:
                    for index in range(len(element.items) - 1, -1, -1):
                        stack.append((f"{path}[{index}].", iter(element.items[index].elements)))
                    break
            else:
                stack.pop()


EXPLICIT_LITTLE = Encoding(explicit=True, little=True)
IMPLICIT_LITTLE = Encoding(explicit=False, little=True)
EXPLICIT_BIG = Encoding(explicit=True, little=False)
PLAIN_SYNTAXES = {
    "1.2.840.10008.1.2": IMPLICIT_LITTLE,
    "1.2.840.10008.1.2.1": EXPLICIT_LITTLE,
    "1.2.840.10008.1.2.1.99": Encoding(explicit=True, little=True, deflated=True),
    "1.2.840.10008.1.2.2": EXPLICIT_BIG,
}
"""The transfer syntaxes whose data sets are not Explicit VR Little Endian, and that one itself."""
