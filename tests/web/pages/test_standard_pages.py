"""The standard as pages: IODs, items of sequences, attributes, and the ways between them."""

import re

import pytest
from django.test import Client

from validator.engine.standard import iods, registry
from validator.services.report.attributes import attribute_pages

pytestmark = pytest.mark.django_db
ROW = re.compile(r'<tr data-row[^>]* id="([^"]+)"')
HTMX = {"HX-Request": "true"}


def html_of(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().split())


def test_every_iod_stands_in_the_list_with_its_sop_classes(client: Client) -> None:
    html = html_of(client, "/standard/")
    assert sorted(ROW.findall(html)) == sorted(iods.keys())
    assert "CT Image Storage <code>1.2.840.10008.5.1.4.1.1.2</code>" in html
    for source in iods.sources():
        assert source in html


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("1.2.840.10008.5.1.4.1.1.481.5", ["rt-plan"]),
        ("enhanced mr color", ["enhanced-mr-color-image"]),
        ("no such thing", []),
    ],
)
def test_iods_are_found_by_name_and_uid(client: Client, sought: str, found: list[str]) -> None:
    html = html_of(client, "/standard/", q=sought)
    assert ROW.findall(html) == found
    assert ("No IOD fits" in html) is (not found)


def size(key: str) -> int:
    iod = iods.iod(key)
    return sum(len(module.table.rows) for module in iod.modules) if iod else 0


def test_the_pages_of_iods_are_small_and_hold_their_modules(client: Client) -> None:
    by_size = sorted(iods.keys(), key=size)
    for key in {*by_size[::15], *by_size[-5:], "ct-image", "enhanced-mr-image", "rt-plan", "comprehensive-sr"}:
        response = client.get(f"/standard/{key}/")
        assert len(response.content) < 300_000
        html = response.content.decode()
        iod = iods.iod(key)
        assert iod is not None
        for module in iod.modules:
            assert f'<div class="module-body" id="{module.key}">' in html


def test_a_line_tells_type_condition_values_and_items(client: Client) -> None:
    html = html_of(client, "/standard/ct-image/")
    row = html.split('id="sop-common.SpecificCharacterSet"')[1].split("</tr>")[0]
    assert '<td class="type">1C</td>' in row
    assert "Required if" in row
    row = html.split('id="general-image.ImageType"')[1].split("</tr>")[0]
    assert '<a href="/standard/attributes/ImageType/"><code>(0008,0008)</code></a>' in row
    assert "Enumerated Values of value 1</span> <code>ORIGINAL</code> <code>DERIVED</code>" in row


def test_a_condition_reads_as_it_holds_in_this_iod(client: Client) -> None:
    row = html_of(client, "/standard/ct-image/").split('id="general-image.PatientOrientation"')[1].split("</tr>")[0]
    assert "<p>May be present.</p>" in row


def test_a_sequence_leads_to_its_items_as_a_page_and_as_rows(client: Client) -> None:
    address = "/standard/ct-image/general-image/AnatomicRegionSequence/"
    assert f'data-open href="{address}" hx-get="{address}"' in html_of(client, "/standard/ct-image/")
    page = html_of(client, address)
    rows = client.get(address, headers=HTMX)
    assert "<h1>Items of Anatomic Region Sequence</h1>" in page
    assert rows["Vary"] == "HX-Request"
    part = rows.content.decode()
    assert part.startswith("<tr ")
    assert ROW.findall(part) == ROW.findall(page)
    assert "general-image.AnatomicRegionSequence.CodeValue" in ROW.findall(part)
    assert '<td class="d1">' in part
    assert '<td class="d1">' not in page


def test_items_of_items_know_the_way_back(client: Client) -> None:
    way = "AnatomicRegionSequence.AnatomicRegionModifierSequence"
    html = html_of(client, f"/standard/ct-image/general-image/{way}/")
    assert '<a href="/standard/ct-image/general-image/AnatomicRegionSequence/">Anatomic Region Sequence</a>' in html
    assert '<a href="/standard/ct-image/#general-image">General Image</a>' in html


def test_content_items_nest_in_themselves(client: Client) -> None:
    way = ".".join(["ContentSequence"] * 5)
    html = html_of(client, f"/standard/comprehensive-sr/sr-document-content/{way}/")
    assert f'id="sr-document-content.{way}.ValueType"' in html


def test_functional_groups_lead_to_their_items(client: Client) -> None:
    html = html_of(client, "/standard/enhanced-ct-image/")
    row = html.split('id="group.PixelMeasuresSequence"')[1].split("</tr>")[0]
    address = re.findall(r'data-open href="([^"]+)"', row)
    module = "enhanced-ct-image-multi-frame-functional-groups"
    assert address == [f"/standard/enhanced-ct-image/{module}/SharedFunctionalGroupsSequence.PixelMeasuresSequence/"]
    assert "PixelSpacing" in html_of(client, address[0])


def test_an_iod_is_searched_inside_sequences_too(client: Client) -> None:
    html = html_of(client, "/standard/enhanced-ct-image/", q="ctdivol")
    found = ROW.findall(html)
    assert found
    assert {each.rsplit(".", 1)[-1] for each in found} <= {"CTDIvol", "CTDIvolNotificationTrigger"}
    assert "in Shared Functional Groups Sequence › CT Exposure Sequence" in html
    assert html.count("<details") == html.count('<details class="module" open>')


def test_a_module_is_found_by_its_name(client: Client) -> None:
    html = html_of(client, "/standard/ct-image/", q="clinical trial subject")
    assert 'id="clinical-trial-subject"' in html
    assert 'id="general-image"' not in html


@pytest.mark.parametrize(
    "address",
    [
        "/standard/no-such-image/",
        "/standard/ct-image/no-such-module/AnatomicRegionSequence/",
        "/standard/ct-image/general-image/PatientID/",
        "/standard/ct-image/general-image/ImageType/",
        "/standard/ct-image/general-image/NoSuchSequence/",
        "/standard/no-such-image/general-image/AnatomicRegionSequence/",
        "/standard/attributes/NoSuchAttribute/",
        "/standard/attributes/0009,1001/",
    ],
)
def test_what_the_standard_does_not_have_is_a_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_every_attribute_of_the_dictionary_has_a_page(client: Client) -> None:
    every = registry.attributes()
    assert len(every) > 5_000
    for each in every[::40]:
        assert client.get(f"/standard/attributes/{each.key}/").status_code == 200, each.label


def test_an_attribute_page_tells_what_it_is_where_it_is_used_and_what_looks_after_it(client: Client) -> None:
    html = html_of(client, "/standard/attributes/PatientID/")
    for part in ("<code>(0010,0020)</code>", "<dd>LO</dd>", "dcmdump +P 0010,0020 FILE", 'href="/rules/IDN001/"'):
        assert part in html
    assert "The archive files the study under another patient" in html
    assert 'href="/standard/ct-image/#patient.PatientID"' in html
    assert (
        'href="/standard/ct-image/patient/OtherPatientIDsSequence/#patient.OtherPatientIDsSequence.PatientID"' in html
    )


def test_an_attribute_of_thousands_of_places_tells_the_sequences(client: Client) -> None:
    html = html_of(client, "/standard/attributes/CodeValue/")
    assert '<a href="/standard/attributes/AnatomicRegionSequence/">Anatomic Region Sequence</a>' in html
    assert len(html) < 100_000


def test_the_iods_of_a_module_are_listed_once(client: Client) -> None:
    html = html_of(client, "/standard/attributes/LocalNamespaceEntityID/")
    assert "and the others above" in html
    assert len(html) < 300_000


def test_a_repeating_attribute_has_one_page(client: Client) -> None:
    assert client.get("/standard/attributes/6002,3000/")["Location"] == "/standard/attributes/OverlayData/"
    html = html_of(client, "/standard/attributes/OverlayData/")
    assert "(60xx,3000)" in html
    assert "dcmdump +P 6000,3000 FILE" in html


@pytest.mark.parametrize("written", ["0010,0020", "(0010,0020)", "00100020", "patientid"])
def test_however_an_attribute_is_written_its_page_has_one_address(client: Client, written: str) -> None:
    assert client.get(f"/standard/attributes/{written}/")["Location"] == "/standard/attributes/PatientID/"


@pytest.mark.parametrize(
    ("before", "now"),
    [("/attributes/", "/standard/attributes/"), ("/attributes/PatientID/", "/standard/attributes/PatientID/")],
)
def test_addresses_of_before_still_lead_there(client: Client, before: str, now: str) -> None:
    response = client.get(before)
    assert (response.status_code, response["Location"]) == (301, now)


def test_the_attributes_that_operation_depends_on_come_first(client: Client) -> None:
    pages = attribute_pages()
    assert [page.entry.keyword for page in pages[:5]] == [
        "PatientID", "AccessionNumber", "StudyInstanceUID", "SeriesInstanceUID", "TransferSyntaxUID",
    ]  # fmt: skip
    assert ROW.findall(html_of(client, "/standard/attributes/")) == [page.entry.keyword for page in pages]


@pytest.mark.parametrize(
    ("sought", "first"),
    [("0010,0020", "PatientID"), ("ctdivol", "CTDIvol"), ("window width", "WindowWidth"), ("60xx,3000", "OverlayData")],
)
def test_attributes_are_found_by_tag_keyword_and_name(client: Client, sought: str, first: str) -> None:
    assert ROW.findall(html_of(client, "/standard/attributes/", q=sought))[0] == first


def test_what_is_not_found_says_how_to_look(client: Client) -> None:
    html = html_of(client, "/standard/attributes/", q="<b>")
    assert "No attribute fits “&lt;b&gt;”" in html


def test_a_search_leads_to_attributes_and_iods(client: Client) -> None:
    html = html_of(client, "/find/", q="window width")
    assert re.findall(r'<a href="/standard/attributes/(\w+)/"><code>', html)[0] == "WindowWidth"
    assert '<a href="/standard/enhanced-ct-image/">Enhanced CT Image</a>' in html_of(client, "/find/", q="enhanced ct")
    assert 'href="/standard/ct-image/">CT Image IOD</a>' in html_of(client, "/find/", q="1.2.840.10008.5.1.4.1.1.2")
    assert client.get("/find/", {"q": "ct-image"})["Location"] == "/standard/ct-image/"


def test_the_file_of_a_case_leads_to_its_iod_and_its_findings_to_modules(client: Client, single: int) -> None:
    html = html_of(client, f"/cases/{single}/instances/0/")
    assert '<a class="link" hx-boost="false" href="/standard/ct-image/">CT Image IOD</a>' in html
    findings = html.split('<details class="found-here"')[1].split("</details>")[0]
    assert '<a href="/standard/attributes/PatientBirthDate/">' in findings
    assert 'href="/standard/ct-image/#patient.PatientBirthDate"' in findings
    assert 'href="/rules/OPS004/"' in findings
    assert '<a href="/standard/attributes/PatientID/">Patient ID</a>' in html.rpartition("</details>")[2]


def test_the_file_of_a_case_tells_what_no_machine_can_decide(client: Client, single: int) -> None:
    html = html_of(client, f"/cases/{single}/instances/0/")
    undecided = html.split('<details class="found-here"')[2].split("</details>")[0]
    assert "attributes not evaluable here</h2>" in undecided
    assert "SOP Common: required if attributes are hidden from all but some recipients" in undecided
    assert "Patient&#x27;s Name" not in undecided


def test_the_panel_of_a_finding_leads_to_the_attribute_and_the_module(client: Client, single: int) -> None:
    panel = client.get(
        f"/cases/{single}/findings/", {"row": "OPS004"}, headers={"HX-Request": "true", "HX-Target": "panel"}
    ).content.decode()
    assert 'href="/rules/OPS004/"' in panel
    assert 'href="/standard/attributes/PatientBirthDate/"' in panel
    assert 'href="/standard/ct-image/#patient.PatientBirthDate">CT Image IOD</a>, Patient module, type 2' in panel
