"""The arrangement of the migration report: what stands in which section, in which words."""

from collections.abc import Iterable, Iterator, Sequence

from validator.engine.model import (
    BreakdownLine,
    DeltaState,
    Dimension,
    ExpectationResult,
    FindingDelta,
    Reconciliation,
)
from validator.engine.report.migration.material import FIRST, ChangeLine, Material
from validator.engine.report.migration.model import (
    Alarm,
    Bar,
    Cell,
    Chart,
    Code,
    Migration,
    Numbers,
    Place,
    Quiet,
    Section,
    Table,
)
from validator.engine.report.migration.sampling import sampling_words
from validator.engine.report.reconciled import discrepancy_words
from validator.engine.report.table import MEASURES
from validator.engine.report.telling import (
    ARROW,
    MOST_EXCEPTIONS,
    collision_line,
    delta_name,
    entity_counts,
    exception_line,
    rule_line,
    says_more,
    tells_collisions,
)
from validator.engine.report.wording import count_of, cut_value, expectation_outcome, kind_title

DIMENSIONS = {
    Dimension.MODALITY: "Modality",
    Dimension.YEAR: "Year of Study Date",
    Dimension.STATION: "Station Name",
}
CHARTED = (Dimension.MODALITY, Dimension.YEAR, Dimension.STATION)
MOST_BARS = 12
NOT_SAID = "not said"
RECONCILED = ("List", "Against", "What", "Listed", "Found", "Missing", "Not listed", "Differing")
SIGNED = ("Name and role", "Date", "Signature")


def arrange(material: Material) -> Migration:
    """The report in its sections."""
    return Migration(
        title=ARROW.join(capture.label for capture in material.captures),
        sentences=material.sentences,
        sections=(
            _completeness(material),
            _expected(material),
            _unexpected(material),
            _findings(material),
            _coverage(material),
            _sign_off(),
        ),
        facts=tuple(_facts(material)),
        lines=SIGNED,
    )


def _completeness(material: Material) -> Section:
    labels = tuple(capture.label for capture in material.captures)
    words = [_whole(line, labels) for line in material.breakdown if line.dimension is Dimension.ALL]
    tables = [_by_capture(line, labels) for line in material.breakdown if line.dimension is Dimension.ALL]
    if material.uneven_count:
        tables.append(_uneven(material, labels))
    for dimension in CHARTED:
        lines = [line for line in material.breakdown if line.dimension is dimension]
        if lines:
            tables.append(_breakdown(dimension, lines, labels)._replace(total=material.breakdown_counts[dimension]))
    charts = tuple(_chart(dimension, material, labels) for dimension in CHARTED)
    return Section(
        Place.COMPLETENESS,
        "Completeness",
        tuple(words) or ("No capture holds an instance, so nothing could be counted.",),
        tuple(tables),
        tuple(chart for chart in charts if len(chart.bars) > 1),
    )


def _whole(line: BreakdownLine, labels: Sequence[str]) -> str:
    """``source holds 3 instances, archive holds 2: 1 missing.``"""
    parts = []
    for at, label in enumerate(labels):
        held = ", ".join(
            (
                f"{line.studies[at]:,} stud{'y' if line.studies[at] == 1 else 'ies'}",
                f"{line.series[at]:,} series",
                count_of(line.instances[at], "instance"),
            )
        )
        odd = [f"{getattr(line, measure)[at]:,} {measure}" for measure in MEASURES[3:] if getattr(line, measure)[at]]
        parts.append(f"{label} holds {held}" + (f" ({', '.join(odd)})" if odd else ""))
    return "; ".join(parts) + "."


def _breakdown(dimension: Dimension, lines: Sequence[BreakdownLine], labels: Sequence[str]) -> Table:
    """One row a value, with the numbers of all captures; a measure that is 0 everywhere has no column."""
    measures = [*MEASURES[:3], *(each for each in MEASURES[3:] if any(any(getattr(line, each)) for line in lines))]
    return Table(
        (DIMENSIONS[dimension], *(measure.capitalize() for measure in measures)),
        tuple(
            (line.value or Quiet(NOT_SAID), *(_numbers(getattr(line, measure)) for measure in measures))
            for line in lines[:FIRST]
        ),
        title=f"By {DIMENSIONS[dimension]}: {ARROW.join(labels)}",
    )


def _numbers(numbers: Iterable[int]) -> Numbers:
    return Numbers(ARROW.join(f"{number:,}" for number in numbers))


def _by_capture(line: BreakdownLine, labels: Sequence[str]) -> Table:
    """The whole case, one row a capture."""
    rows = tuple((label, *(getattr(line, measure)[at] for measure in MEASURES)) for at, label in enumerate(labels))
    return Table(("Capture", *(measure.capitalize() for measure in MEASURES)), rows)


def _uneven(material: Material, labels: tuple[str, ...]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for entity in material.uneven:
        row = entity_counts(entity, labels)
        rows.append((row.name, Code(row.uid), *row.numbers, row.notes))
    return Table(
        ("What", "UID at the first capture", *labels, "Where they differ"),
        tuple(rows),
        title="Studies and series that are not the same at every capture",
        total=material.uneven_count,
    )


def _chart(dimension: Dimension, material: Material, labels: tuple[str, ...]) -> Chart:
    """The values with most instances; years in their order."""
    shown = [line for line in material.breakdown if line.dimension is dimension][:MOST_BARS]
    more = material.breakdown_counts.get(dimension, 0) - len(shown)
    if dimension is Dimension.YEAR:
        shown = sorted(shown, key=lambda line: (not line.value, line.value))
    bars = tuple(Bar(line.value or NOT_SAID, line.instances, line.missing) for line in shown)
    rest = f"and {more:,} more" if more else ""
    return Chart(f"Instances by {DIMENSIONS[dimension]}", labels, bars, rest)


def _expected(material: Material) -> Section:
    tables = []
    if material.expectations:
        results = tuple(map(_expectation, material.expectations))
        tables.append(Table(("Line", "Expectation", "What came of it"), results, title="What was expected"))
    if material.expected:
        head = ("Hop to", "Where", "Change", "Instances", "Rule and support")
        rows = tuple(
            (line.capture, _where(line), kind_title(line.kind), line.instances, _support(line))
            for line in material.expected
        )
        tables.append(Table(head, rows, title="What changed as expected", total=material.expected_count))
    if tables:
        words: tuple[str, ...] = ()
    elif material.provenance.expectations:
        words = ("Nothing changed that was expected.",)
    else:
        words = ("No list of expectations was given, so every change of meaning counts as unexpected.",)
    return Section(Place.EXPECTED, "Expected changes", words, tuple(tables))


def _expectation(result: ExpectationResult) -> tuple[Cell, ...]:
    outcome = expectation_outcome(result)
    return result.line, result.text, Alarm(outcome) if result.unmet else outcome


def _unexpected(material: Material) -> Section:
    words = []
    if not material.unexpected:
        words.append("Nothing changed its meaning that was not expected.")
    if material.encoding:
        words.append(
            f"{count_of(material.encoding, 'change')} touch only the encoding; they tell the receiver the same."
        )
    head = ("Impact", "Hop to", "Where", "Change and rule", "Instances", "For example")
    rows = tuple(
        (line.impact or "", line.capture, _where(line), tuple(_change(line)), line.instances, tuple(_example(line)))
        for line in material.unexpected
    )
    tables = (Table(head, rows, total=material.unexpected_count),) if rows else ()
    return Section(Place.UNEXPECTED, "Unexpected changes", tuple(words), tables)


def _where(line: ChangeLine) -> Cell:
    parts = (Code(line.path) if line.path else "", line.name)
    return tuple(part for part in parts if part) or Quiet("whole data set")


def _support(line: ChangeLine) -> Cell:
    return rule_line(line.rule) if line.rule is not None and line.rule.text else Quiet("no single rule")


def _change(line: ChangeLine) -> Iterator[str]:
    rule = line.rule
    yield kind_title(line.kind)
    if line.detail and (rule is None or rule.text != line.detail):
        yield Quiet(line.detail)
    if rule is None:
        return
    if says_more(rule, line.kind):
        yield f"rule: {rule_line(rule)}"
    for exception in rule.exceptions[:MOST_EXCEPTIONS]:
        yield f"except: {exception_line(exception)} ×{exception.count:,}"
    told = sum(exception.count for exception in rule.exceptions[:MOST_EXCEPTIONS])
    if rule.exception_count > told:
        yield Quiet(f"and {count_of(rule.exception_count - told, 'more exception')}")
    if tells_collisions(line.kind):
        for collision in rule.collisions[:MOST_EXCEPTIONS]:
            yield f"collision: {collision_line(collision)}"
        if rule.collision_count > MOST_EXCEPTIONS:
            yield Quiet(f"and {count_of(rule.collision_count - MOST_EXCEPTIONS, 'more collision')}")


def _example(line: ChangeLine) -> Iterator[str]:
    if line.is_shown:
        # A line that begins with a word is read from the left, whatever script the value is in.
        yield f"before {cut_value(line.before)}"
        if line.after != line.before:
            yield f"after {cut_value(line.after)}"


def _findings(material: Material) -> Section:
    """A table each for what came, what went and what stayed."""
    tables = []
    counted = []
    for state in DeltaState:
        rows = [each for each in material.delta if each.state is state]
        if rows:
            number = material.delta_counts[state]
            counted.append(f"{count_of(number, 'finding')} {state}")
            tables.append(_delta(state, rows)._replace(total=number))
    words = (f"{', '.join(counted)}; a finding is one rule at one place on one hop.",) if counted else ()
    return Section(
        Place.FINDINGS,
        "Findings introduced, fixed and inherited",
        words or ("No file breaks a rule on either side of a hop.",),
        tuple(tables),
    )


def _delta(state: DeltaState, rows: Sequence[FindingDelta]) -> Table:
    return Table(
        ("Severity", "Rule", "What", "Where", "Hop to", "Instances"),
        tuple(
            (
                each.severity,
                Code(each.code),
                delta_name(each),
                Code(each.path) if each.path else Quiet("whole file"),
                each.capture,
                each.count,
            )
            for each in rows[:FIRST]
        ),
        title=state.value.capitalize(),
    )


def _coverage(material: Material) -> Section:
    words = list(sampling_words(material.sampling, material.changed))
    unusable = {each.capture: each.unusable for each in material.reconciled if each.unusable}
    words += [
        f"{count_of(number, 'line')} of {label} cannot be used and were held against nothing."
        for label, number in unusable.items()
    ]
    tables = []
    if material.reconciled:
        counted = tuple(map(_reconciliation, material.reconciled))
        tables.append(Table(RECONCILED, counted, title="Lists from an archive's index against files"))
    if material.discrepancy_count:
        rows = tuple((each.capture, each.against, discrepancy_words(each)) for each in material.discrepancies)
        head = ("List", "Against", "What does not agree")
        tables.append(Table(head, rows, title="Where lists and files do not agree", total=material.discrepancy_count))
    return Section(Place.COVERAGE, "What was compared, and what was not", tuple(words), tuple(tables))


def _reconciliation(each: Reconciliation) -> tuple[Cell, ...]:
    numbers = (each.listed, each.found, each.missing, each.extra, each.differing)
    return each.capture, each.against, each.entity.plural, *numbers


def _sign_off() -> Section:
    return Section(
        Place.SIGN_OFF,
        "Sign-off",
        ("Whoever signs has read this report and accepts what it says of completeness and of changes.",),
    )


def _facts(material: Material) -> Iterator[tuple[str, str]]:
    made = material.provenance
    yield "dicomcheck", made.version or "not said"
    yield "Edition of the standard", made.edition or "not said"
    if made.engine:
        yield "Engine", made.engine
    yield "Expectations", made.expectations or "none"
    yield "Digest of the inputs", made.inputs or "not taken"
    yield "Digest of the report", material.digest or "not taken"
