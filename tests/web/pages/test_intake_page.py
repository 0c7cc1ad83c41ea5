"""The page that takes files, as it works without JavaScript."""

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from validator.models import Analysis, Case


def labels(case: Case) -> list[str]:
    return [capture.label for capture in case.captures.order_by("position")]


def fields(case: Case, **more: object) -> dict[str, object]:
    """What the form of a stored case sends."""
    captures = list(case.captures.order_by("position"))
    named = {"capture": [capture.pk for capture in captures], "label": [capture.label for capture in captures]}
    return {"title": case.title, **named, **more}


def new(client: Client, **more: object) -> Case:
    client.post("/cases/new/", {"title": "Trial", "label": ["Source", "Archive"], **more})
    return Case.objects.get()


def test_looking_at_the_form_stores_nothing(client: Client, db: None) -> None:
    assert client.get("/cases/new/").status_code == 200
    assert not Case.objects.exists()


def test_the_first_step_stores_the_case(client: Client, db: None) -> None:
    response = client.post("/cases/new/", {"title": "", "label": ["Source", "Archive"], "do": "add"})
    case = Case.objects.get()
    assert response["Location"] == f"/cases/{case.pk}/intake/"
    assert (case.title, labels(case)) == ("Untitled case", ["Source", "Archive", "Capture 3"])


def test_a_new_case_goes_on_to_the_folder_or_the_list_of_a_capture(client: Client, db: None) -> None:
    for do, page in (("folder:1", "captures/1/folder/"), ("list:0", "captures/0/list/")):
        response = client.post("/cases/new/", {"title": "Trial", "label": ["Source", "Archive"], "do": do})
        assert response["Location"] == f"/cases/{Case.objects.latest('pk').pk}/{page}"


def test_a_list_is_offered_until_files_are_there(client: Client, db: None, ct_small: bytes) -> None:
    offer = "Use a list from an archive's index"
    assert client.get("/cases/new/").content.decode().count(offer) == 2
    case = new(client)
    address = f"/cases/{case.pk}/intake/"
    assert client.get(address).content.decode().count(offer) == 2
    client.post(address, fields(case, **{"files-0": SimpleUploadedFile("ct.dcm", ct_small), "do": "upload"}))
    assert client.get(address).content.decode().count(offer) == 1


def test_captures_are_renamed_moved_and_removed(client: Client, db: None) -> None:
    case = new(client)
    address = f"/cases/{case.pk}/intake/"
    client.post(address, {**fields(case), "label": ["Modality", "Archive"], "title": "Renamed", "do": "right:0"})
    case.refresh_from_db()
    assert (case.title, labels(case)) == ("Renamed", ["Archive", "Modality"])
    client.post(address, fields(case, do="left:1"))
    assert labels(case) == ["Modality", "Archive"]
    client.post(address, fields(case, do="remove:0"))
    assert labels(case) == ["Archive"]


def test_how_a_capture_was_taken_is_kept_and_shown(client: Client, db: None) -> None:
    said = {"ae_title": ["CT_ROOM1", ""], "method": ["c-store", "unknown"]}
    case = new(client, **said)
    described = [(each.label, each.ae_title, each.method) for each in case.captures.order_by("position")]
    assert described == [("Source", "CT_ROOM1", "c-store"), ("Archive", "", "unknown")]
    html = client.get(f"/cases/{case.pk}/intake/").content.decode()
    assert html.count('<details class="about" open>') == 1
    assert 'name="ae_title" value="CT_ROOM1"' in html
    assert '<option value="c-store" selected>' in html
    client.post(f"/cases/{case.pk}/intake/", fields(case, do="save"))
    assert [each.ae_title for each in case.captures.order_by("position")] == ["CT_ROOM1", ""]
    client.post(f"/cases/{case.pk}/intake/", fields(case, do="save", ae_title=["", "PACS"], method=["media", "export"]))
    described = [(each.label, each.ae_title, each.method) for each in case.captures.order_by("position")]
    assert described == [("Source", "", "media"), ("Archive", "PACS", "export")]


def test_sealed_captures_offer_nothing_but_a_new_run(client: Client, chain: int) -> None:
    html = client.get(f"/cases/{chain}/intake/").content.decode()
    assert "data-sealed" in html
    for part in ('class="zone"', 'class="moves"', 'class="about"', 'class="add"', 'class="go"'):
        assert html.count(part) == html.count(f"{part} hidden") > 0, part


def test_a_refused_step_says_why_and_keeps_what_was_typed(client: Client, db: None) -> None:
    response = client.post("/cases/new/", {"title": "Trial", "label": ["Source", "Source"], "do": "save"})
    assert response.status_code == 400
    assert b"Two captures have the same label: give each its own." in response.content
    assert response.content.count(b'value="Source"') == 2


def test_a_capture_without_files_stops_the_start(client: Client, db: None) -> None:
    response = client.post("/cases/new/", {"title": "Trial", "label": ["Source"], "do": "start"})
    assert response.status_code == 400
    assert b"has no files yet" in response.content
    assert not Analysis.objects.exists()


def test_files_and_start_in_one_form(
    client: Client, transactional_db: None, drain: Callable[..., int], ct_small: bytes
) -> None:
    files = {f"files-{at}": SimpleUploadedFile(f"ct{at}.dcm", ct_small) for at in range(2)}
    response = client.post("/cases/new/", {"title": "Trial", "label": ["Source", "Archive"], "do": "start", **files})
    case = Case.objects.get()
    assert response["Location"] == f"/cases/{case.pk}/"
    assert b'hx-trigger="every 1s"' in client.get(f"/cases/{case.pk}/").content
    drain()
    assert client.get(f"/cases/{case.pk}/progress/")["HX-Redirect"] == f"/cases/{case.pk}/"
    assert b'data-tab="changes"' in client.get(f"/cases/{case.pk}/").content


def test_sealed_captures_answer_409_and_open_for_a_new_run(client: Client, chain: int) -> None:
    case = Case.objects.get()
    address = f"/cases/{chain}/intake/"
    refused = client.post(address, fields(case, do="add"))
    assert refused.status_code == 409
    assert b"Add files for a new run" in refused.content
    assert client.post(address, {"do": "reopen"}).status_code == 302
    client.post(address, fields(case, do="add"))
    assert labels(case) == ["Modality", "Router", "Archive", "Capture 4"]
    report = client.get(f"/cases/{chain}/changes/").content
    assert b"This case takes files for its next run" in report
    assert b"Capture 4" not in report


def test_one_file_is_checked_in_one_request(
    client: Client, transactional_db: None, drain: Callable[..., int], ct_small: bytes
) -> None:
    address = "/tools/dicom-header-validator"
    response = client.post(address, {"files": SimpleUploadedFile("ct.dcm", ct_small)})
    case = Case.objects.get()
    assert (response["Location"], case.title) == (f"/cases/{case.pk}/", "ct.dcm")
    drain()
    assert b'data-tab="findings"' in client.get(f"/cases/{case.pk}/").content
    assert client.post(address).status_code == 400
