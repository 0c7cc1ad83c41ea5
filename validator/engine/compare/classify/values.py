"""What was done to the characters of a value."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import combinations

from validator.engine.compare.classify.naming import Naming
from validator.engine.compare.classify.value_kinds import (
    CASE,
    MULTIPLICITY,
    NUMBER,
    OVERLONG,
    PREFIX_REMOVED,
    PREFIXED,
    PREFIXED_TRUNCATED,
    PUNCTUATION,
    REORDERED,
    REPLACED,
    ROUNDED,
    SUFFIX_REMOVED,
    SUFFIXED,
    TRUNCATED,
    WHITESPACE,
    ZERO_PADDED,
    ZEROS_STRIPPED,
)
from validator.engine.compare.reading import LENGTH_LIMITS
from validator.engine.text import UNDELIMITED_VRS
from validator.engine.text.decoding import MEMO_LENGTH

PRECEDENCE = (
    MULTIPLICITY, REORDERED, CASE, WHITESPACE, PUNCTUATION, ZEROS_STRIPPED, ZERO_PADDED, TRUNCATED, PREFIXED,
    SUFFIXED, PREFIX_REMOVED, SUFFIX_REMOVED, PREFIXED_TRUNCATED, ROUNDED, NUMBER, OVERLONG, REPLACED,
)  # fmt: skip
"""Which kind is named when several fit: the first."""
SAME_VALUES = "the same values in another order"
DELIMITERS = "^-/._,:;=+#|'()[]"
COMMON_LIMIT = 16
"""Characters: the limit of SH and AE, to which systems also cut values that may be longer."""
LEAST_KEPT = 3
"""So many characters must be left of a value that was prefixed and cut, else it is called replaced."""

LEAST_EVIDENT = 5
"""So many characters must be left where no delimiter marks them off."""
LEAST_RESPELT = 8
"""So many of a text that also lost or got white space or punctuation."""

_WITHOUT_DELIMITERS = str.maketrans("", "", DELIMITERS)
_DELIMITERS_AS_SPACES = str.maketrans(DELIMITERS, " " * len(DELIMITERS))
_NORMAL_FORMS: tuple[tuple[str, Callable[[str], str]], ...] = (
    (CASE, lambda text: text.casefold()),
    (WHITESPACE, lambda text: "".join(text.split())),
    (PUNCTUATION, lambda text: text.translate(_WITHOUT_DELIMITERS)),
)


def name_texts(before: Sequence[str], after: Sequence[str], vr: str, *, size: int = 0) -> Naming:
    """What was done to a text of one or several values, trimmed as its VR allows.

    ``size`` is the number of bytes after, without padding: some systems cut by bytes.
    """
    naming = _name_several(before, after, vr, size=size)
    if is_overlong(after, vr) and not is_overlong(before, vr):
        if naming.kind == REPLACED:
            return Naming(OVERLONG, (), f"longer than the {LENGTH_LIMITS[vr]} characters of {vr}")
        return naming._replace(also=(*naming.also, OVERLONG))
    return naming


def is_overlong(values: Sequence[str], vr: str) -> bool:
    """Whether a value has more characters than its VR allows; of person names each component group counts."""
    limit = LENGTH_LIMITS.get(vr)
    parts = [group for value in values for group in value.split("=")] if vr == "PN" else values
    return limit is not None and any(len(part) > limit for part in parts)


def _name_several(before: Sequence[str], after: Sequence[str], vr: str, *, size: int) -> Naming:
    if len(before) != len(after):
        return name_multiplicity(before, after) or Naming(REPLACED)
    if Counter(before) == Counter(after):
        return Naming(REORDERED, detail=SAME_VALUES)
    if len(before) == 1:
        return _name_one(before[0], after[0], vr, size=size)
    namings = [_name_one(one, other, vr, size=0) for one, other in zip(before, after, strict=True) if one != other]
    kinds = {kind for naming in namings for kind in (naming.kind, *naming.also)}
    if any(naming.kind == REPLACED for naming in namings):
        return Naming(REPLACED)
    ordered = tuple(sorted(kinds, key=PRECEDENCE.index))
    if len({(naming.detail, naming.evidence) for naming in namings}) > 1:
        return Naming(ordered[0], ordered[1:])
    return Naming(ordered[0], ordered[1:], namings[0].detail, namings[0].evidence)


def name_multiplicity(before: Sequence[object], after: Sequence[object]) -> Naming | None:
    """Values dropped or added while the others were kept in their order; ``None`` where more than that happened."""
    longer, shorter = (before, after) if len(before) > len(after) else (after, before)
    rest = iter(longer)
    if len(longer) == len(shorter) or not all(value in rest for value in shorter):
        return None
    return Naming(MULTIPLICITY, detail=f"{len(before)} values became {len(after)}")


def _name_one(before: str, after: str, vr: str, *, size: int) -> Naming:
    """What became of one value; in a series the same befalls the same value again and again."""
    is_short = len(before) + len(after) <= MEMO_LENGTH
    return (_judge_one if is_short else _judge_one.__wrapped__)(before, after, vr, size)


@lru_cache(maxsize=4096)
def _judge_one(before: str, after: str, vr: str, size: int) -> Naming:
    if vr == "PN" and _same_components(before, after):
        return Naming(REORDERED, detail="the same components in another order")
    if before and after:
        forms = _normal_forms(before, after)
        if forms:
            return Naming(forms[0], forms[1:])
        naming = _name_structure(before, after, vr, size=size)
        if naming is not None:
            return naming
        turned = _name_turned(before, after) if vr == "PN" else None
        return turned or _name_composed(before, after, vr, size=size) or Naming(REPLACED)
    return Naming(REPLACED)


def _name_turned(before: str, after: str) -> Naming | None:
    """The parts of a name in another order, divided or spelt otherwise: ``Doe^Jane`` becomes ``Jane Doe``."""
    for fold, also in ((str, (PUNCTUATION,)), (str.casefold, (CASE, PUNCTUATION))):
        parts = [fold(text).translate(_DELIMITERS_AS_SPACES).split() for text in (before, after)]
        if len(parts[0]) > 1 and Counter(parts[0]) == Counter(parts[1]):
            return Naming(REORDERED, also, "the same parts in another order")
    return None


def _name_composed(before: str, after: str, vr: str, *, size: int) -> Naming | None:
    """Two things at once: both ends, leading zeros and an end, or the beginning or end of another spelling."""
    core = before.lstrip("0")
    framed = _name_framed(before, after) or _name_unframed(before, after)
    if framed is None and core != before:
        framed = _name_framed(core, after, (ZEROS_STRIPPED,))
    if framed is not None:
        return framed
    for kind, normal in _NORMAL_FORMS:
        one, other = normal(before), normal(after)
        naming = _name_structure(one, other, vr, size=size)
        # Without what divides it a text has less of its own: more of it must be left than of one in another case.
        if naming is not None and (kind == CASE or min(len(one), len(other)) >= LEAST_RESPELT):
            # What the detail quotes would be quoted in the other spelling.
            return Naming(kind, (naming.kind, *naming.also), "" if "“" in naming.detail else naming.detail)
    return None


def _name_framed(kept: str, after: str, also: tuple[str, ...] = ()) -> Naming | None:
    """What was kept, with something put in front of it and behind."""
    front, found, back = after.partition(kept) if kept else (after, "", "")
    if not found or not _is_evident_inside(front, kept, back):
        return None
    padded = bool(front) and not front.strip("0")
    kinds = [*also, *([ZERO_PADDED if padded else PREFIXED] if front else ()), *([SUFFIXED] if back else ())]
    ends = [f"{name} “{end}”" for name, end in (("prefix", front), ("suffix", back)) if end]
    return Naming(kinds[0], tuple(kinds[1:]), " and ".join(ends))


def _name_unframed(before: str, kept: str) -> Naming | None:
    """What was kept of the middle of a text."""
    front, found, back = before.partition(kept)
    if not found or not _is_evident_inside(front, kept, back):
        return None
    return Naming(PREFIX_REMOVED, (SUFFIX_REMOVED,), f"prefix “{front}” and suffix “{back}” gone")


def _is_evident_inside(front: str, kept: str, back: str) -> bool:
    """Whether what was kept is enough to be recognised between other text."""
    divided = (not front or front[-1] in DELIMITERS) and (not back or back[0] in DELIMITERS)
    return len(kept) >= (LEAST_KEPT if divided else LEAST_EVIDENT)


def _same_components(before: str, after: str) -> bool:
    parts = before.split("^"), after.split("^")
    return before != after and len(parts[0]) > 1 and Counter(filter(None, parts[0])) == Counter(filter(None, parts[1]))


def _normal_forms(before: str, after: str) -> tuple[str, ...]:
    """The fewest of case, white space and punctuation that, left aside, make the two texts equal."""
    for count in range(1, len(_NORMAL_FORMS) + 1):
        for chosen in combinations(_NORMAL_FORMS, count):
            one, other = before, after
            for _, normal in chosen:
                one, other = normal(one), normal(other)
            if one == other:
                return tuple(kind for kind, _ in chosen)
    return ()


def _name_structure(before: str, after: str, vr: str, *, size: int) -> Naming | None:
    """Something put in front or behind, or taken from there."""
    if len(after) < len(before):
        cut = before[: len(before) - len(after)]
        if before.endswith(after) and set(cut) == {"0"}:
            return Naming(
                ZEROS_STRIPPED, detail=f"{len(cut)} leading zeros gone" if len(cut) > 1 else "a leading zero gone"
            )
        if before.startswith(after):
            rest = before[len(after) :].lstrip(" ")
            also = (SUFFIX_REMOVED,) if rest[:1] in DELIMITERS and not _at_limit(before, after, vr) else ()
            return Naming(TRUNCATED, also, _cut_detail(before, after, vr, size), (("characters", len(after)),))
    elif len(after) > len(before):
        new = after[: len(after) - len(before)]
        if after.endswith(before) and set(new) == {"0"}:
            detail = f"padded with zeros to {len(after)} characters"
            return Naming(ZERO_PADDED, detail=detail, evidence=(("characters", len(after)),))
        if after.endswith(before) and _is_evident(before, new[-1:]):
            return Naming(PREFIXED, detail=f"prefix “{new}”", evidence=(("prefix", new),))
        if after.startswith(before) and _is_evident(before, after[len(before)]):
            new = after[len(before) :]
            return Naming(SUFFIXED, detail=f"suffix “{new}”", evidence=(("suffix", new),))
    if len(after) < len(before) and before.endswith(after) and _is_evident(after, before[-len(after) - 1]):
        gone = before[: len(before) - len(after)]
        return Naming(PREFIX_REMOVED, detail=f"prefix “{gone}” gone", evidence=(("prefix", gone),))
    return _name_prefixed_truncated(before, after, vr)


def _is_evident(kept: str, neighbour: str) -> bool:
    """Whether what was kept is enough to be recognised: a single character may stand there by chance."""
    return len(kept) > 1 or neighbour in DELIMITERS


def _at_limit(before: str, after: str, vr: str) -> bool:
    """Whether a text was cut where fields end. A space at the cut was trimmed with the padding."""
    lengths = {len(after)}
    while before[max(lengths) : max(lengths) + 1] == " ":
        lengths.add(max(lengths) + 1)
    return bool(lengths & {LENGTH_LIMITS.get(vr), COMMON_LIMIT})


def _cut_detail(before: str, after: str, vr: str, size: int) -> str:
    limit = LENGTH_LIMITS.get(vr)
    if limit is not None and (len(after) == limit or (_at_limit(before, after, vr) and len(after) + 1 == limit)):
        return f"cut at {limit} characters, the limit of {vr}"
    if size > len(after) and size in (limit, COMMON_LIMIT):
        return f"cut at {size} bytes ({len(after)} characters)"
    return f"cut at {len(after)} characters" if len(after) != 1 else "cut at 1 character"


def _name_prefixed_truncated(before: str, after: str, vr: str) -> Naming | None:
    """A prefix, and the end cut off at the limit of the field; judged only where a limit is met exactly."""
    if vr in UNDELIMITED_VRS or len(after) not in (LENGTH_LIMITS.get(vr), COMMON_LIMIT):
        return None
    kept = next((count for count in range(len(after) - 1, 0, -1) if before.startswith(after[-count:])), 0)
    if kept < LEAST_KEPT or kept == len(before):
        return None
    prefix = after[: len(after) - kept]
    detail = f"prefix “{prefix}”, then cut at {len(after)} characters"
    return Naming(PREFIXED_TRUNCATED, detail=detail, evidence=(("prefix", prefix), ("characters", len(after))))
