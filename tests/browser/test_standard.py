"""Reading the standard: modules and sequences unfold, the filter finds, links lead to the line, keys walk."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def ct(page: Page) -> Page:
    """The page of the CT Image IOD."""
    page.goto("/standard/ct-image/")
    page.wait_for_load_state("load")
    return page


def unfold(page: Page, name: str) -> None:
    page.locator("details.module > summary").filter(has_text=name).first.click()


def test_a_sequence_unfolds_where_it_stands_and_folds_again(ct: Page) -> None:
    unfold(ct, "General Image")
    rows = ct.locator("#general-image tr[data-row]")
    before = rows.count()
    link = ct.locator('[id="general-image.AnatomicRegionSequence"] a.sequence')
    expect(link).to_have_attribute("aria-expanded", "false")
    link.click()
    inner = ct.locator('[id="general-image.AnatomicRegionSequence.AnatomicRegionModifierSequence"]')
    expect(inner).to_be_visible()
    expect(link).to_have_attribute("aria-expanded", "true")
    inner.locator("a.sequence").click()
    deep = '[id="general-image.AnatomicRegionSequence.AnatomicRegionModifierSequence.CodeValue"]'
    expect(ct.locator(deep)).to_be_visible()
    link.click()
    expect(rows).to_have_count(before)
    expect(link).to_have_attribute("aria-expanded", "false")
    expect(ct).to_have_url(re.compile(r"/standard/ct-image/$"))


def test_a_link_opens_the_module_and_shows_the_line(ct: Page) -> None:
    ct.goto("/standard/ct-image/#image-pixel.Rows")
    expect(ct.locator('[id="image-pixel.Rows"]')).to_be_in_viewport()
    ct.goto("/standard/ct-image/#voi-lut")
    expect(ct.locator('[id="voi-lut.WindowCenter"]')).to_be_in_viewport()


def test_the_filter_finds_while_one_types_and_has_an_address(ct: Page) -> None:
    ct.keyboard.press("/")
    ct.keyboard.type("window")
    expect(ct.locator(".narrowed")).to_contain_text("attributes with window")
    expect(ct.locator('[id="voi-lut.WindowWidth"]')).to_be_visible()
    expect(ct.locator('[id="patient.PatientID"]')).to_have_count(0)
    expect(ct).to_have_url(re.compile(r"\?q=window$"))
    ct.reload()
    expect(ct.locator('[id="voi-lut.WindowWidth"]')).to_be_visible()


def test_keys_walk_what_is_unfolded_only(ct: Page) -> None:
    ct.keyboard.press("j")
    expect(ct.locator("details.module > summary").first).to_be_focused()
    ct.keyboard.press("Enter")
    ct.keyboard.press("j")
    first = ct.locator("#patient tr[data-row]").first
    expect(first).to_be_focused()
    ct.keyboard.press("k")
    ct.keyboard.press("Enter")
    ct.keyboard.press("j")
    expect(ct.locator("details.module > summary").nth(1)).to_be_focused()


def test_everything_unfolds_at_once(ct: Page) -> None:
    folded = ct.locator("details.module:not([open])")
    expect(folded).not_to_have_count(0)
    ct.get_by_role("button", name="Unfold all").click()
    expect(folded).to_have_count(0)
    ct.get_by_role("button", name="Fold all").click()
    expect(ct.locator("details.module[open]")).to_have_count(0)


def test_attributes_are_found_while_one_types(page: Page) -> None:
    page.goto("/standard/attributes/")
    page.wait_for_load_state("load")
    page.keyboard.press("/")
    page.keyboard.type("ctdivol")
    expect(page.locator("#CTDIvol")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/standard/attributes/CTDIvol/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("CTDIvol")


def test_nothing_needs_a_script(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/standard/ct-image/")
    unfold(page, "General Image")
    page.locator('[id="general-image.AnatomicRegionSequence"] a.sequence').click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Items of Anatomic Region Sequence")
    page.goto("/standard/ct-image/#image-pixel.Rows")
    expect(page.locator('[id="image-pixel.Rows"]')).to_be_in_viewport()
    page.goto("/rules/")
    page.get_by_role("searchbox", name="Words, a code or a section").fill("UID003")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("tr[data-row]")).to_have_count(1)
    context.close()
