"""What happened between captures: the verdict, whether everything is there, every hop, and what was expected."""

from collections.abc import Iterable, Iterator, Sequence

from validator.engine.model import EntityCount, ExpectationResult, Sentence, Severity
from validator.engine.report.contents import CompareReport
from validator.engine.report.hops import compare_overview
from validator.engine.report.inert import visible
from validator.engine.report.reconciled import COLUMNS, Told, reconciled_told
from validator.engine.report.telling import ARROW, MOST_ENTITIES, entity_counts
from validator.engine.report.text.hops import HopText
from validator.engine.report.text.pen import BOLD, DIM, IMPACT_STYLES, SEVERITY_STYLES, Pen
from validator.engine.report.wording import expectation_outcome

MARK = 10
"""Columns of the word for an impact and the gap behind it."""


def compare_text(report: CompareReport, *, colour: bool = False) -> Iterator[str]:
    """The sentences of the verdict, then each hop with its changes of meaning; changes of encoding are counted."""
    pen = Pen(colour=colour)
    overview = compare_overview(report)
    for sentence in overview.sentences:
        yield _sentence(sentence, pen)
    yield from _counts(overview.uneven, [hop.capture.label for hop in overview.hops], pen)
    for told in reconciled_told(report.facts):
        yield from _reconciled(told, pen)
    hops = HopText(pen, report.names, overview.nodes)
    for hop in overview.hops:
        yield from hops.lines(hop)
    if overview.expectations:
        yield f"\n{pen.paint('Expectations', BOLD)}\n"
        yield from (_expectation(result, pen) for result in overview.expectations)


def _sentence(sentence: Sentence, pen: Pen) -> str:
    mark = pen.mark(sentence.impact, IMPACT_STYLES[sentence.impact]) + "  " if sentence.impact else ""
    indent = MARK if mark else 0
    head = [(visible(sentence.text), BOLD)]
    if sentence.impact:
        head.append((f"{sentence.count:,} of {sentence.total:,}", DIM))
    detail = [(visible(sentence.detail), DIM)] if sentence.detail else []
    told = pen.fold(head, indent=indent, mark=mark)
    return told + (pen.fold(detail, indent=indent or 2) if detail else "")


def _counts(entities: Iterable[EntityCount], labels: Sequence[str], pen: Pen) -> Iterator[str]:
    """Whether everything is there: the studies and series of which something is not."""
    rows = [entity_counts(entity, labels) for entity in entities]
    if not rows:
        return
    yield "\n" + pen.fold([("Instances", BOLD), (visible(ARROW.join(labels)), DIM)], indent=0)
    numbers = [ARROW.join(f"{number:,}" for number in row.numbers) for row in rows[:MOST_ENTITIES]]
    width = max(map(len, numbers))
    for row, told in zip(rows, numbers, strict=False):
        indent = width + (6 if row.is_series else 4)
        pieces = [(visible(f"{row.name} {row.uid}"), ""), (visible(row.notes), DIM)]
        yield pen.fold([piece for piece in pieces if piece[0]], indent=indent, mark=f"  {told}".ljust(indent))
    if len(rows) > MOST_ENTITIES:
        yield f"  and {len(rows) - MOST_ENTITIES:,} more; --format json lists every one\n"


def _reconciled(told: Told, pen: Pen) -> Iterator[str]:
    """A list held against one capture: its figures, then what does not agree."""
    yield "\n" + pen.fold([(visible(told.title), BOLD)], indent=0)
    if told.figures:
        rows = [COLUMNS, *told.figures]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
            yield f"  {'  '.join([row[0].ljust(widths[0]), *cells])}\n"
    for line in told.lines:
        yield pen.fold([(visible(line), "")], indent=4, mark="  ")
    if told.more:
        yield f"  and {told.more:,} more; --format json lists every one\n"


def _expectation(result: ExpectationResult, pen: Pen) -> str:
    mark = pen.mark(Severity.ERROR, SEVERITY_STYLES[Severity.ERROR]) + "  " if result.unmet else ""
    pieces = [(f"line {result.line}  {visible(result.text)}", ""), (expectation_outcome(result), DIM)]
    return pen.fold(pieces, indent=MARK + 2 if mark else 2, mark=f"  {mark}")
