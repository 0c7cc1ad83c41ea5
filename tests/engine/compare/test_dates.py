"""Dates and times: shifted, rounded, moved by a time zone, or simply others."""

from tests import build
from tests.engine.compare.harness import changes, encodings, kinds, trace

FEBRUARY, MARCH = "20240229", "20240307"


def test_two_dates_that_move_together_are_shifted() -> None:
    before = build.file(build.ct(SeriesDate=FEBRUARY, ContentDate="20240301"))
    after = build.file(build.ct(StudyDate=MARCH, SeriesDate=MARCH, ContentDate="20240308"))
    assert kinds(before, after) == [
        ("(0008,0020)", "value.date-shifted"),
        ("(0008,0021)", "value.date-shifted"),
        ("(0008,0023)", "value.date-shifted"),
    ]
    assert {change.detail for change in changes(before, after)} == {"moved by +7 days"}


def test_one_date_that_moves_alone_is_replaced() -> None:
    assert kinds(build.file(build.ct()), build.file(build.ct(StudyDate=MARCH))) == [("(0008,0020)", "value.replaced")]


def test_a_date_that_moves_otherwise_than_the_rest_is_replaced() -> None:
    before = build.file(build.ct(SeriesDate=FEBRUARY, ContentDate=FEBRUARY))
    after = build.file(build.ct(StudyDate=MARCH, SeriesDate=MARCH, ContentDate="20250101"))
    assert kinds(before, after) == [
        ("(0008,0020)", "value.date-shifted"),
        ("(0008,0021)", "value.date-shifted"),
        ("(0008,0023)", "value.replaced"),
    ]


def test_longitudinal_temporal_information_modified_is_proof_enough() -> None:
    before = build.file(build.ct())
    after = build.file(build.ct(StudyDate=MARCH, LongitudinalTemporalInformationModified="MODIFIED"))
    assert kinds(before, after) == [("(0008,0020)", "value.date-shifted"), ("(0028,0303)", "value.added")]


def studies(patient: str, days: list[str]) -> dict[str, bytes]:
    return {
        f"{patient}{number}": build.file(
            build.ct(
                PatientID=patient,
                StudyDate=day,
                StudyInstanceUID=f"{build.ROOT}.2.{number}",
                SeriesInstanceUID=f"{build.ROOT}.3.{number}",
                SOPInstanceUID=f"{build.ROOT}.4.{number}",
            )
        )
        for number, day in enumerate(days)
    }


def test_one_date_shifted_in_three_studies_of_a_patient_is_shifted() -> None:
    before = studies("P1", ["20240101", "20240201", "20240301"])
    after = studies("P1", ["20240108", "20240208", "20240308"])
    assert [kind for *_, kind in trace(before, after).of_meaning()] == ["value.date-shifted"] * 3


def test_two_studies_prove_no_shift_and_neither_do_three_days() -> None:
    two = trace(studies("P1", ["20240101", "20240201"]), studies("P1", ["20240108", "20240208"]))
    assert [kind for *_, kind in two.of_meaning()] == ["value.replaced"] * 2
    three = trace(
        studies("P1", ["20240101", "20240201", "20240301"]), studies("P1", ["20240108", "20240209", "20240310"])
    )
    assert [kind for *_, kind in three.of_meaning()] == ["value.replaced"] * 3


def test_a_time_that_lost_its_fraction() -> None:
    before = build.file(build.ct(), raw={0x00080030: ("TM", b"101500.254")})
    after = build.file(build.ct(), raw={0x00080030: ("TM", b"101500")})
    assert kinds(before, after) == [("(0008,0030)", "value.time-precision")]
    (change,) = changes(before, after)
    assert change.detail == "less precise than before"
    rounded = build.file(build.ct(), raw={0x00080030: ("TM", b"101500.3")})
    assert kinds(before, rounded) == [("(0008,0030)", "value.time-precision")]
    other = build.file(build.ct(), raw={0x00080030: ("TM", b"101502")})
    assert kinds(before, other) == [("(0008,0030)", "value.replaced")]


def test_the_same_instant_written_otherwise_is_encoding() -> None:
    before = build.file(build.ct(), raw={0x00080020: ("DA", b"2024.02.29"), 0x00080030: ("TM", b"10:15:00")})
    after = build.file(build.ct(), raw={0x00080020: ("DA", b"20240229"), 0x00080030: ("TM", b"101500.000 ")})
    assert kinds(before, after) == []
    assert encodings(before, after) == [
        ("(0008,0020)", "encoding.date-format", 1),
        ("(0008,0030)", "encoding.time-format", 1),
    ]


def test_a_date_cut_to_its_year_is_truncated() -> None:
    after = build.file(build.ct(), raw={0x00080020: ("DA", b"2024")})
    assert kinds(build.file(build.ct()), after) == [("(0008,0020)", "value.truncated")]


def test_another_offset_from_utc_is_a_time_zone() -> None:
    before, after = build.ct(TimezoneOffsetFromUTC="+0100"), build.ct(TimezoneOffsetFromUTC="+0000")
    assert kinds(build.file(before), build.file(after)) == [("(0008,0201)", "value.time-zone")]
    before = build.ct(AcquisitionDateTime="20240229101500+0100")
    after = build.ct(AcquisitionDateTime="20240229101500+0000")
    assert kinds(build.file(before), build.file(after)) == [("(0008,002A)", "value.time-zone")]


def test_times_that_move_by_a_zone_together_with_the_offset() -> None:
    before = build.file(build.ct(TimezoneOffsetFromUTC="+0100"))
    after = build.file(build.ct(TimezoneOffsetFromUTC="+0000", StudyTime="091500"))
    assert kinds(before, after) == [("(0008,0030)", "value.time-zone"), ("(0008,0201)", "value.time-zone")]


def test_two_times_that_move_by_the_same_hours() -> None:
    before = build.file(build.ct(SeriesTime="101600"))
    after = build.file(build.ct(StudyTime="081500", SeriesTime="081600"))
    assert kinds(before, after) == [("(0008,0030)", "value.time-zone"), ("(0008,0031)", "value.time-zone")]
    after = build.file(build.ct(StudyTime="081700", SeriesTime="081800"))
    assert kinds(before, after) == [("(0008,0030)", "value.replaced"), ("(0008,0031)", "value.replaced")]


def test_a_date_that_follows_its_time_over_midnight_is_a_time_zone() -> None:
    late = {"StudyTime": "233000", "SeriesDate": "20240229", "SeriesTime": "101500"}
    before = build.file(build.ct(**late, AcquisitionDateTime="20240229233000.5", ContentDate="20240229"))
    moved = {"StudyDate": "20240301", "StudyTime": "013000", "SeriesDate": "20240229", "SeriesTime": "121500"}
    after = build.file(build.ct(**moved, AcquisitionDateTime="20240301013000.5", ContentDate="20240301"))
    found = [(change.path, change.kind, change.detail) for change in changes(before, after)]
    assert found == [
        ("(0008,0020)", "value.time-zone", "over midnight, moved by +120 minutes"),
        ("(0008,0023)", "value.replaced", ""),
        ("(0008,002A)", "value.time-zone", "moved by +120 minutes"),
        ("(0008,0030)", "value.time-zone", "moved by +120 minutes"),
        ("(0008,0031)", "value.time-zone", "moved by +120 minutes"),
    ]
    back = [(change.path, change.kind, change.detail) for change in changes(after, before)]
    assert back[0] == ("(0008,0020)", "value.time-zone", "over midnight, moved by -120 minutes")


def test_a_day_more_is_no_time_zone_where_the_time_stays_within_its_day() -> None:
    before = build.file(build.ct(StudyTime="101500", SeriesTime="101600"))
    after = build.file(build.ct(StudyDate="20240301", StudyTime="121500", SeriesTime="121600"))
    assert kinds(before, after) == [
        ("(0008,0020)", "value.replaced"),
        ("(0008,0030)", "value.time-zone"),
        ("(0008,0031)", "value.time-zone"),
    ]


def test_another_offset_says_what_became_of_it() -> None:
    def said(before: str, after: str) -> tuple[str, tuple[str, ...], str]:
        files = (build.file(build.ct(AcquisitionDateTime=value)) for value in (before, after))
        (change,) = changes(*files)
        return change.kind, change.also, change.detail

    zone, precision = "value.time-zone", ("value.time-precision",)
    assert said("20240229101500+0100", "20240229091500+0000") == (
        zone,
        (),
        "offset +0100 became +0000, the same instant",
    )
    assert said("20240301003000+0100", "20240229193000-0400")[2] == "offset +0100 became -0400, the same instant"
    assert said("20240229101500+0100", "20240229101500+0000") == (zone, (), "offset +0100 became +0000")
    assert said("20240229101500.25+0100", "20240229101500") == (zone, precision, "offset +0100 gone")
    assert said("20240229101500", "20240229101500+0100") == (zone, (), "offset +0100 added")
