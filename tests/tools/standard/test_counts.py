"""How many items a sequence holds, by the wording of its description."""

import pytest

from tools.standard.counts import item_counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Only a single Item shall be included in this Sequence.", (1, 1)),
        ("A single Item shall be present.", (1, 1)),
        ("Only one Item shall be present in this Sequence.", (1, 1)),
        ("Exactly one Item shall be included in this Sequence.", (1, 1)),
        ("Only a single Item shall beincludedin this Sequence.", (1, 1)),
        ("One or more Items shall be included in this Sequence.", (1, None)),
        ("One or more Items shall included in this Sequence.", (1, None)),
        ("Two or more Items shall be included in this Sequence.", (2, None)),
        ("Two Items shall be included in this Sequence See Section C.11.14.1.1 .", (2, 2)),
        ("One or two Items shall be included in this Sequence.", (1, 2)),
        ("One, two, or three Items shall be included in this Sequence.", (1, 3)),
        ("Zero or one Item shall be included in this Sequence.", (0, 1)),
        ("Zero or one Items shall be included in this Sequence.", (0, 1)),
        ("No more than one Item shall be included in this Sequence.", (0, 1)),
        ("Zero or more Items may be included in this Sequence.", (0, None)),
    ],
)
def test_what_shall_be_included_has_a_least_and_a_greatest_number(text: str, counts: tuple[int, int | None]) -> None:
    assert item_counts(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("One or more Items are permitted in this Sequence.", (0, None)),
        ("One or more Items are permiited in this Sequence.", (0, None)),
        ("Two or more Items are permittedin this Sequence.", (0, None)),
        ("Only a single Item is permitted in this Sequence.", (0, 1)),
        ("Only a single Item single Item is permitted in this Sequence.", (0, 1)),
        ("Only one Item shall be permitted.", (0, 1)),
        ("Only one or two Items are permitted in this Sequence.", (0, 2)),
        ("One or more Items are allowed.", (0, None)),
    ],
)
def test_what_is_permitted_may_be_empty(text: str, counts: tuple[int, int | None]) -> None:
    assert item_counts(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            (
                "Only a single Item shall be included in this Sequence, unless Dose Summation Type is MULTI_PLAN, "
                "in which case two or more Items shall be included in this Sequence."
            ),
            (1, None),
        ),
        (
            (
                "One Item shall be present in this Sequence if Component Type (0070,1802) has a value of ONE_TO_RGBA. "
                "Two Items shall be present in this Sequence if it has a value of TWO_TO_RGBA."
            ),
            (1, 2),
        ),
        (
            (
                "Zero or one Item shall be included in this Sequence if Beam Task Type (0074,1022) is VERIFY. "
                "Zero or more Items shall be included in this Sequence if it is VERIFY_AND_TREAT."
            ),
            (0, None),
        ),
    ],
)
def test_of_several_cases_the_widest_is_told(text: str, counts: tuple[int, int | None]) -> None:
    assert item_counts(text) == counts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A Sequence of Items that describe the parameters.",
        "The number of Items included in this Sequence shall equal the value of Number of Wedges (300A,00D0).",
        "Exactly one Item shall be included for each Display Subsystem present in the Display System.",
        "Only one Item in this Sequence shall have Block Type APERTURE.",
        "Items shall not be empty.",
        "Two Items shall be included if the blending mode is FOREGROUND.",
    ],
)
def test_where_no_number_is_told_none_is_made_up(text: str) -> None:
    assert item_counts(text) is None


def test_words_about_single_items_do_not_limit_the_sequence() -> None:
    text = (
        "No more than one VOI LUT Sequence containing a single Item or one pair of Window Center/Width values shall be "
        "specified for each image. One or more Items shall be included in this Sequence. More than one Item shall be "
        "present only if a fiducial spans more than one image."
    )
    assert item_counts(text) == (1, None)
