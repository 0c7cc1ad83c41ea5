"""The side panel: what a line of the report means, who did it, examples of it and the bytes."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from validator.engine.catalogue import FAMILIES, KINDS, RULES, ChangeKind, Rule
from validator.models import Group, Instance, Member
from validator.services.report.attributes import what_breaks
from validator.services.report.difference import Piece, difference, visible, visible_pieces
from validator.services.report.groups import ChangeExample, FindingExample, change_examples, finding_examples
from validator.services.report.matrix import WHOLE_DATA_SET
from validator.services.report.run import Run
from validator.services.report.sections import last_tag, path_name
from validator.services.report.shelf import HexDump, find_element, header_of, hex_dump

EXAMPLES_SHOWN = 3
LETTERS_SHOWN = 200
PATHS_SHOWN = 40
DECLARED = {
    "yes": "yes, in Original Attributes Sequence",
    "no": "no Original Attributes Sequence tells of it",
    "false-record": "falsely: the recorded original is not what the earlier capture held",
}
EVIDENCE = {
    "label_before": "Label before",
    "label_after": "Label after",
    "fits": "Bytes fit",
    "recovered": "Recovered",
    "texts_affected": "Texts",
    "reverts_to": "Back to",
    "copied_from": "Copied from",
    "same_as": "Same as",
}
"""Words for what the engine's evidence calls its facts; those left out are told by the change's detail."""


class Fact(NamedTuple):
    """One line of evidence."""

    name: str
    value: str


class Sample(NamedTuple):
    """One example, with the addresses of its files."""

    lineage: int | None
    file: str
    ordinal: int | None
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    path: str
    message: str = ""
    offset: int | None = None


class Bytes(NamedTuple):
    """One element in one file."""

    label: str
    dump: HexDump


class HopDetail(NamedTuple):
    """What one hop did to the attribute."""

    group: int
    before: str
    after: str
    position: int
    code: str
    kind: ChangeKind | None
    note: str
    impact: str
    members: int
    entries: int
    declared: str
    is_declared: bool
    writer: str
    also: tuple[ChangeKind, ...]
    facts: tuple[Fact, ...]
    samples: tuple[Sample, ...]


class ChangeDetail(NamedTuple):
    """The panel of one row of the matrix."""

    path: str
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
    samples: tuple[Sample, ...]
    bytes: tuple[Bytes, ...]


def change_detail(run: Run, row: str, *, total: int) -> ChangeDetail:
    """Everything about one path, hop by hop, whatever the filters hide."""
    path = "" if row == WHOLE_DATA_SET else row
    groups = list(Group.objects.filter(analysis=run.analysis, scope=Group.Scope.CHANGE, path=path).order_by("rank"))
    groups.sort(key=lambda group: (group.level == "encoding", group.capture, group.rank))
    instances = _instances(run, [example for group in groups for example in change_examples(group)])
    hops = tuple(_hop(run, group, instances) for group in groups)
    breaks = what_breaks(last_tag(path)) if path else ""
    return ChangeDetail(path, path_name(path), breaks, total, hops, tuple(_change_bytes(run, groups, instances)))


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
        samples=tuple(_finding_sample(example) for example in examples[:EXAMPLES_SHOWN]),
        bytes=tuple(_finding_bytes(run, examples)),
    )


def _instances(run: Run, examples: Sequence[ChangeExample]) -> Mapping[tuple[int, int], Instance]:
    """The compared instance of each lineage at each capture, by (lineage, position)."""
    lineages = {example.lineage for example in examples}
    members = Member.objects.filter(analysis=run.analysis, rank=0, lineage__in=lineages)
    return {(member.lineage, member.capture): member.instance for member in members.select_related("instance__file")}


def _hop(run: Run, group: Group, instances: Mapping[tuple[int, int], Instance]) -> HopDetail:
    examples = change_examples(group)
    first = examples[0] if examples else None
    kind = KINDS.get(group.code)
    position = group.capture or 0
    return HopDetail(
        group=group.pk,
        before=run.label(position - 1),
        after=run.label(position),
        position=position,
        code=group.code,
        kind=kind,
        note=first.detail if first else "",
        impact=group.impact,
        members=group.members,
        entries=group.n,
        declared=DECLARED.get(first.declared, first.declared) if first else "",
        is_declared=bool(first and first.declared == "yes"),
        writer=first.writer if first else "",
        also=tuple(KINDS[name] for name in (first.also if first else ()) if name in KINDS),
        facts=tuple(_facts(first.evidence)) if first else (),
        samples=tuple(_change_sample(example, group, instances) for example in examples[:EXAMPLES_SHOWN]),
    )


def _change_sample(example: ChangeExample, group: Group, instances: Mapping[tuple[int, int], Instance]) -> Sample:
    instance = instances.get((example.lineage, group.capture or 0))
    before, after = example.before, example.after
    if after is None:
        shown: tuple[Piece, ...] = ()
    elif before is None:
        shown = visible_pieces([Piece("ins", after[:LETTERS_SHOWN])])
    elif group.code.startswith(("uid.", "reference.")):
        shown = visible_pieces([Piece("", after)])
    else:
        shown = difference(before, after, kind=group.code)
    return Sample(
        lineage=example.lineage,
        file=example.file_after or example.file_before,
        ordinal=instance.ordinal if instance else None,
        before=visible_pieces([Piece("del" if after is None else "", before[:LETTERS_SHOWN])]) if before else (),
        after=shown,
        path=example.path,
    )


def _facts(evidence: Mapping[str, Any]) -> list[Fact]:
    return [
        Fact(words, visible(str(evidence[name]))[:LETTERS_SHOWN])
        for name, words in EVIDENCE.items()
        if evidence.get(name) not in (None, "")
    ]


def _change_bytes(run: Run, groups: Sequence[Group], instances: Mapping[tuple[int, int], Instance]) -> list[Bytes]:
    """The element before and after the first hop that has an example."""
    group = next((group for group in groups if group.path and change_examples(group)), None)
    if group is None:
        return []
    example = change_examples(group)[0]
    position = group.capture or 0
    dumps = [
        _bytes(run.label(at), instances.get((example.lineage, at)), example.path) for at in (position - 1, position)
    ]
    return [dump for dump in dumps if dump is not None]


def _place(run: Run, group: Group) -> PlaceCount:
    return PlaceCount(
        capture=run.label(group.capture),
        position=group.capture,
        path=group.path,
        name=path_name(group.path) if group.path else "",
        findings=group.n,
        files=group.members,
        group=group.pk,
    )


def _finding_sample(example: FindingExample) -> Sample:
    value = visible_pieces([Piece("", example.value[:LETTERS_SHOWN])]) if example.value else ()
    file = example.file or ", ".join(example.files[:3])
    return Sample(None, file, example.ordinal, (), value, example.path, example.message, example.offset)


def _finding_bytes(run: Run, examples: Sequence[FindingExample]) -> list[Bytes]:
    example = next((example for example in examples if example.ordinal is not None and example.path), None)
    if example is None or example.ordinal is None:
        return []
    found = Instance.objects.filter(analysis=run.analysis, ordinal=example.ordinal).select_related("file").first()
    dump = _bytes("", found, example.path)
    return [dump] if dump else []


def _bytes(label: str, instance: Instance | None, path: str) -> Bytes | None:
    """``None`` where there is no such element, or the file is not kept any more."""
    if instance is None:
        return None
    try:
        header = header_of(instance.sha256)
        place = find_element(header, path)
        return Bytes(label, hex_dump(instance.sha256, header, place.element)) if place else None
    except FileNotFoundError:
        return None
