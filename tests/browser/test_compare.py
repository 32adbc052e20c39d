"""Countries side by side in a real browser: choosing them, one axis and one scale, the way there from a country."""

from __future__ import annotations

from playwright.sync_api import expect

import rig
import seen

TABLE = ".st-key-comparison table"


def test_countries_are_chosen_by_hand_and_stand_in_the_address(open_page):
    page, noted = open_page("/compare?country=JPN&country=KOR&lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Japan and South Korea side by side")
    assert page.locator(f"{TABLE} thead th").all_inner_texts() == ["Japan", "South Korea"]
    seen.pick(page.get_by_role("combobox", name="Country or region 3"), "Belarus")
    seen.until_asked(page, country=["BLR", "JPN", "KOR"])
    assert page.locator(f"{TABLE} thead th").all_inner_texts() == ["Belarus", "Japan", "South Korea"]
    assert noted.errors == [] and noted.asked == []


def test_without_two_countries_some_are_offered(open_page):
    page, noted = open_page("/compare?lang=en")
    assert page.locator(TABLE).count() == 0
    page.locator(".st-key-offered").get_by_role("link").first.click()
    page.wait_for_url(lambda url: "country=" in url)
    rig.settle(page)
    assert len(seen.asked(page)["country"]) > 1
    expect(page.locator(TABLE)).to_be_visible()
    assert noted.errors == []


def test_one_country_is_offered_others_beside_it(open_page):
    page, _ = open_page("/country?country=BLR&lang=en")
    page.locator(".st-key-country_bar").get_by_role("link", name="Compare").click()
    seen.until_on(page, "/compare")
    assert seen.asked(page)["country"] == ["BLR"]
    offered = page.locator(".st-key-offered").get_by_role("link")
    assert all("Belarus" in name for name in offered.all_inner_texts())
    offered.first.click()
    page.wait_for_url(lambda url: url.count("country=") == 2)
    rig.settle(page)
    assert "BLR" in seen.asked(page)["country"]
    assert page.locator(f"{TABLE} thead th").count() == 2


def test_more_than_four_are_named_and_left_out(open_page):
    page, noted = open_page("/compare?country=BLR&country=ITA&country=JPN&country=KOR&country=URY&lang=en")
    assert page.locator(f"{TABLE} thead th").count() == 4
    expect(page.get_by_text("At most 4 stand side by side. Left out: Uruguay.")).to_be_visible()
    assert noted.errors == []


def test_all_stand_on_one_axis_and_a_mark_opens_its_act(open_page):
    page, _ = open_page("/compare?country=BLR&country=JPN&lang=en")
    chart = page.locator(".st-key-compared .scatterlayer")
    assert chart.count() == 1, "one drawing, so one axis"
    page.mouse.click(*seen.centre(page.locator(".st-key-compared .scatterlayer path.point").first))
    page.wait_for_url("**/act?*")


def test_a_filter_holds_for_all_columns(open_page):
    page, noted = open_page("/compare?country=JPN&country=KOR&direction=inbound&kind=supplies&lang=zh")
    assert page.locator(f"{TABLE} thead th").all_inner_texts() == ["日本", "韩国"]
    first = page.locator(f"{TABLE} tbody tr").first.locator("td").first.inner_text()
    assert "未见记录" in first, "nothing that went is in this view"
    assert noted.errors == []


def test_on_a_phone_columns_stack_and_nothing_scrolls_sideways(open_page):
    page, noted = open_page(
        "/compare?country=BLR&country=ITA&country=JPN&country=KOR&lang=en", size="phone", theme="dark"
    )
    wide = page.evaluate("[...document.querySelectorAll('[data-testid=stMain], html')].map(e => e.scrollWidth)")
    assert max(wide) <= rig.SIZES["phone"][0]
    heads = [page.locator(f".st-key-country_{code}").bounding_box() for code in ("BLR", "ITA", "JPN", "KOR")]
    assert all(head for head in heads)
    assert len({round(head["x"]) for head in heads if head}) == 1, "the columns stand one under the other"
    cells = [cell.bounding_box() for cell in page.locator(f"{TABLE} tbody tr").first.locator("td").all()]
    assert len({round(cell["x"]) for cell in cells if cell}) == 1
    assert noted.errors == []
