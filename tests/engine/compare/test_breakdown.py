"""How much of what kind every capture holds, exactly."""

from tests.build import ct, file
from validator.engine.compare import Outline, outline, pair
from validator.engine.compare.acquisition import ATTRIBUTES
from validator.engine.compare.breakdown import breakdown
from validator.engine.header import scan
from validator.engine.model import BreakdownLine, Dimension

TAGS = [attribute.tag for attribute in ATTRIBUTES]


def image(number: int, *, modality="CT", date="20240229", station="CT1", study="s", series="e", **other) -> Outline:
    known = {0x00080060: modality, 0x00080020: date, 0x00200013: str(number)}
    fields = {
        "file": f"{number}",
        "sop_class": "ct",
        "sop_instance": f"u{number}",
        "study": study,
        "series": series,
        "pixel_digest": f"n{number}",
        "data_set_digest": f"{number}",
        "key": tuple(known.get(tag, "") for tag in TAGS),
        "station": station,
    }
    return Outline(**(fields | other))


def counted(*captures: list[Outline]) -> dict[tuple[str, str], BreakdownLine]:
    labelled = [(chr(ord("a") + at), capture) for at, capture in enumerate(captures)]
    return {(line.dimension.value, line.value): line for line in breakdown(labelled, pair(labelled))}


def test_everything_is_counted_at_every_capture():
    before = [image(1), image(2, series="f"), image(3, study="t", series="g", modality="MR", station="MR1")]
    after = [image(1), image(3, study="t", series="g", modality="MR", station="MR1"), image(4, study="v", date="1999")]
    assert counted(before, after)["all", ""] == BreakdownLine(
        dimension=Dimension.ALL,
        value="",
        studies=(2, 3),
        series=(3, 3),
        instances=(3, 3),
        missing=(0, 1),
        added=(0, 1),
        duplicated=(0, 0),
        conflicting=(0, 0),
    )


def test_lines_stand_by_dimension_and_the_most_instances_first():
    labelled = [
        ("a", [image(1), image(2), image(3, modality="MR", date="20250101", station="MR1", study="t")]),
        ("b", [image(1), image(2), image(3, modality="MR", date="20250101", station="MR1", study="t")]),
    ]
    assert [(line.dimension, line.value, line.instances) for line in breakdown(labelled, pair(labelled))] == [
        (Dimension.ALL, "", (3, 3)),
        (Dimension.MODALITY, "CT", (2, 2)),
        (Dimension.MODALITY, "MR", (1, 1)),
        (Dimension.YEAR, "2024", (2, 2)),
        (Dimension.YEAR, "2025", (1, 1)),
        (Dimension.STATION, "CT1", (2, 2)),
        (Dimension.STATION, "MR1", (1, 1)),
    ]


def test_the_first_capture_that_holds_an_instance_says_its_kind():
    lines = counted([image(1)], [image(1, modality="OT", date="20990101", station="ARCHIVE")])
    assert set(lines) == {("all", ""), ("modality", "CT"), ("year", "2024"), ("station", "CT1")}
    assert lines["modality", "CT"].instances == (1, 1)


def test_what_lasts_is_counted_at_every_capture():
    lines = counted([image(1), image(2)], [image(1)], [image(1)], [image(1), image(2)])
    assert lines["all", ""].missing == (0, 1, 1, 0)
    assert lines["all", ""].added == (0, 0, 0, 0)


def test_copies_and_versions_are_told_apart():
    copies = [image(1), image(1, file="copy"), image(1, file="other", data_set_digest="x")]
    lines = counted([image(1)], copies, copies)
    assert lines["all", ""].instances == (1, 1, 1)
    assert lines["all", ""].duplicated == (0, 1, 1)
    assert lines["all", ""].conflicting == (0, 1, 1)


def test_a_series_uid_that_stands_in_two_studies_names_two_series():
    lines = counted([image(1), image(2, study="t")])
    assert (lines["all", ""].studies, lines["all", ""].series) == ((2,), (2,))


def test_an_instance_that_lost_its_uids_is_no_study_of_its_own():
    line = counted([image(1), image(2)], [image(1), image(2, study="", series="")])["all", ""]
    assert (line.studies, line.series, line.instances) == ((1, 1), (1, 1), (2, 2))


def test_what_is_no_date_has_no_year():
    dates = ["1994.08.12", "2024", "", "unknown", "19x40101", "202"]
    lines = counted([image(number, date=date) for number, date in enumerate(dates)])
    assert {value: line.instances for (dimension, value), line in lines.items() if dimension == "year"} == {
        "1994": (1,),
        "2024": (1,),
        "": (4,),
    }


def test_nothing_is_counted_of_nothing():
    assert breakdown([("a", []), ("b", [])], pair([("a", []), ("b", [])])) == ()


def test_the_order_of_the_files_does_not_matter():
    files = [image(number, station=f"S{number % 3}", study=f"{number % 4}") for number in range(20)]
    assert counted(files, files[3:]) == counted(files[::-1], files[:2:-1])


def test_the_station_is_read_in_its_character_set(tmp_path):
    path = tmp_path / "a.dcm"
    path.write_bytes(file(ct(StationName="Röntgen 2")))
    assert outline(scan(path), path, file="a").station == "Röntgen 2"
