"""Whatever stands in the table is shown as text: no script, picture, link, formula or format comes of it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

import rig
import seen
from aid import table

DATA = rig.ROOT / "data"
PARTS = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "<a href='javascript:window.pwned=1'>here</a>",
    "[click](javascript:window.pwned=1)",
    "![picture](http://evil.example/p.png)",
    "**bold**",
    ":red[x]",
    ":material/home:",
    "$x^2$",
    "%{x}",
    "`code`",
    "=1+1",
    "http://evil.example/",
    "www.evil.example",
)
HOSTILE = " ".join(PARTS)
MADE = """() => {
    const made = []
    const walk = root => {
        for (const element of root.querySelectorAll('*')) {
            if (element.shadowRoot) walk(element.shadowRoot)
            const [name, text] = [element.localName, element.textContent]
            const target = element.getAttribute('href') ?? element.getAttribute('xlink:href') ?? ''
            // A block of JSON-LD is data, which no browser runs; it must be whole JSON, or it was broken out of.
            const data = element.type === 'application/ld+json' && JSON.parse(text)
            if (name === 'script' && !data && text.includes('pwned')
                || name === 'img' && /x$|evil/.test(element.getAttribute('src') ?? '')
                || element.hasAttribute('onerror')
                || /^javascript:|\\/\\/(www\\.)?evil|^www/i.test(target)
                || name === 'strong' && text === 'bold'
                || name === 'code' && text === 'code'
                || name === 'span' && text === 'x' && element.hasAttribute('style')
                || element.classList.contains('katex')
                || element.dataset.testid === 'stIconMaterial' && text === 'home') {
                made.push(element.outerHTML.slice(0, 200))
            }
        }
    }
    walk(document)
    return made
}"""
# Which cells hold it: file, key, columns.
CELLS = (
    ("acts", "2020-01-28-in-mito-masks", ("note_en", "note_zh", "caveat_en", "caveat_zh")),
    ("parties", "mito", ("name_en", "name_zh")),
    ("parties", "chongqing-municipality", ("name_en", "name_zh")),
    ("sources", "s004", ("title", "publisher")),
    ("sources", "s007", ("title", "publisher")),
    ("claims", "2020-02-26-in-charity-masks", ("statement_en", "statement_zh")),
    ("countries", "JPN", ("name_en", "name_zh", "region_en", "region_zh")),
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rig.Server]:
    """A dashboard over a table that keeps its contract and means harm."""
    folder = tmp_path_factory.mktemp("hostile")
    for file in DATA.iterdir():
        if file.is_file():
            (folder / file.name).write_bytes(file.read_bytes())
    for name, key, columns in CELLS:
        _rewrite(folder / f"{name}.csv", key, columns)
    table.read(folder)  # raises where the table would be refused and the tests below would look at nothing
    with rig.serving(data=folder) as server:
        yield server


def _rewrite(path: Path, key: str, columns: tuple[str, ...]) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        names, rows = list(reader.fieldnames or ()), list(reader)
    (row,) = (row for row in rows if next(iter(row.values())) == key)
    for column in columns:
        sentence = column.startswith(("note", "caveat", "statement"))
        chinese = column.endswith("_zh")
        row[column] = f"{HOSTILE} {'在此' if chinese else 'here'}{('。' if chinese else '.') if sentence else ''}"
        if path.stem in ("parties", "countries"):
            row[column] = f"{row['id'] if 'id' in row else row['iso3']} {row[column]}"
        if path.stem == "sources":
            row[column] = f"{HOSTILE} {key}"
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "path",
    [
        "/?country=JPN",
        "/timeline?lanes=partner",
        "/country?country=JPN",
        "/country",
        "/acts?country=JPN",
        "/act?id=2020-01-28-in-mito-masks",
        "/sources?country=JPN",
    ],
)
def test_nothing_comes_of_hostile_text_but_text(open_page, hostile, path, lang):
    page, notes = open_page(rig.with_lang(path, lang), home=hostile.url)
    assert page.get_by_test_id("stException").count() == 0
    _open_all(page)

    if not path.startswith("/timeline"):  # there all names are cut short; its label has the whole
        read = _squeezed(seen.text_of(page))
        missing = [part for part in PARTS if _squeezed(part) not in read]
        assert missing == [], "part of the text is not shown as it stands"
    _harmless(page)
    if path == "/?country=JPN":
        _hovered(page, "map", page.locator(seen.MARKS).first)
    if path.startswith("/timeline"):  # a chart that is high enough: plotly leaves out a label that does not fit
        marks = page.locator(".st-key-timeline .scatterlayer path.point")
        acts = marks.evaluate_all("marks => marks.map(mark => mark.__data__.data)")
        _hovered(page, "timeline", marks.nth(acts.index("2020-01-28-in-mito-masks")))
    if path.startswith("/country?"):
        marks = page.locator(".st-key-near .scattergeo path.point")
        told = marks.evaluate_all("marks => marks.map(mark => mark.__data__.htx ?? '')")
        _hovered(page, "near", marks.nth(next(place for place, text in enumerate(told) if "pwned" in text)))
    assert notes.asked == [], "an address in the table was followed"
    assert notes.errors == []


def _open_all(page: Page) -> None:
    """Open what is folded, so that its text is on the page."""
    for summary in page.locator("[data-testid=stExpander] summary").all():
        summary.click()
    rig.settle(page)


def _hovered(page: Page, chart: str, *marks: Locator) -> None:
    """Rest the pointer on marks, one of which has the text in its label."""
    label = _squeezed("".join(line for mark in marks for line in seen.hover(page, chart, mark)))
    missing = [part for part in PARTS if _squeezed(part) not in label]
    assert missing == [], f"a label of {chart} does not show the text as it stands: {label}"
    _harmless(page)


def _harmless(page: Page) -> None:
    assert page.evaluate("window.pwned") is None, "a script of the table has run"
    assert page.evaluate(MADE) == []


def _squeezed(text: str) -> str:
    """Without the spaces, line breaks and marks of no width that a page may put anywhere."""
    return "".join(text.replace("\u2060", "").split())
