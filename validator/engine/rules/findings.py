"""Makes findings of what rules yield: in order, bounded in number, with the value that stands there."""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from validator.engine.catalogue import RULES, Rule
from validator.engine.model import CollectionFinding, Element, Finding, tag_text
from validator.engine.rules.eng import CRASHED, SURPLUS, Crash, Surplus
from validator.engine.rules.subject import CollectionHit, DataSet, Hit, attribute
from validator.engine.text import character_set, decode_value, shorten

FINDINGS_PER_RULE = 100
VALUES_LISTED = 10
"""Of the values about which files of a collection disagree."""
LAST_STEP = re.compile(r"\((?P<group>[0-9A-F]{4}),(?P<number>[0-9A-F]{4})\)(?:\[(?P<item>[0-9]+)\])?$")
log = logging.getLogger(__name__)


class Found(NamedTuple):
    """A hit on its way to become a finding."""

    rule: Rule
    hit: Hit
    """Its offset is absolute."""
    element: Element | None = None
    """Of an element rule's hit, whose path is looked up only if it is reported."""
    charset: tuple[str, ...] = ()
    """In force at that element."""


def report(found: Iterable[Found], data_set: DataSet) -> tuple[Finding, ...]:
    """The findings of one file by offset, then code; of each rule the first ``FINDINGS_PER_RULE``."""
    kept, surplus = _bounded(sorted(found, key=_position))
    paths = (
        {id(element): path for path, element in data_set.places} if any(one.element is not None for one in kept) else {}
    )
    findings = [_finding(one, paths, data_set) for one in kept]
    findings += [_formatted(rule, hit, value=None) for rule, hit in surplus]
    return tuple(sorted(findings, key=_order))


def crashed(rule: Rule, error: Exception) -> Iterator[tuple[Rule, Hit]]:
    """The hit of ENG001 that stands for a rule which raised."""
    crash = Crash.of(rule.code, error)
    log.error("rule %s raised %s at %s", rule.code, crash.error, crash.place)
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


def _finding(one: Found, paths: Mapping[int, str], data_set: DataSet) -> Finding:
    rule, hit, element, charset = one
    if element is None:
        step = LAST_STEP.fullmatch(hit.path)
        element = data_set.get(int(step["group"] + step["number"], 16)) if step else None
        charset = data_set.charset
    else:
        hit = hit._replace(path=paths.get(id(element)) or tag_text(element.tag))
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
