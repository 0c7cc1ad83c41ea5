"""At most seven sentences: what does not fit is told together, and nothing that breaks something goes unnamed."""

from collections.abc import Iterable, Sequence

from validator.engine.model import Impact, Sentence, Topic
from validator.engine.verdict.drafts import Draft, gravest

MOST_SENTENCES = 7
MOST_CLAUSES = 3
"""So many of the smaller changes are named in the last sentence."""


def fitted(drafts: Sequence[Draft], *, room: int) -> list[Sentence]:
    """The sentences, the worst first, in ``room`` lines.

    Where there are more, the last line tells the rest. What changed for the worse goes there only if there is no
    line left for it even after the sentences about one hop were joined, those about what breaks at last.
    """
    drafts = list(drafts)
    while (
        len(drafts) > room
        and any(map(_deserves_a_line, drafts[room - 1 :]))
        and (_join(drafts, Impact.DEGRADES) or _join(drafts, Impact.BREAKS))
    ):
        pass
    if len(drafts) <= room:
        return [one.sentence for one in drafts]
    return [*(one.sentence for one in drafts[: room - 1]), _folded(drafts[room - 1 :])]


def _deserves_a_line(one: Draft) -> bool:
    """Whether it tells of harm itself: the errors that a hop introduced follow from what it changed."""
    return one.sentence.impact not in (None, Impact.COSMETIC) and one.sentence.topic is not Topic.DELTA


def _join(drafts: list[Draft], impact: Impact) -> bool:
    """Join the last sentence of this impact with an earlier one on the same hop; whether there was one."""
    alike = [at for at, one in enumerate(drafts) if one.sentence.impact is impact]
    for last in reversed(alike):
        for first in reversed([at for at in alike if at < last]):
            if _are_alike(drafts[first].sentence, drafts[last].sentence):
                drafts[first] = _joined(drafts[first], drafts.pop(last))
                return True
    return False


def _are_alike(first: Sentence, second: Sentence) -> bool:
    """Whether two sentences are about the same hop and link to the same place."""
    return first.capture is not None and (first.capture, first.topic) == (second.capture, second.topic)


def _joined(first: Draft, second: Draft) -> Draft:
    one, other = first.sentence, second.sentence
    parts = (*one.detail.split(" · "), *other.detail.split(" · "))
    sentence = one._replace(
        text=f"{one.text}; {other.text.removeprefix(f'{one.capture} ')}",
        count=_count([first, second]),
        total=max(one.total, other.total),
        detail=" · ".join(filter(None, dict.fromkeys(parts))),
        evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))),
    )
    return first._replace(sentence=sentence, lineages=first.lineages | second.lineages)


def _folded(rest: Sequence[Draft]) -> Sentence:
    """What the rest comes to, in one sentence; what breaks is named one by one."""
    sentences = [one.sentence for one in rest]
    named = max(MOST_CLAUSES, sum(one.breaks for one in rest))
    clauses = list(_clauses(sentences[:named]))
    more = len(sentences) - len(clauses)
    if more:
        clauses.append(f"{more:,} more")
    captures = {sentence.capture for sentence in sentences}
    noun = "changes" if all(sentence.topic is Topic.CHANGES for sentence in sentences) else "points"
    return Sentence(
        impact=gravest(sentence.impact for sentence in sentences),
        capture=captures.pop() if len(captures) == 1 else None,
        text=f"And {len(sentences):,} {'more' if rest[0].breaks else 'smaller'} {noun}: {'; '.join(clauses)}",
        count=_count(rest),
        total=max(sentence.total for sentence in sentences),
        topic=Topic.CHANGES if any(sentence.topic is Topic.CHANGES for sentence in sentences) else sentences[0].topic,
        evidence=tuple(dict.fromkeys(line for sentence in sentences for line in sentence.evidence)),
    )


def _clauses(sentences: Sequence[Sentence]) -> Iterable[str]:
    """The sentences with their numbers; the hop is named where another one begins."""
    hop: str | None = None
    for sentence in sentences:
        text = sentence.text.removeprefix(f"{hop} ") if hop else sentence.text
        yield f"{text} ({sentence.count:,})"
        hop = sentence.capture


def _count(drafts: Sequence[Draft]) -> int:
    """How many instances some sentences are about together; at least, where one of them does not tell which."""
    together = 0
    for one in drafts:
        together |= one.lineages
    return max(together.bit_count(), *(one.sentence.count for one in drafts))
