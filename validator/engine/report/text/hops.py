"""What one hop did, from the worst to the least: attributes, references, UIDs, instances, findings, identities."""

from collections.abc import Iterable, Iterator, Mapping

from validator.engine.model import Deidentification, FindingDelta, InferredRule, ReferenceNode
from validator.engine.report.hops import Difference, Fold, HopOverview
from validator.engine.report.inert import visible
from validator.engine.report.telling import (
    ARROW,
    MOST,
    MOST_EXCEPTIONS,
    ambiguity_line,
    collision_line,
    deidentification_line,
    delta_name,
    demanded_line,
    deviation_words,
    exception_line,
    fold_line,
    link_example,
    link_head,
    link_line,
    named_some,
    node_names,
    place_words,
    rule_line,
    says_more,
    tells_collisions,
    uid_line,
    uid_moves,
)
from validator.engine.report.text.pen import BOLD, DIM, IMPACT_STYLES, SEVERITY_STYLES, WIDTH, Pen, Piece
from validator.engine.report.wording import count_of, expected_counts, kind_title, shown_sides

MOST_CHANGES = 25
"""So many lines of changes are told of one hop; the rest is counted."""
MARK = 12
"""Columns of the indent, the word for an impact, and the gap behind it."""
UNDER = 6
"""Columns that what belongs to a line is indented by."""


class HopText:
    """The lines of hops; names are what attributes are called, by path."""

    def __init__(self, pen: Pen, names: Mapping[str, str], nodes: Mapping[int, ReferenceNode]) -> None:
        self._pen = pen
        self._names = names
        self._nodes = node_names(nodes)

    def lines(self, hop: HopOverview) -> Iterator[str]:
        """The whole section."""
        yield f"\n{self._pen.paint(f'{visible(hop.capture.label)}  ', BOLD)}{count_of(hop.capture.files, 'file')}\n"
        for told in hop.in_order(most=MOST_CHANGES):
            if isinstance(told, Fold):
                yield self._fold(told)
            else:
                yield from self._difference(told)
        yield from self._rest(len(hop.meaning) - MOST_CHANGES, "csv")
        yield from self._presence(hop)
        yield from self._references(hop)
        yield from self._uids(hop)
        for one in hop.deidentifications:
            yield from self._deidentification(one, hop)
        yield from self._delta("Findings introduced", hop.introduced)
        yield from self._delta("Findings fixed", hop.fixed)
        yield from self._ambiguous(hop)
        if hop.encoding:
            counted = ", ".join(f"{kind_title(kind)} {count:,}" for kind, count in sorted(hop.encoding.items()))
            yield self._line([(f"Only the encoding: {counted}", DIM)])
        expected = expected_counts(hop)
        if expected:
            yield self._line([(f"Expected: {expected}", DIM)])

    def _difference(self, difference: Difference) -> Iterator[str]:
        group, example = difference.group, difference.example
        where = f"{group.path} {example.keyword}" if example else group.path
        head = [(where.strip(), ""), (f"{kind_title(group.kind)}  ×{group.count:,}", "")]
        if example is None:
            yield self._line(head)
        else:
            mark = f"  {self._pen.mark(example.impact, IMPACT_STYLES[example.impact])}  "
            yield self._pen.fold(head, indent=MARK, mark=mark)
            stated = difference.rule is not None and difference.rule.text == example.detail
            detail = [(visible(example.detail), DIM)] if example.detail and not stated else []
            yield self._pen.fold([*_arrow(*shown_sides(example)), *detail], indent=UNDER)
        if difference.rule:
            yield from self._rule(difference.rule, group.kind)

    def _rule(self, rule: InferredRule, kind: str) -> Iterator[str]:
        if says_more(rule, kind):
            yield self._under(f"rule: {rule_line(rule)}")
            for purpose, expression in rule.expressions:
                yield self._pen.fold([(purpose, DIM), (visible(expression), "")], indent=UNDER + 2)
        for exception in rule.exceptions[:MOST_EXCEPTIONS]:
            yield self._under(f"except: {exception_line(exception)}  ×{exception.count:,}", UNDER + 2)
        # One exception may befall many instances: what is left is counted in instances, as they are.
        told = sum(exception.count for exception in rule.exceptions[:MOST_EXCEPTIONS])
        yield from self._rest(rule.exception_count - told, "json", UNDER + 2)
        if not tells_collisions(kind):
            return
        for collision in rule.collisions[:MOST_EXCEPTIONS]:
            yield self._under(f"collision: {collision_line(collision)}")
        yield from self._rest(rule.collision_count - min(len(rule.collisions), MOST_EXCEPTIONS), "json")

    def _fold(self, fold: Fold) -> str:
        pieces = [(f"{kind_title(fold.kind)}  ×{fold.most:,}", ""), (visible(fold_line(fold)), DIM)]
        if fold.impact is None:
            return self._line(pieces)
        mark = f"  {self._pen.mark(fold.impact, IMPACT_STYLES[fold.impact])}  "
        return self._pen.fold(pieces, indent=MARK, mark=mark)

    def _presence(self, hop: HopOverview) -> Iterator[str]:
        for kind, named in hop.presence.items():
            count = hop.presence_counts[kind]
            yield self._line([(kind_title(kind), ""), (f"×{count:,}", DIM)])
            for presence in named:
                yield self._under(presence.file)
            yield from self._rest(count - len(named), "csv")

    def _references(self, hop: HopOverview) -> Iterator[str]:
        if not hop.broken:
            return
        yield self._line([("References that lead astray", BOLD)])
        for link in hop.broken[:MOST]:
            head = [(visible(link_head(link, self._nodes)), ""), (link_line(link), "")]
            yield self._pen.fold(head, indent=UNDER)
            first = place_words(link.places[0], self._names) if link.places else ""
            more = len(link.places) - 1
            where = f"{first} and {count_of(more, 'more place')}" if more > 0 else first
            yield self._under(where, UNDER + 2)
            yield self._pen.fold([(visible(words), "") for words in link_example(link)], indent=UNDER + 2)
        yield from self._rest(len(hop.broken) - MOST, "json")

    def _uids(self, hop: HopOverview) -> Iterator[str]:
        if not hop.uids:
            return
        yield self._line([("UIDs", BOLD)])
        for uids in hop.uids:
            yield self._under(uid_line(uids))
            for move in uid_moves(uids):
                yield self._pen.fold(_arrow(*map(visible, move)), indent=UNDER + 2)

    def _deidentification(self, one: Deidentification, hop: HopOverview) -> Iterator[str]:
        yield self._line([("De-identification", BOLD)])
        yield self._under(deidentification_line(one))
        if hop.demanded:
            yield self._under(f"Changed as it demands, by places: {demanded_line(hop.demanded)}")
        yield self._under(f"The instances say: {', '.join(one.declared) or 'nothing'}")
        for deviation in one.deviations[:MOST]:
            pieces = [
                (visible(place_words(deviation.path, self._names)), ""),
                (visible(deviation_words(deviation)), ""),
                (f"×{deviation.count:,}", DIM),
            ]
            yield self._pen.fold(pieces, indent=UNDER)
        yield from self._rest(len(one.deviations) - MOST, "json")

    def _delta(self, title: str, lines: Iterable[FindingDelta]) -> Iterator[str]:
        lines = list(lines)
        if not lines:
            return
        yield self._line([(title, BOLD)])
        for line in lines[:MOST]:
            mark = " " * UNDER + self._pen.mark(line.severity, SEVERITY_STYLES[line.severity]) + "  "
            pieces = [
                (f"{line.code}  {delta_name(line)}".strip(), ""),
                (visible(place_words(line.path, self._names)), DIM),
                (f"×{line.count:,}", DIM),
            ]
            yield self._pen.fold([piece for piece in pieces if piece[0]], indent=UNDER + 10, mark=mark)
        yield from self._rest(len(lines) - MOST, "json")

    def _ambiguous(self, hop: HopOverview) -> Iterator[str]:
        if not hop.ambiguous:
            return
        yield self._line([("Not told apart", BOLD)])
        for ambiguity in hop.ambiguous[:MOST]:
            yield self._under(ambiguity_line(ambiguity))
            yield self._under(named_some(ambiguity.files), UNDER + 2)
        yield from self._rest(len(hop.ambiguous) - MOST, "json")

    def _line(self, pieces: Iterable[Piece]) -> str:
        return self._pen.fold(pieces, indent=2)

    def _under(self, text: str, indent: int = UNDER) -> str:
        return self._pen.fold([(visible(text), "")], indent=indent)

    def _rest(self, count: int, form: str, indent: int = UNDER) -> Iterator[str]:
        if count > 0:
            yield self._under(f"and {count:,} more; --format {form} lists every one", indent)


def _arrow(*sides: str) -> list[Piece]:
    """What stood there and what stands there now, on one line where they fit."""
    line = ARROW.join(sides)
    if len(line) <= WIDTH - UNDER:
        return [(line, "")]
    return [(sides[0], ""), *((f"{ARROW.lstrip()}{side}", "") for side in sides[1:])]
