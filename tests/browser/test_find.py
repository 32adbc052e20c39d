"""The box that finds, as a reader works it: by keyboard alone, by pointer, on a phone, and when the server is slow."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

import rig
import seen

STAYED = "window.__stayed"


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name=re.compile("^(Find acts|查找往来)"))


def options(page: Page) -> Locator:
    return page.locator(".st-key-find").get_by_role("option")


def find(page: Page, text: str, first: str) -> None:
    """Open the box by its key, type, and wait until the first result is there."""
    page.keyboard.press("/")
    page.keyboard.type(text)
    expect(options(page).first).to_contain_text(first)


def chosen(page: Page) -> str:
    """The option that a screen reader is told of."""
    own = box(page).get_attribute("aria-activedescendant")
    return page.locator(f".st-key-find #{own} .label").inner_text() if own else ""


@pytest.mark.parametrize(
    ("lang", "text", "country"), [("en", "japan", "Japan"), ("zh", "riben", "日本"), ("zh", "義大利", "意大利")]
)
def test_a_reader_finds_a_country_by_keyboard_alone_and_comes_back(open_page, lang, text, country):
    page, notes = open_page(f"/?direction=inbound&lang={lang}")
    before, entries = seen.address(page), page.evaluate("history.length")
    page.evaluate(f"{STAYED} = true")

    find(page, text, country)
    assert chosen(page) == "", "nothing is chosen before the reader chooses"
    page.keyboard.press("ArrowDown")
    assert chosen(page) == country
    page.keyboard.press("Enter")
    seen.until_on(page, "/country")

    expect(page).to_have_title(re.compile(f"^{country} · "))
    assert seen.asked(page)["direction"] == ["inbound"], "the view is lost on the way"
    assert page.evaluate(STAYED), "the app was loaded anew"
    assert page.evaluate("history.length") == entries + 1
    expect(box(page)).to_have_value("")

    page.go_back()
    seen.until_on(page, "/")
    assert seen.address(page) == before
    assert notes.errors == [] and notes.asked == []


def test_the_arrows_go_round_by_way_of_what_was_typed(open_page):
    page, _ = open_page("/?lang=en")
    find(page, "mito", "City of Mito")
    count = options(page).count()
    labels = options(page).locator(".label").all_inner_texts()
    went = []
    for _ in range(count + 2):
        page.keyboard.press("ArrowDown")
        went.append(chosen(page))
    assert went == [*labels, "", labels[0]]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert chosen(page) == labels[-1]
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.id") == "find-text", "the field has the focus"


@pytest.mark.parametrize("keys", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_it_and_escape_closes_it_in_two_steps(open_page, keys):
    page, _ = open_page("/sources?lang=en")
    page.keyboard.press(keys)
    expect(box(page)).to_be_focused()
    page.keyboard.type("seoul")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).to_have_value("seoul")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")
    expect(box(page)).not_to_be_focused()


def test_a_stroke_in_another_field_stays_there(open_page):
    page, _ = open_page("/acts?lang=en")
    search = page.get_by_role("textbox", name="Search")
    search.click()
    page.keyboard.type("a/b")
    expect(search).to_have_value("a/b")
    expect(box(page)).not_to_be_focused()


def test_letters_that_are_commands_of_streamlits_own_are_letters_here(open_page):
    page, _ = open_page("/?lang=en")
    sent = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    rig.visit(page, page.url)
    before = len(sent)
    page.keyboard.press("/")
    page.keyboard.type("rcr")
    expect(options(page).last).to_contain_text("rcr")
    assert len(sent) == before, "the page is run anew while the reader types"

    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    with page.expect_response(lambda answer: "find.json" in answer.url):
        page.keyboard.press("r")  # a command now, which the log of what was sent must show
        page.keyboard.press("/")
        page.keyboard.type("mito")
    assert len(sent) == before + 1


@pytest.mark.parametrize(
    ("text", "path", "asked"),
    [
        ("Mito", "/country", {"country": ["JPN"]}),
        ("Mitto", "/country", {"country": ["JPN"]}),
        ("2020-01-28-in-mito-masks", "/act", {"id": ["2020-01-28-in-mito-masks"]}),
        ("s004", "/sources", {"id": ["s004"]}),
        ("letters", "/acts", {"kind": ["letter"]}),
        ("jap", "/acts", {"q": ["jap"]}),
        ("no such thing", "/acts", {"q": ["no such thing"]}),
    ],
)
def test_enter_without_a_choice_leads_to_what_is_called_so_else_to_the_acts(open_page, text, path, asked):
    page, notes = open_page("/timeline?lang=en")
    page.keyboard.press("/")
    # Faster than any answer: it is waited for.
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    seen.until_on(page, path)
    assert asked.items() <= seen.asked(page).items()
    assert notes.errors == []


def test_enter_belongs_to_an_input_method_while_it_composes(open_page):
    page, _ = open_page("/?lang=zh")
    find(page, "shuihu", "水户市")
    before = seen.address(page)
    for composing in ("true", "false"):
        box(page).evaluate(
            "(field, composing) => field.dispatchEvent(new KeyboardEvent('keydown',"
            " { key: 'Enter', isComposing: composing === 'true', bubbles: true, composed: true }))",
            composing,
        )
        if composing == "true":
            expect(box(page)).to_have_value("shuihu")
            assert seen.address(page) == before
    seen.until_on(page, "/country")


def test_the_enter_key_is_shown_beside_the_result_that_it_leads_to(open_page):
    page, _ = open_page("/?lang=en")
    find(page, "xiyatu", "City of Seattle")
    marked = options(page).filter(has=page.locator("kbd"))
    assert marked.locator(".label").all_inner_texts() == ["City of Seattle"]


def test_a_result_is_a_link_that_opens_here_or_in_a_tab_of_its_own(open_page, context):
    page, _ = open_page("/?kind=supplies&lang=zh")
    find(page, "kouzhao", "口罩")
    before = seen.address(page)
    act = options(page).filter(has_text="水户市所赠").first
    with context.expect_page() as opened:
        act.click(modifiers=["Control"])
    tab = opened.value
    expect(tab).to_have_title(re.compile("水户市"))
    query = seen.asked(tab)
    tab.close()
    assert query == {"id": ["2020-01-28-in-mito-masks"], "kind": ["supplies"], "lang": ["zh"]}
    assert seen.address(page) == before

    page.evaluate(f"{STAYED} = true")
    act.click()
    seen.until_on(page, "/act")
    assert seen.asked(page) == query, "the two ways lead to two addresses"
    assert page.evaluate(STAYED)


def test_a_source_is_shown_with_what_rests_on_it(open_page):
    page, notes = open_page("/sources?id=s004&lang=en")
    own = page.locator(".st-key-source")
    expect(own.get_by_role("heading")).to_have_text("Consulate-General of Japan in Chongqing")
    expect(own.get_by_role("link", name="50,000 masks from the City of Mito")).to_be_visible()
    page, _ = open_page("/sources?id=nothing&lang=en")
    expect(page.get_by_test_id("stMain")).to_contain_text("The table holds no source of this name")
    assert notes.errors == []


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("path", ["/", "/country?country=JPN", "/act?id=2020-01-28-in-mito-masks", "/data"])
def test_on_a_phone_it_is_there_and_nothing_scrolls_sideways(open_page, lang, path):
    page, _ = open_page(rig.with_lang(path, lang), size="phone")
    width = rig.SIZES["phone"][0]
    main = page.get_by_test_id("stMain")
    find(page, "水户", "City of Mito" if lang == "en" else "水户市")
    for part in (box(page), options(page).first, options(page).last):
        part.scroll_into_view_if_needed()
        place = part.bounding_box()
        assert place["x"] >= 0 and place["x"] + place["width"] <= width
    assert box(page).bounding_box()["width"] > 250, "there is room to type"
    assert main.evaluate("element => element.scrollWidth") <= width
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert main.evaluate("element => element.scrollWidth") <= width


def test_a_query_of_four_thousand_signs_is_cut_and_answered(open_page):
    page, notes = open_page("/?lang=en")
    box(page).fill("水户 " * 1000 + "</script><img src=x onerror=alert(1)>")
    expect(options(page).last).to_contain_text("水户 水户")
    box(page).fill("x" * 4000)
    expect(options(page).last).to_contain_text("No act mentions “xxx")
    box(page).fill("</script><img src=x onerror=alert(1)>")
    expect(options(page).last).to_contain_text("“</script><img src=x onerror=alert(1)>”")
    assert page.locator(".st-key-find img").count() == 0
    page.keyboard.press("Enter")
    seen.until_on(page, "/acts")
    assert notes.errors == []


def test_without_an_answer_it_still_leads_to_the_acts(open_page):
    page, _ = open_page("/?lang=en")
    page.route("**/api/find.json*", lambda route: route.abort())
    page.keyboard.press("/")
    page.keyboard.type("mito")
    expect(options(page)).to_have_text(["All acts mentioning “mito”↵"])
    expect(page.locator(".st-key-find").get_by_role("status")).to_have_text("The server does not answer just now")
    page.keyboard.press("Enter")
    seen.until_on(page, "/acts")
    assert seen.asked(page)["q"] == ["mito"]


def test_only_the_last_of_many_strokes_is_answered(open_page):
    page, _ = open_page("/?lang=en")
    asked = []
    page.on("request", lambda request: "/api/find.json" in request.url and asked.append(request.url))
    find(page, "hiroshima", "City of Hiroshima")
    assert len(asked) < len("hiroshima"), "every stroke was asked for"
    expect(page.locator(".st-key-find").get_by_role("status")).to_have_text(re.compile(r"^\d+ results?$"))


def test_a_change_of_language_changes_what_it_says(open_page):
    page, _ = open_page("/?lang=en")
    seen.language(page, "中文").click()
    seen.until_asked(page, lang="zh")
    expect(box(page)).to_have_attribute("placeholder", "查找")
    find(page, "mito", "水户市")


def test_it_is_not_shown_within_another_sites_page(open_page):
    page, _ = open_page("/?lang=en&embed=true")
    expect(box(page)).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_open_list_breaks_no_rule_of_accessibility(open_page, theme):
    page, _ = open_page("/acts?lang=en", theme=theme)
    find(page, "mito", "City of Mito")
    page.keyboard.press("ArrowDown")
    broken = Axe().run(page, context=".st-key-find").response["violations"]
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in broken] == []
