"""The header tree: every element of one file, in the order of the file."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from validator.engine.model import UNDEFINED_LENGTH, Element, Header, Item, tag_text
from validator.engine.standard.dictionary import keyword, name, private
from validator.engine.standard.uids import uid
from validator.engine.text import DEFAULT, CharacterSet, charset_of
from validator.services.report.shelf import shown_value

Steps = Iterator["Line | Steps"]
"""The lines of a data set, with the steps of an item in the place where the item stands."""
LINES_A_PAGE = 1500
DEEPEST_INDENT = 6


class Line(NamedTuple):
    """One element, or the head of one item."""

    path: str
    depth: int
    tag: str
    name: str
    keyword: str
    vr: str
    vr_note: str
    """Where the written VR is not the dictionary's, or none is written."""
    length: str
    offset: int
    value: str
    means: str
    """The name of a well-known UID."""
    item: bool = False
    severity: str = ""
    """Of the worst finding at this place."""


class Tree(NamedTuple):
    """A page of the tree."""

    lines: tuple[Line, ...]
    total: int
    """How many lines the search found."""
    first: int
    next: int | None
    previous: int | None


def header_tree(
    header: Header, *, sought: str = "", first: int = 0, severities: Mapping[str, str] | None = None
) -> Tree:
    """The lines that hold all the sought words, a page of them from ``first`` on.

    ``severities`` says of a path how bad what was found there is.
    """
    severities = severities or {}
    words = sought.casefold().split()
    lines = [line for line in _lines(header) if not words or _holds(line, words)]
    shown = lines[first : first + LINES_A_PAGE]
    page = tuple(line._replace(severity=severities.get(line.path, "")) for line in shown)
    following = first + LINES_A_PAGE
    return Tree(
        lines=page,
        total=len(lines),
        first=first,
        next=following if following < len(lines) else None,
        previous=max(0, first - LINES_A_PAGE) if first else None,
    )


def _holds(line: Line, words: list[str]) -> bool:
    text = f"{line.path} {line.tag} {line.name} {line.keyword} {line.vr} {line.value} {line.means}".casefold()
    bare = line.tag.strip("()").replace(",", "").casefold()
    return not line.item and all(word in text or word.replace(",", "") == bare for word in words)


def _lines(header: Header) -> Iterator[Line]:
    """Depth first, without recursion: nesting is data."""
    charset = charset_of(header.elements)
    for element in header.meta:
        yield _element_line(header, element, "", 0, DEFAULT, {})
    stack = [_level(header, header.elements, "", 0, charset)]
    while stack:
        line_or_level = next(stack[-1], None)
        if line_or_level is None:
            stack.pop()
        elif isinstance(line_or_level, Line):
            yield line_or_level
        else:
            stack.append(line_or_level)


def _level(header: Header, elements: tuple[Element, ...], prefix: str, depth: int, charset: CharacterSet) -> Steps:
    """The lines of one data set, and in their places the levels of its items."""
    creators: dict[tuple[int, int], str] = {}
    for element in elements:
        line = _element_line(header, element, prefix, depth, charset, creators)
        if element.is_private and 0x10 <= element.tag & 0xFFFF <= 0xFF:
            creators[element.group, element.tag & 0xFF] = line.value
        yield line
        for at, item in enumerate(element.items or ()):
            path = f"{line.path}[{at}]"
            yield _item_line(item, path, depth + 1, at)
            yield _level(header, item.elements, f"{path}.", depth + 1, charset_of(item.elements, charset))


def _element_line(
    header: Header,
    element: Element,
    prefix: str,
    depth: int,
    charset: CharacterSet,
    creators: dict[tuple[int, int], str],
) -> Line:
    value = shown_value(header, element, charset)
    known = uid(value) if element.vr == "UI" else None
    return Line(
        path=prefix + tag_text(element.tag),
        depth=min(depth, DEEPEST_INDENT),
        tag=tag_text(element.tag),
        name=_name(element, creators),
        keyword=keyword(element.tag),
        vr=element.vr_written or element.vr_known or "UN",
        vr_note=_vr_note(element),
        length=_length(element.length),
        offset=element.offset,
        value=value,
        means=known.name if known else "",
    )


def _item_line(item: Item, path: str, depth: int, at: int) -> Line:
    return Line(
        path=path,
        depth=min(depth, DEEPEST_INDENT),
        tag=f"[{at}]",
        name=f"Item {at}",
        keyword="",
        vr="",
        vr_note="",
        length=_length(item.length),
        offset=item.offset,
        value="",
        means="",
        item=True,
    )


def _length(length: int) -> str:
    return "undefined" if length == UNDEFINED_LENGTH else f"{length:,}"


def _name(element: Element, creators: dict[tuple[int, int], str]) -> str:
    if not element.is_private:
        return name(element.tag) or "Unknown tag"
    low = element.tag & 0xFFFF
    if 0x10 <= low <= 0xFF:
        return "Private Creator"
    creator = creators.get((element.group, low >> 8))
    if creator is None:
        return "Private, no creator"
    entry = private(creator, element.tag)
    return f"{entry.name if entry else 'Private'} · {creator}"


def _vr_note(element: Element) -> str:
    if not element.vr_written:
        return "by the dictionary; none is written" if element.vr_known else "none is written, and the tag is unknown"
    if element.vr_known and element.vr_written not in element.vr_known.split(" or "):
        return f"{element.vr_known} by the dictionary"
    return ""
