"""The report for a terminal: the verdict first, then what it stands on. Plain words; colour only where asked for."""

from collections.abc import Iterable, Iterator

from validator.engine.catalogue import RULES
from validator.engine.model import ExpectationResult, Impact, Presence, Sentence, Severity, State
from validator.engine.report.contents import CheckReport, CompareReport
from validator.engine.report.inert import visible
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
    shown_change,
    shown_value,
)

BOLD, DIM, RED, YELLOW, BLUE = "1", "2", "31", "33", "34"
SEVERITY_STYLES = {Severity.ERROR: (RED, "✖"), Severity.WARNING: (YELLOW, "▲"), Severity.INFO: (BLUE, "●")}
IMPACT_STYLES = {Impact.BREAKS: (RED, "✖"), Impact.DEGRADES: (YELLOW, "▲"), Impact.COSMETIC: (BLUE, "●")}


class Pen:
    """Paints where the terminal can, else leaves the words alone."""

    def __init__(self, *, colour: bool) -> None:
        self._colour = colour

    def paint(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._colour else text

    def mark(self, word: str, style: tuple[str, str]) -> str:
        """The word of a severity or impact, eight columns wide, with its glyph where there is colour."""
        colour, glyph = style
        return self.paint(f"{glyph} {word:8}", colour) if self._colour else f"{word:8}"


def check_text(report: CheckReport, *, colour: bool = False) -> Iterator[str]:
    """The findings by rule, the worst first, each with its first places."""
    pen = Pen(colour=colour)
    overview = check_overview(report)
    yield pen.paint(check_verdict(overview), BOLD) + "\n"
    for violation in overview.violations:
        yield from _violation(violation, pen)
    yield from _strangers(overview, pen)
    if overview.violations:
        code = overview.violations[0].code
        yield f'\n"dicomcheck explain {code}" says why it matters and how to fix it; so for every code.\n'


def _violation(violation: Violation, pen: Pen) -> Iterator[str]:
    word = pen.mark(violation.severity, SEVERITY_STYLES[violation.severity])
    name = RULES[violation.code].name if violation.code in RULES else ""
    total = f"{count_of(violation.count, 'place')} in {count_of(violation.files, 'file')}"
    yield f"\n{word}  {pen.paint(f'{violation.code}  {name}', BOLD)}  {pen.paint(total, DIM)}\n"
    file = message = None
    for place in violation.places:
        named = named_files(place)
        if named != file:
            yield f"  {visible(named)}\n"
            file = named
        yield _place(place, pen, is_said=place.message == message)
        message = place.message
    yield from _remainder(violation.count - len(violation.places))


def _place(place: Place, pen: Pen, *, is_said: bool) -> str:
    """One line: where, what is wrong unless the line before has said so (``is_said``), and the value."""
    # Most messages begin with the tag: then it is not said twice.
    where = [place.path] if place.path and not place.message.startswith(place.path) else []
    if place.offset is not None:
        where.append(f"byte {place.offset}")
    told = [shown_value(value) for value in place.values if len(place.values) > 1 or value not in place.message]
    value = f"  {', '.join(told)}" if told else ""
    place_text = " ".join(where) or ("absent" if place.path else "whole file")
    message = "" if is_said else f"  {visible(place.message)}"
    return f"    {pen.paint(place_text, DIM)}{message}{value}\n"


def _strangers(overview: CheckOverview, pen: Pen) -> Iterator[str]:
    if overview.strangers:
        yield "\n" + pen.paint("Not DICOM", BOLD) + "\n"
        for file, what in overview.strangers:
            yield f"  {visible(file)}  {visible(what)}\n"
        yield from _remainder(overview.states[State.NOT_DICOM] - len(overview.strangers))


def compare_text(report: CompareReport, *, colour: bool = False) -> Iterator[str]:
    """The sentences of the verdict, then each hop with its changes of meaning; changes of encoding are counted."""
    pen = Pen(colour=colour)
    overview = compare_overview(report)
    for sentence in overview.sentences:
        yield _sentence(sentence, pen)
    for hop in overview.hops:
        yield from _hop(hop, pen)
    if overview.expectations:
        yield f"\n{pen.paint('Expectations', BOLD)}\n"
        yield from (_expectation(result, pen) for result in overview.expectations)


def _sentence(sentence: Sentence, pen: Pen) -> str:
    word = pen.mark(sentence.impact, IMPACT_STYLES[sentence.impact]) + "  " if sentence.impact else ""
    detail = f"\n  {visible(sentence.detail)}" if sentence.detail else ""
    share = pen.paint(f"  {sentence.count:,} of {sentence.total:,}", DIM) if sentence.impact else ""
    return f"{word}{pen.paint(visible(sentence.text), BOLD)}{share}{detail}\n"


def _hop(hop: HopOverview, pen: Pen) -> Iterator[str]:
    head = f"{visible(hop.capture.label)}  "
    yield f"\n{pen.paint(head, BOLD)}{count_of(hop.capture.files, 'file')}\n"
    for difference in hop.meaning:
        yield _difference(difference, pen)
    for kind, named in hop.presence.items():
        yield from _presence(kind, named, hop.presence_counts[kind], pen)
    if hop.encoding:
        counted = ", ".join(f"{kind_title(kind)} {count}" for kind, count in sorted(hop.encoding.items()))
        yield pen.paint(f"  Only the encoding: {counted}", DIM) + "\n"
    expected = expected_counts(hop)
    if expected:
        yield pen.paint(f"  Expected: {expected}", DIM) + "\n"


def _expectation(result: ExpectationResult, pen: Pen) -> str:
    word = pen.mark(Severity.ERROR, SEVERITY_STYLES[Severity.ERROR]) + "  " if result.unmet else ""
    place = pen.paint(f"line {result.line}", DIM)
    return f"  {word}{place}  {visible(result.text)}  {pen.paint(expectation_outcome(result), DIM)}\n"


def _difference(difference: Difference, pen: Pen) -> str:
    group, example = difference
    where = f"{group.path} {example.keyword}" if example else group.path
    word = f"{pen.mark(example.impact, IMPACT_STYLES[example.impact])}  " if example else ""
    line = f"  {word}{where.strip()}  {kind_title(group.kind)}  {pen.paint(f'×{group.count}', DIM)}\n"
    if example:
        line += f"      {shown_change(example)}"
        line += pen.paint(f"  {visible(example.detail)}", DIM) if example.detail else ""
        line += "\n"
    return line


def _presence(kind: str, named: Iterable[Presence], count: int, pen: Pen) -> Iterator[str]:
    yield f"  {kind_title(kind)}  {pen.paint(f'×{count}', DIM)}\n"
    shown = 0
    for presence in named:
        yield f"      {visible(presence.file)}\n"
        shown += 1
    yield from _remainder(count - shown)


def _remainder(count: int) -> Iterator[str]:
    if count:
        yield f"    and {count} more; --format csv lists every one\n"
