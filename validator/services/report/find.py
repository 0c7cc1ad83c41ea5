"""What the field in the bar finds: attributes, rules, kinds of change, well-known UIDs, cases and instances."""

from typing import NamedTuple

from validator.engine.catalogue import KINDS, RULES, ChangeKind, Rule
from validator.engine.model import tag_text
from validator.engine.standard.dictionary import Entry, lookup, tag_of
from validator.engine.standard.uids import UidEntry, uid
from validator.models import Case, Instance
from validator.models.case import Actor, CaseQuerySet
from validator.services import cases
from validator.services.report.attributes import what_breaks
from validator.services.report.reference import kind_sections, rule_families

EACH_AT_MOST = 20


class Attribute(NamedTuple):
    """One row of the data dictionary."""

    tag: str
    entry: Entry


class Found(NamedTuple):
    """Everything that fits."""

    sought: str
    attribute: Attribute | None
    breaks: str
    """What breaks when the attribute is wrong, where it is an operational one."""
    uid: UidEntry | None
    rules: tuple[Rule, ...]
    kinds: tuple[ChangeKind, ...]
    cases: tuple[Case, ...]
    instances: tuple[Instance, ...]

    @property
    def empty(self) -> bool:
        return not any(self[1:])


def find_anything(actor: Actor, sought: str) -> Found:
    """Look the words up everywhere; rules and kinds also by the tag and the name that they speak of."""
    sought = sought.strip()
    attribute = _attribute(sought)
    rules = [rule for family in rule_families(sought) for rule in family.rules] if sought else []
    if attribute:
        named = [rule for family in rule_families(attribute.entry.name) for rule in family.rules]
        rules += [rule for rule in named if rule not in rules]
    kinds = [kind for section in kind_sections(sought) for kind in section.kinds] if sought else []
    visible = cases.visible(actor)
    return Found(
        sought=sought,
        attribute=attribute,
        breaks=what_breaks(tag_of(sought) or 0),
        uid=uid(sought),
        rules=tuple(rules[:EACH_AT_MOST]),
        kinds=tuple(kinds[:EACH_AT_MOST]),
        cases=tuple(visible.filter(title__icontains=sought)[:EACH_AT_MOST]) if sought else (),
        instances=_instances(visible, sought),
    )


def exact_page(sought: str) -> tuple[str, str] | None:
    """The page that these words name exactly: its address's name and argument."""
    sought = sought.strip()
    if sought.upper() in RULES:
        return "rule", sought.upper()
    return ("kind", sought.lower()) if sought.lower() in KINDS else None


def _attribute(sought: str) -> Attribute | None:
    tag = tag_of(sought)
    entry = lookup(tag) if tag is not None else None
    return Attribute(tag_text(tag), entry) if tag is not None and entry else None


def _instances(visible: CaseQuerySet, sought: str) -> tuple[Instance, ...]:
    if sought.count(".") < 3:
        return ()
    found = Instance.objects.filter(analysis__case__in=visible, sop_uid=sought).select_related(
        "analysis__case", "capture"
    )
    return tuple(found.order_by("-analysis", "ordinal")[:EACH_AT_MOST])
