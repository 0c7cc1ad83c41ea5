"""How references and UIDs are told where the whole case was looked at: how many, and where they point."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from validator.engine.hierarchy import IDENTITIES
from validator.engine.model import (
    Entity,
    Evidence,
    Impact,
    ReferenceGraph,
    ReferenceState,
    Sentence,
    Topic,
    UidMap,
    tag_text,
)
from validator.engine.verdict.drafts import Draft
from validator.engine.verdict.tally import Case, Tally
from validator.engine.verdict.wording import counted, entities, listed

Broken = Mapping[str, Counter[ReferenceState]]
"""By capture: how many references lead astray there that did not do so at any earlier one, by where they lead."""

WHITHER = {
    ReferenceState.WRONG_GENERATION: "at the old UIDs",
    ReferenceState.DANGLING: "at what is not there",
    ReferenceState.CONTEXT_STALE: "into a study or series that the instances cited do not belong to",
    ReferenceState.STRAYED: "at other instances than before",
}
TAGS = {entity: tag for tag, entity in IDENTITIES.items()}
STATES = {
    "reference.dangling": (ReferenceState.WRONG_GENERATION, ReferenceState.DANGLING),
    "reference.context-stale": (ReferenceState.CONTEXT_STALE,),
    "reference.remapped": (ReferenceState.STRAYED,),
}
"""Where references lead after a change of which kind."""


def newly_broken(graph: ReferenceGraph, labels: Sequence[str]) -> Broken:
    """How many references each hop broke."""
    broken: dict[str, Counter[ReferenceState]] = defaultdict(Counter)
    for link in graph.newly_broken(labels):
        broken[link.capture][link.state] += link.count
    return broken


def broken_phrase(kind: str, found: Mapping[ReferenceState, int], *, objects: str) -> str | None:
    """What a hop did to references, with their number; ``None`` where the graph knows nothing of it."""
    numbers = {state: found[state] for state in STATES.get(kind, ()) if found.get(state)}
    if not numbers:
        return None
    references = counted(sum(numbers.values()), "reference")
    if len(numbers) == 1:
        (state,) = numbers
        return f"left {references} of {objects} pointing {WHITHER[state]}"
    parts = [f"{number:,} {WHITHER[state]}" for state, number in numbers.items()]
    return f"left {references} of {objects} pointing nowhere: {listed(parts)}"


def reference_sentences(case: Case, broken: Broken) -> list[Draft]:
    """Of hops that broke references without a change that would say so."""
    told = []
    known = {(tally.capture, state) for tally in case.noteworthy() if _breaks(tally) for state in STATES[tally.kind]}
    for capture in case.labels:
        rest = {state: n for state, n in broken.get(capture, {}).items() if (capture, state) not in known}
        if rest:
            number = sum(rest.values())
            parts = [f"{n:,} {WHITHER[state]}" for state, n in sorted(rest.items())]
            where = WHITHER[next(iter(rest))] if len(rest) == 1 else f"astray: {listed(parts)}"
            text = f"{capture} holds {counted(number, 'reference')} that {'points' if number == 1 else 'point'} {where}"
            told.append(Draft(Sentence(Impact.BREAKS, capture, text, number, number, topic=Topic.REFERENCES)))
    return told


def _breaks(tally: Tally) -> bool:
    return tally.kind in STATES and (tally.kind != "reference.remapped" or tally.is_strayed)


def reuse_sentences(maps: Iterable[UidMap], case: Case) -> list[Draft]:
    """Of UIDs that stand for something else after a hop than before."""
    return [Draft(_reuse(one, case)) for one in maps if one.reused]


def _reuse(one: UidMap, case: Case) -> Sentence:
    uids = counted(one.reused, f"{one.entity.term} UID")
    named = "named another before" if one.reused == 1 else "named others before"
    lines = [tally.line for tally in case.noteworthy() if (tally.capture, tally.tag) == (one.capture, TAGS[one.entity])]
    return Sentence(
        impact=Impact.BREAKS,
        capture=one.capture,
        text=f"{one.capture} used {uids} again that {named}",
        count=one.reused,
        total=one.kept + one.renewed + one.split + one.merged + one.reused,
        topic=Topic.REFERENCES,
        evidence=tuple(line for line in lines if line.kind.startswith("uid.")),
    )


def uids_clause(kind: str, lines: Iterable[Evidence], maps: Iterable[UidMap]) -> str:
    """How many studies, series and instances got a new UID, or series were scattered, where that was counted."""
    lines = list(lines)
    if kind == "uid.split":
        captures = {line.capture for line in lines}
        scattered = sum(one.scattered for one in maps if one.capture in captures)
        lie = "lies" if scattered == 1 else "lie"
        return f"{scattered:,} series now {lie} in several studies" if scattered else ""
    if kind != "uid.regenerated":
        return ""
    places = {(line.capture, line.path) for line in lines}
    renewed = [
        entities(one.renewed, one.entity)
        for one in maps
        if one.renewed and (one.capture, tag_text(TAGS[one.entity])) in places
    ]
    return listed(renewed) if renewed else ""


def is_renewed_everywhere(entity: Entity, capture: str, maps: Iterable[UidMap]) -> bool | None:
    """Whether every entity of a kind got a UID of its own that it did not have before; ``None``: nobody counted."""
    for one in maps:
        if (one.capture, one.entity) == (capture, entity):
            return not (one.kept or one.split or one.merged)
    return None
