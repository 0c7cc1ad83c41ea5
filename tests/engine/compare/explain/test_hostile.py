"""Values made to be expensive: a rule is found or not, in time."""

import time

import pytest

from tests.engine.compare.explain.seen import text

LONG = 9_000
ACUTE, HEBREW = "\u0301" * LONG, "\u05d0\u05d1" * (LONG // 2)
SYMBOLS = "".join(chr(code) for code in range(0x2010, 0x2FFF) if not chr(code).isalnum())
PAIRS = {
    "spaces": [(f"a{at} {' ' * LONG}b", f"a{at}") for at in range(40)],
    "delimiters": [(SYMBOLS[at:] + SYMBOLS[:at], f"x{at}") for at in range(40)],
    "combining": [(f"e{ACUTE}b{at}", f"e{at}") for at in range(40)],
    "right to left": [(f"\u202e{HEBREW}{at}", f"\u202d{at}") for at in range(40)],
    "pattern": [(f"{'(a+)+$' * (LONG // 6)}{at}", f"{'a' * LONG}!{at}") for at in range(40)],
    "many values": [("\\" * LONG + str(at), "\\" * LONG + f"x{at}") for at in range(40)],
    "surrogates": [("\ud800" * LONG + str(at), f"\udfff{at}") for at in range(40)],
}


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("spaces", "first 16 characters"),
        ("delimiters", None),
        ("combining", None),
        ("right to left", None),
        ("pattern", None),
        ("many values", None),
        ("surrogates", None),
    ],
)
def test_what_is_asked_of_a_pair_is_bounded(name: str, rule: str | None) -> None:
    started = time.process_time()
    assert text(PAIRS[name], vr="LT") == rule
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("before", "after"),
    [("1e999999999", "1e9999999999"), ("12", "1e999999999"), ("1" * 400, "1e-999999999"), ("12.5", "1E+1")],
)
def test_numbers_of_any_exponent_are_explained(before: str, after: str) -> None:
    pairs = [(before, after), *((f"{at}", f"{at}") for at in range(9))]
    assert text(pairs, vr="DS") is None
