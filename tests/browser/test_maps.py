"""The maps in a browser that reaches no other host."""

from __future__ import annotations

import pytest

import seen

PEACH = "rgb(219, 112, 57)"
LAND = {"light": "rgb(229, 222, 209)", "dark": "rgb(44, 50, 53)"}
LAND_SHOWN = """map => {
    const land = map.querySelector('.land path')
    const box = land?.getBoundingClientRect()
    return land && {
        detail: land.getAttribute('d').length, fill: getComputedStyle(land).fill,
        wide: box.width / map.getBoundingClientRect().width,
    }
}"""
FILL = "mark => getComputedStyle(mark).fill"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_world_is_drawn_without_asking_any_other_host(open_page, lang):
    page, notes = open_page(f"/?lang={lang}")

    land = page.locator(".st-key-map").evaluate(LAND_SHOWN)
    assert land["detail"] > 50_000, "the outline has no detail"
    assert land["wide"] > 0.9, "the outline does not fill the map"
    assert page.locator(seen.MARKS).count() > 40
    drawn = page.locator(seen.MARKS).evaluate_all("marks => marks.filter(m => m.getBoundingClientRect().width > 4)")
    assert len(drawn) == page.locator(seen.MARKS).count(), "a mark is too small to be seen"
    assert page.locator(".st-key-map").get_by_role("figure").get_attribute("aria-label"), "no text stands for the map"
    assert notes.asked == []


def test_the_small_maps_of_a_country_and_an_act_are_drawn_without_asking_any_other_host(open_page):
    for path in ("/country?country=JPN&lang=en", "/act?id=2020-01-28-in-mito-masks&lang=zh"):
        page, notes = open_page(path)

        land = page.locator(".st-key-near").evaluate(LAND_SHOWN)
        assert land["detail"] > 1_000, path
        assert page.locator(".st-key-near .scattergeo path.point").count() >= 2, "Chongqing and its partner"
        assert notes.asked == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_and_land_have_their_own_colours_in_each_theme_and_after_a_switch(open_page, theme):
    page, _ = open_page("/?lang=en", theme=theme)
    mark, other = page.locator(seen.MARKS).first, "dark" if theme == "light" else "light"
    assert mark.evaluate(FILL) == PEACH
    assert page.locator(".st-key-map").evaluate(LAND_SHOWN)["fill"] == LAND[theme]

    # Streamlit tells the server of a new theme with the next run.
    page.emulate_media(color_scheme=other)
    seen.direction(page, "To Chongqing").click()
    seen.until_asked(page, direction="inbound")
    assert page.locator(".st-key-map").evaluate(LAND_SHOWN)["fill"] == LAND[other]
    assert mark.evaluate(FILL) == PEACH


def test_a_mark_under_the_pointer_says_its_country_and_both_directions(open_page, rows):
    page, _ = open_page("/?country=JPN&lang=zh")

    lines = seen.hover(page, "map", page.locator(seen.MARKS).first)
    ways = [act.direction for act in rows.acts if act.country == "JPN"]
    assert lines[0] == "日本"
    assert str(ways.count("inbound")) in lines[1] and "来到重庆" in lines[1]
    assert str(ways.count("outbound")) in lines[2] and "重庆送出" in lines[2]
