"""A folder of the server as a capture: chosen, listed, read in place, and told where it is not what it was."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.web.conftest import Api
from validator.intake import folders, spool
from validator.jobs import queue
from validator.jobs.limits import LANES, WHOLE
from validator.models import Analysis, AuditEvent, Capture, File, Instance
from validator.models.analysis import Phase
from validator.services import gathering, working

UID = b"1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322"


@pytest.fixture
def shelf(tmp_path: Path, settings: Any, ct_small: bytes) -> Path:
    """The allowed folder, with two captures of three instances; the second one changed Patient ID."""
    allowed = tmp_path / "allowed"
    for capture, patient in (("old", b"1CT1"), ("new", b"1CT2")):
        for at in range(3):
            path = allowed / capture / f"study{at % 2}" / f"{at}.dcm"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(ct_small.replace(UID, UID[:-2] + b"%02d" % at).replace(b"1CT1", patient, 1))
    settings.IMPORT_FOLDERS = [allowed]
    return allowed


def put(api: Api, case: int, position: int, path: Path | str) -> Any:
    return api.client.put(
        f"/api/v1/cases/{case}/captures/{position}/folder", {"path": str(path)}, content_type="application/json"
    )


@pytest.fixture
def case(api: Api, shelf: Path) -> int:
    number = api.new_case("old", "new")
    for position, name in enumerate(("old", "new")):
        assert put(api, number, position, shelf / name).status_code == 200
    return number


def spooled() -> int:
    """The bytes that the spool holds."""
    return sum(path.stat().st_size for path in spool.incoming().parent.rglob("*") if path.is_file())


def report_of(api: Api, case: int, drain: Callable[..., int]) -> Any:
    assert api.post(f"cases/{case}/analyse").status_code == 202
    drain()
    return api.report(case)


def test_two_folders_are_compared_and_nothing_but_headers_is_copied(
    api: Api, case: int, shelf: Path, drain: Callable[..., int], ct_small: bytes
) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in shelf.rglob("*.dcm")}
    report = report_of(api, case, drain)
    assert [file["file"] for file in report["check"]["files"]] == [
        f"{label}/study{at % 2}/{at}.dcm" for label in ("old", "new") for at in (0, 2, 1)
    ]
    changed = [change for change in report["compare"]["changes"] if change["path"] == "(0010,0020)"]
    assert [(change["before"], change["after"]) for change in changed] == [("1CT1", "1CT2")] * 3
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in shelf.rglob("*.dcm")} == before
    # The pixel data of this image are short enough to stand in the header, and equal in all of them.
    assert spooled() < 2 * len(ct_small)
    assert set(File.objects.values_list("state", "sha256")) == {("in-place", "")}
    assert AuditEvent.objects.filter(action="capture.folder").count() == 2


def test_a_folder_is_listed_once_however_often_that_is_tried(api: Api, case: int) -> None:
    api.post(f"cases/{case}/analyse")
    lease = queue.claim(WHOLE)
    assert lease is not None
    assert lease.phase == Phase.GATHER
    gathering.run(lease)
    rows = list(File.objects.order_by("pk").values_list("pk", "name", "size", "modified_ns"))
    gathering.run(lease)
    assert list(File.objects.order_by("pk").values_list("pk", "name", "size", "modified_ns")) == rows
    assert len(rows) == 3
    assert gathering.listed_so_far(Analysis.objects.get()) == 3


def test_a_cancelled_run_enters_no_more_files(api: Api, case: int) -> None:
    api.post(f"cases/{case}/analyse")
    lease = queue.claim(WHOLE)
    assert lease is not None
    api.post(f"cases/{case}/cancel")
    with pytest.raises(queue.LeaseLost):
        gathering.run(lease)
    assert not File.objects.exists()


def test_a_new_run_sees_what_came_went_and_changed(
    api: Api, case: int, shelf: Path, drain: Callable[..., int], ct_small: bytes
) -> None:
    report_of(api, case, drain)
    (shelf / "old/study0/0.dcm").unlink()
    (shelf / "old/study0/9.dcm").write_bytes(ct_small)
    (shelf / "old/study0/2.dcm").write_bytes(ct_small.replace(b"1CT1", b"OTHER!", 1))
    api.post(f"cases/{case}/reopen")
    report = report_of(api, case, drain)
    names = [file["file"] for file in report["check"]["files"]]
    assert [name for name in names if name.startswith("old/")] == [
        "old/study0/2.dcm",
        "old/study0/9.dcm",
        "old/study1/1.dcm",
    ]
    # What the first run found stays with it.
    assert Instance.objects.filter(analysis__number=1).count() == 6


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("unlink", "It is not in its folder any more, since it was listed."),
        ("touch", "It was changed in its folder since it was listed."),
    ],
)
def test_a_file_that_is_not_as_it_was_listed_is_not_compared_and_says_so(
    api: Api, case: int, shelf: Path, drain: Callable[..., int], what: str, reason: str
) -> None:
    api.post(f"cases/{case}/analyse")
    while (lease := queue.claim(WHOLE)) is not None:
        working.perform(lease)
    path = shelf / "new/study1/1.dcm"
    if what == "unlink":
        path.unlink()
    else:
        os.utime(path, ns=(1, 1))
    drain()
    assert list(Instance.objects.exclude(state="checked").values_list("state", "file__name", "kind")) == [
        ("crashed", "study1/1.dcm", reason)
    ]
    assert Analysis.objects.get().state == "done"


def test_a_folder_without_files_ends_the_run_with_a_sentence(
    api: Api, case: int, shelf: Path, drain: Callable[..., int]
) -> None:
    (shelf / "empty").mkdir()
    put(api, case, 1, shelf / "empty")
    api.post(f"cases/{case}/analyse")
    drain()
    told = api.get(f"cases/{case}").json()
    assert (told["state"], told["error"]) == ("failed", gathering.EMPTY.format(label="new"))


def test_a_folder_that_is_gone_ends_the_run_with_a_sentence(
    api: Api, case: int, shelf: Path, drain: Callable[..., int]
) -> None:
    (shelf / "new").rename(shelf / "moved")
    api.post(f"cases/{case}/analyse")
    drain()
    told = api.get(f"cases/{case}").json()
    assert (told["state"], told["error"]) == ("failed", f"Capture 'new': {folders.NOT_OFFERED}")


def test_folders_that_cannot_be_looked_into_are_no_missing_instances(
    api: Api, case: int, drain: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    walked = folders.Walk.__iter__

    def closed(walk: folders.Walk) -> Any:
        yield from walked(walk)
        walk.unreadable = 2

    monkeypatch.setattr(folders.Walk, "__iter__", closed)
    api.post(f"cases/{case}/analyse")
    drain()
    told = api.get(f"cases/{case}").json()
    assert told["state"] == "failed"
    assert told["error"].startswith("In the folder of capture 'old' the server may not look into 2 of the folders")


def test_a_capture_is_either_a_folder_or_receives_files(api: Api, case: int, shelf: Path, ct_small: bytes) -> None:
    refused = api.send(case, 0, {"a.dcm": ct_small})
    assert refused.status_code == 400
    assert "is read from a folder of the server" in refused.json()["error"]
    assert put(api, case, 0, "").json() == {"position": 0, "kind": "files", "folder": ""}
    assert api.send(case, 0, {"a.dcm": ct_small}).status_code == 201
    assert put(api, case, 0, shelf / "old").status_code == 400
    assert Capture.objects.get(position=0).kind == "files"


def test_a_folder_cannot_be_exchanged_under_a_report(
    api: Api, case: int, shelf: Path, drain: Callable[..., int]
) -> None:
    report_of(api, case, drain)
    assert put(api, case, 0, shelf / "new").status_code == 409
    api.post(f"cases/{case}/reopen")
    assert put(api, case, 0, shelf / "new").status_code == 409
    assert put(api, case, 0, shelf / "old").status_code == 200


def test_folders_are_looked_through(api: Api, shelf: Path) -> None:
    assert api.get("folders").json() == {
        "path": "", "above": None, "folders": [{"name": str(shelf), "path": str(shelf)}], "is_cut": False,
    }  # fmt: skip
    below = api.get(f"folders?path={shelf}").json()
    assert (below["above"], [folder["path"] for folder in below["folders"]]) == ("", [f"{shelf}/new", f"{shelf}/old"])
    assert api.get(f"folders?path={shelf}/old").json()["above"] == str(shelf)
    assert api.get(f"folders?path={shelf.parent}").status_code == 404


def test_where_nothing_is_allowed_nothing_is_shown(api: Api, shelf: Path, settings: Any) -> None:
    settings.IMPORT_FOLDERS = []
    number = api.new_case("old")
    assert api.get("folders").status_code == 404
    assert put(api, number, 0, shelf / "old").status_code == 404
    assert b"folder of the server" not in api.client.get(f"/cases/{number}/intake/").content
    assert api.client.get(f"/cases/{number}/captures/0/folder/").status_code == 404


def test_the_page_of_a_folder_keeps_what_was_asked_for(api: Api, shelf: Path) -> None:
    number = api.new_case("old")
    answer = api.client.get(f"/cases/{number}/captures/0/folder/?path={shelf.parent}/other")
    assert answer.status_code == 404
    assert f'name="path" value="{shelf.parent}/other"' in answer.content.decode()


def test_a_folder_is_chosen_on_its_page(api: Api, shelf: Path) -> None:
    number = api.new_case("old")
    page = api.client.get(f"/cases/{number}/captures/0/folder/?path={shelf}").content.decode()
    assert f"?path={quote(f'{shelf}/old', safe='')}" in page
    assert api.client.post(f"/cases/{number}/captures/0/folder/", {"path": f"{shelf}/old"}).status_code == 302
    assert f"<code>{shelf}/old</code>" in api.client.get(f"/cases/{number}/intake/").content.decode()
    refused = api.client.post(f"/cases/{number}/captures/0/folder/", {"path": "/etc"})
    assert (refused.status_code, Capture.objects.get().folder) == (400, f"{shelf}/old")
    assert folders.NOT_OFFERED in refused.content.decode()


def test_nobody_chooses_a_folder_for_the_case_of_another(
    api: Api, shelf: Path, accounts: None, django_user_model: Any
) -> None:
    owner, other = (django_user_model.objects.create_user(name, password="x") for name in ("a", "b"))
    api.client.force_login(owner)
    number = api.new_case("old")
    api.client.force_login(other)
    assert put(api, number, 0, shelf / "old").status_code == 404


def test_samples_of_a_file_that_is_gone_meanwhile_are_not_compared_and_it_says_so(
    api: Api, shelf: Path, bundled: Path, drain: Callable[..., int]
) -> None:
    """After it was read: its header is at hand, and only its samples could tell whether the compression lost any."""
    case = api.new_case("old", "new")
    for position, name in enumerate(("MR_small.dcm", "MR_small_RLE.dcm")):
        (shelf / str(position)).mkdir()
        (shelf / str(position) / "1.dcm").write_bytes((bundled / name).read_bytes())
        put(api, case, position, shelf / str(position))
    api.post(f"cases/{case}/analyse")
    while (lease := next((lease for lane in LANES if (lease := queue.claim(lane))), None)) is not None:
        working.perform(lease)
        if lease.phase == Phase.PAIR:
            (shelf / "1/1.dcm").unlink()
    changes = api.report(case)["compare"]["changes"]
    found = {change["kind"]: change["detail"] for change in changes if change["path"] == "(7FE0,0010)"}
    assert found == {
        "pixel.unverified": "Explicit VR Little Endian to RLE Lossless; "
        "It is not in its folder any more, since it was listed (after)"
    }
