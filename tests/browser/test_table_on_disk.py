"""The table may break and be mended under a running dashboard; readers keep the last good one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

import rig
import seen

DATA = rig.ROOT / "data"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of one's own to break."""
    folder = tmp_path / "data"
    folder.mkdir()
    for file in DATA.iterdir():
        if file.is_file():
            (folder / file.name).write_bytes(file.read_bytes())
    return folder


@pytest.fixture
def running(table: Path) -> Iterator[rig.Server]:
    """A dashboard over that table."""
    with rig.serving(data=table) as server:
        yield server


def test_without_a_good_table_from_the_start_a_page_says_where_it_is_wrong_but_not_what_it_holds(table, browser):
    acts = table / "acts.csv"
    good = acts.read_text("utf-8")
    acts.write_text(good.replace(",letter,", ",unpublished,", 1), "utf-8")
    with rig.serving(data=table) as server:
        assert "'unpublished' — expected one of supplies" in server.said()
        context = browser.new_context(locale="en-GB")
        for path in ("/", "/country?country=JPN"):
            with rig.opened(context, server.url + path) as (page, noted):
                expect(page.get_by_role("heading", level=1)).to_have_text("The table cannot be read")
                expect(page.get_by_text("acts.csv, row 3, column kind: expected one of supplies")).to_be_visible()
                assert "unpublished" not in page.content()
                # The page itself is an error to whoever keeps or watches it, and nothing else is.
                (error,) = noted.errors
                assert "503" in error and noted.asked == []
        acts.write_text(good, "utf-8")
        with rig.opened(context, server.url + "/?lang=en") as (page, noted):
            expect(page).to_have_title("Overview · Peach & Jade")
            assert noted.errors == []
        context.close()


def test_a_table_that_breaks_leaves_the_last_good_one_and_a_notice(table, running, open_page):
    page, notes = open_page("/?lang=en", home=running.url)
    whole, acts = seen.seen(page), table / "acts.csv"
    good = acts.read_text("utf-8")
    assert page.get_by_test_id("stAlert").count() == 0

    acts.write_text(good.replace("2020-01-28,donated,inbound", "2020-01-28,donated,sideways"), "utf-8")
    seen.language(page, "中文").click()
    seen.until_asked(page, lang="zh")
    expect(page.get_by_test_id("stAlert")).to_contain_text("暂不采用")
    assert seen.seen(page).counted == whole.counted

    rig.visit(page, f"{running.url}/?lang=en")
    expect(page.get_by_test_id("stAlert")).to_contain_text("this is the last good one")
    assert seen.seen(page) == whole

    # Mended, and one act fewer: the new table is shown, not the old one again.
    lines = good.splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("2020-01-28-in-mito-letter,")]
    assert len(kept) == len(lines) - 1
    acts.write_text("".join(kept), "utf-8")
    rig.visit(page, f"{running.url}/?lang=en")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert seen.acts_in_force(page) == whole.counted[0] - 1
    assert notes.errors == []
