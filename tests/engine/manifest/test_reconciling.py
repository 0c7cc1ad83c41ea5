"""Lists against files, at every level that a list has."""

import tracemalloc
from pathlib import Path

import pytest

from tests.engine.manifest.listing import holding, reconciled
from validator.engine.manifest import Holding, Reconciler, holding_of
from validator.engine.manifest.cells import MADE_NUMBER, NO_UID
from validator.engine.manifest.listed import MORE_COLUMNS
from validator.engine.model import Discrepancy, DiscrepancyKind, Entity, Reconciliation
from validator.engine.rules.identity import identify

LISTED, HELD = 4 * 1024 * 1024 + 512 * 1024, 18 * 1024 * 1024
"""Bytes: what some thousand lines need, and the values of files that are remembered."""


def write(folder: Path, text: str) -> Path:
    path = folder / "index.csv"
    path.write_text(text, encoding="utf-8")
    return path


def counts(entity: Entity, listed: int, missing: int, extra: int, differing: int, unusable: int = 0) -> Reconciliation:
    return Reconciliation("pacs", "archive", entity, listed, listed - missing, missing, extra, differing, unusable)


def test_a_list_of_studies_with_counts(tmp_path: Path) -> None:
    path = write(tmp_path, "Study UID,Accession,images,series\n1.2.3,A1,2,1\n1.2.4,A2,1,2\n1.2.5,A3,1,1\n1.2.6,A4,?,\n")
    told = reconciled(
        path,
        holding("1.2.3", "1.3.1", "1.4.1", AccessionNumber="A1"),
        holding("1.2.3", "1.3.1", "1.4.2", AccessionNumber="A1"),
        holding("1.2.3", "1.3.1", "1.4.2", AccessionNumber="A1"),
        holding("1.2.4", "1.3.2", "1.4.3", AccessionNumber="B2"),
        holding("1.2.6", "1.3.6", "1.4.6", AccessionNumber="A4"),
        holding("1.2.9", "1.3.3", "1.4.4"),
    )
    assert told == (
        [counts(Entity.STUDY, 4, 1, 1, 2)],
        [
            "value | study | 1.2.4 | 3 | AccessionNumber | A2 | B2",
            "count | study | 1.2.4 | 3 | NumberOfStudyRelatedSeries | 2 | 1",
            "missing | study | 1.2.5 | 4",
            "count | study | 1.2.6 | 5 | NumberOfStudyRelatedInstances | ? | 1 | this is no number",
            "extra | study | 1.2.9 | 0",
        ],
    )


def test_a_list_of_series_with_counts(tmp_path: Path) -> None:
    path = write(tmp_path, "study_iuid;series_iuid;Anzahl Bilder;Modality\n1.2.3;1.3.1;2;CT\n1.2.3;1.3.2;1;SR\n")
    told = reconciled(
        path,
        holding("1.2.3", "1.3.1", "1.4.1", Modality="CT"),
        holding("1.2.7", "1.3.2", "1.4.2", Modality="SR"),
    )
    assert told == (
        [counts(Entity.STUDY, 1, 0, 1, 0), counts(Entity.SERIES, 2, 0, 0, 2)],
        [
            "count | series | 1.3.1 | 2 | NumberOfSeriesRelatedInstances | 2 | 1",
            "value | series | 1.3.2 | 3 | StudyInstanceUID | 1.2.3 | 1.2.7",
            "extra | study | 1.2.7 | 0",
        ],
    )


def test_a_list_of_instances(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "SOPInstanceUID,SeriesInstanceUID,StudyInstanceUID,PatientID,InstanceNumber\n"
        "1.4.1,1.3.1,1.2.3,007,1\n1.4.2,1.3.1,1.2.3,007,2\n1.4.3,1.3.1,1.2.3,8,3\n",
    )
    told = reconciled(
        path,
        holding("1.2.3", "1.3.1", "1.4.1", PatientID="007", InstanceNumber="1"),
        holding("1.2.3", "1.3.9", "1.4.2", PatientID="007", InstanceNumber="2"),
    )
    assert told == (
        [
            counts(Entity.STUDY, 1, 0, 0, 1),
            counts(Entity.SERIES, 1, 0, 1, 0),
            counts(Entity.INSTANCE, 3, 1, 0, 1),
        ],
        [
            "value | study | 1.2.3 | 4 | PatientID | 8 | 007",
            "value | instance | 1.4.2 | 3 | SeriesInstanceUID | 1.3.1 | 1.3.9",
            "missing | instance | 1.4.3 | 4",
            "extra | series | 1.3.9 | 0",
        ],
    )


def test_files_that_disagree_among_themselves_are_shown(tmp_path: Path) -> None:
    path = write(tmp_path, "Study UID,Patient ID\n1.2.3,a\n")
    files = [holding("1.2.3", "1.3", f"1.4.{number}", PatientID=value) for number, value in enumerate("abcd")]
    assert reconciled(path, *files, holding("1.2.3", "1.3", "1.4.9"))[1] == [
        "value | study | 1.2.3 | 2 | PatientID | a | none; a; b; and 2 more"
    ]


def test_files_without_a_uid_are_extra_together(tmp_path: Path) -> None:
    path = write(tmp_path, "SOP Instance UID\n1.4.1\n")
    told = reconciled(path, holding("1.2", "1.3", "1.4.1"), holding("1.2", "1.3"), holding("1.2", "1.3"))
    assert told == (
        [counts(Entity.INSTANCE, 1, 0, 1, 0)],
        ["extra | instance |  | 0 | SOPInstanceUID |  | 2 files without it"],
    )


def test_lines_that_cannot_be_used_are_listed_each(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "Study UID,Note\n1.23E+45,x\n,total 4\n1.2.3,a,b\n1.2.4,\"c,d\",,\n=cmd|' /C calc'!A0,\u202egpj\n1.2.5\n",
    )
    assert reconciled(path, holding("1.2.4", "1.3", "1.4")) == (
        [counts(Entity.STUDY, 2, 1, 0, 0, 4)],
        [
            f"unusable | study |  | 2 | StudyInstanceUID | 1.23E+45 |  | {MADE_NUMBER}",
            "unusable | study |  | 3 | StudyInstanceUID |  |  | there is no UID in this line",
            "unusable | study |  | 4 | StudyInstanceUID |  |  | " + MORE_COLUMNS.format(3, 2),
            f"unusable | study |  | 6 | StudyInstanceUID | =cmd|' /C calc'!A0 |  | {NO_UID}",
            "missing | study | 1.2.5 | 7",
        ],
    )


def test_repeated_lines_count_once_and_are_told(tmp_path: Path) -> None:
    path = write(tmp_path, "Study UID,Accession\n1.2.4,A\n1.2.3,A\n1.2.3,A\n1.2.3,B\n")
    with Reconciler() as reconciler:
        told = reconciler.add_list("pacs", path)
        reconciler.add_files("archive", [holding("1.2.3", AccessionNumber="A"), holding("1.2.4", AccessionNumber="A")])
        reconciled_counts, discrepancies = reconciler.reconcile()
        assert (told.lines, told.unusable, told.repeated, told.repeats) == (4, 0, 2, (("1.2.3", 3),))
        assert reconciled_counts == [counts(Entity.STUDY, 2, 0, 0, 1)]
        assert [*discrepancies] == [
            Discrepancy("pacs", "archive", DiscrepancyKind.VALUE, Entity.STUDY, "1.2.3", 5, "AccessionNumber", "B", "A")
        ]


def test_every_list_is_held_against_every_capture(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("Study UID\n1.2.3\n", encoding="utf-8")
    other.write_text("Study UID,Patient ID\n1.2.4,x\n", encoding="utf-8")
    with Reconciler() as reconciler:
        reconciler.add_list("one", one)
        reconciler.add_list("other", other)
        reconciler.add_files("a", [holding("1.2.3", PatientID="y")])
        reconciler.add_files("b", [holding("1.2.4", PatientID="y")])
        told, discrepancies = reconciler.reconcile()
        assert [(each.capture, each.against, each.missing, each.extra, each.differing) for each in told] == [
            ("one", "a", 0, 0, 0), ("one", "b", 1, 1, 0), ("other", "a", 1, 1, 0), ("other", "b", 0, 0, 1),
        ]  # fmt: skip
        first, again = [*discrepancies], [*discrepancies]
        assert first == again
        assert [(each.capture, each.against, each.kind, each.uid) for each in first] == [
            ("one", "b", "missing", "1.2.3"),
            ("one", "b", "extra", "1.2.4"),
            ("other", "a", "missing", "1.2.4"),
            ("other", "a", "extra", "1.2.3"),
            ("other", "b", "value", "1.2.4"),
        ]


def test_the_day_of_a_column_decides_its_doubtful_dates(tmp_path: Path) -> None:
    path = write(tmp_path, "Study UID,Study Date\n1.2.3,03/04/2024\n1.2.4,31/01/2024\n")
    files = [holding("1.2.3", StudyDate="20240304"), holding("1.2.4", StudyDate="20240131")]
    assert reconciled(path, *files)[1] == ["value | study | 1.2.3 | 2 | StudyDate | 03/04/2024 | 20240304"]
    both = write(tmp_path, "Study UID,Study Date\n1.2.3,03/04/2024\n1.2.4,31/01/2024\n1.2.4,01/31/2024\n")
    assert reconciled(both, *files)[1] == []


def test_what_is_known_of_a_file_comes_from_its_identity(bundled: Path) -> None:
    from validator.engine.header import scan

    known = holding_of(identify(scan(bundled / "CT_small.dcm"), file="x", digested=False))
    assert known._replace(values={}) == Holding(
        "1.3.6.1.4.1.5962.1.2.1.20040119072730.12322",
        "1.3.6.1.4.1.5962.1.3.1.1.20040119072730.12322",
        "1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322",
        {},
    )
    assert {name: known.values[name] for name in ("PatientID", "StudyDate", "Modality", "ModalitiesInStudy")} == {
        "PatientID": "1CT1", "StudyDate": "20040119", "Modality": "CT", "ModalitiesInStudy": "CT",
    }  # fmt: skip


@pytest.mark.parametrize("usable", [True, False])
def test_a_long_list_takes_little_memory(tmp_path: Path, *, usable: bool) -> None:
    path = tmp_path / "index.csv"
    number = 30_000
    with path.open("w", encoding="utf-8") as file:
        file.write("StudyInstanceUID,SOPInstanceUID,PatientID\n")
        for at in range(number):
            file.write(f"1.2.{at // 10},{'1.4.' if usable else 'x'}{at},{at // 10}\n")
    with Reconciler() as reconciler:
        tracemalloc.start()
        told = reconciler.add_list("pacs", path)
        listed = tracemalloc.get_traced_memory()[1]
        tracemalloc.reset_peak()
        reconciler.add_files("archive", (holding(f"1.2.{at}", "1.3", f"1.5.{at}") for at in range(number)))
        discrepancies = reconciler.reconcile()[1]
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert told.unusable == (0 if usable else number)
        studies = number // 10
        # Instances all missing and all extra; of studies each with its Patient ID, or not listed.
        assert len(discrepancies) == (2 * number + studies + (number - studies) if usable else 3 * number)
    assert listed < LISTED
    assert held < HELD
