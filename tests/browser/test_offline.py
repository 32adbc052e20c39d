"""The page of a take-away in a real browser: opened from a file, with no network, in both languages."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import rig
from aid import table
from aid.charts.outline import place
from aid.export.takeaway import takeaway
from aid.view import View

ADDRESS = "https://aid.example.org/?country=JPN"
MITO = "2020-01-28-in-mito-masks"
with (rig.ROOT / "data" / "acts.csv").open(encoding="utf-8", newline="") as lines:
    ACTS = list(csv.DictReader(lines))
PEACH, JADE = "#DB7039", "#0B8B78"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Take-aways of three views, unpacked, each in a folder of its own."""
    home = tmp_path_factory.mktemp("taken")
    ledger = table.read(rig.ROOT / "data")
    for name, view in (
        ("all", View()),
        ("japan", View(country=("JPN",))),
        ("none", View(direction="inbound", kind=("medical_team",), q="<b>no such word</b>")),
    ):
        with zipfile.ZipFile(io.BytesIO(takeaway(ledger, view, "en", ADDRESS, date(2026, 11, 24)))) as archive:
            archive.extractall(home / name)
    return home


@pytest.fixture
def opened(browser: Browser) -> Iterator[Page]:
    """A page that may read files and nothing else."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    yield page
    context.close()


def look(page: Page, file: Path, size: str = "desktop") -> list[str]:
    """Open a file and note what else it asks for and what it complains of."""
    noted: list[str] = []
    page.on("console", lambda said: noted.append(f"console: {said.text}"))
    page.on("pageerror", lambda error: noted.append(f"exception: {error}"))
    page.on("request", lambda asked: noted.append(asked.url) if asked.url != file.as_uri() else None)
    width, height = rig.SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(file.as_uri())
    return noted


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_page_opens_from_a_file_and_asks_for_nothing(opened: Page, folder: Path, size: str) -> None:
    noted = look(opened, folder / "all" / "index.html", size)
    assert opened.get_by_role("heading", level=1).inner_text().startswith("Help came from")
    for lang, language in (("en", "English"), ("zh", "中文")):
        opened.get_by_text(language, exact=True).click()
        shown = opened.locator(f"main.{lang}")
        assert shown.is_visible()
        assert opened.locator("main:visible").count() == 1
        assert shown.locator("tbody tr").count() == len(ACTS)
        for drawn in ("map", "timeline"):
            box = shown.locator(f".{drawn} > svg").bounding_box()
            assert box
            assert box["width"] > rig.SIZES[size][0] * 0.8
            assert box["height"] > 120
        wide = opened.evaluate("document.documentElement.scrollWidth")
        assert wide <= rig.SIZES[size][0], "the page scrolls sideways"
    assert noted == []


def test_map_and_timeline_hold_a_mark_for_what_the_view_holds(opened: Page, folder: Path) -> None:
    look(opened, folder / "all" / "index.html")
    timeline = opened.locator("main.en .timeline > svg")
    assert timeline.locator("a").count() == len(ACTS)
    ledger = table.read(rig.ROOT / "data")
    country = ledger.parties.set_index("id")["country"].dropna().to_dict()
    acts = ledger.acts[ledger.acts["partner"].isin(list(country))]
    pairs = {(country[act.partner], act.direction) for act in acts.itertuples()}
    marks = opened.locator("main.en .map").locator("circle, svg path[d$=Z][stroke]")
    assert marks.count() == len(pairs)
    colours = set(marks.evaluate_all("marks => marks.map(mark => mark.getAttribute('fill'))"))
    assert colours == {PEACH, JADE}
    assert opened.locator("main.en svg[role=img]").first.get_attribute("aria-label").startswith("World map: ")


def test_the_marks_lie_on_the_map_where_plotly_puts_them(opened: Page, folder: Path) -> None:
    """Land is drawn under places that lie on land, and none under the middle of the Pacific."""
    look(opened, folder / "all" / "index.html")
    on_land = """([x, y]) => {
        const map = document.querySelector('main.en .map > svg'), land = map.querySelector('svg path')
        const box = map.getBoundingClientRect(), at = land.ownerSVGElement.createSVGPoint()
        ;[at.x, at.y] = [box.left + x * box.width, box.top + y * box.height]
        const inside = at.matrixTransform(land.getScreenCTM().inverse())
        return land.isPointInFill(inside)
    }"""
    for name, where, dry in (
        ("Chongqing", (106.55, 29.56), True),
        ("Kansas", (-98.0, 39.0), True),
        ("Brasilia", (-47.9, -15.8), True),
        ("Algiers' south", (3.0, 30.0), True),
        ("Greenland west of the cut", (-45.0, 70.0), True),
        ("the Pacific", (-150.0, 0.0), False),
        ("the Atlantic", (-35.0, 20.0), False),
        ("the Indian Ocean", (80.0, -20.0), False),
    ):
        assert opened.evaluate(on_land, list(place(*where))) is dry, name


def test_a_mark_leads_to_its_row_and_says_what_it_is(opened: Page, folder: Path) -> None:
    look(opened, folder / "japan" / "index.html")
    mark = opened.locator(f"main.en .timeline a[href='#en-{MITO}']")
    assert "City of Mito" in mark.locator("title").text_content()
    mark.locator("circle").click()
    row = opened.locator(f"[id='en-{MITO}']")
    assert row.evaluate("row => row.matches(':target')")
    assert "50,000 masks" in row.inner_text()
    assert row.locator("a[href^=http]").count() >= 1
    assert opened.locator("a[href*=shadafang]").count() == 0, "an address not to be linked is linked"


def test_the_page_leads_to_the_files_beside_it_and_to_the_live_view(opened: Page, folder: Path) -> None:
    look(opened, folder / "japan" / "index.html")
    for edition in ("en", "zh"):
        targets = opened.locator(f"main.{edition} .about a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        live = ADDRESS.replace("?", f"?lang={edition}&")
        assert live in targets
        assert all((folder / "japan" / target).exists() for target in targets if target != live)
        assert len(targets) == 4


def test_an_empty_view_says_so_and_shows_the_searched_words_as_text(opened: Page, folder: Path) -> None:
    noted = look(opened, folder / "none" / "index.html")
    shown = opened.locator("main.en")
    assert "Nothing on record" in shown.inner_text()
    assert "<b>no such word</b>" in shown.inner_text()
    assert shown.locator("svg").count() == 0
    assert noted == []


def test_a_take_away_can_itself_be_served(browser: Browser, folder: Path) -> None:
    with (rig.ROOT / "data" / "parties.csv").open(encoding="utf-8", newline="") as lines:
        japanese = {party["id"] for party in csv.DictReader(lines) if party["country"] == "JPN"}
    japan = sum(act["partner"] in japanese for act in ACTS)
    for name, said in (("japan", f"{japan} acts"), ("none", "Nothing on record")):
        with rig.serving(data=folder / name / "data") as server:
            context = browser.new_context(locale="en-GB")
            with rig.opened(context, server.url + "/") as (page, noted):
                assert said in page.locator("[data-testid=stMain]").inner_text()
                assert page.get_by_test_id("stException").count() == 0
                rig.visit(page, server.url + "/sources")
                assert page.get_by_test_id("stException").count() == 0
                assert noted.errors == []
            context.close()
