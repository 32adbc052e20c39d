"""From one page to the next and back: by marks, by links, by the browser's own buttons, by the keyboard."""

from __future__ import annotations

import csv
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

import rig
import seen

ENTRIES = "history.length"
PAGES = ("Overview", "Story", "Give and take", "Timeline", "Countries", "Acts", "Sources and method", "Use the data")
with (rig.ROOT / "data" / "acts.csv").open(encoding="utf-8", newline="") as lines:
    ACTS = {act["id"]: act for act in csv.DictReader(lines)}
FOCUS = """() => {
    let element = document.activeElement
    const part = ['st-key-top', 'st-key-filters', 'st-key-partners'].find(key => element.closest(`.${key}`))
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    return [part ?? '', element.tagName, (element.getAttribute('aria-label') || element.innerText || '').trim()]
}"""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_click_on_a_mark_of_the_map_opens_its_country_and_back_returns(open_page, lang):
    page, notes = open_page(f"/?direction=inbound&lang={lang}")
    before, headline = seen.address(page), seen.seen(page).headline
    entries = page.evaluate(ENTRIES)
    mark = page.locator(seen.MARKS).nth(1)
    place = seen.hover(page, "map", mark)[0]

    mark.click(force=True)
    seen.until_on(page, "/country")
    assert page.title().startswith(f"{place} · ")
    assert seen.asked(page)["direction"] == ["inbound"], "the view is lost on the way"
    assert len(seen.asked(page)["country"][0]) == 3
    assert page.evaluate(ENTRIES) == entries + 1
    there = seen.address(page)

    page.go_back()
    seen.until_on(page, "/")
    assert seen.address(page) == before
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)

    page.go_forward()
    seen.until_on(page, "/country")
    assert seen.address(page) == there
    expect(page).to_have_title(f"{place} · {'木桃琼瑶' if lang == 'zh' else 'Peach & Jade'}")
    assert notes.errors == []


@pytest.mark.parametrize("path", ["/?lang=en", "/timeline?lang=zh"])
def test_a_click_on_a_mark_of_the_timeline_opens_its_act(open_page, path):
    page, _ = open_page(path)
    before, entries = seen.address(page), page.evaluate(ENTRIES)
    mark = page.locator(".st-key-timeline .scatterlayer path.point").first
    label = "".join(seen.hover(page, "timeline", mark))

    mark.click(force=True)
    seen.until_on(page, "/act")
    act = ACTS[seen.asked(page)["id"][0]]
    note = act["note_zh" if "zh" in path else "note_en"]
    assert note.replace(" ", "") in label.replace(" ", ""), "another act than the one under the pointer"
    expect(page.get_by_test_id("stMain")).to_contain_text(note)
    assert page.evaluate(ENTRIES) == entries + 1

    page.go_back()
    page.wait_for_url(lambda url: url.endswith(before))


def test_a_partner_is_a_link_that_opens_here_or_in_a_tab_of_its_own(open_page, context):
    page, _ = open_page("/?kind=supplies&lang=zh")
    link = page.locator(".st-key-partners a").first
    name, before, entries = link.inner_text(), seen.address(page), page.evaluate(ENTRIES)

    with context.expect_page() as opened:
        link.click(modifiers=["Control"])
    tab = opened.value
    expect(tab).to_have_title(f"{name} · 木桃琼瑶")
    assert seen.address(page) == before, "the page itself has moved"
    query = parse_qs(urlsplit(tab.url).query)
    tab.close()
    assert (query["kind"], query["lang"]) == (["supplies"], ["zh"])

    link.click()
    seen.until_on(page, "/country")
    assert parse_qs(urlsplit(page.url).query) == query, "the two ways lead to two addresses"
    expect(page).to_have_title(f"{name} · 木桃琼瑶")
    assert page.evaluate(ENTRIES) == entries + 1


def test_every_partner_of_the_map_is_in_the_list_beside_it(open_page):
    page, _ = open_page("/?lang=en")

    links = page.locator(".st-key-partners a")
    listed = links.evaluate_all("links => links.map(link => new URL(link.href).searchParams.get('country'))")
    on_map = page.locator(seen.MARKS).evaluate_all("marks => marks.map(mark => mark.__data__.data).filter(Boolean)")
    assert len(set(listed)) == len(listed) > 30
    assert set(listed) == set(on_map)


def test_the_keyboard_reaches_pages_filters_and_partners(open_page):
    page, _ = open_page("/?lang=en")
    partners = page.locator(".st-key-partners a")

    reached = _tab_until(page, lambda focus: focus[0] == "st-key-partners" and focus[1] == "A")
    named = {(part, name.split("\n")[0]) for part, _, name in reached}
    for page_name in PAGES:
        assert ("st-key-top", page_name) in named
    assert ("st-key-top", "English") in named, "no switch of language"
    for control in ("Both", "Kind", "Countries", "Period", "More"):
        assert ("st-key-filters", control) in named
    name = partners.first.inner_text()
    assert reached[-1][2] == name, "the first partner is not the first to be reached"

    page.keyboard.press("Enter")
    seen.until_on(page, "/country")
    expect(page).to_have_title(f"{name} · Peach & Jade")


def _tab_until(page: Page, arrived) -> list[list[str]]:
    """Press Tab until the focus has arrived; all that had it on the way."""
    page.locator("body").press("Home")
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUS))
        if arrived(reached[-1]):
            return reached
    raise AssertionError(f"never arrived; reached {reached}")


def test_a_link_to_the_same_page_changes_what_is_shown_and_the_address(open_page):
    page, _ = open_page("/?direction=inbound&lang=en")
    page.locator(".st-key-filters").get_by_role("link", name="Reset").click()
    seen.until_asked(page, direction=None)
    assert seen.acts_in_force(page) == seen.seen(page).counted[2] == len(ACTS)

    page, _ = open_page("/country?country=JPN&lang=en")
    link = page.locator(".st-key-country_bar").get_by_role("link").filter(has_text="→")
    name, entries = link.inner_text().removesuffix(" →"), page.evaluate(ENTRIES)
    link.click()
    expect(page).to_have_title(f"{name} · Peach & Jade")
    assert seen.asked(page)["country"] != ["JPN"], "the address is still Japan's"
    assert page.evaluate(ENTRIES) == entries + 1
