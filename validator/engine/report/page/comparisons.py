"""What happened between captures: the verdict, whether everything is there, every hop, and what was expected."""

from collections.abc import Iterable, Iterator, Sequence

from validator.engine.model import EntityCount, ExpectationResult, Sentence, Severity
from validator.engine.report.contents import CompareReport
from validator.engine.report.hops import CompareOverview, compare_overview
from validator.engine.report.inert import markup
from validator.engine.report.page.elements import (
    SEVERITY_GLYPHS,
    document,
    impact_word,
    quiet,
    remainder,
    table,
)
from validator.engine.report.page.hops import HopPage
from validator.engine.report.reconciled import COLUMNS, Told, reconciled_told
from validator.engine.report.telling import ARROW, MOST_ENTITIES, Counts, entity_counts
from validator.engine.report.wording import expectation_outcome


def compare_page(report: CompareReport) -> Iterator[str]:
    """The sentences of the verdict, then every hop with its changes."""
    overview = compare_overview(report)
    title = ARROW.join(hop.capture.label for hop in overview.hops)
    told = reconciled_told(report.facts)
    yield from document(title, _body(overview, HopPage(report.names, overview.nodes), told))


def _body(overview: CompareOverview, hops: HopPage, reconciled: Iterable[Told]) -> Iterator[str]:
    yield "<ul>\n"
    yield from map(_sentence, overview.sentences)
    yield "</ul>\n"
    yield from _counts(overview.uneven, [hop.capture.label for hop in overview.hops])
    for told in reconciled:
        yield from _reconciled(told)
    for hop in overview.hops:
        yield from hops.section(hop)
    if overview.expectations:
        yield "<h2>Expectations</h2>\n"
        yield from table(("Line", "Expectation", "What came of it"), map(_expectation, overview.expectations))


def _sentence(sentence: Sentence) -> str:
    word = impact_word(sentence.impact) + " " if sentence.impact else ""
    detail = f"<br>{quiet(sentence.detail)}" if sentence.detail else ""
    share = " " + quiet(f"{sentence.count:,} of {sentence.total:,}") if sentence.impact else ""
    return f"<li>{word}{markup(sentence.text)}{share}{detail}</li>\n"


def _counts(entities: Sequence[EntityCount], labels: Sequence[str]) -> Iterator[str]:
    """Whether everything is there: the studies and series of which something is not."""
    if not entities:
        return
    yield "<h2>Instances of each study and series</h2>\n"
    rows = [entity_counts(entity, labels) for entity in entities[:MOST_ENTITIES]]
    head = ("What", "UID", *map(markup, labels), "Where they differ")
    yield from table(head, map(_counts_cells, rows))
    yield remainder(len(entities) - MOST_ENTITIES, "json")


def _counts_cells(row: Counts) -> tuple[str, ...]:
    numbers = (f"{number:,}" for number in row.numbers)
    return markup(row.name), f'<span class="value">{markup(row.uid)}</span>', *numbers, markup(row.notes)


def _reconciled(told: Told) -> Iterator[str]:
    """A list held against one capture: its figures, then what does not agree."""
    yield f"<h2>{markup(told.title)}</h2>\n"
    if told.figures:
        yield from table(COLUMNS, told.figures)
    if told.lines:
        yield "<ul>\n"
        yield from (f"<li>{markup(line)}</li>\n" for line in told.lines)
        yield "</ul>\n"
    yield remainder(told.more, "json")


def _expectation(result: ExpectationResult) -> tuple[str, ...]:
    glyph = f'<span class="error">{SEVERITY_GLYPHS[Severity.ERROR]} unmet</span> ' if result.unmet else ""
    return str(result.line), markup(result.text), glyph + markup(expectation_outcome(result))
