"""What is drawn for review from our errors that dciodvfy does not report."""

from tests.differential.comparison import Comparison
from tests.differential.oracle import read
from tests.differential.review import MOST_OF_A_PLACE, MOST_OF_A_RULE, MOST_UNSEEN, SIZE, Claim, claims, draw
from validator.engine.model import Finding, Severity


def finding(code: str, path: str) -> Finding:
    return Finding(code, Severity.ERROR, path, None, "Something is wrong.")


def compared(*found: Finding, said: tuple[str, ...] = ("CTImage",)) -> Comparison:
    """A file of which dciodvfy reports none of these errors."""
    return Comparison(read(said), found, (), (), (), found)


def claim(number: int, *, code: str | None = None, tag: str | None = None, unseen: bool = False) -> Claim:
    path = tag or f"(0008,{number:04X})"
    return Claim(f"ct delete {path} {number}", code or f"IOD{number:03}", path, "", "CTImage", unseen)


def test_what_was_wrong_before_the_mistake_is_no_claim():
    before = compared(finding("IOD001", "(0008,0060)"))
    after = compared(finding("IOD001", "(0008,0060)"), finding("IOD001", "(0008,0008)"))
    assert list(claims("ct", after, before=before)) == [
        Claim("ct", "IOD001", "(0008,0008)", "Something is wrong.", "CTImage", unseen=False)
    ]


def test_files_that_dciodvfy_did_not_check_are_told_apart():
    (stopped,) = claims("ct", compared(finding("IOD001", "(0008,0060)"), said=("CTImage", "Assertion failed")))
    assert stopped.unseen
    (unknown,) = claims(
        "ct", compared(finding("IOD001", "(0008,0060)"), said=("Error - Information Object Not found",))
    )
    assert unknown.unseen


def test_a_place_is_drawn_a_few_times_only():
    drawn = draw([claim(number, code="IOD001", tag="(0008,0060)") for number in range(20)])
    assert len(drawn) == MOST_OF_A_PLACE
    items = [claim(number, code="IOD001", tag=f"(0008,1140)[{number}].(0008,1150)") for number in range(20)]
    assert {one.attribute for one in items} == {"(0008,1150)"}
    assert len(draw(items)) == MOST_OF_A_PLACE


def test_a_rule_and_files_not_checked_have_their_share():
    assert len(draw([claim(number, code="VRV050") for number in range(400)])) == MOST_OF_A_RULE
    assert len(draw([claim(number, unseen=True) for number in range(400)])) == MOST_UNSEEN
    assert len(draw([claim(number) for number in range(400)])) == SIZE


def test_a_sample_is_the_same_whatever_the_order_and_another_with_another_seed():
    every = [claim(number) for number in range(400)]
    assert draw(every) == draw(every[::-1])
    assert draw(every) != draw(every, seed=1)
