"""How the pages draw marked values, glyphs, numbers and the catalogue's paragraphs."""

import re
from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from validator.services.report.difference import Piece, visible
from validator.services.report.filters import Filters

register = template.Library()

GLYPHS = {
    "breaks": ("✕", "breaks"),
    "degrades": ("▲", "degrades"),
    "cosmetic": ("●", "cosmetic"),
    "error": ("✕", "error"),
    "warning": ("▲", "warning"),
    "info": ("●", "information"),
    "fine": ("✓", "fine"),
    "idle": ("○", "not yet known"),
}
"""Sign and word for each impact, severity and state: a colour never stands alone."""

MARKS = {
    "": "{}",
    "del": "<del>{}</del>",
    "ins": "<ins>{}</ins>",
    "mark": "<mark>{}</mark>",
    "strong": "<b>{}</b>",
    "none": '<span class="none">{}</span>',
    "control": '<span class="control">{}</span>',
}
CODE = re.compile(r"``([^`]+)``|`([^`]+)`")


@register.simple_tag(takes_context=True)
def address(context: Context, **changes: object) -> str:
    """The query string of this page with some of its filters changed."""
    filters: Filters = context["filters"]
    return filters.address(**changes)


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Pieces of a value as HTML, escaped piece by piece."""
    return mark_safe("".join(format_html(MARKS[piece.mark], piece.text) for piece in pieces))  # noqa: S308


@register.filter
def shown(text: str | None) -> str:
    """A text in which nothing hides: control characters and direction overrides stand as signs."""
    return visible(text or "")


@register.filter
def glyph(name: str | None) -> SafeString:
    """The sign of an impact, severity or state, with its word for those who do not see it."""
    sign, word = GLYPHS[name or "fine"]
    return format_html(
        '<span class="glyph {}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}: </span></span>',
        name or "fine",
        word,
        sign,
        word,
    )


@register.filter
def thousands(number: int | None) -> str:
    """``1714`` as ``1,714``."""
    return "" if number is None else f"{number:,}"


@register.filter
def bytes_size(size: int | None) -> str:
    """A size in bytes, KiB, MiB or GiB."""
    if size is None:
        return ""
    amount = float(size)
    for unit in ("bytes", "KiB", "MiB"):
        if amount < 1024:
            return f"{amount:,.0f} {unit}" if unit == "bytes" else f"{amount:,.1f} {unit}"
        amount /= 1024
    return f"{amount:,.1f} GiB"


@register.filter
def paragraphs(text: str) -> SafeString:
    """Plain paragraphs as HTML; words between backticks as code, lines that begin with a dash as a list."""
    blocks = [block.splitlines() for block in re.split(r"\n\s*\n", text.strip())]
    return mark_safe("".join(_block(lines) for lines in blocks if lines))  # noqa: S308


@register.filter
def first_paragraph(text: str) -> SafeString:
    """The first paragraph of a page, without the paragraph's own tags."""
    return _coded(" ".join(re.split(r"\n\s*\n", text.strip())[0].split()))


def _block(lines: list[str]) -> SafeString:
    if not all(line.startswith(("- ", "  ")) for line in lines):
        return format_html("<p>{}</p>", _coded(" ".join(lines)))
    items = re.split(r"\n- ", "\n" + "\n".join(lines))[1:]
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((_coded(item),) for item in items)))


def _coded(text: str) -> SafeString:
    pieces, at = [], 0
    for match in CODE.finditer(text):
        pieces += [conditional_escape(text[at : match.start()]), format_html("<code>{}</code>", match[1] or match[2])]
        at = match.end()
    return mark_safe("".join([*pieces, conditional_escape(text[at:])]))  # noqa: S308
