"""The single values of an element, each with its place."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from validator.engine.rules.subject import Hit, Value
from validator.engine.text import TEXT_VRS, character_set, split_values

STRING_VRS = ("AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "LT", "PN", "SH", "ST", "TM", "UC", "UR", "UT")
"""Character strings but UI, which the UID family judges."""
PADDING = b" \0"


class Part(NamedTuple):
    """One value of a multi-valued element."""

    number: int
    """Counted from 1."""
    total: int
    offset: int
    """Of its first byte in the element's value."""
    raw: bytes
    """Without trailing padding."""

    def hit(self, *, more: int = 0, **words: object) -> Hit:
        """A hit at this value; ``{which}`` in the message says which of several it is, and how many ``more`` share its
        fault."""
        also = f" and {more} more" if more else ""
        which = f", value {self.number} of {self.total}{also}," if self.total > 1 else ""
        return Hit({"which": which, **words}, value=self.shown if self.total > 1 else None, offset=self.offset)

    @property
    def shown(self) -> str:
        return self.raw.decode("ascii", "backslashreplace")[:256]


def parts(value: Value) -> Iterator[Part]:
    """The values that are not empty, without trailing padding."""
    if value.vr in TEXT_VRS or value.vr == "UR":
        found = split_values(value.raw, character_set(value.charset), value.vr)
    else:
        found = value.raw.split(b"\\")
    offset = 0
    for number, raw in enumerate(found, 1):
        bare = raw.rstrip(PADDING)
        if bare:
            yield Part(number, len(found), offset, bare)
        offset += len(raw) + 1


def first_of(found: Iterable[Part]) -> Iterator[Hit]:
    """One hit for all these values of an element, at the first of them; ``{which}`` says how many more there are."""
    places = iter(found)
    first = next(places, None)
    if first is not None:
        yield first.hit(more=sum(1 for _ in places))


def ill_formed(value: Value, form: re.Pattern[bytes]) -> Iterator[Part]:
    """The values that do not have this form; what has bytes that no such value may hold is left to other rules."""
    if form.fullmatch(value.raw.rstrip(PADDING)):
        return
    for part in parts(value):
        if not form.fullmatch(part.raw) and part.raw.isascii() and b"\0" not in part.raw:
            yield part
