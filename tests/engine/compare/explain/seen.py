"""Observations made by hand."""

from collections.abc import Iterable, Sequence
from typing import Any

from validator.engine.compare.explain import Found, Observation, find_rules, infer, merge
from validator.engine.model import InferredRule

Pair = tuple[str | None, str | None]


def observations(
    pairs: Iterable[Pair],
    *,
    path: str = "(0010,0020)",
    vr: str = "LO",
    studies: int = 0,
    sources: Sequence[tuple[tuple[str, str], ...]] = (),
) -> list[Observation]:
    """One lineage a pair, each a study of its own unless there are fewer ``studies``."""
    return [
        Observation(
            "b", path, vr, before, after, sources[at] if sources else (), at + 1, 1,
            (f"{at % studies if studies else at:012x}",),
        )
        for at, (before, after) in enumerate(pairs)
    ]  # fmt: skip


def inferred(seen: Iterable[Observation], *, labels: Sequence[str]) -> list[InferredRule]:
    held = list(merge(seen))
    return infer(lambda: held, labels=labels)


def found(seen: Iterable[Observation]) -> list[Found]:
    held = list(merge(seen))
    return find_rules(lambda: held, labels=("a", "b"))


def told(seen: Iterable[Observation]) -> InferredRule | None:
    """What is told of the one attribute that was seen; ``None`` where no rule was found."""
    return next((each.told for each in found(seen) if each.rule), None)


def text(pairs: Iterable[Pair], **more: Any) -> str | None:
    rule = told(observations(pairs, **more))
    return rule.text if rule is not None else None
