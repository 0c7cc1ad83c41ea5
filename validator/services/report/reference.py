"""What the reference pages show: the catalogue, sorted and searched."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

# Imported for what they register.
import validator.engine.compare
import validator.engine.contract
import validator.engine.rules  # noqa: F401
from validator.engine.catalogue import FAMILIES, KINDS, RULES, ChangeKind, Rule, Scope
from validator.services.standard.sources import section_address

Entry = TypeVar("Entry")
SECTIONS = {
    "uid": "Unique identifiers",
    "sop-class": "SOP Class",
    "reference": "References",
    "element": "Attributes added, removed or emptied",
    "value": "Values",
    "modality": "Modality",
    "charset": "Character sets",
    "private": "Private attributes",
    "sequence": "Sequences",
    "pixel": "Pixel data and its description",
    "derivation": "Derivation",
    "deidentified": "De-identification",
    "deidentification": "De-identification",
    "instance": "Presence of instances",
    "encoding": "Encoding: the meaning is the same",
}
"""The headings of the list of kinds, by the first word of their names, in this order."""


ABOUT = {
    "FIL": "How the file is put together: preamble, File Meta Information, Transfer Syntax, lengths, damage.",
    "VRV": "Whether each value has the form that its Value Representation demands: dates, numbers, names, lengths.",
    "UID": "Whether identifiers are well-formed, known where they must be, and unique where they must be.",
    "CHR": "Whether the Specific Character Set says what the bytes really are.",
    "IDN": "Whether patient, study, series and order can be told apart, and say the same in all files.",
    "IOD": "Whether the modules and attributes are there that the SOP Class demands, with the values it allows.",
    "PIX": "Whether the pixel data are as long and as encoded as the attributes that describe them say.",
    "GEO": "Whether positions, orientations and spacings describe one possible space.",
    "MFR": "Whether each frame of a multi-frame instance has what it needs, and the counts fit.",
    "SRD": "Whether documents and references hold together: content trees, evidence, citations.",
    "PRV": "Whether private attributes are reserved by a creator, and whether known ones can identify a patient.",
    "DIR": "Whether a DICOMDIR and the files beside it agree.",
    "OPS": "What the standard allows and archives, worklists or viewers stumble over all the same.",
    "CON": "What the owner of this installation has written down about what must arrive.",
    "ENG": "What dicomcheck itself could not do, so that silence is never taken for a clean bill.",
}
"""What the rules of each family ask, by its three letters."""
LOOKS_AT = {
    Scope.ELEMENT: "each element",
    Scope.DATA_SET: "each data set",
    Scope.COLLECTION: "all files together",
    Scope.CHAIN: "the chain as a whole",
}


class RuleFamily(NamedTuple):
    """The rules that share three letters."""

    code: str
    title: str
    about: str
    rules: tuple[Rule, ...]


class KindSection(NamedTuple):
    """The kinds that share a heading."""

    title: str
    kinds: tuple[ChangeKind, ...]


class RulePage(NamedTuple):
    """One rule and its neighbours."""

    rule: Rule
    family: str
    about: str
    """What the rules of its family ask."""
    scope: str
    """What it looks at, in words."""
    section_address: str
    """Where its section of the standard can be read; empty where that cannot be told."""
    previous: Rule | None
    next: Rule | None


class KindPage(NamedTuple):
    """One kind and its neighbours."""

    kind: ChangeKind
    section: str
    previous: ChangeKind | None
    next: ChangeKind | None


def rule_families(sought: str = "") -> list[RuleFamily]:
    """The families that have rules, in the order of the catalogue; only rules that hold the sought words."""
    found = [
        rule
        for rule in _rules()
        if _holds(sought, rule.code, rule.name, FAMILIES[rule.family], rule.message, rule.reference, *rule.page)
    ]
    return [
        RuleFamily(code, FAMILIES[code], ABOUT.get(code, ""), tuple(rules))
        for code, rules in groupby(found, lambda rule: rule.family)
    ]


def kind_sections(sought: str = "") -> list[KindSection]:
    """The sections of kinds in reading order; only kinds that hold the sought words."""
    found = [kind for kind in _kinds() if _holds(sought, kind.name, kind.title, kind.phrase, kind.page.what)]
    return [KindSection(title, tuple(kinds)) for title, kinds in groupby(found, section_title)]


def find_rule(code: str) -> RulePage | None:
    """The rule of this code, in whatever case it is written."""
    found = RULES.get(code.upper())
    if found is None:
        return None
    previous, following = _neighbours(_rules(), found)
    return RulePage(
        rule=found,
        family=FAMILIES[found.family],
        about=ABOUT.get(found.family, ""),
        scope=LOOKS_AT[found.scope],
        section_address=section_address(found.reference),
        previous=previous,
        next=following,
    )


def find_kind(name: str) -> KindPage | None:
    """The kind of this name."""
    found = KINDS.get(name)
    if found is None:
        return None
    previous, following = _neighbours(_kinds(), found)
    return KindPage(found, section_title(found), previous, following)


def section_title(kind: ChangeKind) -> str:
    """The heading that this kind stands under."""
    return SECTIONS.get(kind.section, "Other")


def _rules() -> list[Rule]:
    order = list(FAMILIES)
    return sorted(RULES.values(), key=lambda rule: (order.index(rule.family), rule.code))


def _kinds() -> list[ChangeKind]:
    order = {section: at for at, section in enumerate(SECTIONS)}
    return sorted(KINDS.values(), key=lambda kind: order.get(kind.section, len(order)))


def _holds(sought: str, *texts: str) -> bool:
    everything = " ".join(texts).casefold()
    return all(word in everything for word in sought.casefold().split())


def _neighbours(entries: Sequence[Entry], entry: Entry) -> tuple[Entry | None, Entry | None]:
    at = entries.index(entry)
    return entries[at - 1] if at else None, entries[at + 1] if at + 1 < len(entries) else None
