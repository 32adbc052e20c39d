"""A table of more acts than a page can list: pages count, turn leaves and say what they leave out; files refuse."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from aid import charts, questions
from aid.find import index
from aid.keeper import kept
from aid.questions import rows as listing
from aid.shelves.opening import open_table
from aid.table import Ledger
from aid.view import View
from aid.words import Words
from benchmarks.grow import grow
from tests.asking import ask
from tests.reading import Reader, entrance_first, markdown_of, plain

ACTS = 3000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return grow(ACTS, tmp_path_factory.mktemp("crowded") / "table")


@pytest.fixture(scope="module")
def crowd(folder: Path) -> Ledger:
    return open_table(folder)


@pytest.fixture(scope="module")
def reader(folder: Path) -> Iterator[Reader]:
    """A reader of a dashboard that serves the crowded table."""
    with pytest.MonkeyPatch.context() as patch, entrance_first():
        patch.setenv("AID_DATA", str(folder))
        kept.cache_clear()
        yield Reader()
    kept.cache_clear()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("overview", {}),
        ("overview", {"moment": "2020-03", "measure": "masks"}),
        ("story", {}),
        ("exchange", {}),
        ("exchange", {"by": "country", "sort": "gap"}),
        ("timeline", {"lanes": "partner"}),
        ("timeline", {"lanes": "basis", "moment": "2020-05"}),
        ("country", {}),
        ("country", {"country": "KOR"}),
        ("compare", {"country": ["JPN", "KOR"]}),
        ("acts", {"leaf": "2"}),
        ("sources", {}),
        ("sources", {"id": "s012"}),
        ("data", {}),
    ],
    ids=str,
)
def test_every_page_opens(reader: Reader, page: str, query: dict[str, str | list[str]], lang: str) -> None:
    app = reader.opens(page, {**query, "lang": lang})
    assert app.title


def test_leaves_hold_every_act_once_in_order_of_time(crowd: Ledger) -> None:
    view = View(direction="inbound")
    leaves = [questions.leaf(crowd, view, start, 500) for start in range(0, ACTS, 500)]
    ids = [act for leaf in leaves for act in leaf.acts["id"]]
    assert ids == list(questions.acts(crowd, view)["id"])
    for leaf in leaves:
        assert set(leaf.items["act"]) <= set(leaf.acts["id"])
        assert set(leaf.cited["act"]) == set(leaf.acts["id"])


def test_the_page_of_acts_shows_a_leaf_and_the_way_to_the_others(reader: Reader) -> None:
    app = reader.opens("acts", {"leaf": "3", "lang": "en"})
    assert len(app.dataframe[0].value) == 500
    assert any("1,001 to 1,500 of 3,000" in text for text in markdown_of(app))
    links = [parse_qs(link.proto.query_string) for link in app.get("page_link")]
    assert {"2", "4", "1", "6"} <= {link["leaf"][0] for link in links if "leaf" in link}


def test_a_leaf_beyond_the_last_is_the_last_and_one_that_is_no_number_is_named(reader: Reader) -> None:
    assert len(reader.opens("acts", {"leaf": "99"}).dataframe[0].value) == 500
    told = markdown_of(reader.opens("acts", {"leaf": "-1", "lang": "en"}))
    assert any("leaf = “-1”" in plain(text) for text in told)


def test_a_view_that_is_small_enough_lists_its_acts_as_ever(reader: Reader, crowd: Ledger) -> None:
    few = questions.totals(crowd, View(country=("VNM",)))["acts"].sum()
    assert len(reader.opens("acts", {"country": "VNM"}).dataframe[0].value) == few < 500


def test_bars_of_weeks_hold_every_act_whose_day_is_known(crowd: Ledger, en: Words) -> None:
    days = questions.by_day(crowd, View())
    drawing = charts.crowd(days, [("", "")], en)
    acts = questions.acts(crowd, View())
    exact = acts[(acts["precision"] == "day") & acts["earliest"].notna()]
    weeks = Counter(
        f"{row.direction}:{(row.latest - timedelta(days=row.latest.weekday())):%Y-%m-%d}" for row in exact.itertuples()
    )
    drawn = {
        code: text
        for trace in drawing.spec["data"]
        for code, text in zip(trace["customdata"], trace["hovertext"], strict=True)
    }
    assert set(drawn) == set(weeks)
    assert all(f"{count:,} act" in drawn[code] for code, count in weeks.items())
    assert f"{len(exact):,} acts" in drawing.alt


def test_a_bar_is_as_high_as_its_week_has_acts(crowd: Ledger, en: Words) -> None:
    days = questions.by_day(crowd, View(kind=("supplies",)))
    traces = charts.crowd(days, [("", "")], en).spec["data"]
    tall = {trace["customdata"][0].partition(":")[0]: max(map(abs, trace["y"])) for trace in traces if trace["y"]}
    week = days["day"] - days["day"].dt.day_of_week.map(lambda day: timedelta(days=day))
    most = days.groupby([days["direction"], week])["acts"].sum().groupby("direction").max()
    assert tall["inbound"] / tall["outbound"] == pytest.approx(most["inbound"] / most["outbound"], rel=0.02)


def test_up_to_a_moment_later_weeks_are_not_drawn_and_the_axis_stays(crowd: Ledger, en: Words) -> None:
    days = questions.by_day(crowd, View())
    whole, part = (charts.crowd(days, [("", "")], en, moment=moment) for moment in (None, date(2020, 3, 31)))
    assert whole.spec["layout"]["xaxis"] == part.spec["layout"]["xaxis"]
    mondays = [code.partition(":")[2] for trace in part.spec["data"] for code in trace["customdata"]]
    assert max(mondays) <= "2020-03-25"


def test_files_up_to_the_limit_are_written_and_larger_ones_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, served: object
) -> None:
    monkeypatch.setenv("AID_DATA", str(folder))
    kept.cache_clear()
    monkeypatch.setattr(listing, "MOST_LISTED", 1000)
    refused = ask("/api/acts.csv", {"direction": "inbound"})
    assert (refused.status, refused.json["at_most"]) == (413, 1000)
    assert refused.json["rows"] > 1000
    few = ask("/api/acts.csv", {"country": "VNM"})
    assert few.status == 200
    assert len(list(csv.DictReader(io.StringIO(few.body.decode("utf-8-sig"))))) < 1000
    assert ask("/feed.atom").status == 200
    assert ask("/sitemap.xml").status == 200


def test_an_outsized_table_finds_names_and_leads_to_the_acts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aid.find.mentions.MOST_ACTS", 1000)
    ledger = open_table(folder)
    there = index(ledger)
    assert not there.acts
    assert {entry.group for entry in there.entries} == {"country", "party", "thing", "page"}
