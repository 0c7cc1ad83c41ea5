"""Prints what a browser sends of a folder: ``python -m benchmarks.browser [FILES [BYTES]]``.

A folder of CT images is chosen on the intake page of an installation of its own, in Debian's Chromium: once with
headers only, once whole, once more after the page was loaded anew (then the case holds everything already).
"""

import sys
import tempfile
import time
from pathlib import Path

import pydicom
from playwright.sync_api import Page, Request, expect, sync_playwright
from pydicom.uid import generate_uid

from benchmarks.receiving import Installation, cpu_seconds, installation, peak

FILES, BYTES = 2_000, 200_000
CHROMIUM = "/usr/bin/chromium"
HEADER = 6_500
"""Bytes of the header of the image that pydicom ships, and a little more."""
FILES_A_FOLDER = 500
PATIENCE_MS = 600_000


def main() -> None:
    files, size = [*map(int, sys.argv[1:]), *(FILES, BYTES)[len(sys.argv) - 1 :]]
    with tempfile.TemporaryDirectory(prefix="dicomcheck-bench-") as scratch:
        folder = Path(scratch) / "study"
        total = write(folder, files=files, size=size)
        with installation() as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(base_url=f"http://127.0.0.1:{server.port}")
            sent = count_bodies(page)
            for name, headers_only in (("headers only", True), ("whole files", False)):
                page.goto("/cases/new/")
                page.locator("[data-headers-only]").set_checked(headers_only)
                measure(name, page, server, folder, files, total, sent)
            page.reload()
            measure("whole files once more", page, server, folder, files, total, sent)
            browser.close()


def write(folder: Path, *, files: int, size: int) -> int:
    """Write CT images, each with its own UID and pixels; how many bytes they are together."""
    image = pydicom.dcmread(Path(pydicom.__file__).parent / "data" / "test_files" / "CT_small.dcm")
    image.Columns, image.Rows = 256, max(1, (size - HEADER) // 512)
    total = 0
    for number in range(files):
        image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = generate_uid(entropy_srcs=[str(number)])
        image.InstanceNumber = number + 1
        image.PixelData = number.to_bytes(4) * (image.Rows * 128)
        path = folder / f"{number // FILES_A_FOLDER:04}" / f"{number:06}.dcm"
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save_as(path)
        total += path.stat().st_size
    return total


def count_bodies(page: Page) -> list[int]:
    """Bytes of the bodies that the page sends, as the browser counts them; a list that grows."""
    sent: list[int] = []

    def note(request: Request) -> None:
        if request.method == "POST" and "/captures/" in request.url:
            sent.append(int(request.all_headers()["content-length"]))

    page.on("requestfinished", note)
    return sent


def measure(name: str, page: Page, server: Installation, folder: Path, files: int, total: int, sent: list[int]) -> None:
    """Choose the folder for the first capture and wait until all of it is there."""
    sent.clear()
    cpu, started = cpu_seconds(server.process), time.perf_counter()
    page.set_input_files("[data-column] input[data-kind=folder] >> nth=0", folder)
    expect(page.locator("[data-overall-text]")).to_contain_text(f"{files:,} files through", timeout=PATIENCE_MS)
    wall, cpu = time.perf_counter() - started, cpu_seconds(server.process) - cpu
    page.wait_for_timeout(500)
    print(
        f"{name}: {files:,} files of {total / 1e6:,.1f} MB, {sum(sent) / 1e6:,.1f} MB sent "
        f"({100 * sum(sent) / total:.1f} %) in {len(sent)} requests, {wall:.1f} s, {files / wall:,.0f} files/s, "
        f"{cpu / files * 1e3:.2f} ms CPU of the server a file, peak of a server process {peak(server.process)} MiB",
        flush=True,
    )


if __name__ == "__main__":
    main()
