"""What one hop did, from the worst to the least: attributes, instances, references, UIDs, identities."""

from collections.abc import Iterator, Mapping, Sequence

from validator.engine.model import Deidentification, Deviation, InferredRule, ReferenceLink, ReferenceNode
from validator.engine.report.hops import Difference, Fold, HopOverview
from validator.engine.report.inert import markup
from validator.engine.report.page.elements import (
    code,
    impact_word,
    lines,
    quiet,
    remainder,
    table,
    value,
)
from validator.engine.report.telling import (
    ARROW,
    MOST,
    MOST_EXCEPTIONS,
    ambiguity_line,
    collision_line,
    deidentification_line,
    demanded_line,
    deviation_words,
    exception_line,
    fold_line,
    link_example,
    link_head,
    link_line,
    named_some,
    node_names,
    rule_line,
    says_more,
    tells_collisions,
    uid_line,
    uid_moves,
)
from validator.engine.report.wording import count_of, expected_counts, kind_title

MOST_CHANGES = 200
"""So many lines of changes are told of one hop; the rest is counted."""


class HopPage:
    """The sections of hops; names are what attributes are called, by path."""

    def __init__(self, names: Mapping[str, str], nodes: Mapping[int, ReferenceNode]) -> None:
        self._names = names
        self._nodes = node_names(nodes)

    def section(self, hop: HopOverview) -> Iterator[str]:
        yield f'<h3 class="hop">{markup(hop.capture.label)} {quiet(count_of(hop.capture.files, "file"))}</h3>\n'
        if hop.meaning or hop.folds:
            head = ("Impact", "Where", "Change", "Count", "Before", "After")
            yield from table(head, map(_told_cells, hop.in_order(most=MOST_CHANGES)))
            yield remainder(len(hop.meaning) - MOST_CHANGES)
        for kind, named in hop.presence.items():
            yield f"<h4>{markup(kind_title(kind))} {quiet(f'{hop.presence_counts[kind]:,}')}</h4>\n"
            yield from table(("File",), ((markup(presence.file),) for presence in named))
            yield remainder(hop.presence_counts[kind] - len(named))
        yield from self._references(hop.broken)
        yield from _uids(hop)
        for one in hop.deidentifications:
            yield from self._deidentification(one, hop)
        yield from _ambiguous(hop)
        if hop.encoding:
            counted = ", ".join(f"{kind_title(kind)} {count:,}" for kind, count in sorted(hop.encoding.items()))
            yield f'<p class="quiet">Only the encoding: {markup(counted)}</p>\n'
        expected = expected_counts(hop)
        if expected:
            yield f'<p class="quiet">Expected: {markup(expected)}</p>\n'

    def _references(self, broken: Sequence[ReferenceLink]) -> Iterator[str]:
        if broken:
            yield "<h4>References that lead astray</h4>\n"
            yield from table(("From and to", "What they cite", "Where", "Example"), map(self._link, broken[:MOST]))
            yield remainder(len(broken) - MOST, "json")

    def _link(self, link: ReferenceLink) -> tuple[str, ...]:
        places = [self._place(path) for path in link.places[:MOST_EXCEPTIONS]]
        more = len(link.places) - MOST_EXCEPTIONS
        rest = quiet(f"and {count_of(more, 'more place')}") if more > 0 else ""
        example = [f'<span class="value">{markup(words)}</span>' for words in link_example(link)]
        return markup(link_head(link, self._nodes)), markup(link_line(link)), lines(*places, rest), lines(*example)

    def _place(self, path: str) -> str:
        return f"{code(path)} {markup(self._names.get(path, ''))}".strip()

    def _deidentification(self, one: Deidentification, hop: HopOverview) -> Iterator[str]:
        yield f"<h4>De-identification</h4>\n<p>{markup(deidentification_line(one))}</p>\n"
        if hop.demanded:
            yield f"<p>Changed as it demands, by places: {markup(demanded_line(hop.demanded))}</p>\n"
        yield f"<p>The instances say: {markup(', '.join(one.declared) or 'nothing')}</p>\n"
        if one.deviations:
            yield from table(("Where", "What was done", "Count"), map(self._deviation, one.deviations[:MOST]))
            yield remainder(len(one.deviations) - MOST, "json")

    def _deviation(self, deviation: Deviation) -> tuple[str, ...]:
        return self._place(deviation.path), markup(deviation_words(deviation)), f"{deviation.count:,}"


def _told_cells(told: Difference | Fold) -> tuple[str, ...]:
    return _fold_cells(told) if isinstance(told, Fold) else _difference_cells(told)


def _fold_cells(fold: Fold) -> tuple[str, ...]:
    where = quiet(fold_line(fold))
    return impact_word(fold.impact), where, markup(kind_title(fold.kind)), f"{fold.most:,}", "", ""


def _difference_cells(difference: Difference) -> tuple[str, ...]:
    group, example, rule = difference.group, difference.example, difference.rule
    stated = rule is not None and example is not None and rule.text == example.detail
    detail = quiet(example.detail) if example and example.detail and not stated else ""
    what = lines(markup(kind_title(group.kind)), detail, *(_rule_lines(rule, group.kind) if rule else ()))
    if example is None:
        return "", code(group.path), what, f"{group.count:,}", "", ""
    where = lines(code(group.path), markup(example.keyword))
    values = value(example.before), value(example.after)
    return impact_word(example.impact), where, what, f"{group.count:,}", *values


def _rule_lines(rule: InferredRule, kind: str) -> Iterator[str]:
    """The rule with its first exceptions and collisions, each as one line."""
    if says_more(rule, kind):
        yield markup(f"rule: {rule_line(rule)}")
        yield from (f"{quiet(purpose)} {code(expression)}" for purpose, expression in rule.expressions)
    for exception in rule.exceptions[:MOST_EXCEPTIONS]:
        yield markup(f"except: {exception_line(exception)} ×{exception.count:,}")
    told = sum(exception.count for exception in rule.exceptions[:MOST_EXCEPTIONS])
    if rule.exception_count > told:
        yield quiet(f"and {rule.exception_count - told:,} more")
    if tells_collisions(kind):
        yield from (markup(f"collision: {collision_line(each)}") for each in rule.collisions[:MOST_EXCEPTIONS])
        if rule.collision_count > MOST_EXCEPTIONS:
            yield quiet(f"and {rule.collision_count - MOST_EXCEPTIONS:,} more collisions")


def _uids(hop: HopOverview) -> Iterator[str]:
    if hop.uids:
        yield "<h4>UIDs</h4>\n"
        rows = (
            (
                markup(uid_line(uids)),
                lines(*(f'<span class="value">{markup(ARROW.join(move))}</span>' for move in uid_moves(uids))),
            )
            for uids in hop.uids
        )
        yield from table(("What became of them", "Examples"), rows)


def _ambiguous(hop: HopOverview) -> Iterator[str]:
    if hop.ambiguous:
        yield "<h4>Not told apart</h4>\n"
        rows = ((markup(ambiguity_line(one)), markup(named_some(one.files))) for one in hop.ambiguous[:MOST])
        yield from table(("What fits", "Files"), rows)
        yield remainder(len(hop.ambiguous) - MOST, "json")
