"""Makes findings of what rules yield: in order, bounded in number, with the value that stands there."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from validator.engine.catalogue import RULES, Rule
from validator.engine.model import CollectionFinding, Element, Finding, tag_text
from validator.engine.rules.eng import CRASHED, SURPLUS, Crash, Surplus
from validator.engine.rules.subject import CollectionHit, DataSet, Hit, Value, attribute
from validator.engine.text import character_set, decode_value, shorten

FINDINGS_PER_RULE = 100
VALUES_LISTED = 10
"""Of the values about which files of a collection disagree."""
LAST_STEP = re.compile(r"\((?P<group>[0-9A-F]{4}),(?P<number>[0-9A-F]{4})\)(?:\[(?P<item>[0-9]+)\])?$")


class Above(NamedTuple):
    """The item that holds an element."""

    above: "Above | None"
    """The item that holds its sequence; ``None`` for a sequence at the top."""
    sequence: int
    number: int

    @property
    def path(self) -> str:
        """``(5200,9229)[0].``"""
        steps = []
        item: Above | None = self
        while item is not None:
            steps.append(f"{tag_text(item.sequence)}[{item.number}].")
            item = item.above
        return "".join(reversed(steps))


class Found(NamedTuple):
    """A hit on its way to become a finding."""

    rule: Rule
    hit: Hit
    """Its offset is absolute."""
    element: Element | None = None
    """Of an element rule's hit, whose path is put together only if it is reported."""
    charset: tuple[str, ...] = ()
    """In force at that element."""
    above: Above | None = None
    """Where that element is; ``None`` at the top."""


def report(found: Iterable[Found], data_set: DataSet) -> tuple[Finding, ...]:
    """The findings of one file by offset, then code; of each rule the first ``FINDINGS_PER_RULE``."""
    kept, surplus = _bounded(sorted(found, key=_position))
    findings = worded(kept, data_set)
    findings += [_formatted(rule, hit, value=None) for rule, hit in surplus]
    return ordered(findings)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by offset, then code."""
    return tuple(sorted(findings, key=_order))


def worded(found: Iterable[Found], data_set: DataSet) -> list[Finding]:
    """A finding for each hit."""
    return [_finding(one, data_set) for one in found]


def hits_of(rules: Iterable[Rule], subject: Value | DataSet) -> list[tuple[Rule, Hit]]:
    """What each rule yields; one hit of ENG001 in place of those that an exception kept it from."""
    hits = []
    for rule in rules:
        try:
            for hit in rule.check(subject):
                hits.append((rule, hit))
        except Exception as error:  # noqa: BLE001 - a rule may fail in any way, the report must not
            hits += crashed(rule, error)
    return hits


def shown_tag(hit: Hit) -> int | None:
    """The tag of the top-level element whose value a data-set rule's finding shows, if it is there."""
    step = LAST_STEP.fullmatch(hit.path)
    return int(step["group"] + step["number"], 16) if step else None


def crashed(rule: Rule, error: Exception) -> Iterator[tuple[Rule, Hit]]:
    """The hit of ENG001 that stands for a rule which raised."""
    import logging

    crash = Crash.of(rule.code, error)
    logging.getLogger(__name__).error("rule %s raised %s at %s", rule.code, crash.error, crash.place)
    for hit in RULES[CRASHED].check(crash):
        yield RULES[CRASHED], hit


def collection_finding(rule: Rule, hit: CollectionHit) -> CollectionFinding:
    """The finding that a hit over a collection becomes."""
    values = tuple(shorten(value) for value in hit.values[:VALUES_LISTED])
    rule, message = _message(rule, hit.path, hit.words)
    return CollectionFinding(rule.code, rule.severity, hit.path, message, hit.files, values)


def _bounded(found: list[Found]) -> tuple[list[Found], list[tuple[Rule, Hit]]]:
    counts: Counter[str] = Counter()
    kept = []
    for one in found:
        counts[one.rule.code] += 1
        if counts[one.rule.code] <= FINDINGS_PER_RULE:
            kept.append(one)
    rule = RULES[SURPLUS]
    surplus = [
        (rule, hit)
        for code, count in counts.items()
        if count > FINDINGS_PER_RULE
        for hit in rule.check(Surplus(code, FINDINGS_PER_RULE, count - FINDINGS_PER_RULE))
    ]
    return kept, surplus


def _finding(one: Found, data_set: DataSet) -> Finding:
    rule, hit, element, charset, above = one
    if element is None:
        tag = shown_tag(hit)
        element = None if tag is None else data_set.get(tag)
        charset = data_set.charset
    else:
        path = tag_text(element.tag)
        hit = hit._replace(path=above.path + path if above else path)
    value = hit.value if hit.value is not None else _shown(element, charset, little=data_set.little)
    return _formatted(rule, hit, value=value)


def _formatted(rule: Rule, hit: Hit, *, value: str | None) -> Finding:
    rule, message = _message(rule, hit.path, hit.words)
    return Finding(rule.code, rule.severity, hit.path, hit.offset, message, value)


def _message(rule: Rule, path: str, words: Mapping[str, object]) -> tuple[Rule, str]:
    """The message of a hit; that of ENG001 where it cannot be written, which is a mistake of the rule."""
    attributes = {"attribute": _attribute_at(path)}
    try:
        return rule, rule.message.format_map({**attributes, **words})
    except (LookupError, ValueError, TypeError) as error:
        ((judged, hit),) = crashed(rule, error)
        return judged, judged.message.format_map({**attributes, **hit.words})


def _attribute_at(path: str) -> str:
    """What the path leads to, in words: an attribute, an item, or the whole file."""
    last = LAST_STEP.search(path)
    if last is None:
        return "The file"
    name = attribute(int(last["group"] + last["number"], 16))
    return f"Item {last['item']} of {name}" if last["item"] else name


def _shown(element: Element | None, charset: tuple[str, ...], *, little: bool) -> str | None:
    """An element's value for display; ``None`` where it is not held or has no text."""
    if element is None or element.value is None or element.fragments is not None:
        return None
    return decode_value(element, character_set(charset), little=little)


def _position(one: Found) -> tuple[int, str, str]:
    return (-1 if one.hit.offset is None else one.hit.offset, one.rule.code, one.hit.path)


def _order(finding: Finding) -> tuple[int, str, str]:
    return (-1 if finding.offset is None else finding.offset, finding.code, finding.path)
