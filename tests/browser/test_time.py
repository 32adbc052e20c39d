"""The months, brushed and played, in a real browser: by pointer, finger and keyboard, with the browser's Back."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import rig
import seen

SPRING = "/?from=2020-02-01&to=2020-04-30&lang=en"
ENTRIES = "history.length"
# Where each mark stands within the map, by its country and colour.
STANDING = """() => {
    const map = document.querySelector('.st-key-map').getBoundingClientRect()
    return Object.fromEntries([...document.querySelectorAll('.st-key-map .scattergeo path.point')]
        .filter(mark => mark.__data__.data)
        .map(mark => {
            const box = mark.getBoundingClientRect()
            const place = [box.x + box.width / 2 - map.x, box.y + box.height / 2 - map.y]
            return [mark.__data__.data + getComputedStyle(mark).fill, place.map(Math.round)]
        }))
}"""
# Notes every moment that the address has had, in order.
WATCH = """() => {
    window.__moments = []
    const look = () => {
        const moment = new URLSearchParams(location.search).get('moment')
        if (moment !== window.__moments.at(-1)) window.__moments.push(moment)
        requestAnimationFrame(look)
    }
    look()
}"""


def button(page: Page, name: str) -> Locator:
    return page.locator(".st-key-play").get_by_role("button", name=name)


def edge(page: Page, name: str) -> Locator:
    return page.locator(".st-key-months").get_by_role("slider", name=name)


def month_box(page: Page, place: int) -> tuple[float, float]:
    """The middle of a month's column in the brush, on the screen."""
    track = page.locator(".st-key-months .track")
    track.scroll_into_view_if_needed()
    box = track.bounding_box()
    count = page.locator(".st-key-months .ticks span").count()
    assert box
    return box["x"] + box["width"] * (place + 0.5) / count, box["y"] + box["height"] / 2


def test_playing_fills_the_map_month_by_month_and_one_back_leaves_the_play(open_page):
    page, notes = open_page(SPRING)
    before, headline, entries = seen.address(page), seen.seen(page).headline, page.evaluate(ENTRIES)
    page.evaluate(WATCH)

    button(page, "Play, month by month").click()
    expect(button(page, "Pause")).to_be_visible()
    page.wait_for_function("() => window.__moments.at(-1) === '2020-02'")
    page.wait_for_function("() => window.__moments.at(-1) === '2020-03'", timeout=30_000)
    february = page.evaluate(STANDING)
    seen.until_asked(page, moment="2020-04")
    # It stops at the end of the period by itself.
    expect(button(page, "Play, month by month")).to_be_visible()
    april = page.evaluate(STANDING)

    assert page.evaluate("window.__moments") == [None, "2020-02", "2020-03", "2020-04"], "a month was left out"
    assert february and len(april) > len(february), "the map does not fill up"
    assert {key: april[key] for key in february} == february, "a mark has moved"
    assert page.evaluate(ENTRIES) == entries + 1, "a play leaves more than one entry"
    assert notes.errors == []

    page.go_back()
    seen.until_asked(page, moment=None)
    assert seen.address(page) == before
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)


def test_steps_lead_on_and_back_and_to_both_ends_in_one_entry_of_the_history(open_page):
    page, _ = open_page("/timeline?from=2020-02-01&to=2020-05-31&lang=en")
    entries = page.evaluate(ENTRIES)
    for name, month in (
        ("One month on", "2020-02"),
        ("One month on", "2020-03"),
        ("To the last month", "2020-05"),
        ("One month back", "2020-04"),
        ("To the first month", "2020-02"),
    ):
        button(page, name).click()
        seen.until_asked(page, moment=month)
    expect(button(page, "One month back")).to_have_attribute("aria-disabled", "true")
    assert page.evaluate(ENTRIES) == entries + 1

    button(page, "All months").click()
    seen.until_asked(page, moment=None, from_=None, to=None)


def test_two_presses_in_a_row_are_two_months(open_page):
    page, _ = open_page("/?moment=2020-02&lang=en")
    entries = page.evaluate(ENTRIES)
    button(page, "One month on").evaluate("button => { button.click(); button.click() }")
    seen.until_asked(page, moment="2020-04")
    assert page.evaluate(ENTRIES) == entries + 1


@pytest.mark.parametrize("interrupt", ["key", "hidden", "filter", "button"])
def test_playing_stops_when_the_reader_does_anything_else(open_page, interrupt):
    page, _ = open_page("/?lang=en")
    page.evaluate(WATCH)
    button(page, "Play, month by month").click()
    page.wait_for_function("() => window.__moments.length > 1")
    if interrupt == "key":
        page.keyboard.press("Escape")
    elif interrupt == "hidden":
        page.evaluate("""() => {
            Object.defineProperty(document, 'hidden', {value: true, configurable: true})
            document.dispatchEvent(new Event('visibilitychange'))
        }""")
    elif interrupt == "filter":
        page.locator(".st-key-filters").get_by_role("button", name="Kind", exact=True).click()
    else:
        button(page, "Pause").click()
    expect(button(page, "Play, month by month")).to_be_visible()


def test_without_motion_nothing_runs_by_itself_and_the_reader_is_told(open_page):
    page, _ = open_page("/?lang=en")
    assert "less motion" not in page.locator(".st-key-play").inner_text()
    page.emulate_media(reduced_motion="reduce")
    expect(page.locator(".st-key-play")).to_contain_text("less motion")
    play = button(page, "Play, month by month")
    expect(play).to_have_attribute("aria-disabled", "true")
    play.click(force=True)
    assert seen.asked(page).get("moment") is None

    button(page, "To the first month").click()
    seen.until_asked(page, moment="2020-01")
    page.emulate_media(reduced_motion="no-preference")


def test_a_pasted_moment_is_shown_at_once_by_a_server_that_nobody_has_asked(fresh_server, open_page):
    page, notes = open_page("/?moment=2020-03&lang=zh", home=fresh_server().url)
    expect(page.get_by_role("heading", level=1)).to_contain_text("截至2020年3月底")
    expect(page.locator(".st-key-play")).to_contain_text("截至2020年3月底")
    shown = seen.seen(page)
    assert "截至2020年3月底" in shown.in_force
    assert shown.counted[0] == shown.counted[2], "the timeline draws other acts than are counted"
    assert notes.errors == []

    page.locator(".st-key-filters").get_by_role("link", name="重置").click()
    seen.until_asked(page, moment=None)


def test_the_keyboard_sets_the_period_and_keeps_the_focus(open_page):
    page, notes = open_page("/timeline?lang=en")
    entries = page.evaluate(ENTRIES)
    first, last = edge(page, "First month of the period"), edge(page, "Last month of the period")
    expect(first).to_have_attribute("aria-valuetext", "January 2020")
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(first).to_have_attribute("aria-valuetext", "March 2020")
    seen.until_asked(page, from_="2020-03-01", to=None)
    assert page.evaluate(ENTRIES) == entries + 1, "two presses are one change"
    expect(first).to_be_focused()
    assert "from 1 March 2020" in page.locator(seen.IN_FORCE).inner_text()

    last.focus()
    page.keyboard.press("Home")
    expect(last).to_have_attribute("aria-valuetext", "March 2020")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    seen.until_asked(page, from_="2020-03-01", to="2020-04-30")
    first.focus()
    page.keyboard.press("Home")
    seen.until_asked(page, from_=None, to="2020-04-30")
    assert notes.errors == []


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_pointer_draws_a_period_moves_it_and_clears_it(open_page, size):
    page, _ = open_page("/?lang=en", size=size)

    def drag(start: int, end: int) -> None:
        page.mouse.move(*month_box(page, start))
        page.mouse.down()
        page.mouse.move(*month_box(page, end), steps=4)
        page.mouse.up()

    drag(1, 3)
    seen.until_asked(page, from_="2020-02-01", to="2020-04-30")
    drag(2, 4)
    seen.until_asked(page, from_="2020-04-01", to="2020-06-30")
    assert "April to June 2020" in page.locator(seen.IN_FORCE).inner_text()
    page.mouse.dblclick(*month_box(page, 4))
    seen.until_asked(page, from_=None, to=None)


def test_a_finger_draws_a_period(browser: Browser, server: rig.Server):
    context = browser.new_context(locale="en-GB", has_touch=True, viewport={"width": 390, "height": 844})
    with rig.opened(context, f"{server.url}/timeline?lang=en", size="phone") as (page, notes):
        touch = context.new_cdp_session(page)
        path = [month_box(page, place) for place in (1, 2, 3)]
        for kind, points in (("touchStart", path[:1]), *(("touchMove", [at]) for at in path), ("touchEnd", [])):
            given = [{"x": x, "y": y} for x, y in points]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": given})
        seen.until_asked(page, from_="2020-02-01", to="2020-04-30")
        assert notes.errors == []
    context.close()


def test_an_edge_that_nobody_moves_keeps_its_day(open_page):
    page, _ = open_page("/timeline?from=2020-03-10&lang=en")
    first, last = edge(page, "First month of the period"), edge(page, "Last month of the period")
    expect(first).to_have_attribute("aria-valuetext", "March 2020")
    first.focus()
    last.focus()
    page.keyboard.press("PageDown")
    seen.until_asked(page, from_="2020-03-10", to="2020-12-31")


def test_a_period_in_which_a_moment_does_not_lie_ends_the_moment(open_page):
    page, _ = open_page("/timeline?moment=2020-02&lang=en")
    edge(page, "First month of the period").focus()
    page.keyboard.press("PageUp")
    seen.until_asked(page, from_="2020-04-01", moment=None)


def test_a_period_with_nothing_in_it_can_be_left_by_the_brush(open_page):
    page, _ = open_page("/?direction=inbound&from=2020-11-01&to=2020-11-30&q=masks&lang=en")
    if page.locator(seen.MARKS).count():
        pytest.skip("something is on record now")
    page.mouse.dblclick(*month_box(page, 1))
    seen.until_asked(page, from_=None, to=None)
    assert page.locator(seen.MARKS).count()


@pytest.mark.parametrize("path", ["/?moment=2020-03&lang=zh", "/timeline?from=2020-03-01&lang=en"])
def test_the_months_fit_a_phone(open_page, path):
    page, notes = open_page(path, size="phone")
    block = page.locator(".st-key-time")
    block.scroll_into_view_if_needed()
    box = block.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    for name in ("play", "months"):
        assert page.locator(f".st-key-{name} .frame").evaluate("frame => frame.scrollWidth <= frame.clientWidth + 1")
    small = page.locator(".st-key-time button").evaluate_all(
        "buttons => buttons.map(b => b.getBoundingClientRect()).filter(b => b.width && (b.width < 24 || b.height < 24))"
    )
    assert small == [], json.dumps(small)
    assert notes.errors == []


def test_the_map_stands_on_the_first_screen(open_page):
    page, _ = open_page("/?lang=en")
    page.set_viewport_size({"width": 1400, "height": 900})
    rig.settle(page)
    box = page.locator(".st-key-map").bounding_box()
    assert box and box["y"] + box["height"] <= 900
    text = page.locator(".st-key-play .told").inner_text()
    assert re.fullmatch(r"All months · \d+ acts", text)
