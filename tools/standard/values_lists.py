"""Lists of terms in the HTML of the source tables: definition lists with a bold heading, and tables of terms."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

from tools.standard.texts import plain

HEADLINE = re.compile(r"<h[1-6]\b.*?</h[1-6]>", re.DOTALL)
LIST = re.compile("<(?:dl|table)")
TABLE_HEADING = re.compile(r"(?P<heading>(?:Enumerated Value|Defined Term)s?)(?: Name)?", re.IGNORECASE)


class TermList(NamedTuple):
    """What one list says: its heading and its terms, both as printed."""

    heading: str
    terms: tuple[str, ...]


class Opening(NamedTuple):
    """The beginning of a section."""

    title: str
    """Its headline without the number; empty where it has none."""
    markup: str


@cache
def term_lists(markup: str) -> tuple[TermList, ...]:
    """Every list of terms, in the order of the text."""
    return tuple(_term_lists(markup)) if LIST.search(markup) else ()


@cache
def opening(markup: str) -> Opening:
    """What a section says before its first subsection."""
    headlines = [(found.start(), _numbered(plain(found[0]))) for found in HEADLINE.finditer(markup)]
    end = next((start for start, title in headlines[1:] if title), len(markup))
    return Opening(headlines[0][1], markup[:end]) if headlines else Opening("", markup)


def _term_lists(markup: str) -> Iterator[TermList]:
    for tag in BeautifulSoup(markup, "html.parser").find_all(["dl", "table"]):
        if not isinstance(tag, Tag):
            continue
        heading, terms = _definitions(tag) if tag.name == "dl" else _cells(tag)
        if heading and terms:
            yield TermList(heading, terms)


def _one_line(tag: Tag) -> str:
    """The text of a tag with single spaces."""
    return " ".join(tag.get_text(" ", strip=True).replace("\u200b", "").replace(" _", "_").split())


def _definitions(tag: Tag) -> tuple[str, tuple[str, ...]]:
    around = tag.parent
    bold = around.find("strong") if around is not None and around.name == "div" else None
    if not isinstance(bold, Tag):
        return "", ()
    return _one_line(bold), tuple(
        _one_line(term) for term in tag.find_all("dt", recursive=False) if isinstance(term, Tag)
    )


def _cells(tag: Tag) -> tuple[str, tuple[str, ...]]:
    first = tag.find("th")
    match = TABLE_HEADING.fullmatch(_one_line(first)) if isinstance(first, Tag) else None
    if match is None:
        return "", ()
    rows = [row.find("td") for row in tag.find_all("tr") if isinstance(row, Tag)]
    return match["heading"], tuple(_one_line(cell) for cell in rows if isinstance(cell, Tag))


def _numbered(headline: str) -> str:
    """What stands after the number of a headline; nothing where it has none, as those of notes."""
    return headline.partition(" ")[2]
