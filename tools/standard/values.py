"""Enumerated Values and Defined Terms (PS3.3 5.2 to 5.4) of one row of the source tables, corrected by the overlay.

A list stands in the row's own description, or in a section that the description links. A linked section counts only
where it is about the very attribute: its headline is the attribute's name, or the heading of the list gives its tag.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from pydicom.datadict import dictionary_description, dictionary_VR, keyword_for_tag

from tools.standard import values_heading
from tools.standard.grammar import Expression
from tools.standard.values_lists import TermList, opening, term_lists
from tools.standard.values_overlay import Line, overlay, places

Row = Mapping[str, Any]
BINARY = {"US", "SS", "UL", "SL", "UV", "SV", "OB", "OW"}
HEXADECIMAL = re.compile(r"([0-9A-F]{4})H")
NUMBER = re.compile(r"[+-]?\d+")
TERM = {"UI": re.compile(r"[0-9.]+"), "AT": re.compile(r"[0-9A-F]{8}")}
TEXT = re.compile(r"[A-Za-z0-9_ ./+-]+")
BY_POSITION = {"ImageType", "FrameType"}
"""Their values are of different kinds: a list that does not say of which it speaks is of no use."""


class Values(NamedTuple):
    """One list of terms of an attribute."""

    kind: str
    """``enumerated``: no other value is allowed; ``defined``: others are, if they mean something else."""
    position: int
    """0 = each value of the attribute, n = its n-th value."""
    terms: tuple[str, ...]
    """Numbers of binary VRs in decimal, tags as eight hexadecimal digits."""
    condition: Expression | None = None
    """When the list applies, in the language of the overlays; nothing where it always does."""


def values_for(
    module: str,
    path: str,
    row: Row | None,
    *,
    references: Mapping[str, str],
    lines: Mapping[str, tuple[Line, ...]] | None = None,
) -> tuple[Values, ...]:
    """What holds for an attribute: what the row of the source says, if there is one, corrected by the overlay.

    ``path`` is made of keywords, ``EnergyWindowInformationSequence.EnergyWindowName``; ``lines`` are the overlay's.
    """
    known = overlay() if lines is None else lines
    concerning = [known[place] for place in _places(module, path, row) if place in known]
    replacing = next((found for found in concerning if any(line.kind != "+" for line in found)), None)
    if replacing is None:
        values = values_of(row, references) if row is not None else ()
    else:
        values = tuple(_values(line) for line in replacing if line.kind in ("enumerated", "defined"))
    added = [line for found in concerning for line in found if line.kind == "+"]
    return tuple(_extended(each, added) for each in values)


def values_of(row: Row, references: Mapping[str, str]) -> tuple[Values, ...]:
    """What the source says, in a row of ``module_to_attributes`` or ``macro_to_attributes`` and in ``references``."""
    tag = _tag(row["tag"])
    if tag is None or dictionary_VR(tag) == "SQ":
        return ()
    found = list(_read(term_lists(row["description"]), tag))
    if not found:
        links = dict.fromkeys(link["sourceUrl"] for link in row["externalReferences"])
        found = [values for link in links for values in _linked(references.get(link, ""), tag)]
    if keyword_for_tag(tag) in BY_POSITION:
        found = [values for values in found if values.position]
    return _merged(found)


def _read(lists: Iterable[TermList], tag: int) -> Iterator[Values]:
    for found in lists:
        heading = values_heading.read(found.heading)
        if heading is None or (heading.tags and _printed(tag) not in heading.tags):
            continue
        terms = tuple(_term(text, dictionary_VR(tag)) for text in found.terms)
        if "" not in terms:
            yield Values(heading.kind, heading.position, terms, heading.condition)


def _linked(markup: str, tag: int) -> Iterator[Values]:
    title, markup = opening(markup)
    if not title or _plain(title).endswith(("module", "macro")):
        return
    lists = term_lists(markup)
    if _plain(dictionary_description(tag)) not in {_plain(name) for name in re.split(r", | and ", title)}:
        lists = tuple(found for found in lists if _printed(tag) in found.heading)
    yield from _read(lists, tag)


def _merged(found: Iterable[Values]) -> tuple[Values, ...]:
    """Lists of the same kind for the same place are one list."""
    merged: list[Values] = []
    for values in found:
        same = [at for at, other in enumerate(merged) if other._replace(terms=()) == values._replace(terms=())]
        before = merged.pop(same[0]).terms if same else ()
        merged.append(values._replace(terms=tuple(dict.fromkeys(before + values.terms))))
    return tuple(merged)


def _term(text: str, vr: str) -> str:
    """A term as it stands in an instance; empty where it is none, such as the pattern of a format."""
    if any(part in BINARY for part in vr.split(" or ")):
        if match := HEXADECIMAL.fullmatch(text):
            return str(int(match[1], 16))
        return str(int(text)) if NUMBER.fullmatch(text) else ""
    if vr == "AT":
        text = text.removesuffix("H")
    return text if TERM.get(vr, TEXT).fullmatch(text) else ""


def _places(module: str, path: str, row: Row | None) -> Iterator[str]:
    """Those of the attribute, and after its first that of the row: a macro's name may stand for all who include it."""
    own = list(places(module, path))
    yield own[0]
    if row is not None and (place := _place(row["path"])) != own[0]:
        yield place
    yield from own[1:]


@cache
def _place(path: str) -> str:
    """The place of a row of the source, whose path is made of tags."""
    source, *tags = path.split(":")
    return f"{source}/{'.'.join(keyword_for_tag(_tag(tag) or 0) for tag in tags)}"


def _values(line: Line) -> Values:
    return Values(line.kind, line.position, line.terms, line.condition)


def _extended(values: Values, added: Iterable[Line]) -> Values:
    terms = [term for line in added if line.position == values.position for term in line.terms]
    return values._replace(terms=tuple(dict.fromkeys((*values.terms, *terms))))


@cache
def _tag(text: str) -> int | None:
    """The number of a tag as the source prints it, ``(60xx,3000)`` or ``60xx3000``; nothing for a private one."""
    tag = int(re.sub(r"\W", "", text).replace("xx", "00"), 16)
    return tag if keyword_for_tag(tag) else None


def _printed(tag: int) -> str:
    return f"{tag >> 16:04X},{tag & 0xFFFF:04X}"


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower().removesuffix(" attribute"))
