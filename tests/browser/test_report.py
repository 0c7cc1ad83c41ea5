"""Reading a report: with the mouse, with the keyboard, and by address. Stands on the sample case."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ANALYSIS_MS = 60_000


@pytest.fixture
def report(page: Page) -> Page:
    """The sample case's report, opened from the list."""
    page.goto("/")
    # The list asks again by itself until the sample case, which is made at the first start, is there.
    page.locator("tr", has=page.get_by_text("sample", exact=True)).get_by_role("link").first.click()
    expect(page.get_by_role("navigation", name="Report")).to_be_visible(timeout=ANALYSIS_MS)
    # What stands there is read before the modules run that answer to keys.
    page.wait_for_load_state("load")
    return page


def test_the_verdict_comes_first_and_leads_to_its_evidence(report: Page) -> None:
    sentences = report.get_by_role("region", name="Verdict").get_by_role("link")
    sentences.filter(has_text="cut Accession Number").click()
    expect(report).to_have_url(re.compile(r"/changes/\?said="))
    expect(report.locator("p.narrowed")).to_contain_text("cut Accession Number")
    expect(report.locator("#row-0008-0050 td.changed")).to_be_visible()
    expect(report.locator("#row-0010-0010")).to_have_count(0)
    sentences.first.click()
    expect(report).to_have_url(re.compile(r"/instances/\?.*presence=instance.missing"))


def test_a_click_on_a_hop_shows_that_hop_only(report: Page) -> None:
    rows = report.locator("tr[data-row]")
    everything = rows.count()
    report.locator("a:has(g.hop)").last.click()
    expect(report.locator("g.hop.chosen")).to_have_count(1)
    expect(report).to_have_url(re.compile("hop=2"))
    assert 0 < rows.count() < everything
    report.locator("a:has(g.hop)").last.click()
    expect(rows).to_have_count(everything)


def test_a_row_opens_in_the_panel_and_has_an_address_of_its_own(report: Page) -> None:
    report.locator("#row-0010-0020 a").click()
    expect(report.locator("#panel h2")).to_contain_text("Patient ID")
    expect(report.locator("tr.chosen")).to_have_id("row-0010-0020")
    address = report.url
    report.goto("/")
    report.goto(address)
    expect(report.locator("#panel h2")).to_contain_text("Patient ID")
    expect(report.locator("tr.chosen")).to_have_id("row-0010-0020")


def test_keys_walk_the_rows_and_open_them(report: Page) -> None:
    rows = report.locator("tr[data-row]")
    report.evaluate("document.querySelector('tr.chosen')?.classList.remove('chosen')")
    report.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    report.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    report.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()
    report.keyboard.press("n")
    focused = report.locator("tr[data-changed]:focus")
    expect(focused).to_have_count(1)
    name = focused.locator("th code").inner_text()
    report.keyboard.press("Enter")
    expect(report.locator("#panel h2 code")).to_have_text(name)
    report.keyboard.press("/")
    expect(report.get_by_label("Attribute, tag or value")).to_be_focused()
    report.keyboard.press("Escape")
    report.keyboard.press("?")
    expect(report.get_by_role("dialog")).to_be_visible()


def test_the_search_narrows_the_matrix(report: Page) -> None:
    report.get_by_label("Attribute, tag or value").fill("accession")
    report.keyboard.press("Enter")
    expect(report.locator("tr[data-row]")).to_have_count(1)
    expect(report.locator("#row-0008-0050")).to_be_visible()


def test_the_theme_is_remembered(page: Page) -> None:
    page.goto("/")
    theme = page.locator("html")
    expect(theme).not_to_have_attribute("data-theme", re.compile("."))
    for expected in ("light", "dark"):
        page.locator("[data-turn-theme]").click()
        expect(theme).to_have_attribute("data-theme", expected)
    page.goto("/rules/")
    expect(theme).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("width", [420, 1024])
def test_no_page_is_wider_than_its_window(report: Page, width: int) -> None:
    case = re.search(r"/cases/\d+/", report.url)
    assert case is not None
    report.set_viewport_size({"width": width, "height": 900})
    addresses = ["/", "/cases/new/", "/rules/", "/kinds/", "/tools/dicom-header-validator"]
    parts = ("changes/", "findings/", "instances/", "files/", "instances/0/", "lineages/1/")
    parts += (
        "lineages/1/?hop=1&show=all",
        "lineages/1/?hop=1&view=inline&at=(0020,000D)",
        "attribute/?row=PatientName",
    )
    addresses += [case[0] + part for part in parts]
    for address in addresses:
        report.goto(address)
        assert report.evaluate("document.documentElement.scrollWidth") <= width, address


def test_keys_step_through_the_changes_of_a_pair(report: Page) -> None:
    report.goto(report.url.split("/changes")[0].rstrip("/") + "/lineages/1/?hop=2&show=all")
    changed = report.locator("tr[data-changed]")
    assert 1 < changed.count() < report.locator("tr[data-row]").count()
    report.keyboard.press("n")
    expect(changed.nth(0)).to_be_focused()
    report.keyboard.press("n")
    expect(changed.nth(1)).to_be_focused()
    report.keyboard.press("p")
    expect(changed.nth(0)).to_be_focused()
    report.keyboard.press("j")
    expect(report.locator("tr[data-row]:focus:not([data-changed])")).to_have_count(1)
    report.keyboard.press("p")
    report.keyboard.press("Enter")
    expect(report.locator("#bytes .hex")).to_have_count(2)
    expect(report).to_have_url(re.compile("at="))
    report.get_by_role("link", name="one column").click()
    expect(report.locator(".pair.inline")).to_be_visible()


def test_a_row_leads_to_the_page_of_its_attribute(report: Page) -> None:
    report.locator("#row-0010-0020 a").click()
    expect(report.locator("#panel h2")).to_contain_text("Patient ID")
    report.locator("#panel").get_by_role("link", name="All values").click()
    expect(report.get_by_role("heading", level=1)).to_contain_text("Patient ID")
    expect(report.get_by_role("heading", name="Values")).to_be_visible()
    expect(report.locator(".hex").first).to_be_visible()


def test_the_migration_report_prints_its_bars_and_its_date(report: Page) -> None:
    report.get_by_role("link", name="Migration report").click()
    bars = report.locator(".charts rect.bar")
    expect(bars.first).to_be_visible()
    expect(report.locator(".crumb time")).to_have_text(re.compile(r"\b20\d\d\b"))
    report.emulate_media(media="print")
    assert bars.evaluate_all("bars => bars.filter((bar) => bar.checkVisibility()).length") == bars.count()
    expect(report.locator("header.bar")).to_be_hidden()
