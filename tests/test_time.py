"""Time, played: the months of a view, what is said of a moment, and charts in which nothing moves meanwhile."""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from aid import charts, labels, moments, questions, sentences
from aid.table import Ledger
from aid.view import View
from aid.words import Words
from tests.plain import Table

VIEWS = [
    View(),
    View(direction="outbound"),
    View(country=("JPN",)),
    View(kind=("letter", "thanks")),
    View(since=date(2020, 3, 1), until=date(2020, 5, 31)),
    View(since=date(2020, 7, 1)),
    View(until=date(2020, 3, 15)),
]
MOMENTS = ["2020-01", "2020-02", "2020-03", "2020-04", "2020-06", "2020-12", "2021-03"]


def end_of(month: str) -> date:
    year, number = map(int, month.split("-"))
    return date(year, number, monthrange(year, number)[1])


def timeless(view: View) -> View:
    return view.but(since=None, until=None, moment=None)


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_the_months_hold_every_act_that_has_a_month_and_count_the_others(
    ledger: Ledger, rows: Table, view: View
) -> None:
    found = moments.course(ledger, view)
    acts = rows.found(timeless(view))
    for month in found.months:
        dated = [a for a in acts if a.precision != "year" and a.latest.isoformat()[:7] == month.code]
        assert month.came == sum(a.direction == "inbound" for a in dated)
        assert month.went == sum(a.direction == "outbound" for a in dated)
    assert found.by_year == sum(a.precision == "year" for a in acts)
    assert sum(month.came + month.went for month in found.months) + found.by_year == len(acts)


def test_no_month_is_left_out_between_the_first_and_the_last(ledger: Ledger) -> None:
    months = moments.course(ledger, View()).months
    assert all((after.start - month.end).days == 1 for month, after in pairwise(months))
    assert all(month.end == end_of(month.code) for month in months)


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_every_step_shows_something_and_the_last_is_the_end_of_the_period(
    ledger: Ledger, rows: Table, view: View
) -> None:
    found = moments.course(ledger, view)
    at_steps = [rows.found(view.but(moment=step)) for step in found.steps]
    assert found.steps and all(at_steps), "a step with nothing to show"
    first = found.steps[0]
    before = [month.code for month in found.months if month.code < first]
    assert not any(rows.found(view.but(moment=month)) for month in before), "the play begins too late"
    assert found.steps[-1] == min(found.months[-1].code, f"{view.until:%Y-%m}" if view.until else "9999")


def test_a_view_without_an_act_has_no_months(ledger: Ledger) -> None:
    assert moments.course(ledger, View(q="zzz")) == moments.Course((), 0, ())


def test_a_moment_does_not_change_the_months(ledger: Ledger) -> None:
    assert moments.course(ledger, View(moment="2020-03")) == moments.course(ledger, View())


@pytest.mark.parametrize("month", MOMENTS)
def test_the_headline_counts_the_countries_that_help_had_come_from_and_gone_to(
    ledger: Ledger, rows: Table, en: Words, zh: Words, month: str
) -> None:
    gifts = [act for act in rows.acts if act.gift and act.latest <= end_of(month)]
    came, went = (
        len({act.counted for act in gifts if act.direction == side} - {""}) for side in ("inbound", "outbound")
    )
    view = View(moment=month)
    english, chinese = sentences.overview(ledger, view, en), sentences.overview(ledger, view, zh)
    places = f"{came} {'country or region' if came == 1 else 'countries or regions'}"
    tail = f"and gone to {went}" if went else "none is on record as gone out"
    assert english.startswith(f"By the end of {en.month(end_of(month))}: help had come from {places}")
    assert english.endswith(tail)
    year, number = map(int, month.split("-"))
    assert chinese.startswith(f"截至{year}年{number}月底：援助来自{came}个国家和地区")
    assert (f"去往{went}个" in chinese) == bool(went)


@pytest.mark.parametrize("month", MOMENTS)
def test_the_timelines_headline_counts_what_had_surely_happened(
    ledger: Ledger, rows: Table, en: Words, zh: Words, month: str
) -> None:
    sides = [act.direction for act in rows.acts if act.latest <= end_of(month)]
    came, went = sides.count("inbound"), sides.count("outbound")
    english, chinese = (sentences.timeline(ledger, View(moment=month), words) for words in (en, zh))
    assert english.endswith(f": {came} acts to Chongqing, {went} from Chongqing")
    assert chinese.endswith(f"底：来渝{came}条往来，送出{went}条")


def test_under_a_filter_the_headline_tells_the_filter_and_the_moment(ledger: Ledger, en: Words) -> None:
    headline = sentences.overview(ledger, View(moment="2020-03", direction="inbound"), en)
    assert "to Chongqing" in headline and "by the end of March 2020" in headline


def test_a_moment_before_everything_says_that_nothing_is_on_record(ledger: Ledger, en: Words) -> None:
    assert sentences.overview(ledger, View(moment="1999-01"), en) == "Nothing on record for this selection"


def test_the_moment_is_told_with_its_acts_of_all(ledger: Ledger, rows: Table, en: Words, zh: Words) -> None:
    by_then = sum(act.latest <= date(2020, 3, 31) for act in rows.acts)
    view, every = View(moment="2020-03"), len(rows.acts)
    assert moments.so_far(ledger, view, en) == f"By the end of March 2020 · {by_then} of {every} acts"
    assert moments.so_far(ledger, view, zh) == f"截至2020年3月底 · {by_then}条往来，共{every}条"
    assert moments.so_far(ledger, View(), en) == f"All months · {every} acts"


def test_a_gift_that_turns_out_to_be_later_leaves_the_moments_before_it(
    altered: Callable[..., Ledger], rows: Table, en: Words
) -> None:
    """Minsk Region's masks of February, the only gift from Belarus by March, put into June."""
    gift = "2020-02-24-in-minsk-region-masks"
    gifts = [act for act in rows.acts if act.gift and act.direction == "inbound"]
    assert [act.id for act in gifts if act.counted == "BLR" and act.latest < date(2020, 7, 1)] == [gift]
    later = altered(
        ("acts.csv", f"{gift},2020-02-24", f"{gift.replace('02-24', '06-24')},2020-06-24"),
        ("items.csv", gift, gift.replace("02-24", "06-24")),
    )

    def came(month: str, without: str) -> int:
        by_then = {act.counted for act in gifts if act.latest <= end_of(month) and act.id != without}
        return len(by_then - {""})

    for month, without in (("2020-03", gift), ("2020-06", "")):
        headline = sentences.overview(later, View(moment=month), en)
        assert f"help had come from {came(month, without)} countries or regions" in headline


# ---- charts ----


def drawn(ledger: Ledger, view: View, words: Words) -> dict[tuple[str, str], tuple[float, float, float]]:
    """The marks of the map at a moment: (longitude, latitude, size) by country and symbol."""
    places, every = questions.by_country(ledger, view), questions.by_country(ledger, moments.whole(view))
    hover = labels.place_hovers(places, view.measure, words)
    figure = charts.world(places, ledger.countries, view.country, words, hover, None, every).figure
    return {
        (code, trace.marker.symbol): (trace.lon[place], trace.lat[place], trace.marker.size[place])
        for trace in figure.data
        if trace.customdata is not None
        for place, code in enumerate(trace.customdata)
    }


@pytest.mark.parametrize("measure", ["acts", "masks", "value"])
def test_a_mark_of_the_map_never_moves_and_never_shrinks_while_time_is_played(
    ledger: Ledger, rows: Table, en: Words, measure: str
) -> None:
    whole, before = drawn(ledger, View(measure=measure), en), {}
    for month in MOMENTS:
        view = View(measure=measure, moment=month)
        shown = drawn(ledger, view, en)
        symbols = {"inbound": "circle", "outbound": "diamond"}
        assert {(code, symbols[side]) for code, side in rows.by_country(view)} == set(shown)
        assert all(whole[key][:2] == pytest.approx(at[:2]) for key, at in shown.items()), f"{month}: a mark moved"
        assert all(shown[key][2] >= size for key, (*_, size) in before.items()), f"{month}: a mark shrank"
        assert all(size <= whole[key][2] for key, (*_, size) in shown.items())
        before = shown


def test_the_scale_of_the_marks_is_that_of_all_months(ledger: Ledger, rows: Table, en: Words) -> None:
    most = max(told[0] for told in rows.by_country(View()).values())
    march = View(moment="2020-03")
    for (code, side), told in rows.by_country(march).items():
        size = drawn(ledger, march, en)[code, "circle" if side == "inbound" else "diamond"][2]
        # From 7 to 20 pixels, by the root of the share of the largest; a diamond is drawn a little larger.
        expected = 7 + 13 * math.sqrt(told[0] / most)
        assert size == pytest.approx(expected if side == "inbound" else expected / 0.964, rel=0.001)


def timeline(ledger: Ledger, lanes: str, words: Words, month: str | None) -> Any:
    view = View(lanes=lanes)
    acts = questions.acts(ledger, view)
    acts = acts.assign(lane=acts["kind"] if lanes == "kind" else acts["country"].fillna(""))
    hover = labels.act_hovers(acts, questions.item_rows(ledger, view), words)
    named = labels.lanes(acts["lane"].value_counts(), lanes, words)
    return charts.timeline(acts, named, words, hover, None, end_of(month) if month else None)


def places_of(figure: Any) -> dict[str, tuple[Any, float]]:
    """Where each act's mark or bar stands."""
    return {
        act: (trace.base[place] if trace.type == "bar" else trace.x[place], trace.y[place])
        for trace in figure.data
        if trace.customdata is not None
        for place, act in enumerate(trace.customdata)
    }


@pytest.mark.parametrize("lanes", ["kind", "partner"])
@pytest.mark.parametrize("month", MOMENTS)
def test_the_timeline_draws_what_had_surely_happened_where_it_stands_among_all(
    ledger: Ledger, rows: Table, en: Words, month: str, lanes: str
) -> None:
    every, part = timeline(ledger, lanes, en, None), timeline(ledger, lanes, en, month)
    shown, whole = places_of(part.figure), places_of(every.figure)
    assert set(shown) == {act.id for act in rows.acts if act.latest <= end_of(month)}
    assert all(whole[act] == place for act, place in shown.items()), "a mark moved"
    assert part.figure.layout.xaxis.range == every.figure.layout.xaxis.range
    assert part.figure.layout.height == every.figure.layout.height
    assert part.alt != every.alt or len(shown) == len(whole)


def upright(figure: Any) -> list[Any]:
    return [line.x0 for line in figure.layout.shapes if line.x0 == line.x1]


def test_a_thin_line_stands_at_the_end_of_the_month(ledger: Ledger, en: Words) -> None:
    assert upright(timeline(ledger, "kind", en, "2020-03").figure) == ["2020-04-01"]
    assert upright(timeline(ledger, "kind", en, None).figure) == []
    assert upright(timeline(ledger, "kind", en, "2099-01").figure) == [], "a line beyond the axis"
