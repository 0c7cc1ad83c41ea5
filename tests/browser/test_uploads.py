"""Large drops: sent in batches, paused, repeated, resumed, and with headers only."""

import re
from collections.abc import Iterator
from pathlib import Path

import pydicom
import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect
from pydicom.uid import generate_uid

pytestmark = pytest.mark.browser

FILES = 450
BATCHES = 3
FOLDER = "[data-column] input[data-kind=folder] >> nth=0"
SENDING = re.compile(r"/captures/0/files$")
LARGE_FILES = """
(count) => {
  const transfer = new DataTransfer();
  for (let number = 0; number < count; number += 1) transfer.items.add(new File(["x"], `${number}.dcm`));
  const files = [...transfer.files];
  for (const file of files) Object.defineProperty(file, "size", { value: 600 * 1024 * 1024 });
  const items = files.map((file) => ({ kind: "file", getAsFile: () => file }));
  const drop = new Event("drop", { bubbles: true, cancelable: true });
  drop.dataTransfer = { items };
  document.querySelector("[data-column]").dispatchEvent(drop);
}
"""
INSECURE = "Object.defineProperty(window, 'isSecureContext', { value: false });"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory, bundled: Path) -> Path:
    """A folder of folders with many images, each of 39 KB and different."""
    folder = tmp_path_factory.mktemp("study")
    image = pydicom.dcmread(bundled / "CT_small.dcm")
    for number in range(FILES):
        image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = generate_uid(entropy_srcs=[str(number)])
        path = folder / f"series{number % 3}" / f"{number:04}.dcm"
        path.parent.mkdir(exist_ok=True)
        image.save_as(path)
    return folder


@pytest.fixture
def bodies(page: Page) -> Iterator[list[int]]:
    """The length of each body that was sent with files."""
    sent: list[int] = []

    def note(request: Request) -> None:
        if SENDING.search(request.url):
            sent.append(int(request.all_headers()["content-length"]))

    page.on("requestfinished", note)
    yield sent
    page.remove_listener("requestfinished", note)


@pytest.fixture
def troubled(context: BrowserContext) -> Page:
    """A page whose console may complain: about requests that the test makes fail."""
    return context.new_page()


def received(page: Page) -> None:
    """Wait until the page and, loaded anew, the server count all files of the study."""
    expect(page.locator("[data-overall-text]")).to_contain_text(f"{FILES} files through", timeout=60_000)
    expect(page.locator("[data-received-text]").first).to_have_text(f"{FILES} files received")
    page.reload()
    expect(page.locator("[data-received-text]").first).to_have_text(f"{FILES} files received")


def test_many_small_files_travel_in_few_requests(page: Page, study: Path, bodies: list[int]) -> None:
    page.goto("/cases/new/")
    page.set_input_files(FOLDER, study)
    received(page)
    assert len(bodies) == BATCHES
    total = sum(path.stat().st_size for path in study.rglob("*.dcm"))
    assert total < sum(bodies) < 1.02 * total


def test_headers_only_is_a_fraction_and_is_remembered(page: Page, study: Path, bodies: list[int]) -> None:
    page.goto("/cases/new/")
    page.get_by_label("Send headers only").check()
    page.set_input_files(FOLDER, study)
    expect(page.locator("[data-overall-text]")).to_contain_text(f"headers only of {FILES} files", timeout=60_000)
    received(page)
    expect(page.locator("[data-size]").first).to_contain_text("headers only: all")
    total = sum(path.stat().st_size for path in study.rglob("*.dcm"))
    assert sum(bodies) < 0.2 * total
    expect(page.get_by_label("Send headers only")).to_be_checked()


def test_files_whose_headers_cannot_be_cut_out_are_sent_whole_or_left_out(page: Page, bundled: Path) -> None:
    files = [bundled / name for name in ("CT_small.dcm", "image_dfl.dcm", "MR_truncated.dcm", "reportsi.dcm")]
    page.goto("/cases/new/")
    page.get_by_label("Send headers only").check()
    page.set_input_files("[data-kind=files] >> nth=0", files)
    expect(page.locator("[data-received-text]").first).to_have_text("4 files received")
    expect(page.locator("[data-size]").first).to_contain_text("headers only: 1")
    page.get_by_label("Never send pixel data").check()
    page.set_input_files("[data-kind=files] >> nth=1", files)
    left = page.locator("[data-column]:nth-child(2) li.left")
    expect(left).to_have_count(2)
    expect(left.filter(has_text="image_dfl.dcm")).to_contain_text("Left out. Its data set is deflated.")
    expect(left.filter(has_text="MR_truncated.dcm")).to_contain_text("Left out. It seems damaged at byte 1488")
    expect(page.locator("[data-received-text]").nth(1)).to_have_text("2 files received")
    expect(page.locator("[data-start-hint]")).to_have_text("2 files will be missing.")
    expect(page.get_by_role("button", name="Try all again")).to_be_hidden()


def test_after_a_reload_the_same_folder_sends_what_is_not_there_yet(page: Page, study: Path, bodies: list[int]) -> None:
    page.goto("/cases/new/")
    some = sorted(study.rglob("*.dcm"))[:300]
    page.set_input_files("[data-kind=files] >> nth=0", some)
    expect(page.locator("[data-received-text]").first).to_have_text("300 files received")
    page.reload()
    bodies.clear()
    page.set_input_files(FOLDER, study)
    # The paths differ, since these came without their folder: the bytes are entered under them without being sent.
    expect(page.locator("[data-received-text]").first).to_have_text(f"{300 + FILES} files received", timeout=60_000)
    assert sum(bodies) < 152 * 40_000
    page.reload()
    bodies.clear()
    page.set_input_files(FOLDER, study)
    expect(page.locator("[data-doing]").first).to_have_text(f"{FILES} were here already", timeout=60_000)
    assert bodies == []


def test_a_lost_answer_is_asked_for_again(troubled: Page, study: Path) -> None:
    """The server has taken the files, and the browser never heard of it."""
    page = troubled
    page.goto("/cases/new/")
    lost: list[str] = []

    def lose(route: Route) -> None:
        if len(lost) < BATCHES:
            lost.append(route.request.headers["idempotency-key"])
            route.fetch()
            route.abort()
        else:
            lost.append(route.request.headers["idempotency-key"])
            route.continue_()

    page.route(SENDING, lose)
    page.set_input_files(FOLDER, study)
    expect(page.locator("[data-overall-text]")).to_contain_text(f"{FILES} files through", timeout=60_000)
    expect(page.locator("[data-doing]").first).to_have_text("")
    received(page)
    assert (len(lost), len(set(lost))) == (2 * BATCHES, BATCHES)


def test_while_the_server_is_away_it_says_so_and_goes_on_by_itself(troubled: Page, study: Path) -> None:
    page = troubled
    page.goto("/cases/new/")
    page.route(SENDING, lambda route: route.abort())
    page.set_input_files(FOLDER, study)
    state = page.locator("[data-overall-state]")
    expect(state).to_have_text(re.compile(r"^The server does not answer\. Trying again in \d+ s\.$"))
    expect(page.locator("li.failed")).to_have_count(0)
    page.unroute(SENDING)
    received(page)


def test_a_pause_keeps_everything_for_later(page: Page, study: Path) -> None:
    page.goto("/cases/new/")
    page.route(SENDING, lambda route: None)
    page.set_input_files(FOLDER, study)
    expect(page.locator("[data-overall-line]")).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("[data-overall-state]")).to_have_text("Paused.")
    expect(page.get_by_role("status")).to_have_text("Paused.")
    page.unroute(SENDING)
    page.wait_for_timeout(500)
    expect(page.locator("[data-received-text]").first).to_have_text("No files yet")
    page.get_by_role("button", name="Go on").click()
    received(page)


def test_a_full_disk_pauses_and_says_so(troubled: Page, study: Path) -> None:
    page = troubled
    page.goto("/cases/new/")
    full = "There is no room left on the disk, so none of these files was kept. Make room and send them again."
    page.route(SENDING, lambda route: route.fulfill(status=507, json={"error": full}))
    page.set_input_files(FOLDER, study)
    expect(page.locator("[data-overall-state]")).to_have_text(full)
    page.unroute(SENDING)
    page.get_by_role("button", name="Go on").click()
    received(page)


def test_what_waits_is_forgotten_when_all_is_cancelled(troubled: Page, study: Path) -> None:
    page = troubled
    page.goto("/cases/new/")
    page.route(SENDING, lambda route: None)
    page.set_input_files(FOLDER, study)
    expect(page.locator("[data-overall-line]")).to_be_visible()
    page.get_by_role("button", name="Cancel all").click()
    expect(page.locator("[data-overall-line]")).to_be_hidden()
    expect(page.locator("[data-received-text]").first).to_have_text("No files yet")
    page.unroute(SENDING)
    page.set_input_files(FOLDER, study)
    received(page)


def test_headers_only_is_suggested_for_a_large_drop(page: Page) -> None:
    page.goto("/cases/new/")
    page.route(SENDING, lambda route: None)
    suggestion = page.locator("[data-suggestion]")
    page.evaluate(LARGE_FILES, 1)
    expect(page.locator("[data-overall-line]")).to_be_visible()
    expect(suggestion).to_be_hidden()
    page.evaluate(LARGE_FILES, 2)
    expect(suggestion).to_contain_text("1.8 GiB are about to be sent.")
    page.get_by_role("button", name="Send headers only from here on").click()
    expect(suggestion).to_be_hidden()
    expect(page.get_by_label("Send headers only")).to_be_checked()


def test_without_a_secure_context_the_switch_says_why_it_is_off(page: Page, study: Path) -> None:
    page.add_init_script(INSECURE)
    page.goto("/cases/new/")
    expect(page.get_by_label("Send headers only")).to_be_disabled()
    expect(page.locator("[data-impossible]")).to_be_visible()
    page.set_input_files(FOLDER, study)
    received(page)
