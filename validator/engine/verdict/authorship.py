"""Who did it, and whether anyone said so."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from validator.engine.model import Impact, Sentence
from validator.engine.verdict.drafts import Draft
from validator.engine.verdict.methods import method_of
from validator.engine.verdict.tally import Tally, befell
from validator.engine.verdict.wording import listed

UNDECLARED = "not declared in Original Attributes"


def authored(sentence: Sentence, tallies: Sequence[Tally], *, method: str = "") -> Draft:
    """The sentence on these changes with what is known of their authors.

    ``method`` is how the files after the hop were taken.
    """
    declared = _declared({answer for tally in tallies for answer in tally.declared})
    return Draft(sentence, _writers(tallies, method), declared, befell(tallies))


def _writers(tallies: Sequence[Tally], method: str) -> str:
    names = sorted({writer for tally in tallies for writer in tally.writers})
    if not names:
        return ""
    receiver = ", the receiver of the files" if method_of(method).is_received else ""
    if all(map(_is_untouched, tallies)):
        # Whoever wrote these files need not have taken part in the hop that changed what they cite.
        return f"they were written by {listed(names)}{receiver}"
    return f"{'writer' if len(names) == 1 else 'writers'} {listed(names)}{receiver}"


def _is_untouched(tally: Tally) -> bool:
    """Whether references stand as they stood, and what they cite has changed."""
    return tally.kind.startswith("reference.") and tally.sample.before == tally.sample.after


def _declared(answers: set[str]) -> str:
    if "false-record" in answers:
        return "Original Attributes record another original"
    if answers == {"yes"}:
        return "declared in Original Attributes"
    return UNDECLARED if answers == {"no"} else "declared in Original Attributes in part"


def signed(drafts: Iterable[Draft]) -> list[Draft]:
    """The sentences in their order, each with its writer and with what Original Attributes tell of it.

    What they tell of a whole hop stands on the first of its sentences only.
    """
    drafts = list(drafts)
    return [_with(one, one.writers, declared) for one, declared in zip(drafts, _spoken(drafts), strict=True)]


def _spoken(drafts: Sequence[Draft]) -> Iterable[str]:
    """What each sentence says of Original Attributes: nothing where an earlier sentence of the hop says it for all."""
    different: dict[str | None, set[str]] = defaultdict(set)
    for one in drafts:
        different[one.sentence.capture].update({one.declared} - {""})
    said: set[str | None] = set()
    for sentence, _, declared, _ in drafts:
        is_known = sentence.capture in said and len(different[sentence.capture]) == 1
        is_moot = declared == UNDECLARED and sentence.impact is Impact.COSMETIC
        if declared:
            said.add(sentence.capture)
        yield "" if is_known or is_moot else declared


def _with(draft: Draft, *facts: str) -> Draft:
    detail = " · ".join(filter(None, (draft.sentence.detail, *facts)))
    return draft._replace(sentence=draft.sentence._replace(detail=detail))
