"""The change matrix: attributes down, captures across, and what each hop did to each of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from validator.models import Group
from validator.services.report import postings
from validator.services.report.cells import Cell, changed_cell, note_of, value_cell
from validator.services.report.evidence import sentence_said, speaks_of
from validator.services.report.filters import Filters
from validator.services.report.groups import ChangeExample, change_examples, common_detail
from validator.services.report.pinned import PINNED, PinnedValues, pinned_values
from validator.services.report.run import Run
from validator.services.report.sections import FOLDED, SECTIONS, path_name, section_of

ROWS_UNFOLDED = 12
"""A section that may be folded is, above this many rows."""
ROWS_A_PAGE, LEAST_A_SECTION = 250, 20
"""The first sections get the room that there is; so many rows of each are shown in any case."""
SAMPLE = "sample"
"""The field that is most of a group, and read for rows that are shown alone."""
WORD = re.compile("[0-9A-Za-z]+")
EXPECTED = "expected"
"""In place of the impact of what the expectations allow."""
WHOLE_DATA_SET = "data-set"
"""What stands for the empty path in an address."""


class Row(NamedTuple):
    """One attribute at all captures."""

    path: str
    name: str
    inside: bool
    """Whether it stands in an item of a sequence."""
    cells: tuple[Cell, ...]
    lineages: int

    @property
    def anchor(self) -> str:
        """The name that a link can point to, and that a selector can hold as it is."""
        return "row-" + "-".join(WORD.findall(self.key))

    @property
    def key(self) -> str:
        """The path as an address holds it."""
        return self.path or WHOLE_DATA_SET

    @property
    def changed(self) -> bool:
        return any(cell.state == "changed" for cell in self.cells)


class Section(NamedTuple):
    """Rows about one subject."""

    key: str
    title: str
    rows: tuple[Row, ...]
    size: int
    """How many rows there are, shown or not."""
    folded: bool


class Place(NamedTuple):
    """Which rows stand under a heading; rows that nobody sees are not made."""

    key: str
    paths: tuple[str, ...]
    size: int
    folded: bool


class Matrix(NamedTuple):
    """The whole table."""

    labels: tuple[str, ...]
    sections: tuple[Section, ...]
    total: int
    """Lineages that changes are told of."""
    worst: str
    """The row of the worst change, as an address holds it; empty where there is none."""


def change_matrix(run: Run, filters: Filters, *, total: int) -> Matrix:
    """The rows that the filters leave; the pinned ones also where nothing changed, unless filters narrow."""
    groups = chosen_groups(run, filters)
    by_path: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        by_path[group.path].append(group)
    pinned = pinned_values(run)
    if not filters.narrowed:
        _add_pinned(run, by_path)
    whole = _whole_rows(run, filters, by_path) if filters.narrowed else by_path
    whole = _with_the_other_half(run, filters, whole)
    places = list(_places(by_path, filters))
    lineages = _lineages({path: by_path[path] for place in places for path in place.paths})
    _fetch_samples(group for place in places for path in place.paths for group in whole[path])
    sections = tuple(
        Section(
            place.key,
            SECTIONS[place.key],
            tuple(_row(run, path, whole[path], lineages[path], pinned) for path in place.paths),
            place.size,
            place.folded,
        )
        for place in places
    )
    worst = (groups[0].path or WHOLE_DATA_SET) if groups else ""
    return Matrix(tuple(capture.label for capture in run.captures), sections, total, worst)


def chosen_groups(run: Run, filters: Filters) -> list[Group]:
    """The groups of changes that the filters leave, worst first."""
    found = Group.objects.filter(analysis=run.analysis, scope=Group.Scope.CHANGE).order_by("rank")
    if filters.level == "expected":
        found = found.filter(expected=True)
    elif filters.level != "all":
        found = found.filter(level=filters.level, expected=False)
    if filters.hop is not None:
        found = found.filter(capture=filters.hop)
    if filters.kind:
        found = found.filter(code=filters.kind)
    if filters.impact:
        found = found.filter(impact=filters.impact)
    words = filters.sought.casefold().split()
    said = sentence_said(run, filters)
    lines = None if said is None else frozenset(said.evidence)
    return [
        group
        for group in (found if words else found.defer(SAMPLE))
        if (lines is None or speaks_of(run, lines, group)) and (not words or _holds(group, words))
    ]


def _whole_rows(run: Run, filters: Filters, by_path: dict[str, list[Group]]) -> dict[str, list[Group]]:
    """All changes of the paths that are left: a filter chooses rows, and what the other hops did stays true in them."""
    rows: dict[str, list[Group]] = defaultdict(list)
    # Where encodings are looked at, a value that a later hop changed must not seem to have stayed.
    level = "all" if filters.level == "encoding" else filters.level
    for group in chosen_groups(run, Filters(level=level)):
        if group.path in by_path:
            rows[group.path].append(group)
    return rows


def _with_the_other_half(run: Run, filters: Filters, rows: Mapping[str, Sequence[Group]]) -> dict[str, list[Group]]:
    """The rows with what else is true of them: what was expected, or where that is asked for, what was not."""
    whole = {path: list(groups) for path, groups in rows.items()}
    if filters.level == "all":
        return whole
    level, is_expected = ("meaning", False) if filters.level == "expected" else (filters.level, True)
    found = Group.objects.filter(analysis=run.analysis, scope=Group.Scope.CHANGE, level=level, expected=is_expected)
    for group in found.defer(SAMPLE).order_by("rank"):
        if group.path in whole and group not in whole[group.path]:
            whole[group.path].append(group)
    return whole


def _fetch_samples(shown: Iterable[Group]) -> None:
    """Give the groups the samples that they were read without."""
    bare = {group.pk: group for group in shown if SAMPLE in group.get_deferred_fields()}
    for pk, sample in Group.objects.filter(pk__in=list(bare)).values_list("pk", SAMPLE):
        bare[pk].sample = sample


def _holds(group: Group, words: Sequence[str]) -> bool:
    text = f"{group.path} {path_name(group.path)} {group.code} {group.path.replace(',', '')}".casefold()
    rest = [word for word in words if word not in text]
    if not rest:
        return True
    examples = " ".join(f"{example.before} {example.after}" for example in change_examples(group)).casefold()
    return all(word in examples for word in rest)


def _add_pinned(run: Run, by_path: dict[str, list[Group]]) -> None:
    """Rows for the pinned attributes, with what the level leaves out: their encoding is always shown."""
    missing = [path for path in PINNED if path not in by_path]
    for path in missing:
        by_path[path] = []
    found = Group.objects.filter(analysis=run.analysis, scope=Group.Scope.CHANGE, path__in=missing)
    for group in found.order_by("rank"):
        by_path[group.path].append(group)


def _row(run: Run, path: str, groups: Sequence[Group], lineages: int, pinned: PinnedValues) -> Row:
    return Row(
        path=path,
        name=path_name(path),
        inside="[" in path,
        cells=tuple(_cells(run, path, groups, pinned)),
        lineages=lineages,
    )


def _lineages(by_path: Mapping[str, Sequence[Group]]) -> dict[str, int]:
    """How many lineages each path's groups stand for; bitmaps are only read where groups may overlap."""
    several = {path: [group.pk for group in groups] for path, groups in by_path.items() if len(groups) > 1}
    alone = {path: groups[0].members if groups else 0 for path, groups in by_path.items() if len(groups) < 2}
    return alone | postings.counts(several)


def _cells(run: Run, path: str, groups: Sequence[Group], pinned: PinnedValues) -> Iterable[Cell]:
    by_hop: dict[int, list[Group]] = defaultdict(list)
    for group in groups:
        by_hop[group.capture or 0].append(group)
    example = _first_example(by_hop)
    lineage = example.lineage if example else None
    for capture in run.captures:
        position = capture.position
        if position in by_hop:
            yield _changed(run, by_hop[position], lineage)
        elif position > 0 and groups:
            yield Cell("same")
        elif groups:
            yield value_cell(path, example.before) if example else Cell("unknown")
        else:
            yield _unchanged(path, position, pinned)


def _first_example(by_hop: dict[int, list[Group]]) -> ChangeExample | None:
    """An example of the earliest hop: its value before is the one of the first capture."""
    for position in sorted(by_hop):
        for group in by_hop[position]:
            examples = change_examples(group)
            if examples:
                return examples[0]
    return None


def _changed(run: Run, groups: Sequence[Group], lineage: int | None) -> Cell:
    """The worst change of the hop, on the lineage of the row's other cells where that one was kept."""
    group = groups[0]
    examples = change_examples(group)
    example = next((each for each in examples if each.lineage == lineage), examples[0] if examples else None)
    more = len(groups) - 1
    if example is None:
        return Cell("changed", (), note_of(group.code, group.path, detail=""), group.impact, more)
    since = "" if example.since == run.label((group.capture or 0) - 1) else example.since
    detail = common_detail(group.code, examples, of=example)
    note = note_of(group.code, group.path, detail=detail, expected=example.expected, since=since)
    impact = EXPECTED if group.expected else group.impact
    cell = changed_cell(group.code, group.path, example.before, example.after, impact=impact, note=note)
    return cell._replace(more=more)


def _unchanged(path: str, position: int, pinned: PinnedValues) -> Cell:
    """A pinned attribute of which no change is told: its value, and an arrow for as long as it stays."""
    value = pinned.at(path, position)
    if position == 0:
        return value_cell(path, value)
    before = pinned.at(path, position - 1)
    if value == before:
        return Cell("same")
    return changed_cell("", path, before, value, impact="cosmetic", note="")


def _places(by_path: Mapping[str, Sequence[Group]], filters: Filters) -> Iterable[Place]:
    """The headings in their order, each with the paths that are shown under it."""
    sorted_paths: dict[str, list[str]] = defaultdict(list)
    for path, groups in by_path.items():
        only_encoding = bool(groups) and all(group.level == "encoding" for group in groups)
        sorted_paths["encoding" if only_encoding and path not in PINNED else section_of(path)].append(path)
    seen = [path for key, paths in sorted_paths.items() if key not in FOLDED for path in paths]
    room = ROWS_A_PAGE
    open_already = any(group.level in (filters.level, "meaning") for path in seen for group in by_path[path])
    for key in SECTIONS:
        paths = sorted(sorted_paths.get(key, ()), key=_order)
        # What was asked for by its level or by words is not folded away again, nor is all that there is to see.
        asked = filters.unfold == key or bool(filters.sought) or (key == "encoding" and filters.level == "encoding")
        folded = key in FOLDED and len(paths) > ROWS_UNFOLDED and open_already and not asked
        if paths:
            shown = () if folded else tuple(paths[: max(room, LEAST_A_SECTION)])
            room -= len(shown)
            yield Place(key, shown, len(paths), folded)


def _order(path: str) -> tuple[int, str]:
    return (PINNED.index(path) if path in PINNED else len(PINNED), path)
