"""From dropped files to the verdict, as a newcomer does it."""

import re
import shutil
from base64 import b64encode
from pathlib import Path

import pydicom
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pydicom.uid import generate_uid

pytestmark = pytest.mark.browser

FILES = 30
ANALYSIS_MS = 60_000
DROP = """
async ([selector, files]) => {
  const transfer = new DataTransfer();
  for (const [name, bytes] of files) {
    transfer.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name));
  }
  const zone = document.querySelector(selector);
  zone.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
}
"""


READ_FOLDER = """
async ([files, folders]) => {
  const { filesUnder } = await import("/static/js/intake/entries.js");
  const file = (path) => ({ isFile: true, fullPath: path, file: (done) => done(new File(["x"], "x")) });
  const folder = (children) => ({
    isDirectory: true,
    createReader: () => ({ readEntries: (done) => done(children.splice(0, 100)) }),
  });
  const inner = (n) => folder(Array.from({ length: files }, (_, at) => file(`/top/inner${n}/${at}.dcm`)));
  const top = folder(Array.from({ length: folders }, (_, n) => inner(n)));
  const paths = [];
  for await (const found of filesUnder([top])) paths.push(found.path);
  return paths;
}
"""


FILES_OF_A_CAPTURE = re.compile(r"/captures/[0-9]+/files")
NOTE_STARTS = """
() => {
  const offers = [];
  const note = () => {
    offers.push(!document.querySelector("[data-start]").disabled);
    document.body.dataset.offers = offers.join();
  };
  new MutationObserver(note).observe(document.querySelector("main"), { childList: true });
}
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory, bundled: Path) -> tuple[Path, Path]:
    """A series at two points: the second one regenerated its UIDs and cut the Accession Number."""
    source, archive = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("archive")
    study, series = generate_uid(entropy_srcs=["study"]), generate_uid(entropy_srcs=["series"])
    for number in range(FILES):
        data_set = pydicom.dcmread(bundled / "CT_small.dcm")
        data_set.InstanceNumber = number + 1
        data_set.AccessionNumber = "RAD-2026-11-0000-123"[:16]
        data_set.SOPInstanceUID = data_set.file_meta.MediaStorageSOPInstanceUID = generate_uid(
            entropy_srcs=["image", str(number)]
        )
        data_set.PixelData = bytes([number]) + data_set.PixelData[1:]
        data_set.save_as(source / f"CT{number:03}.dcm")
        data_set.StudyInstanceUID, data_set.SeriesInstanceUID = study, series
        data_set.AccessionNumber = "RAD-2026"
        data_set.save_as(archive / f"CT{number:03}.dcm")
    return source, archive


def drop(page: Page, column: int, folder: Path) -> None:
    """Drop all files of a folder onto a column."""
    files = [[path.name, b64encode(path.read_bytes()).decode()] for path in sorted(folder.iterdir())]
    page.evaluate(DROP, [f"[data-column]:nth-child({column + 1})", files])


def test_two_captures_from_drop_to_verdict(page: Page, chain: tuple[Path, Path]) -> None:
    page.goto("/cases/new/")
    page.get_by_label("Title of the case").fill("Archive migration")
    page.get_by_label("Name of capture 2").fill("Archive")
    expect(page.get_by_role("button", name="Start the comparison")).to_be_disabled()
    for column, folder in enumerate(chain):
        drop(page, column, folder)
        expect(page.locator("[data-received-text]").nth(column)).to_have_text(f"{FILES} files received")
    page.get_by_role("button", name="Start the comparison").click()
    expect(page.get_by_role("navigation", name="Report")).to_be_visible(timeout=ANALYSIS_MS)
    expect(page.get_by_role("heading", level=1)).to_have_text("Archive migration")
    study = page.locator("#row-0020-000D")
    expect(study.locator("td.changed.breaks em")).to_have_text("regenerated, one to one")
    expect(study.locator("td.number")).to_have_text(str(FILES))
    accession = page.locator("#row-0008-0050")
    expect(accession.locator("del")).to_have_text("-11-0000")


def test_a_single_file_is_checked_in_one_step(page: Page, bundled: Path) -> None:
    page.goto("/tools/dicom-header-validator")
    page.set_input_files("input[type=file]", bundled / "MR_small_bigendian.dcm")
    expect(page.get_by_role("navigation", name="Report")).to_be_visible(timeout=ANALYSIS_MS)
    expect(page.get_by_role("heading", level=1)).to_have_text("MR_small_bigendian.dcm")
    expect(page.get_by_role("link", name=re.compile("^Findings"))).to_have_attribute("aria-current", "page")


def test_captures_are_added_renamed_moved_and_removed(page: Page) -> None:
    page.goto("/cases/new/")
    names = page.get_by_label(re.compile("^Name of capture"))
    page.get_by_role("button", name="+ Add capture").click()
    expect(names).to_have_count(3)
    expect(page).to_have_url(re.compile(r"/cases/\d+/intake/$"))
    names.nth(2).fill("Router")
    page.get_by_role("button", name="Move Capture 3 one place earlier").click()
    expect(names.nth(1)).to_have_value("Router")
    page.get_by_role("button", name="Remove Source and its files").click()
    expect(names).to_have_count(2)
    expect(names.nth(0)).to_have_value("Router")
    expect(names.nth(1)).to_have_value("Destination")


def test_a_file_that_failed_says_why_and_can_be_tried_again(context: BrowserContext, chain: tuple[Path, Path]) -> None:
    page = context.new_page()
    page.goto("/cases/new/")
    page.route("**/files", lambda route: route.fulfill(status=413, json={"error": "It is larger than a file may be."}))
    drop(page, 0, chain[0])
    failed = page.locator("li.failed")
    expect(failed.first).to_contain_text("It is larger than a file may be.")
    expect(failed).to_have_count(21)
    expect(failed.last).to_have_text("and 10 more that failed")
    page.unroute("**/files")
    page.get_by_role("button", name="Try all again").first.click()
    expect(failed).to_have_count(0)
    expect(page.locator("[data-received-text]").first).to_have_text(f"{FILES} files received")


def test_a_folder_is_followed_to_its_ends(page: Page, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / "study" / f"series{number}").mkdir(parents=True)
        (tmp_path / "study" / f"series{number}" / "image.dcm").write_bytes(bytes([number]) * 200)
    page.goto("/cases/new/")
    page.set_input_files("[data-column] input[data-kind=folder] >> nth=0", tmp_path / "study")
    expect(page.locator("[data-received-text]").first).to_have_text("3 files received")


def test_a_dropped_folder_gives_all_its_files_although_a_call_gives_a_hundred(page: Page) -> None:
    page.goto("/cases/new/")
    paths = page.evaluate(READ_FOLDER, [250, 2])
    assert len(paths) == 500
    assert sorted(paths)[0] == "top/inner0/0.dcm"


def test_a_file_that_is_here_already_is_kept_once(page: Page, chain: tuple[Path, Path]) -> None:
    page.goto("/cases/new/")
    received = page.locator("[data-received-text]").first
    drop(page, 0, chain[0])
    expect(received).to_have_text(f"{FILES} files received")
    drop(page, 0, chain[0])
    expect(page.locator("[data-doing]").first).to_have_text(f"{FILES} were here already")
    expect(received).to_have_text(f"{FILES} files received")
    hint = page.locator("[data-start-hint]")
    expect(hint).to_have_text("Destination: no files yet. Drop some, or remove the column.")


def test_the_form_works_without_scripts(chromium: Browser, address: str, chain: tuple[Path, Path]) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/cases/new/")
    page.get_by_label("Title of the case").fill("Without scripts")
    for column, folder in enumerate(chain):
        page.set_input_files(f"[name=files-{column}]", sorted(folder.iterdir())[:2])
    page.get_by_role("button", name="Start the comparison").click()
    for _ in range(30):
        if page.get_by_role("navigation", name="Report").is_visible():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.get_by_role("navigation", name="Report").get_by_role("link")).to_have_count(4)
    context.close()


def test_a_folder_dropped_from_the_desktop_is_followed(page: Page, tmp_path: Path, chain: tuple[Path, Path]) -> None:
    """The browser's own drag and drop: the events of the other tests carry files, never folders."""
    folder = tmp_path / "export"
    for number, path in enumerate(sorted(chain[0].iterdir())[:4]):
        (folder / f"series{number % 2}").mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder / f"series{number % 2}" / path.name)
    page.goto("/cases/new/")
    box = page.locator("[data-column] .zone").first.bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    for event in ("dragEnter", "dragOver", "drop"):
        session.send(
            "Input.dispatchDragEvent",
            {
                "type": event,
                "x": box["x"] + box["width"] / 2,
                "y": box["y"] + box["height"] / 2,
                "data": {"items": [], "files": [str(folder)], "dragOperationsMask": 1},
            },
        )
    expect(page.locator("[data-received-text]").first).to_have_text("4 files received")


def test_a_step_never_offers_the_start_while_files_wait(page: Page) -> None:
    page.goto("/cases/new/")
    page.get_by_role("button", name="Remove Destination and its files").click()
    expect(page.locator("[data-column]")).to_have_count(1)
    page.evaluate(NOTE_STARTS)
    held: list[Route] = []
    holding = True

    def hold(route: Route) -> None:
        if holding:
            held.append(route)
        else:
            route.continue_()

    page.route(FILES_OF_A_CAPTURE, hold)
    page.evaluate(DROP, ["[data-column]", [[f"{number}.dcm", "AAAA"] for number in range(900)]])
    page.locator("[data-column] summary").click()
    page.get_by_label("AE Title").fill("CT_ROOM1")
    page.get_by_label("AE Title").press("Tab")
    holding = False
    for route in held:
        route.continue_()
    expect(page.locator("body")).to_have_attribute("data-offers", "false")
    expect(page.get_by_label("AE Title")).to_have_value("CT_ROOM1")
    expect(page.locator("[data-received-text]")).to_have_text("900 files received")
    expect(page.locator("[data-start]")).to_be_enabled()


def test_what_is_typed_while_a_step_is_under_way_stays(page: Page) -> None:
    page.goto("/cases/new/")
    names = page.get_by_label(re.compile("^Name of capture"))
    page.get_by_role("button", name="+ Add capture").click()
    expect(names).to_have_count(3)
    names.nth(1).evaluate("name => { name.dataset.before = true }")
    step: list[Route] = []
    page.route("**/intake/", lambda route: step.append(route) if not step else route.continue_())
    names.nth(0).fill("Modality")
    names.nth(1).fill("Rou")
    page.wait_for_timeout(200)
    step[0].continue_()
    expect(page.locator("[data-before]")).to_have_count(0)
    expect(names.nth(1)).to_be_focused()
    page.keyboard.type("ter")
    page.keyboard.press("Tab")
    page.wait_for_load_state("networkidle")
    page.reload()
    expect(names.nth(0)).to_have_value("Modality")
    expect(names.nth(1)).to_have_value("Router")
