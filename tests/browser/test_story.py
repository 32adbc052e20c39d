"""The story as a reader has it: by keyboard, by address, on a phone, back again, and on paper."""

from __future__ import annotations

import io
from pathlib import Path
from unicodedata import normalize
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

import rig
from aid import story
from aid.table import Ledger, read
from aid.words import Words
from seen import asked, until_asked


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return read(Path(rig.ROOT) / "data")


def titles(ledger: Ledger, lang: str) -> dict[str, str]:
    return story.headings(ledger, Words(lang, ledger))


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text().replace("\u2060", "")


def test_the_arrow_keys_lead_from_step_to_step_and_back_leads_back(open_page, ledger):
    names = titles(ledger, "en")
    slugs = list(names)
    page, noted = open_page(f"/story?lang=en&step={slugs[0]}")
    for slug in slugs[1:3]:
        page.keyboard.press("ArrowRight")
        until_asked(page, step=slug)
        assert heading(page) == names[slug]
    page.keyboard.press("ArrowLeft")
    until_asked(page, step=slugs[1])
    page.go_back()
    until_asked(page, step=slugs[2])
    assert heading(page) == names[slugs[2]]
    assert noted.errors == [] and noted.asked == []


def test_an_arrow_in_a_field_or_with_another_key_stays_on_the_step(open_page, ledger):
    second = list(titles(ledger, "en"))[1]
    page, _ = open_page(f"/story?lang=en&step={second}")
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Shift+ArrowRight")
    page.get_by_role("radio", name="English").focus()
    page.keyboard.press("ArrowLeft")
    rig.settle(page)
    assert asked(page)["step"] == [second]


def test_a_new_step_begins_at_its_top(open_page, ledger):
    first, second = list(titles(ledger, "en"))[:2]
    page, _ = open_page(f"/story?lang=en&step={first}", size="phone")
    page.locator(".st-key-story_on a").click()
    until_asked(page, step=second)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0


def test_the_way_on_is_reached_by_tab_and_followed_by_enter(open_page, ledger):
    first, second = list(titles(ledger, "en"))[:2]
    page, _ = open_page(f"/story?lang=en&step={first}")
    on_link = "document.activeElement?.closest('.st-key-story_after') !== null"
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(on_link):
            break
    assert page.evaluate(on_link), "thirty steps of Tab do not reach the next step"
    page.keyboard.press("Enter")
    until_asked(page, step=second)


def test_every_step_opens_at_its_address_on_a_fresh_server_in_both_languages(open_page, fresh_server, ledger):
    home = fresh_server().url
    for lang in ("en", "zh"):
        for slug, title in titles(ledger, lang).items():
            page, noted = open_page(f"/story?lang={lang}&step={slug}", home=home)
            assert heading(page) == title
            assert page.title().startswith(title)
            assert page.locator("[data-testid=stPlotlyChart]").count() == 1
            assert noted.errors == [] and noted.asked == []
            page.close()


@pytest.mark.parametrize("path", ["/story?lang=en", "/story?lang=zh"])
def test_the_whole_story_fits_a_phone(open_page, ledger, path):
    page, noted = open_page(path, size="phone")
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= 390
    assert page.get_by_role("heading", level=2).count() == len(titles(ledger, "en"))
    assert noted.errors == []


def test_a_link_to_an_act_leads_there_and_back_to_the_story(open_page):
    page, _ = open_page("/story?lang=en&step=mito")
    page.locator(".st-key-story_acts_mito a").first.click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/act")
    rig.settle(page)
    assert "Mito" in heading(page)
    page.go_back()
    until_asked(page, step="mito")


def test_another_language_keeps_the_step(open_page, ledger):
    page, _ = open_page("/story?lang=en&step=turn")
    page.locator(".st-key-top").get_by_role("radio", name="中文").click()
    until_asked(page, lang="zh", step="turn")
    assert heading(page) == titles(ledger, "zh")["turn"]


def test_on_paper_all_steps_stand_with_their_text(open_page, ledger):
    page, _ = open_page("/story?lang=en")
    page.emulate_media(media="print")
    for each in page.get_by_role("heading", level=2).all():
        assert each.is_visible()
    paper = PdfReader(io.BytesIO(page.pdf()))
    text = "".join("".join(sheet.extract_text() for sheet in paper.pages).split())
    told = story.tell(ledger, Words("en", ledger))
    lacking = [part for each in told for part in (each.title, *each.paragraphs) if not _stands(part, text)]
    assert lacking == []


def _stands(part: str, text: str) -> bool:
    """Whether a sentence stands in a text from which all spaces are gone; signs that a font joins are passed over."""
    return _letters(part.split(". ")[0])[:60] in _letters(text)


def _letters(text: str) -> str:
    # Paper has ff and fi as one sign.
    return "".join(sign for sign in normalize("NFKC", text) if sign.isascii() and sign.isalnum())
