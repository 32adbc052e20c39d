"""The printed page in a real browser: one A4 page a country, or two; a code that can be read, no sideways scroll."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import BrowserContext, Page
from pypdf import PdfReader

import rig
from aid import table
from tests.plain import Table

DATA = rig.ROOT / "data"
BOTH = ("en", "zh")
A4 = (595, 842)
# Over the same country as many times as no page can hold.
OFTEN = 4


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that is used for many addresses, one after the other."""
    opened = context.new_page()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def rows() -> Table:
    return Table.of(DATA)


def countries(rows: Table) -> list[str]:
    return sorted({act.country for act in rows.acts} - {""})


def printed(page: Page) -> PdfReader:
    """The page as the browser's print dialogue would make it."""
    return PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True, prefer_css_page_size=True)))


# Acts and sources that no readable type brings onto one page: all is told on two.
TWO_PAGES = {("KOR", "en"): 2}


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("lang", BOTH)
def test_every_country_is_one_page_of_a4_but_one_that_has_more_to_tell(
    page: Page, server: rig.Server, rows: Table, lang: str
) -> None:
    wrong = {}
    # All in English; in Chinese, which takes less room, the fullest twelve and every third of the rest.
    fullest = sorted(countries(rows), key=lambda code: -sum(act.country == code for act in rows.acts))
    for country in fullest if lang == "en" else fullest[:12] + fullest[12::3]:
        page.goto(f"{server.url}/print/{country}?lang={lang}")
        pages = printed(page).pages
        size = tuple(round(length) for length in (pages[0].mediabox.width, pages[0].mediabox.height))
        if len(pages) != TWO_PAGES.get((country, lang), 1) or size != A4:
            wrong[country] = (len(pages), size)
    assert wrong == {}


@pytest.mark.parametrize(("country", "lang"), [("DEU", "en"), ("JPN", "zh"), ("KHM", "en"), ("KHM", "zh")])
def test_a_page_is_well_filled_and_nothing_is_cut_off(
    page: Page, server: rig.Server, rows: Table, country: str, lang: str
) -> None:
    page.goto(f"{server.url}/print/{country}?lang={lang}")
    (only,) = printed(page).pages
    told = squeezed(only.extract_text())
    acts = [act for act in rows.files["acts"] if act["id"] in {a.id for a in rows.acts if a.country == country}]
    cited = {source for act in acts for source in act["sources"].split(";")}
    for source in rows.files["sources"]:
        if source["id"] in cited:
            assert squeezed(source["url"]) in told, source["id"]
    # How far down the last source reaches, of the room above the foot.
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 711, "height": 1047})
    last, foot = (
        page.locator(where).last.evaluate("it => [it.getBoundingClientRect().top, it.getBoundingClientRect().bottom]")
        for where in (".sources", ".foot")
    )
    page.emulate_media(media="screen")
    assert last[1] <= foot[0]
    assert last[1] > 0.8 * foot[0]


def test_an_address_of_a_source_is_copied_letter_by_letter_from_a_font_that_joins_letters(
    page: Page, server: rig.Server
) -> None:
    page.goto(f"{server.url}/print/DEU?lang=en")
    page.add_style_tag(content="body { font-family: 'DejaVu Sans', sans-serif !important }")
    told = squeezed("".join(one.extract_text() for one in printed(page).pages))
    assert "https://okerwelle.de/2020/04/22/landesweite-maskenpflicht-ab-montag" in told


def test_the_code_on_paper_leads_to_the_address_beside_it(page: Page, server: rig.Server, tmp_path: Path) -> None:
    for path, address in (
        ("/print/jpn?lang=zh", "http://localhost:8501/country/JPN?lang=zh"),
        ("/print/KOR?lang=en&direction=outbound&kind=letter", None),
    ):
        page.goto(server.url + path)
        shown = page.locator(".address").inner_text()
        assert address in (None, shown)
        # A sheet of 188 mm at 96 points an inch, printed at about 150.
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 711, "height": 1047})
        picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
        page.emulate_media(media="screen")
        (read,) = zxingcpp.read_barcodes(picture.resize((picture.width * 3 // 2, picture.height * 3 // 2)))
        assert read.text == shown
        assert ("direction=outbound" in shown) == ("direction" in path)


@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.parametrize("country", ["KOR", "KHM", "FRA"])
def test_nothing_scrolls_sideways(page: Page, server: rig.Server, country: str, lang: str) -> None:
    for width, height in rig.SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{server.url}/print/{country}?lang={lang}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_policy_of_the_server_lets_the_page_be_drawn(context: BrowserContext, server: rig.Server) -> None:
    page = context.new_page()
    notes = rig.watch(page, server.url)
    page.goto(f"{server.url}/print/JPN?lang=en")
    assert page.locator(".sheet").evaluate("it => getComputedStyle(it).backgroundColor") == "rgb(251, 248, 243)"
    assert page.locator("figure .wide svg circle").count() > 5
    assert (notes.asked, notes.errors) == ([], [])
    page.close()


def test_a_country_with_more_than_a_page_holds_runs_on_under_the_same_headings(
    page: Page, copied_often: rig.Server
) -> None:
    page.goto(f"{copied_often.url}/print/JPN?lang=en")
    pages = [squeezed(one.extract_text()) for one in printed(page).pages]
    assert len(pages) > 1
    headed = [place for place, told in enumerate(pages) if "FromandtoWhatitheld" in told]
    assert len(headed) > 1, "the headings are repeated on the next page"
    assert headed == list(range(len(headed)))
    for extra in range(1, OFTEN + 1):
        assert any(f"Extra{extra}," in told for told in pages)
    assert "Leftouttofitonepage" not in "".join(pages)
    assert "1/" + str(len(pages)) in pages[0]


@pytest.fixture(scope="module")
def copied_often(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rig.Server]:
    """A dashboard over a table in which each of Japan's acts stands several times."""
    folder = tmp_path_factory.mktemp("often")
    for file in DATA.iterdir():
        if file.is_file():
            (folder / file.name).write_bytes(file.read_bytes())
    own = {act.id for act in Table.of(DATA).acts if act.country == "JPN"}
    for name, key in (("acts", "id"), ("items", "act")):
        lines = (folder / f"{name}.csv").read_text("utf-8").splitlines()
        assert lines[0].split(",")[0] == key
        more = [
            re.sub(r"^([^,]+)", rf"\1-{extra}", line)
            for extra in range(1, OFTEN + 1)
            for line in lines[1:]
            if line.split(",")[0] in own
        ]
        if name == "acts":
            more = [marked(line) for line in more]
        (folder / f"{name}.csv").write_text("\n".join([*lines, *more]) + "\n", "utf-8")
    table.read(folder)  # raises where the table would be refused
    with rig.serving(data=folder) as server:
        yield server


def marked(line: str) -> str:
    """The act with its copy's number in its note, so that no two are alike."""
    number = line.split(",")[0].rsplit("-", 1)[1]
    cells = next(csv.reader([line]))
    cells[9] = f"Extra {number}, {cells[9]}"
    cells[10] = f"第{number}份，{cells[10]}"
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def test_the_country_page_has_a_link_to_its_sheet(open_page, server: rig.Server, rows: Table) -> None:
    page, _ = open_page("/country?country=JPN&direction=outbound&lang=en")
    link = page.get_by_role("link", name="Print version")
    assert link.get_attribute("href") == "/print/JPN?lang=en&direction=outbound"
    with page.context.expect_page() as opened:
        link.click()
    sheet = opened.value
    sheet.wait_for_load_state()
    assert sheet.locator("h1").inner_text().startswith("Japan")
    went = sum(act.country == "JPN" and act.direction == "outbound" for act in rows.acts)
    assert sheet.locator("tbody[id], li[id]").count() == went
    back = sheet.get_by_role("link", name="Back to the dashboard")
    assert back.get_attribute("href") == "/country?lang=en&direction=outbound&country=JPN"
    sheet.close()
