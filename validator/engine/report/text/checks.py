"""What is wrong with files, rule by rule."""

from collections.abc import Iterator

from validator.engine.catalogue import RULES
from validator.engine.model import State
from validator.engine.report.contents import CheckReport
from validator.engine.report.inert import visible
from validator.engine.report.overview import CheckOverview, Place, Violation, check_overview
from validator.engine.report.text.pen import BOLD, DIM, SEVERITY_STYLES, Pen
from validator.engine.report.wording import check_verdict, count_of, named_files, shown_value


def check_text(report: CheckReport, *, colour: bool = False) -> Iterator[str]:
    """The findings by rule, the worst first, each with its first places."""
    pen = Pen(colour=colour)
    overview = check_overview(report)
    yield pen.paint(check_verdict(overview), BOLD) + "\n"
    for violation in overview.violations:
        yield from _violation(violation, pen)
    yield from _undecided(overview, pen)
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


def _undecided(overview: CheckOverview, pen: Pen) -> Iterator[str]:
    if overview.undecided:
        yield "\n" + pen.paint("Not evaluable here", BOLD) + "\n"
        for each, files in sorted(overview.undecided.items()):
            where = f"{each.path} {each.name}"
            yield f"  {where}  {each.module}: required if {each.condition}  {pen.paint(count_of(files, 'file'), DIM)}\n"


def _strangers(overview: CheckOverview, pen: Pen) -> Iterator[str]:
    if overview.strangers:
        yield "\n" + pen.paint("Not DICOM", BOLD) + "\n"
        for file, what in overview.strangers:
            yield f"  {visible(file)}  {visible(what)}\n"
        yield from _remainder(overview.states[State.NOT_DICOM] - len(overview.strangers))


def _remainder(count: int) -> Iterator[str]:
    if count:
        yield f"    and {count:,} more; --format csv lists every one\n"
