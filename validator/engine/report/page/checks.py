"""What is wrong with files, rule by rule, with the pages of the rules."""

from collections.abc import Iterator

from validator.engine.catalogue import RULES, Page
from validator.engine.model import State
from validator.engine.report.contents import CheckReport
from validator.engine.report.inert import markup
from validator.engine.report.overview import CheckOverview, Place, Violation, check_overview
from validator.engine.report.page.elements import code, document, lines, quiet, remainder, severity_word, table, value
from validator.engine.report.wording import check_verdict, count_of, named_files, paragraphs


def check_page(report: CheckReport) -> Iterator[str]:
    """The verdict, then every rule that is violated with its first places, why it matters and how to fix it."""
    overview = check_overview(report)
    yield from document(check_verdict(overview), _body(overview))


def _body(overview: CheckOverview) -> Iterator[str]:
    for violation in overview.violations:
        yield from _violation(violation)
    if overview.strangers:
        yield "<h2>Not DICOM</h2>\n"
        yield from table(("File", "What it is"), ((markup(file), markup(what)) for file, what in overview.strangers))
        yield remainder(overview.states[State.NOT_DICOM] - len(overview.strangers))


def _violation(violation: Violation) -> Iterator[str]:
    rule = RULES.get(violation.code)
    name = f" {markup(rule.name)}" if rule else ""
    total = f"{count_of(violation.count, 'place')} in {count_of(violation.files, 'file')}"
    yield f"<h2>{severity_word(violation.severity)} <code>{markup(violation.code)}</code>{name} {quiet(total)}</h2>\n"
    if rule:
        yield _words(rule.page) + f'<p class="quiet">{markup(rule.reference)}</p>\n'
    yield from table(("File", "Where", "Byte", "What", "Value"), map(_cells, violation.places))
    yield remainder(violation.count - len(violation.places))


def _cells(place: Place) -> tuple[str, ...]:
    offset = "" if place.offset is None else str(place.offset)
    values = lines(*map(value, place.values))
    return (markup(named_files(place)), code(place.path), offset, markup(place.message), values)


def _words(page: Page) -> str:
    words = [*paragraphs(page.what), *paragraphs(page.why), *paragraphs(page.fix)]
    return "".join(f"<p>{markup(paragraph)}</p>\n" for paragraph in words)
