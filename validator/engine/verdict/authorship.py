"""Who did it, and whether anyone said so: told once a hop, unless its sentences differ in that."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from validator.engine.model import Impact, Sentence
from validator.engine.verdict.tally import Tally
from validator.engine.verdict.wording import listed

UNDECLARED = "not declared in Original Attributes"


class Authored(NamedTuple):
    """A sentence and what is known of the authors of its changes, not yet part of its detail."""

    sentence: Sentence
    writers: str = ""
    declared: str = ""
    """Whether Original Attributes tell of it; like ``writers`` empty where instances came or went."""


def authored(sentence: Sentence, tallies: Sequence[Tally]) -> Authored:
    """The sentence on these changes with what is known of their authors."""
    names = sorted({writer for tally in tallies for writer in tally.writers})
    writers = f"{'writer' if len(names) == 1 else 'writers'} {listed(names)}" if names else ""
    return Authored(sentence, writers, _declared({answer for tally in tallies for answer in tally.declared}))


def _declared(answers: set[str]) -> str:
    if "false-record" in answers:
        return "Original Attributes record another original"
    if answers == {"yes"}:
        return "declared in Original Attributes"
    return UNDECLARED if answers == {"no"} else "declared in Original Attributes in part"


def signed(told: Iterable[Authored]) -> list[Sentence]:
    """The sentences in their order, each with what is to be said of its authors.

    What is the same for a whole hop stands on the first of its sentences only.
    """
    told = list(told)
    sentences = [one.sentence for one in told]
    for facts in ([one.writers for one in told], [one.declared for one in told]):
        sentences = [_with(sentence, fact) for sentence, fact in zip(sentences, _spoken(sentences, facts), strict=True)]
    return sentences


def _spoken(sentences: Sequence[Sentence], facts: Sequence[str]) -> Iterable[str]:
    """Each sentence's fact, or nothing where an earlier sentence of the hop says it for all."""
    different: dict[str | None, set[str]] = defaultdict(set)
    for sentence, fact in zip(sentences, facts, strict=True):
        different[sentence.capture].update({fact} - {""})
    said: set[str | None] = set()
    for sentence, fact in zip(sentences, facts, strict=True):
        is_known = sentence.capture in said and len(different[sentence.capture]) == 1
        is_moot = fact == UNDECLARED and sentence.impact is Impact.COSMETIC
        if fact:
            said.add(sentence.capture)
        yield "" if is_known or is_moot else fact


def _with(sentence: Sentence, fact: str) -> Sentence:
    return sentence._replace(detail=" · ".join(filter(None, (sentence.detail, fact))))
