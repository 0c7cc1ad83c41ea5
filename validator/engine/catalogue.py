"""What a rule and a kind of change are, and the one register of both.

Everything that names a rule or a kind (pages, command line, JSON, CSV, SARIF, docs) reads it here. A rule
registers itself through its decorator when its family's module is imported; a kind through ``kind()``.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, TypeVar

from validator.engine.model import Level, Severity

Check = TypeVar("Check", bound=Callable[..., Any])
HEADINGS = ("Why it matters", "Example", "How to fix")
CODE = re.compile(r"[A-Z]{3}[0-9]{3}")
FAMILIES = {
    "FIL": "Part 10 file and encoding",
    "VRV": "Values against their Value Representation",
    "UID": "Unique identifiers",
    "CHR": "Character sets",
    "IDN": "Identity and orders",
    "IOD": "Modules and attributes",
    "PIX": "Pixel data against its description",
    "GEO": "Geometry",
    "MFR": "Multi-frame",
    "SRD": "Documents and references",
    "PRV": "Private attributes",
    "DIR": "DICOMDIR and media",
    "OPS": "Legal, but breaks systems",
    "CON": "The site's contract",
    "ENG": "The tool itself",
}


class Scope(StrEnum):
    """What one call of a rule's function looks at."""

    ELEMENT = "element"
    DATA_SET = "data-set"
    COLLECTION = "collection"
    CHAIN = "chain"
    """What came of a comparison as a whole; no runner of rules calls these."""


class Page(NamedTuple):
    """The words of a rule or kind, taken from its docstring: plain paragraphs, in this order on every page."""

    what: str
    why: str
    example: str
    fix: str


class Rule(NamedTuple):
    """One rule: everything that is ever said about it, and the function that judges."""

    code: str
    name: str
    """What the rule allows to happen, as a noun phrase: ``Patient ID is empty``."""
    severity: Severity
    scope: Scope
    message: str
    """A ``str.format`` template; its fields are the parameters of the hits."""
    reference: str
    """The section that demands it: ``PS3.5 9.1``."""
    check: Callable[..., Any]
    docstring: str

    @property
    def page(self) -> Page:
        return page_of(self.docstring)

    @property
    def family(self) -> str:
        return self.code[:3]


class ChangeKind(NamedTuple):
    """One kind of change (what was done to a value, not only that it differs)."""

    name: str
    """``value.zero-padded``"""
    level: Level
    title: str
    """As a heading: ``Zero-padded``."""
    phrase: str
    """As a clause under the changed value: ``zeros put in front``."""
    words: str
    """As the docstring of a rule."""

    @property
    def page(self) -> Page:
        return page_of(self.words)

    @property
    def section(self) -> str:
        return self.name.split(".")[0]


class CatalogueError(Exception):
    """A rule or kind is registered wrongly: a mistake of the programmer, found at import."""


RULES: dict[str, Rule] = {}
KINDS: dict[str, ChangeKind] = {}


@cache
def page_of(docstring: str) -> Page:
    """Cut a docstring into its page: when somebody reads it, for there are hundreds and a check needs none.

    The first paragraphs say what it means; the headings of ``HEADINGS``, each alone on a line, begin the rest.
    """
    import inspect

    parts = dict.fromkeys(HEADINGS, "")
    what, current = [], ""
    for line in inspect.cleandoc(docstring).splitlines():
        if line.strip() in parts:
            current = line.strip()
        elif current:
            parts[current] += line.strip() + "\n"
        else:
            what.append(line.strip())
    return Page("\n".join(what).strip(), *(parts[heading].strip() for heading in HEADINGS))


def rule(
    code: str, name: str, *, severity: Severity, scope: Scope, message: str, reference: str
) -> Callable[[Check], Check]:
    """Register the decorated function as the check of a new rule; its docstring becomes the rule's page."""

    def register(check: Check) -> Check:
        if not CODE.fullmatch(code) or code[:3] not in FAMILIES:
            raise CatalogueError(f"{code}: a code is a known family and three digits")
        if code in RULES:
            raise CatalogueError(f"{code} is registered twice")
        docstring = check.__doc__ or ""
        if not _has_headings(docstring):
            raise CatalogueError(f"{code}: the docstring needs the headings {', '.join(HEADINGS)}")
        RULES[code] = Rule(code, name, severity, scope, message, reference, check, docstring)
        return check

    return register


def kind(name: str, level: Level, *, title: str, phrase: str, page: str) -> str:
    """Register a kind of change and give its name back, so that modules can keep it as a constant."""
    if name in KINDS:
        raise CatalogueError(f"{name} is registered twice")
    if not _has_headings(page):
        raise CatalogueError(f"{name}: the page needs the headings {', '.join(HEADINGS)}")
    KINDS[name] = ChangeKind(name, level, title, phrase, page)
    return name


def _has_headings(docstring: str) -> bool:
    """Whether every part of a page has its heading; whether it has words, the tests of the catalogue know."""
    return all(heading in docstring for heading in HEADINGS)
