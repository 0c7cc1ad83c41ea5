"""What is told of a case as a whole, in words that the formats for people share; none of it is safe to show yet."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from validator.engine.catalogue import RULES
from validator.engine.model import (
    Ambiguity,
    Collision,
    Deidentification,
    Deviation,
    Entity,
    EntityCount,
    FindingDelta,
    InferredRule,
    ReferenceLink,
    ReferenceNode,
    ReferenceState,
    RuleException,
    UidMap,
)
from validator.engine.report.hops import Fold
from validator.engine.report.wording import count_of, cut_value, kind_title

MOST = 8
"""So many lines are told of one fact; the rest is counted."""
MOST_EXCEPTIONS = 3
"""So many exceptions and collisions are told of one rule, so many UIDs of one move, places of one reference."""
MOST_ENTITIES = 25
"""So many studies and series are told that are not the same at every capture."""
UID = "uid."
"""Kinds of change whose collisions the maps of UIDs tell."""
ARROW = " → "
STATES = {
    ReferenceState.STRAYED: "of another one than before",
    ReferenceState.WRONG_GENERATION: "that it does not have here",
    ReferenceState.DANGLING: "of nothing that is here",
    ReferenceState.CONTEXT_STALE: "of another parent than the instances cited have",
}


class Counts(NamedTuple):
    """One study, or one series of it, through the captures."""

    numbers: tuple[int, ...]
    name: str
    """``study``, ``CT series``"""
    uid: str
    notes: str
    """``2 missing at archive``"""
    is_series: bool


def entity_counts(entity: EntityCount, labels: Iterable[str]) -> Counts:
    """How many of its instances every capture holds, and what is odd there."""
    is_series = entity.entity is Entity.SERIES
    notes = []
    known = ("", "", "")
    for label, missing, added, files, counts in zip(
        labels, entity.missing, entity.added, entity.files, entity.counts, strict=True
    ):
        twice = files - counts
        odd = (
            f"{missing:,} missing" if missing else "",
            f"{added:,} added" if added else "",
            f"{count_of(twice, 'more file')} of them" if twice else "",
        )
        news = [words for words, before in zip(odd, known, strict=True) if words and words != before]
        notes += [f"{', '.join(news)} at {label}"] if news else []
        known = odd
    return Counts(
        numbers=entity.counts,
        name=f"{entity.modality} series".strip() if is_series else "study",
        uid=entity.series if is_series else entity.study,
        notes="; ".join(notes),
        is_series=is_series,
    )


def rule_line(rule: InferredRule) -> str:
    """``first 16 characters; holds for 9,998 of 10,000``"""
    source = f" ({rule.source})" if rule.source and rule.source not in rule.text else ""
    if rule.exception_count:
        return f"{rule.text}{source}; holds for {rule.support:,} of {rule.pairs:,}"
    return f"{rule.text}{source}; {f'holds for all {rule.pairs:,}' if rule.pairs > 1 else 'seen once'}"


def says_more(rule: InferredRule, kind: str) -> bool:
    """Whether the rule tells more than the name of the kind of change: ``removed`` from all does not."""
    return bool(rule.text) and (rule.text.casefold() != kind_title(kind).casefold() or bool(rule.exception_count))


def tells_collisions(kind: str) -> bool:
    """Whether what became equal is told with the rule: of UIDs their maps tell it."""
    return not kind.startswith(UID)


def exception_line(exception: RuleException) -> str:
    """``“A” → “B”, where the rule makes “C”``"""
    made = f", where the rule makes {cut_value(exception.expected)}" if exception.expected is not None else ""
    return f"{cut_value(exception.before)}{ARROW}{cut_value(exception.after)}{made}"


def collision_line(collision: Collision) -> str:
    """``“ACC-1” now stands for 2 values: “ACC-10”, “ACC-11”``"""
    named = ", ".join(cut_value(value) for value in collision.before[:MOST_EXCEPTIONS])
    more = collision.total - min(len(collision.before), MOST_EXCEPTIONS)
    rest = f" and {more:,} more" if more else ""
    return f"{cut_value(collision.after)} now stands for {collision.total:,} values: {named}{rest}"


def node_names(nodes: Mapping[int, ReferenceNode]) -> dict[int, str]:
    """``CT``; where several series have the same modality, with the end of the UID that tells them apart."""
    plain = {node.id: node.modality or node.entity.noun for node in nodes.values()}
    alike = Counter(plain.values())
    names = {
        number: name if alike[name] == 1 else f"{name} …{nodes[number].uid[-12:]}" for number, name in plain.items()
    }
    return {0: "outside of the case", **names}


def link_head(link: ReferenceLink, names: Mapping[int, str]) -> str:
    """``SEG → CT``"""
    return f"{names.get(link.source, '')}{ARROW}{names.get(link.target, '')}"


def link_line(link: ReferenceLink) -> str:
    """``4 SOP Instance UIDs that it does not have here``"""
    return f"{count_of(link.count, Entity(link.entity).uid_name if link.entity else 'UID')} {STATES[link.state]}"


def link_example(link: ReferenceLink) -> list[str]:
    """``cites 1.2.3.4``, ``which is 1.2.3.9 here``"""
    cited, has = link.example
    return [f"cites {cited}", *([f"which is {has} here"] if has and has != cited else [])]


def uid_line(uids: UidMap) -> str:
    """``1 study split into several, 3 kept``"""
    one, several = uids.entity.noun, uids.entity.plural
    told = (
        (uids.split, "split into several"),
        (uids.merged, "made of several"),
        (uids.reused, "under a UID that named another one"),
        (uids.scattered, "scattered over several studies"),
        (uids.renewed, "renewed one to one"),
        (uids.kept, "kept"),
    )
    parts = [f"{number:,} {words}" for number, words in told if number]
    first = next(number for number, _ in told if number)
    return ", ".join(parts).replace(f"{first:,} ", f"{first:,} {one if first == 1 else several} ", 1)


def uid_moves(uids: UidMap) -> list[tuple[str, str]]:
    """The first splits, mergers and reuses, both sides: ``1.2.3`` and ``1.2.4 and 4 more``."""
    odd = min(uids.split + uids.merged + uids.reused, MOST_EXCEPTIONS)
    return [(_some(move.before), _some(move.after)) for move in uids.examples[:odd]]


def _some(uids: tuple[str, ...]) -> str:
    if not uids:
        return "no UID"
    return uids[0] + (f" and {len(uids) - 1:,} more" if len(uids) > 1 else "")


def delta_name(delta: FindingDelta) -> str:
    """What is wrong, by the name of its rule."""
    return RULES[delta.code].name if delta.code in RULES else ""


def place_words(path: str, names: Mapping[str, str]) -> str:
    """``(0010,0010) Patient's Name``"""
    return f"{path} {names.get(path, '')}".strip()


def deidentification_line(one: Deidentification) -> str:
    """Profile, options and how many instances."""
    who = f"{one.count:,} of {count_of(one.total, 'instance')}"
    if not one.profile:
        return f"only marked as de-identified, in {who}"
    options = f" with {', '.join(one.options)}" if one.options else ""
    return f"{one.profile}{options}, in {who}; {count_of(one.treated, 'attribute')} treated as it demands"


def deviation_words(deviation: Deviation) -> str:
    """``kept instead of “remove”``"""
    return f"{deviation.done} instead of “{deviation.demanded}”"


def demanded_line(demanded: Mapping[str, int]) -> str:
    """``Removed 40, Emptied 3``: changes that the profile explains, by kind, at how many places."""
    return ", ".join(f"{kind_title(kind)} {places:,}" for kind, places in sorted(demanded.items()))


def fold_line(fold: Fold) -> str:
    """``at 96 places, of GEMS_IDEN_01, GEMS_ACQU_01 and 5 more``"""
    origins = list(fold.origins)
    named = ", ".join(origin.removeprefix("of ") for origin in origins[:MOST_EXCEPTIONS])
    more = len(origins) - MOST_EXCEPTIONS
    rest = f" and {more:,} more" if more > 0 else ""
    return f"at {count_of(fold.places, 'place')}" + (f", of {named}{rest}" if origins else "")


def ambiguity_line(ambiguity: Ambiguity) -> str:
    """How many files fit how many instances, and what agrees."""
    lineages = len(ambiguity.lineages)
    fit = f"{count_of(len(ambiguity.files), 'file')} fit{'s' if len(ambiguity.files) == 1 else ''}"
    reasons = f" ({', '.join(ambiguity.reasons)} agree)" if ambiguity.reasons else ""
    return f"{fit} {count_of(lineages, 'instance')} equally well{reasons}"


def named_some(files: Sequence[str]) -> str:
    """``a.dcm, b.dcm, c.dcm and 4 more``"""
    more = len(files) - MOST_EXCEPTIONS
    return ", ".join(files[:MOST_EXCEPTIONS]) + (f" and {more:,} more" if more > 0 else "")
