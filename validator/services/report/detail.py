"""The side panel: what a line of the report means, who did it, examples of it and the bytes."""

from collections.abc import Sequence
from typing import NamedTuple

from validator.engine.catalogue import FAMILIES, RULES, Rule
from validator.models import Group, Instance
from validator.services.report.attributes import what_breaks
from validator.services.report.change_facts import LETTERS_SHOWN
from validator.services.report.difference import Piece, visible_pieces
from validator.services.report.explained import rules_at
from validator.services.report.groups import FindingExample, change_examples, finding_examples
from validator.services.report.hop_detail import (
    EXAMPLES_SHOWN,
    Bytes,
    HopDetail,
    Instances,
    Sample,
    bytes_at,
    change_groups,
    hop_details,
    instances_of,
)
from validator.services.report.matrix import WHOLE_DATA_SET
from validator.services.report.run import Run
from validator.services.report.sections import last_tag, path_name
from validator.services.standard.links import Definition, attribute_key, definition_of

PATHS_SHOWN = 40


class ChangeDetail(NamedTuple):
    """The panel of one row of the matrix."""

    path: str
    key: str
    """The path as an address holds it."""
    name: str
    breaks: str
    """What breaks when the attribute is wrong, where it is an operational one."""
    total: int
    hops: tuple[HopDetail, ...]
    bytes: tuple[Bytes, ...]


class PlaceCount(NamedTuple):
    """How often a rule was broken at one path of one capture."""

    capture: str
    position: int | None
    path: str
    name: str
    attribute: str
    """What stands for the attribute in addresses; empty where it has no page."""
    findings: int
    files: int
    group: int


class FindingDetail(NamedTuple):
    """The panel of one rule."""

    code: str
    rule: Rule | None
    family: str
    places: tuple[PlaceCount, ...]
    more_places: int
    definitions: tuple[Definition, ...]
    """Where the IODs of the examples tell of the attributes."""
    samples: tuple[Sample, ...]
    bytes: tuple[Bytes, ...]


def change_detail(run: Run, row: str, *, total: int) -> ChangeDetail:
    """Everything about one path, hop by hop, whatever the filters hide."""
    path = "" if row == WHOLE_DATA_SET else row
    groups = change_groups(run, path)
    instances = instances_of(run, groups)
    return ChangeDetail(
        path=path,
        key=row,
        name=path_name(path),
        breaks=what_breaks(last_tag(path)) if path else "",
        total=total,
        hops=hop_details(run, groups, instances, rules=rules_at(run, path)),
        bytes=tuple(_change_bytes(run, groups, instances)),
    )


def finding_detail(run: Run, code: str) -> FindingDetail:
    """Everything about one rule in this run."""
    scopes = (Group.Scope.FINDING, Group.Scope.COLLECTION)
    groups = list(Group.objects.filter(analysis=run.analysis, scope__in=scopes, code=code).order_by("rank"))
    rule = RULES.get(code)
    examples = [example for group in groups for example in finding_examples(group)]
    return FindingDetail(
        code=code,
        rule=rule,
        family=FAMILIES.get(code[:3], ""),
        places=tuple(_place(run, group) for group in groups[:PATHS_SHOWN]),
        more_places=max(0, len(groups) - PATHS_SHOWN),
        definitions=_definitions(run, examples[:EXAMPLES_SHOWN]),
        samples=tuple(_finding_sample(example) for example in examples[:EXAMPLES_SHOWN]),
        bytes=tuple(_finding_bytes(run, examples)),
    )


def _change_bytes(run: Run, groups: Sequence[Group], instances: Instances) -> list[Bytes]:
    """The element before and after the first hop that has an example."""
    group = next((group for group in groups if group.path and change_examples(group)), None)
    if group is None:
        return []
    example = change_examples(group)[0]
    position = group.capture or 0
    found = [
        bytes_at(run.label(at), instances.get((example.lineage, at)), example.path) for at in (position - 1, position)
    ]
    return [held for held in found if held is not None and held.dump is not None]


def _place(run: Run, group: Group) -> PlaceCount:
    return PlaceCount(
        capture=run.label(group.capture),
        position=group.capture,
        path=group.path,
        name=path_name(group.path) if group.path else "",
        attribute=attribute_key(group.path),
        findings=group.n,
        files=group.members,
        group=group.pk,
    )


def _definitions(run: Run, examples: Sequence[FindingExample]) -> tuple[Definition, ...]:
    """One for each of the IODs and modules, in the order of the examples."""
    ordinals = [example.ordinal for example in examples if example.ordinal is not None]
    rows = Instance.objects.filter(analysis=run.analysis, ordinal__in=ordinals).values_list("ordinal", "sop_class")
    classes = dict(rows)
    found = (
        definition_of(classes[example.ordinal], example.path) for example in examples if example.ordinal in classes
    )
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _finding_sample(example: FindingExample) -> Sample:
    value = visible_pieces([Piece("", example.value[:LETTERS_SHOWN])]) if example.value else ()
    file = example.file or ", ".join(example.files[:3])
    return Sample(None, file, example.ordinal, (), value, example.path, example.message, example.offset)


def _finding_bytes(run: Run, examples: Sequence[FindingExample]) -> list[Bytes]:
    example = next((example for example in examples if example.ordinal is not None and example.path), None)
    if example is None or example.ordinal is None:
        return []
    found = Instance.objects.filter(analysis=run.analysis, ordinal=example.ordinal).select_related("file").first()
    shown = bytes_at("", found, example.path)
    return [shown] if shown is not None and shown.dump is not None else []
