"""The report as one HTML file that stands alone: no script, nothing loaded from elsewhere, fit to print."""

from collections.abc import Iterable, Iterator

from validator.engine.catalogue import RULES, Page
from validator.engine.model import ExpectationResult, Impact, Sentence, Severity, State
from validator.engine.report.contents import CheckReport, CompareReport
from validator.engine.report.inert import markup
from validator.engine.report.overview import (
    CheckOverview,
    Difference,
    HopOverview,
    Place,
    Violation,
    check_overview,
    compare_overview,
)
from validator.engine.report.wording import (
    check_verdict,
    count_of,
    expectation_outcome,
    expected_counts,
    kind_title,
    named_files,
    paragraphs,
    shown_value,
)

SEVERITY_GLYPHS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.INFO: "●"}
IMPACT_GLYPHS = {Impact.BREAKS: "✖", Impact.DEGRADES: "▲", Impact.COSMETIC: "●"}
STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2.5rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8884; }
code, .value { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
.error, .breaks { color: #c0392b; } .warning, .degrades { color: #a66a00; } .info, .cosmetic { color: #2e6fb7; }
.error, .warning, .info, .breaks, .degrades, .cosmetic { white-space: nowrap; }
.quiet { color: #777; } p { max-width: 50rem; }
@media (prefers-color-scheme: dark) {
  .error, .breaks { color: #ff8a7a; } .warning, .degrades { color: #f0b64c; } .info, .cosmetic { color: #86b9f5; }
}
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
"""


def check_page(report: CheckReport) -> Iterator[str]:
    """The verdict, then every rule that is violated with its first places, why it matters and how to fix it."""
    overview = check_overview(report)
    yield from _document(check_verdict(overview), _check_body(overview))


def compare_page(report: CompareReport) -> Iterator[str]:
    """The sentences of the verdict, then every hop with its changes."""
    overview = compare_overview(report)
    title = f"{' → '.join(hop.capture.label for hop in overview.hops)}"
    yield from _document(title, _compare_body(overview.sentences, overview.hops, overview.expectations))


def _check_body(overview: CheckOverview) -> Iterator[str]:
    for violation in overview.violations:
        yield from _violation(violation)
    if overview.strangers:
        yield "<h2>Not DICOM</h2>\n"
        yield from _table(("File", "What it is"), ((markup(file), markup(what)) for file, what in overview.strangers))
        yield _remainder(overview.states[State.NOT_DICOM] - len(overview.strangers))


def _violation(violation: Violation) -> Iterator[str]:
    rule = RULES.get(violation.code)
    word = f'<span class="{violation.severity}">{SEVERITY_GLYPHS[violation.severity]} {violation.severity}</span>'
    name = f" {markup(rule.name)}" if rule else ""
    total = f"{count_of(violation.count, 'place')} in {count_of(violation.files, 'file')}"
    yield f'<h2>{word} <code>{markup(violation.code)}</code>{name} <span class="quiet">{total}</span></h2>\n'
    if rule:
        yield _words(rule.page) + f'<p class="quiet">{markup(rule.reference)}</p>\n'
    yield from _table(("File", "Where", "Byte", "What", "Value"), map(_place_cells, violation.places))
    yield _remainder(violation.count - len(violation.places))


def _place_cells(place: Place) -> tuple[str, ...]:
    offset = "" if place.offset is None else str(place.offset)
    values = "<br>".join(map(_value, place.values))
    return (markup(named_files(place)), _code(place.path), offset, markup(place.message), values)


def _compare_body(
    sentences: Iterable[Sentence], hops: Iterable[HopOverview], expectations: tuple[ExpectationResult, ...]
) -> Iterator[str]:
    yield "<ul>\n"
    for sentence in sentences:
        word = _impact(sentence.impact) + " " if sentence.impact else ""
        detail = f'<br><span class="quiet">{markup(sentence.detail)}</span>' if sentence.detail else ""
        share = f' <span class="quiet">{sentence.count:,} of {sentence.total:,}</span>' if sentence.impact else ""
        yield f"<li>{word}{markup(sentence.text)}{share}{detail}</li>\n"
    yield "</ul>\n"
    for hop in hops:
        yield from _hop(hop)
    if expectations:
        yield "<h2>Expectations</h2>\n"
        yield from _table(("Line", "Expectation", "What came of it"), map(_expectation_cells, expectations))


def _expectation_cells(result: ExpectationResult) -> tuple[str, ...]:
    glyph = f'<span class="error">{SEVERITY_GLYPHS[Severity.ERROR]} unmet</span> ' if result.unmet else ""
    return str(result.line), markup(result.text), glyph + markup(expectation_outcome(result))


def _hop(hop: HopOverview) -> Iterator[str]:
    files = count_of(hop.capture.files, "file")
    yield f'<h2>{markup(hop.capture.label)} <span class="quiet">{files}</span></h2>\n'
    if hop.meaning:
        head = ("Impact", "Where", "Attribute", "Change", "Count", "Before", "After")
        yield from _table(head, map(_difference_cells, hop.meaning))
    for kind, named in hop.presence.items():
        yield f'<h3>{markup(kind_title(kind))} <span class="quiet">{hop.presence_counts[kind]:,}</span></h3>\n'
        yield from _table(("File",), ((markup(presence.file),) for presence in named))
        yield _remainder(hop.presence_counts[kind] - len(named))
    if hop.encoding:
        counted = ", ".join(f"{markup(kind_title(kind))} {count:,}" for kind, count in sorted(hop.encoding.items()))
        yield f'<p class="quiet">Only the encoding: {counted}</p>\n'
    expected = expected_counts(hop)
    if expected:
        yield f'<p class="quiet">Expected: {markup(expected)}</p>\n'


def _difference_cells(difference: Difference) -> tuple[str, ...]:
    group, example = difference
    what = f"{markup(kind_title(group.kind))}"
    if example is None:
        return ("", _code(group.path), "", what, f"{group.count:,}", "", "")
    if example.detail:
        what += f'<br><span class="quiet">{markup(example.detail)}</span>'
    values = (_value(example.before), _value(example.after))
    return (_impact(example.impact), _code(group.path), markup(example.keyword), what, f"{group.count:,}", *values)


def _impact(impact: Impact) -> str:
    return f'<span class="{impact}">{IMPACT_GLYPHS[impact]} {impact}</span>'


def _words(page: Page) -> str:
    words = [*paragraphs(page.what), *paragraphs(page.why), *paragraphs(page.fix)]
    return "".join(f"<p>{markup(paragraph)}</p>\n" for paragraph in words)


def _code(text: str) -> str:
    return f"<code>{markup(text)}</code>" if text else '<span class="quiet">whole file</span>'


def _value(value: str | None) -> str:
    return f'<span class="value">{markup(shown_value(value))}</span>'


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A table whose cells are markup already."""
    yield "<table>\n<tr>" + "".join(f"<th>{name}</th>" for name in head) + "</tr>\n"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n"
    yield "</table>\n"


def _remainder(count: int) -> str:
    return f'<p class="quiet">and {count:,} more; --format csv lists every one</p>\n' if count else ""


def _document(title: str, body: Iterable[str]) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    yield f'<meta name="viewport" content="width=device-width">\n<title>{markup(title)}</title>\n'
    yield f"<style>{STYLE}</style>\n</head>\n<body>\n<h1>{markup(title)}</h1>\n"
    yield from body
    yield "</body>\n</html>\n"
