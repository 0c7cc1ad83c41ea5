"""The words for what one sentence tells: exact where it was the same every time, else by the kind of change."""

from collections.abc import Sequence

from validator.engine.compare.classify.encoding_kinds import VR_UNKNOWN
from validator.engine.compare.reading import LENGTH_LIMITS
from validator.engine.compare.step import TIMEZONE_OFFSET
from validator.engine.hierarchy import IDENTITIES
from validator.engine.model import Entity
from validator.engine.standard import dictionary
from validator.engine.verdict.gathering import RELABELLED, Gathered, besides, is_constant
from validator.engine.verdict.inferred import collisions_clause
from validator.engine.verdict.known import Known
from validator.engine.verdict.references import broken_phrase, is_renewed_everywhere
from validator.engine.verdict.tally import Tally, befell, vital
from validator.engine.verdict.wording import (
    PHRASES,
    VR_PHRASES,
    counted,
    listed,
    objects_of,
    pair_phrase,
    phrase_of,
    precise_phrase,
    renewed_phrase,
    uids_phrase,
)

IDENTITY_KINDS = ("uid.regenerated", "uid.split", "uid.merged")
OVERLONG = "value.overlong"


def phrase(gathered: Gathered, known: Known, *, count: int) -> str:
    """What was done; ``count`` is the number of instances that it befell."""
    tallies = gathered.tallies
    parts = [_deed(gathered, known, count=count)]
    if gathered.tallies[0].kind not in IDENTITY_KINDS:
        parts.append(collisions_clause(tallies, known.rules.of(tallies)))
    parts += [_besides(tallies), _overlong(tallies), _reading(gathered.read), _labels(gathered.labels, count=count)]
    return "; ".join(filter(None, parts))


def _deed(gathered: Gathered, known: Known, *, count: int) -> str:
    tallies = gathered.tallies
    first = tallies[0]
    if gathered.is_set or (len(tallies) == 1 and first.kind == "value.replaced" and is_constant(tallies)):
        return f"set {first.name} to “{next(iter(first.results))}”"
    if first.kind in IDENTITY_KINDS:
        return _uids(tallies, known)
    if first.kind == RELABELLED and _only_pair(tallies):
        return "relabelled texts from {} to {}".format(*_only_pair(tallies))
    if first.tag == TIMEZONE_OFFSET and first.kind == "value.time-zone":
        return _offset(first, known)
    objects = objects_of((sop_class for tally in tallies for sop_class in tally.objects), count)
    if first.kind.startswith("reference."):
        return _references(tallies, known, objects)
    elements = sum(tally.changes for tally in tallies)
    if first.kind == VR_UNKNOWN:
        return VR_PHRASES[str(dict(first.sample.evidence).get("vr", ""))].format(counted(elements, "attribute"))
    return _exact(tallies) or phrase_of(first.kind, _names(tallies), objects=objects, elements=elements)


def _uids(tallies: Sequence[Tally], known: Known) -> str:
    """What was done to UIDs that say who an instance is."""
    first = tallies[0]
    if first.kind != "uid.regenerated":
        parts = {tally.tag: {} if tally.is_tangled else tally.parts for tally in tallies}
        return uids_phrase(first.kind, parts) or f"regenerated {listed(_names(tallies))}"
    named = {tally.tag: tally for tally in tallies}
    entities = {entity: named[tag] for tag, entity in IDENTITIES.items() if tag in named}
    every = [entity for entity, tally in entities.items() if _is_everywhere(entity, tally, known)]
    some = {entity: tally.instances for entity, tally in entities.items() if entity not in every}
    return renewed_phrase(every, some) or f"regenerated {listed(_names(tallies))}"


def _is_everywhere(entity: Entity, tally: Tally, known: Known) -> bool:
    """Whether none of these entities kept its UID: where nobody counted them, whether no instance kept it."""
    told = is_renewed_everywhere(entity, tally.capture, known.facts.uids)
    return tally.instances == known.case.compared[tally.capture] if told is None else told


def _references(tallies: Sequence[Tally], known: Known, objects: str) -> str:
    """What became of references, with their number where somebody counted them."""
    first = tallies[0]
    if first.kind != "reference.remapped" or first.is_strayed:
        broken = broken_phrase(first.kind, known.broken.get(first.capture, {}), objects=objects)
        if broken:
            return broken
    if first.is_strayed:
        return "pointed references to other instances than before"
    return phrase_of(first.kind, _names(tallies), objects=objects, elements=0)


def _offset(tally: Tally, known: Known) -> str:
    """What became of Timezone Offset From UTC, and of the times that it is about."""
    pair = _only_pair([tally])
    said = f"changed {tally.name} from {pair[0]} to {pair[1]}" if pair and all(pair) else f"changed {tally.name}"
    moved = [
        other
        for other in known.case.noteworthy()
        if other.capture == tally.capture and dictionary.vr_of(other.tag) in ("TM", "DT")
    ]
    return said if moved else f"{said} and left the times as they are: every instant moved"


def _exact(tallies: Sequence[Tally]) -> str | None:
    """The phrase with the very characters or values, where they were the same every time."""
    first, pair, names = tallies[0], _only_pair(tallies), _names(tallies)
    if pair:
        quoted = pair_phrase(first.kind, names, *pair)
        if quoted:
            return quoted
    ends = {end for tally in tallies for end in tally.ends}
    if len(ends) == 1 and all(tally.is_always("value.suffix-removed") for tally in tallies):
        return f"took “{ends.pop()}” off the end of {listed(names)}"
    if not first.detail or any(tally.detail != first.detail for tally in tallies):
        return None
    return precise_phrase(first.kind, names, dict(first.sample.evidence))


def _besides(tallies: Sequence[Tally]) -> str:
    """What else was done to the same values every time."""
    names = {tally.name for tally in tallies}
    object_ = "it" if len(names) == 1 else "them"
    return "; ".join(PHRASES[kind].format(names=object_) for kind in besides(tallies[0]))


def _overlong(tallies: Sequence[Tally]) -> str:
    """That what was done made values longer than allowed, where their kind does not say it."""
    long = [tally for tally in tallies if tally.also[OVERLONG]]
    if not long:
        return ""
    representations = {dictionary.vr_of(tally.tag) for tally in long}
    limit = LENGTH_LIMITS.get(min(representations)) if len(representations) == 1 else None
    allowed = f"the {limit:,} characters of {min(representations)}" if limit else "allowed"
    everywhere = all(tally.is_always(OVERLONG) for tally in tallies)
    return f"now longer than {allowed}" if everywhere else f"some now longer than {allowed}"


def _reading(read: Sequence[Tally]) -> str:
    """How the texts read whose label was changed."""
    if not read:
        return ""
    names = f"{listed(_names(read))} now {'reads' if len(read) == 1 else 'read'}"
    if all(tally.repaired == tally.changes for tally in read):
        return f"{names} right again"
    if not all(tally.recoverable == tally.changes for tally in read):
        return f"{names} differently"
    return f"{names} differently; the {'text' if len(read) == 1 else 'texts'} can be recovered"


def _labels(labels: Sequence[Tally], *, count: int) -> str:
    """What became of the label of the character set while the texts were damaged."""
    if not labels:
        return ""
    number = befell(labels).bit_count()
    said = listed([PHRASES[tally.kind] for tally in labels])
    return said if number == count else f"{said} in {number:,}"


def _names(tallies: Sequence[Tally]) -> list[str]:
    return [tally.name for tally in sorted(tallies, key=vital)]


def _only_pair(tallies: Sequence[Tally]) -> tuple[str | None, str | None] | tuple[()]:
    """The values before and after, where they were the same every time."""
    pairs = {pair for tally in tallies for pair in tally.pairs}
    return pairs.pop() if len(pairs) == 1 else ()
