"""The address is the view: it can be copied, walked back through, said in the other language, and got wrong."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import expect

import rig
import seen

with (rig.ROOT / "data" / "acts.csv").open(encoding="utf-8", newline="") as lines:
    ACTS = list(csv.DictReader(lines))
OUTBOUND = [act for act in ACTS if act["direction"] == "outbound"]
LETTERS = [act for act in ACTS if act["kind"] == "letter"]
LETTERS_OUT = [act for act in OUTBOUND if act["kind"] == "letter"]
FETCHED = "address => fetch(address).then(answer => answer.text())"


def test_a_filtered_view_is_the_same_for_whoever_gets_its_address(open_page):
    page, _ = open_page("/?lang=en")
    seen.direction(page, "To Chongqing").click()
    seen.until_asked(page, direction="inbound")
    seen.within(page, "Kind", lambda body: body.get_by_role("button", name="Goods", exact=True).click())
    seen.until_asked(page, kind="supplies")
    seen.within(page, "Countries", lambda body: seen.pick(body.get_by_role("combobox"), "Japan"))
    seen.until_asked(page, country="JPN")
    seen.within(
        page, "Period", lambda body: seen.pick(body.get_by_role("combobox", name="To", exact=True), "January 2020")
    )
    seen.until_asked(page, to="2020-01-31")

    assert seen.asked(page) == {
        "lang": ["en"],
        "direction": ["inbound"],
        "kind": ["supplies"],
        "country": ["JPN"],
        "to": ["2020-01-31"],
    }
    own = seen.seen(page)
    # By hand from acts.csv: Mito's masks of 28 January, Hiroshima's and the association's two of 31 January.
    # On the map: Japan's circle and Chongqing's cross.
    assert own.counted[:3] == (4, 2, 4)

    other, _ = open_page(seen.address(page), locale="en-GB")
    assert seen.seen(other) == own
    chinese, _ = open_page(seen.address(page).replace("lang=en", "lang=zh"), locale="en-GB")
    assert seen.seen(chinese).counted == own.counted
    assert seen.seen(chinese).in_force != own.in_force
    assert "日本" in seen.seen(chinese).in_force


def test_the_language_may_change_there_and_back_without_losing_the_view(open_page):
    page, _ = open_page("/?direction=outbound&kind=supplies&from=2020-03-01", locale="en-GB")
    english, query = seen.seen(page), seen.asked(page)

    seen.language(page, "中文").click()
    seen.until_asked(page, lang="zh")
    expect(page).to_have_title(re.compile(" · 木桃琼瑶$"))
    assert seen.asked(page) == query | {"lang": ["zh"]}
    assert seen.seen(page).counted == english.counted
    assert seen.seen(page).headline != english.headline
    expect(seen.direction(page, "重庆送出")).to_be_checked()

    for path in ("/acts", "/sources", "/"):
        seen.go(page, path)
        assert seen.asked(page) == query | {"lang": ["zh"]}, f"the view is lost on the way to {path}"
        expect(seen.language(page, "中文")).to_be_checked()

    seen.language(page, "English").click()
    seen.until_asked(page, lang="en")
    expect(page).to_have_title("Overview · Peach & Jade")
    assert seen.asked(page) == query | {"lang": ["en"]}
    assert seen.seen(page) == english


def test_back_and_forward_walk_through_the_changes_of_a_view(open_page):
    page, _ = open_page("/?lang=en", locale="en-GB")
    whole = seen.seen(page)
    seen.direction(page, "From Chongqing").click()
    seen.until_asked(page, direction="outbound")
    outbound = seen.seen(page)
    seen.within(page, "Kind", lambda body: body.get_by_role("button", name="Letter", exact=True).click())
    seen.until_asked(page, kind="letter")
    letters = seen.seen(page)
    assert [view.counted[0] for view in (whole, outbound, letters)] == [len(ACTS), len(OUTBOUND), len(LETTERS_OUT)]

    page.go_back()
    seen.until_asked(page, direction="outbound", kind=None)
    expect(page.locator(seen.IN_FORCE)).to_have_text(outbound.in_force)
    assert seen.seen(page) == outbound
    expect(seen.direction(page, "From Chongqing")).to_be_checked()
    seen.within(page, "Kind", lambda body: expect(_letter(body)).not_to_have_attribute("aria-pressed", "true"))

    page.go_back()
    seen.until_asked(page, direction=None, kind=None)
    expect(page.locator(seen.IN_FORCE)).to_have_text(whole.in_force)
    assert seen.seen(page) == whole
    expect(seen.direction(page, "Both")).to_be_checked()

    page.go_forward()
    seen.until_asked(page, direction="outbound", kind=None)
    page.go_forward()
    seen.until_asked(page, direction="outbound", kind="letter")
    expect(page.locator(seen.IN_FORCE)).to_have_text(letters.in_force)
    assert seen.seen(page) == letters
    seen.within(page, "Kind", lambda body: expect(_letter(body)).to_have_attribute("aria-pressed", "true"))


def _letter(body):
    return body.get_by_role("button", name="Letter", exact=True)


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "Parts of this address were not understood and left out"), ("zh", "网址中有几处未能识别，已略去")],
)
def test_what_an_address_says_in_vain_is_named(open_page, lang, words):
    page, notes = open_page(f"/?direction=sideways&colour=red&country=XXX&kind=letter&from=2020-02-31&lang={lang}")

    told = page.get_by_test_id("stAlert").inner_text().replace("\u2060", "")
    assert words in told
    for part in ("direction = “sideways”", "colour = “red”", "country = “XXX”", "from = “2020-02-31”"):
        assert part in told
    assert "letter" not in told
    # What was understood still holds.
    assert seen.acts_in_force(page) == len(LETTERS) < len(ACTS)
    assert notes.errors == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/country?country=FRA&lang=en", "The table holds no act between France and Chongqing"),
        ("/country?country=FRA&lang=zh", "法国"),
        ("/country?country=XXX&lang=en", "country = “XXX”"),
        ("/act?id=nope&lang=en", "The table holds no act with the id “nope”"),
        ("/act?lang=zh", "网址中没有写明哪一条往来。"),
        ("/acts?q=zzzzzz&lang=en", "Nothing on record answers this."),
        ("/?country=FRA&lang=zh", "没有符合条件的记录。"),
    ],
)
def test_an_address_that_leads_to_nothing_says_so_and_offers_a_way_on(open_page, path, words):
    page, notes = open_page(path)

    assert words in page.get_by_test_id("stAlert").first.inner_text().replace("\u2060", "")
    assert page.get_by_test_id("stException").count() == 0
    ways = page.get_by_test_id("stMain").locator("a[data-testid=stPageLink-NavLink]:visible")
    frame = page.locator(".st-key-top a:visible").count()
    assert ways.count() > frame, "no way on but the frame's"
    ways.last.click()
    page.wait_for_url(lambda url: not url.endswith(path))
    assert notes.errors == []


@pytest.mark.parametrize(
    ("path", "link", "count"),
    [
        ("/acts?kind=letter&lang=en", "CSV", len(LETTERS)),
        ("/acts?direction=outbound&kind=letter&lang=zh", "CSV", len(LETTERS_OUT)),
        ("/acts?lang=en", "CSV for Excel", len(ACTS)),
    ],
)
def test_a_download_has_the_rows_that_the_screen_counts(open_page, path, link, count):
    page, _ = open_page(path)

    href = page.locator(".st-key-downloads").get_by_role("link", name=link, exact=True).get_attribute("href")
    rows = list(csv.DictReader(io.StringIO(page.evaluate(FETCHED, href).removeprefix("\ufeff"))))
    assert len(rows) == seen.acts_in_force(page) == count
    assert len({row["id"] for row in rows}) == count
    table = page.locator(".st-key-acts").get_by_role("region").get_attribute("aria-label")
    assert table and str(count) in table
