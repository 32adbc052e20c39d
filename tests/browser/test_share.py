"""Passing on what is on screen: the panel's link, code, citation and snippet lead back to exactly this."""

from __future__ import annotations

import io
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit
from urllib.request import ProxyHandler, build_opener

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page

import rig
from conftest import OpenPage

NAMES = {"en": ("Share", "Embed in a page"), "zh": ("分享", "嵌入网页")}
PAGES = ["/", "/timeline", "/country", "/country?country=JPN", "/acts?q=mito", "/act?id=2020-01-28-in-mito-masks"]


def open_panel(page: Page, lang: str) -> None:
    page.get_by_role("button", name=NAMES[lang][0], exact=True).click()
    page.wait_for_selector("[data-testid=stPopoverBody] [data-testid=stCode]")
    rig.settle(page)


def codes(page: Page) -> list[str]:
    """The texts to copy in the panel: the link, then the citation."""
    return [
        code.strip() for code in page.locator("[data-testid=stPopoverBody] [data-testid=stCode] code").all_inner_texts()
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("path", [*PAGES, "/sources?kind=letter", "/data?direction=outbound"])
def test_every_page_gives_its_full_address(open_page: OpenPage, server: rig.Server, path: str, lang: str) -> None:
    page, noted = open_page(rig.with_lang(path, lang))
    open_panel(page, lang)
    told, here = urlsplit(codes(page)[0]), urlsplit(rig.with_lang(path, lang))
    assert f"{told.scheme}://{told.netloc}" == server.url
    assert (told.path, parse_qs(told.query)) == (here.path, parse_qs(here.query))
    assert noted.errors == []


def test_the_link_opens_the_same_in_another_readers_browser(open_page: OpenPage) -> None:
    page, _ = open_page("/country?country=JPN&direction=inbound&lang=zh")
    open_panel(page, "zh")
    link = codes(page)[0]
    other, _ = open_page(urlsplit(link).path + "?" + urlsplit(link).query, locale="de-DE")
    assert other.locator("h1").inner_text() == page.locator("h1").inner_text()


def test_the_code_is_read_by_a_scanner_in_both_themes(open_page: OpenPage) -> None:
    for theme in ("light", "dark"):
        page, _ = open_page("/timeline?q=口罩&from=2020-03-01&lang=zh", theme=theme)
        open_panel(page, "zh")
        drawn = page.locator("[data-testid=stPopoverBody] img").first
        read = zxingcpp.read_barcode(Image.open(io.BytesIO(drawn.screenshot())))
        assert read is not None
        assert read.text == codes(page)[0]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_style_of_citation_is_a_click_away(open_page: OpenPage, lang: str) -> None:
    page, _ = open_page(f"/country?country=JPN&direction=inbound&lang={lang}")
    open_panel(page, lang)
    body = page.locator("[data-testid=stPopoverBody]")
    begins = {"APA": ("Peach & Jade. (", "木桃琼瑶. ("), "BibTeX": ("@misc{",) * 2, "RIS": ("TY  - DATA",) * 2}
    begins["GB/T 7714"] = ("Peach & Jade. Aid", "木桃琼瑶. 2020")
    for style, start in begins.items():
        body.get_by_text(style, exact=True).click()
        page.wait_for_function(
            "start => [...document.querySelectorAll('[data-testid=stPopoverBody] [data-testid=stCode] code')]"
            ".some(code => code.innerText.startsWith(start))",
            arg=start[lang == "zh"],
        )


def test_the_snippet_names_the_embedded_view_and_is_whole_html(open_page: OpenPage, server: rig.Server) -> None:
    page, _ = open_page("/acts?q=%22%3E%3Cb%3Emito&lang=en")
    open_panel(page, "en")
    page.locator("[data-testid=stPopoverBody]").get_by_text(NAMES["en"][1]).click()
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-testid=stPopoverBody] code')]"
        ".some(code => code.innerText.includes('<iframe'))"
    )
    snippet = next(code for code in codes(page) if "<iframe" in code)
    assert snippet.count("<") == 2, "nothing of the view is markup in it"
    source = unescape(re.search(r'src="([^"]+)"', snippet).group(1))  # type: ignore[union-attr]
    assert source.startswith(f"{server.url}/acts?")
    assert parse_qs(urlsplit(source).query) == {"lang": ["en"], "q": ['"><b>mito'], "embed": ["true"]}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_link_of_the_page_on_using_the_data_answers(open_page: OpenPage, lang: str) -> None:
    page, noted = open_page(f"/data?country=JPN&lang={lang}")
    links = {link.get_attribute("href") or "" for link in page.locator("[data-testid=stMain] a").all()}
    files = {link for link in links if "/api" in link or ".atom" in link}
    assert len(files) > 30
    ask = build_opener(ProxyHandler({})).open
    for link in sorted(files):
        with ask(link, timeout=60) as answer:
            assert (link, answer.status) == (link, 200)
    assert noted.asked == []
    assert noted.errors == []


def test_an_embedded_page_shows_the_view_alone_and_the_way_to_the_rest(open_page: OpenPage) -> None:
    page, noted = open_page("/country?country=JPN&embed=true&lang=en")
    assert page.get_by_role("button", name="Share", exact=True).count() == 0
    assert page.locator("h1").inner_text()
    link = page.get_by_role("link", name="Open in Peach & Jade").get_attribute("href") or ""
    assert parse_qs(urlsplit(link).query) == {"lang": ["en"], "country": ["JPN"]}
    assert noted.errors == []


def test_the_pages_language_is_told_to_screen_readers_after_a_switch(open_page: OpenPage) -> None:
    page, _ = open_page("/?lang=en")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_text("中文", exact=True).click()
    page.wait_for_function("() => document.documentElement.lang === 'zh-Hans'")


def test_what_is_taken_away_from_an_acts_page_is_that_act(open_page: OpenPage) -> None:
    page, _ = open_page("/act?id=2020-01-28-in-mito-masks&lang=en")
    open_panel(page, "en")
    link = page.locator("[data-testid=stPopoverBody] a[href*='takeaway.zip']").get_attribute("href") or ""
    assert parse_qs(urlsplit(link).query) == {"lang": ["en"], "q": ["2020-01-28-in-mito-masks"]}
