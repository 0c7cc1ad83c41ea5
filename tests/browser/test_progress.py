"""The page of a run that goes on: it changes in place, tells a screen reader what is new, and ends at the report."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import Api
from validator.jobs import queue
from validator.jobs.limits import LANES
from validator.models import Job
from validator.services import reading, working

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WATCH = """
() => {
  document.querySelector("#progress progress").isFirst = true;
  window.said = [];
  new MutationObserver(() => window.said.push(document.querySelector("[role=status]").textContent))
    .observe(document.querySelector("[role=status]"), { childList: true, characterData: true, subtree: true });
}
"""


def work(most: int = 10_000) -> int:
    """Do so many jobs in this process."""
    done = 0
    while done < most and (lease := next((lease for lane in LANES if (lease := queue.claim(lane))), None)):
        working.perform(lease)
        done += 1
    return done


@pytest.fixture
def case(client: Any, ct_small: bytes) -> int:
    api = Api(client)
    number = api.new_case("source")
    api.send(number, 0, {f"{at:02}.dcm": ct_small + bytes(2 * at) for at in range(40)})
    api.post(f"cases/{number}/analyse")
    work(1)
    return number


@pytest.fixture
def ct_small(bundled: Any) -> bytes:
    return bytes((bundled / "CT_small.dcm").read_bytes())


@pytest.fixture
def running(chromium: Browser, live_server: Any, case: int) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 420, "height": 900})
    page = context.new_page()
    page.goto(f"/cases/{case}/")
    page.evaluate(WATCH)
    yield page
    context.close()


def test_what_changed_is_brought_into_the_page_in_place(running: Page) -> None:
    work(2)
    expect(running.locator(".numbers")).to_contain_text("16 of 40 files")
    work(1)
    expect(running.locator(".numbers")).to_contain_text("24 of 40 files")
    bar = running.locator("#progress progress")
    expect(bar).to_have_attribute("value", "24")
    assert bar.evaluate("bar => bar.isFirst")
    assert running.evaluate("said") == []
    assert running.evaluate("document.documentElement.scrollWidth") <= 420
    work()
    expect(running.locator("h1")).to_be_visible()
    expect(running.locator("#report")).to_be_visible(timeout=10_000)


def test_a_list_of_failures_stays_open_while_it_grows(running: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "scan", lambda *args, **options: 1 // 0)

    def until_failed(count: int) -> None:
        while Job.objects.filter(state="failed").count() < count:
            assert work(1)

    until_failed(1)
    running.locator("details.failed summary").click()
    expect(running.locator(".failures li")).to_have_count(1)
    until_failed(3)
    expect(running.locator(".failures li")).to_have_count(3)
    expect(running.locator("details.failed")).to_have_attribute("open", "")
    Job.objects.update(changed_at="2026-01-01T00:00:00Z")
    expect(running.locator("[role=status]")).to_contain_text("Waiting for a worker")
    assert len(running.evaluate("said")) <= 2
