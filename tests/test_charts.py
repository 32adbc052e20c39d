"""Charts show every act and every country once, hide none behind another, and say in words what they show."""

from __future__ import annotations

import math
import re
from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aid import charts, labels, questions
from aid.charts import geometry, paint
from aid.charts.worldmap import AS_LARGE, LAID_OUT_FOR, MIDDLE
from aid.table import Ledger
from aid.view import View
from aid.words import Words
from tests.plain import Table

TOKENS = {f"#{number:06d}" for number in range(1, 11)}


def world(ledger: Ledger, view: View, words: Words) -> charts.Drawing:
    places = questions.by_country(ledger, view)
    hover = labels.place_hovers(places, view.measure, words)
    return charts.world(places, ledger.countries, view.country, words, hover)


def timeline(ledger: Ledger, view: View, words: Words) -> charts.Drawing:
    acts = questions.acts(ledger, view)
    hover = labels.act_hovers(acts, questions.item_rows(ledger, view), words)
    if view.lanes == "kind":
        return charts.timeline(acts.assign(lane=""), [("", "")], words, hover)
    acts = acts.assign(lane=acts["country"].fillna(""))
    return charts.timeline(acts, labels.lanes(acts["lane"].value_counts(), "partner", words), words, hover)


def thread(ledger: Ledger, view: View, words: Words) -> charts.Drawing:
    acts, items = questions.acts(ledger, view), questions.item_rows(ledger, view)
    return charts.thread(questions.thread(ledger, view), acts, words, labels.act_hovers(acts, items, words))


def near(ledger: Ledger, code: str, words: Words) -> charts.Drawing:
    parties = labels.on_map(questions.parties(ledger, View(country=(code,))), words)
    return charts.near(parties, labels.home(ledger, code), words.country(code), words)


def clickable(figure: go.Figure) -> list[str]:
    return [code for trace in figure.data for code in (trace.customdata if trace.customdata is not None else ())]


def markers(figure: go.Figure) -> list[dict[str, Any]]:
    """The map's marks: country, side, place, size, and whether they are empty."""
    found = []
    for trace in figure.data:
        if trace.customdata is None:
            continue
        side = "inbound" if trace.marker.symbol == "circle" else "outbound"
        for place, code in enumerate(trace.customdata):
            found.append(
                {
                    "country": code,
                    "side": side,
                    "lon": trace.lon[place],
                    "lat": trace.lat[place],
                    "size": trace.marker.size[place],
                    "empty": trace.marker.color[place] == paint.PAPER,
                    "hover": trace.hovertext[place],
                }
            )
    return found


MAPS = [
    View(),
    View(direction="inbound"),
    View(direction="outbound", item=("masks",)),
    View(measure="masks"),
    View(measure="suits"),
    View(measure="value"),
    View(since=date(2020, 4, 1), until=date(2020, 4, 30)),
    View(kind=("letter", "thanks")),
    View(country=("JPN",)),
    View(party=("diaspora",)),
]


@pytest.mark.parametrize("view", MAPS, ids=str)
def test_the_map_has_one_mark_for_each_country_and_direction(
    ledger: Ledger, rows: Table, en: Words, view: View
) -> None:
    shown = Counter((mark["country"], mark["side"]) for mark in markers(world(ledger, view, en).figure))
    assert shown == Counter(rows.by_country(view).keys())


@pytest.mark.parametrize("measure", ["acts", "masks", "suits", "thermometers"])
def test_a_larger_mark_means_more_and_an_empty_one_not_reported(
    ledger: Ledger, rows: Table, en: Words, measure: str
) -> None:
    view = View(measure=measure)
    told = rows.by_country(view)
    shown = markers(world(ledger, view, en).figure)
    for side in ("inbound", "outbound"):
        own = [(told[mark["country"], side][2], mark) for mark in shown if mark["side"] == side]
        known = sorted(((size, mark["size"]) for size, mark in own if size is not None), key=lambda pair: pair)
        assert [size for _, size in known] == sorted(size for _, size in known)
        assert len({size for _, size in known}) == len({size for size, _ in known}), "two numbers look alike"
    assert all(mark["empty"] == (told[mark["country"], mark["side"]][2] is None) for mark in shown)


def test_area_and_not_width_says_how_much(part: Ledger, en: Words) -> None:
    shown = {(mark["country"], mark["side"]): mark["size"] for mark in markers(world(part, View(), en).figure)}
    # Inbound acts of tests/extract.py: Japan 4, Korea 3, Laos 1. Beyond the smallest mark, widths grow as the square
    # root.
    japan, korea, laos = (shown[code, "inbound"] for code in ("JPN", "KOR", "LAO"))
    assert (korea - laos) / (japan - laos) == pytest.approx((math.sqrt(3) - 1) / (math.sqrt(4) - 1), rel=0.01)


@pytest.mark.parametrize("view", MAPS, ids=str)
def test_no_mark_on_the_map_hides_another(ledger: Ledger, en: Words, view: View) -> None:
    scale = LAID_OUT_FOR / (2 * math.pi * 0.8707)
    boxes = []
    for mark in markers(world(ledger, view, en).figure):
        turned = (mark["lon"] - MIDDLE + 180) % 360 - 180
        x, y = geometry.natural_earth(np.array([turned]), np.array([mark["lat"]]))
        half = mark["size"] / AS_LARGE[mark["side"]] / 2
        boxes.append((mark["country"], mark["side"], float(x[0]) * scale, float(y[0]) * scale, half))
    hub = geometry.natural_earth(np.array([paint.CHONGQING[0] - MIDDLE]), np.array([paint.CHONGQING[1]]))
    boxes.append(("Chongqing", "", float(hub[0][0]) * scale, float(hub[1][0]) * scale, 4.0))
    hidden = [
        (*one[:2], *other[:2])
        for one, other in combinations(boxes, 2)
        # Marks have a rim of the paper's colour: a pixel of overlap is not seen.
        if abs(one[2] - other[2]) < one[4] + other[4] - 1.0 and abs(one[3] - other[3]) < one[4] + other[4] - 1.0
    ]
    assert hidden == []


def test_inbound_stands_left_of_outbound(ledger: Ledger, en: Words) -> None:
    shown = {(mark["country"], mark["side"]): mark for mark in markers(world(ledger, View(), en).figure)}
    for code in ("JPN", "KOR", "ITA", "BLR"):
        assert shown[code, "inbound"]["lon"] < shown[code, "outbound"]["lon"]


@pytest.mark.parametrize("chosen", [(), ("JPN",), ("JPN", "KOR", "ITA", "IRN"), ("JPN", "KOR", "ITA", "IRN", "USA")])
def test_arcs_are_drawn_for_one_to_four_chosen_countries(ledger: Ledger, en: Words, chosen: tuple[str, ...]) -> None:
    figure = world(ledger, View(country=chosen), en).figure
    arcs = [trace for trace in figure.data if trace.mode == "lines"]
    assert len(arcs) == (len(chosen) if len(chosen) <= 4 else 0)
    assert all((arc.lon[0], arc.lat[0]) == paint.CHONGQING for arc in arcs)


def test_the_map_asks_no_other_host_for_borders_and_draws_none(ledger: Ledger, en: Words) -> None:
    geo = world(ledger, View(), en).figure.layout.geo
    assert geo.showland
    assert not geo.showcountries
    assert not geo.showcoastlines


@settings(max_examples=60)
@given(st.floats(-179.9, 179.9), st.floats(-80, 80))
def test_a_place_on_the_map_leads_back_to_its_degrees(longitude: float, latitude: float) -> None:
    x, y = geometry.natural_earth(np.array([longitude]), np.array([latitude]))
    back = geometry.natural_earth_back(x, y)
    assert (float(back[0][0]), float(back[1][0])) == (
        pytest.approx(longitude, abs=1e-6),
        pytest.approx(latitude, abs=1e-6),
    )


SPANS = st.lists(st.tuples(st.floats(0, 100), st.floats(0.1, 20)), max_size=25)


@given(SPANS)
def test_marks_are_stacked_as_low_as_they_can_without_meeting(drawn: list[tuple[float, float]]) -> None:
    spans = [(start, start + width) for start, width in drawn]
    chosen = geometry.levels(spans)
    for (one, level), (other, other_level) in combinations(zip(spans, chosen, strict=True), 2):
        assert level != other_level or one[1] <= other[0] or other[1] <= one[0]
    for place, level in enumerate(chosen):
        for lower in range(level):
            earlier = [spans[i] for i in range(place) if chosen[i] == lower]
            assert any(one[0] < spans[place][1] and spans[place][0] < one[1] for one in earlier)


@given(st.lists(st.floats(-180, 180), min_size=1, max_size=8))
def test_a_small_map_holds_all_its_places_in_the_shortest_stretch(longitudes: list[float]) -> None:
    west, width = geometry.wraps(longitudes)
    assert -1e-9 <= width <= 360
    assert all(
        (longitude - west) % 360 <= width + 1e-6 or (longitude - west) % 360 > 360 - 1e-6 for longitude in longitudes
    )


def days(value: Any) -> float:
    return pd.Timestamp(value).timestamp() / 86_400


def pixels(figure: go.Figure) -> list[tuple[str, float, float, str]]:
    """The marks that stand at a day: act, day, height in pixels, side."""
    return [
        (act, days(x), y, trace.marker.symbol)
        for trace in figure.data
        if trace.type == "scatter" and trace.customdata is not None
        for act, x, y in zip(trace.customdata, trace.x, trace.y, strict=True)
    ]


TIMELINES = [
    View(),
    View(lanes="partner"),
    View(direction="outbound"),
    View(country=("KOR",), lanes="partner"),
    View(since=date(2020, 4, 1), until=date(2020, 4, 30)),
    View(q="2021-out-antwerp"),
    View(country=("LAO",)),
    View(confidence=("low",), lanes="partner"),
]


@pytest.mark.parametrize("view", TIMELINES, ids=str)
def test_the_timeline_has_every_act_exactly_once(ledger: Ledger, rows: Table, en: Words, view: View) -> None:
    assert Counter(clickable(timeline(ledger, view, en).figure)) == Counter(act.id for act in rows.found(view))


@pytest.mark.parametrize("view", TIMELINES, ids=str)
def test_no_mark_of_the_timeline_hides_another(ledger: Ledger, en: Words, view: View) -> None:
    shown = pixels(timeline(ledger, view, en).figure)
    # Marks are ten pixels wide: on one height they lie days apart, or their heights differ by most of a mark.
    close = [
        (one[0], other[0])
        for one, other in combinations(shown, 2)
        if abs(one[2] - other[2]) < 8 and abs(one[1] - other[1]) < 6.9
    ]
    assert close == []


def test_inbound_is_above_the_line_and_outbound_below(ledger: Ledger, en: Words) -> None:
    figure = timeline(ledger, View(), en).figure
    line = figure.layout.shapes[0].y0
    assert all((y > line) == (symbol == "circle") for _, _, y, symbol in pixels(figure))
    assert len({symbol for _, _, _, symbol in pixels(figure)}) == 2


@pytest.mark.parametrize("view", TIMELINES, ids=str)
def test_a_bar_is_as_wide_as_its_date_is_vague(ledger: Ledger, rows: Table, en: Words, view: View) -> None:
    bars = {}
    for trace in timeline(ledger, view, en).figure.data:
        if trace.type == "bar":
            for act, base, width, y in zip(trace.customdata, trace.base, trace.x, trace.y, strict=True):
                bars[act] = (pd.Timestamp(base).date(), round(width / 86_400_000), y)
    vague = {act.id: act for act in rows.found(view) if act.precision != "day" and act.earliest}
    assert bars.keys() == vague.keys()
    for name, act in vague.items():
        assert bars[name][:2] == (act.earliest, (act.latest - act.earliest).days + 1)
    for (start, width, y), (other_start, other_width, other_y) in combinations(bars.values(), 2):
        apart = start + timedelta(width) <= other_start or other_start + timedelta(other_width) <= start
        assert apart or abs(y - other_y) >= 7, "a bar hides another"


def test_an_act_known_only_by_its_latest_day_stands_there_with_a_tail_before_it(
    ledger: Ledger, rows: Table, en: Words
) -> None:
    view = View(country=("LAO",))
    figure = timeline(ledger, view, en).figure
    ((_, day, height, _),) = pixels(figure)
    assert day == days(date(2020, 4, 30))
    (tail,) = [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "lines" and trace.x]
    assert days(tail.x[0]) < days(tail.x[1]) == day
    assert tail.y[0] == height


def test_a_bound_far_beyond_all_others_stands_at_the_end_of_the_axis_and_says_so(ledger: Ledger, en: Words) -> None:
    figure = timeline(ledger, View(direction="outbound"), en).figure
    start, end = (days(edge) for edge in figure.layout.xaxis.range)
    assert all(start <= day <= end for _, day, _, _ in pixels(figure))
    # Antwerp's gift is known only to lie before the end of 2021, eight months after everything else.
    assert any("by 2021" in note.text for note in figure.layout.annotations)


def test_gifts_are_full_and_words_are_pale(ledger: Ledger, rows: Table, en: Words) -> None:
    gift = {act.id: act.gift for act in rows.acts}
    for trace in timeline(ledger, View(), en).figure.data:
        if trace.customdata is not None and len(trace.customdata):
            for act, colour in zip(trace.customdata, trace.marker.color, strict=True):
                assert (colour in paint.FULL.values()) == gift[act]


@pytest.mark.parametrize("code", ["JPN", "KOR", "URY", "LAO", "ITA", "HRV", "IRN"])
def test_the_thread_has_every_act_of_a_country_exactly_once(ledger: Ledger, rows: Table, en: Words, code: str) -> None:
    view = View(country=(code,))
    figure = thread(ledger, view, en).figure
    assert Counter(clickable(figure)) == Counter(act.id for act in rows.found(view))
    spots = [(round(day, 2), round(y, 1)) for _, day, y, _ in pixels(figure)]
    assert len(spots) == len(set(spots)), "two marks at one place"


def test_the_thread_writes_the_days_between(ledger: Ledger, en: Words, zh: Words) -> None:
    view = View(country=("JPN",))
    notes = [note.text for note in thread(ledger, view, en).figure.layout.annotations]
    assert {"<b>114 days</b>", "<b>111 days</b>", "<b>83 days</b>"} <= set(notes)
    assert "114天" in thread(ledger, view, zh).alt


CHARTS = {
    "world": lambda ledger, words: [
        world(ledger, view, words)
        for view in (View(), View(direction="outbound"), View(country=("JPN",)), View(q="zzz"))
    ],
    "timeline": lambda ledger, words: [
        timeline(ledger, view, words) for view in (View(), View(direction="outbound"), View(country=("JPN",)))
    ],
    "thread": lambda ledger, words: [
        thread(ledger, View(country=(code,)), words) for code in ("JPN", "KOR", "SVN", "URY")
    ],
    "near": lambda ledger, words: [near(ledger, code, words) for code in ("JPN", "ITA", "PNG", "URY")],
}


@pytest.mark.parametrize("kind", CHARTS)
def test_the_alternative_text_changes_with_the_view_and_the_language(
    ledger: Ledger, en: Words, zh: Words, kind: str
) -> None:
    english = [drawing.alt for drawing in CHARTS[kind](ledger, en)]
    chinese = [drawing.alt for drawing in CHARTS[kind](ledger, zh)]
    assert all(english)
    assert all(chinese)
    assert len(set(english)) == len(english)
    assert len(set(chinese)) == len(chinese)
    assert all(re.search("[\u4e00-\u9fff]{3}", alt) for alt in chinese)
    assert not [alt for alt in english + chinese if "{" in alt or "nan" in alt or "None" in alt]


def colours(part: Any, name: str = "") -> set[str]:
    """Every colour that a figure names."""
    if isinstance(part, dict):
        return set().union(*(colours(value, str(key)) for key, value in part.items() if key != "template"), set())
    if isinstance(part, list | tuple | np.ndarray):
        return set().union(*(colours(value, name) for value in part), set())
    return {part} if "color" in name and isinstance(part, str) else set()


@pytest.mark.parametrize("kind", CHARTS)
def test_charts_use_only_the_ten_colours_that_both_themes_define(ledger: Ledger, en: Words, kind: str) -> None:
    used = set().union(*(colours(drawing.figure.to_dict()) for drawing in CHARTS[kind](ledger, en)))
    assert used <= TOKENS
    assert len(used) >= 4


def test_every_country_with_an_act_has_a_small_map(ledger: Ledger, rows: Table, en: Words) -> None:
    for code in sorted({act.country for act in rows.acts if act.country}):
        drawing = near(ledger, code, en)
        assert en.country(code) in drawing.alt
        arcs = [trace for trace in drawing.figure.data if trace.mode == "lines"]
        assert arcs
        assert all((arc.lon[0], arc.lat[0]) == paint.CHONGQING for arc in arcs)
        shown = [trace for trace in drawing.figure.data if trace.mode == "markers" and trace.hovertext is not None]
        assert sum(len(trace.lon) for trace in shown) >= len(arcs)


def test_an_empty_view_draws_an_empty_chart_that_says_so(ledger: Ledger, en: Words, zh: Words) -> None:
    nothing = View(q="nothing says this")
    for words in (en, zh):
        assert clickable(world(ledger, nothing, words).figure) == []
        assert world(ledger, nothing, words).alt == words.say(
            "World map with no mark: nothing on record answers this view"
        )
