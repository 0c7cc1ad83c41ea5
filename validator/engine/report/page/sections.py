"""The sections of the migration report as HTML: paragraphs, tables, charts, and the lines that are signed."""

from collections.abc import Iterator

from validator.engine.model import Impact, Severity
from validator.engine.report.inert import markup
from validator.engine.report.migration import Alarm, Cell, Chart, Code, Migration, Numbers, Quiet, Section, Table
from validator.engine.report.page.elements import SEVERITY_GLYPHS, code, impact_word, lines, quiet, severity_word

WIDTH, NAMES, NUMBERS = 420, 118, 84
"""Of a chart, in pixels: of all, of the column of values and of that of numbers."""
BAR, GAP = 9, 9
"""Height of a bar, and of the space between two values."""


def section_head(section: Section) -> Iterator[str]:
    """The title with its paragraphs."""
    yield f'<h2 id="{section.place}">{markup(section.title)}</h2>\n'
    yield from (f"<p>{markup(words)}</p>\n" for words in section.words)


def section_body(section: Section) -> Iterator[str]:
    """Charts, then tables."""
    if section.charts:
        yield '<div class="charts">\n'
        yield from map(chart, section.charts)
        yield "</div>\n"
    for table in section.tables:
        yield from table_markup(table)


def table_markup(table: Table) -> Iterator[str]:
    """A table whose columns of numbers stand at the right."""
    numeric = {at for row in table.rows for at, cell in enumerate(row) if _is_number(cell)}
    if table.title:
        yield f"<h3>{markup(table.title)}</h3>\n"
    yield '<div class="wide"><table>\n<thead><tr>'
    for at, name in enumerate(table.head):
        yield f"<th{_aligned(at, numeric)}>{markup(name)}</th>"
    yield "</tr></thead>\n"
    for row in table.rows:
        yield (
            "<tr>"
            + "".join(f"<td{_aligned(at, numeric)}>{_cell(cell)}</td>" for at, cell in enumerate(row))
            + "</tr>\n"
        )
    yield "</table></div>\n"
    if table.more:
        yield f'<p class="quiet">and {table.more:,} more; the report as XLSX or JSON lists every one</p>\n'


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | Numbers)


def _aligned(at: int, numeric: set[int]) -> str:
    return ' class="number"' if at in numeric else ""


def _cell(cell: Cell) -> str:
    if isinstance(cell, Impact):
        return impact_word(cell)
    if isinstance(cell, Severity):
        return severity_word(cell)
    if isinstance(cell, tuple):
        return lines(*map(_cell, cell))
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, Code):
        return code(cell)
    if isinstance(cell, Alarm):
        return f'<span class="error">{SEVERITY_GLYPHS[Severity.ERROR]} {markup(cell)}</span>'
    is_quiet = isinstance(cell, Quiet) or (isinstance(cell, Numbers) and cell.are_equal)
    return quiet(cell) if is_quiet else markup(cell)


def chart(chart: Chart) -> str:
    """Bars drawn as SVG: one for each capture; what is missing there stands as an empty piece behind it."""
    captures = len(chart.labels)
    step = captures * (BAR + 1) + GAP
    largest = max((number + gone for bar in chart.bars for number, gone in zip(bar.numbers, bar.missing, strict=True)))
    room = WIDTH - NAMES - NUMBERS
    height = step * len(chart.bars) + 2
    drawn = []
    for row, bar in enumerate(chart.bars):
        top = row * step + 2
        middle = top + captures * (BAR + 1) / 2
        name = bar.value if len(bar.value) <= 16 else f"{bar.value[:15]}…"
        drawn.append(f'<text x="{NAMES - 8}" y="{middle + 4:g}" class="name">{markup(name)}</text>')
        for at, (number, gone) in enumerate(zip(bar.numbers, bar.missing, strict=True)):
            y = top + at * (BAR + 1)
            there, lost = (round(part * room / max(largest, 1), 1) for part in (number, gone))
            drawn.append(f'<rect x="{NAMES}" y="{y}" width="{there:g}" height="{BAR}" class="bar b{at % 4}"/>')
            if gone:
                x = NAMES + there
                drawn.append(f'<rect x="{x:g}" y="{y}" width="{max(lost, 1.5):g}" height="{BAR}" class="gone"/>')
            words = f"{number:,}" + (f" −{gone:,}" if gone else "")
            drawn.append(f'<text x="{NAMES + there + lost + 6:g}" y="{y + BAR - 1}" class="count">{words}</text>')
    legend = " ".join(
        f'<span class="key b{at % 4}">{markup(label)}</span>' for at, label in enumerate(chart.labels)
    ) + ('<span class="key gone">missing</span>' if any(any(bar.missing) for bar in chart.bars) else "")
    told = markup(
        ", ".join(f"{bar.value}: {' → '.join(f'{number:,}' for number in bar.numbers)}" for bar in chart.bars)
    )
    rest = quiet(chart.rest) if chart.rest else ""
    return (
        f'<figure><figcaption>{markup(chart.title)} <span class="keys">{legend}</span></figcaption>'
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{told}">{"".join(drawn)}</svg>{rest}</figure>\n'
    )


def sign_off(migration: Migration) -> Iterator[str]:
    """What the report was made by and from, and room for those who sign."""
    yield '<dl class="made">\n'
    for name, told in migration.facts:
        yield f"<dt>{markup(name)}</dt><dd>{code(told) if _is_digest(told) else markup(told)}</dd>\n"
    yield "</dl>\n"
    for _ in range(2):
        yield '<div class="signed">' + "".join(f"<span>{markup(line)}</span>" for line in migration.lines) + "</div>\n"


def _is_digest(text: str) -> bool:
    return len(text) == 64 and " " not in text
