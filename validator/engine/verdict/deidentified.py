"""A de-identification is told once, with the changes that it explains under it."""

from collections.abc import Iterable
from typing import NamedTuple

from validator.engine.model import Deidentification, Impact, Sentence, Topic, is_private
from validator.engine.verdict.authorship import authored
from validator.engine.verdict.drafts import Draft, gravest
from validator.engine.verdict.known import Known
from validator.engine.verdict.methods import doubt
from validator.engine.verdict.tally import Tally
from validator.engine.verdict.wording import counted, listed, place_name, tag_at

LONG_NAME = " Application Level Confidentiality Profile"
CARELESS_KINDS = frozenset({
    "uid.split", "uid.merged", "reference.dangling", "reference.context-stale", "sop-class.changed",
})  # fmt: skip
UNRELATED = ("pixel.", "charset.", "derivation.")
"""No profile asks for these."""
PRIVATE_REMOVED = "private.removed"
MOST_DEVIATIONS = 3
"""So many deviations are named in one sentence."""


class Folded(NamedTuple):
    """The sentences, and the changes that no de-identification explains."""

    drafts: list[Draft]
    rest: list[Tally]


def deidentifications(tallies: Iterable[Tally], known: Known) -> Folded:
    """One sentence for each hop that de-identified."""
    rest = list(tallies)
    drafts = []
    for one in known.facts.deidentifications:
        places = frozenset(one.explained)
        explained = [tally for tally in rest if _explains(one, places, tally)]
        folded = set(map(id, explained))
        rest = [tally for tally in rest if id(tally) not in folded]
        drafts.append(_sentence(one, explained, known))
    return Folded(drafts, rest)


def _explains(one: Deidentification, places: frozenset[str], tally: Tally) -> bool:
    """Whether a change is part of it.

    Not where it befell more instances than were de-identified, and nothing that leaves instances without what they
    belong to: new UIDs have to be the same wherever a UID stood (PS3.15 Table E.1-1a, action U).
    """
    if tally.capture != one.capture or tally.instances > one.count or tally.is_strayed:
        return False
    if tally.kind in CARELESS_KINDS or tally.kind.startswith(UNRELATED):
        return False
    return tally.pattern in places or (
        tally.kind == PRIVATE_REMOVED and any(is_private(tag_at(place)) for place in places)
    )


def _sentence(one: Deidentification, explained: list[Tally], known: Known) -> Draft:
    lines = tuple(tally.line for tally in explained)
    taken = known.taken(one.capture)
    changes = counted(sum(tally.changes for tally in explained), "change")
    detail = (
        _deviations(one),
        f"{changes} in {counted(len(lines), 'attribute')}" if lines else "",
        f"the instances say: {listed(one.declared)}" if one.declared else "the instances do not say so",
        doubt(lines, taken),
    )
    sentence = Sentence(
        impact=gravest(tally.impact for tally in explained) if one.profile and explained else Impact.BREAKS,
        capture=one.capture,
        text=f"{one.capture} {_phrase(one)}",
        count=one.count,
        total=one.total,
        detail=" · ".join(filter(None, detail)),
        topic=Topic.DEIDENTIFICATION,
        evidence=lines,
    )
    return authored(sentence, explained, method=taken[0][1]) if explained else Draft(sentence)


def _phrase(one: Deidentification) -> str:
    who = "the instances" if one.count == one.total else counted(one.count, "instance")
    if not one.profile:
        return f"marked {who} as de-identified and left {counted(len(one.deviations), 'attribute')} that can identify"
    profile = one.profile.replace(LONG_NAME, " Profile")
    options = f" with {listed(one.options)}" if one.options else ""
    otherwise = f"; {counted(len(one.deviations), 'attribute')} not as it demands" if one.deviations else ""
    return f"de-identified {who}: {profile}{options}{otherwise}"


def _deviations(one: Deidentification) -> str:
    """What was treated otherwise than the profile demands."""
    named = [
        f"{_name(deviation.path)} {deviation.done} instead of “{deviation.demanded}” ({deviation.count:,})"
        for deviation in one.deviations[:MOST_DEVIATIONS]
    ]
    more = len(one.deviations) - len(named)
    return "; ".join([*named, *([f"{more:,} more"] if more else [])])


def _name(path: str) -> str:
    """The attribute in words; what is no path is words already."""
    return place_name(path) if path.startswith("(") else path
