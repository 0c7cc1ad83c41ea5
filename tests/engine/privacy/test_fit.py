"""Which options explain what was done, and what deviates from them."""

from validator.engine.model import Deviation
from validator.engine.privacy.fit import Seen, deviations, fitting_options, is_treated
from validator.engine.privacy.profile import Done, Option, treatment

STUDY_DATE, SERIES_DATE, STUDY_TIME, SEX, AGE, WEIGHT = (
    0x00080020, 0x00080021, 0x00080030, 0x00100040, 0x00101010, 0x00101030,
)  # fmt: skip
STUDY, SERIES, SOP, CITED = 0x0020000D, 0x0020000E, 0x00080018, 0x00081155
STUDY_DESCRIPTION, SERIES_DESCRIPTION, PRIVATE = 0x00081030, 0x0008103E, 0x00091001


def seen(tag: int, done: Done, count: int = 1, *, inside: str = "") -> Seen:
    row = treatment(tag)
    assert row is not None
    return Seen(f"{inside}({tag >> 16:04X},{tag & 0xFFFF:04X})", tag, row, done, count)


def fitting(*all_seen: Seen, declared: tuple[Option, ...] = ()) -> tuple[Option, ...]:
    return fitting_options(all_seen, declared)


def test_what_was_kept_together_is_an_option() -> None:
    assert fitting(seen(SEX, Done.KEPT), seen(AGE, Done.KEPT)) == (Option.PATIENT,)
    assert fitting(seen(STUDY, Done.KEPT), seen(SERIES, Done.KEPT), seen(SOP, Done.REPLACED)) == (Option.UIDS,)


def test_a_single_attribute_speaks_for_an_option_only_where_it_is_declared() -> None:
    assert fitting(seen(SEX, Done.KEPT)) == ()
    assert fitting(seen(SEX, Done.KEPT), declared=(Option.PATIENT,)) == (Option.PATIENT,)


def test_an_option_must_explain_more_than_it_contradicts() -> None:
    removed = seen(WEIGHT, Done.REMOVED, 40)
    assert fitting(seen(SEX, Done.KEPT, 30), seen(AGE, Done.KEPT, 20), removed) == (Option.PATIENT,)
    assert fitting(seen(SEX, Done.KEPT, 20), seen(AGE, Done.KEPT, 20), removed) == ()


def test_a_nested_copy_was_forgotten_not_retained() -> None:
    nested = [seen(CITED, Done.KEPT, inside=f"(0008,{group})[*].") for group in ("1110", "1115", "1140")]
    assert fitting(seen(STUDY, Done.REPLACED), *nested) == ()
    assert fitting(*nested) == (Option.UIDS,)


def test_dates_are_kept_or_shifted_never_both() -> None:
    time = seen(STUDY_TIME, Done.KEPT)
    assert fitting(seen(STUDY_DATE, Done.KEPT), seen(SERIES_DATE, Done.KEPT), time) == (Option.FULL_DATES,)
    assert fitting(seen(STUDY_DATE, Done.SHIFTED), seen(SERIES_DATE, Done.SHIFTED), time) == (Option.MODIFIED_DATES,)
    zone = seen(0x00080201, Done.KEPT)
    shifted = seen(STUDY_DATE, Done.SHIFTED), seen(SERIES_DATE, Done.SHIFTED)
    assert deviations([*shifted, time, zone], (Option.MODIFIED_DATES,), ()) == ()
    assert fitting(seen(STUDY_DATE, Done.REPLACED), seen(SERIES_DATE, Done.REPLACED), time) == ()


def test_a_text_that_was_kept_may_pass_for_clean_only_where_that_is_declared() -> None:
    kept = seen(STUDY_DESCRIPTION, Done.KEPT), seen(SERIES_DESCRIPTION, Done.KEPT)
    assert fitting(*kept) == ()
    assert fitting(*kept, declared=(Option.DESCRIPTORS,)) == (Option.DESCRIPTORS,)
    assert fitting(seen(STUDY_DESCRIPTION, Done.CLEANED), seen(SERIES_DESCRIPTION, Done.CLEANED)) == (
        Option.DESCRIPTORS,
    )
    assert is_treated(seen(STUDY_DESCRIPTION, Done.REMOVED), (Option.DESCRIPTORS,), ())


def test_private_attributes_of_which_some_are_left_are_the_safe_ones() -> None:
    assert fitting(seen(PRIVATE, Done.CLEANED)) == (Option.SAFE_PRIVATE,)
    assert fitting(seen(PRIVATE, Done.KEPT)) == ()
    assert fitting(seen(PRIVATE, Done.REMOVED)) == ()


def test_what_was_kept_is_told_before_what_was_done_otherwise() -> None:
    all_seen = [
        seen(SEX, Done.REMOVED, 9),
        seen(STUDY_DESCRIPTION, Done.EMPTIED, 3),
        seen(WEIGHT, Done.KEPT, 1),
        seen(AGE, Done.KEPT, 2),
        seen(STUDY, Done.REPLACED, 5),
    ]
    assert deviations(all_seen, (), ()) == (
        Deviation("(0010,1010)", "remove", "kept", 2),
        Deviation("(0010,1030)", "remove", "kept", 1),
        Deviation("(0010,0040)", "replace or empty", "removed", 9),
        Deviation("(0008,1030)", "remove", "emptied", 3),
    )
    assert deviations(all_seen, (Option.UIDS, Option.PATIENT), ()) == (
        Deviation("(0010,0040)", "keep", "removed", 9),
        Deviation("(0020,000D)", "keep", "replaced", 5),
        Deviation("(0008,1030)", "remove", "emptied", 3),
    )
