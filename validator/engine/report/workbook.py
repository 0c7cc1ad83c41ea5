"""XLSX: one sheet a section, complete lists; every text is written as a text, so that no spreadsheet calculates it.

A sheet holds 1,048,576 rows and a cell 32,767 characters. What is more goes on in a further sheet; a longer text ends
in a mark, and the first sheet says how many were cut. Rows go to the disk as they come: memory stays small.
"""

from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from validator.engine.model import Change, EntityCount, InferredRule, Severity
from validator.engine.report.contents import CompareReport
from validator.engine.report.inert import visible
from validator.engine.report.migration import Migration, Reading, arrange, read
from validator.engine.report.table import (
    COMPARE_COLUMNS,
    MEASURES,
    Row,
    change_row,
    discrepancy_row,
    presence_row,
)
from validator.engine.report.telling import delta_name
from validator.engine.report.wording import expectation_outcome, kind_title

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ROWS, CHARACTERS = 1_048_576, 32_767
"""Of a sheet, of a cell: the limits of the format."""
CUT = " [cut]"
CHUNK = 64 * 1024
WIDTHS = {"Where": 34, "UID": 44, "Study": 44, "Series": 44, "file": 26, "path": 26, "Detail": 60, "Rule": 44}
"""Of columns, in characters, by what their name begins with; of others ``WIDTH``."""
WIDTH = 15


def compare_workbook(report: CompareReport) -> Iterator[bytes]:
    """The workbook, in chunks; written to a file without a name first, since its directory stands at its end."""
    with TemporaryFile() as file:
        book = _Book(file)
        told = book.sheet("Report", ())
        sheets = [book.sheet(name, head) for name, head in _sheets(report)]
        changes = sheets[-1]
        reading = read(report._replace(changes=_noted(report.changes, changes)))
        for sheet, rows in zip(sheets, _rows(report, reading), strict=False):
            sheet.add(rows)
        _tell(told, arrange(reading.material), book)
        book.close()
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _noted(changes: Iterable[Change], sheet: "_Sheet") -> Iterator[Change]:
    """Pass the changes on and write each as a row."""
    for change in changes:
        sheet.row(change_row(change)[1:])
        yield change


def _sheets(report: CompareReport) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every sheet behind the first with the names of its columns."""
    labels = [capture.label for capture in report.captures]
    measured = [f"{measure} {label}" for measure in ("Instances", "Files", "Missing", "Added") for label in labels]
    yield "Completeness", ("By", "Value", "Capture", *(measure.capitalize() for measure in MEASURES))
    yield "Studies and series", ("What", "Modality", "Study", "Series", *measured)
    yield "Missing, added, doubled", COMPARE_COLUMNS[1:]
    yield "Expectations", ("Line", "Detail", "Allowed", "Undecided", "Unmet", "What came of it")
    yield (
        "Kinds of change",
        ("Hop to", "Where", "Change", "Kind", "Instances", "Expected", "Rule", "Support", "Exceptions"),
    )
    yield "Rules", ("Hop to", "Where", "Rule", "Detail", "Support", "Pairs", "Exceptions", "Collisions")
    yield "Exceptions", ("Hop to", "Where", "What", "Before", "After", "Rule makes", "Lineage", "Instances")
    yield "Findings", ("State", "Severity", "Rule", "Detail", "Where", "Hop from", "Hop to", "Instances")
    yield "Lists", ("List", "Against", "What", "Listed", "Found", "Missing", "Not listed", "Differing", "Unusable")
    yield "Discrepancies", COMPARE_COLUMNS[1:]
    yield "Changes", COMPARE_COLUMNS[1:]


def _rows(report: CompareReport, reading: Reading) -> Iterator[Iterator[Row]]:
    """The rows of each sheet but the last, in their order."""
    facts = report.facts
    labels = [capture.label for capture in report.captures]
    yield (
        (line.dimension, line.value, label, *(getattr(line, measure)[at] for measure in MEASURES))
        for line in facts.breakdown
        for at, label in enumerate(labels)
    )
    yield map(_entity, facts.studies)
    yield (presence_row(presence)[1:] for presence in report.presence)
    yield (
        (each.line, each.text, each.allowed, each.undecided, each.unmet, expectation_outcome(each))
        for each in facts.expectations
    )
    yield (
        (
            *(group.capture, group.path, kind_title(group.kind), group.kind, group.count, group.expected),
            *(group.rule, group.support, group.exceptions),
        )
        for group in reading.overview.groups
    )
    yield (
        (
            *(rule.capture, rule.path, rule.text, rule.practice, rule.support, rule.pairs),
            *(rule.exception_count, rule.collision_count),
        )
        for rule in facts.rules
    )
    yield (row for rule in facts.rules for row in _exceptions(rule))
    yield (
        (
            *(each.state, Severity(each.severity), each.code, delta_name(each), each.path),
            *(each.capture_before, each.capture, each.count),
        )
        for each in facts.delta
    )
    yield ((each.capture, each.against, each.entity.plural, *each[3:]) for each in facts.reconciled)
    yield (discrepancy_row(each)[1:] for each in facts.discrepancies)


def _entity(entity: EntityCount) -> Row:
    counted = (*entity.counts, *entity.files, *entity.missing, *entity.added)
    return entity.entity, entity.modality, entity.study, entity.series, *counted


def _exceptions(rule: InferredRule) -> Iterator[Row]:
    """What the rule does not reproduce, and what became equal; as many of them as were kept."""
    for exception in rule.exceptions:
        values = (exception.before, exception.after, exception.expected)
        yield rule.capture, rule.path, "exception", *values, exception.lineage, exception.count
    for collision in rule.collisions:
        before = "\\".join(collision.before)
        yield rule.capture, rule.path, "collision", before, collision.after, "", "", collision.total


def _tell(sheet: "_Sheet", migration: Migration, book: "_Book") -> None:
    """The first sheet: verdict, what each section says, what it was made from, and who signs."""
    sheet.row((migration.title,), bold=True)
    for sentence in migration.sentences:
        share = f"{sentence.count:,} of {sentence.total:,}" if sentence.impact else ""
        sheet.row((sentence.impact or "", sentence.text, share, sentence.detail))
    for section in migration.sections:
        sheet.row(())
        sheet.row((section.title,), bold=True)
        for words in section.words:
            sheet.row(("", words))
    for name, told in migration.facts:
        sheet.row((name, told))
    if book.cut:
        sheet.row(("Cut texts", f"{book.cut:,} texts are longer than the {CHARACTERS:,} characters a cell holds."))
    if book.continued:
        sheet.row(("Long lists", f"Continued, since a sheet holds {ROWS:,} rows: {', '.join(book.continued)}."))
    for line in (*migration.lines, *migration.lines):
        sheet.row((line, "_" * 40))


class _Book:
    """The workbook while it is written."""

    def __init__(self, file: object) -> None:
        from xlsxwriter import Workbook

        self.cut = 0
        """How many texts did not fit into their cells."""
        self.continued: list[str] = []
        """Sheets that go on in another one."""
        self.book: Workbook = Workbook(file, {"constant_memory": True})
        self.bold: Format = self.book.add_format({"bold": True})
        self.head: Format = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})

    def sheet(self, name: str, head: Sequence[str]) -> "_Sheet":
        return _Sheet(self, name, head)

    def close(self) -> None:
        self.book.close()


class _Sheet:
    """One list, on as many sheets as it needs."""

    def __init__(self, book: _Book, name: str, head: Sequence[str]) -> None:
        self._book = book
        self._name = name
        self._head = head
        self._parts = 0
        self._begin()

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.row(row)

    def row(self, row: Row, *, bold: bool = False) -> None:
        """Write a row; numbers as numbers, everything else as text."""
        if self._next == ROWS:
            self._begin()
            self._book.continued.append(self._sheet.get_name())
        for at, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, int):
                self._sheet.write_number(self._next, at, value)
            else:
                self._sheet.write_string(
                    self._next, at, self._fitting(visible(str(value))), self._book.bold if bold else None
                )
        self._next += 1

    def _begin(self) -> None:
        self._parts += 1
        name = self._name if self._parts == 1 else f"{self._name} {self._parts}"
        self._sheet: Worksheet = self._book.book.add_worksheet(name)
        self._next = 0
        if self._head:
            for at, title in enumerate(self._head):
                width = next((width for begin, width in WIDTHS.items() if title.startswith(begin)), WIDTH)
                self._sheet.set_column(at, at, width)
                self._sheet.write_string(0, at, visible(title), self._book.head)
            self._sheet.freeze_panes(1, 0)
            self._next = 1
        else:
            self._sheet.set_column(0, 0, 24)
            self._sheet.set_column(1, 1, 110)

    def _fitting(self, text: str) -> str:
        # Excel counts UTF-16 code units.
        if len(text) * 2 <= CHARACTERS or len(text.encode("utf-16-le")) // 2 <= CHARACTERS:
            return text
        self._book.cut += 1
        return text.encode("utf-16-le")[: (CHARACTERS - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT
