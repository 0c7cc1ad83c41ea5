"""A page that is still open after its session has ended."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
SIGNED_OUT = "You are not signed in any more: load this page again, and drop the files once more."


def send_to_the_login_page(page: Page, addresses: str) -> None:
    """Answer as an installation with accounts does once the session is gone."""
    page.route("**/accounts/login/", lambda route: route.fulfill(body="<h1>Sign in</h1>", content_type="text/html"))
    page.route(addresses, lambda route: route.fulfill(status=302, headers={"Location": "/accounts/login/"}))


def test_a_step_says_that_nobody_is_signed_in(page: Page) -> None:
    page.goto("/cases/new/")
    send_to_the_login_page(page, "**/cases/new/")
    page.get_by_role("button", name="+ Add capture").click()
    expect(page.locator("[data-complaint]")).to_have_text(SIGNED_OUT)


def test_files_for_a_case_that_could_not_be_stored_are_not_sent(page: Page) -> None:
    page.goto("/cases/new/")
    send_to_the_login_page(page, "**/cases/new/")
    page.set_input_files("[data-kind=files] >> nth=0", {"name": "a.dcm", "mimeType": "", "buffer": b"DICM"})
    expect(page.locator("[data-complaint]")).to_have_text(SIGNED_OUT)
    expect(page.locator("[data-uploads] li")).to_have_count(0)


def test_an_upload_says_that_nobody_is_signed_in(page: Page) -> None:
    page.goto("/cases/new/")
    page.get_by_role("button", name="+ Add capture").click()
    expect(page.locator("[data-column]")).to_have_count(3)
    send_to_the_login_page(page, "**/files")
    page.set_input_files("[data-kind=files] >> nth=0", {"name": "a.dcm", "mimeType": "", "buffer": b"DICM"})
    expect(page.locator("li.failed small")).to_have_text(SIGNED_OUT)
