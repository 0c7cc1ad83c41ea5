"""What was done to the numbers of a value."""

import struct
from collections import Counter
from collections.abc import Sequence
from decimal import MAX_EMAX, MIN_EMIN, ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal

from validator.engine.compare.classify.naming import Naming
from validator.engine.compare.classify.value_kinds import MULTIPLICITY, NUMBER, REORDERED, ROUNDED
from validator.engine.compare.classify.values import SAME_VALUES, name_multiplicity
from validator.engine.compare.reading import decimals


def name_number_texts(before: Sequence[str], after: Sequence[str]) -> Naming | None:
    """What was done to the numbers of a DS or IS; ``None`` where one of them is no number."""
    old, new = decimals(tuple(before)), decimals(tuple(after))
    if old is None or new is None:
        return None
    if len(old) != len(new):
        return name_multiplicity(old, new) or Naming(NUMBER, (MULTIPLICITY,))
    if len(old) > 1 and Counter(old) == Counter(new):
        return Naming(REORDERED, detail=SAME_VALUES)
    changed = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    if all(_is_rounded(one, other) for one, other in changed):
        return Naming(ROUNDED, detail=_digits(changed[0][1]) if len(changed) == 1 else "")
    return Naming(NUMBER)


def _digits(number: Decimal) -> str:
    decimals = max(-_exponent(number), 0)
    return "to a whole number" if not decimals else f"to {decimals} decimal" + ("s" if decimals > 1 else "")


def _exponent(number: Decimal) -> int:
    """The power of ten of the last digit as it is written."""
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _is_rounded(before: Decimal, after: Decimal) -> bool:
    """Whether ``after`` is ``before`` with fewer digits: rounded in any way, or cut."""
    digits = before.as_tuple().digits
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    exponent = _exponent(after)
    if not _exponent(before) + zeros < exponent <= before.adjusted() + 1 or (not after and before):
        return False
    exact = Context(prec=len(digits) + 1, Emin=MIN_EMIN, Emax=MAX_EMAX)
    step = Decimal((0, (1,), exponent))
    return any(
        before.quantize(step, rounding=rounding, context=exact) == after
        for rounding in (ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_DOWN, ROUND_UP)
    )


def name_numbers(before: Sequence[float], after: Sequence[float], vr: str) -> Naming:
    """What was done to binary numbers."""
    if len(before) != len(after):
        return name_multiplicity(before, after) or Naming(NUMBER, (MULTIPLICITY,))
    if len(before) > 1 and Counter(before) == Counter(after):
        return Naming(REORDERED, detail=SAME_VALUES)
    if vr == "FD" and all(_as_single(one) == other for one, other in zip(before, after, strict=True)):
        return Naming(ROUNDED, detail="to single precision")
    return Naming(NUMBER)


def _as_single(number: float) -> float:
    try:
        single: float = struct.unpack("<f", struct.pack("<f", number))[0]
    except OverflowError:
        return number
    return single
