"""What one hop did to one attribute, with examples: the part that the side panel and the attribute page share."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from validator.engine.catalogue import KINDS, ChangeKind
from validator.models import Group, Instance, Member
from validator.services.headers import header_of
from validator.services.report.change_facts import DECLARED, LETTERS_SHOWN, Fact, facts_of, records_of
from validator.services.report.charset_proof import KINDS_OF_TEXT, ProofTold, charset_proof
from validator.services.report.difference import Piece, difference, visible_pieces
from validator.services.report.explained import RuleTold
from validator.services.report.groups import ChangeExample, change_examples, common_detail
from validator.services.report.run import Run
from validator.services.report.shelf import HexDump, Place, find_element, hex_dump

EXAMPLES_SHOWN = 3
Instances = Mapping[tuple[int, int], Instance]
"""The compared instance of each lineage at each capture, by (lineage, position)."""


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
    dump: HexDump | None
    """``None`` where the file has no such element."""


class HopDetail(NamedTuple):
    """One kind of change that one hop did to the attribute."""

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
    expected: bool
    declared: str
    is_declared: bool
    records: tuple[Fact, ...]
    """Who changed it, when and why, as far as the instance itself tells."""
    writer: str
    also: tuple[ChangeKind, ...]
    facts: tuple[Fact, ...]
    samples: tuple[Sample, ...]
    proof: ProofTold | None
    rule: RuleTold | None
    """Of the hop; told once, with the first of its kinds."""


def change_groups(run: Run, path: str) -> list[Group]:
    """All groups of changes at a path, those of meaning first, each from the first hop on."""
    found = Group.objects.filter(analysis=run.analysis, scope=Group.Scope.CHANGE, path=path).order_by("rank")
    return sorted(found, key=lambda group: (group.level == "encoding", group.capture, group.rank))


def instances_of(run: Run, groups: Sequence[Group]) -> Instances:
    """Those of the lineages that the groups have for examples."""
    lineages = {example.lineage for group in groups for example in change_examples(group)}
    members = Member.objects.filter(analysis=run.analysis, rank=0, lineage__in=lineages)
    return {(member.lineage, member.capture): member.instance for member in members.select_related("instance__file")}


def hop_details(
    run: Run,
    groups: Sequence[Group],
    instances: Instances,
    *,
    rules: Mapping[int, RuleTold],
    examples: int = EXAMPLES_SHOWN,
) -> tuple[HopDetail, ...]:
    """What each group tells, in their order."""
    told: set[int] = set()
    details = []
    for group in groups:
        position = group.capture or 0
        rule = None if position in told else rules.get(position)
        told.add(position)
        details.append(_hop(run, group, instances, rule=rule, most=examples))
    return tuple(details)


def _hop(run: Run, group: Group, instances: Instances, *, rule: RuleTold | None, most: int) -> HopDetail:
    examples = change_examples(group)
    first = examples[0] if examples else None
    position = group.capture or 0
    return HopDetail(
        group=group.pk,
        before=first.since if first else run.label(position - 1),
        after=run.label(position),
        position=position,
        code=group.code,
        kind=KINDS.get(group.code),
        note=common_detail(group.code, examples, of=first) if first else "",
        impact=group.impact,
        members=group.members,
        entries=group.n,
        expected=group.expected,
        declared=DECLARED.get(first.declared, first.declared) if first else "",
        is_declared=bool(first and first.declared == "yes"),
        records=records_of(first.evidence) if first else (),
        writer=first.writer if first else "",
        also=tuple(KINDS[name] for name in (first.also if first else ()) if name in KINDS),
        facts=facts_of(first.evidence) if first else (),
        samples=tuple(_sample(example, group, instances) for example in examples[:most]),
        proof=_proof(run, group, first, instances) if first else None,
        rule=rule,
    )


def _sample(example: ChangeExample, group: Group, instances: Instances) -> Sample:
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


def _proof(run: Run, group: Group, example: ChangeExample, instances: Instances) -> ProofTold | None:
    if not group.code.startswith(KINDS_OF_TEXT):
        return None
    position = group.capture or 0
    since = next((point.position for point in run.captures if point.label == example.since), position - 1)
    places = [_place(instances.get((example.lineage, at)), example.path) for at in (since, position)]
    vrs = [place.element.vr for place in places if place is not None and place.element.vr != "UN"]
    values = [(place.element.value or b"") if place is not None else b"" for place in places]
    return charset_proof(
        example,
        group.code,
        captures=(example.since, run.label(position)),
        vr=vrs[-1] if vrs else "",
        values=(values[0], values[1]),
    )


def _place(instance: Instance | None, path: str) -> Place | None:
    if instance is None:
        return None
    try:
        return find_element(header_of(instance), path)
    except FileNotFoundError:
        return None


def bytes_at(label: str, instance: Instance | None, path: str) -> Bytes | None:
    """The element in a file; ``None`` where there is no file, or it is not kept any more."""
    if instance is None:
        return None
    try:
        header = header_of(instance)
        place = find_element(header, path)
        return Bytes(label, hex_dump(instance, header, place.element) if place else None)
    except FileNotFoundError:
        return None
