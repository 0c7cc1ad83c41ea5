"""The sections of the migration report on pages: verdict, tables, charts, and the lines that are signed."""

from collections.abc import Iterator

from fpdf.enums import Align, TableBordersLayout, VAlign, XPos, YPos
from fpdf.fonts import FontFace

from validator.engine.model import Impact, Sentence, Severity
from validator.engine.report.contents import CompareReport
from validator.engine.report.inert import visible
from validator.engine.report.migration import (
    Alarm,
    Cell,
    Chart,
    Code,
    Migration,
    Numbers,
    Place,
    Quiet,
    Section,
    Table,
    arrange,
    read,
)
from validator.engine.report.pdf.sheet import ACCENT, INK, LINE, MARGIN, SOFT, Sheet

Colour = tuple[int, int, int]
RED, AMBER, BLUE, PALE = (179, 38, 30), (133, 86, 0), (42, 93, 159), (127, 176, 170)
MARKS: dict[Impact | Severity, tuple[str, Colour]] = {
    Impact.BREAKS: ("×", RED),
    Impact.DEGRADES: ("▲", AMBER),
    Impact.COSMETIC: ("●", BLUE),
    Severity.ERROR: ("×", RED),
    Severity.WARNING: ("▲", AMBER),
    Severity.INFO: ("●", BLUE),
}
BARS: tuple[Colour, ...] = (ACCENT, PALE, (139, 146, 154), (197, 185, 143))
"""Of the captures in a chart, in turn."""
BODY, SMALL = 9, 8
"""Points."""
MOST = 20
"""So many rows of a table are printed; the other formats have all."""
GUTTER, NARROW = 5.0, 27.0
"""Millimetres: what a column needs besides its text, and up to which width it keeps what it needs."""
LONGEST = 400
"""Characters of a cell; a longer text ends in an ellipsis."""


def compare_pdf(report: CompareReport) -> Iterator[bytes]:
    """The document of a comparison, which is read to its end."""
    yield migration_pdf(arrange(read(report).material))


def migration_pdf(migration: Migration) -> bytes:
    """The document, in one piece: it is a summary and never long."""
    digest = dict(migration.facts).get("Digest of the report", "")
    sheet = Sheet(visible(migration.title), f"dicomcheck · migration report · digest {digest[:16]}")
    _title(sheet, migration)
    for sentence in migration.sentences:
        _sentence(sheet, sentence)
    for section in migration.sections:
        _section(sheet, section)
    _sign_off(sheet, migration)
    return bytes(sheet.output())


def _title(sheet: Sheet, migration: Migration) -> None:
    sheet.pen(BODY, colour=SOFT)
    _line(sheet, "Migration report", 5)
    sheet.pen(18, bold=True)
    _line(sheet, migration.title, 8.5)
    sheet.ln(2)


def _line(sheet: Sheet, text: str, height: float) -> None:
    """A paragraph over the whole width."""
    sheet.multi_cell(0, height, sheet.written(visible(text)), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _sentence(sheet: Sheet, sentence: Sentence) -> None:
    """Mark, text and share, with the detail under it, between hairlines."""
    if sheet.room() < 16:
        sheet.add_page()
    sheet.line(MARGIN, sheet.get_y(), sheet.w - MARGIN, sheet.get_y())
    sheet.ln(1.8)
    top = sheet.get_y()
    mark, colour = MARKS[sentence.impact] if sentence.impact else ("✓", (46, 107, 58))
    sheet.pen(BODY + 1, bold=True, colour=colour)
    sheet.cell(7, 5, mark)
    sheet.pen(BODY + 1)
    width = sheet.w - 2 * MARGIN - 37
    sheet.multi_cell(
        width, 5, sheet.written(visible(sentence.text)), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT
    )
    below = sheet.get_y()
    if sentence.impact:
        sheet.set_xy(sheet.w - MARGIN - 30, top)
        sheet.pen(SMALL, colour=SOFT)
        sheet.cell(30, 5, f"{sentence.count:,} of {sentence.total:,}", align=Align.R)
    sheet.set_xy(MARGIN, below)
    if sentence.detail:
        sheet.set_x(MARGIN + 7)
        sheet.pen(SMALL, colour=SOFT)
        sheet.multi_cell(
            width, 4.2, sheet.written(visible(sentence.detail)), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
    sheet.ln(1.6)


def _section(sheet: Sheet, section: Section) -> None:
    if sheet.room() < 40 or (section.place is Place.SIGN_OFF and sheet.room() < 95):
        sheet.add_page()
    sheet.ln(5)
    sheet.set_draw_color(*INK)
    sheet.line(MARGIN, sheet.get_y(), sheet.w - MARGIN, sheet.get_y())
    sheet.set_draw_color(*LINE)
    sheet.ln(2)
    sheet.pen(13, bold=True)
    _line(sheet, section.title, 7)
    for words in section.words:
        sheet.pen(BODY)
        _line(sheet, words, 4.6)
        sheet.ln(1)
    for chart in section.charts:
        _chart(sheet, chart)
    for table in section.tables:
        _table(sheet, table)


def _chart(sheet: Sheet, chart: Chart) -> None:
    """Bars, one for each capture; what is missing there stands behind it as a frame."""
    bar, name, numbers = 2.6, 40, 34
    step = len(chart.labels) * (bar + 0.3) + 2
    if sheet.room() < step * len(chart.bars) + 14:
        sheet.add_page()
    sheet.ln(2)
    sheet.pen(BODY, bold=True)
    sheet.cell(80, 5, sheet.written(visible(chart.title)))
    sheet.pen(SMALL, colour=SOFT)
    for at, label in enumerate(chart.labels):
        sheet.set_fill_color(*BARS[at % len(BARS)])
        sheet.rect(sheet.get_x() + 2, sheet.get_y() + 1.4, 2.4, 2.4, style="F")
        sheet.set_x(sheet.get_x() + 5.5)
        text = sheet.written(visible(label))
        sheet.cell(sheet.get_string_width(text) + 4, 5, text)
    sheet.ln(6)
    largest = max(number + gone for each in chart.bars for number, gone in zip(each.numbers, each.missing, strict=True))
    room = sheet.w - 2 * MARGIN - name - numbers
    for each in chart.bars:
        top = sheet.get_y()
        sheet.pen(SMALL)
        text = visible(each.value)
        shown = text if len(text) <= 24 else f"{text[:23]}…"
        sheet.set_xy(MARGIN, top + (step - 2) / 2 - 2)
        sheet.cell(name - 3, 4, sheet.written(shown), align=Align.R)
        for at, (number, gone) in enumerate(zip(each.numbers, each.missing, strict=True)):
            y, x = top + at * (bar + 0.3), MARGIN + name
            there, lost = number * room / max(largest, 1), gone * room / max(largest, 1)
            sheet.set_fill_color(*BARS[at % len(BARS)])
            sheet.rect(x, y, max(there, 0.1), bar, style="F")
            if gone:
                sheet.set_draw_color(*RED)
                sheet.rect(x + there, y + 0.1, max(lost, 0.6), bar - 0.2)
                sheet.set_draw_color(*LINE)
            sheet.pen(6.5, colour=SOFT)
            sheet.set_xy(x + there + lost + 1, y - 0.4)
            sheet.cell(numbers, bar + 0.8, f"{number:,}" + (f"  {gone:,} missing" if gone else ""))
        sheet.set_xy(MARGIN, top + step)
    if chart.rest:
        sheet.pen(SMALL, colour=SOFT)
        _line(sheet, chart.rest, 4.5)


def _table(sheet: Sheet, table: Table) -> None:
    if sheet.room() < 30:
        sheet.add_page()
    sheet.ln(3)
    if table.title:
        sheet.pen(BODY, bold=True)
        _line(sheet, table.title, 5)
    rows = table.rows[:MOST]
    sheet.pen(SMALL)
    sheet.set_fill_color(255, 255, 255)
    with sheet.table(
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        col_widths=_widths(sheet, table.head, rows),
        headings_style=FontFace(emphasis="", color=SOFT, size_pt=SMALL),
        line_height=4,
        padding=(0.9, 2.2, 0.9, 0),
        text_align=tuple(Align.R if _is_numeric(rows, at) else Align.L for at in range(len(table.head))),
        v_align=VAlign.T,
    ) as drawn:
        drawn.row([sheet.written(visible(name)) for name in table.head])
        for row in rows:
            line = drawn.row()
            for cell in row:
                text, style = _drawn(cell)
                line.cell(sheet.written(text), style=style)
    more = max(table.total, len(table.rows)) - len(rows)
    if more > 0:
        sheet.pen(SMALL, colour=SOFT)
        sheet.ln(1)
        _line(sheet, f"and {more:,} more; the report in XLSX or JSON lists every one", 4.2)


def _is_numeric(rows: tuple[tuple[Cell, ...], ...], at: int) -> bool:
    return any(isinstance(row[at], int | Numbers) for row in rows)


def _widths(sheet: Sheet, head: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> tuple[float, ...]:
    """Of columns, in millimetres: what their longest line takes; the wide ones give way where that is too much."""
    wanted = []
    for at, name in enumerate(head):
        lines = [name, *(line for row in rows for line in _drawn(row[at])[0].split("\n"))]
        wanted.append(max(sheet.get_string_width(sheet.written(line)) for line in lines) + GUTTER)
    room = sheet.w - 2 * MARGIN
    narrow = sum(width for width in wanted if width <= NARROW)
    wide = sum(width for width in wanted if width > NARROW)
    if narrow + wide <= room or narrow >= room:
        return tuple(wanted)
    return tuple(
        width if width <= NARROW else max(width * (room - narrow) / wide, min(NARROW, room / len(head)))
        for width in wanted
    )


def _drawn(cell: Cell) -> tuple[str, FontFace | None]:
    """The text of a cell, inert, and how it is set."""
    if isinstance(cell, Impact | Severity):
        mark, colour = MARKS[cell]
        return f"{mark} {cell}", FontFace(color=colour)
    if isinstance(cell, tuple):
        return "\n".join(_shortened(visible(line)) for line in cell), None
    if isinstance(cell, int):
        return f"{cell:,}", None
    if isinstance(cell, Alarm):
        return f"× {_shortened(visible(cell))}", FontFace(color=RED)
    is_quiet = isinstance(cell, Quiet | Code) or (isinstance(cell, Numbers) and cell.are_equal)
    colour = SOFT if is_quiet else INK
    return _shortened(visible(cell)), FontFace(color=colour)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _sign_off(sheet: Sheet, migration: Migration) -> None:
    """By what and from what the report was made, and room for those who sign."""
    sheet.ln(2)
    if sheet.unknown:
        named = ", ".join(f"U+{ord(character):04X}" for character in list(sheet.unknown)[:MOST])
        rest = f" and {len(sheet.unknown) - MOST:,} more" if len(sheet.unknown) > MOST else ""
        sheet.pen(SMALL, colour=SOFT)
        _line(sheet, f"Characters that the fonts of this file lack are named where they stand: {named}{rest}.", 4.2)
        sheet.ln(1)
    for name, told in migration.facts:
        sheet.pen(SMALL, colour=SOFT)
        sheet.cell(42, 4.8, name)
        sheet.pen(SMALL)
        _line(sheet, told or "not known", 4.8)
    for _ in range(2):
        if sheet.room() < 26:
            sheet.add_page()
        sheet.ln(17)
        sheet.set_draw_color(*INK)
        left = MARGIN
        for line, width in zip(migration.lines, (74, 32, 66), strict=True):
            sheet.line(left, sheet.get_y(), left + width, sheet.get_y())
            sheet.set_xy(left, sheet.get_y() + 0.5)
            sheet.pen(SMALL, colour=SOFT)
            sheet.cell(width, 4, line)
            sheet.set_xy(left, sheet.get_y() - 0.5)
            left += width + 4
        sheet.set_x(MARGIN)
