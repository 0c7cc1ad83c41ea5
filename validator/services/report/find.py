"""What the field in the bar finds: attributes, IODs, rules, kinds of change, well-known UIDs, cases and instances."""

from typing import NamedTuple

from validator.engine.catalogue import KINDS, RULES, ChangeKind, Rule
from validator.engine.rules.mentions import rules_about
from validator.engine.standard import iods, registry
from validator.engine.standard.iods import Iod, iod_of
from validator.engine.standard.registry import Attribute
from validator.engine.standard.uids import UidEntry, uid
from validator.models import Case, Instance
from validator.models.case import Actor, CaseQuerySet
from validator.services import cases
from validator.services.report.attributes import what_breaks
from validator.services.report.reference import kind_sections, rule_families
from validator.services.standard.attribute_list import find_attributes
from validator.services.standard.iod_list import IodEntry, iod_sections

EACH_AT_MOST = 20


class Found(NamedTuple):
    """Everything that fits."""

    sought: str
    attribute: Attribute | None
    breaks: str
    """What breaks when the attribute is wrong, where it is an operational one."""
    uid: UidEntry | None
    iod: Iod | None
    """Of the UID, where it is that of a Storage SOP Class."""
    iods: tuple[IodEntry, ...]
    attributes: tuple[Attribute, ...]
    """Whose name, keyword or tag holds the words; empty where they mean one exactly."""
    rules: tuple[Rule, ...]
    kinds: tuple[ChangeKind, ...]
    cases: tuple[Case, ...]
    instances: tuple[Instance, ...]

    @property
    def empty(self) -> bool:
        return not any(self[1:])


def find_anything(actor: Actor, sought: str) -> Found:
    """Look the words up everywhere; rules also by the attribute that they speak of."""
    sought = sought.strip()
    attribute = registry.attribute(sought)
    rules = [rule for family in rule_families(sought) for rule in family.rules] if sought else []
    if attribute:
        rules = [*rules_about(attribute.tag, attribute.entry.name), *rules]
    kinds = [kind for section in kind_sections(sought) for kind in section.kinds] if sought else []
    visible = cases.visible(actor)
    return Found(
        sought=sought,
        attribute=attribute,
        breaks=what_breaks(attribute.tag) if attribute else "",
        uid=uid(sought),
        iod=iod_of(sought),
        iods=tuple([each for section in iod_sections(sought) for each in section.iods][:EACH_AT_MOST])
        if sought
        else (),
        attributes=_attributes(sought) if sought and not attribute else (),
        rules=tuple(dict.fromkeys(rules))[:EACH_AT_MOST],
        kinds=tuple(kinds[:EACH_AT_MOST]),
        cases=tuple(visible.filter(title__icontains=sought)[:EACH_AT_MOST]) if sought else (),
        instances=_instances(visible, sought),
    )


def exact_page(sought: str) -> tuple[str, str] | None:
    """The page that these words name exactly: its address's name and argument."""
    sought = sought.strip()
    if sought.upper() in RULES:
        return "rule", sought.upper()
    if sought.lower() in KINDS:
        return "kind", sought.lower()
    return ("iod", sought.lower()) if iods.iod(sought.lower()) else None


def _attributes(sought: str) -> tuple[Attribute, ...]:
    return tuple(entry.attribute for entry in find_attributes(sought).entries[:EACH_AT_MOST])


def _instances(visible: CaseQuerySet, sought: str) -> tuple[Instance, ...]:
    if sought.count(".") < 3:
        return ()
    found = Instance.objects.filter(analysis__case__in=visible, sop_uid=sought).select_related(
        "analysis__case", "capture"
    )
    return tuple(found.order_by("-analysis", "ordinal")[:EACH_AT_MOST])
