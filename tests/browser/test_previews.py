"""Pages that are served with their previews still open the app, and a reader without scripts is not left alone."""

from __future__ import annotations

import pytest

import rig

ACT = "2020-01-28-in-mito-masks"


@pytest.mark.parametrize(
    ("path", "title", "lang"),
    [
        ("/country?country=JPN&lang=zh", "日本 · 木桃琼瑶", "zh-Hans"),
        (f"/act?id={ACT}&lang=en", "50,000 masks from the City of Mito · Peach & Jade", "en"),
    ],
)
def test_a_deep_link_on_a_fresh_server_opens_the_app_under_the_title_it_was_served_with(
    fresh_server, context, path, title, lang
):
    url = fresh_server().url + path
    served = context.request.get(url)
    assert f"<title>{title.replace('&', '&amp;')}</title>" in served.text()
    with rig.opened(context, url) as (page, notes):
        assert page.title() == title
        assert page.locator("html").get_attribute("lang") == lang
        assert page.get_by_test_id("stException").count() == 0
        assert page.get_by_role("heading", level=1).count() == 1
        assert notes.errors == [] and notes.asked == []


@pytest.mark.parametrize("short", ["/country/jpn?lang=en&kind=supplies", f"/act/{ACT}?lang=en"])
def test_a_short_address_opens_the_app(open_page, short):
    page, notes = open_page(short)
    assert page.get_by_test_id("stException").count() == 0
    assert page.title() in ("Japan · Peach & Jade", "50,000 masks from the City of Mito · Peach & Jade")
    assert notes.errors == []


def test_without_scripts_the_finding_and_the_data_are_there(browser, server):
    without = browser.new_context(java_script_enabled=False)
    page = without.new_page()
    page.goto(f"{server.url}/country?country=JPN&lang=en")
    assert "Japan gave first" in page.locator("body").inner_text()
    assert page.get_by_role("link", name="Japan, to print").count() == 1
    without.close()


@pytest.mark.parametrize(("locale", "text"), [("en-GB", "Not found"), ("zh-CN", "未找到")])
def test_an_address_that_leads_nowhere_says_so(browser, server, locale, text):
    reader = browser.new_context(locale=locale)
    page = reader.new_page()
    answer = page.goto(f"{server.url}/nonsense")
    assert answer.status == 404
    assert page.get_by_role("heading", level=1).inner_text() == text
    page.get_by_role("link").first.click()
    rig.settle(page)
    assert page.get_by_test_id("stApp").count() == 1
    reader.close()
