"""Give and take in a real browser: choosing pairs, the marks and the links that lead on, by keyboard and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

import rig
import seen

MITO = "2020-01-28-in-mito-masks"
MARKS = ".st-key-exchange .scatterlayer path.point, .st-key-exchange .barlayer .point"
ROWS = ".st-key-pairs_gifts tbody tr"
CHOICES = ".st-key-pair_choices"


def names(page: Page) -> list[str]:
    return page.locator(f"{ROWS} th").all_inner_texts()


def choose(page: Page, name: str) -> None:
    page.locator(CHOICES).get_by_role("radio", name=name).click()


def test_pairs_and_their_order_are_chosen_by_hand_and_stand_in_the_address(open_page):
    page, noted = open_page("/exchange?lang=en")
    before = names(page)
    assert "City of Mito" in before and page.locator(MARKS).count() >= 2 * len(before)
    choose(page, "By country")
    seen.until_asked(page, by="country")
    assert "Japan" in names(page) and "City of Mito" not in names(page)
    assert "countries and regions" in page.get_by_role("heading", level=1).inner_text()
    choose(page, "By party")
    seen.until_asked(page, by=None)
    choose(page, "Soonest return")
    seen.until_asked(page, sort="gap")
    assert set(names(page)) == set(before) and names(page) != before
    assert noted.errors == [] and noted.asked == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_address_alone_shows_the_same_pairs_in_either_language(open_page, lang):
    page, noted = open_page(f"/exchange?by=sister&sort=size&lang={lang}")
    chosen = page.locator(CHOICES).get_by_role("radio", checked=True).all_inner_texts()
    assert chosen == (["By sister city", "Largest"] if lang == "en" else ["按友好城市", "由多到少"])
    expect(page.get_by_role("heading", level=1)).to_contain_text("sister" if lang == "en" else "友好城市")
    assert noted.errors == []


def test_a_mark_opens_its_act(open_page):
    page, _ = open_page("/exchange?country=JPN&q=mito&lang=en")
    # Gifts are drawn before words, and what came before what went.
    page.mouse.click(*seen.centre(page.locator(".st-key-exchange .scatterlayer path.point").first))
    page.wait_for_url("**/act?*")
    assert seen.asked(page)["id"][0].split("-in-")[1].startswith("mito")


def test_a_partner_leads_to_its_country_and_a_gift_to_its_act_by_keyboard(open_page):
    page, noted = open_page("/exchange?country=JPN&lang=en")
    row = page.locator(ROWS, has_text="City of Mito")
    row.get_by_role("link", name="City of Mito").focus()
    page.keyboard.press("Tab")
    expect(row.get_by_role("link", name="50,000 masks")).to_be_focused()
    page.keyboard.press("Enter")
    seen.until_on(page, "/act")
    assert seen.asked(page)["id"] == [MITO]
    page.go_back()
    seen.until_on(page, "/exchange")
    page.locator(ROWS, has_text="City of Mito").get_by_role("link", name="City of Mito").press("Enter")
    seen.until_on(page, "/country")
    assert seen.asked(page)["country"] == ["JPN"]
    assert noted.errors == []


def test_each_link_has_an_address_of_its_own_that_keeps_the_view(open_page):
    page, _ = open_page("/exchange?country=JPN&by=party&lang=en")
    links = page.locator(f"{ROWS} a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert any(link.startswith("country?") and "country=JPN" in link for link in links)
    assert any(f"id={MITO}" in link and "country=JPN" in link for link in links)


def test_pairs_with_one_side_only_are_there_and_never_called_without_return(open_page):
    page, _ = open_page("/exchange?lang=en")
    page.get_by_text("Show them").click()
    table = page.locator(".st-key-pairs_one tbody tr")
    table.first.wait_for()
    heading = page.get_by_role("heading", name="One way only: no return recorded").inner_text()
    assert int(heading.split("·")[1]) == table.count() > 0
    text = seen.text_of(page)
    assert "none recorded" in text and "may have been made all the same" in text


def test_under_a_filter_only_what_is_found_is_said_and_an_empty_one_offers_ways_back(open_page):
    page, _ = open_page("/exchange?kind=supplies&lang=en")
    expect(page.get_by_role("heading", level=1)).to_contain_text("acts on record")
    page, noted = open_page("/exchange?q=nothingofthesort&lang=en")
    expect(page.get_by_role("link", name="Show everything")).to_be_visible()
    assert noted.errors == []


@pytest.mark.parametrize("path", ["/exchange?lang=en", "/exchange?by=country&lang=zh"])
def test_a_phone_shows_all_of_it_without_scrolling_sideways(open_page, path):
    page, noted = open_page(path, size="phone", theme="dark")
    wide = page.evaluate("[...document.querySelectorAll('[data-testid=stMain], html')].map(e => e.scrollWidth)")
    assert max(wide) <= rig.SIZES["phone"][0]
    table = page.locator(".st-key-pairs_gifts table").bounding_box()
    assert table and table["x"] >= 0 and table["x"] + table["width"] <= rig.SIZES["phone"][0]
    assert noted.errors == []


def test_the_chart_says_in_words_what_it_shows(open_page):
    page, _ = open_page("/exchange?lang=en")
    alt = page.locator(".st-key-exchange [data-testid=stPlotlyChart]").get_attribute("aria-label") or ""
    told = alt or page.locator(".st-key-exchange").evaluate("e => e.innerHTML")
    assert "City of Mito: 114 days" in told
