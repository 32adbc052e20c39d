"""A take-away of a table that means harm: whatever stands in a cell stays text in every file."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import frictionless
import openpyxl
import pytest
from markdown_it import MarkdownIt  # comes with frictionless

from aid import table
from aid.export.takeaway import takeaway
from aid.table import Ledger
from aid.view import View
from tests.unpacking import members, rows_of, unpacked

ADDRESS = "https://aid.example.org/?lang=en"
DAY = date(2026, 11, 24)
MITO = "2020-01-28-in-mito-masks"
PARTS = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "</title></style></script><b>",
    "[click](javascript:window.pwned=1)",
    "![p](http://evil.example/p.png)",
    "www.evil.example",
    "%{x} $x$ {{7*7}} `code` **bold** | cell",
)
HARM = " ".join(PARTS)


@pytest.fixture
def hostile(copied: Callable[..., Path]) -> Ledger:
    """The table with text that means harm in every cell that is free to hold it, and formulas at their beginnings."""
    folder = copied()
    for file, key, name in (
        ("acts", MITO, "{sign}{harm} {own}"),
        ("parties", "mito", "{sign}{harm} {own} mito"),
        ("parties", "chongqing-municipality", "{sign}{harm} {own} hub"),
        ("sources", "s004", "{sign}{harm} s004"),
        ("sources", "s007", "{sign}{harm} s007"),
        ("claims", "2020-02-26-in-charity-masks", "{sign}{harm} {own}"),
        ("countries", "JPN", "{sign}{harm} {own}"),
        ("searches", "Gift to Vietnam: what it held", "{sign}{harm}"),
    ):
        path = folder / f"{file}.csv"
        rows = rows_of(path)
        (row,) = (row for row in rows if next(iter(row.values())) == key)
        free = ("note_en", "note_zh", "caveat_en", "caveat_zh", "name_en", "name_zh", "region_en", "region_zh")
        free += ("title", "publisher", "publisher_zh", "statement_en", "statement_zh", "subject")
        for column in free:
            if column in row:
                chinese = column.endswith("_zh")
                text = name.format(sign="＝" if chinese else "=", harm=HARM, own="在此" if chinese else "here")
                ends = column.startswith(("note", "caveat", "statement"))
                # One sentence, as the table's own rules want it.
                row[column] = text + ("。" if chinese else ".") * ends
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return table.read(folder)


class Tags(HTMLParser):
    """The elements of a page, and where they lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: Counter[str] = Counter()
        self.targets: list[str] = []
        self.handlers: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names[tag] += 1
        self.targets += [value or "" for name, value in attrs if name in ("href", "src", "xlink:href", "action")]
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "srcdoc"]


@pytest.mark.parametrize("view", [View(), View(country=("JPN",), q="<script>here")], ids=["all", "q"])
def test_nothing_comes_of_hostile_text_but_text(hostile: Ledger, view: View, tmp_path: Path) -> None:
    address = "https://aid.example.org/?q=%3Cscript%3Ehere"
    files = members(takeaway(hostile, view, "en", address, DAY))
    page = files["index.html"].decode()
    tags = Tags(page)
    assert set(tags.names) & {"script", "img", "iframe", "object", "embed", "base", "form", "link"} == set()
    assert tags.handlers == []
    assert [
        target for target in tags.targets if not re.match(r"https?://|#(en|zh)-|data/|README|acts\.xlsx", target)
    ] == []
    assert [target for target in tags.targets if "evil" in target] == []
    assert "&lt;script&gt;window.pwned" in page
    for name, body in files.items():
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(body.decode(), newline="")) for cell in row]
            bad = [cell for cell in cells if cell[:1] and cell[0] in "=+-@＝＋－＠\t\r" and not is_number(cell)]
            assert bad == [], name
    unpacked(takeaway(hostile, view, "en", address, DAY), tmp_path)
    again = table.read(tmp_path / "data")
    assert again.warnings == ()
    assert frictionless.validate(str(tmp_path / "data" / "datapackage.json")).valid
    book = openpyxl.load_workbook(io.BytesIO(files["acts.xlsx"]))
    for sheet in book:
        assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
        assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.hyperlink] == []


def is_number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_readme_makes_no_link_picture_or_markup_of_hostile_text(hostile: Ledger, lang: str) -> None:
    told = members(takeaway(hostile, View(), lang, ADDRESS, DAY))[f"README.{lang}.md"].decode()
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(told)
    tags = Tags(html)
    assert set(tags.names) & {"script", "img", "b", "strong", "em"} <= {"strong"}
    assert [target for target in tags.targets if not re.match("https?://", target) or "evil" in target] == []
    assert "window.pwned=1&lt;/script&gt;" in html
