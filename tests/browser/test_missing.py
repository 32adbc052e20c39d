"""What is missing, in a browser: the bars of reported totals, the map of the search log, a country's searches."""

from __future__ import annotations

import csv

import pytest

import rig
import seen

DATA = rig.ROOT / "data"
MARKS = ".st-key-searched .scattergeo path.point"
GAPS = ".st-key-gaps"


def lines(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def recorded() -> set[str]:
    """The countries with an act on record, one by one."""
    country = {party["id"]: party["country"] for party in lines("parties")}
    return {country[act["partner"]] for act in lines("acts")} - {""}


def looked_for() -> set[str]:
    return {search["country"] for search in lines("searches")} - {""}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_total_that_can_be_compared_has_a_bar_and_the_others_are_folded_away(open_page, lang):
    page, notes = open_page(f"/sources?lang={lang}")
    compared = sum(claim["scope"] != "part" for claim in lines("claims"))
    apart = len(lines("claims")) - compared

    gaps = page.locator(GAPS)
    assert gaps.locator(".bar").count() == compared
    assert gaps.locator("section > ul > li").count() == compared
    assert gaps.locator("details li").count() == apart
    assert gaps.locator("details .bar").count() == 0
    for item in gaps.locator("section > ul > li").all():
        assert item.locator(".told").inner_text().strip(), item.inner_text()
    assert page.get_by_role("heading", level=2).first.inner_text() == {"en": "What is missing", "zh": "缺了什么"}[lang]
    assert notes.asked == [] and notes.errors == []


def test_a_bar_is_as_full_as_its_words_say(open_page):
    page, _ = open_page("/sources?lang=en&direction=inbound&kind=letter")

    # Letters from 47 countries; what is itemised stands in words below the bar.
    item = page.locator(f"{GAPS} li").filter(has_text="47 countries").first
    itemised = seen.number(item.locator(".told").inner_text())
    whole, part = item.locator(".bar").bounding_box(), item.locator(".bar .sure").bounding_box()
    assert 0 < itemised < 47
    assert abs(part["width"] / whole["width"] - itemised / 47) < 0.01


def test_what_is_not_compared_is_unfolded_by_keyboard(open_page):
    page, _ = open_page("/sources?lang=en")
    folded = page.locator(f"{GAPS} details").first
    assert not folded.locator("li").first.is_visible()

    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    folded.locator("li").first.wait_for(state="visible")


@pytest.mark.parametrize(("lang", "theme"), [("en", "light"), ("zh", "dark")])
def test_what_is_missing_fits_a_phone(open_page, lang, theme):
    page, notes = open_page(f"/sources?lang={lang}", size="phone", theme=theme)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for part in (GAPS, ".st-key-searched", ".st-key-in_vain"):
        box = page.locator(part).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390, part
    assert notes.asked == [] and notes.errors == []


def test_the_switch_over_the_map_shows_where_was_looked_and_says_so_in_the_address(open_page):
    page, notes = open_page("/?lang=en")
    assert page.locator(MARKS).count() == 0

    page.get_by_role("radio", name="Where we looked").click()
    seen.until_asked(page, map="searches")
    page.locator(MARKS).first.wait_for()
    told = page.locator(".st-key-searched").get_by_role("figure").get_attribute("aria-label")
    vain = looked_for() - recorded()
    assert f"{len(recorded())} countries and regions on record, {len(vain)} looked for" in told
    # A mark for each country; those looked for in vain one way have a ring and a dot. Chongqing is the last.
    assert page.locator(MARKS).count() >= len(recorded() | looked_for())

    page.get_by_role("radio", name="Acts on record").click()
    seen.until_asked(page, map=None)
    page.locator(seen.MARKS).first.wait_for()
    assert notes.asked == [] and notes.errors == []


def test_a_ring_under_the_pointer_tells_what_was_looked_for_and_a_click_opens_the_country(open_page):
    code = sorted(looked_for() - recorded())[0]
    searches = sum(search["country"] == code for search in lines("searches"))
    page, _ = open_page(f"/?lang=en&map=searches&country={code}&country=KOR")

    told = seen.hover(page, "searched", page.locator(MARKS).first)
    assert told[1] == "No act on record"
    assert told[2].startswith(f"{searches} search")
    page.mouse.click(*seen.centre(page.locator(MARKS).first))
    seen.until_on(page, "/country")
    assert seen.asked(page)["country"] == [code]
    assert "It was looked for" in seen.text_of(page)


def test_a_country_with_acts_tells_what_else_was_looked_for_and_the_notes_are_in_english(open_page):
    in_vain = {search["country"] for search in lines("searches") if search["found"] == "no"}
    code = sorted(in_vain & recorded())[0]
    own = [search for search in lines("searches") if search["country"] == code]
    page, _ = open_page(f"/country?country={code}&lang=zh")

    assert "次检索未果" in seen.text_of(page)
    log = page.locator(".st-key-looked_for")
    log.locator("summary").click()
    log.get_by_text("仅有英文").wait_for()
    assert log.locator("tbody tr").count() == len(own)
    note = " ".join(own[0]["note_en"].split())[:40]
    assert note in " ".join(log.inner_text().replace("\u2060", "").split())


def test_the_table_of_where_was_looked_and_the_list_of_those_not_looked_for_are_there_to_read(open_page):
    page, _ = open_page("/sources?lang=en")
    page.get_by_text("The same as a table, and who has not been looked for").click()
    page.get_by_text("Not looked for yet").wait_for()
    told = seen.text_of(page)
    # Nobody lives on Bouvet Island.
    assert "Bouvet Island" in told
    assert "Looked for, no act found" in told
