"""Folders of the server: what may be reached, what is listed, and what a file must still be when it is read."""

import os
from pathlib import Path
from typing import Any

import pytest

from validator.intake import folders, names
from validator.intake.folders import FolderRefused, Listed, NotAsListed, Walk


@pytest.fixture
def shelf(tmp_path: Path, settings: Any) -> Path:
    """The one allowed folder, with a neighbour that is not."""
    for folder in ("allowed/study/series", "allowed/empty", "secret"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "allowed/study/series/1.dcm").write_bytes(b"one")
    (tmp_path / "allowed/study/2.dcm").write_bytes(b"two!")
    (tmp_path / "secret/3.dcm").write_bytes(b"three")
    settings.IMPORT_FOLDERS = [tmp_path / "allowed"]
    return tmp_path / "allowed"


def refusal(path: str) -> str:
    with pytest.raises(FolderRefused) as refused:
        folders.resolve(path)
    return str(refused.value)


def test_an_allowed_folder_and_those_below_are_resolved(shelf: Path) -> None:
    assert folders.resolve(str(shelf)) == shelf
    assert folders.resolve(f"{shelf}/study/./series/") == shelf / "study/series"


def test_what_lies_outside_is_refused_alike_whether_it_is_there_or_not(shelf: Path) -> None:
    (shelf / "way out").symlink_to(shelf.parent / "secret")
    (shelf / "nowhere").symlink_to(shelf.parent / "missing")
    (shelf / "circle").symlink_to(shelf / "circle")
    told = {
        refusal(path)
        for path in (
            f"{shelf.parent}/secret",
            f"{shelf.parent}/missing",
            f"{shelf}/../secret",
            f"{shelf}/../missing",
            f"{shelf}/../{shelf.name}/study",
            f"{shelf}/way out",
            f"{shelf}/nowhere",
            f"{shelf}/circle",
            f"{shelf}/missing",
            f"{shelf}/study/2.dcm",
            f"{shelf}\\x00",
            f"{shelf}{shelf.name}",
            "study",
            "",
        )
    }
    assert told == {folders.NOT_OFFERED}


def test_a_link_to_a_folder_that_is_allowed_leads_there(shelf: Path) -> None:
    (shelf / "latest").symlink_to("study")
    assert folders.resolve(f"{shelf}/latest") == shelf / "study"


def test_an_allowed_folder_may_itself_be_reached_by_a_link(shelf: Path, settings: Any) -> None:
    (shelf.parent / "mount").symlink_to("allowed")
    settings.IMPORT_FOLDERS = [shelf.parent / "mount"]
    real = folders.resolve(f"{shelf.parent}/mount/study")
    assert real == shelf / "study"
    assert folders.resolve(str(real)) == real


def test_nothing_is_resolved_where_nothing_is_allowed(shelf: Path, settings: Any) -> None:
    settings.IMPORT_FOLDERS = []
    assert not folders.are_offered()
    assert refusal(str(shelf)) == folders.NOT_OFFERED


def test_the_folders_below_are_listed_without_links_and_files(shelf: Path) -> None:
    (shelf / "way out").symlink_to(shelf.parent / "secret")
    (shelf / "lost+found").mkdir()
    assert folders.below(str(shelf), most=5) == (("empty", "study"), False)
    assert folders.below(str(shelf), most=1).is_cut


def test_regular_files_are_listed_and_the_rest_is_counted(shelf: Path) -> None:
    (shelf / "linked.dcm").symlink_to(shelf.parent / "secret/3.dcm")
    (shelf / "linked").symlink_to(shelf.parent / "secret")
    os.mkfifo(shelf / "pipe")
    walk = Walk(shelf)
    listed = sorted(walk)
    assert [(one.name, one.size) for one in listed] == [("study/2.dcm", 4), ("study/series/1.dcm", 3)]
    assert listed[0].modified_ns == (shelf / "study/2.dcm").stat().st_mtime_ns
    assert (walk.passed_over, walk.unreadable) == (3, 0)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look into every folder")
def test_folders_that_are_closed_are_counted(shelf: Path) -> None:
    (shelf / "study").chmod(0)
    walk = Walk(shelf)
    assert (list(walk), walk.unreadable) == ([], 1)


def test_a_folder_that_goes_while_it_is_walked_is_counted(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = Walk(shelf)
    for listed in walk:
        assert listed.name == "study/2.dcm"
        (shelf / "study/series").rename(shelf / "moved")
    assert walk.unreadable == 1


def test_names_that_cannot_be_shown_lead_back_to_their_files(shelf: Path) -> None:
    for raw in (b"\xff\xfe.dcm", b"a\nb\\x41.dcm", b"back\\slash", "süß 影像.dcm".encode()):
        (shelf / "empty" / os.fsdecode(raw)).write_bytes(raw)
    found = {listed.name: listed for listed in Walk(shelf / "empty")}
    assert set(found) == {r"\xff\xfe.dcm", r"a\x0ab\x5cx41.dcm", r"back\x5cslash", "süß 影像.dcm"}
    for listed in found.values():
        with folders.opened(str(shelf / "empty"), listed) as file:
            assert names.of_path(os.fsdecode(file.read())) == listed.name


def one_of(shelf: Path) -> Listed:
    return min(Walk(shelf))


def told(shelf: Path, listed: Listed) -> str:
    with pytest.raises(NotAsListed) as changed, folders.opened(str(shelf), listed) as file:
        file.read()
    return str(changed.value)


def test_a_file_is_read_as_it_was_listed(shelf: Path) -> None:
    with folders.opened(str(shelf), one_of(shelf)) as file:
        assert file.read() == b"two!"


def test_a_file_that_was_changed_is_not_read(shelf: Path) -> None:
    listed = one_of(shelf)
    (shelf / listed.name).write_bytes(b"longer than before")
    assert told(shelf, listed) == "It was changed in its folder since it was listed."


def test_a_file_of_the_same_size_at_another_time_is_not_read(shelf: Path) -> None:
    listed = one_of(shelf)
    os.utime(shelf / listed.name, ns=(0, listed.modified_ns + 1_000_000))
    assert told(shelf, listed) == "It was changed in its folder since it was listed."


def test_a_file_that_changes_while_it_is_read_is_told_as_changed(shelf: Path) -> None:
    listed = one_of(shelf)
    with pytest.raises(NotAsListed), folders.opened(str(shelf), listed):
        (shelf / listed.name).write_bytes(b"now it is longer")


def test_a_file_that_is_gone_is_told_as_gone(shelf: Path) -> None:
    listed = one_of(shelf)
    (shelf / listed.name).unlink()
    assert told(shelf, listed) == "It is not in its folder any more, since it was listed."


@pytest.mark.parametrize("linked", ["study", "study/2.dcm"])
def test_links_put_in_the_way_afterwards_are_not_followed(shelf: Path, linked: str) -> None:
    """Neither as the file nor as a folder on the way to it, though the same file stands behind."""
    listed = one_of(shelf)
    (shelf / linked).rename(shelf.parent / "elsewhere")
    (shelf / linked).symlink_to(shelf.parent / "elsewhere")
    assert told(shelf, listed) in {
        "It is a link now, and links are not followed.",
        "It is not in its folder any more, since it was listed.",
    }


def test_a_pipe_put_in_the_place_of_a_file_holds_nobody_up(shelf: Path) -> None:
    listed = one_of(shelf)
    (shelf / listed.name).unlink()
    os.mkfifo(shelf / listed.name)
    assert told(shelf, listed) == "It was changed in its folder since it was listed."


def test_a_folder_that_is_not_allowed_any_more_is_not_read(shelf: Path, settings: Any) -> None:
    listed = one_of(shelf)
    settings.IMPORT_FOLDERS = [shelf / "empty"]
    assert told(shelf, listed) == "Its folder is not there any more, or not allowed any more."
