"""The operational attributes as reference pages: what breaks when one of them is wrong."""

from typing import NamedTuple

import validator.engine.rules  # noqa: F401  (imported for what it registers)
from validator.engine.catalogue import RULES, Rule
from validator.engine.model import tag_text
from validator.engine.rules.operational import FIRST, OPERATIONAL
from validator.engine.rules.symptoms import SYMPTOMS, Symptom
from validator.engine.standard.dictionary import Entry, lookup, tag_of


class AttributePage(NamedTuple):
    """One operational attribute."""

    tag: str
    entry: Entry
    breaks: str
    """What breaks when it is wrong."""
    symptoms: tuple[Symptom, ...]
    rules: tuple[Rule, ...]
    is_first: bool
    """Whether it is one of the five that break most transfers between vendors."""


def attribute_pages() -> list[AttributePage]:
    """All of them: the five first, the others by tag."""
    tags = [*FIRST, *sorted(set(OPERATIONAL) - set(FIRST))]
    return [page for tag in tags if (page := _page(tag)) is not None]


def find_attribute(text: str) -> AttributePage | None:
    """The page of the attribute that a keyword or tag means; ``None`` where it is not an operational one."""
    tag = tag_of(text)
    return _page(tag) if tag is not None else None


def what_breaks(tag: int) -> str:
    """What breaks when this attribute is wrong; empty where it is not an operational one."""
    known = OPERATIONAL.get(tag)
    return known.breaks if known else ""


def _page(tag: int) -> AttributePage | None:
    known, entry = OPERATIONAL.get(tag), lookup(tag)
    if known is None or entry is None:
        return None
    return AttributePage(
        tag_text(tag),
        entry,
        known.breaks,
        tuple(symptom for symptom in SYMPTOMS if symptom.key in known.symptoms),
        tuple(RULES[code] for code in known.rules if code in RULES),
        tag in FIRST,
    )
