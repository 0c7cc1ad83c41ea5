"""Listed values against what files say."""

import pytest

from validator.engine.manifest.cells import (
    DOTS_GONE,
    EMPTY,
    MADE_NUMBER,
    NO_UID,
    TOO_LONG,
    cleaned,
    count_of,
    uid_fault,
)
from validator.engine.manifest.values import LETTERS, NO_DATE, PLAIN, ZEROS, DayOrder, dates, difference, order_of


@pytest.mark.parametrize(
    ("keyword", "listed", "found", "told"),
    [
        ("PatientID", "7", ["7"], None),
        ("PatientID", "7", ["007"], ZEROS),
        ("PatientID", "007", ["7"], ""),
        ("PatientID", "7", ["007", "7"], ""),
        ("PatientID", "7", [], ""),
        ("PatientID", "ab1", ["AB1"], LETTERS),
        ("PatientSex", "m", ["M"], None),
        ("StudyDate", "20240131", ["20240131"], None),
        ("StudyDate", "2024-01-31", ["20240131"], None),
        ("StudyDate", "2024-01-31 00:00:00", ["20240131"], None),
        ("StudyDate", "31.01.2024", ["20240131"], None),
        ("StudyDate", "1/31/2024", ["20240131"], None),
        ("StudyDate", "31.01.24", ["20240131"], None),
        ("StudyDate", "45322", ["20240131"], None),
        ("StudyDate", "03/04/2024", ["20240304"], None),
        ("StudyDate", "03/04/2024", ["20240403"], None),
        ("StudyDate", "03/04/2024", ["20240404"], ""),
        ("StudyDate", "20240132", ["20240131"], NO_DATE),
        ("StudyDate", "########", ["20240131"], NO_DATE),
        ("StudyDate", "²0240131", ["20240131"], NO_DATE),
        ("StudyTime", "14:05", ["140533.120"], None),
        ("StudyTime", "2:05:33 PM", ["140533"], None),
        ("StudyTime", "12:05 AM", ["000500"], None),
        ("StudyTime", "14:05:33", ["140534"], ""),
        ("StudyTime", "14", ["140534"], ""),
        ("SeriesNumber", "2.0", ["2"], None),
        ("SeriesNumber", "3", ["2"], ""),
        ("SeriesNumber", "x", ["2"], ""),
        ("PatientName", "Doe, Jane", ["DOE^JANE"], None),
        ("PatientName", "Müller Jörg", ["Müller^Jörg"], None),
        ("PatientName", "山田^太郎", ["Yamada^Tarou=山田^太郎"], None),
        ("PatientName", "Mueller^Joerg", ["Müller^Jörg"], PLAIN),
        ("PatientName", "Doe^Jim", ["Doe^Jane"], ""),
        ("ModalitiesInStudy", "SR\\CT", ["CT", "SR"], None),
        ("ModalitiesInStudy", "ct/sr", ["CT", "SR"], None),
        ("ModalitiesInStudy", "CT", ["CT", "SR"], ""),
    ],
)
def test_a_value_differs_or_not(keyword: str, listed: str, found: list[str], told: str | None) -> None:
    assert difference(keyword, listed, found) == told


def test_the_order_of_day_and_month_is_the_columns() -> None:
    assert [order_of(text) for text in ("31/01/2024", "01/31/2024", "03/04/2024", "2024/31/01")] == [
        DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST, DayOrder.UNKNOWN, DayOrder.UNKNOWN,
    ]  # fmt: skip
    assert dates("03/04/2024", DayOrder.DAY_FIRST) == {"20240403"}
    assert dates("03/04/2024", DayOrder.MONTH_FIRST) == {"20240304"}
    assert difference("StudyDate", "03/04/2024", ["20240304"], order=DayOrder.DAY_FIRST) == ""


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("1.2.840.10008.1", ""),
        ("1.23457E+45", MADE_NUMBER),
        ("1,23457E+45", MADE_NUMBER),
        ("12345678901234500000", DOTS_GONE),
        ("", EMPTY),
        ("=HYPERLINK(1)", NO_UID),
        ("1.2.3a", NO_UID),
        ("1.2..3", NO_UID),
        ("1.2.\u0663", NO_UID),
        ("1." + "2" * 63, TOO_LONG),
    ],
)
def test_a_cell_is_a_uid_or_says_why_not(cell: str, fault: str) -> None:
    assert uid_fault(cell) == fault


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (' ="1.2.3" ', "1.2.3"),
        ("'1.2.3", "1.2.3"),
        ("'t Hooft", "'t Hooft"),
        ("\u00a01.2.3\0", "1.2.3"),
        ("Mu\u0308ller", "Müller"),
        ("a\x1fb", "a b"),
        ("x" * 2000, "x" * 1024),
    ],
)
def test_a_cell_is_cleaned(cell: str, text: str) -> None:
    assert cleaned(cell) == text


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("1,234", 1234), ("1.234", 1234), ("12.0", 12), ("x", None), ("-1", None)]
)
def test_a_count_is_read(text: str, number: int | None) -> None:
    assert count_of(text) == number
