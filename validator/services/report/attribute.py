"""The page of one attribute in one case: what each hop did to it, by which rule, and to which values."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from validator.engine.model import tag_text
from validator.engine.standard.dictionary import Entry, lookup, tag_of
from validator.engine.standard.sections import DICTIONARY, Section, section_of
from validator.models import Instance, Member
from validator.services.errors import NotFound
from validator.services.report.attributes import what_breaks
from validator.services.report.courses import CourseTable, course_table
from validator.services.report.explained import RuleTold, rules_at
from validator.services.report.filters import Filters
from validator.services.report.groups import change_examples
from validator.services.report.hop_detail import (
    Bytes,
    HopDetail,
    bytes_at,
    change_groups,
    hop_details,
    instances_of,
)
from validator.services.report.matrix import WHOLE_DATA_SET
from validator.services.report.run import Run
from validator.services.report.sections import last_tag, path_name

FIRST_LINEAGE = 1


class HopPart(NamedTuple):
    """What one hop did to the attribute, in all its kinds."""

    position: int
    before: str
    after: str
    kinds: tuple[HopDetail, ...]
    rule: RuleTold | None


class CaseAttribute(NamedTuple):
    """The whole page."""

    path: str
    key: str
    """The path as an address holds it."""
    name: str
    entry: Entry | None
    section: Section
    within: str
    """The name of the sequence that it stands in; empty at the top level."""
    breaks: str
    total: int
    hops: tuple[HopPart, ...]
    courses: CourseTable
    example: int
    """The lineage whose bytes are shown."""
    bytes: tuple[Bytes, ...]


def attribute_page(run: Run, filters: Filters) -> CaseAttribute:
    """The page of the attribute that ``filters.row`` names: a path as reports write it, a tag or a keyword.

    Raises ``NotFound`` where it names none.
    """
    path = "" if filters.row == WHOLE_DATA_SET else filters.row
    groups = change_groups(run, path)
    tag = tag_of(path) if path and not groups else None
    if tag is not None:
        path = tag_text(tag)
        groups = change_groups(run, path)
    if path and not last_tag(path):
        raise NotFound(f"“{path}” names no attribute.")
    rules = rules_at(run, path)
    details = hop_details(run, groups, instances_of(run, groups), rules={}, examples=0)
    examples = [example for group in groups for example in change_examples(group)]
    example, place = (examples[0].lineage, examples[0].path) if examples else (FIRST_LINEAGE, path)
    return CaseAttribute(
        path=path,
        key=path or WHOLE_DATA_SET,
        name=path_name(path),
        entry=lookup(last_tag(path)) if path else None,
        section=_section(path),
        within=path_name(path.rpartition(".")[0]) if "." in path else "",
        breaks=what_breaks(last_tag(path)) if path else "",
        total=run.totals.looked_at,
        hops=tuple(_parts(run, details, rules)),
        courses=course_table(run, groups, path, filters),
        example=example,
        bytes=_bytes(run, example, place) if path else (),
    )


def _section(path: str) -> Section:
    """Of a nested attribute the section of the sequence around it: the same attribute means other things elsewhere."""
    outermost = tag_of(path.partition(".")[0].partition("[")[0]) if path else None
    return section_of(outermost) if outermost is not None else DICTIONARY


def _parts(run: Run, details: tuple[HopDetail, ...], rules: Mapping[int, RuleTold]) -> list[HopPart]:
    """By hop, from left to right."""
    positions = sorted({detail.position for detail in details} | set(rules))
    parts = []
    for position in positions:
        kinds = tuple(_told_once([detail for detail in details if detail.position == position]))
        before = kinds[0].before if kinds else run.label(position - 1)
        parts.append(HopPart(position, before, run.label(position), kinds, rules.get(position)))
    return parts


def _told_once(details: Sequence[HopDetail]) -> Iterator[HopDetail]:
    """The kinds of one hop, each without what the one before it says of their author in the same words."""
    said: tuple[object, ...] = ()
    for detail in details:
        says = detail.writer, detail.declared, detail.records
        yield detail._replace(writer="", declared="", records=()) if says == said else detail
        said = says


def _bytes(run: Run, lineage: int, path: str) -> tuple[Bytes, ...]:
    """The element of one instance at each capture that has the instance."""
    members = Member.objects.filter(analysis=run.analysis, lineage=lineage, rank=0).select_related("instance__file")
    instances: dict[int, Instance] = {member.capture: member.instance for member in members}
    found = [bytes_at(capture.label, instances.get(capture.position), path) for capture in run.captures]
    held = tuple(each for each in found if each is not None)
    return held if any(each.dump is not None for each in held) else ()
