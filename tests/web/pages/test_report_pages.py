"""The report's pages: what they show, what filters leave, and that nothing in them can act."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pydicom
import pytest
from django.test import Client

from tests.web.conftest import Api
from tests.web.pages.conftest import HOSTILE, bytes_of
from validator.engine.rules.symptoms import SYMPTOMS
from validator.models import Case
from validator.services.report.files import file_list
from validator.services.report.filters import Filters, parse
from validator.services.report.instances import instance_table
from validator.services.report.matrix import change_matrix
from validator.services.report.overview import overview_of
from validator.services.report.run import Run, find_run

TABS = ("changes", "findings", "instances", "files")


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def run_of(client: Client, case: int) -> Run:
    return find_run(client.get("/").wsgi_request.user, number=case)


def rows(run: Run, filters: Filters | None = None) -> dict[str, list[tuple[str, str]]]:
    """For each path of the matrix its cells: state, and marked text."""
    matrix = change_matrix(run, filters or Filters(), total=3)
    return {
        row.path: [
            (cell.state, "".join(f"[{p.mark}:{p.text}]" if p.mark else p.text for p in cell.pieces))
            for cell in row.cells
        ]
        for section in matrix.sections
        for row in section.rows
    }


def test_the_matrix_pins_seven_attributes_and_shows_each_change_at_its_hop(client: Client, chain: int) -> None:
    found = rows(run_of(client, chain))
    assert set(found) == {
        "(0020,000D)", "(0020,000E)", "(0008,0018)", "(0010,0020)", "(0008,0050)", "(0002,0010)", "(0008,0005)",
    }  # fmt: skip
    assert [state for state, _ in found["(0020,000D)"]] == ["value", "changed", "same"]
    assert [state for state, _ in found["(0008,0018)"]] == ["value", "same", "same"]
    assert found["(0010,0020)"] == [("value", "77654"), ("same", ""), ("changed", "[ins:00]77654")]
    assert found["(0008,0050)"] == [
        ("value", "RAD-2026-000-123"), ("same", ""), ("changed", "RAD-2026[del:-000-123]"),
    ]  # fmt: skip
    assert found["(0002,0010)"][0] == ("value", "Explicit VR Little Endian")


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ({"hop": "1"}, {"(0020,000D)", "(0020,000E)"}),
        ({"hop": "2"}, {"(0010,0020)", "(0008,0050)"}),
        ({"kind": "value.truncated"}, {"(0008,0050)"}),
        ({"q": "accession"}, {"(0008,0050)"}),
        ({"q": "0010,0020"}, {"(0010,0020)"}),
        ({"q": "no such thing"}, set()),
    ],
)
def test_filters_leave_the_rows_that_fit(client: Client, chain: int, query: dict[str, str], paths: set[str]) -> None:
    assert set(rows(run_of(client, chain), parse(query))) == paths


def test_a_row_that_a_filter_leaves_keeps_what_the_other_hops_did(
    client: Client, api: Api, drain: Callable[..., int], ct_small: bytes
) -> None:
    case = api.new_case("Modality", "Router", "Archive")
    data_set = pydicom.dcmread(BytesIO(ct_small))
    for position, patient in enumerate(["77", "0077", "GH-0077"]):
        data_set.PatientID = patient
        assert api.send(case, position, {"ct.dcm": bytes_of(data_set)}).status_code == 201
    assert api.post(f"cases/{case}/analyse").status_code == 202
    drain()
    whole = [("value", "77"), ("changed", "[ins:00]77"), ("changed", "[ins:GH-]0077")]
    for query in ({}, {"hop": "2"}, {"kind": "value.prefixed"}, {"q": "GH-"}):
        assert rows(run_of(client, case), parse(query))["(0010,0020)"] == whole, query


def test_an_address_that_makes_no_sense_does_not_narrow() -> None:
    assert parse({"hop": "x", "level": "y", "page": "-3", "run": "9" * 40}) == Filters()


def test_every_tab_answers_whole_and_as_a_part(client: Client, chain: int) -> None:
    for tab in TABS:
        whole = client.get(f"/cases/{chain}/{tab}/")
        part = client.get(f"/cases/{chain}/{tab}/", headers={"HX-Request": "true"})
        assert (whole.status_code, part.status_code) == (200, 200)
        assert b"<!doctype html>" in whole.content
        assert part.content.startswith(b'<section id="report"')
        assert "HX-Request" in whole["Vary"]


def test_a_row_alone_answers_for_the_panel(client: Client, chain: int) -> None:
    response = client.get(
        f"/cases/{chain}/changes/?row=(0008,0050)", headers={"HX-Request": "true", "HX-Target": "panel"}
    )
    assert response.content.startswith(b"<h2><code>(0008,0050)</code>Accession Number</h2>")


def pages_of(case: int) -> list[str]:
    tabs = [f"/cases/{case}/{tab}/" for tab in TABS]
    files = [f"/cases/{case}/instances/{ordinal}/" for ordinal in range(9)]
    return ["/", f"/cases/{case}/", *tabs, *files, f"/cases/{case}/lineages/1/", f"/cases/{case}/intake/",
            f"/cases/{case}/delete/", "/cases/new/", "/tools/dicom-header-validator", "/rules/", "/kinds/"]  # fmt: skip


def test_no_page_holds_a_script_or_style_of_its_own(client: Client, chain: int) -> None:
    for address in pages_of(chain):
        response = client.get(address)
        assert response.status_code == 200, address
        assert "unsafe" not in response["Content-Security-Policy"]
        for tag, attributes in Tags(response.content.decode()).found:
            assert tag != "style", address
            assert tag != "script" or attributes.get("src", "").startswith("/static/"), address
            assert not [name for name in attributes if name == "style" or name.startswith("on")], (address, tag)


def test_what_files_hold_is_inert(client: Client, chain: int) -> None:
    shown = False
    for address in pages_of(chain):
        html = client.get(address).content.decode()
        assert HOSTILE not in html, address
        shown = shown or "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert shown


def test_a_lost_instance_and_a_file_that_is_not_dicom_are_named(client: Client, chain: int) -> None:
    instances = client.get(f"/cases/{chain}/instances/?presence=instance.missing").content.decode()
    assert re.findall(r'id="lineage-\d+"', instances) == ['id="lineage-3"']
    files = client.get(f"/cases/{chain}/files/?state=not-dicom").content.decode()
    assert "JPEG" in files
    assert re.findall(r'id="file-(\d+)"', files) == ["6"]


def test_an_instance_is_coloured_by_what_became_of_it(client: Client, chain: int) -> None:
    table = instance_table(run_of(client, chain), Filters())
    told = {(row.lineage, at): place for row in table.rows for at, place in enumerate(row.places) if place.kinds}
    assert {where: (place.words, place.impact) for where, place in told.items()} == {(3, 2): ("missing", "breaks")}


def test_one_capture_is_a_validation(client: Client, single: int) -> None:
    html = client.get(f"/cases/{single}/").content.decode()
    assert 'data-tab="findings"' in html
    assert f"/cases/{single}/changes/" not in html.partition('class="tabs"')[2]


def test_the_table_of_one_capture_has_two_columns(client: Client, single: int) -> None:
    html = client.get(f"/cases/{single}/findings/").content.decode()
    assert re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', html) == ["Rule", "Findings"]
    assert set(re.findall(r'colspan="(\d+)"', html)) == {"2"}


def test_a_capture_is_drawn_with_its_ae_title(client: Client, chain: int) -> None:
    Case.objects.get().captures.filter(position=1).update(ae_title="ROUTER_1")
    nodes = overview_of(run_of(client, chain), Filters()).strip.nodes
    assert [node.notes[0].text for node in nodes] == ["3 files", "ROUTER_1 · 3 files", "3 files"]
    assert nodes[1].notes[1].text == "by ROUTER 1.0"


def test_a_refused_archive_is_told_of_above_the_report(
    client: Client, api: Api, drain: Callable[..., int], ct_small: bytes
) -> None:
    archive = BytesIO()
    with ZipFile(archive, "w") as writing:
        writing.writestr("../outside.dcm", ct_small)
    case = api.new_case("File")
    assert api.send(case, 0, {"ct.dcm": ct_small, "study.zip": archive.getvalue()}).status_code == 201
    assert api.post(f"cases/{case}/analyse").status_code == 202
    drain()
    assert b"1 archive could not be unpacked, so what it holds is not part" in client.get(f"/cases/{case}/").content
    rows = file_list(run_of(client, case), Filters()).rows
    assert [(row.instance.name, row.state, row.refused) for row in rows] == [
        ("ct.dcm", "checked", False), ("study.zip", "refused", True),
    ]  # fmt: skip


def test_where_nothing_could_be_checked_the_page_says_so(
    client: Client, api: Api, drain: Callable[..., int], ct_small: bytes
) -> None:
    archive = BytesIO()
    with ZipFile(archive, "w") as writing:
        writing.writestr("../outside.dcm", ct_small)
    case = api.new_case("File")
    assert api.send(case, 0, {"study.zip": archive.getvalue()}).status_code == 201
    assert api.post(f"cases/{case}/analyse").status_code == 202
    drain()
    assert b'data-tab="files"' in client.get(f"/cases/{case}/").content
    html = client.get(f"/cases/{case}/findings/").content
    assert b"Nothing could be checked" in html
    assert b"Every rule holds" not in html


def test_one_capture_has_no_chain_to_draw(client: Client, single: int, chain: int) -> None:
    assert b'class="strip"' not in client.get(f"/cases/{single}/").content
    assert b'class="strip"' in client.get(f"/cases/{chain}/").content


def test_the_pinned_values_are_those_of_an_instance_not_of_a_directory(
    client: Client, api: Api, drain: Callable[..., int], ct_small: bytes, bundled: Path
) -> None:
    case = api.new_case("Medium", "Import")
    directory = (bundled / "dicomdirtests" / "DICOMDIR").read_bytes()
    for position in range(2):
        assert api.send(case, position, {"DICOMDIR": directory, "IM1": ct_small}).status_code == 201
    assert api.post(f"cases/{case}/analyse").status_code == 202
    drain()
    assert rows(run_of(client, case))["(0010,0020)"] == [("value", "1CT1"), ("same", "")]


def test_a_case_that_is_not_there_has_a_page_of_its_own(client: Client, db: None) -> None:
    response = client.get("/cases/7/")
    assert response.status_code == 404
    assert b"There is no case 7." in response.content


def test_deleting_asks_first(client: Client, chain: int) -> None:
    asked = client.get(f"/cases/{chain}/delete/")
    assert b"Delete \xe2\x80\x9cA chain &amp; its hops\xe2\x80\x9d?" in asked.content
    assert Case.objects.filter(pk=chain).exists()
    assert client.post(f"/cases/{chain}/delete/").status_code == 302
    assert not Case.objects.filter(pk=chain).exists()


def test_findings_are_sorted_by_what_people_notice(client: Client, chain: int) -> None:
    html = client.get(f"/cases/{chain}/findings/?by=symptom").content.decode()
    headings = [heading.strip() for heading in re.findall(r'scope="rowgroup">([^<]+)', html)]
    known = [symptom.title for symptom in SYMPTOMS] + ["Nothing that people would notice"]
    assert headings == [title for title in known if title in headings]
    assert "Order does not match" in headings


def test_encoding_is_counted_apart_and_open_where_it_was_asked_for(client: Client, chain: int) -> None:
    run = run_of(client, chain)
    both = {section.key: section for section in change_matrix(run, parse({"level": "all"}), total=3).sections}
    asked = {section.key: section for section in change_matrix(run, parse({"level": "encoding"}), total=3).sections}
    assert both["encoding"].size == asked["encoding"].size == len(asked["encoding"].rows)
    assert not asked["encoding"].folded
    assert "encoding" not in {section.key for section in change_matrix(run, Filters(), total=3).sections}
